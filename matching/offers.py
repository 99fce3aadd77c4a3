"""One option as plain values, before it becomes a row of columns: what a publisher of a market hands over."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

LISTS: tuple[str, ...] = (
    "setting", "user_bands", "faith", "culture", "diet", "staff_gender", "flags", "accessibility", "times",
    "funding", "service_type",
)  # fmt: skip
"""Vocabularies few enough to be bit masks; ``needs`` has a mask in each setting, ``languages`` postings."""

ASSUMED_RADIUS_MILES: Mapping[str, float] = {
    "regulated_provider": 10.0,
    "introductory_agency": 10.0,
    "council_service": 10.0,
    "nhs_service": 10.0,
}
"""Assumed reach of a provider that declares none, by kind, decided 2026-11-21; all other kinds 5 miles."""
OTHER_ASSUMED_RADIUS_MILES = 5.0


def assumed_radius_miles(kind: str) -> float:
    """How far a provider of a kind is assumed to travel that doesn't say how far."""
    return ASSUMED_RADIUS_MILES.get(kind, OTHER_ASSUMED_RADIUS_MILES)


@dataclass(frozen=True, slots=True)
class YesNo:
    """Codes answered YES and codes answered NO; all others are UNKNOWN, or NO where the list is complete."""

    yes: frozenset[str] = frozenset()
    no: frozenset[str] = frozenset()
    complete: bool = False


@dataclass(frozen=True, slots=True)
class Fee:
    """A price as charged: pence for one unit (None not known), and the unit's hours where the offer says."""

    unit: str
    pence: int | None
    hours_in_unit: float | None = None


@dataclass(frozen=True, slots=True)
class Area:
    """Where a provider travels to, as declared; ``codes`` are outcodes or council codes."""

    kind: Literal["radius", "outcodes", "councils", "national"]
    radius_miles: float | None = None
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Offer:
    """One option: one service at one place, or over one area.

    ``number`` is its stable id (63 bits), ``owner`` its organization's. Places are National Grid metres;
    ``whole_miles`` marks a coarsened place, whose distance is compared and shown in whole miles. ``backing``
    is the share of its claims that someone other than the provider stands behind, 0 to 1. A care home is
    registered where people live; only ``registered_for_personal_care`` reaches into other people's homes.
    ``taking_new`` False is full or a waiting list; ``hours_free`` are hours a week. A rating is the
    regulator's overall one; ``rating_inherited`` where it was given to an earlier registration.
    """

    number: int
    owner: int
    kind: str
    size_class: Literal["small", "medium", "large"] = "small"
    easting: int | None = None
    northing: int | None = None
    whole_miles: bool = False
    council: str | None = None
    legal_form: str | None = None
    registered_for_personal_care: bool = False
    registered_where_people_live: bool = False
    needs: Mapping[str, YesNo] = field(default_factory=dict)
    lists: Mapping[str, YesNo] = field(default_factory=dict)
    languages: YesNo = YesNo()
    fee: Fee | None = None
    employment: Literal["employed", "self_employed"] | None = None
    area: Area | None = None
    backing: float = 0.0
    confirmed_on: date | None = None
    rating: str | None = None
    rated_on: date | None = None
    rating_inherited: bool = False
    available_from: date | None = None
    taking_new: bool | None = None
    hours_free: float | None = None
    shortest_visit_minutes: int | None = None
    most_visits_a_day: int | None = None
    two_workers: bool | None = None
