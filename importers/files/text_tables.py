"""The rows of a table of text: which delimiter it has, and which of its lines can't be told apart."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from directory.errors import FileRefused
from importers.files.headers import Header, find_header
from importers.files.refusals import ends_mid_record, too_many_rows
from importers.files.table_rows import (
    Item,
    clean,
    header_notes,
    is_total,
    missing_columns,
    row_items,
    total_row,
)
from importers.files.text_files import Record, TextFile
from importers.row_errors import refused
from importers.source import Column, Note

FEW_BROKEN_ROWS = 1_000
BROKEN_SHARE = 0.9
FITTING_SHARE = 0.99
_DELIMITERS = {",": "commas", "\t": "tabs", ";": "semicolons", "|": "bars"}


@dataclass(frozen=True, slots=True)
class TextTable:
    """A table whose header was found. Where not ``quoted``, a quotation mark is a letter like any other."""

    file: TextFile
    delimiter: str
    quoted: bool
    header: Header

    def notes(self) -> Iterator[Note]:
        """On the file as a whole."""
        if self.delimiter != ",":
            sentence = f"The cells of this file are separated by {_DELIMITERS[self.delimiter]}."
            yield Note(self.header.line, "delimiter", sentence)
        yield from header_notes(self.header)


def text_table(path: Path, columns: tuple[Column, ...]) -> TextTable:
    """The table in a file of text. Raises FileRefused where there is none with these columns."""
    file = TextFile(path)
    delimiter, header = _delimiter(file, columns)
    return TextTable(file, delimiter, delimiter != "\t" or _is_quoted(file, header), header)


def text_items(path: Path, columns: tuple[Column, ...], at_most: int | None) -> Iterator[Item]:
    """Every row below the header. Raises FileRefused as soon as it is sure that the file isn't this table."""
    table = text_table(path, columns)
    file, delimiter, quoted, header = table.file, table.delimiter, table.quoted, table.header
    # Counted first, so that whoever sends far too much need not wait for most of it to be read.
    if at_most is not None and any(
        count > at_most for count, _ in enumerate(_below(header, file.records(delimiter, quoted=quoted)), 1)
    ):
        raise too_many_rows(at_most)
    yield from table.notes()
    broken = 0
    for count, record in enumerate(_below(header, file.records(delimiter, quoted=quoted))):
        broken += not _fits(record, header)
        if broken > max(FEW_BROKEN_ROWS, BROKEN_SHARE * count):
            raise _rows_do_not_fit(header.line)
        yield from record_items(record, header, columns)


def record_items(record: Record, header: Header, columns: tuple[Column, ...]) -> Iterator[Item]:
    """What one record below the header is: a row, a footer, or a line that can't be told apart."""
    if not record.broken and is_total(record.cells):
        yield total_row(record.line)
    elif len(record.cells) < len(header.names) and not record.ended:
        raise ends_mid_record(record.line)
    elif _fits(record, header):
        yield from row_items(record.line, record.cells, header, columns)
    else:
        yield _misfit(record, header)


def _delimiter(file: TextFile, columns: tuple[Column, ...]) -> tuple[str, Header]:
    """Comma or tab, whichever brings the header out; ; or | only where the whole file agrees, since lists
    inside cells are split by them too."""
    headers = {}
    for delimiter in _DELIMITERS:
        rows = ((record.line, record.cells) for record in file.records(delimiter))
        if header := find_header(rows, columns):
            headers[delimiter] = header
            if not header.missing:
                if delimiter in ";|":
                    _refuse_unless_it_agrees(file, delimiter, header)
                return delimiter, header
    raise missing_columns(headers.values())


def _refuse_unless_it_agrees(file: TextFile, delimiter: str, header: Header) -> None:
    for record in _below(header, file.records(delimiter)):
        if record.broken or len(record.cells) != len(header.names):
            raise FileRefused(
                f"The cells of this file seem to be separated by “{delimiter}”, but line {record.line} has"
                " another number of cells than the header.",
                "Save it as CSV with commas between the cells, and send it again.",
                code="wrong_delimiter",
            )


def _is_quoted(file: TextFile, header: Header) -> bool:
    """False where tabs alone tell the cells apart: registers write quotation marks as they come.

    That is so where reading them as quotation marks breaks rows, and reading them as letters hardly any; not
    where most cells that open with one close with one too, as in a quoted file that was cut off.
    """
    try:
        if not any(record.broken for record in file.records("\t")):
            return True
    except FileRefused:
        pass
    rows = fitting = opening = closing = 0
    for record in _below(header, file.records("\t", quoted=False)):
        rows += 1
        fitting += _fits(record, header)
        opened = [cell for cell in record.cells if cell.startswith('"')]
        opening += len(opened)
        closing += sum(cell.endswith('"') and len(cell) > 1 for cell in opened)
    return fitting < FITTING_SHARE * rows or 2 * closing > opening


def _below(header: Header, records: Iterable[Record]) -> Iterator[Record]:
    """What stands below the header, without blank lines."""
    return (record for record in records if record.line > header.line and not is_blank(record))


def _fits(record: Record, header: Header) -> bool:
    """As many cells as the header has; further ones may stand empty."""
    names = len(header.names)
    return (
        not record.broken
        and len(record.cells) >= names
        and not any(cell.strip() for cell in record.cells[names:])
    )


def _misfit(record: Record, header: Header) -> Item:
    if record.broken:
        return refused(record.line, "broken_quotes")
    count, names = len(record.cells), len(header.names)
    cells = "1 cell" if count == 1 else f"{count} cells"
    return refused(record.line, "wrong_number_of_cells", cells=cells, columns=names)


def _rows_do_not_fit(line: int) -> FileRefused:
    return FileRefused(
        f"Nearly all rows of this file have another number of cells than the header in line {line}.",
        "Check that it is one table with one row on each line, and save it again as CSV.",
        code="rows_do_not_fit",
    )


def is_blank(record: Record) -> bool:
    """Whether there is nothing in any of its cells."""
    return not record.broken and not any(clean(cell) for cell in record.cells)
