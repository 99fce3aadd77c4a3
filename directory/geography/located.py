"""Where something is, and how precisely that is known."""

from dataclasses import dataclass
from typing import Literal

from directory.geography.areas import council_of

Precision = Literal["postcode", "district", "place", "council", "cell_2km"]


@dataclass(frozen=True, slots=True)
class Located:
    """A point on the British National Grid (whole metres) with what it stands for.

    ``council`` is one of the 153 with social-care duties and ``district`` the lower-tier code; both are None
    outside England. ``label`` is the everyday name of the place, never a whole postcode.
    """

    easting: int
    northing: int
    precision: Precision
    outcode: str | None
    council: str | None
    district: str | None
    label: str


def located(
    easting: int, northing: int, *, district: str, precision: Precision, outcode: str | None, label: str
) -> Located:
    """A point in a lower-tier district of any nation, with its council."""
    council = council_of(district)
    return Located(easting, northing, precision, outcode, council, district if council else None, label)
