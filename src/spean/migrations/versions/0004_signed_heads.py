"""An index of what waits to be delivered, and a log's signed head beside it."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Adds the index and the column."""
    op.create_index(
        "ix_outbox_waiting",
        "outbox",
        ["partner", "next_attempt_at"],
        unique=False,
        sqlite_where=sa.text("delivered_at IS NULL"),
        postgresql_where=sa.text("delivered_at IS NULL"),
    )
    op.add_column("audit_log", sa.Column("note", sa.Text(), nullable=True))
