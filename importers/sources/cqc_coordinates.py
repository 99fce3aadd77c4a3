"""The coordinates a register gives, held against the place of the postcode: which of the two is to be used.

Where they differ the postcode's own place stands, and what was seen is said. Where the postcode isn't in the
table they serve, if they lie where its district or the council named may still reach.
"""

from dataclasses import replace
from math import hypot

from directory.geography.grid import to_grid
from directory.records import Place
from importers.sources.cqc_places import PlaceFound

NEAR_KM = 5.0
REACH_KM = {"district": 30.0, "place": 30.0, "council": 80.0}
"""How far from its middle an area may reach, Northumberland and North Yorkshire included."""
LATITUDES, LONGITUDES = (49.0, 61.0), (-9.0, 2.5)
"""Great Britain, in degrees of WGS84."""

_INSTEAD = "the postcode's own place is used."


def held_against(found: PlaceFound, latitude: str, longitude: str) -> PlaceFound:
    """The place, with a note where the coordinates tell of another one."""
    place = found.place
    if place is None or not (latitude or longitude):
        return found
    try:
        point = float(latitude), float(longitude)
    except ValueError:
        sentence = f"“{latitude}, {longitude}” are no coordinates that can be read."
        return _noted(found, "coordinates_not_understood", sentence)
    if place.precision != "postcode":
        return _serving(found, place, *point)
    wrong = _what_is_wrong(place, *point)
    return _noted(found, *wrong) if wrong else found


def _noted(found: PlaceFound, code: str, sentence: str) -> PlaceFound:
    return replace(found, notes=(*found.notes, (code, sentence)))


def _serving(found: PlaceFound, middle: Place, latitude: float, longitude: float) -> PlaceFound:
    """The point itself, where the postcode isn't known and the point can lie in the area that is."""
    if _km_apart(middle, latitude, longitude) > REACH_KM[middle.precision]:
        sentence = (
            f"The coordinates ({_seen(latitude, longitude)}) are far from {middle.label} too: not used."
        )
        return _noted(found, "coordinates_far", sentence)
    easting, northing = to_grid(latitude, longitude)
    point = replace(middle, easting=round(easting), northing=round(northing), precision="postcode")
    sentence = "The postcode is not in the table: the register's coordinates are used."
    return PlaceFound(point, (("postcode_not_found", sentence),))


def _what_is_wrong(place: Place, latitude: float, longitude: float) -> tuple[str, str] | None:
    """(code, sentence); None within NEAR_KM of the postcode."""
    apart, seen = _km_apart(place, latitude, longitude), _seen(latitude, longitude)
    if apart <= NEAR_KM:
        return None
    if _km_apart(place, longitude, latitude) <= NEAR_KM:
        return "coordinates_swapped", f"Latitude and longitude ({seen}) are exchanged; {_INSTEAD}"
    if _km_apart(place, latitude, -longitude) <= NEAR_KM:
        return "coordinates_sign_lost", f"The longitude has the wrong sign ({seen}); {_INSTEAD}"
    if not _in_britain(latitude, longitude):
        return (
            "coordinates_outside_britain",
            f"The coordinates ({seen}) lie outside Great Britain; {_INSTEAD}",
        )
    sentence = f"The coordinates ({seen}) lie {apart:.0f} km from the postcode; {_INSTEAD}"
    return "coordinates_far", sentence


def _km_apart(place: Place, latitude: float, longitude: float) -> float:
    if not _in_britain(latitude, longitude):
        return float("inf")
    easting, northing = to_grid(latitude, longitude)
    return hypot(easting - place.easting, northing - place.northing) / 1000


def _in_britain(latitude: float, longitude: float) -> bool:
    return LATITUDES[0] <= latitude <= LATITUDES[1] and LONGITUDES[0] <= longitude <= LONGITUDES[1]


def _seen(latitude: float, longitude: float) -> str:
    return f"{latitude:.7g}, {longitude:.7g}"
