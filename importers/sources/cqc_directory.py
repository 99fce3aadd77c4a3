"""The Care Quality Commission's weekly directory: one option for each location of adult social care."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from directory.records import Claims, Identifier, Place
from importers.files.tables import read_table
from importers.source import Column, InColumns, LeftOut, Note, Reading, ReadingContext, RowError, SourceRow
from importers.sources.cqc_places import find_place
from importers.sources.cqc_row import CqcRow, is_register_id, no_service, not_a_location, register_page
from importers.sources.cqc_terms import Term, Terms, attributes_of, listed_types, read_terms

NAME = "Name"
ALSO_KNOWN_AS = "Also known as"
ADDRESS = "Address"
ADDRESS_PARTS = ("Address 1", "Address 2", "Town/City", "County")
POSTCODE = "Postcode"
TELEPHONE = "Phone number"
WEBSITE = "Service's website (if available)"
SERVICE_TYPES = "Service types"
LATEST_CHECK = "Date of latest check"
REPORT_PUBLISHED = "Report publication date"
SPECIALISMS = "Specialisms/services"
PROVIDER_NAME = "Provider name"
COUNCIL = "Local authority"
LOCATION_URL = "Location URL"
LOCATION_ID = "CQC Location ID (for office use only)"
PROVIDER_ID = "CQC Provider ID (for office use only)"

_DATES: Mapping[str, str] = {LATEST_CHECK: "latest_check", REPORT_PUBLISHED: "report_published"}


class CqcDirectory:
    """The published weekly CSV: header spellings of 2017 to 2026, the address whole or split."""

    name = "cqc-directory"
    title = "Care Quality Commission directory"
    about = "The weekly list of every place in England that the Care Quality Commission has registered."
    default_publisher = "Care Quality Commission"
    default_scope = "England"
    columns = (
        Column(NAME),
        Column(ALSO_KNOWN_AS, required=False),
        Column(ADDRESS, required=False),
        *(Column(part, required=False) for part in ADDRESS_PARTS),
        Column(POSTCODE),
        Column(TELEPHONE, required=False, aliases=("Telephone number", "Telephone")),
        Column(WEBSITE, required=False, aliases=("Website", "Service's website", "Web address")),
        Column(SERVICE_TYPES),
        Column(LATEST_CHECK, required=False),
        Column(REPORT_PUBLISHED, required=False),
        Column(SPECIALISMS, aliases=("Specialisms", "Specialisms / services")),
        Column(PROVIDER_NAME),
        Column(COUNCIL, required=False),
        Column("Region", required=False),
        Column(LOCATION_URL, required=False, aliases=("URL",)),
        Column(LOCATION_ID, aliases=("CQC Location (for office use only", "CQC Location ID", "Location ID")),
        Column(PROVIDER_ID, aliases=("CQC Provider ID", "Provider ID")),
    )

    in_columns = InColumns()

    def rows(self, path: Path) -> Iterator[SourceRow | RowError | LeftOut | Note]:
        """Every row below the header; read_table says when a file is refused."""
        return read_table(path, self.columns)

    def read_row(self, row: SourceRow, context: ReadingContext) -> Reading | RowError | LeftOut:
        """One location as one option, or why it is none."""
        this = CqcRow(row.line, row.cells)
        location_id = this.text(LOCATION_ID)
        types = read_terms(this.text(SERVICE_TYPES), "service_type", "provider_type")
        listed = listed_types(types.of_kind("service_type"))
        refused = (
            _provider_row(this, types)
            or not_a_location(this, LOCATION_ID, NAME)
            or no_service(this, types, listed, location_id, SERVICE_TYPES)
        )
        if refused:
            return refused
        found = find_place(this.text(POSTCODE), _address(this), this.text(COUNCIL), context.gazetteer)
        place = this.place(found, location_id, {"postcode": POSTCODE, "council": COUNCIL})
        if isinstance(place, RowError):
            return place
        specialisms = read_terms(this.text(SPECIALISMS), "band", "activity")
        this.note_terms(types, SERVICE_TYPES)
        this.note_terms(specialisms, SPECIALISMS)
        return Reading(_claims(this, listed, specialisms, place), notes=tuple(this.notes))


def _provider_row(this: CqcRow, types: Terms) -> LeftOut | None:
    if not this.text(LOCATION_ID) and (this.text(PROVIDER_ID) or types.of_kind("provider_type")):
        return LeftOut(this.line, "provider_row", "A provider's own row: its locations have rows of theirs.")
    return None


def _claims(this: CqcRow, types: tuple[Term, ...], specialisms: Terms, place: Place) -> Claims:
    activities = specialisms.of_kind("activity")
    location_id, provider_id = this.text(LOCATION_ID), this.text(PROVIDER_ID)
    name = this.name(NAME)
    identifiers = [Identifier("cqc_location", location_id)]
    if is_register_id(provider_id):
        identifiers.append(Identifier("cqc_provider", provider_id))
    return Claims(
        source_id=location_id,
        provider_kind="regulated_provider",
        organization_name=this.text(PROVIDER_NAME) or name,
        name=name,
        identifiers=tuple(identifiers),
        registered_activities=tuple(sorted(activity.code for activity in activities)),
        place=place,
        telephone=this.telephone(TELEPHONE),
        website=this.website(WEBSITE),
        attributes=attributes_of(types, specialisms.of_kind("band"), activities),
        facts=_facts(this, location_id, name),
    )


def _facts(this: CqcRow, location_id: str, name: str) -> dict[str, str]:
    facts = {"register_url": register_page(location_id, this.text(LOCATION_URL))}
    for column, label in _DATES.items():
        if when := this.long_date(column):
            facts[label] = when
    other_name = this.name(ALSO_KNOWN_AS)
    if other_name and other_name.casefold() != name.casefold():
        facts["also_known_as"] = other_name
    return facts


def _address(this: CqcRow) -> str:
    """The address as one cell has it, else put together from its parts."""
    return this.joined((ADDRESS,)) or this.joined(ADDRESS_PARTS)
