"""Everyday names: towns and neighbourhoods, and what people call a postcode district."""

from functools import cached_property

from rapidfuzz import fuzz, process

from directory.geography.areas import districts_of, exact_area
from directory.geography.located import Located, located
from directory.geography.lookup import Centre, PostcodeTable
from directory.vocabulary import Term, folded, vocabulary

_NATIONS = {"S": "Scotland", "W": "Wales"}


class PlaceNames:
    """The names of places.csv, then those of districts and councils, at the points the table gives them."""

    def __init__(self, table: PostcodeTable) -> None:
        self._table = table

    def of_outcode(self, outcode: str, district: str) -> str:
        """What people call a postcode district: its town or neighbourhood, or else the council district."""
        return self._names_of_outcodes.get(outcode) or _district_name(district)

    def named(self, text: str) -> tuple[Located, ...]:
        """Every place of exactly that name; "Bow, London" means only those in London."""
        exact = self._exactly(text)
        name, comma, where = text.rpartition(",")
        if exact or not comma:
            return exact
        area = exact_area(where)
        return tuple(place for place in self._exactly(name) if area and place.council in area.councils)

    def near(self, text: str, limit: int = 3) -> tuple[str, ...]:
        """Labels that a misspelt name may have meant, the likeliest first."""
        found = process.extract(
            folded(text), self._labels.keys(), scorer=fuzz.ratio, score_cutoff=75, limit=None
        )
        return tuple(dict.fromkeys(self._labels[spelling] for spelling, _, _ in found))[:limit]

    def centre_of(self, around: str) -> Centre | None:
        """The centre of a postcode district ("E3") or of a sector ("E1 4")."""
        outcode, _, digit = around.partition(" ")
        return (
            self._table.sector_centre(outcode, int(digit)) if digit else self._table.outcode_centre(outcode)
        )

    def _exactly(self, text: str) -> tuple[Located, ...]:
        places = self._places.get(folded(text), [])
        found = [self._of_place(place) for place in places] if places else [self._of_area(text)]
        return tuple(place for place in found if place)

    def _of_place(self, place: Term) -> Located | None:
        around = place.extra["around"]
        centre = self.centre_of(around) if " " in around else self._table.outcode_heart(around)
        if centre is None:
            return None
        return located(
            centre.easting,
            centre.northing,
            district=centre.district,
            precision="place",
            outcode=around.split()[0],
            label=place.label,
        )

    def _of_area(self, text: str) -> Located | None:
        """A council or a district; the middle of a county council's area says nothing of its districts."""
        area = exact_area(text)
        if area is None or area.kind not in ("council", "district"):
            return None
        districts = districts_of(area)
        centre = self._table.district_centre(districts)
        if centre is None:
            return None
        return Located(
            easting=centre.easting,
            northing=centre.northing,
            precision="council" if area.kind == "council" else "district",
            outcode=None,
            council=area.councils[0],
            district=districts[0] if len(districts) == 1 else None,
            label=area.label,
        )

    @cached_property
    def _places(self) -> dict[str, list[Term]]:
        places: dict[str, list[Term]] = {}
        for term in vocabulary("places").terms():
            for spelling in {folded(name) for name in (term.label, *term.aliases)}:
                places.setdefault(spelling, []).append(term)
        return places

    @cached_property
    def _labels(self) -> dict[str, str]:
        """Every spelling of a place, district or council, with the label to offer for it."""
        terms = (term for name in ("districts", "councils", "places") for term in vocabulary(name).terms())
        return {folded(name): term.label for term in terms for name in (term.label, *term.aliases)}

    @cached_property
    def _names_of_outcodes(self) -> dict[str, str]:
        terms = vocabulary("places").terms()
        return {
            outcode: term.label for term in terms for outcode in term.extra["outcodes"].split(";") if outcode
        }


def _district_name(district: str) -> str:
    districts = vocabulary("districts")
    return districts.label(district) if district in districts else _NATIONS.get(district[:1], "")
