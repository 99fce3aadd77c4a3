"""A public table of areas as columns of text: CSV, XLSX or ODS, its header found by content."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path

import polars as pl

from directory.errors import FileRefused
from importers.files.refusals import ends_mid_record
from importers.files.sheet_tables import Sheet
from importers.files.sheets_of_ods import sheets_of_ods
from importers.files.text_files import TextFile
from importers.files.workbooks import sheets_of
from importers.reference.area_columns import AREA_CODE

_SEARCHED = 60
_DELIMITERS = ",\t;|"
_OF_A_ROW = re.compile(AREA_CODE)


def areas_in_text(path: Path) -> pl.DataFrame:
    """Every column as text, blank cells null; what stands below the table comes as rows too."""
    file = TextFile(path)
    for delimiter in _DELIMITERS:
        first = ((record.line, record.cells) for record in islice(file.records(delimiter), _SEARCHED))
        line = _header_line(first)
        if line:
            return _whole(path, _read(path, file.encoding, delimiter, line))
    raise no_areas()


def areas_in_sheets(path: Path, kind: str) -> pl.DataFrame:
    """The first sheet of a workbook that has rows of areas."""
    sheets: Iterable[Sheet] = sheets_of_ods(path) if kind == "ods" else sheets_of(path)
    for sheet in sheets:
        rows = list(sheet.rows())
        line = _header_line(rows[:_SEARCHED])
        if line:
            return _framed([cells for number, cells in rows if number >= line])
    raise no_areas()


def no_areas() -> FileRefused:
    return FileRefused(
        "No line of this file holds an official code of an area, such as E01000001.",
        "Send the table as it was published, with its column of codes.",
        code="no_areas",
    )


def _header_line(rows: Iterable[tuple[int, Sequence[str]]]) -> int | None:
    """The line above the first row that has a code of an area: preambles are of any length."""
    above = None
    for line, cells in rows:
        if any(_OF_A_ROW.match(cell.strip()) for cell in cells) and len(cells) > 1:
            return above
        if any(cell.strip() for cell in cells):
            above = line
    return None


def _read(path: Path, encoding: str, delimiter: str, line: int) -> pl.DataFrame:
    try:
        table = pl.read_csv(
            path,
            separator=delimiter,
            skip_lines=line - 1,
            infer_schema=False,
            truncate_ragged_lines=True,
            encoding="utf8" if encoding.startswith("utf-8") else encoding,
        )
    except pl.exceptions.PolarsError as error:
        raise FileRefused(
            "The rows of this file can't be told apart: quotation marks or cells don't pair.",
            "Fetch the whole file again, or save it as CSV from a spreadsheet.",
            code="rows_do_not_fit",
        ) from error
    return _tidied(table, table.columns)


def _whole(path: Path, table: pl.DataFrame) -> pl.DataFrame:
    """Refuses a file that was cut off: its last line isn't ended and has too few cells."""
    with path.open("rb") as file:
        file.seek(-1, 2)
        is_ended = file.read(1) in (b"\n", b"\r", b"\x00")
    if not is_ended and table.height and table[-1, -1] is None:
        raise ends_mid_record(table.height + 1)
    return table


def _framed(rows: Sequence[Sequence[str]]) -> pl.DataFrame:
    width = len(rows[0])
    padded = [[*cells[:width], *[""] * (width - len(cells))] for cells in rows]
    table = pl.DataFrame(padded[1:], schema=[(f"{place}", pl.String) for place in range(width)], orient="row")
    return _tidied(table, padded[0])


def _distinct(headers: Iterable[str]) -> Iterator[str]:
    seen: set[str] = set()
    for place, header in enumerate(headers):
        name = header if header and header not in seen else f"{header} (column {place + 1})"
        seen |= {header, name}
        yield name


def _tidied(table: pl.DataFrame, headers: Iterable[str]) -> pl.DataFrame:
    cells = table.select(pl.all().str.strip_chars().replace("", None))
    cells.columns = list(_distinct(" ".join(header.lstrip("\ufeff").split()) for header in headers))
    return cells
