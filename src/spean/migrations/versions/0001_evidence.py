"""Who acts, the audit logs, evidence and networks."""

import sqlalchemy as sa
from alembic import op

import spean.db

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Makes the tables."""
    op.create_table(
        "audit_checkpoint",
        sa.Column("origin", sa.String(length=80), nullable=False),
        sa.Column("size", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("at", spean.db.UtcDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("origin", "size", name=op.f("pk_audit_checkpoint")),
    )
    op.create_table(
        "audit_log",
        sa.Column("log", sa.String(length=40), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("frontier", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("log", name=op.f("pk_audit_log")),
    )
    op.create_table(
        "batch",
        sa.Column("batch_id", sa.String(length=32), nullable=False),
        sa.Column("original_sha256", sa.String(length=64), nullable=False),
        sa.Column("original_name", sa.Text(), nullable=False),
        sa.Column("sender", sa.Text(), nullable=False),
        sa.Column("received_at", spean.db.UtcDateTime(timezone=True), nullable=False),
        sa.Column("mapping", spean.db.Json(), nullable=False),
        sa.Column("accepted", sa.Integer(), nullable=False),
        sa.Column("rejected", sa.Integer(), nullable=False),
        sa.Column("duplicates", sa.Integer(), nullable=False),
        sa.Column("extractor_version", sa.Text(), nullable=False),
        sa.Column("normaliser_version", sa.Text(), nullable=False),
        sa.Column("files", spean.db.Json(), nullable=False),
        sa.Column("superseded", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("batch_id", name=op.f("pk_batch")),
    )
    op.create_index(op.f("ix_batch_original_sha256"), "batch", ["original_sha256"], unique=False)
    op.create_table(
        "network_run",
        sa.Column("run", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("at", spean.db.UtcDateTime(timezone=True), nullable=False),
        sa.Column("stats", spean.db.Json(), nullable=False),
        sa.Column("events", spean.db.Json(), nullable=False),
        sa.Column("last_number", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("run", name=op.f("pk_network_run")),
    )
    op.create_table(
        "officer",
        sa.Column("officer_id", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("roles", spean.db.Json(), nullable=False),
        sa.Column("kid", sa.String(length=64), nullable=False),
        sa.Column("public_key", sa.Text(), nullable=False),
        sa.Column("registered_at", spean.db.UtcDateTime(timezone=True), nullable=False),
        sa.Column("registered_by", sa.String(length=64), nullable=False),
        sa.Column("revoked_at", spean.db.UtcDateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("officer_id", name=op.f("pk_officer")),
        sa.UniqueConstraint("kid", name=op.f("uq_officer_kid")),
    )
    op.create_table(
        "partner",
        sa.Column("party", sa.String(length=2), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("url", sa.String(length=300), nullable=False),
        sa.Column("public_key", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("proposed_by", sa.String(length=64), nullable=False),
        sa.Column("confirmed_by", sa.String(length=64), nullable=True),
        sa.Column("last_contact_at", spean.db.UtcDateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("party", name=op.f("pk_partner")),
    )
    op.create_table(
        "spent_signature",
        sa.Column("jti", sa.String(length=64), nullable=False),
        sa.Column("at", spean.db.UtcDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("jti", name=op.f("pk_spent_signature")),
    )
    op.create_index(op.f("ix_spent_signature_at"), "spent_signature", ["at"], unique=False)
    op.create_table(
        "audit_entry",
        sa.Column("log", sa.String(length=40), nullable=False),
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("at", spean.db.UtcDateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(length=80), nullable=False),
        sa.Column("act", sa.String(length=40), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=True),
        sa.Column("salt", sa.LargeBinary(), nullable=True),
        sa.Column("commitment", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["log"], ["audit_log.log"], name=op.f("fk_audit_entry_log")),
        sa.PrimaryKeyConstraint("log", "seq", name=op.f("pk_audit_entry")),
    )
    op.create_table(
        "hub",
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("bank", sa.String(length=20), nullable=False),
        sa.Column("run", sa.Integer(), nullable=False),
        sa.Column("reports", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["run"], ["network_run.run"], name=op.f("fk_hub_run")),
        sa.PrimaryKeyConstraint("kind", "value", "bank", name=op.f("pk_hub")),
    )
    op.create_table(
        "network",
        sa.Column("network", sa.String(length=20), nullable=False),
        sa.Column("run", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("summary", spean.db.Json(), nullable=False),
        sa.ForeignKeyConstraint(["run"], ["network_run.run"], name=op.f("fk_network_run")),
        sa.PrimaryKeyConstraint("network", name=op.f("pk_network")),
    )
    op.create_table(
        "web_session",
        sa.Column("token_sha256", sa.String(length=64), nullable=False),
        sa.Column("officer_id", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("expires_at", spean.db.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["officer_id"], ["officer.officer_id"], name=op.f("fk_web_session_officer_id")),
        sa.PrimaryKeyConstraint("token_sha256", name=op.f("pk_web_session")),
    )
    op.create_table(
        "network_indicator",
        sa.Column("network", sa.String(length=20), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("bank", sa.String(length=20), nullable=False),
        sa.Column("reports", sa.Integer(), nullable=False),
        sa.Column("weight", sa.Float(), nullable=False),
        sa.Column("role", sa.String(length=10), nullable=False),
        sa.ForeignKeyConstraint(["network"], ["network.network"], name=op.f("fk_network_indicator_network")),
        sa.PrimaryKeyConstraint("network", "kind", "value", "bank", name=op.f("pk_network_indicator")),
    )
    op.create_index("ix_network_indicator_value", "network_indicator", ["kind", "value"], unique=False)
    op.create_table(
        "network_member",
        sa.Column("uid", sa.String(length=32), nullable=False),
        sa.Column("network", sa.String(length=20), nullable=False),
        sa.Column("report_id", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["network"], ["network.network"], name=op.f("fk_network_member_network")),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_network_member")),
    )
    op.create_index(op.f("ix_network_member_network"), "network_member", ["network"], unique=False)
