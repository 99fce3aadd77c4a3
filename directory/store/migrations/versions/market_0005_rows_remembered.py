"""What became of each row of a register's last file, so that an unchanged row costs nothing."""

import sqlalchemy as sa
from alembic import op

revision = "market_0005"
down_revision = "market_0004"
branch_labels = None
depends_on = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "rows_remembered",
        sa.Column("run_id", ROW_ID, autoincrement=False, nullable=False),
        sa.Column("stamp", sa.String(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["run_id"], ["import_run.id"], name=op.f("fk_rows_remembered_run_id")),
        sa.PrimaryKeyConstraint("run_id", name=op.f("pk_rows_remembered")),
    )


def downgrade() -> None:
    op.drop_table("rows_remembered")
