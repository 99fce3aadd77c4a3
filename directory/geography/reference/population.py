"""How many people of each language, faith, ethnic group, age … live in a territory, and how that is known.

Figures are exact as published: whoever shows people's numbers suppresses small ones.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import inf

import numpy as np
from numpy.typing import NDArray

from directory.geography.reference.shelf import About, Category, Columns, Level, Shelf, ages_of
from directory.geography.reference.small_areas import (
    NONE,
    SmallAreas,
    district_today,
    history_of,
    places_in,
)
from directory.geography.reference.territories import Territory
from directory.vocabulary import vocabulary

_TOTALS_FROM = ("age", "culture", "faith", "disability")
"""Tables of all usual residents; languages leave out children under three."""

_KIND_OF: Mapping[Level, str] = {"utla": "council"}


@dataclass(frozen=True, slots=True)
class People:
    """A territory's people by group, from one table; ``level`` is that of the areas that were summed.

    Groups of wider ones stand beside them: ``leaves`` are those that hold each person once.
    """

    about: About
    level: Level
    total: int
    counts: Mapping[str, int]
    categories: Mapping[str, Category]

    def of(self, code: str) -> int | None:
        """How many people are of a group; None where the table doesn't tell it apart."""
        return self.counts.get(code)

    def wider(self, code: str) -> Category | None:
        """The narrowest group that people of a code of ours are counted in together with others."""
        holding = [category for category in self.categories.values() if code in category.includes]
        others = (category for category in holding if category.code != code)
        return min(others, key=lambda category: len(category.includes), default=None)

    @property
    def leaves(self) -> tuple[str, ...]:
        wider = {category.part_of for category in self.categories.values()}
        return tuple(code for code in self.categories if code not in wider)

    def aged(self, youngest: int, oldest: int | None = None) -> int | None:
        """People of these ages, both included; None where a band of the table lies across a limit."""
        bands = {code: ages for code in self.leaves if (ages := ages_of(code))}
        limit = inf if oldest is None else oldest
        inside = [code for code, (low, high) in bands.items() if youngest <= low and high <= limit]
        touched = [code for code, (low, high) in bands.items() if low <= limit and youngest <= high]
        return sum(self.counts[code] for code in inside) if inside and inside == touched else None


@dataclass(frozen=True, slots=True)
class SmallAreaCounts:
    """One table in the order of the small areas: ``counts`` (n, groups), ``total`` (n,), ``known`` (n,)."""

    about: About
    counts: NDArray[np.int32]
    total: NDArray[np.int32]
    known: NDArray[np.bool_]


class Population:
    """Reads the loaded tables of people."""

    def __init__(self, shelf: Shelf, areas: SmallAreas) -> None:
        self._shelf = shelf
        self._areas = areas
        self._history = history_of(shelf)

    def people(self, territory: Territory, topic: str) -> People | None:
        """The people of a territory by ``culture``, ``faith``, ``languages``, ``disability``, ``english`` or
        ``age``; None where no loaded table tells it for all of the territory.

        Of several tables the one with most groups; of equals that of the larger areas, whose figures the
        Census has changed less.
        """
        tables = [about for about in self._shelf.of_kind("counts") if about.topic == topic]
        found = [people for about in tables if (people := self._summed(territory, about))]
        return max(found, key=lambda each: (len(each.leaves), each.level != "lsoa"), default=None)

    def residents(self, territory: Territory) -> People | None:
        """A table with everybody's total; its groups may be none."""
        found = (self.people(territory, topic) for topic in _TOTALS_FROM)
        return next((people for people in found if people), None)

    def by_small_area(self, topic: str) -> SmallAreaCounts | None:
        """A topic by small area; None where no table of small areas is loaded."""
        name = f"{topic}-lsoa"
        if name not in self._shelf.abouts:
            return None
        columns = self._shelf.columns(name)
        places = places_in(columns["codes"], self._areas.codes)
        known = places != NONE
        counts = np.where(known[:, None], columns["counts"][places], 0)
        return SmallAreaCounts(
            self._shelf.abouts[name], counts, np.where(known, columns["total"][places], 0), known
        )

    def residents_by_small_area(self) -> SmallAreaCounts | None:
        found = (self.by_small_area(topic) for topic in _TOTALS_FROM)
        return next((counts for counts in found if counts), None)

    def _summed(self, territory: Territory, about: About) -> People | None:
        columns = self._shelf.columns(about.name)
        rows = self._rows(territory, about, columns)
        if rows is None or not len(rows):
            return None
        sums = columns["counts"][rows].sum(axis=0, dtype=np.int64).tolist()
        return People(
            about=about,
            level=about.level,
            total=int(columns["total"][rows].sum(dtype=np.int64)),
            counts={category.code: int(n) for category, n in zip(about.categories, sums, strict=True)},
            categories={category.code: category for category in about.categories},
        )

    def _rows(self, territory: Territory, about: About, columns: Columns) -> NDArray[np.int64] | None:
        """The rows of a table that make up a territory; None where one of them is missing."""
        if about.level == "ltla":
            return self._of_districts(territory.districts, columns) if territory.districts else None
        if about.level == "lsoa":
            return _all_known(places_in(columns["codes"], self._areas.codes[territory.rows]))
        if territory.kind == _KIND_OF.get(about.level, about.level):
            today = [district_today(code.decode(), self._history) for code in columns["codes"].tolist()]
            rows = [row for row, code in enumerate(today) if code == territory.code]
            return np.array(rows) if len(rows) == 1 else None
        return self._of_whole_areas(territory, about.level, columns)

    def _of_whole_areas(
        self, territory: Territory, level: Level, columns: Columns
    ) -> NDArray[np.int64] | None:
        """Middle-layer areas or wards that a territory consists of; None where it cuts through one."""
        larger = self._areas.larger(level)
        if larger is None or not len(territory.rows):
            return None
        inside = np.unique(larger.place[territory.rows])
        if NONE in inside or np.isin(larger.place, inside).sum() != len(territory.rows):
            return None
        return _all_known(places_in(columns["codes"], larger.codes[inside]))

    def _of_districts(self, districts: tuple[str, ...], columns: Columns) -> NDArray[np.int64] | None:
        """Rows of the districts of today, whatever their codes were when the table was made."""
        codes = [code.decode() for code in columns["codes"].tolist()]
        today = [district_today(code, self._history) for code in codes]
        by_district: dict[str, list[int]] = {}
        for row, district in enumerate(today):
            by_district.setdefault(district, []).append(row)
        whole = set(by_district) >= _districts_of_today()
        rows: list[int] = []
        for district in districts:
            own = by_district.get(district, [])
            if not own or not (whole or _is_complete(district, {codes[row] for row in own})):
                return None
            rows += [row for row in own if codes[row] == district] or own
        return np.array(rows)


def _all_known(rows: NDArray[np.int64]) -> NDArray[np.int64] | None:
    return None if (rows == NONE).any() else rows


def _districts_of_today() -> set[str]:
    return {term.code for term in vocabulary("districts").terms() if term.extra["status"] == "current"}


def _is_complete(district: str, present: set[str]) -> bool:
    """Whether a table of a part of England has the district itself, or all that ever became it."""
    became = {term.code for term in vocabulary("districts").terms() if term.extra["successor"] == district}
    return district in present or became <= present
