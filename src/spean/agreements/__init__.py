"""The agreement itself: points, each side's own statements, and figures from the work."""
