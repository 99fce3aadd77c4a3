"""Where people live in England, by the project's own postcode table: places to draw and what lies around."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from directory.geography.areas import council_of
from directory.geography.lookup import PostcodeTable
from directory.vocabulary import vocabulary

NEAREST_COUNCILS = 4
NEAREST_OUTCODES = 8
CELL_METRES = 2000
CELLS_A_ROW = 1024


@dataclass(frozen=True)
class Homes:
    """Every postcode of England as columns (n,): grid metres, and places in ``councils`` and ``outcodes``.

    Postcodes stand for people: each holds about as many homes as any other, so that drawing them evenly
    clusters options as people are clustered.
    """

    easting: NDArray[Any]
    northing: NDArray[Any]
    council: NDArray[Any]
    outcode: NDArray[Any]
    councils: tuple[str, ...]
    outcodes: tuple[str, ...]

    @classmethod
    def of(cls, table: PostcodeTable) -> "Homes":
        councils = vocabulary("councils").codes
        position = {code: at for at, code in enumerate(councils)}
        # England's postcodes are those that lie in one of its councils.
        of_district = np.array(
            [position.get(council_of(code) or "", -1) for code in table.district_codes], dtype=np.int16
        )
        every = table.every_postcode()
        council = of_district[every.district]
        inside = council >= 0
        return cls(
            every.easting[inside],
            every.northing[inside],
            council[inside],
            every.outcode[inside],
            councils,
            table.outcodes,
        )

    def __len__(self) -> int:
        return len(self.easting)

    @cached_property
    def councils_near(self) -> NDArray[Any]:
        """Each council, then the councils whose postcodes' mean is nearest to its own, (councils, 1 + 4)."""
        return self._nearest(self.council, len(self.councils), NEAREST_COUNCILS)

    @cached_property
    def outcodes_near(self) -> NDArray[Any]:
        """Each outcode, then the outcodes nearest to it in the same way, (outcodes, 1 + 8)."""
        return self._nearest(self.outcode, len(self.outcodes), NEAREST_OUTCODES)

    def _nearest(self, group: NDArray[Any], groups: int, others: int) -> NDArray[Any]:
        size = np.bincount(group, minlength=groups)
        # One that has no postcode lies nowhere, nearest to nothing.
        somewhere = np.where(size > 0, size, np.nan)
        east, north = (np.bincount(group, metres, groups) / somewhere for metres in self._metres)
        near = np.empty((groups, others + 1), dtype=np.int32)
        for at in range(groups):
            gap = np.nan_to_num(np.hypot(east - east[at], north - north[at]), nan=np.inf)
            gap[at] = -1.0
            near[at] = np.argsort(gap, kind="stable")[: others + 1]
        return near

    @property
    def _metres(self) -> tuple[NDArray[Any], NDArray[Any]]:
        return self.easting, self.northing

    @cached_property
    def density(self) -> NDArray[np.int32]:
        """Postcodes in each postcode's own 2 km cell and the eight around it (36 km²), (n,)."""
        cell = self.northing // CELL_METRES * CELLS_A_ROW + self.easting // CELL_METRES
        in_cell = np.bincount(cell, minlength=int(cell.max()) + CELLS_A_ROW + 2)
        around = sum(
            np.roll(in_cell, rows * CELLS_A_ROW + columns) for rows in (-1, 0, 1) for columns in (-1, 0, 1)
        )
        return np.asarray(around, dtype=np.int32)[cell]
