"""The one door to reference data for reports: territories, their people, deprivation and outlines.

Without any loaded table councils and regions are still found, and everything else says that it isn't known.
"""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from directory.geography import postcodes
from directory.geography.reference.coverage import Coverage, coverage_of, missing_from
from directory.geography.reference.outlines import Outlines
from directory.geography.reference.population import People, Population
from directory.geography.reference.shelf import About, Level, Shelf
from directory.geography.reference.small_areas import NONE, SmallAreas, places_in
from directory.geography.reference.territories import Locate, Territories, Territory
from directory.geography.table_build import incode_numbers


@dataclass(frozen=True, slots=True)
class PostcodeAreas:
    """The areas of 2021 and of the loaded year that a postcode is in; None where not told."""

    lsoa: str | None
    ward: str | None


class ReferenceData:
    """What is loaded in one data folder; opened in milliseconds, for each request anew if need be."""

    def __init__(self, shelf: Shelf, locate: Locate) -> None:
        self.shelf = shelf
        self.small_areas = SmallAreas(shelf)
        self.areas = Territories(self.small_areas, locate)
        self.population = Population(shelf, self.small_areas)

    @classmethod
    def open(cls, reference_dir: Path, locate: Locate) -> "ReferenceData":
        """``locate`` places the middle of a drawn circle: a gazetteer's own method."""
        return cls(Shelf.open(reference_dir), locate)

    @cached_property
    def missing(self) -> tuple[str, ...]:
        """What no loaded table tells, such as languages, deprivation or boundaries."""
        return missing_from(self.shelf)

    def sources(self) -> tuple[About, ...]:
        """Every loaded table, with where it came from."""
        return tuple(self.shelf.abouts[name] for name in sorted(self.shelf.abouts))

    def coverage(self) -> tuple[Coverage | None, ...]:
        """Beside ``sources``: how the areas of each fit the others."""
        return tuple(coverage_of(self.shelf, about, self.small_areas) for about in self.sources())

    def known_around(self, territory: Territory, topic: str) -> tuple[Territory, People] | None:
        """The smallest area around a territory whose people are known by a topic, with its people."""
        for wider in self.areas.around_all_of(territory):
            people = self.population.people(wider, topic)
            if people:
                return wider, people
        return None

    def deciles(self) -> NDArray[np.int16]:
        """(n,) deciles of multiple deprivation of the small areas, 1 the most deprived; 0 where not known."""
        return self._by_small_area("deprivation-lsoa", "decile", 0)

    def rural(self) -> NDArray[np.int16]:
        """(n,) 1 rural, 0 urban, -1 where not known."""
        return self._by_small_area("rural-urban-lsoa", "rural", -1)

    def outlines(self, level: Level) -> Outlines | None:
        name = f"boundaries-{level}"
        return (
            Outlines(self.shelf.abouts[name], self.shelf.columns(name)) if name in self.shelf.abouts else None
        )

    def areas_of_postcode(self, text: str) -> PostcodeAreas | None:
        """None where no table of postcodes is loaded, or it doesn't hold this one."""
        postcode = postcodes.parse(text)
        if postcode is None or "postcodes" not in self.shelf.abouts:
            return None
        columns = self.shelf.columns("postcodes")
        outcode = int(places_in(columns["outcodes"], np.array([postcode.outcode], dtype="S4"))[0])
        if outcode == NONE:
            return None
        start, end = columns["outcode_starts"][outcode : outcode + 2].tolist()
        wanted = incode_numbers(np.frombuffer(postcode.incode.encode(), dtype=np.uint8).reshape(1, 3))[0]
        row = start + int(np.searchsorted(columns["incodes"][start:end], wanted))
        if row == end or columns["incodes"][row] != wanted:
            return None
        lsoa, ward = int(columns["postcode_lsoa"][row]), int(columns["postcode_ward"][row])
        return PostcodeAreas(_code(columns["lsoa_codes"], lsoa), _code(columns["wards"], ward))

    def _by_small_area(self, name: str, column: str, none: int) -> NDArray[np.int16]:
        if name not in self.shelf.abouts:
            return np.full(len(self.small_areas), none, dtype=np.int16)
        columns = self.shelf.columns(name)
        places = places_in(columns["codes"], self.small_areas.codes)
        return np.where(places == NONE, none, columns[column].astype(np.int16)[places])


def _code(codes: NDArray[np.bytes_], place: int) -> str | None:
    return str(codes[place].decode()) if place < len(codes) else None
