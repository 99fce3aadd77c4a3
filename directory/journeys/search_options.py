"""Search by words: options by how well their own words fit, with no question of needs asked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from directory.geography.gazetteer import Gazetteer
from directory.geography.located import Located
from directory.journeys.search_facets import Facet, Flags, Rows, check_codes, chosen_rows, facets_of
from directory.live_market import LiveMarket
from directory.search.protocol import Hit
from directory.store.numbers import option_id
from directory.store.session import Store
from directory.store.views import OptionView
from matching.snapshot import Snapshot

NEAR_MILES = 10.0
SHOWN = 20
SHOWN_AT_MOST = 200
HITS_AT_MOST = 2000
DISTANCES: tuple[float | None, ...] = (1.0, 3.0, 5.0, 10.0, 20.0, 50.0, None)


@dataclass(frozen=True, slots=True)
class FoundOption:
    """An option that fits the words; the distance is None without a place to measure from or to."""

    option: OptionView
    distance_miles: float | None


@dataclass(frozen=True, slots=True)
class SearchResult:
    """One page of what fits. ``total`` counts all of it; ``capped`` when there may be more still.

    ``meant`` are the words that were looked for where some are spelt as no option has them. ``distances``
    counts what would fit within so many miles (None: anywhere); empty without a place.
    """

    found: tuple[FoundOption, ...]
    total: int
    capped: bool
    place: Located | None
    data_version: str
    facets: tuple[Facet, ...] = ()
    page: int = 1
    pages: int = 1
    meant: str | None = None
    distances: tuple[tuple[float | None, int], ...] = ()


Order = Literal["best", "nearest", "name"]


@dataclass(frozen=True, slots=True)
class View:
    """Which part of what was found: ``page`` counts from 1, one beyond the last is the last."""

    page: int = 1
    order: Order = "best"
    limit: int = SHOWN


FIRST_PAGE = View()


@dataclass(frozen=True, slots=True)
class _Fit:
    option_id: str
    miles: float


@dataclass(frozen=True, slots=True)
class _Found:
    """Hits by their rows in the snapshot, in the order of the search: all (n,)."""

    rows: Rows
    numbers: NDArray[np.int64]
    scores: NDArray[np.float64]
    miles: NDArray[np.float64]

    def within(self, miles: float | None) -> Flags:
        """Those within so many miles, or of which nobody knows where they are; None: all."""
        if miles is None:
            return np.ones(len(self.rows), dtype=np.bool_)
        near: Flags = ~(self.miles > miles)
        return near

    def ordered(self, kept: Flags, order: Order, store: Store) -> list[_Fit]:
        """Those kept: the best first and the nearer of equals, or the other way round, or by name."""
        keys = (-self.scores, self.miles) if order == "nearest" else (self.miles, -self.scores)
        ranked = np.lexsort(keys)
        ranked = ranked[kept[ranked]]
        fits = [_Fit(option_id(int(self.numbers[at])), float(self.miles[at])) for at in ranked]
        if order != "name":
            return fits
        with store.reading() as reader:
            names = reader.names(self.numbers[ranked])
        named = [names.get(int(number), "").casefold() for number in self.numbers[ranked]]
        return [fit for _, _, fit in sorted(zip(named, range(len(fits)), fits, strict=True))]


def search_options(
    market: LiveMarket,
    store: Store,
    gazetteer: Gazetteer,
    words: str,
    *,
    near: str | None = None,
    within_miles: float | None = NEAR_MILES,
    chosen: Mapping[str, Sequence[str]] | None = None,
    view: View = FIRST_PAGE,
) -> SearchResult:
    """Options for ``words``, best first; near a place those within so many miles or of unknown place.

    ``chosen`` are codes by facet: of one facet any will do, of several one each. ``within_miles`` None:
    any distance. Raises QuestionError for an unknown code, PlaceNotFound for an unknown place.
    """
    chosen = chosen or {}
    for name, codes in chosen.items():
        check_codes(name, codes)
    place = gazetteer.locate(near) if near else None
    hits = market.search_index.search(words, HITS_AT_MOST)
    found = _found_in(hits, market.snapshot, place)
    near = found.within(within_miles if place else None)
    kept = chosen_rows(market.snapshot, found.rows, chosen)
    fitting = np.logical_and.reduce(list(kept.values()))
    fits = found.ordered(fitting & near, view.order, store)
    limit = max(1, min(view.limit, SHOWN_AT_MOST))
    pages = max(1, -(-len(fits) // limit))
    page = max(1, min(view.page, pages))
    kept_near = {name: flags[near] for name, flags in kept.items()}
    return SearchResult(
        found=tuple(_shown(fits[(page - 1) * limit :], store, limit)),
        total=len(fits),
        capped=len(hits) == HITS_AT_MOST,
        place=place,
        data_version=market.version,
        facets=facets_of(market.snapshot, found.rows[near], kept_near, chosen),
        page=page,
        pages=pages,
        meant=market.search_index.respelt(words),
        distances=tuple((miles, int((fitting & found.within(miles)).sum())) for miles in DISTANCES)
        if place
        else (),
    )


def _found_in(hits: Sequence[Hit], snapshot: Snapshot, place: Located | None) -> _Found:
    """The hits that this version holds, with their miles from the place; NaN without one."""
    numbers = np.array([hit.option_number for hit in hits], dtype=np.int64)
    scores = np.round([hit.score for hit in hits], 9)
    rows = snapshot.rows_of_numbers(numbers)
    numbers, scores, rows = numbers[rows >= 0], scores[rows >= 0], rows[rows >= 0]
    miles = np.full(len(rows), np.nan)
    if place is not None:
        miles = snapshot.miles_from(place.easting, place.northing, rows)
    return _Found(rows, numbers, scores, miles)


def _shown(fits: Sequence[_Fit], store: Store, limit: int) -> list[FoundOption]:
    """The first ``limit`` that may still be shown."""
    shown: list[FoundOption] = []
    with store.reading() as reader:
        for first in range(0, len(fits), limit):
            block = fits[first : first + limit]
            views = reader.options(fit.option_id for fit in block)
            shown += [_option(views[fit.option_id], fit.miles) for fit in block if fit.option_id in views]
            if len(shown) >= limit:
                break
    return shown[:limit]


def _option(option: OptionView, miles: float) -> FoundOption:
    return FoundOption(option, None if np.isnan(miles) else miles)
