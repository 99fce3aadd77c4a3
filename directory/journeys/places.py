"""What is based in one council or ward, counted and listed for anyone who looks around without a question.

Personal assistants are counted by council only, and never listed: they are found by who asks for help.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from directory.errors import NotFound
from directory.geography.reference.reference_data import ReferenceData
from directory.geography.reference.territories import Territory
from directory.journeys.market_reports.ground import based_in
from directory.journeys.public_options import PRIVATE_PERSONS
from directory.journeys.search_facets import everyday_languages
from directory.live_market import LiveMarket
from directory.store.numbers import option_id
from directory.store.session import Store
from directory.store.views import OptionView
from directory.vocabulary import vocabulary
from matching import planes
from matching.market.measures import SMALLEST_COUNT_SHOWN
from matching.needs import SETTINGS
from matching.planes import Flags, Rows
from matching.snapshot import Snapshot

SHOWN = 20
SPOKEN_MOST, UNSPOKEN_MOST = 8, 5


@dataclass(frozen=True, slots=True)
class PlacePicture:
    """What is known of one place's options, in numbers.

    ``unplaced`` options of the council say too coarsely where they are to be counted in a ward. ``by_need``
    leaves personal assistants out. ``spoken`` counts options by language, ``unspoken`` are common languages
    that nobody says they speak: by who lives here where that is known, else by who lives in England.
    ``silent`` options say nothing of languages.
    """

    options: int
    owners: int
    by_kind: Mapping[str, int]
    by_need: Mapping[str, int]
    spoken: Mapping[str, int]
    unspoken: tuple[str, ...]
    silent: int
    unplaced: int


@dataclass(frozen=True, slots=True)
class PlaceList:
    """One page of a place's options by name; ``page`` counts from 1, one beyond the last is the last."""

    options: tuple[OptionView, ...]
    total: int
    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class Filter:
    """Which of a place's options: of a kind, helping with a need, or all."""

    kind: str | None = None
    need: str | None = None


def options_by_council(market: LiveMarket, store: Store) -> dict[str, int]:
    """How many options are based in each council, by code; those with none aren't named."""
    snapshot = market.snapshot
    known = snapshot.codes["councils"]
    rows = snapshot.all_rows()
    with store.reading() as reader:
        rows = rows[reader.still_listed(market.mark, snapshot.columns["number"][rows])]
    places = snapshot.columns["council"][rows].astype(np.int64)
    counts = np.bincount(places[(places >= 0) & (places < len(known))], minlength=len(known))
    return {code: int(count) for code, count in zip(known, counts, strict=True) if count}


def council_territory(reference: ReferenceData, code: str) -> Territory:
    """One of the 153 councils; NotFound for any other code."""
    if code not in vocabulary("councils"):
        raise NotFound("There is no such council.", "See the list of councils.")
    return reference.areas.find(code)


def ward_territory(reference: ReferenceData, code: str) -> Territory:
    """A ward by its code, where wards are loaded; NotFound otherwise."""
    wards = reference.small_areas.larger("ward")
    if wards is None or code.encode() not in wards.codes.tolist():
        raise NotFound("There is no such ward.", "See the list of councils.")
    return reference.areas.find(code)


def wards_of(reference: ReferenceData, council: Territory) -> Iterator[Territory]:
    """The wards of a council by name; none where no table tells them."""
    if reference.small_areas.larger("ward") is not None:
        yield from sorted(reference.areas.of("ward", council), key=lambda ward: ward.label)


def picture_of(market: LiveMarket, store: Store, reference: ReferenceData, place: Territory) -> PlacePicture:
    """The numbers of one place, as of now."""
    snapshot = market.snapshot
    rows, unplaced = _rows(market, store, reference, place)
    open_rows = _without_private_persons(snapshot, rows)
    spoken = _spoken(snapshot, rows)
    return PlacePicture(
        options=len(rows),
        owners=len(set(snapshot.columns["owner"][rows].tolist())),
        by_kind=_most_first(_by_kind(snapshot, rows)),
        by_need=_most_first(
            {need: len(_helping(snapshot, open_rows, need)) for need in snapshot.codes["needs"]}
        ),
        spoken=dict(list(_most_first(spoken).items())[:SPOKEN_MOST]),
        unspoken=tuple(_unspoken(spoken, reference, place)),
        silent=int(_silent(snapshot, rows).sum()),
        unplaced=unplaced,
    )


def options_at(
    market: LiveMarket,
    store: Store,
    reference: ReferenceData,
    place: Territory,
    wanted: Filter,
    page: int = 1,
) -> PlaceList:
    """A page of the options of one place, by name. NotFound for personal assistants, who aren't listed."""
    snapshot = market.snapshot
    if wanted.kind == PRIVATE_PERSONS:
        raise NotFound("Personal assistants are not listed by place.", "Answer a few questions instead.")
    rows = _without_private_persons(snapshot, _rows(market, store, reference, place)[0])
    if wanted.kind is not None:
        at = snapshot.position("provider_kind", wanted.kind)
        rows = rows[snapshot.columns["kind"][rows] == at]
    if wanted.need is not None:
        rows = _helping(snapshot, rows, wanted.need)
    pages = max(1, -(-len(rows) // SHOWN))
    page = max(1, min(page, pages))
    with store.reading() as reader:
        names = reader.names(snapshot.columns["number"][rows])
        by_name = sorted(names, key=lambda number: (names[number].casefold(), number))
        ids = [option_id(number) for number in by_name[(page - 1) * SHOWN : page * SHOWN]]
        views = reader.options(ids)
    return PlaceList(tuple(views[each] for each in ids if each in views), len(rows), page, pages)


def _rows(market: LiveMarket, store: Store, reference: ReferenceData, place: Territory) -> tuple[Rows, int]:
    with store.reading() as reader:
        _listed, rows, unplaced = based_in(market, reader, reference, place)
    return rows, unplaced


def _without_private_persons(snapshot: Snapshot, rows: Rows) -> Rows:
    at = snapshot.position("provider_kind", PRIVATE_PERSONS)
    return rows[snapshot.columns["kind"][rows] != at]


def _by_kind(snapshot: Snapshot, rows: Rows) -> dict[str, int]:
    counts = np.bincount(snapshot.columns["kind"][rows])
    return {snapshot.code("provider_kind", at): int(count) for at, count in enumerate(counts)}


def _helping(snapshot: Snapshot, rows: Rows, need: str) -> Rows:
    """Those that say yes to a need in any setting."""
    at = snapshot.position("needs", need)
    said: list[Flags] = [planes.at(snapshot.plane(f"needs_{setting}_yes", at), rows) for setting in SETTINGS]
    return rows[np.logical_or.reduce(said)]


def _spoken(snapshot: Snapshot, rows: Rows) -> dict[str, int]:
    """Options by everyday language other than English; none for what nobody says they speak."""
    known = [code for code in everyday_languages() if code != "eng" and snapshot.knows("languages", code)]
    return {
        code: int(snapshot.holds("language_yes", snapshot.position("languages", code), rows).sum())
        for code in known
    }


def _unspoken(spoken: Mapping[str, int], reference: ReferenceData, place: Territory) -> Iterator[str]:
    """The Census counts some languages within others, of which it tells nothing: they aren't named."""
    people = reference.population.people(place, "languages") if place.kind == "council" else None
    if people is None:
        around = reference.known_around(place, "languages")
        people = around[1] if around else None
    lacking = [code for code, count in spoken.items() if not count]
    if people is not None:
        counts = people.counts
        lacking = [code for code in lacking if counts.get(code, 0) >= SMALLEST_COUNT_SHOWN]
        lacking.sort(key=lambda code: -counts[code])
    yield from lacking[:UNSPOKEN_MOST]


def _silent(snapshot: Snapshot, rows: Rows) -> Flags:
    told = snapshot.stating("language_yes") | snapshot.stating("language_no")
    silent: Flags = ~(told | snapshot.columns["languages_complete"])[rows]
    return silent


def _most_first(counts: Mapping[str, int]) -> dict[str, int]:
    return dict(sorted(((code, n) for code, n in counts.items() if n), key=lambda each: -each[1]))
