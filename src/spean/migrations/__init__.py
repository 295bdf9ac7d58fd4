"""Alembic migrations of the casework database, from the first table on."""

#: The revision this program works with.
HEAD = "0004"
