"""Counts of what searches found, without anybody's identity."""

import sqlalchemy as sa
from alembic import op

revision = "answers_0002"
down_revision = "answers_0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "search_count",
        sa.Column("period", sa.String(), nullable=False),
        sa.Column("council", sa.String(), nullable=False),
        sa.Column("asked_for", sa.String(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("searches", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("period", "council", "asked_for", "outcome", name=op.f("pk_search_count")),
    )
    op.create_table(
        "search_mark",
        sa.Column("session_hash", sa.String(), nullable=False),
        sa.Column("period", sa.String(), nullable=False),
        sa.Column("council", sa.String(), nullable=False),
        sa.Column("asked_for", sa.String(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint(
            "session_hash", "period", "council", "asked_for", name=op.f("pk_search_mark")
        ),
    )
    op.create_index(op.f("ix_search_mark_expires_at"), "search_mark", ["expires_at"], unique=False)


def downgrade() -> None:
    op.drop_table("search_mark")
    op.drop_table("search_count")
