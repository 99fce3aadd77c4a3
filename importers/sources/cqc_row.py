"""One row of a file of the CQC's: cells that mean the same in each of its files are read here, once."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import urlsplit

from directory.records import Place
from importers.source import LeftOut, Note, RowError
from importers.sources.cqc_places import PlaceFound
from importers.sources.cqc_terms import Term, Terms
from importers.tidy import day, one_line, telephone, web_address


@dataclass(slots=True)
class CqcRow:
    """A row with what was noted while reading it."""

    line: int
    cells: Mapping[str, str]
    notes: list[Note] = field(default_factory=list)

    def text(self, column: str) -> str:
        return one_line(self.cells.get(column, ""))

    def name(self, column: str) -> str:
        """A name without the commas that some end with."""
        return self.text(column).rstrip(" ,")

    def note(self, code: str, sentence: str, column: str, value: str | None = None) -> None:
        self.notes.append(Note(self.line, code, sentence, column, value))

    def note_terms(self, terms: Terms, column: str | None = None) -> None:
        """A note for each text that isn't in the table; of one column, or each a column's own name."""
        for text in terms.not_understood:
            sentence = f"“{text}” is not in the list of CQC's words and is not used."
            self.note("term_not_understood", sentence, column or text, text)

    def date(self, column: str) -> date | None:
        """A day with or without a time after it: ``16/11/2015 - 00:00``, ``2019-11-20T09:00:00Z``."""
        cell = self.text(column)
        found = day(cell.split("T", maxsplit=1)[0]) or day(cell)
        if cell and not found:
            self.note("date_not_understood", f"“{cell}” is not a date that can be read.", column, cell)
        return found

    def long_date(self, column: str) -> str | None:
        when = self.date(column)
        return f"{when.day} {when:%B %Y}" if when else None

    def telephone(self, column: str) -> str | None:
        cell = self.text(column)
        number = telephone(cell)
        if cell and not number:
            sentence = "The telephone number can't be read; it is not shown."
            self.note("telephone_not_understood", sentence, column)
        return number

    def website(self, column: str) -> str | None:
        """The address alone: people type names and mobile numbers after it, which must go nowhere."""
        cell = self.text(column)
        first_word = cell.split(" ")[0]
        address = web_address(first_word)
        if cell and not address:
            self.note(
                "website_not_understood", "The website's address can't be read; it is not shown.", column
            )
        elif first_word != cell:
            self.note("website_cut_short", "What stands after the website's address is not used.", column)
        return address

    def joined(self, columns: tuple[str, ...]) -> str:
        """The parts of an address on one line, each once."""
        parts = (self.name(column) for column in columns)
        return ", ".join(dict.fromkeys(part for part in parts if part))

    def place(self, found: PlaceFound, location_id: str, columns: Mapping[str, str]) -> Place | RowError:
        """The place found. ``columns``: which one a note is about, by the first word of the note's code."""
        for code, sentence in found.notes:
            column = columns[code.split("_")[0]]
            self.note(code, sentence, column, self.text(column))
        return found.place or RowError(
            self.line,
            "no_place",
            "Neither the postcode nor the local authority can be found.",
            "Correct the postcode, or the name of the local authority.",
            columns["postcode"],
            location_id,
        )


def is_register_id(text: str) -> bool:
    """``1-`` and digits, or an NHS site code: letters and digits, with a letter first."""
    head, dash, tail = text.partition("-")
    return (
        (head == "1" and tail.isdigit()) if dash else text.isalnum() and text[0].isalpha() if text else False
    )


def register_page(location_id: str, cell: str = "") -> str:
    """The location's page; the cell's own address only where it is on the CQC's site."""
    address = web_address(cell) or ""
    on_cqc_site = (urlsplit(address).hostname or "").endswith("cqc.org.uk")
    return address if on_cqc_site else f"https://www.cqc.org.uk/location/{location_id}"


def not_a_location(this: CqcRow, id_column: str, name_column: str) -> RowError | None:
    """The refusal of a row whose id or name is missing or damaged."""
    location_id = this.text(id_column)
    if not is_register_id(location_id):
        return RowError(
            this.line,
            "location_id_not_understood",
            "The CQC location id is missing or damaged.",
            "Take the file from cqc.org.uk again; a spreadsheet may have changed it.",
            id_column,
        )
    if not this.text(name_column):
        remedy = "Fill in the name."
        return RowError(this.line, "no_name", "The location has no name.", remedy, name_column, location_id)
    return None


def no_service(
    this: CqcRow, types: Terms, listed: tuple[Term, ...], location_id: str, column: str | None = None
) -> RowError | LeftOut | None:
    """Why a location is no option: health care or education only, or words that the table doesn't know."""
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
        column,
        location_id,
    )
