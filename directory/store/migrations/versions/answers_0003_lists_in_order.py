"""A person's own order, words and names of their lists, and links that show a list for a time."""

import sqlalchemy as sa
from alembic import op

revision = "answers_0003"
down_revision = "answers_0002"
branch_labels = None
depends_on = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    for column in (
        sa.Column("list_id", sa.String(), nullable=False, server_default=""),
        sa.Column("position", sa.Integer(), nullable=True),
        sa.Column("words", sa.String(), nullable=False, server_default=""),
    ):
        op.add_column("shortlist_item", column)
    op.create_table(
        "shortlist_label",
        sa.Column("session_hash", sa.String(), nullable=False),
        sa.Column("list_id", sa.String(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("session_hash", "list_id", name=op.f("pk_shortlist_label")),
    )
    op.create_table(
        "shared_list",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("session_hash", sa.String(), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.Column("withdrawn_at", MOMENT, nullable=True),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shared_list")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_shared_list_token_hash")),
    )
    op.create_table(
        "shared_opening",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("shared_list_id", sa.BigInteger(), nullable=False),
        sa.Column("opened_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shared_opening")),
    )
    for table, column in (
        ("shortlist_label", "expires_at"),
        ("shared_list", "session_hash"),
        ("shared_list", "expires_at"),
        ("shared_opening", "shared_list_id"),
        ("shared_opening", "expires_at"),
    ):
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column], unique=False)


def downgrade() -> None:
    for table in ("shared_opening", "shared_list", "shortlist_label"):
        op.drop_table(table)
    with op.batch_alter_table("shortlist_item") as items:
        for column in ("words", "position", "list_id"):
            items.drop_column(column)
