"""The address of an area's report: its code, or for a circle its middle to a hundred metres and its miles.

So no postcode that somebody typed stands in an address, a log or a history.
"""

import re

from directory.errors import PlaceNotFound
from directory.geography.reference.territories import Territories, Territory
from matching.fields import METRES_A_MILE

_CIRCLE = re.compile(r"circle-(\d{1,6})-(\d{1,7})-(\d{1,3}(?:\.\d)?)")
_STEP = 100


def address_of(territory: Territory) -> str:
    """ "E08000009", or "circle-378900-391800-3"."""
    circle = territory.circle
    if circle is None:
        return territory.code
    easting, northing = (round(metres / _STEP) * _STEP for metres in (circle.easting, circle.northing))
    return f"circle-{easting}-{northing}-{round(circle.metres / METRES_A_MILE, 1):g}"


def territory_at(address: str, areas: Territories) -> Territory:
    """What an address stands for; a council's name is one too. ``PlaceNotFound`` for anything else."""
    circle = _CIRCLE.fullmatch(address)
    if circle is None:
        return areas.find(address)
    easting, northing, miles = int(circle[1]), int(circle[2]), float(circle[3])
    if not 0 < miles <= 100:
        raise PlaceNotFound(
            "A circle is more than nought and at most 100 miles wide.", "Ask for fewer miles."
        )
    return areas.around_point(easting, northing, miles)
