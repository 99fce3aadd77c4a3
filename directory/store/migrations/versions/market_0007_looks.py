"""Keys by which records that may be alike are found, and private people by telephone and e-mail."""

import sqlalchemy as sa
from alembic import op

revision = "market_0007"
down_revision = "market_0006"
branch_labels = None
depends_on = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "look_keys",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("form", sa.String(), nullable=False),
        sa.Column("last_version", ROW_ID, nullable=False),
        sa.Column("keys", sa.LargeBinary(), nullable=False),
        sa.Column("versions", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_look_keys")),
    )
    op.create_index("ix_private_detail_telephone", "private_detail", ["telephone"])
    op.create_index("ix_private_detail_email", "private_detail", ["email"])


def downgrade() -> None:
    op.drop_index("ix_private_detail_email", "private_detail")
    op.drop_index("ix_private_detail_telephone", "private_detail")
    op.drop_table("look_keys")
