"""Reads a .csv, .csv.gz or .xlsx from anyone, and refuses what can't be trusted."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import filterfalse
from pathlib import Path

from directory.errors import FileRefused
from importers.files.headers import MENDING_COLUMNS, Header, find_header
from importers.files.text_files import Record, TextFile, ends_mid_record
from importers.files.workbooks import Sheet, is_zip, sheets_of
from importers.row_errors import refused
from importers.source import MENDED_ROWS, Column, LeftOut, Note, RowError, SourceRow

MOST_ROWS = 100_000
"""In a file that one council or support service keeps of its own area."""

_TOTAL = re.compile(r"(?:grand |sub-?)?totals?\s*:?", re.IGNORECASE)
_NUMBER = re.compile(r"£?-?[\d,]+(?:\.\d+)?%?")

Item = SourceRow | RowError | LeftOut | Note

_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_GARBLED = re.compile("\ufffd|Ã[\x80-\xbf]|Â[\xa0-\xbf]|â[\x80€][\x80-\xbf\u2010-\u203a™œ˜]|ÔÇ[ôöÖÿÓ]")


def read_table(path: Path, columns: tuple[Column, ...], *, at_most: int | None = None) -> Iterator[Item]:
    """The rows below the header, in file order, with the lines that can't be read and notes on the file.

    The header is the first row that holds every required column, below any preamble; in a workbook, that of
    the first visible sheet with such a row. Raises FileRefused, naming the columns that are missing, and for
    more rows than ``at_most``.
    """
    if not path.is_file():
        name = "".join(letter if letter.isprintable() else "?" for letter in path.name)
        if path.is_dir():
            raise FileRefused(f"{name} is a folder.", "Name one file in it.", code="no_such_file")
        raise FileRefused(f"There is no file {name}.", "Check its name and folder.", code="no_such_file")
    try:
        rows = 0
        for item in _workbook(path, columns) if is_zip(path) else _text(path, columns, at_most):
            rows += not isinstance(item, Note)
            if at_most is not None and rows > at_most:
                raise _too_many_rows(at_most)
            yield item
    except OSError as error:
        raise FileRefused(
            f"The file {path.name} can't be read.",
            "Check that it is whole and that you may open it.",
            code="unreadable",
        ) from error
    if not rows:
        raise FileRefused(
            "There are no rows below the header.", "Send the file with its rows.", code="no_rows"
        )


def _too_many_rows(at_most: int) -> FileRefused:
    return FileRefused(
        f"The file has more than {at_most:,} rows, which is more than one area's own list can have.",
        "Send one file for each area, with --scope naming it.",
        code="too_many_rows",
    )


def _text(path: Path, columns: tuple[Column, ...], at_most: int | None) -> Iterator[Item]:
    file = TextFile(path)
    delimiter, header = _delimiter(file, columns)
    below = (record for record in file.records(delimiter) if record.line > header.line)
    # Counted first, so that whoever sends far too much need not wait for most of it to be read.
    if at_most is not None and any(
        count > at_most for count, _ in enumerate(filterfalse(_is_blank, below), start=1)
    ):
        raise _too_many_rows(at_most)
    yield from _header_notes(header)
    for record in file.records(delimiter):
        if record.line <= header.line or _is_blank(record):
            continue
        if not record.broken and _is_total(record.cells):
            yield LeftOut(record.line, "total_row", "It adds up the rows above: nobody's own row.")
            continue
        if len(record.cells) < len(header.names) and not record.ended:
            raise ends_mid_record(record.line)
        yield from _text_row(record, header, columns)


def _delimiter(file: TextFile, columns: tuple[Column, ...]) -> tuple[str, Header]:
    """Comma or tab, whichever brings the header out; lists inside cells are split by ; and |."""
    headers = {}
    for delimiter in (",", "\t", ";", "|"):
        rows = ((record.line, record.cells) for record in file.records(delimiter))
        if header := find_header(rows, columns):
            headers[delimiter] = header
            if not header.missing and delimiter in ",\t":
                return delimiter, header
    if wrong := next((mark for mark in ";|" if mark in headers and not headers[mark].missing), None):
        raise FileRefused(
            f"The cells of this file are separated by “{wrong}”.",
            "Save it as CSV with commas between the cells, and send it again.",
            code="wrong_delimiter",
        )
    raise _missing(headers.values())


def _text_row(record: Record, header: Header, columns: tuple[Column, ...]) -> Iterator[Item]:
    if record.broken:
        yield refused(record.line, "broken_quotes")
    elif len(record.cells) < len(header.names) or any(
        cell.strip() for cell in record.cells[len(header.names) :]
    ):
        count, names = len(record.cells), len(header.names)
        cells = "1 cell" if count == 1 else f"{count} cells"
        yield refused(record.line, "wrong_number_of_cells", cells=cells, columns=names)
    else:
        yield from _row(record.line, record.cells, header, columns)


def _workbook(path: Path, columns: tuple[Column, ...]) -> Iterator[Item]:
    sheet, header, passed_over = _sheet(path, columns)
    yield from passed_over
    yield from _header_notes(header)
    first = sheet.first_column
    for rows, code, sentence in (
        (sheet.size.formulas, "formula_cells", "Cells with formulas: their values as last saved were read."),
        (sheet.size.errors, "error_cells", "Cells that show a spreadsheet error: read as blank."),
    ):
        for place, name in enumerate(header.names):
            lines = [row for row, column in rows if column == first + place and row > header.line]
            if name and lines:
                yield Note(min(lines), code, f"{sentence} {len(lines)} in this column.", name)
    for line, cells in sheet.rows():
        if line > header.line and _is_total(cells):
            yield LeftOut(line, "total_row", "It adds up the rows above: nobody's own row.")
        elif line > header.line and any(cells):
            yield from _row(line, cells, header, columns)


def _sheet(path: Path, columns: tuple[Column, ...]) -> tuple[Sheet, Header, list[Note]]:
    """The first visible sheet whose header fits, and notes on the other sheets that would."""
    best: list[Header] = []
    fitting: list[tuple[Sheet, Header]] = []
    for sheet in sheets_of(path):
        if header := find_header(sheet.rows(), columns):
            best.append(header)
            if not header.missing:
                fitting.append((sheet, header))
    chosen = next(((sheet, header) for sheet, header in fitting if not sheet.hidden), None)
    if chosen:
        others = [sheet for sheet, _ in fitting if sheet is not chosen[0]]
        return *chosen, [_sheet_note(sheet) for sheet in others]
    if fitting:
        raise FileRefused(
            f"The only sheet with these columns, “{fitting[0][0].name}”, is hidden.",
            "Unhide it if it is the one to read, and send the workbook again.",
            code="hidden_sheet",
        )
    raise _missing(best)


def _sheet_note(sheet: Sheet) -> Note:
    kind = "hidden sheet" if sheet.hidden else "sheet"
    return Note(1, "sheet_not_read", f"The {kind} “{sheet.name}” has these columns too: it was not read.")


def _missing(headers: Iterable[Header]) -> FileRefused:
    best = max(headers, key=lambda header: len(header.known), default=None)
    if best is None:
        return FileRefused(
            "No row of this file looks like the header of this source.",
            "Check that it is the right file, and that its first rows name the columns.",
            code="no_header",
        )
    names = ", ".join(best.missing)
    return FileRefused(
        f"The header in line {best.line} lacks: {names}.",
        "Add the missing columns (they may stand empty) and send the file again.",
        code="missing_columns",
    )


def _header_notes(header: Header) -> Iterator[Note]:
    for spelling, name in header.near:
        yield Note(
            header.line, "header_near", f"The column “{spelling}” was read as “{name}”.", name, spelling
        )
    if header.is_of_refused_rows:
        yield Note(header.line, MENDED_ROWS, "Rows that were refused before: whatever else was listed stays.")
    for name in header.names:
        if name and name not in header.known and not (header.is_of_refused_rows and name in MENDING_COLUMNS):
            yield Note(header.line, "column_not_used", f"The column “{name}” is not used.", name)


def _row(line: int, cells: list[str], header: Header, columns: tuple[Column, ...]) -> Iterator[Item]:
    values = {column.name: "" for column in columns}
    private = {column.name for column in columns if column.private}
    for name, cell in zip(header.names, cells, strict=False):
        if not (text := _clean(cell)) or (header.is_of_refused_rows and name in MENDING_COLUMNS):
            continue
        if not name:
            yield Note(line, "cell_without_header", "This line has something in a column without a header.")
            continue
        mended = _ungarbled(text) if _GARBLED.search(text) else text
        if _GARBLED.search(text):
            shown = None if name in private or name not in header.known else text[:80]
            yield Note(
                line,
                "garbled_text",
                "The letters of this cell were damaged before it came here.",
                name,
                shown,
            )
        values[name] = mended
    if any(values.values()):
        yield SourceRow(line, values)


def _is_total(cells: Sequence[str]) -> bool:
    """A footer: "Total" in the first cell that holds anything, numbers or nothing in the others."""
    first, *others = [text for cell in cells if (text := cell.strip())] or [""]
    return bool(_TOTAL.fullmatch(first)) and all(_NUMBER.fullmatch(text) for text in others)


def _clean(cell: str) -> str:
    """Stripped, composed (NFC), without control and direction marks; line breaks stay."""
    text = cell.strip()
    if text.isascii() and text.isprintable():
        return text
    return unicodedata.normalize(
        "NFC", _CONTROLS.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    ).strip()


def _ungarbled(text: str) -> str:
    """UTF-8 once read as cp1252 ("JosÃ©"), where turning it back is exact; otherwise as it came."""
    try:
        return text.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return text


def _is_blank(record: Record) -> bool:
    return not record.broken and not any(_clean(cell) for cell in record.cells)
