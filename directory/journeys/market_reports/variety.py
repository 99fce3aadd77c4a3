"""How varied an area's options are: by kind, service type and size, naive and with likeness, how firmly."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from directory.journeys.market_reports.ground import Ground
from directory.journeys.market_reports.offering import by_code
from directory.vocabulary import vocabulary
from matching import planes
from matching.fields import SIZE_CLASSES
from matching.market.intervals import hill_interval
from matching.market.likeness import variety_with_likeness
from matching.market.measures import hill_number, pielou_evenness, wilson_interval

COMMUNITY_KINDS: tuple[str, ...] = (
    "micro_provider",
    "personal_assistant",
    "volunteer_scheme",
    "community_group",
    "voluntary_organisation",
)
"""Kinds that big registers miss: very small providers, PAs, volunteers, community groups and charities."""
SIZES: Mapping[str, str] = {"small": "Small", "medium": "Medium", "large": "Large"}
ORDERS = (0, 1, 2)
SEED = 2013
MOST_ALIKE = 20_000
"""Options that likeness is worked out for; a nation's would take minutes and say little of any market."""


@dataclass(frozen=True, slots=True)
class CodeCount:
    """Options of one kind, type or size, and their share of all."""

    code: str
    label: str
    options: int
    share: float


@dataclass(frozen=True, slots=True)
class HillNumber:
    """ᵠD with the bounds that drawing as many options anew gives."""

    order: int
    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Variety:
    """Basis: options, by kind of provider. ``alike`` are Leinster–Cobbold numbers of the same orders.

    An option may have several service types. ``community_share`` comes with Wilson's interval.
    """

    options: int
    kinds: tuple[CodeCount, ...]
    service_types: tuple[CodeCount, ...]
    without_type: int
    sizes: tuple[CodeCount, ...]
    hill: tuple[HillNumber, ...]
    alike: tuple[float, ...]
    evenness: float | None
    community: int
    community_share: float
    community_interval: tuple[float, float]


def variety(ground: Ground) -> Variety | None:
    """None for an area without options."""
    rows, snapshot = ground.rows, ground.snapshot
    if not len(rows):
        return None
    kinds = _counts(snapshot.columns["kind"][rows], snapshot.codes["provider_kind"])
    amounts = list(kinds.values())
    community = sum(kinds.get(kind, 0) for kind in COMMUNITY_KINDS)
    return Variety(
        options=len(rows),
        kinds=_told(kinds, vocabulary("provider_kind").label, len(rows)),
        service_types=_told(by_code(ground, "service_type"), vocabulary("service_type").label, len(rows)),
        without_type=len(rows) - _with_type(ground),
        sizes=_told(
            _counts(snapshot.columns["size_class"][rows], SIZE_CLASSES), SIZES.__getitem__, len(rows)
        ),
        hill=tuple(_hill(amounts, order) for order in ORDERS),
        alike=tuple(variety_with_likeness(snapshot, rows, order) for order in ORDERS)
        if len(rows) <= MOST_ALIKE
        else (),
        evenness=pielou_evenness(amounts),
        community=community,
        community_share=community / len(rows),
        community_interval=wilson_interval(community, len(rows)) or (0.0, 1.0),
    )


def _with_type(ground: Ground) -> int:
    columns = ground.snapshot.columns
    stated = np.bitwise_or.reduce(columns["service_type_yes"], axis=0)
    return int(planes.at(stated, ground.rows).sum())


def _counts(positions: np.ndarray, codes: Sequence[str]) -> dict[str, int]:
    found = np.bincount(positions, minlength=len(codes)).tolist()
    return {code: count for code, count in zip(codes, found, strict=False) if count}


def _told(counts: Mapping[str, int], label: Callable[[str], str], options: int) -> tuple[CodeCount, ...]:
    ordered = sorted(counts.items(), key=lambda each: (-each[1], each[0]))
    return tuple(CodeCount(code, label(code), count, count / options) for code, count in ordered)


def _hill(amounts: Sequence[int], order: int) -> HillNumber:
    value = hill_number(amounts, order)
    low, high = hill_interval(amounts, order, SEED) or (value, value)
    return HillNumber(order, value, low, high)
