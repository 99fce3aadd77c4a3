"""Each run's part in the fingerprint of all live versions; the next import fills in those of earlier runs."""

import sqlalchemy as sa
from alembic import op

revision = "market_0006"
down_revision = "market_0005"
branch_labels = None
depends_on = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "run_sum",
        sa.Column("run_id", ROW_ID, autoincrement=False, nullable=False),
        sa.Column("added", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["run_id"], ["import_run.id"], name=op.f("fk_run_sum_run_id")),
        sa.PrimaryKeyConstraint("run_id", name=op.f("pk_run_sum")),
    )


def downgrade() -> None:
    op.drop_table("run_sum")
