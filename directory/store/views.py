"""What the store hands out: options as folded from their records, and how the store stands."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Literal

from directory.records import (
    Availability,
    CostOption,
    Employment,
    Evidence,
    Identifier,
    Place,
    Rating,
    ServiceArea,
    YesNo,
)

if TYPE_CHECKING:
    from directory.store.alone import Alone

EXAMPLE_PUBLISHER = "Example data"
"""Whatever this publisher sends is invented, and is labelled so wherever it appears."""

SizeClass = Literal["small", "medium", "large"]
How = Literal["new", "gone", "sold_on", "registered_anew"]


@dataclass(frozen=True, slots=True)
class SourceView:
    """A record that speaks for an option. ``source_id`` is None where it is private.

    ``confirmed_on``: the last accepted import of its source, publisher and scope.
    ``contact``: how to reach the person through the publisher, where contact is relayed.
    """

    source: str
    publisher: str
    scope: str
    source_id: str | None
    confirmed_on: date
    contact: str | None = None


@dataclass(frozen=True, slots=True)
class AttributeView:
    """One yes or no of an option: who says so, on what evidence, unchanged since when."""

    vocabulary: str
    code: str
    verdict: YesNo
    evidence: Evidence
    setting: str | None
    source: SourceView
    since: date


@dataclass(frozen=True, slots=True, kw_only=True)
class FoldedOption:
    """One service at one place (or over one area), as all its records together state it.

    ``option_number`` is ``option_id`` as an int64. ``owner_number`` names the organization. In a vocabulary
    that ``complete`` names, a code without an attribute is NO; in any other it is unknown.
    ``confirmed_on`` is the newest of its sources'.
    """

    option_id: str
    option_number: int
    owner_number: int
    owner_name: str
    size_class: SizeClass
    name: str
    provider_kind: str
    legal_form: str | None
    registered_activities: tuple[str, ...]
    description: str | None
    place: Place | None
    attributes: tuple[AttributeView, ...]
    complete: tuple[str, ...]
    costs: tuple[CostOption, ...]
    employment: Employment | None
    service_area: ServiceArea | None
    availability: Availability | None
    rating: Rating | None
    telephone: str | None
    email: str | None
    website: str | None
    facts: Mapping[str, str]
    identifiers: tuple[Identifier, ...]
    sources: tuple[SourceView, ...]
    example: bool
    confirmed_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionView(FoldedOption):
    """An option as a page shows it: with the claims that were overruled, and who each plain field is from.

    ``field_sources`` has name, description, place, costs, availability …, and "facts.LABEL" for each fact.
    """

    overruled: tuple[AttributeView, ...] = ()
    field_sources: Mapping[str, SourceView] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Which district a listed option is in, and its postcode where that is public."""

    district: str
    postcode: str | None


@dataclass(frozen=True, slots=True)
class LiveRecord:
    """What an importer compares a row with to know whether anything changed."""

    record_id: int
    claims_hash: str
    private_hash: str | None


@dataclass(frozen=True, slots=True)
class Landed:
    """Record ids by what ``Writer.add_versions`` did with each item.

    ``ready``: among the added, records that were never there before and came folded.
    """

    added: tuple[int, ...]
    changed: tuple[int, ...]
    unchanged: tuple[int, ...]
    ready: "Mapping[int, Alone]" = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SourceStatus:
    """One (source, publisher, scope): its live records and the date of its last accepted import."""

    source: str
    publisher: str
    scope: str
    records: int
    last_import: date


@dataclass(frozen=True, slots=True)
class RunView:
    """One accepted import; ``accepted_at`` and ``undone_at`` (when it was taken back) in UTC."""

    run_id: int
    source: str
    publisher: str
    scope: str
    file_name: str
    file_sha256: str
    accepted_at: datetime
    counts: Mapping[str, int]
    undone_at: datetime | None

    @property
    def undone(self) -> bool:
        return self.undone_at is not None


@dataclass(frozen=True, slots=True)
class Coming:
    """One record that came, left or changed hands, on the day of the run that told it.

    ``name`` and ``owner`` are None of a private person. ``before`` is who ran it earlier, where it was sold
    on or registered anew; ``rating`` the last one known.
    """

    how: How
    day: date
    source: str
    publisher: str
    scope: str
    kind: str
    name: str | None
    owner: str | None
    before: str | None
    rating: str | None


@dataclass(frozen=True, slots=True)
class Looks:
    """The looks at one register: the day of its first accepted file, and that of its last."""

    source: str
    publisher: str
    scope: str
    first: date
    last: date
    runs: int
