"""The small areas (LSOAs of 2021) of England, in order of code: where each lies and what it is part of."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from directory.geography.reference.shelf import Columns, Level, Shelf
from directory.vocabulary import vocabulary

Places = NDArray[np.int64]
NONE = -1


@dataclass(frozen=True, slots=True)
class Larger:
    """One level above: ``codes`` in order, their ``names``, and ``place`` (n,) of each small area in them."""

    codes: NDArray[np.bytes_]
    names: NDArray[np.bytes_]
    place: Places

    def name(self, number: int) -> str:
        return str(self.names[number].decode()) or self.code(number)

    def code(self, number: int) -> str:
        return str(self.codes[number].decode())


class SmallAreas:
    """``codes`` (n,) of the small areas that lookups or postcodes tell; empty where neither is loaded."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        names = [about.name for about in shelf.of_kind("lookup", "lsoa")]
        self._sources = [shelf.columns(name) for name in names]
        if "postcodes" in shelf.abouts:
            self._sources.append(shelf.columns("postcodes"))
        told = [source["lsoa_codes"] for source in self._sources]
        # Postcodes may be of another year, so they tell of small areas only where no lookup does.
        first = told[: len(names)] or told
        self.codes: NDArray[np.bytes_] = np.unique(np.concatenate(first)) if first else np.array([], "S9")

    def __len__(self) -> int:
        return len(self.codes)

    def rows(self, codes: NDArray[np.bytes_]) -> Places:
        """The place of each code among the small areas; -1 for others."""
        return places_in(self.codes, codes)

    @cached_property
    def names(self) -> NDArray[np.bytes_]:
        """Such as "Trafford 012A"; blank where no lookup tells them."""
        for source in self._sources:
            if source["lsoa_names"].dtype.itemsize > 1:
                return _aligned(self, source["lsoa_codes"], source["lsoa_names"], b"")
        return np.zeros(len(self), dtype="S1")

    def larger(self, level: Level) -> Larger | None:
        """Wards, middle-layer areas (msoa) or districts of today (ltla); None where nothing tells them."""
        return self._larger.get(level)

    @cached_property
    def _larger(self) -> Mapping[Level, Larger]:
        found: dict[Level, Larger] = {}
        for source in self._sources:
            for level in ("msoa", "ward", "ltla"):
                if level in source and level not in found:
                    found[level] = _larger_in(self, source, level)
        if "msoa" not in found and (named := self._msoas_by_name()):
            found["msoa"] = named
        if "ltla" in found:
            found["ltla"] = _of_today(found["ltla"], history_of(self._shelf))
        return found

    def _msoas_by_name(self) -> Larger | None:
        """A small area is called after its middle-layer area: Trafford 012A is in Trafford 012."""
        if "boundaries-msoa" not in self._shelf.abouts or not len(self):
            return None
        outlines = self._shelf.columns("boundaries-msoa")
        by_name = {name: place for place, name in enumerate(outlines["names"].tolist()) if name}
        place = np.array([by_name.get(name[:-1], NONE) for name in self.names.tolist()])
        return Larger(outlines["codes"], outlines["names"], place) if (place != NONE).any() else None

    @cached_property
    def metres(self) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
        """Eastings and northings (n,): the mean of the live postcodes; -1 where not known.

        A small area none of whose postcodes is told takes the mean of the postcodes of its ward whose small
        areas aren't told.
        """
        if "postcodes" not in self._shelf.abouts:
            return np.full(len(self), NONE, np.int32), np.full(len(self), NONE, np.int32)
        columns = self._shelf.columns("postcodes")
        east, north = (
            _aligned(self, columns["lsoa_codes"], columns[name], NONE) for name in ("easting", "northing")
        )
        wards = self.larger("ward")
        if wards is not None:
            rest = places_in(columns["rest_wards"], wards.codes)
            of_ward = np.where(wards.place == NONE, NONE, rest[wards.place])
            lost = (east == NONE) & (of_ward != NONE)
            east[lost] = columns["rest_easting"][of_ward[lost]]
            north[lost] = columns["rest_northing"][of_ward[lost]]
        return east, north

    @cached_property
    def outcodes(self) -> NDArray[np.bytes_]:
        """(n,) The postcode district of most postcodes of each small area, or of the nearest one told."""
        found = np.zeros(len(self), dtype="S4")
        if "postcodes" not in self._shelf.abouts:
            return found
        columns = self._shelf.columns("postcodes")
        outcode = np.repeat(np.arange(len(columns["outcodes"])), np.diff(columns["outcode_starts"]))
        told = columns["postcode_lsoa"] < len(columns["lsoa_codes"])
        pairs = columns["postcode_lsoa"][told].astype(np.int64) * len(columns["outcodes"]) + outcode[told]
        pairs.sort()
        starts = np.flatnonzero(np.diff(pairs, prepend=-1))
        held = np.diff(np.append(starts, len(pairs)))
        lsoa, outcode = np.divmod(pairs[starts], len(columns["outcodes"]))
        order = np.lexsort((held, lsoa))
        last = order[np.diff(lsoa[order], append=-1) != 0]
        places = self.rows(columns["lsoa_codes"][lsoa[last]])
        found[places[places != NONE]] = columns["outcodes"][outcode[last][places != NONE]]
        return self._of_the_nearest(found)

    def _of_the_nearest(self, told: NDArray[np.bytes_]) -> NDArray[np.bytes_]:
        """Areas of which nothing is told take what the nearest has that is told."""
        places = np.column_stack(self.metres)
        known, lost = (np.flatnonzero(which & (places[:, 0] != NONE)) for which in (told != b"", told == b""))
        if len(known) and len(lost):
            _, nearest = cKDTree(places[known]).query(places[lost])
            told[lost] = told[known[nearest]]
        return told


def places_in(codes: NDArray[np.bytes_], wanted: NDArray[np.bytes_]) -> Places:
    """The place of each wanted code in codes that are in order; -1 where it isn't among them."""
    if not len(codes):
        return np.full(len(wanted), NONE)
    places = np.searchsorted(codes, wanted).clip(max=len(codes) - 1)
    return np.where(codes[places] == wanted, places, NONE)


def history_of(shelf: Shelf) -> Mapping[str, str]:
    """Old codes of councils → the latest one, from a loaded history; one that was divided isn't told."""
    if "council-codes" not in shelf.abouts:
        return {}
    columns = shelf.columns("council-codes")
    pairs = {(old.decode(), new.decode()) for old, new in zip(columns["old"], columns["new"], strict=True)}
    heirs: dict[str, set[str]] = {}
    for old, new in pairs:
        heirs.setdefault(old, set()).add(new)
    return {old: next(iter(news)) for old, news in heirs.items() if len(news) == 1}


def district_today(code: str, history: Mapping[str, str]) -> str:
    """The lower-tier code of today for one of any year; a code that nothing tells of stays as it is."""
    districts = vocabulary("districts")
    for known in (code, history.get(code, "")):
        if known in districts:
            return districts.term(known).extra["successor"] or known
    return code


def district_label(code: str) -> str:
    """Its name; the code itself where it is newer than our list."""
    districts = vocabulary("districts")
    return districts.label(code) if code in districts else code


def _aligned(areas: SmallAreas, codes: NDArray[Any], values: NDArray[Any], none: Any) -> NDArray[Any]:
    """A column of another table, in the order of the small areas."""
    places = places_in(codes, areas.codes)
    if not len(values):
        return np.full(len(areas), none, dtype=values.dtype)
    found: NDArray[Any] = np.where(places == NONE, none, values[places])
    return found.astype(values.dtype)


def _larger_in(areas: SmallAreas, source: Columns, level: Level) -> Larger:
    rows = places_in(source["lsoa_codes"], areas.codes)
    place = np.where(rows == NONE, NONE, source[level].astype(np.int64)[rows])
    return Larger(source[f"{level}_codes"], source[f"{level}_names"], place)


def _of_today(larger: Larger, history: Mapping[str, str]) -> Larger:
    """Districts under their codes of today, those that were merged as one."""
    today = np.array([district_today(code.decode(), history) for code in larger.codes], dtype="S9")
    codes = np.unique(today)
    names = np.array([district_label(code.decode()).encode() for code in codes])
    place = np.where(larger.place == NONE, NONE, np.searchsorted(codes, today)[larger.place])
    return Larger(codes, names, place)
