"""${message}."""

import sqlalchemy as sa
from alembic import op

import spean.db

revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}


def upgrade() -> None:
    """Applies the change."""
    ${upgrades if upgrades else "pass"}
