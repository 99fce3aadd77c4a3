"""The log of changes, begun with one line for all that stands; and a way to find invented options at once."""

import secrets

import sqlalchemy as sa
from alembic import op

revision = "market_0004"
down_revision = "market_0003"
branch_labels = None
depends_on = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    changes = op.create_table(
        "market_change",
        sa.Column("sequence", ROW_ID, autoincrement=False, nullable=False),
        sa.Column("token", sa.String(), nullable=False),
        sa.Column("option_number", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("sequence", name=op.f("pk_market_change")),
    )
    everything = {"sequence": 1, "token": secrets.token_hex(8), "option_number": None}
    op.bulk_insert(changes, [everything])
    op.create_index(
        "ix_service_at_location_example",
        "service_at_location",
        ["option_number"],
        sqlite_where=sa.text("example = 1"),
        postgresql_where=sa.text("example"),
    )


def downgrade() -> None:
    op.drop_index("ix_service_at_location_example", "service_at_location")
    op.drop_table("market_change")
