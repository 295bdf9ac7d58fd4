"""Indicators: one file per kind (find, normalise, check); `extract` runs them all."""
