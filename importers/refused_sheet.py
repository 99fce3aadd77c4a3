"""The refused rows of a file as a workbook to mend and send by itself: what is wrong stands beside each."""

from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO
from pathlib import Path

import xlsxwriter

from importers.files.headers import MENDING_COLUMNS
from importers.source import RowError, Source, SourceRow

WIDTHS = (8, 44, 44)
WIDTH_OF_OTHERS = 22


def refused_sheet(source: Source, path: Path, refused: Sequence[RowError]) -> bytes:
    """The XLSX, from a second look at the file; a row whose cells can't be told apart has its line only.

    It has every cell of these rows, private ones too, and is never kept anywhere else.
    """
    cells, columns = _cells_of(source, path, {row.line for row in refused})
    content = BytesIO()
    # In memory: a temporary file of the library's would hold private details.
    with xlsxwriter.Workbook(content, {"in_memory": True}) as workbook:
        sheet = workbook.add_worksheet("Refused rows")
        # As text, whatever it looks like: no formula runs, and no telephone loses its first 0.
        plain = {"num_format": "@", "quote_prefix": True, "text_wrap": True, "valign": "top"}
        text = workbook.add_format(plain)
        heading = workbook.add_format({**plain, "bold": True, "bottom": 1})
        for place, name in enumerate([*MENDING_COLUMNS, *columns]):
            sheet.set_column(place, place, WIDTHS[place] if place < len(WIDTHS) else WIDTH_OF_OTHERS)
            sheet.write_string(0, place, name, heading)
        for number, error in enumerate(sorted(refused, key=lambda row: row.line), start=1):
            for place, value in enumerate([*_beside(error), *_in_order(cells.get(error.line, {}), columns)]):
                sheet.write_string(number, place, value, text)
        sheet.freeze_panes(1, 1)
    return content.getvalue()


def _cells_of(
    source: Source, path: Path, lines: Iterable[int]
) -> tuple[dict[int, Mapping[str, str]], list[str]]:
    """The cells of these lines, and the columns to write: those required, and those that hold anything."""
    wanted, cells = frozenset(lines), {}
    used = {column.name for column in source.columns if column.required}
    order = {column.name: None for column in source.columns}
    for row in source.rows(path):
        if isinstance(row, SourceRow):
            used.update(name for name, value in row.cells.items() if value)
            order.update(dict.fromkeys(row.cells))
            if row.line in wanted:
                cells[row.line] = row.cells
    return cells, [name for name in order if name in used]


def _beside(error: RowError) -> tuple[str, str, str]:
    where = f"{error.column}: " if error.column else ""
    return str(error.line), where + error.sentence, error.remedy


def _in_order(cells: Mapping[str, str], columns: Iterable[str]) -> list[str]:
    return [cells.get(name, "") for name in columns]
