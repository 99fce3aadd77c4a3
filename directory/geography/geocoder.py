"""A geopy geocoder that needs no network: postcodes, postcode districts and everyday names of places."""

from geopy.geocoders.base import Geocoder
from geopy.location import Location

from directory.geography import postcodes
from directory.geography.grid import to_wgs84
from directory.geography.located import Located, located
from directory.geography.lookup import Centre, PostcodeTable
from directory.geography.place_names import PlaceNames
from directory.geography.postcodes import Postcode


class OfflineGeocoder(Geocoder):
    """Answers from the postcode table; ``raw`` of each ``Location`` is the ``Located`` it stands for."""

    def __init__(self, table: PostcodeTable, names: PlaceNames) -> None:
        super().__init__()
        self._table = table
        self._names = names

    def geocode(self, query: str, *, exactly_one: bool = True) -> Location | list[Location] | None:
        """The place meant, or with ``exactly_one=False`` all of that name; None when there is none."""
        locations = [_location(found) for found in self.matches(query)]
        if not locations:
            return None
        return locations[0] if exactly_one else locations

    def matches(self, query: str) -> tuple[Located, ...]:
        """Every reading of the text: a postcode, an address ending in one, a postcode district, or a name."""
        postcode = postcodes.parse(query) or postcodes.parse_at_end(query)
        if postcode:
            found = self._postcode(postcode)
            return (found,) if found else ()
        around = postcodes.district_or_sector(query)
        centre = self._names.centre_of(around) if around else None
        if around and centre:
            return (self._centred(around.split()[0], centre),)
        return self._names.named(query)

    def _postcode(self, postcode: Postcode) -> Located | None:
        """The point of a postcode; of its district when the postcode is newer than the table, or mistyped."""
        found = self._table.find(postcode)
        if found is None:
            centre = self._table.outcode_centre(postcode.outcode)
            return self._centred(postcode.outcode, centre) if centre else None
        easting, northing, district = found
        return located(
            easting,
            northing,
            district=district,
            precision="postcode",
            outcode=postcode.outcode,
            label=self._names.of_outcode(postcode.outcode, district),
        )

    def _centred(self, outcode: str, centre: Centre) -> Located:
        return located(
            centre.easting,
            centre.northing,
            district=centre.district,
            precision="district",
            outcode=outcode,
            label=self._names.of_outcode(outcode, centre.district),
        )


def _location(found: Located) -> Location:
    return Location(found.label, to_wgs84(found.easting, found.northing), found)
