"""Where a provider comes to ("5 miles", "E1; E2", "Newham and Hackney", "anywhere") as a service area."""

import re

from directory.geography.postcodes import is_outcode
from directory.records import ServiceArea
from directory.vocabulary import vocabulary
from importers.repeated import reading_once
from importers.tidy import items

MILES_PER_KM = 0.621371
MOST_MILES = 100.0

_RADIUS = re.compile(
    r"(?:up to|within|about|max(?:imum)?)?\s*(\d+(?:\.\d+)?)[- ]*(miles?|mi|kms?|kilomet(?:re|er)s?)"
    r"(?: radius)?(?: (?:of|from|around) (?:home|my home|here|base|the centre|postcode))?"
)
_NATION = re.compile(
    r"(?:all of |all over |across |whole of )?(?:england|uk|the uk|national(?:ly)?|nationwide|country ?wide"
    r"|anywhere(?: in england)?|any area|whole country|live[- ]in national(?:ly)?)"
)


@reading_once
def read_service_area(cell: str) -> tuple[ServiceArea | None, tuple[str, ...]]:
    """(area, texts not understood). A list understood in part is not used: what it leaves out would be NO."""
    text = cell.strip().casefold().strip(".")
    if radius := _radius(text):
        return radius, ()
    if _NATION.fullmatch(text):
        return ServiceArea("national"), ()
    outcodes: list[str] = []
    councils: list[str] = []
    rest: list[str] = []
    for item in _names(cell):
        if is_outcode(item):
            outcodes.append(item.strip().upper())
        elif codes := _councils(item):
            councils += codes
        else:
            rest.append(item)
    if rest or (outcodes and councils):
        return None, tuple(rest) or (cell.strip(),)
    if outcodes:
        return ServiceArea("outcodes", codes=tuple(sorted(set(outcodes)))), ()
    return (ServiceArea("councils", codes=tuple(sorted(set(councils)))) if councils else None), ()


def _radius(text: str) -> ServiceArea | None:
    if not (match := _RADIUS.fullmatch(text)):
        return None
    miles = float(match[1]) * (MILES_PER_KM if match[2].startswith("k") else 1)
    return ServiceArea("radius", radius_miles=round(miles, 1)) if 0 < miles <= MOST_MILES else None


def _names(cell: str) -> list[str]:
    """The places listed; "Brighton and Hove" is one council, "Newham and Hackney" are two."""
    names: list[str] = []
    for item in items(cell):
        pieces = [item] if _councils(item) else [piece.strip() for piece in item.split(",")]
        for piece in pieces:
            whole = bool(_councils(piece) or is_outcode(piece))
            names += [piece] if whole else re.split(r"\s+(?:and|or|&|\+)\s+|\s*/\s*|\s*&\s*", piece)
    return [
        re.sub(r"^(?:and|or|the)\s+", "", name.strip(), flags=re.IGNORECASE) for name in names if name.strip()
    ]


def _councils(text: str) -> list[str]:
    """The councils of a council's, a county's or a region's name; a place inside a council is none."""
    if found := vocabulary("councils").find(text):
        return [found.code]
    if found := vocabulary("counties").find(text):
        return vocabulary("counties").term(found.code).extra["councils"].split(";")
    if found := vocabulary("regions").find(text):
        label = vocabulary("regions").label(found.code)
        return [term.code for term in vocabulary("councils").terms() if term.extra["region"] == label]
    return []
