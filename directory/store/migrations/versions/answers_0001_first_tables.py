"""People's answers and shortlists."""

import sqlalchemy as sa
from alembic import op

revision = "answers_0001"
down_revision = None
branch_labels = ("answers",)
depends_on = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

TABLES = (
    "answer",
    "shortlist_item",
)


def upgrade() -> None:
    _answers()
    _shortlists()


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)


def _answers() -> None:
    op.create_table(
        "answer",
        sa.Column("id_hash", sa.String(), nullable=False),
        sa.Column("session_hash", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("question", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id_hash", name=op.f("pk_answer")),
    )
    op.create_index(op.f("ix_answer_expires_at"), "answer", ["expires_at"], unique=False)


def _shortlists() -> None:
    op.create_table(
        "shortlist_item",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("session_hash", sa.String(), nullable=False),
        sa.Column("option_id", sa.String(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("note", sa.JSON(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shortlist_item")),
    )
    op.create_index(op.f("ix_shortlist_item_expires_at"), "shortlist_item", ["expires_at"], unique=False)
    op.create_index(
        op.f("ix_shortlist_item_session_hash_option_id"),
        "shortlist_item",
        ["session_hash", "option_id"],
        unique=False,
    )
