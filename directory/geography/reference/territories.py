"""The parts of England that a report may be about, found by name, code, or a circle around a place."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from directory.errors import CareMarketError, PlaceNotFound
from directory.geography.areas import Area, council_of, districts_of, exact_area, find_area
from directory.geography.grid import METRES_PER_MILE
from directory.geography.located import Located
from directory.geography.reference.shelf import Level
from directory.geography.reference.small_areas import NONE, Larger, SmallAreas, district_label
from directory.vocabulary import folded, vocabulary

Locate = Callable[[str], Located]
SmallLevel = Literal["lsoa", "msoa", "ward"]

_CIRCLE = re.compile(r"\s*(\d{1,3}(?:\.\d+)?)\s*miles? (?:around|round|of|from)\s+(.+?)\s*", re.IGNORECASE)
_LEVELS: tuple[SmallLevel, ...] = ("ward", "msoa", "lsoa")
_MOST_OFFERED = 6


@dataclass(frozen=True, slots=True)
class Circle:
    """Around a point, all in metres of the National Grid."""

    easting: int
    northing: int
    metres: float


@dataclass(frozen=True, slots=True, eq=False)
class Territory:
    """A part of England; ``rows`` are its small areas' places in ``SmallAreas``, in order.

    ``districts`` (codes of today) are those it consists of, empty where it isn't made of whole ones;
    ``councils`` are those of the 153 that it touches. ``circle`` is told of a circle only.
    """

    code: str
    label: str
    kind: Literal["lsoa", "msoa", "ward", "district", "council", "county", "region", "england", "circle"]
    rows: NDArray[np.int64]
    districts: tuple[str, ...]
    councils: tuple[str, ...]
    circle: Circle | None = None


class Territories:
    """Finds territories; ``locate`` says where a place is, as the gazetteer does."""

    def __init__(self, areas: SmallAreas, locate: Locate) -> None:
        self._areas = areas
        self._locate = locate

    def find(self, text: str) -> Territory:
        """A council, district, county, region or England, a ward ("Sale Moor, Trafford"), an MSOA, an LSOA,
        or "3 miles around M33 2AB". ``PlaceNotFound`` says near spellings, or those to choose from.
        """
        circle = _CIRCLE.fullmatch(text)
        if circle:
            return self.around(self._locate(circle[2]), float(circle[1]))
        area = exact_area(text)
        if area:
            return self._of_area(area)
        found = self._named(text)
        if len(found) == 1:
            return self._small(*found[0])
        if found:
            names = sorted(self._small(*each).label for each in found[:_MOST_OFFERED])
            raise PlaceNotFound(
                "There is more than one area of that name.",
                f"Say which one: {'; '.join(names)}{'; …' if len(found) > _MOST_OFFERED else ''}.",
                code="place_ambiguous",
            )
        return self._of_area(find_area(text))

    def around(self, place: Located, miles: float) -> Territory:
        """The small areas whose middle (the mean of their postcodes) lies within so many miles."""
        return self._circle(Circle(place.easting, place.northing, miles * METRES_PER_MILE), place.label)

    def around_point(self, easting: int, northing: int, miles: float) -> Territory:
        """The same around a point of the National Grid, called after the ward that is nearest."""
        circle = Circle(easting, northing, miles * METRES_PER_MILE)
        square = self._square(circle)
        if not np.isfinite(square).any() or square.min() > circle.metres**2:
            raise PlaceNotFound("Nobody lives there, as far as we know.", "Choose a place in England.")
        nearest = int(np.argmin(square))
        wards = self._areas.larger("ward")
        ward = NONE if wards is None else int(wards.place[nearest])
        label = self._small("ward", ward).label if ward != NONE else self._small("lsoa", nearest).label
        return self._circle(circle, label)

    def _circle(self, circle: Circle, middle: str) -> Territory:
        rows = np.flatnonzero(self._square(circle) <= circle.metres**2)
        miles = circle.metres / METRES_PER_MILE
        label = f"{miles:.3g} {'mile' if round(miles, 2) == 1 else 'miles'} around {middle}"
        return Territory("", label, "circle", rows, (), self._councils(rows), circle)

    def _square(self, circle: Circle) -> NDArray[np.float64]:
        """(n,) Squared metres from a circle's middle to that of each small area; infinite if not known."""
        east, north = self._areas.metres
        if not (east != NONE).any():
            raise CareMarketError(
                "A circle needs to know where small areas lie.",
                "Load the ONS Postcode Directory with caremarket reference load.",
                code="no_reference",
            )
        square = (east - float(circle.easting)) ** 2 + (north - float(circle.northing)) ** 2
        return np.where(east == NONE, np.inf, square)

    def of(self, level: SmallLevel, within: Territory) -> Iterator[Territory]:
        """The wards, MSOAs or LSOAs that have small areas in a territory, each whole, in order of code."""
        numbers = within.rows if level == "lsoa" else self._level(level).place[within.rows]
        for number in np.unique(numbers[numbers != NONE]).tolist():
            yield self._small(level, number)

    def around_all_of(self, territory: Territory) -> Iterator[Territory]:
        """Ever larger areas that hold all of a territory: MSOA, district, council, region, England."""
        districts = self._districts(territory.rows) or territory.districts
        if territory.kind in ("lsoa", "circle") and self._areas.larger("msoa"):
            msoas = list(self.of("msoa", territory))
            yield from msoas if len(msoas) == 1 else ()
        regions = {vocabulary("councils").term(council).extra["region"] for council in territory.councils}
        for codes in (set(districts), set(territory.councils), regions):
            if len(codes) == 1:
                area = exact_area(next(iter(codes)))
                if area and area.code != territory.code:
                    yield self._of_area(area)
        if territory.kind != "england":
            yield self.find("England")

    def _of_area(self, area: Area) -> Territory:
        districts = districts_of(area)
        larger = self._areas.larger("ltla")
        rows = np.array([], dtype=np.int64)
        if larger is not None:
            wanted = np.isin(larger.codes, np.array(districts, dtype="S9"))
            rows = np.flatnonzero(wanted[larger.place] & (larger.place != NONE))
        return Territory(area.code, area.label, area.kind, rows, districts, area.councils)

    def _small(self, level: SmallLevel, number: int) -> Territory:
        if level == "lsoa":
            rows = np.array([number])
            code, name = self._areas.codes[number].decode(), self._areas.names[number].decode()
        else:
            larger = self._level(level)
            rows = np.flatnonzero(larger.place == number)
            code, name = larger.code(number), larger.name(number)
        label = name or code
        if level == "ward":
            label = ", ".join([label, *(district_label(district) for district in self._districts(rows))])
        return Territory(code, label, level, rows, (), self._councils(rows))

    def _districts(self, rows: NDArray[np.int64]) -> tuple[str, ...]:
        """The districts that small areas lie in."""
        larger = self._areas.larger("ltla")
        if larger is None:
            return ()
        places = np.unique(larger.place[rows]).tolist()
        return tuple(larger.code(place) for place in places if place != NONE)

    def _councils(self, rows: NDArray[np.int64]) -> tuple[str, ...]:
        councils = {council_of(district) for district in self._districts(rows)}
        return tuple(sorted(council for council in councils if council))

    def _level(self, level: Level) -> Larger:
        larger = self._areas.larger(level)
        if larger is None:
            raise CareMarketError(
                f"No loaded table tells which {'MSOA' if level == 'msoa' else level} small areas are in.",
                "Load a lookup with caremarket reference load.",
                code="no_reference",
            )
        return larger

    def _named(self, text: str) -> list[tuple[SmallLevel, int]]:
        """Wards, MSOAs or LSOAs of that code or name; "Abbey, Barking and Dagenham" names one of many."""
        wanted = folded(text)
        found = self._spelt.get(wanted, [])
        if found or "," not in text:
            return found
        name, _, where = text.rpartition(",")
        area = exact_area(where)
        inside = set(districts_of(area)) if area else set()
        named = self._spelt.get(folded(name), [])
        return [each for each in named if inside & set(self._districts(self._small(*each).rows))]

    @cached_property
    def _spelt(self) -> dict[str, list[tuple[SmallLevel, int]]]:
        spelt: dict[str, list[tuple[SmallLevel, int]]] = {}
        for level in _LEVELS:
            larger = self._areas.larger(level)
            if level != "lsoa" and larger is None:
                continue
            listed = larger or self._areas
            for number, (code, name) in enumerate(zip(listed.codes, listed.names, strict=True)):
                for spelling in {folded(code.decode()), folded(name.decode())} - {""}:
                    spelt.setdefault(spelling, []).append((level, number))
        return spelt
