"""Postcode → point and district, in a memory-mapped table that opens in milliseconds."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from directory.geography.postcodes import Postcode
from directory.geography.table_build import (
    DISTRIBUTION,
    PackedPostcodes,
    cell_centres,
    cell_numbers,
    columns_of,
    incode_number,
    installed_postcodes,
)
from directory.geography.table_folder import Columns, open_or_build

_FORMAT = 1
_INCODES_OF_A_DIGIT = 676
_HEART_METRES = 2500


@dataclass(frozen=True, slots=True)
class Centre:
    """The median point of an area's postcodes (whole metres), and the district most of them are in."""

    easting: int
    northing: int
    district: str
    postcodes: int


@dataclass(frozen=True, slots=True)
class CellPart:
    """What one outcode and one district share of a 2 km cell; ``postcodes`` ever issued there."""

    outcode: str
    district: str
    postcodes: int


@dataclass(frozen=True, slots=True)
class OutcodePart:
    """How many postcodes of some districts one outcode has, and their mean point by 2 km cells (metres)."""

    outcode: str
    easting: int
    northing: int
    postcodes: int


@dataclass(frozen=True, slots=True)
class EveryPostcode:
    """Columns (n,) of a whole table: grid metres, and each postcode's place in the lists of codes."""

    easting: NDArray[np.int32]
    northing: NDArray[np.int32]
    outcode: NDArray[np.uint16]
    district: NDArray[np.uint16]


class PostcodeTable:
    """Every postcode of Great Britain that has coordinates, terminated ones included."""

    def __init__(self, columns: Columns) -> None:
        self._columns = columns

    @classmethod
    def open(cls, reference_dir: Path, packed: PackedPostcodes | None = None) -> "PostcodeTable":
        """The table kept in ``reference_dir``, built there first (some seconds) when it isn't."""
        source = packed or installed_postcodes()
        about = {"format": _FORMAT, "source": DISTRIBUTION, "version": source.version}
        folder = reference_dir / f"postcodes-{source.version}"
        return cls(open_or_build(folder, about, lambda: columns_of(source)))

    def __len__(self) -> int:
        return len(self._columns["incodes"])

    @cached_property
    def outcodes(self) -> tuple[str, ...]:
        """Every postcode district of the table, in order."""
        return tuple(code.decode() for code in self._columns["outcodes"].tolist())

    @cached_property
    def district_codes(self) -> tuple[str, ...]:
        """Lower-tier codes of England, Wales and Scotland, in order."""
        return tuple(code.decode() for code in self._columns["district_codes"].tolist())

    def find(self, postcode: Postcode) -> tuple[int, int, str] | None:
        """(easting, northing, lower-tier code) of a postcode; None when the table doesn't hold it."""
        digit, first, second = postcode.incode.encode()
        wanted = incode_number(digit, first, second)
        rows = self._rows_between(postcode.outcode, wanted, wanted + 1)
        return self._point(rows.start) if rows else None

    def every_postcode(self) -> EveryPostcode:
        """All postcodes in order; numbers are places in ``outcodes`` and ``district_codes``."""
        sizes = np.diff(self._columns["outcode_starts"])
        return EveryPostcode(
            self._columns["eastings"],
            self._columns["northings"],
            np.repeat(np.arange(len(sizes), dtype=np.uint16), sizes),
            self._columns["districts"],
        )

    def rows_of(self, outcodes: NDArray[np.bytes_], incodes: NDArray[np.uint16]) -> NDArray[np.int64]:
        """The rows (n,) of whole postcodes, by outcode and ``incode_numbers``; -1 where one isn't held."""
        known = self._columns["outcodes"]
        number = np.searchsorted(known, outcodes).clip(max=len(known) - 1)
        sizes = np.diff(self._columns["outcode_starts"])
        keys = np.repeat(np.arange(len(sizes)) << 16, sizes) | self._columns["incodes"]
        wanted = number << 16 | incodes
        rows = np.searchsorted(keys, wanted).clip(max=len(keys) - 1)
        return np.where((keys[rows] == wanted) & (known[number] == outcodes), rows, -1)

    def text(self, row: int) -> str:
        """The postcode of a row of the table, such as "E1 4NS"."""
        outcode = int(np.searchsorted(self._columns["outcode_starts"], row, side="right")) - 1
        digit, letters = divmod(int(self._columns["incodes"][row]), _INCODES_OF_A_DIGIT)
        first, second = divmod(letters, 26)
        return f"{self.outcodes[outcode]} {digit}{chr(65 + first)}{chr(65 + second)}"

    def outcode_centre(self, outcode: str) -> Centre | None:
        """The centre of a postcode district; None when no postcode of it has coordinates."""
        number = self._outcode_numbers.get(outcode)
        if number is None:
            return None
        district = self.district_codes[self._columns["outcode_districts"][number]]
        return self._centre("outcode", number, district)

    def outcode_heart(self, outcode: str) -> Centre | None:
        """Where most of a postcode district lives: the town it is named after, not the fields around it."""
        number = self._outcode_numbers.get(outcode)
        if number is None:
            return None
        parts = np.flatnonzero(self._columns["cell_outcodes"] == np.uint16(number))
        densest = parts[self._columns["cell_counts"][parts].argmax()]
        easting, northing = cell_centres(self._columns["cells"][densest])
        start, stop = self._columns["outcode_starts"][number : number + 2].tolist()
        eastings, northings = self._columns["eastings"][start:stop], self._columns["northings"][start:stop]
        around = np.hypot(eastings - easting, northings - northing) <= _HEART_METRES
        return self._middle(start + np.flatnonzero(around))

    def sector_centre(self, outcode: str, digit: int) -> Centre | None:
        """The centre of a postcode sector, such as 4 of E1."""
        first = digit * _INCODES_OF_A_DIGIT
        rows = self._rows_between(outcode, first, first + _INCODES_OF_A_DIGIT)
        if not rows:
            return None
        return self._middle(np.arange(rows.start, rows.stop))

    def district_centre(self, codes: Iterable[str]) -> Centre | None:
        """The centre of one district, or of several by their postcodes; ``district`` is the largest one."""
        centres = [
            self._centre("district", self._district_numbers[code], code)
            for code in codes
            if code in self._district_numbers
        ]
        if not centres:
            return None
        weight = sum(one.postcodes for one in centres)
        return Centre(
            sum(one.easting * one.postcodes for one in centres) // weight,
            sum(one.northing * one.postcodes for one in centres) // weight,
            max(centres, key=lambda one: (one.postcodes, one.district)).district,
            weight,
        )

    def cell_parts(self, easting: int, northing: int) -> tuple[CellPart, ...]:
        """The parts of the 2 km cell of a point, the one with most postcodes first."""
        cells = self._columns["cells"]
        cell = np.int32(cell_numbers(easting, northing))
        first, end = np.searchsorted(cells, [cell, cell + np.int32(1)])
        return tuple(sorted(self._parts(range(first, end)), key=lambda part: -part.postcodes))

    def outcode_parts(self, districts: Iterable[str]) -> tuple[OutcodePart, ...]:
        """The part of each outcode that lies in any of the districts, in order of outcode."""
        numbers = [self._district_numbers[code] for code in districts if code in self._district_numbers]
        inside = np.flatnonzero(np.isin(self._columns["cell_districts"], numbers))
        outcodes, part = np.unique(self._columns["cell_outcodes"][inside], return_inverse=True)
        counts = self._columns["cell_counts"][inside]
        eastings, northings = cell_centres(self._columns["cells"][inside])
        postcodes = np.bincount(part, counts)
        means = (np.bincount(part, counts * metres) / postcodes for metres in (eastings, northings))
        return tuple(
            OutcodePart(self.outcodes[outcode], int(easting), int(northing), int(count))
            for outcode, easting, northing, count in zip(outcodes, *means, postcodes, strict=True)
        )

    def _parts(self, rows: Iterable[int]) -> Iterator[CellPart]:
        for row in rows:
            yield CellPart(
                self.outcodes[self._columns["cell_outcodes"][row]],
                self.district_codes[self._columns["cell_districts"][row]],
                int(self._columns["cell_counts"][row]),
            )

    @cached_property
    def _outcode_numbers(self) -> dict[str, int]:
        return {outcode: number for number, outcode in enumerate(self.outcodes)}

    @cached_property
    def _district_numbers(self) -> dict[str, int]:
        return {code: number for number, code in enumerate(self.district_codes)}

    @cached_property
    def _incodes(self) -> memoryview:
        """The column, quick to look into at one place."""
        return memoryview(self._columns["incodes"])

    @cached_property
    def _outcode_starts(self) -> list[int]:
        return self._columns["outcode_starts"].tolist()

    def _rows_between(self, outcode: str, first: int, end: int) -> range:
        """The rows of an outcode with incodes from ``first`` to before ``end``."""
        number = self._outcode_numbers.get(outcode)
        if number is None:
            return range(0)
        start, stop = self._outcode_starts[number : number + 2]
        from_row = bisect_left(self._incodes, first, start, stop)
        return range(from_row, bisect_left(self._incodes, end, from_row, stop))

    def _point(self, row: int) -> tuple[int, int, str]:
        easting, northing = (int(self._columns[name][row]) for name in ("eastings", "northings"))
        return easting, northing, self.district_codes[self._columns["districts"][row]]

    def _middle(self, rows: NDArray[np.intp]) -> Centre:
        """The median point of some postcodes, and the district most of them are in."""
        easting, northing = (int(np.median(self._columns[name][rows])) for name in ("eastings", "northings"))
        commonest = int(np.bincount(self._columns["districts"][rows]).argmax())
        return Centre(easting, northing, self.district_codes[commonest], len(rows))

    def _centre(self, kind: str, number: int, district: str) -> Centre:
        easting, northing, count = (
            int(self._columns[f"{kind}_{name}"][number]) for name in ("eastings", "northings", "counts")
        )
        return Centre(easting, northing, district, count)
