"""Where something is, and how precisely that is known."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Located:
    """A point on the British National Grid (whole metres) with what it stands for.

    ``council`` is one of the 153 with social-care duties and ``district`` the lower-tier code; both are None
    outside England. ``label`` is the everyday name of the place, never a whole postcode.
    """

    easting: int
    northing: int
    precision: Literal["postcode", "district", "place", "council", "cell_2km"]
    outcode: str | None
    council: str | None
    district: str | None
    label: str
