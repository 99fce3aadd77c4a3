"""Where the people of an area live, as a report counts them: by small area, or by postcode district."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from directory.geography.areas import council_of
from directory.geography.gazetteer import Gazetteer
from directory.geography.reference.reference_data import ReferenceData
from directory.geography.reference.shelf import About, Level
from directory.geography.reference.small_areas import NONE
from directory.geography.reference.territories import SmallLevel, Territory
from directory.vocabulary import vocabulary
from matching.market.areas import PeopleAt, SmallAreas, positions
from matching.needs import Here
from matching.planes import Rows
from matching.snapshot import Snapshot

Basis = Literal["residents", "postcodes"]
OUTLINES: Mapping[str, Level] = {"ward": "ward", "msoa": "msoa", "council": "ltla"}
"""The outlines that draw each kind of part."""
ENOUGH_OUTLINES = 0.9


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """A named part of an area; ``members`` are places among its people's."""

    code: str
    label: str
    members: Rows


@dataclass(frozen=True, slots=True, eq=False)
class People:
    """An area's people: ``areas`` as matching counts them, and the parts that people know them by.

    ``rows`` (n,) are the places of ``areas`` among reference data's small areas; empty where people are stood
    for by postcodes. ``about`` is the table that counted them. ``drawn`` are the parts that a map can show:
    those of the first level whose outlines are loaded, which wards of another year are not.
    """

    areas: SmallAreas
    rows: NDArray[np.int64]
    basis: Basis
    about: About | None
    parts: tuple[Part, ...]
    level: str
    drawn: tuple[Part, ...] = ()
    drawn_level: Level | None = None

    @property
    def total(self) -> int:
        return round(float(self.areas.people.sum()))


def people_of(
    territory: Territory, reference: ReferenceData, gazetteer: Gazetteer, snapshot: Snapshot
) -> People:
    """Residents of each small area where they are known for all of it, else its postcodes by district."""
    return _residents(territory, reference, snapshot) or _postcodes(territory, gazetteer, snapshot)


def _residents(territory: Territory, reference: ReferenceData, snapshot: Snapshot) -> People | None:
    counted, small = reference.population.residents_by_small_area(), reference.small_areas
    rows = territory.rows
    if counted is None or not len(rows) or not counted.known[rows].all():
        return None
    east, north = (metres[rows] for metres in small.metres)
    known = east != NONE
    if not known.any():
        return None
    rows = rows[known]
    councils = _councils_of(reference)[rows]
    areas = SmallAreas(
        east[known].astype(np.float64),
        north[known].astype(np.float64),
        counted.total[rows].astype(np.float64),
        positions("outcodes", [code or None for code in small.outcodes[rows].astype(str).tolist()], snapshot),
        positions("councils", [code or None for code in councils.tolist()], snapshot),
    )
    levels = list(_parts_by_level(territory, reference, rows, councils))
    level, parts = levels[0]
    drawable = ((known, some) for known, some in levels if _has_outlines(known, some, reference))
    drawn_level, drawn = next(drawable, (None, ()))
    return People(
        areas,
        rows,
        "residents",
        counted.about,
        parts,
        level,
        drawn,
        OUTLINES[drawn_level] if drawn_level else None,
    )


def _has_outlines(level: str, parts: tuple[Part, ...], reference: ReferenceData) -> bool:
    outlines = reference.outlines(OUTLINES[level]) if level in OUTLINES else None
    if outlines is None or len(parts) < 2:
        return False
    return sum(bool(outlines.of(part.code)) for part in parts) >= ENOUGH_OUTLINES * len(parts)


def _councils_of(reference: ReferenceData) -> NDArray[np.str_]:
    """The council of each small area; blank where no lookup tells."""
    districts = reference.small_areas.larger("ltla")
    if districts is None:
        return np.zeros(len(reference.small_areas), dtype="U9")
    of_district = np.array([council_of(code.decode()) or "" for code in districts.codes] + [""], dtype="U9")
    return of_district[districts.place]


def _parts_by_level(
    territory: Territory, reference: ReferenceData, rows: Rows, councils: NDArray[np.str_]
) -> Iterator[tuple[str, tuple[Part, ...]]]:
    """By council where there are several, else by ward, middle-layer area and small area; the best first."""
    if len(set(councils.tolist())) > 1 and territory.kind != "circle":
        yield "council", tuple(_by_council(councils))
        return
    for level in _levels_below(territory.kind):
        larger = reference.small_areas.larger(level) if level != "lsoa" else None
        place = np.arange(len(rows)) if larger is None else larger.place[rows]
        if level != "lsoa" and (larger is None or (place == NONE).any()):
            continue
        if len(np.unique(place)) > 1 or level == "lsoa":
            yield level, tuple(_by_level(level, reference, rows, place))


def _levels_below(kind: str) -> tuple[SmallLevel, ...]:
    return ("lsoa",) if kind in ("ward", "msoa", "lsoa") else ("ward", "msoa", "lsoa")


def _by_council(councils: NDArray[np.str_]) -> Iterator[Part]:
    label = vocabulary("councils").label
    for code in sorted(set(councils.tolist()) - {""}, key=label):
        yield Part(code, label(code), np.flatnonzero(councils == code))


def _by_level(
    level: SmallLevel, reference: ReferenceData, rows: Rows, place: NDArray[np.int64]
) -> Iterator[Part]:
    larger = reference.small_areas.larger(level) if level != "lsoa" else None
    for number in np.unique(place).tolist():
        members = np.flatnonzero(place == number)
        if larger is not None:
            yield Part(larger.code(number), larger.name(number), members)
        else:
            code, name = (
                values[rows[number]].decode()
                for values in (reference.small_areas.codes, reference.small_areas.names)
            )
            yield Part(code, name or code, members)


def _postcodes(territory: Territory, gazetteer: Gazetteer, snapshot: Snapshot) -> People:
    """Postcodes, past and present, of each postcode district: they stand for people where none are known."""
    spread = [
        (council, place)
        for council in territory.councils
        for place in gazetteer.postcodes_of(territory.code if territory.kind == "district" else council)
    ]
    places = [
        PeopleAt(Here(place.easting, place.northing, place.outcode, council), place.postcodes)
        for council, place in spread
    ]
    areas = SmallAreas.of(places, snapshot)
    if len(territory.councils) > 1:
        parts, level = tuple(_by_council(np.array([council for council, _ in spread]))), "council"
    else:
        outcodes = [place.outcode for _, place in spread]
        parts, level = tuple(Part(code, code, np.array([at])) for at, code in enumerate(outcodes)), "outcode"
    return People(areas, np.array([], dtype=np.int64), "postcodes", None, parts, level)
