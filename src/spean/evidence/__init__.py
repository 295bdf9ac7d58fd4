"""Evidence: what was taken in, as received, and what is derived from it; one query surface over both."""
