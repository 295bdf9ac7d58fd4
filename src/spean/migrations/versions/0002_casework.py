"""Cases, clearances, requests, releases, delivery, matches and the agreement."""

import sqlalchemy as sa
from alembic import op

import spean.db

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Makes the tables."""
    op.create_table(
        "agreement",
        sa.Column("agreement_id", sa.String(length=80), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("added_by", sa.String(length=64), nullable=False),
        sa.Column("added_at", spean.db.UtcDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("agreement_id", name=op.f("pk_agreement")),
    )
    op.create_table(
        "case_file",
        sa.Column("case_id", sa.String(length=64), nullable=False),
        sa.Column("offence", sa.String(length=40), nullable=False),
        sa.Column("offence_from", sa.String(length=40), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("opened_by", sa.String(length=64), nullable=False),
        sa.Column("opened_at", spean.db.UtcDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_case_file")),
    )
    op.create_table(
        "counter",
        sa.Column("name", sa.String(length=20), nullable=False),
        sa.Column("last", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_counter")),
    )
    op.create_table(
        "inbox",
        sa.Column("partner", sa.String(length=2), nullable=False),
        sa.Column("message_id", sa.String(length=32), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("releasable", sa.String(length=20), nullable=False),
        sa.Column("token", sa.Text(), nullable=False),
        sa.Column("received_at", spean.db.UtcDateTime(timezone=True), nullable=False),
        sa.Column("receipt", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("partner", "message_id", name=op.f("pk_inbox")),
    )
    op.create_table(
        "match",
        sa.Column("partner", sa.String(length=2), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("value", sa.String(length=2048), nullable=False),
        sa.Column("found_at", spean.db.UtcDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("partner", "kind", "value", name=op.f("pk_match")),
    )
    op.create_table(
        "match_evaluation",
        sa.Column("nonce", sa.String(length=64), nullable=False),
        sa.Column("partner", sa.String(length=2), nullable=False),
        sa.Column("items", sa.Integer(), nullable=False),
        sa.Column("at", spean.db.UtcDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("nonce", name=op.f("pk_match_evaluation")),
    )
    op.create_index(op.f("ix_match_evaluation_partner"), "match_evaluation", ["partner"], unique=False)
    op.create_table(
        "outbox",
        sa.Column("message_id", sa.String(length=32), nullable=False),
        sa.Column("partner", sa.String(length=2), nullable=False),
        sa.Column("release_id", sa.String(length=20), nullable=False),
        sa.Column("token", sa.Text(), nullable=False),
        sa.Column("queued_at", spean.db.UtcDateTime(timezone=True), nullable=False),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("next_attempt_at", spean.db.UtcDateTime(timezone=True), nullable=False),
        sa.Column("last_error", sa.String(length=300), server_default="", nullable=False),
        sa.Column("delivered_at", spean.db.UtcDateTime(timezone=True), nullable=True),
        sa.Column("receipt", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("message_id", name=op.f("pk_outbox")),
    )
    op.create_table(
        "release",
        sa.Column("release_id", sa.String(length=20), nullable=False),
        sa.Column("releasable", sa.String(length=20), nullable=False),
        sa.Column("object_id", sa.String(length=64), nullable=False),
        sa.Column("partner", sa.String(length=2), nullable=False),
        sa.Column("marking", sa.String(length=12), nullable=False),
        sa.Column("purpose", sa.String(length=200), nullable=False),
        sa.Column("basis", sa.String(length=200), nullable=False),
        sa.Column("offence", sa.String(length=40), nullable=False),
        sa.Column("values", spean.db.Json(), nullable=False),
        sa.Column("originators", spean.db.Json(), nullable=False),
        sa.Column("payload", sa.LargeBinary(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("drafter", sa.String(length=64), nullable=False),
        sa.Column("drafted_at", spean.db.UtcDateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("decided_at", spean.db.UtcDateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("release_id", name=op.f("pk_release")),
    )
    op.create_index(op.f("ix_release_object_id"), "release", ["object_id"], unique=False)
    op.create_table(
        "statement",
        sa.Column("reference", sa.String(length=24), nullable=False),
        sa.Column("party", sa.String(length=2), nullable=False),
        sa.Column("point_id", sa.String(length=80), nullable=False),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("text", sa.String(length=2000), nullable=False),
        sa.Column("source", sa.String(length=500), nullable=False),
        sa.Column("evidence_sha256", sa.String(length=64), nullable=False),
        sa.Column("stated_at", spean.db.UtcDateTime(timezone=True), nullable=False),
        sa.Column("released", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("reference", name=op.f("pk_statement")),
    )
    op.create_index(op.f("ix_statement_point_id"), "statement", ["point_id"], unique=False)
    op.create_table(
        "clearance",
        sa.Column("clearance_id", sa.String(length=20), nullable=False),
        sa.Column("case_id", sa.String(length=64), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("proposed_by", sa.String(length=64), nullable=False),
        sa.Column("proposed_at", spean.db.UtcDateTime(timezone=True), nullable=False),
        sa.Column("decided_by", sa.String(length=64), nullable=True),
        sa.Column("decided_at", spean.db.UtcDateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.String(length=500), server_default="", nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case_file.case_id"], name=op.f("fk_clearance_case_id")),
        sa.PrimaryKeyConstraint("clearance_id", name=op.f("pk_clearance")),
    )
    op.create_table(
        "release_signature",
        sa.Column("release_id", sa.String(length=20), nullable=False),
        sa.Column("officer_id", sa.String(length=64), nullable=False),
        sa.Column("roles", spean.db.Json(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("at", spean.db.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["release_id"], ["release.release_id"], name=op.f("fk_release_signature_release_id")),
        sa.PrimaryKeyConstraint("release_id", "officer_id", name=op.f("pk_release_signature")),
    )
    op.create_table(
        "request",
        sa.Column("request_id", sa.String(length=20), nullable=False),
        sa.Column("reference", sa.String(length=20), nullable=False),
        sa.Column("direction", sa.String(length=3), nullable=False),
        sa.Column("partner", sa.String(length=2), nullable=False),
        sa.Column("case_id", sa.String(length=64), nullable=True),
        sa.Column("offence", sa.String(length=40), nullable=False),
        sa.Column("body", spean.db.Json(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case_file.case_id"], name=op.f("fk_request_case_id")),
        sa.PrimaryKeyConstraint("request_id", name=op.f("pk_request")),
        sa.UniqueConstraint("reference", name=op.f("uq_request_reference")),
    )
    op.create_table(
        "clearance_value",
        sa.Column("clearance_id", sa.String(length=20), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("value", sa.String(length=2048), nullable=False),
        sa.Column("reports", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["clearance_id"], ["clearance.clearance_id"], name=op.f("fk_clearance_value_clearance_id")
        ),
        sa.PrimaryKeyConstraint("clearance_id", "kind", "value", name=op.f("pk_clearance_value")),
    )
    op.create_table(
        "request_event",
        sa.Column("request_id", sa.String(length=20), nullable=False),
        sa.Column("event", sa.String(length=20), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", spean.db.UtcDateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(length=80), nullable=False),
        sa.Column("body", spean.db.Json(), nullable=False),
        sa.ForeignKeyConstraint(["request_id"], ["request.request_id"], name=op.f("fk_request_event_request_id")),
        sa.PrimaryKeyConstraint("request_id", "event", "seq", name=op.f("pk_request_event")),
    )
