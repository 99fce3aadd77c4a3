"""What a source claims about one offer, in HSDS-UK terms: the record an importer hands over.

A blank is never a claim: what no source states stays unknown.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal, NamedTuple

YesNo = Literal["yes", "no"]
Evidence = Literal["register", "officer", "provider"]
Precision = Literal["postcode", "cell_2km", "district", "place", "council"]
Employment = Literal["employed", "self_employed"]
Overall = Literal["inadequate", "requires_improvement", "good", "outstanding"]
JOINED_LATER: tuple[str, ...] = ("availability", "rating")


@dataclass(frozen=True, slots=True)
class Identifier:
    """HSDS organization_identifier. Schemes: cqc_location, cqc_provider, charity, company."""

    scheme: str
    value: str


@dataclass(frozen=True, slots=True)
class Place:
    """HSDS location, coarsened to what may be public. British National Grid, whole metres.

    ``label`` is what people read ("Bow", "E1"); ``address`` and ``postcode`` stay None where not public.
    """

    easting: int
    northing: int
    precision: Precision
    outcode: str
    council: str
    district: str
    label: str
    address: str | None = None
    postcode: str | None = None


class Attribute(NamedTuple):
    """One yes or no about an offer: ``vocabulary`` and ``code`` as in directory/vocabulary.

    ``setting`` is given for needs only: a home that also visits people answers differently in each setting.
    A tuple, since imports hold millions of them against each other.
    """

    vocabulary: str
    code: str
    verdict: YesNo
    evidence: Evidence
    setting: str | None = None


@dataclass(frozen=True, slots=True)
class CostOption:
    """HSDS cost_option. ``amount_pence`` None with unit free or donation is nought; otherwise not known."""

    unit: str
    amount_pence: int | None
    hours_in_unit: float | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class ServiceArea:
    """HSDS service_area: a radius in miles, outcodes (postcode districts), councils by code, or England."""

    kind: Literal["radius", "outcodes", "councils", "national"]
    radius_miles: float | None = None
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Availability:
    """When help can begin, how much of it, and in which visits. None is not stated.

    ``taking_new`` False is full or a waiting list; ``hours_free`` are hours a week; ``two_workers`` at once.
    """

    available_from: date | None = None
    taking_new: bool | None = None
    hours_free: float | None = None
    shortest_visit_minutes: int | None = None
    most_visits_a_day: int | None = None
    two_workers: bool | None = None


@dataclass(frozen=True, slots=True)
class Rating:
    """A regulator's overall rating (CQC's four-point scale) and the day it was published, None not known.

    ``inherited``: given to an earlier registration of the service, under another provider.
    """

    overall: Overall
    rated_on: date | None = None
    inherited: bool = False


@dataclass(frozen=True, slots=True)
class PrivateDetails:
    """What is never public of a private person; stored in one restricted table and nowhere else."""

    name: str
    address: str | None = None
    postcode: str | None = None
    telephone: str | None = None
    email: str | None = None
    birth_date: str | None = None
    dbs_certificate_number: str | None = None
    contact_preference: str | None = None


@dataclass(frozen=True, slots=True)
class Claims:
    """All that one source record says of one offer (one service at one place, or over one service area).

    ``source_id`` is the register's own id, or a keyed hash for a private person. ``unlisted_because`` is
    a reason code when the record may be stored but not shown (no_consent, below_minimum_wage).
    ``complete`` names the vocabularies whose list is complete: there, what is not listed is NO. ``facts``
    are short labelled texts shown as they are (register_url, dbs_level, when …), never matched on.
    """

    source_id: str
    provider_kind: str
    organization_name: str
    name: str
    identifiers: tuple[Identifier, ...] = ()
    legal_form: str | None = None
    registered_activities: tuple[str, ...] = ()
    description: str | None = None
    place: Place | None = None
    telephone: str | None = None
    email: str | None = None
    website: str | None = None
    attributes: tuple[Attribute, ...] = ()
    complete: tuple[str, ...] = ()
    costs: tuple[CostOption, ...] = ()
    employment: Employment | None = None
    service_area: ServiceArea | None = None
    availability: Availability | None = None
    rating: Rating | None = None
    claimed_on: date | None = None
    unlisted_because: str | None = None
    facts: Mapping[str, str] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """Plain values in a fixed shape, attributes sorted, so that equal claims give equal text.

        An attribute is its fields in a row: most of what is stored is attributes.
        What joined later (availability, rating) is left out where it isn't stated, so that the hash of a
        record stored before that stays the same.
        """
        plain = _plain(self)
        for name in JOINED_LATER:
            if (stated := plain.pop(name)) is not None:
                plain[name] = {field: _as_text(value) for field, value in _plain(stated).items()}
        for name in ("identifiers", "costs"):
            plain[name] = [_plain(item) for item in plain[name]]
        for name in ("place", "service_area"):
            plain[name] = _plain(plain[name]) if plain[name] else None
        plain["claimed_on"] = self.claimed_on.isoformat() if self.claimed_on else None
        plain["attributes"] = sorted(self.attributes, key=_attribute_order)
        plain["facts"] = dict(self.facts)
        return plain

    def fingerprint(self) -> str:
        """SHA-256 of the claims in canonical JSON (hex)."""
        text = json.dumps(self.as_json(), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()


def _plain(record: Any) -> dict[str, Any]:
    """As ``dataclasses.asdict`` for a flat record, in a tenth of the time: imports make a million of them."""
    return {name: getattr(record, name) for name in record.__slots__}


def _as_text(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _attribute_order(attribute: Attribute) -> tuple[str, ...]:
    vocabulary, code, verdict, evidence, setting = attribute
    return vocabulary, code, verdict, evidence, setting or ""


def claims_from_json(plain: Mapping[str, Any]) -> Claims:
    """The inverse of ``Claims.as_json``."""
    values = dict(plain)
    values["identifiers"] = tuple(Identifier(**item) for item in values["identifiers"])
    values["attributes"] = tuple(_attribute(item) for item in values["attributes"])
    values["costs"] = tuple(CostOption(**item) for item in values["costs"])
    values["place"] = Place(**values["place"]) if values["place"] else None
    area = values["service_area"]
    values["service_area"] = ServiceArea(**{**area, "codes": tuple(area["codes"])}) if area else None
    values["availability"] = _dated(Availability, values.get("availability"), "available_from")
    values["rating"] = _dated(Rating, values.get("rating"), "rated_on")
    values["claimed_on"] = date.fromisoformat(values["claimed_on"]) if values["claimed_on"] else None
    for name in ("registered_activities", "complete"):
        values[name] = tuple(values[name])
    return Claims(**values)


def _attribute(stored: Sequence[Any] | Mapping[str, Any]) -> Attribute:
    """From a list of its fields, or as it was stored before: with their names."""
    return Attribute(**stored) if isinstance(stored, Mapping) else Attribute(*stored)


def _dated(record: type[Any], plain: Mapping[str, Any] | None, day: str) -> Any:
    """One of the flat records with a date in it, from plain values; None from none."""
    if not plain:
        return None
    return record(**{**plain, day: date.fromisoformat(plain[day]) if plain[day] else None})
