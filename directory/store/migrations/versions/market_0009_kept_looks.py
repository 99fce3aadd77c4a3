"""What is compared of versions, kept as columns beside their keys."""

import sqlalchemy as sa
from alembic import op

revision = "market_0009"
down_revision = "market_0008"
branch_labels = None
depends_on = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "kept_looks",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("form", sa.String(), nullable=False),
        sa.Column("last_version", ROW_ID, nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("columns", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kept_looks")),
    )
    # Keys are made anew, and with them the columns.
    op.execute("DELETE FROM look_keys")


def downgrade() -> None:
    op.drop_table("kept_looks")
