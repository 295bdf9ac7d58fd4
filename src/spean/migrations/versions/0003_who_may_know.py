"""For whom a value was cleared, who confirmed an agreement, what an officer reviewed, what may no longer be sent."""

import json

import sqlalchemy as sa
from alembic import op

import spean.db

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Adds the columns, and fills those of clearances with what is known of them."""
    for name, kind, default in (
        ("partners", spean.db.Json(), "[]"),
        ("offence", sa.String(length=40), ""),
        ("originators", spean.db.Json(), "[]"),
    ):
        op.add_column("clearance_value", sa.Column(name, kind, nullable=False, server_default=default))
    _fill_clearances(op.get_bind())
    _add_run_of_matches()
    # Nobody confirmed the agreements that are there: nothing is released under one until a second officer does.
    op.add_column("agreement", sa.Column("confirmed_by", sa.String(length=64), nullable=True))
    op.add_column("agreement", sa.Column("confirmed_at", spean.db.UtcDateTime(timezone=True), nullable=True))
    op.add_column("outbox", sa.Column("parked", sa.String(length=200), nullable=False, server_default=""))
    op.create_table(
        "reviewed",
        sa.Column("officer_id", sa.String(length=64), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("at", spean.db.UtcDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("officer_id", "digest", name=op.f("pk_reviewed")),
    )


def _add_run_of_matches() -> None:
    with op.batch_alter_table("match") as table:
        table.add_column(sa.Column("run_at", spean.db.UtcDateTime(timezone=True), nullable=True))
    op.execute('UPDATE "match" SET run_at = found_at')
    with op.batch_alter_table("match") as table:
        table.alter_column("run_at", nullable=False)


def _fill_clearances(connection: sa.Connection) -> None:
    """Gives each value its case's offence, and the partners to whom its own clearance's tags were released.

    Whose material a value was is not on record. Where a file named a sender of two letters or a partner's name, it
    may have been another party's: then nothing reaches a partner until it is cleared anew.
    """
    connection.execute(
        sa.text(
            "UPDATE clearance_value SET offence = (SELECT offence FROM case_file JOIN clearance USING (case_id) "
            "WHERE clearance.clearance_id = clearance_value.clearance_id)"
        )
    )
    foreign = connection.scalar(
        sa.text(
            "SELECT count(*) FROM batch WHERE length(trim(sender)) = 2 "
            "OR lower(trim(sender)) IN (SELECT lower(name) FROM partner)"
        )
    )
    if foreign:
        return
    released = sa.text("SELECT object_id, partner FROM release WHERE releasable = 'match_tags' AND state = 'approved'")
    partners: dict[str, set[str]] = {}
    for clearance_id, partner in connection.execute(released):
        partners.setdefault(clearance_id, set()).add(partner)
    for clearance_id, known in partners.items():
        connection.execute(
            sa.text("UPDATE clearance_value SET partners = :partners WHERE clearance_id = :clearance"),
            {"partners": json.dumps(sorted(known)), "clearance": clearance_id},
        )
