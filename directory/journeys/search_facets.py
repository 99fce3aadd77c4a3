"""What options found by words have in common, counted: the ways to look at fewer of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from directory.errors import QuestionError
from directory.vocabulary import vocabulary
from matching import planes
from matching.needs import SETTINGS
from matching.snapshot import Snapshot

Flags = NDArray[np.bool_]
Rows = NDArray[np.intp]
FACETS: Mapping[str, str] = {
    "kinds": "provider_kind",
    "needs": "needs",
    "settings": "setting",
    "languages": "languages",
    "councils": "councils",
}
"""Each with the list that its codes are of."""
MOST_VALUES = 12
"""The commonest of a facet, and all that are chosen."""


@dataclass(frozen=True, slots=True)
class FacetValue:
    """How many of those found would be left with this code chosen besides what other facets say."""

    code: str
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Facet:
    name: str
    values: tuple[FacetValue, ...]


def check_codes(name: str, codes: Sequence[str]) -> None:
    """QuestionError for a code that its list doesn't hold."""
    known = vocabulary(FACETS[name])
    for code in codes:
        if code not in known:
            raise QuestionError(
                f"“{code[:60]}” is not in our list of {FACETS[name].replace('_', ' ')}.",
                f"See {', '.join(known.codes[:20])}.",
                field=name,
                code="unknown_code",
            )


def chosen_rows(snapshot: Snapshot, rows: Rows, chosen: Mapping[str, Sequence[str]]) -> dict[str, Flags]:
    """For each facet which of ``rows`` hold any of its chosen codes; all of them where none is chosen."""
    return {
        name: np.logical_or.reduce([_holding(snapshot, rows, name, code) for code in codes])
        if (codes := chosen.get(name))
        else np.ones(len(rows), dtype=np.bool_)
        for name in FACETS
    }


def facets_of(
    snapshot: Snapshot, rows: Rows, kept: Mapping[str, Flags], chosen: Mapping[str, Sequence[str]]
) -> tuple[Facet, ...]:
    """Each facet's codes with how many of ``rows`` they would leave, the most first; nothing without any."""
    found = []
    for name in FACETS:
        others = np.logical_and.reduce([kept[other] for other in FACETS if other != name])
        values = _values(snapshot, rows[others], name, chosen.get(name, ()))
        if values:
            found.append(Facet(name, values))
    return tuple(found)


def _values(snapshot: Snapshot, rows: Rows, name: str, chosen: Sequence[str]) -> tuple[FacetValue, ...]:
    offered = everyday_languages() if name == "languages" else vocabulary(FACETS[name]).codes
    codes = [code for code in dict.fromkeys([*offered, *chosen]) if snapshot.knows(FACETS[name], code)]
    counted = [(int(_holding(snapshot, rows, name, code).sum()), code) for code in codes]
    common = sorted((each for each in counted if each[0]), key=lambda each: -each[0])
    shown = [
        FacetValue(code, count, code in chosen)
        for at, (count, code) in enumerate(common)
        if at < MOST_VALUES or code in chosen
    ]
    known = {each.code for each in shown}
    return (*shown, *(FacetValue(code, 0, True) for code in chosen if code not in known))


@cache
def everyday_languages() -> tuple[str, ...]:
    """Codes of the languages that people here speak, of the thousands there are."""
    terms = vocabulary("languages").terms()
    return tuple(term.code for term in terms if term.extra.get("everyday") == "yes")


def _holding(snapshot: Snapshot, rows: Rows, name: str, code: str) -> Flags:
    if not snapshot.knows(FACETS[name], code):
        return np.zeros(len(rows), dtype=np.bool_)
    position = snapshot.position(FACETS[name], code)
    if name == "kinds":
        of_kind: Flags = snapshot.columns["kind"][rows] == position
        return of_kind
    if name == "councils":
        based_there: Flags = snapshot.columns["council"][rows] == position
        return based_there
    if name == "settings":
        return planes.at(snapshot.plane("setting_yes", position), rows)
    if name == "languages":
        return snapshot.holds("language_yes", position, rows)
    said = [planes.at(snapshot.plane(f"needs_{setting}_yes", position), rows) for setting in SETTINGS]
    return np.logical_or.reduce(said)
