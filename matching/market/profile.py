"""What a snapshot's options are: how many of each kind and for each need, whose, and how varied."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matching import planes
from matching.market.measures import cr4, hhi, hill_number, pielou_evenness
from matching.needs import SETTINGS
from matching.options import SomeRows, answers
from matching.planes import Rows
from matching.snapshot import Snapshot
from matching.verdict import Answers, any_of

Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class NeedSupply:
    """Options that meet a need, options of which it isn't known, and the owners of the first."""

    yes: int
    unknown: int
    owners: int
    by_kind: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Concentration:
    """HHI and CR4 at ownership level, counted in options; None for an empty market."""

    owners: int
    hhi: float | None
    cr4: float | None


@dataclass(frozen=True, slots=True)
class Variety:
    """Hill numbers of orders 0, 1 and 2 and Pielou's evenness, over the options of each kind."""

    hill_0: float
    hill_1: float
    hill_2: float
    evenness: float | None


@dataclass(frozen=True, slots=True)
class Supply:
    """What a set of options is. ``unknown`` counts the options that don't state a thing at all."""

    options: int
    by_kind: Mapping[str, int]
    by_need: Mapping[str, NeedSupply]
    concentration: Concentration
    variety: Variety
    unknown: Mapping[str, int]


def supply(snapshot: Snapshot, rows: Rows) -> Supply:
    """What the options in ``rows`` offer and how they spread over owners and kinds."""
    kinds = [snapshot.code("provider_kind", int(at)) for at in snapshot.columns["kind"][rows]]
    by_kind = dict(Counter(kinds).most_common())
    options_of_owner = list(Counter(snapshot.columns["owner"][rows].tolist()).values())
    counts = list(by_kind.values())
    return Supply(
        options=len(rows),
        by_kind=by_kind,
        by_need={need: _need_supply(snapshot, rows, need) for need in snapshot.codes["needs"]},
        concentration=Concentration(len(options_of_owner), hhi(options_of_owner), cr4(options_of_owner)),
        variety=Variety(
            hill_number(counts, 0), hill_number(counts, 1), hill_number(counts, 2), pielou_evenness(counts)
        ),
        unknown={
            "price": int(_price_unknown(snapshot, rows).sum()),
            "languages": int(_languages_unknown(snapshot, rows).sum()),
        },
    )


def _need_supply(snapshot: Snapshot, rows: Rows, need: str) -> NeedSupply:
    options = SomeRows(snapshot, rows)
    offered = any_of(_offered_in(setting, need, options) for setting in SETTINGS)
    offering = rows[offered.yes]
    kinds = [snapshot.code("provider_kind", int(at)) for at in snapshot.columns["kind"][offering]]
    return NeedSupply(
        yes=len(offering),
        unknown=int((offered.may & ~offered.yes).sum()),
        owners=len(np.unique(snapshot.columns["owner"][offering])),
        by_kind=dict(Counter(kinds).most_common()),
    )


def _offered_in(setting: str, need: str, options: SomeRows) -> Answers:
    """The need's answer in one setting; NO where the option doesn't work in that setting at all."""
    works_there = answers(options, "setting", setting).may
    return answers(options, f"needs_{setting}", need).only(works_there)


def _price_unknown(snapshot: Snapshot, rows: Rows) -> Flags:
    return ~planes.at(snapshot.fact("priced"), rows)


def _languages_unknown(snapshot: Snapshot, rows: Rows) -> Flags:
    """Neither a language said yes to, nor a list said to be whole."""
    unknown: Flags = ~(snapshot.stating("language_yes") | snapshot.columns["languages_complete"])[rows]
    return unknown
