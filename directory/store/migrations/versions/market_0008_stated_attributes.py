"""The yes and no of an option in one row, where there was a row for each."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "market_0008"
down_revision = "market_0007"
branch_labels = None
depends_on = None

OPTION = "option_number"
AT_ONCE = 5_000
COLUMNS = ("said", "told_by", "overruled", "overruled_by")


def upgrade() -> None:
    stated = _one_row_an_option()
    old = sa.table(
        "attribute", *(sa.column(name) for name in (OPTION, "position", *_STATED, *_TOLD, "chosen"))
    )
    query = sa.select(old).order_by(old.c.option_number, old.c.position)
    rows: list[dict[str, Any]] = []
    # Read whole before anything is written: PostgreSQL would keep the rows for the same connection anyway.
    for number, claims in groupby(op.get_bind().execute(query).all(), key=lambda row: row.option_number):
        rows.append({OPTION: number, **_packed(list(claims))})
    for first in range(0, len(rows), AT_ONCE):
        op.bulk_insert(stated, rows[first : first + AT_ONCE])
    op.drop_table("attribute")


def downgrade() -> None:
    """Back to empty: the market is folded anew from its records."""
    op.drop_table("stated_attributes")
    op.create_table(
        "attribute",
        sa.Column(OPTION, sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        *(sa.Column(name, sa.String(), nullable=name == "setting") for name in _STATED),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("chosen", sa.Boolean(), nullable=False),
        sa.Column("record_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.PrimaryKeyConstraint(OPTION, "position", name=op.f("pk_attribute")),
        sqlite_with_rowid=False,
    )


_STATED = ("vocabulary", "code", "setting", "verdict", "evidence")
_TOLD = ("since", "record_id")


def _one_row_an_option() -> sa.Table:
    return op.create_table(
        "stated_attributes",
        sa.Column(OPTION, sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("said", sa.String(), nullable=False),
        sa.Column("told_by", sa.JSON(), nullable=False),
        sa.Column("overruled", sa.String(), nullable=False),
        sa.Column("overruled_by", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            [OPTION],
            [f"service_at_location.{OPTION}"],
            name=op.f("fk_stated_attributes_option_number"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(OPTION, name=op.f("pk_stated_attributes")),
        sqlite_with_rowid=False,
    )


def _packed(claims: list[Any]) -> dict[str, Any]:
    parts = [[claim for claim in claims if bool(claim.chosen) is chosen] for chosen in (True, False)]
    values = [value for part in parts for value in (_text(part), list(_runs(part)))]
    return dict(zip(COLUMNS, values, strict=True))


def _text(claims: list[Any]) -> str:
    return "\n".join("\t".join(getattr(claim, name) or "" for name in _STATED) for claim in claims)


def _runs(claims: list[Any]) -> Iterator[list[Any]]:
    for (since, record_id), run in groupby(claims, key=lambda claim: (str(claim.since), claim.record_id)):
        yield [sum(1 for _ in run), since, record_id]
