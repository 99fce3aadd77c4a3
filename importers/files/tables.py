"""Reads a table from anyone, whatever kind of file it is, and refuses what can't be trusted.

CSV, XLSX, ODS and JSON, packed or not, are told by what they hold and not by their names.
"""

from collections.abc import Iterator
from pathlib import Path

from directory.errors import FileRefused
from importers.files.json_tables import json_items
from importers.files.refusals import too_many_rows
from importers.files.sheet_tables import sheet_items
from importers.files.sheets_of_ods import sheets_of_ods
from importers.files.table_rows import Item
from importers.files.text_tables import text_items
from importers.files.unpacked import told_plainly, unpacked
from importers.files.workbooks import sheets_of
from importers.source import Column, Note

MOST_ROWS = 100_000
"""In a file that one council or support service keeps of its own area."""


def read_table(
    path: Path, columns: tuple[Column, ...], *, at_most: int | None = None, sheet: str | None = None
) -> Iterator[Item]:
    """The rows below the header, in file order, with the lines that can't be read and notes on the file.

    The header is the first row that holds every required column, below any preamble; in a workbook, that of
    the first visible sheet with such a row, or of the one named ``sheet``; in JSON, the keys. Raises
    FileRefused, naming the columns that are missing, and for more rows than ``at_most``.
    """
    with told_plainly(path), unpacked(path) as (plain, kind):
        if kind == "json":
            items = json_items(plain, columns, at_most)
        elif kind == "xlsx":
            items = sheet_items(sheets_of(plain), columns, sheet)
        elif kind == "ods":
            items = sheet_items(sheets_of_ods(plain), columns, sheet)
        else:
            items = text_items(plain, columns, at_most)
        rows = 0
        for item in items:
            rows += not isinstance(item, Note)
            if at_most is not None and rows > at_most:
                raise too_many_rows(at_most)
            yield item
    if not rows:
        raise FileRefused(
            "There are no rows below the header.", "Send the file with its rows.", code="no_rows"
        )
