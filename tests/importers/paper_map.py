"""A map with a handful of places, standing in for the gazetteer where a test is about something else."""

from datetime import date

from directory.errors import PlaceNotFound
from directory.geography.located import Located
from directory.records import Place
from importers.source import ReadingContext

TOWER_HAMLETS, TRAFFORD, CARDIFF = "E09000030", "E08000009", "W06000015"
POINTS = {
    "E1 4NS": (536100, 182300, "E1", TOWER_HAMLETS, "Mile End"),
    "M32 0TH": (379800, 394600, "M32", TRAFFORD, "Stretford"),
    "CF10 1AA": (318300, 176200, "CF10", "", "Cardiff"),
}
MIDDLES = {
    "e1": Located(535000, 182000, "district", "E1", TOWER_HAMLETS, TOWER_HAMLETS, "Whitechapel"),
    "tower hamlets": Located(536300, 181600, "council", None, TOWER_HAMLETS, TOWER_HAMLETS, "Tower Hamlets"),
    "stretford": Located(379500, 394500, "place", "M32", TRAFFORD, TRAFFORD, "Stretford"),
}


class PaperMap:
    """Knows the places above and nothing else."""

    def locate(self, text: str) -> Located:
        try:
            return MIDDLES[text.casefold()]
        except KeyError:
            raise PlaceNotFound(f"Nothing is called “{text}”.") from None

    def public_place(self, postcode: str) -> Place:
        if postcode not in POINTS:
            raise PlaceNotFound(f"There is no postcode “{postcode}”.")
        easting, northing, outcode, council, label = POINTS[postcode]
        return Place(
            1000 + easting // 2000 * 2000,
            1000 + northing // 2000 * 2000,
            "cell_2km",
            outcode,
            council,
            council,
            label,
        )

    def place(self, postcode: str, address: str | None) -> Place | None:
        if postcode not in POINTS:
            return None
        easting, northing, outcode, council, label = POINTS[postcode]
        return Place(easting, northing, "postcode", outcode, council, council, label, address, postcode)


def a_reading_context() -> ReadingContext:
    """A day in November 2026 with the paper map."""
    return ReadingContext(
        gazetteer=PaperMap(),
        secret=b"a test's own",
        today=date(2026, 11, 21),
        publisher="Test register",
        scope="England",
        minimum_pence_per_hour=1271,
    )
