"""Availability and ratings of options, each with the record it is taken from in ``service.field_records``."""

import sqlalchemy as sa
from alembic import op

revision = "market_0003"
down_revision = "market_0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _of_each_option(
        "availability",
        sa.Column("available_from", sa.Date(), nullable=True),
        sa.Column("taking_new", sa.Boolean(), nullable=True),
        sa.Column("hours_free", sa.Double(), nullable=True),
        sa.Column("shortest_visit_minutes", sa.Integer(), nullable=True),
        sa.Column("most_visits_a_day", sa.Integer(), nullable=True),
        sa.Column("two_workers", sa.Boolean(), nullable=True),
    )
    _of_each_option(
        "rating",
        sa.Column("overall", sa.String(), nullable=False),
        sa.Column("rated_on", sa.Date(), nullable=True),
        sa.Column("inherited", sa.Boolean(), nullable=False),
    )


def downgrade() -> None:
    op.drop_table("rating")
    op.drop_table("availability")


def _of_each_option(table: str, *columns: sa.Column[object]) -> None:
    """At most one row an option, gone with it."""
    op.create_table(
        table,
        sa.Column("option_number", sa.BigInteger(), autoincrement=False, nullable=False),
        *columns,
        sa.ForeignKeyConstraint(
            ["option_number"],
            ["service_at_location.option_number"],
            name=op.f(f"fk_{table}_option_number"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("option_number", name=op.f(f"pk_{table}")),
        sqlite_with_rowid=False,
    )
