"""Options: the market folded from the records."""

import sqlalchemy as sa
from alembic import op

revision = "market_0002"
down_revision = "market_0001"
branch_labels = None
depends_on = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

TABLES = (
    "organization",
    "organization_identifier",
    "service_at_location",
    "option_record",
    "service",
    "location",
    "service_area",
    "cost_option",
    "attribute",
    "service_fact",
)


def upgrade() -> None:
    _organizations()
    _options()
    _services_and_places()
    _what_options_state()


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)


def _organizations() -> None:
    op.create_table(
        "organization",
        sa.Column("owner_number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("legal_form", sa.String(), nullable=True),
        sa.Column("size_class", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("owner_number", name=op.f("pk_organization")),
    )
    op.create_table(
        "organization_identifier",
        sa.Column("owner_number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("scheme", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("record_id", ROW_ID, autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(
            ["owner_number"],
            ["organization.owner_number"],
            name=op.f("fk_organization_identifier_owner_number"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["record_id"], ["source_record.id"], name=op.f("fk_organization_identifier_record_id")
        ),
        sa.PrimaryKeyConstraint(
            "owner_number", "scheme", "value", "record_id", name=op.f("pk_organization_identifier")
        ),
    )
    op.create_index(
        op.f("ix_organization_identifier_record_id"), "organization_identifier", ["record_id"], unique=False
    )


def _options() -> None:
    op.create_table(
        "service_at_location",
        sa.Column("option_number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("option_id", sa.String(), nullable=False),
        sa.Column("owner_number", sa.BigInteger(), nullable=False),
        sa.Column("provider_kind", sa.String(), nullable=False),
        sa.Column("listed", sa.Boolean(), nullable=False),
        sa.Column("unlisted_because", sa.String(), nullable=True),
        sa.Column("example", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner_number"],
            ["organization.owner_number"],
            name=op.f("fk_service_at_location_owner_number"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("option_number", name=op.f("pk_service_at_location")),
        sa.UniqueConstraint("option_id", name=op.f("uq_service_at_location_option_id")),
        sqlite_with_rowid=False,
    )
    op.create_index(
        op.f("ix_service_at_location_owner_number"), "service_at_location", ["owner_number"], unique=False
    )
    op.create_table(
        "option_record",
        sa.Column("option_number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("record_id", ROW_ID, autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(
            ["option_number"],
            ["service_at_location.option_number"],
            name=op.f("fk_option_record_option_number"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["record_id"], ["source_record.id"], name=op.f("fk_option_record_record_id")),
        sa.PrimaryKeyConstraint("option_number", "record_id", name=op.f("pk_option_record")),
        sa.UniqueConstraint("record_id", name=op.f("uq_option_record_record_id")),
        sqlite_with_rowid=False,
    )


def _services_and_places() -> None:
    op.create_table(
        "service",
        sa.Column("option_number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("description", sa.String(), nullable=True),
        sa.Column("telephone", sa.String(), nullable=True),
        sa.Column("email", sa.String(), nullable=True),
        sa.Column("website", sa.String(), nullable=True),
        sa.Column("employment", sa.String(), nullable=True),
        sa.Column("registered_activities", sa.JSON(), nullable=False),
        sa.Column("complete", sa.JSON(), nullable=False),
        sa.Column("field_records", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["option_number"],
            ["service_at_location.option_number"],
            name=op.f("fk_service_option_number"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("option_number", name=op.f("pk_service")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "location",
        sa.Column("option_number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("easting", sa.Integer(), nullable=False),
        sa.Column("northing", sa.Integer(), nullable=False),
        sa.Column("precision", sa.String(), nullable=False),
        sa.Column("outcode", sa.String(), nullable=False),
        sa.Column("council", sa.String(), nullable=False),
        sa.Column("district", sa.String(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=True),
        sa.Column("postcode", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["option_number"],
            ["service_at_location.option_number"],
            name=op.f("fk_location_option_number"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("option_number", name=op.f("pk_location")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_location_council"), "location", ["council"], unique=False)
    op.create_table(
        "service_area",
        sa.Column("option_number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("radius_miles", sa.Double(), nullable=True),
        sa.Column("codes", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["option_number"],
            ["service_at_location.option_number"],
            name=op.f("fk_service_area_option_number"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("option_number", name=op.f("pk_service_area")),
        sqlite_with_rowid=False,
    )


def _what_options_state() -> None:
    op.create_table(
        "cost_option",
        sa.Column("option_number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("amount_pence", sa.Integer(), nullable=True),
        sa.Column("hours_in_unit", sa.Double(), nullable=True),
        sa.Column("note", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["option_number"],
            ["service_at_location.option_number"],
            name=op.f("fk_cost_option_option_number"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("option_number", "position", name=op.f("pk_cost_option")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "attribute",
        sa.Column("option_number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("vocabulary", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("setting", sa.String(), nullable=True),
        sa.Column("verdict", sa.String(), nullable=False),
        sa.Column("evidence", sa.String(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("chosen", sa.Boolean(), nullable=False),
        sa.Column("record_id", ROW_ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["option_number"],
            ["service_at_location.option_number"],
            name=op.f("fk_attribute_option_number"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["record_id"], ["source_record.id"], name=op.f("fk_attribute_record_id")),
        sa.PrimaryKeyConstraint("option_number", "position", name=op.f("pk_attribute")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "service_fact",
        sa.Column("option_number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("record_id", ROW_ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["option_number"],
            ["service_at_location.option_number"],
            name=op.f("fk_service_fact_option_number"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["record_id"], ["source_record.id"], name=op.f("fk_service_fact_record_id")),
        sa.PrimaryKeyConstraint("option_number", "label", name=op.f("pk_service_fact")),
        sqlite_with_rowid=False,
    )
