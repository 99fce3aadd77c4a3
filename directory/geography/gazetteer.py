"""Where things are: the one door to geography for the rest of the service."""

from directory.errors import PlaceNotFound
from directory.geography import postcodes
from directory.geography.areas import exact_area
from directory.geography.geocoder import OfflineGeocoder
from directory.geography.grid import cell_of
from directory.geography.located import Located, located
from directory.geography.lookup import OutcodePart, PostcodeTable
from directory.geography.place_names import PlaceNames
from directory.records import Place
from directory.settings import Settings
from directory.vocabulary import vocabulary

# A cell must hold 65 live postcodes to be public. The table holds terminated ones too, without end dates;
# about 0.65 of those ever issued are live, so 100 of them stand for 65.
ENOUGH_POSTCODES = 100


class Gazetteer:
    """Postcodes and names of places, resolved offline and with a known precision."""

    def __init__(self, table: PostcodeTable) -> None:
        self._table = table
        self._names = PlaceNames(table)
        self.geocoder = OfflineGeocoder(table, self._names)

    @classmethod
    def open(cls, settings: Settings) -> "Gazetteer":
        """The gazetteer of this data folder; the first time, its table is built in some seconds."""
        return cls(PostcodeTable.open(settings.reference_dir))

    def locate(self, text: str) -> Located:
        """A postcode, postcode district, town, neighbourhood, district or council.

        ``PlaceNotFound`` offers near spellings or, with code ``place_ambiguous``, the places to choose from.
        What the person typed is never repeated: it may end in a log.
        """
        found = self.geocoder.matches(text)
        if len(found) == 1:
            return found[0]
        if found:
            raise PlaceNotFound(
                "There is more than one place of that name.",
                f"Say which one: {'; '.join(place.label for place in found)}. Or use a postcode.",
                code="place_ambiguous",
            )
        if exact_area(text):
            raise PlaceNotFound(
                "That area is too large to look near.",
                "Use a postcode or a town in it.",
                code="place_too_large",
            )
        near = () if postcodes.parse(text) else self._names.near(text)
        question = f"Did you mean {'; '.join(near)}? " if near else ""
        raise PlaceNotFound("We don't know that place.", f"{question}Use a postcode or the name of a town.")

    def place(self, postcode: str, address: str | None) -> Place | None:
        """Where public premises are; ``council`` and ``district`` are empty outside England.

        A postcode the table doesn't hold gives its district's centre; None when that is unknown too.
        """
        parsed = postcodes.parse(postcode)
        found = self.geocoder.matches(parsed.text) if parsed else ()
        if not parsed or not found:
            return None
        return _place(found[0], address, parsed.text)

    def postcodes_of(self, area_code: str) -> tuple[OutcodePart, ...]:
        """How the postcodes of a council or a district spread over postcode districts."""
        inside = [term.code for term in vocabulary("districts").terms() if term.extra["council"] == area_code]
        return self._table.outcode_parts({area_code, *inside})

    def public_place(self, postcode: str) -> Place:
        """Where a private person may be shown: the centre of a 2 km cell, or of the postcode district.

        The outcode and council district shown share enough postcodes of the cell, so that cell and name
        together give no more away than either. ``PlaceNotFound`` when the postcode can't be placed at all.
        """
        parsed = postcodes.parse(postcode)
        found = self._table.find(parsed) if parsed else None
        if not parsed or not found:
            return self._outcode_place(parsed.outcode if parsed else postcodes.district_or_sector(postcode))
        easting, northing, district = found
        parts = self._table.cell_parts(easting, northing)
        if sum(part.postcodes for part in parts) < ENOUGH_POSTCODES:
            return self._outcode_place(parsed.outcode)
        own = next(part for part in parts if (part.outcode, part.district) == (parsed.outcode, district))
        shown = own if own.postcodes >= ENOUGH_POSTCODES else parts[0]
        label = self._names.of_outcode(shown.outcode, shown.district)
        cell = located(
            *cell_of(easting, northing),
            district=shown.district,
            precision="cell_2km",
            outcode=shown.outcode,
            label=label,
        )
        return _place(cell)

    def _outcode_place(self, around: str | None) -> Place:
        """The centre of a postcode district, or of the council's district where it is sparse itself."""
        outcode = around.split()[0] if around else ""
        centre = self._table.outcode_centre(outcode)
        if centre is None:
            raise PlaceNotFound("We don't know that postcode.", "Check the postcode.")
        if centre.postcodes < ENOUGH_POSTCODES:
            return self._sparse_place(centre.district)
        point = located(
            centre.easting,
            centre.northing,
            district=centre.district,
            precision="district",
            outcode=outcode,
            label=self._names.of_outcode(outcode, centre.district),
        )
        return _place(point)

    def _sparse_place(self, district: str) -> Place:
        """The centre of the council's district; its name says where, no outcode does."""
        centre = self._table.district_centre([district])
        if centre is None:
            raise PlaceNotFound("We don't know that postcode.", "Check the postcode.")
        point = located(
            centre.easting,
            centre.northing,
            district=district,
            precision="council",
            outcode=None,
            label=self._names.of_outcode("", district),
        )
        return _place(point)

    def councils_of(self, text: str) -> tuple[str, ...]:
        """The councils over a place or an area: of a county or region, all of them; none outside England."""
        area = exact_area(text)
        if area:
            return area.councils
        council = self.locate(text).council
        return (council,) if council else ()


def _place(where: Located, address: str | None = None, postcode: str | None = None) -> Place:
    return Place(
        easting=where.easting,
        northing=where.northing,
        precision=where.precision,
        outcode=where.outcode or "",
        council=where.council or "",
        district=where.district or "",
        label=where.label,
        address=address,
        postcode=postcode,
    )
