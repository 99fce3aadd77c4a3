"""The market as people find it: organizations, services and places, folded from the live records.

HSDS-UK names. Everything here can be folded anew from the records at any time; nothing here is a source.
"""

from datetime import date
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from directory.store.columns import RowId
from directory.store.record_models import Base

# Clustered by option: a block of options is read, and written, in one sweep of each table.
BY_OPTION = {"sqlite_with_rowid": False}


def _option_number() -> Mapped[int]:
    return mapped_column(
        BigInteger,
        ForeignKey("service_at_location.option_number", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    )


def _record_id() -> Mapped[int]:
    return mapped_column(RowId, ForeignKey("source_record.id"))


class Organization(Base):
    """All that linked records say of one provider. Its number is that of the record that founds it."""

    __tablename__ = "organization"

    owner_number: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    name: Mapped[str]
    legal_form: Mapped[str | None]
    size_class: Mapped[str]


class OrganizationIdentifier(Base):
    """HSDS organization_identifier: a register's number, and the record that states it."""

    __tablename__ = "organization_identifier"

    owner_number: Mapped[int] = mapped_column(
        BigInteger,
        ForeignKey("organization.owner_number", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    )
    scheme: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str] = mapped_column(primary_key=True)
    record_id: Mapped[int] = mapped_column(
        RowId, ForeignKey("source_record.id"), primary_key=True, index=True, autoincrement=False
    )


class ServiceAtLocation(Base):
    """HSDS service_at_location: an option. ``listed`` decides, alone, whether anyone may find it."""

    __tablename__ = "service_at_location"
    __table_args__ = (
        # Whether any is invented is asked with every publish, and where none is, all would be looked at.
        Index(
            "ix_service_at_location_example",
            "option_number",
            sqlite_where=text("example = 1"),
            postgresql_where=text("example"),
        ),
        BY_OPTION,
    )

    option_number: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    option_id: Mapped[str] = mapped_column(unique=True)
    owner_number: Mapped[int] = mapped_column(
        BigInteger, ForeignKey("organization.owner_number", ondelete="CASCADE"), index=True
    )
    provider_kind: Mapped[str]
    listed: Mapped[bool]
    unlisted_because: Mapped[str | None]
    example: Mapped[bool]


class OptionRecord(Base):
    """A live record that speaks for an option."""

    __tablename__ = "option_record"
    __table_args__ = BY_OPTION

    option_number: Mapped[int] = _option_number()
    record_id: Mapped[int] = mapped_column(
        RowId, ForeignKey("source_record.id"), primary_key=True, unique=True, autoincrement=False
    )


class Service(Base):
    """HSDS service. ``field_records`` names, for each plain field, the record it was taken from."""

    __tablename__ = "service"
    __table_args__ = BY_OPTION

    option_number: Mapped[int] = _option_number()
    name: Mapped[str]
    description: Mapped[str | None]
    telephone: Mapped[str | None]
    email: Mapped[str | None]
    website: Mapped[str | None]
    employment: Mapped[str | None]
    registered_activities: Mapped[list[str]]
    complete: Mapped[list[str]]
    field_records: Mapped[dict[str, Any]]


class Location(Base):
    """HSDS location, as coarse as may be public. British National Grid, whole metres."""

    __tablename__ = "location"
    __table_args__ = BY_OPTION

    option_number: Mapped[int] = _option_number()
    easting: Mapped[int]
    northing: Mapped[int]
    precision: Mapped[str]
    outcode: Mapped[str]
    council: Mapped[str] = mapped_column(index=True)
    district: Mapped[str]
    label: Mapped[str]
    address: Mapped[str | None]
    postcode: Mapped[str | None]


class CostOption(Base):
    """HSDS cost_option, in pence."""

    __tablename__ = "cost_option"
    __table_args__ = BY_OPTION

    option_number: Mapped[int] = _option_number()
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    unit: Mapped[str]
    amount_pence: Mapped[int | None]
    hours_in_unit: Mapped[float | None]
    note: Mapped[str | None]


class ServiceArea(Base):
    """HSDS service_area: where help comes to."""

    __tablename__ = "service_area"
    __table_args__ = BY_OPTION

    option_number: Mapped[int] = _option_number()
    kind: Mapped[str]
    radius_miles: Mapped[float | None]
    codes: Mapped[list[str]]


class Availability(Base):
    """When help can begin, how much of it, and in which visits."""

    __tablename__ = "availability"
    __table_args__ = BY_OPTION

    option_number: Mapped[int] = _option_number()
    available_from: Mapped[date | None]
    taking_new: Mapped[bool | None]
    hours_free: Mapped[float | None]
    shortest_visit_minutes: Mapped[int | None]
    most_visits_a_day: Mapped[int | None]
    two_workers: Mapped[bool | None]


class Rating(Base):
    """A regulator's overall rating and the day it was published."""

    __tablename__ = "rating"
    __table_args__ = BY_OPTION

    option_number: Mapped[int] = _option_number()
    overall: Mapped[str]
    rated_on: Mapped[date | None]
    inherited: Mapped[bool]


class StatedAttributes(Base):
    """Every yes and no of an option (``store.statements``): those that stand, and those that were overruled.

    ``told_by`` and ``overruled_by`` say whose word each is and since when, in runs.
    """

    __tablename__ = "stated_attributes"
    __table_args__ = BY_OPTION

    option_number: Mapped[int] = _option_number()
    said: Mapped[str]
    told_by: Mapped[list[Any]]
    overruled: Mapped[str]
    overruled_by: Mapped[list[Any]]


class ServiceFact(Base):
    """A short labelled text shown as it is, never matched on."""

    __tablename__ = "service_fact"
    __table_args__ = BY_OPTION

    option_number: Mapped[int] = _option_number()
    label: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]
    record_id: Mapped[int] = _record_id()


# Parents before children, as foreign keys ask.
FOLDED: tuple[type[Base], ...] = (
    Organization,
    OrganizationIdentifier,
    ServiceAtLocation,
    OptionRecord,
    Service,
    Location,
    CostOption,
    ServiceArea,
    Availability,
    Rating,
    StatedAttributes,
    ServiceFact,
)
