"""Where a location of the CQC's register is: its postcode first, then the names the row gives."""

from dataclasses import dataclass, replace
from functools import cache

from directory.errors import PlaceNotFound
from directory.geography.postcodes import parse
from directory.records import Place
from directory.vocabulary import vocabulary
from importers.source import Places


@dataclass(frozen=True, slots=True)
class PlaceFound:
    """``notes`` are (code, sentence) of what a person should look at."""

    place: Place | None
    notes: tuple[tuple[str, str], ...] = ()


def find_place(postcode: str, address: str, council: str, gazetteer: Places) -> PlaceFound:
    """The postcode's place; where it isn't in the table, the middle of its district, else of the council."""
    place = gazetteer.place(postcode, address or None) if postcode else None
    if place and place.precision == "postcode":
        return _with_council(place, council)
    outcode = parsed.outcode if (parsed := parse(postcode)) else ""
    middle = place or _middle_of(outcode, gazetteer) or _middle_of(council, gazetteer)
    if middle is None:
        return PlaceFound(None)
    sentence = f"The postcode is not in the table: the middle of {middle.label} is used."
    whole = replace(
        _in_the_council_named(middle, council),
        outcode=outcode or middle.outcode,
        address=address or None,
        postcode=postcode or None,
    )
    return PlaceFound(whole, (("postcode_not_found", sentence),))


def _in_the_council_named(middle: Place, council: str) -> Place:
    """A postcode district may lie in several councils, so the one the row names is believed here."""
    meant = councils_named(council) if council else frozenset()
    if len(meant) != 1 or middle.council in meant:
        return middle
    return replace(middle, council=min(meant), district="")


def _middle_of(text: str, gazetteer: Places) -> Place | None:
    try:
        at = gazetteer.locate(text) if text else None
    except PlaceNotFound:
        return None
    if at is None or not at.council:
        return None
    return Place(
        at.easting, at.northing, at.precision, at.outcode or "", at.council, at.district or "", at.label
    )


def _with_council(place: Place, council: str) -> PlaceFound:
    """The postcode decides; a row that names another council is reported, for one of the two is mistyped."""
    meant = councils_named(council) if council else frozenset()
    if council and not meant:
        return PlaceFound(place, (("council_not_understood", f"“{council}” is not a council we know."),))
    if not place.council:
        return PlaceFound(replace(place, council=min(meant)) if len(meant) == 1 else place)
    if meant and place.council not in meant:
        lies_in = vocabulary("councils").label(place.council)
        sentence = f"The postcode lies in {lies_in}, not in {council}; the postcode is believed."
        return PlaceFound(place, (("council_disagrees", sentence),))
    return PlaceFound(place)


@cache
def councils_named(name: str) -> frozenset[str]:
    """The councils a name may mean today: its own, those that replaced it, or a district's."""
    if found := vocabulary("councils").find(name):
        return frozenset([found.code])
    if found := vocabulary("counties").find(name):
        return frozenset(vocabulary("counties").term(found.code).extra["councils"].split(";"))
    if found := vocabulary("districts").find(name):
        return frozenset([vocabulary("districts").term(found.code).extra["council"]])
    return frozenset()
