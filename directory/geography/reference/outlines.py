"""The loaded outlines of areas, for maps only: which area a place is in, lookups and postcodes tell."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from directory.geography.reference.shelf import About, Columns
from directory.geography.reference.small_areas import NONE, places_in


@dataclass(frozen=True, slots=True)
class Outlines:
    """Rings of one level's areas, in whole metres of the National Grid."""

    about: About
    columns: Columns

    def of(self, code: str) -> tuple[NDArray[np.int32], ...]:
        """An area's rings, (corners, 2) each, holes by the even-odd rule; empty where it has no outline."""
        place = int(places_in(self.columns["codes"], np.array([code], dtype="S9"))[0])
        if place == NONE:
            return ()
        first, end = self.columns["rings"][place : place + 2].tolist()
        corners = self.columns["corners"]
        return tuple(self.columns["points"][corners[ring] : corners[ring + 1]] for ring in range(first, end))
