"""What came in, kept for good: runs, source records and their versions, links, visibility, the audit.

A version never changes: a run begins it and a run ends it. One that the same run began and ended was undone.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from directory.store.columns import RowId, UtcDateTime, named_metadata


class Base(DeclarativeBase):
    """Every table of the market."""

    metadata = named_metadata()
    type_annotation_map = {  # noqa: RUF012 - SQLAlchemy reads it off the class
        dict[str, Any]: JSON(none_as_null=True),
        list[str]: JSON(none_as_null=True),
        list[Any]: JSON(none_as_null=True),
        datetime: UtcDateTime(),
    }


class Publisher(Base):
    """Who sends files. ``contact``: how people reach a personal assistant through them."""

    __tablename__ = "publisher"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    contact: Mapped[str | None]


class ImportRun(Base):
    """One file taken in. A refused file leaves no run."""

    __tablename__ = "import_run"
    __table_args__ = (Index(None, "source", "publisher_id", "scope"),)

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    source: Mapped[str]
    publisher_id: Mapped[int] = mapped_column(RowId, ForeignKey("publisher.id"))
    scope: Mapped[str]
    file_name: Mapped[str]
    file_sha256: Mapped[str]
    started_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
    undone_at: Mapped[datetime | None]
    counts: Mapped[dict[str, Any] | None]
    report: Mapped[dict[str, Any] | None]


class SourceRecord(Base):
    """One row of one register through time. ``scope`` is what its files claim to cover."""

    __tablename__ = "source_record"
    __table_args__ = (UniqueConstraint("source", "publisher_id", "scope", "source_id"),)

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    source: Mapped[str]
    publisher_id: Mapped[int] = mapped_column(RowId, ForeignKey("publisher.id"))
    scope: Mapped[str]
    source_id: Mapped[str]
    is_private: Mapped[bool]
    option_number: Mapped[int] = mapped_column(RowId)


class SourceVersion(Base):
    """What a record claimed from one run to another. ``said_hash`` leaves a private source id out."""

    __tablename__ = "source_version"
    __table_args__ = (
        Index(
            "uq_source_version_live",
            "record_id",
            unique=True,
            sqlite_where=text("ended_by_run IS NULL"),
            postgresql_where=text("ended_by_run IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    record_id: Mapped[int] = mapped_column(RowId, ForeignKey("source_record.id"), index=True)
    begun_by_run: Mapped[int] = mapped_column(RowId, ForeignKey("import_run.id"), index=True)
    ended_by_run: Mapped[int | None] = mapped_column(RowId, ForeignKey("import_run.id"), index=True)
    claims: Mapped[dict[str, Any]]
    claims_hash: Mapped[str]
    said_hash: Mapped[str]
    private_hash: Mapped[str | None]


class RowsRemembered(Base):
    """What became of each row of a register's last file, as importers keep it; read as ``stamp`` says."""

    __tablename__ = "rows_remembered"

    run_id: Mapped[int] = mapped_column(
        RowId, ForeignKey("import_run.id"), primary_key=True, autoincrement=False
    )
    stamp: Mapped[str]
    content: Mapped[bytes]


class VersionIdentifier(Base):
    """A register number that a version states, to find records by."""

    __tablename__ = "version_identifier"
    __table_args__ = (Index(None, "scheme", "value"),)

    version_id: Mapped[int] = mapped_column(RowId, ForeignKey("source_version.id"), primary_key=True)
    scheme: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str] = mapped_column(primary_key=True)


class PrivateDetail(Base):
    """What is never public of a private person. Nothing but linking and relayed contact reads this table."""

    __tablename__ = "private_detail"

    version_id: Mapped[int] = mapped_column(RowId, ForeignKey("source_version.id"), primary_key=True)
    name: Mapped[str]
    address: Mapped[str | None]
    postcode: Mapped[str | None]
    telephone: Mapped[str | None] = mapped_column(index=True)
    email: Mapped[str | None] = mapped_column(index=True)
    birth_date: Mapped[str | None]
    dbs_certificate_number: Mapped[str | None]
    contact_preference: Mapped[str | None]


class RecordLink(Base):
    """Whether two records are one provider: "same", "different" or "ask". ``record_a`` < ``record_b``."""

    __tablename__ = "record_link"
    __table_args__ = (
        Index(
            "uq_record_link_active",
            "record_a",
            "record_b",
            unique=True,
            sqlite_where=text("withdrawn_at IS NULL"),
            postgresql_where=text("withdrawn_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    record_a: Mapped[int] = mapped_column(RowId, ForeignKey("source_record.id"), index=True)
    record_b: Mapped[int] = mapped_column(RowId, ForeignKey("source_record.id"), index=True)
    verdict: Mapped[str]
    evidence: Mapped[dict[str, Any]]
    made_at: Mapped[datetime]
    made_by: Mapped[str]
    made_by_run: Mapped[int | None] = mapped_column(RowId, ForeignKey("import_run.id"), index=True)
    withdrawn_at: Mapped[datetime | None]
    withdrawn_by: Mapped[str | None]
    withdrawn_by_run: Mapped[int | None] = mapped_column(RowId, ForeignKey("import_run.id"), index=True)


class Visibility(Base):
    """A record hidden by an officer, until ``lifted_at``."""

    __tablename__ = "visibility"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    record_id: Mapped[int] = mapped_column(RowId, ForeignKey("source_record.id"), index=True)
    why: Mapped[str]
    hidden_by: Mapped[str]
    hidden_at: Mapped[datetime]
    lifted_by: Mapped[str | None]
    lifted_at: Mapped[datetime | None]


class Audit(Base):
    """Who changed what, when, from what to what. Never a private detail."""

    __tablename__ = "audit"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    at: Mapped[datetime]
    who: Mapped[str]
    what: Mapped[str]
    subject: Mapped[str]
    before: Mapped[dict[str, Any] | None]
    after: Mapped[dict[str, Any] | None]
