"""Search by words: options by how well their own words fit, with no question of needs asked."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from directory.errors import QuestionError
from directory.geography.gazetteer import Gazetteer
from directory.geography.located import Located
from directory.live_market import LiveMarket
from directory.search.protocol import Hit
from directory.store.numbers import option_id
from directory.store.session import Store
from directory.store.views import OptionView
from directory.vocabulary import vocabulary
from matching.snapshot import Snapshot

NEAR_MILES = 10.0
SHOWN = 20
SHOWN_AT_MOST = 200
HITS_AT_MOST = 2000


@dataclass(frozen=True, slots=True)
class FoundOption:
    """An option that fits the words; the distance is None without a place to measure from or to."""

    option: OptionView
    distance_miles: float | None


@dataclass(frozen=True, slots=True)
class SearchResult:
    """``total`` counts all that fit, shown or not; ``capped`` when there may be more still."""

    found: tuple[FoundOption, ...]
    total: int
    capped: bool
    place: Located | None
    data_version: str


@dataclass(frozen=True, slots=True)
class _Fit:
    option_id: str
    miles: float


def search_options(
    market: LiveMarket,
    store: Store,
    gazetteer: Gazetteer,
    words: str,
    *,
    near: str | None = None,
    within_miles: float = NEAR_MILES,
    kinds: Sequence[str] = (),
    limit: int = SHOWN,
) -> SearchResult:
    """Options for ``words``, best first; ``near`` a place, those within ``within_miles`` or of unknown place.

    Raises QuestionError for an unknown kind, PlaceNotFound for an unknown place.
    """
    _check_kinds(kinds)
    place = gazetteer.locate(near) if near else None
    hits = market.search_index.search(words, HITS_AT_MOST)
    fits = _fitting(hits, market.snapshot, place, within_miles, kinds)
    return SearchResult(
        found=tuple(_shown(fits, store, max(1, min(limit, SHOWN_AT_MOST)))),
        total=len(fits),
        capped=len(hits) == HITS_AT_MOST,
        place=place,
        data_version=market.version,
    )


def _check_kinds(kinds: Sequence[str]) -> None:
    known = vocabulary("provider_kind")
    for kind in kinds:
        if kind not in known:
            raise QuestionError(
                f"“{kind[:60]}” is not a kind of provider.",
                f"The kinds are {', '.join(known.codes)}.",
                field="kind",
                code="unknown_code",
            )


def _fitting(
    hits: Sequence[Hit], snapshot: Snapshot, place: Located | None, within_miles: float, kinds: Sequence[str]
) -> list[_Fit]:
    """The hits here that are of a wanted kind and near: best first, the nearer of equals first."""
    found = [(hit, row) for hit in hits if (row := snapshot.row_of(hit.option_number)) is not None]
    rows = np.array([row for _, row in found], dtype=np.intp)
    miles = np.full(len(rows), np.nan)
    if place is not None:
        miles = snapshot.miles_from(place.easting, place.northing, rows)
    wanted = ~(miles > within_miles)
    if kinds:
        codes = [snapshot.position("provider_kind", kind) for kind in kinds]
        wanted &= np.isin(snapshot.columns["kind"][rows], codes)
    scores = np.round([hit.score for hit, _ in found], 9)
    best_first = np.lexsort((miles, -scores))
    return [_Fit(option_id(found[at][0].option_number), float(miles[at])) for at in best_first if wanted[at]]


def _shown(fits: Sequence[_Fit], store: Store, limit: int) -> list[FoundOption]:
    """The first ``limit`` that may still be shown."""
    shown: list[FoundOption] = []
    with store.reading() as reader:
        for first in range(0, len(fits), limit):
            block = fits[first : first + limit]
            views = reader.options(fit.option_id for fit in block)
            shown += [_found(views[fit.option_id], fit.miles) for fit in block if fit.option_id in views]
            if len(shown) >= limit:
                break
    return shown[:limit]


def _found(option: OptionView, miles: float) -> FoundOption:
    return FoundOption(option, None if np.isnan(miles) else miles)
