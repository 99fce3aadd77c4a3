"""Records: runs, versions, private details, links, visibility, audit."""

import sqlalchemy as sa
from alembic import op

revision = "market_0001"
down_revision = None
branch_labels = ("market",)
depends_on = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

TABLES = (
    "publisher",
    "import_run",
    "source_record",
    "source_version",
    "version_identifier",
    "private_detail",
    "record_link",
    "visibility",
    "audit",
)


def upgrade() -> None:
    _runs_and_records()
    _versions()
    _links_visibility_audit()


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)


def _runs_and_records() -> None:
    op.create_table(
        "publisher",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("contact", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_publisher")),
        sa.UniqueConstraint("name", name=op.f("uq_publisher_name")),
    )
    op.create_table(
        "import_run",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("publisher_id", ROW_ID, nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("file_name", sa.String(), nullable=False),
        sa.Column("file_sha256", sa.String(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("counts", sa.JSON(), nullable=True),
        sa.Column("report", sa.JSON(), nullable=True),
        sa.ForeignKeyConstraint(["publisher_id"], ["publisher.id"], name=op.f("fk_import_run_publisher_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_run")),
    )
    op.create_index(
        op.f("ix_import_run_source_publisher_id_scope"),
        "import_run",
        ["source", "publisher_id", "scope"],
        unique=False,
    )
    op.create_table(
        "source_record",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("publisher_id", ROW_ID, nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("source_id", sa.String(), nullable=False),
        sa.Column("is_private", sa.Boolean(), nullable=False),
        sa.Column("option_number", ROW_ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["publisher_id"], ["publisher.id"], name=op.f("fk_source_record_publisher_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_source_record")),
        sa.UniqueConstraint(
            "source",
            "publisher_id",
            "scope",
            "source_id",
            name=op.f("uq_source_record_source_publisher_id_scope_source_id"),
        ),
    )


def _versions() -> None:
    op.create_table(
        "source_version",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("record_id", ROW_ID, nullable=False),
        sa.Column("begun_by_run", ROW_ID, nullable=False),
        sa.Column("ended_by_run", ROW_ID, nullable=True),
        sa.Column("claims", sa.JSON(), nullable=False),
        sa.Column("claims_hash", sa.String(), nullable=False),
        sa.Column("said_hash", sa.String(), nullable=False),
        sa.Column("private_hash", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["begun_by_run"], ["import_run.id"], name=op.f("fk_source_version_begun_by_run")
        ),
        sa.ForeignKeyConstraint(
            ["ended_by_run"], ["import_run.id"], name=op.f("fk_source_version_ended_by_run")
        ),
        sa.ForeignKeyConstraint(
            ["record_id"], ["source_record.id"], name=op.f("fk_source_version_record_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_source_version")),
    )
    op.create_index(op.f("ix_source_version_begun_by_run"), "source_version", ["begun_by_run"], unique=False)
    op.create_index(op.f("ix_source_version_ended_by_run"), "source_version", ["ended_by_run"], unique=False)
    op.create_index(op.f("ix_source_version_record_id"), "source_version", ["record_id"], unique=False)
    op.create_index(
        "uq_source_version_live",
        "source_version",
        ["record_id"],
        unique=True,
        sqlite_where=sa.text("ended_by_run IS NULL"),
        postgresql_where=sa.text("ended_by_run IS NULL"),
    )
    op.create_table(
        "version_identifier",
        sa.Column("version_id", ROW_ID, nullable=False),
        sa.Column("scheme", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["version_id"], ["source_version.id"], name=op.f("fk_version_identifier_version_id")
        ),
        sa.PrimaryKeyConstraint("version_id", "scheme", "value", name=op.f("pk_version_identifier")),
    )
    op.create_index(
        op.f("ix_version_identifier_scheme_value"), "version_identifier", ["scheme", "value"], unique=False
    )
    op.create_table(
        "private_detail",
        sa.Column("version_id", ROW_ID, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=True),
        sa.Column("postcode", sa.String(), nullable=True),
        sa.Column("telephone", sa.String(), nullable=True),
        sa.Column("email", sa.String(), nullable=True),
        sa.Column("birth_date", sa.String(), nullable=True),
        sa.Column("dbs_certificate_number", sa.String(), nullable=True),
        sa.Column("contact_preference", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["version_id"], ["source_version.id"], name=op.f("fk_private_detail_version_id")
        ),
        sa.PrimaryKeyConstraint("version_id", name=op.f("pk_private_detail")),
    )


def _links_visibility_audit() -> None:
    op.create_table(
        "record_link",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("record_a", ROW_ID, nullable=False),
        sa.Column("record_b", ROW_ID, nullable=False),
        sa.Column("verdict", sa.String(), nullable=False),
        sa.Column("evidence", sa.JSON(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.String(), nullable=False),
        sa.Column("made_by_run", ROW_ID, nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_by", sa.String(), nullable=True),
        sa.Column("withdrawn_by_run", ROW_ID, nullable=True),
        sa.ForeignKeyConstraint(["made_by_run"], ["import_run.id"], name=op.f("fk_record_link_made_by_run")),
        sa.ForeignKeyConstraint(["record_a"], ["source_record.id"], name=op.f("fk_record_link_record_a")),
        sa.ForeignKeyConstraint(["record_b"], ["source_record.id"], name=op.f("fk_record_link_record_b")),
        sa.ForeignKeyConstraint(
            ["withdrawn_by_run"], ["import_run.id"], name=op.f("fk_record_link_withdrawn_by_run")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_record_link")),
    )
    op.create_index(op.f("ix_record_link_made_by_run"), "record_link", ["made_by_run"], unique=False)
    op.create_index(op.f("ix_record_link_record_a"), "record_link", ["record_a"], unique=False)
    op.create_index(op.f("ix_record_link_record_b"), "record_link", ["record_b"], unique=False)
    op.create_index(
        op.f("ix_record_link_withdrawn_by_run"), "record_link", ["withdrawn_by_run"], unique=False
    )
    op.create_index(
        "uq_record_link_active",
        "record_link",
        ["record_a", "record_b"],
        unique=True,
        sqlite_where=sa.text("withdrawn_at IS NULL"),
        postgresql_where=sa.text("withdrawn_at IS NULL"),
    )
    op.create_table(
        "visibility",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("record_id", ROW_ID, nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("hidden_by", sa.String(), nullable=False),
        sa.Column("hidden_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lifted_by", sa.String(), nullable=True),
        sa.Column("lifted_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["record_id"], ["source_record.id"], name=op.f("fk_visibility_record_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visibility")),
    )
    op.create_index(op.f("ix_visibility_record_id"), "visibility", ["record_id"], unique=False)
    op.create_table(
        "audit",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("who", sa.String(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("before", sa.JSON(), nullable=True),
        sa.Column("after", sa.JSON(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit")),
    )
