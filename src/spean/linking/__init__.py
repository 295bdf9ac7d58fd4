"""Linking: reports into networks by the suspect values they share: weigh → connect → split → explain.

Pure apart from `store.py`: edges in (`Evidence.suspect_edges`), networks out; no clock, no network, no order.
"""
