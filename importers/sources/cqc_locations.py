"""The Care Quality Commission's monthly list of active locations: ratings, beds, brands and coordinates.

Where two providers are registered for one place (a dual registration), the list has a location for each, and
so have we: each has its own id, provider and rating, both are listed, and each says that there is another.
The last sheet, which pairs them, tells no more than the columns do. A dormant location is kept, not listed.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from directory.records import Claims, Identifier, Place
from importers.files.tables import read_table
from importers.source import Column, InColumns, LeftOut, Note, Reading, ReadingContext, RowError, SourceRow
from importers.sources.cqc_coordinates import held_against
from importers.sources.cqc_places import find_place
from importers.sources.cqc_ratings import read_rating
from importers.sources.cqc_row import CqcRow, is_register_id, no_service, not_a_location, register_page
from importers.sources.cqc_terms import Term, Terms, attributes_of, listed_types, marked_terms, term_marked
from importers.tidy import company_number, yes_no

LOCATION_ID = "Location ID"
NAME = "Location Name"
STARTED_ON = "Location HSCA start date"
DORMANT = "Dormant (Y/N)"
BEDS = "Care homes beds"
TELEPHONE = "Location Telephone Number"
WEBSITE = "Location Web Address"
CATEGORY = "Location Primary Inspection Category"
RATING = "Location Latest Overall Rating"
RATED_ON = "Publication Date"
INHERITED = "Inherited Rating (Y/N)"
COUNCIL = "Location Local Authority"
ADDRESS = ("Location Street Address", "Location Address Line 2", "Location City", "Location County")
POSTCODE = "Location Postal Code"
LATITUDE = "Location Latitude"
LONGITUDE = "Location Longitude"
BRAND = "Brand Name"
COMPANY = "Provider Companies House Number"
CHARITY = "Provider Charity Number"
PROVIDER_ID = "Provider ID"
PROVIDER_NAME = "Provider Name"
DUAL = "Location Dual Registered"
PRIMARY_ID = "Primary ID (Dual registration locations)"

NAMES_OF_PEOPLE = ("Registered manager", "Provider Nominated Individual Name", "Provider Main Partner Name")
NOT_USED = (
    *("Care home?", "Location ODS Code", "Location Type/Sector", "Location Inspection Directorate"),
    *("Location Region", "Location NHS Region", "Location ONSPD CCG Code", "Location ONSPD CCG"),
    *("Location Commissioning CCG Code", "Location Commissioning CCG", "Location PAF ID", "Location UPRN ID"),
    *("Location Parliamentary Constituency", "Brand ID", "Provider HSCA start date", "Provider Type/Sector"),
    *("Provider Inspection Directorate", "Provider Primary Inspection Category", "Provider Ownership Type"),
    *("Provider Telephone Number", "Provider Web Address", "Provider Street Address"),
    *("Provider Address Line 2", "Provider City", "Provider County", "Provider Postal Code"),
    *("Provider PAF ID", "Provider UPRN ID", "Provider Local Authority", "Provider Region"),
    *("Provider NHS Region", "Provider Latitude", "Provider Longitude"),
    "Provider Parliamentary Constituency",
)

_BRAND_WORD = re.compile(r"^brand\s+", re.IGNORECASE)
_CHARITY_NUMBER = re.compile(r"0*([1-9]\d{4,7})(?:\.0)?")


class CqcLocations:
    """The monthly ODS or CSV: a column of Y or blank for each service type, user band and activity."""

    name = "cqc-locations"
    title = "Care Quality Commission active locations"
    about = "The monthly list of the same places, with their ratings, beds and brands."
    default_publisher = "Care Quality Commission"
    default_scope = "England"
    columns = (
        *(Column(name) for name in (LOCATION_ID, NAME, POSTCODE, PROVIDER_ID, PROVIDER_NAME)),
        *(Column(name, required=False) for name in (STARTED_ON, DORMANT, BEDS, TELEPHONE, WEBSITE, CATEGORY)),
        *(Column(name, required=False) for name in (RATING, RATED_ON, INHERITED, COUNCIL, *ADDRESS)),
        Column(LATITUDE, required=False, aliases=("Location ONSPD Latitude",)),
        Column(LONGITUDE, required=False, aliases=("Location ONSPD Longitude",)),
        *(Column(name, required=False) for name in (BRAND, COMPANY, CHARITY, DUAL, PRIMARY_ID)),
        *(Column(name, required=False, private=True) for name in NAMES_OF_PEOPLE),
        *(Column(name, required=False) for name in NOT_USED),
    )

    in_columns = InColumns(uses=lambda column: bool(term_marked(column)))

    def rows(self, path: Path) -> Iterator[SourceRow | RowError | LeftOut | Note]:
        """Every row below the header. The Y/blank columns are known by their words, not by their names."""
        for item in read_table(path, self.columns):
            is_used = (
                isinstance(item, Note) and item.code == "column_not_used" and term_marked(item.column or "")
            )
            if not is_used:
                yield item

    def read_row(self, row: SourceRow, context: ReadingContext) -> Reading | RowError | LeftOut:
        """One location as one option, or why it is none."""
        this = CqcRow(row.line, row.cells)
        location_id = this.text(LOCATION_ID)
        types = marked_terms(row.cells, "service_type")
        listed = listed_types(types.found)
        refused = not_a_location(this, LOCATION_ID, NAME) or no_service(this, types, listed, location_id)
        if refused:
            return refused
        place = _place(this, context, location_id)
        if isinstance(place, RowError):
            return place
        specialisms = marked_terms(row.cells, "band", "activity")
        this.note_terms(types)
        this.note_terms(specialisms)
        return Reading(_claims(this, listed, specialisms, place), notes=tuple(this.notes))


def _place(this: CqcRow, context: ReadingContext, location_id: str) -> Place | RowError:
    address = this.joined(ADDRESS)
    found = find_place(this.text(POSTCODE), address, this.text(COUNCIL), context.gazetteer)
    checked = held_against(found, this.text(LATITUDE), this.text(LONGITUDE))
    columns = {"postcode": POSTCODE, "council": COUNCIL, "coordinates": LATITUDE}
    return this.place(checked, location_id, columns)


def _claims(this: CqcRow, types: tuple[Term, ...], specialisms: Terms, place: Place) -> Claims:
    activities, name = specialisms.of_kind("activity"), this.name(NAME)
    rating, none_because = read_rating(this, RATING, RATED_ON, INHERITED)
    facts = _facts(this)
    return Claims(
        source_id=this.text(LOCATION_ID),
        provider_kind="regulated_provider",
        organization_name=this.text(PROVIDER_NAME) or name,
        name=name,
        identifiers=tuple(_identifiers(this)),
        registered_activities=tuple(sorted(activity.code for activity in activities)),
        place=place,
        telephone=this.telephone(TELEPHONE),
        website=this.website(WEBSITE),
        attributes=attributes_of(types, specialisms.of_kind("band"), activities),
        rating=rating,
        unlisted_because="dormant" if yes_no(this.text(DORMANT)) else None,
        facts=facts | ({"rating": none_because} if none_because else {}),
    )


def _identifiers(this: CqcRow) -> Iterator[Identifier]:
    """The location's own, then its provider's, which all locations of the provider share."""
    yield Identifier("cqc_location", this.text(LOCATION_ID))
    if is_register_id(this.text(PROVIDER_ID)):
        yield Identifier("cqc_provider", this.text(PROVIDER_ID))
    charity = _CHARITY_NUMBER.fullmatch(this.text(CHARITY))
    numbers = (
        (CHARITY, "charity", charity[1] if charity else None),
        (COMPANY, "company", company_number(this.text(COMPANY))),
    )
    for column, scheme, number in numbers:
        if number:
            yield Identifier(scheme, number)
        elif cell := this.text(column):
            sentence = f"“{cell}” is not a number of that register and is not used."
            this.note("number_not_understood", sentence, column, cell)


def _facts(this: CqcRow) -> dict[str, str]:
    facts = {
        "register_url": register_page(this.text(LOCATION_ID)),
        "beds": _beds(this),
        "brand": _BRAND_WORD.sub("", this.text(BRAND)),
        "registered_since": this.long_date(STARTED_ON),
        "inspection_category": this.text(CATEGORY),
        "dual_registration": _dual_registration(this),
    }
    return {label: text for label, text in facts.items() if text}


def _beds(this: CqcRow) -> str | None:
    """A count of beds; nought is said of what is no care home."""
    cell = this.text(BEDS).removesuffix(".0")
    if cell and not (cell.isascii() and cell.isdigit()):
        this.note("beds_not_understood", f"“{cell}” is not a number of beds.", BEDS, cell)
        return None
    return cell.lstrip("0") or None


def _dual_registration(this: CqcRow) -> str | None:
    primary = this.text(PRIMARY_ID)
    if is_register_id(primary) and primary != this.text(LOCATION_ID):
        return f"Two providers are registered for this place; the main entry is {primary}"
    return "Two providers are registered for this place" if yes_no(this.text(DUAL)) else None
