"""The rows of a workbook: of the first visible sheet whose header fits, with notes on the others."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import Protocol

from directory.errors import FileRefused
from importers.files.headers import ROWS_SEARCHED, Header, find_header, fold
from importers.files.table_rows import Item, header_notes, is_total, missing_columns, row_items, total_row
from importers.source import Column, Note

FORMULAS = "Cells with formulas: their values as last saved were read."
ERRORS = "Cells that show a spreadsheet error: read as blank."


class Sheet(Protocol):
    """``formulas`` and ``errors``: column, counted from 1 → the lines of such cells, once rows were read."""

    name: str
    hidden: bool

    @property
    def first_column(self) -> int:
        """The column, counted from 1, of the first value of every row."""

    @property
    def formulas(self) -> Mapping[int, Sequence[int]]: ...

    @property
    def errors(self) -> Mapping[int, Sequence[int]]: ...

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """(line, cells as text), line by line; blank lines may be missing."""


def sheet_items(sheets: Iterable[Sheet], columns: tuple[Column, ...], name: str | None) -> Iterator[Item]:
    """Rows of one sheet. Sheets may come as a stream: each is done with when the next one comes."""
    nearest: list[Header] = []
    hidden: list[str] = []
    is_read = False
    for sheet in sheets:
        if name is not None and fold(sheet.name) != fold(name):
            continue
        rows = sheet.rows()
        first = list(islice(rows, ROWS_SEARCHED))
        header = find_header(first, columns)
        nearest += [header] if header else []
        if header is None or header.missing:
            continue
        if is_read or (sheet.hidden and name is None):
            hidden += [sheet.name] if sheet.hidden else []
            yield _sheet_note(sheet)
            continue
        is_read = True
        yield from _items(sheet, chain(first, rows), header, columns)
    if is_read:
        return
    if hidden:
        raise FileRefused(
            f"The only sheet with these columns, “{hidden[0]}”, is hidden.",
            "Unhide it if it is the one to read, and send the workbook again.",
            code="hidden_sheet",
        )
    raise missing_columns(nearest)


def _items(
    sheet: Sheet, rows: Iterable[tuple[int, list[str]]], header: Header, columns: tuple[Column, ...]
) -> Iterator[Item]:
    yield from header_notes(header)
    for line, cells in rows:
        if line > header.line and is_total(cells):
            yield total_row(line)
        elif line > header.line and any(cells):
            yield from row_items(line, cells, header, columns)
    yield from _marked(sheet.formulas, "formula_cells", FORMULAS, sheet, header)
    yield from _marked(sheet.errors, "error_cells", ERRORS, sheet, header)


def _marked(
    lines_of: Mapping[int, Sequence[int]], code: str, sentence: str, sheet: Sheet, header: Header
) -> Iterator[Note]:
    """A note for each column with such cells below the header."""
    for column, name in enumerate(header.names, start=sheet.first_column):
        lines = [line for line in lines_of.get(column, ()) if line > header.line]
        if name and lines:
            yield Note(min(lines), code, f"{sentence} {len(lines)} in this column.", name)


def _sheet_note(sheet: Sheet) -> Note:
    kind = "hidden sheet" if sheet.hidden else "sheet"
    return Note(1, "sheet_not_read", f"The {kind} “{sheet.name}” has these columns too: it was not read.")
