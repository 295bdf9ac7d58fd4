"""Spean: makes a border agreement work day to day, one node per party, no centre."""

__version__ = "0.1.0"
