"""The Care Quality Commission's weekly directory: one option for each location of adult social care."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from directory.records import Claims, Identifier, Place
from importers.files.tables import read_table
from importers.source import Column, InColumns, LeftOut, Note, Reading, ReadingContext, RowError, SourceRow
from importers.sources.cqc_places import find_place
from importers.sources.cqc_terms import Term, Terms, attributes_of, listed_types, read_terms
from importers.tidy import day, one_line, telephone, web_address

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


@dataclass(slots=True)
class _Row:
    """A row with what was noted while reading it."""

    line: int
    cells: Mapping[str, str]
    notes: list[Note] = field(default_factory=list)

    def text(self, column: str) -> str:
        return one_line(self.cells.get(column, ""))

    def note(self, code: str, sentence: str, column: str, value: str | None = None) -> None:
        self.notes.append(Note(self.line, code, sentence, column, value))


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
        this = _Row(row.line, row.cells)
        types = read_terms(this.text(SERVICE_TYPES), "service_type", "provider_type")
        listed = listed_types(types.of_kind("service_type"))
        refused = _no_location(this, types) or _no_service(this, types, listed)
        if refused:
            return refused
        place = _place(this, context)
        if isinstance(place, RowError):
            return place
        specialisms = read_terms(this.text(SPECIALISMS), "band", "activity")
        _note_terms(this, SERVICE_TYPES, types)
        _note_terms(this, SPECIALISMS, specialisms)
        return Reading(_claims(this, listed, specialisms, place), notes=tuple(this.notes))


def _no_location(this: _Row, types: Terms) -> RowError | LeftOut | None:
    """Rows that are no location: a provider's own, and those whose id or name is missing or damaged."""
    location_id = this.text(LOCATION_ID)
    if not location_id and (this.text(PROVIDER_ID) or types.of_kind("provider_type")):
        return LeftOut(this.line, "provider_row", "A provider's own row: its locations have rows of theirs.")
    if not _is_register_id(location_id):
        return RowError(
            this.line,
            "location_id_not_understood",
            "The CQC location id is missing or damaged.",
            "Take the file from cqc.org.uk again; a spreadsheet may have changed it.",
            LOCATION_ID,
        )
    if not this.text(NAME):
        return RowError(
            this.line, "no_name", "The location has no name.", "Fill in the name.", NAME, location_id
        )
    return None


def _is_register_id(text: str) -> bool:
    """``1-`` and digits, or an NHS site code: letters and digits, with a letter first."""
    head, dash, tail = text.partition("-")
    return (
        (head == "1" and tail.isdigit()) if dash else text.isalnum() and text[0].isalpha() if text else False
    )


def _no_service(this: _Row, types: Terms, listed: tuple[Term, ...]) -> RowError | LeftOut | None:
    if listed:
        return None
    if types.of_kind("service_type") and not types.not_understood:
        return LeftOut(this.line, "not_adult_social_care", "Health care or education, not adult social care.")
    unknown = ", ".join(f"“{text}”" for text in types.not_understood) or "nothing"
    return RowError(
        this.line,
        "service_type_not_understood",
        f"Its service type says {unknown}, which is not in the list of CQC's words.",
        "Tell whoever runs this service: the list of CQC's words wants them added. Then import again.",
        SERVICE_TYPES,
        this.text(LOCATION_ID),
    )


def _claims(this: _Row, types: tuple[Term, ...], specialisms: Terms, place: Place) -> Claims:
    activities = specialisms.of_kind("activity")
    location_id, provider_id = this.text(LOCATION_ID), this.text(PROVIDER_ID)
    name = this.text(NAME).rstrip(" ,")
    identifiers = [Identifier("cqc_location", location_id)]
    if _is_register_id(provider_id):
        identifiers.append(Identifier("cqc_provider", provider_id))
    return Claims(
        source_id=location_id,
        provider_kind="regulated_provider",
        organization_name=this.text(PROVIDER_NAME) or name,
        name=name,
        identifiers=tuple(identifiers),
        registered_activities=tuple(sorted(activity.code for activity in activities)),
        place=place,
        telephone=_telephone(this),
        website=_website(this),
        attributes=attributes_of(types, specialisms.of_kind("band"), activities),
        facts=_facts(this, location_id, name),
    )


def _facts(this: _Row, location_id: str, name: str) -> dict[str, str]:
    facts = {"register_url": _register_url(this.text(LOCATION_URL), location_id)}
    for column, key in _DATES.items():
        cell = this.text(column)
        if cell and (when := _date(cell)):
            facts[key] = f"{when.day} {when:%B %Y}"
        elif cell:
            this.note("date_not_understood", f"“{cell}” is not a date that can be read.", column, cell)
    other_name = this.text(ALSO_KNOWN_AS).rstrip(" ,")
    if other_name and other_name.casefold() != name.casefold():
        facts["also_known_as"] = other_name
    return facts


def _date(cell: str) -> date | None:
    """A day with or without a time after it: ``16/11/2015 - 00:00``, ``2019-11-20T09:00:00Z``."""
    return day(cell.split("T", maxsplit=1)[0]) or day(cell)


def _register_url(cell: str, location_id: str) -> str:
    """The location's page; the cell's own address only where it is on the CQC's site."""
    address = web_address(cell) or ""
    on_cqc_site = (urlsplit(address).hostname or "").endswith("cqc.org.uk")
    return address if on_cqc_site else f"https://www.cqc.org.uk/location/{location_id}"


def _telephone(this: _Row) -> str | None:
    cell = this.text(TELEPHONE)
    number = telephone(cell)
    if cell and not number:
        this.note(
            "telephone_not_understood", "The telephone number can't be read; it is not shown.", TELEPHONE
        )
    return number


def _website(this: _Row) -> str | None:
    """The address alone: people type names and mobile numbers after it, which must go nowhere."""
    cell = this.text(WEBSITE)
    first_word = cell.split(" ")[0]
    address = web_address(first_word)
    if cell and not address:
        this.note("website_not_understood", "The website's address can't be read; it is not shown.", WEBSITE)
    elif first_word != cell:
        this.note("website_cut_short", "What stands after the website's address is not used.", WEBSITE)
    return address


def _note_terms(this: _Row, column: str, terms: Terms) -> None:
    for text in terms.not_understood:
        this.note(
            "term_not_understood",
            f"“{text}” is not in the list of CQC's words and is not used.",
            column,
            text,
        )


def _place(this: _Row, context: ReadingContext) -> Place | RowError:
    found = find_place(this.text(POSTCODE), _address(this), this.text(COUNCIL), context.gazetteer)
    for code, sentence in found.notes:
        column = POSTCODE if code.startswith("postcode") else COUNCIL
        this.note(code, sentence, column, this.text(column))
    return found.place or RowError(
        this.line,
        "no_place",
        "Neither the postcode nor the local authority can be found.",
        "Correct the postcode, or the name of the local authority.",
        POSTCODE,
        this.text(LOCATION_ID),
    )


def _address(this: _Row) -> str:
    """The address on one line; the parts of a split one, each once."""
    parts = [this.text(ADDRESS)] if this.text(ADDRESS) else [this.text(part) for part in ADDRESS_PARTS]
    return ", ".join(dict.fromkeys(part.rstrip(" ,") for part in parts if part.strip(" ,")))
