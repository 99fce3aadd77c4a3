"""A report as a workbook: what it is, then a sheet for every table, those behind the pictures too."""

import io
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from typing import Any

import xlsxwriter

from directory.web.plain_words import long_date
from directory.web.report.blocks import Block, Cell, Column, ColumnKind, Points, ReportDocument, Table, Text
from directory.web.report.cells import WHAT_HIDDEN_MEANS, as_words, hides_people

LONGEST_NAME = 31
WIDEST = 60
FORMATS: Mapping[ColumnKind, str] = {
    "count": "#,##0",
    "share": "0.0%",
    "pounds": "£#,##0.00",
    "figure": "#,##0.00",
    "miles": "0.0",
    "date": "d mmmm yyyy",
}
NO_FORMULAS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def as_workbook(document: ReportDocument) -> bytes:
    """XLSX; no cell is a formula or a link, and equal documents give equal bytes."""
    written = io.BytesIO()
    with xlsxwriter.Workbook(written, {"in_memory": True, **NO_FORMULAS}) as book:
        book.set_properties({"title": document.title, "created": _midnight(document.as_of)})
        sheets = _Sheets(book)
        tables = list(tables_of(document))
        sheets.add_about(document, tables)
        for table in tables:
            sheets.add(table)
    return written.getvalue()


def tables_of(document: ReportDocument) -> Iterator[Table]:
    """Every table of a document, in its order."""
    for block in (*document.headline, *(block for part in document.parts for block in part.blocks)):
        table = _table_of(block)
        if table is not None:
            yield table


def _table_of(block: Block) -> Table | None:
    if isinstance(block, Text | Points):
        return None
    return block if isinstance(block, Table) else block.table


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min)


class _Sheets:
    """The sheets of one workbook, with the formats that they share."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        self._title = book.add_format({"bold": True, "font_size": 14})
        self._wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        self._by_kind = {kind: book.add_format({"num_format": code}) for kind, code in FORMATS.items()}

    def add_about(self, document: ReportDocument, tables: list[Table]) -> None:
        sheet = self._book.add_worksheet("About")
        sheet.set_column(0, 0, WIDEST)
        sheet.set_column(1, 1, WIDEST)
        lines = [
            document.lead,
            f"As of {long_date(document.as_of)}. Data version {document.data_version}.",
            *(["It holds example data: some or all of it is made up."] if document.example else []),
            *(block.words for block in document.headline if isinstance(block, Text)),
            *(item for block in document.headline if isinstance(block, Points) for item in block.items),
        ]
        sheet.write_string(0, 0, document.title, self._title)
        for row, line in enumerate(lines, 2):
            sheet.write_string(row, 0, line, self._wrapped)
        start = len(lines) + 3
        sheet.write_string(start, 0, "Sheet", self._bold)
        sheet.write_string(start, 1, "What it holds", self._bold)
        for row, table in enumerate(tables, start + 1):
            sheet.write_string(row, 0, sheet_name(table))
            sheet.write_string(row, 1, table.caption, self._wrapped)

    def add(self, table: Table) -> None:
        sheet = self._book.add_worksheet(sheet_name(table))
        sheet.write_string(0, 0, table.caption, self._title)
        for at, column in enumerate(table.columns):
            sheet.write_string(2, at, column.label, self._bold)
            sheet.set_column(at, at, _width(table, at))
        sheet.freeze_panes(3, 1)
        for number, cells in enumerate(table.rows, 3):
            for at, (cell, column) in enumerate(zip(cells, table.columns, strict=True)):
                self._write(sheet, number, at, cell, column)
        notes = [table.note, WHAT_HIDDEN_MEANS if hides_people(table) else ""]
        for at, note in enumerate(filter(None, notes)):
            sheet.write_string(len(table.rows) + 4 + at, 0, note)

    def _write(self, sheet: Any, row: int, at: int, cell: Cell, column: Column) -> None:
        if isinstance(cell, date):
            sheet.write_datetime(row, at, _midnight(cell), self._by_kind["date"])
        elif cell is None or isinstance(cell, str):
            sheet.write_string(row, at, as_words(cell, column.kind))
        else:
            value = cell / 100 if column.kind == "pounds" else cell
            sheet.write_number(row, at, value, self._by_kind.get(column.kind))


def sheet_name(table: Table) -> str:
    """A table's key as a sheet may be called."""
    return table.key.replace("_", " ")[:LONGEST_NAME]


def _width(table: Table, at: int) -> int:
    kind = table.columns[at].kind
    longest = max((len(as_words(row[at], kind)) for row in table.rows), default=0)
    return min(max(longest, len(table.columns[at].label) // 2, 10) + 2, WIDEST)
