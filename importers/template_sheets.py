"""A spreadsheet to fill in: the columns of a kind of list, what each means, and the words to choose from.

Every cell is text, so that no spreadsheet takes a telephone for a number or a day for an American one.
"""

from collections.abc import Sequence
from typing import BinaryIO

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name, xl_range, xl_range_abs
from xlsxwriter.worksheet import Worksheet

from importers.files.tables import MOST_ROWS
from importers.template_columns import Kind, TemplateColumn, columns_of, words_of

SAFE = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}
HINT_TITLE, HINT = 32, 255
"""The most letters a spreadsheet shows beside a cell, of a heading and of a text."""


def write_template(file: BinaryIO, kind: Kind) -> None:
    """The empty list of a kind, as an XLSX workbook."""
    with xlsxwriter.Workbook(file, SAFE) as workbook:
        add_sheets(workbook, kind)


def add_sheets(workbook: xlsxwriter.Workbook, kind: Kind) -> Worksheet:
    """The list to fill in, notes on its columns, and the words to choose from; gives the first of them."""
    columns = columns_of(kind)
    sheet = workbook.add_worksheet("List")
    _notes(workbook, kind, columns)
    ranges = _words(workbook, columns)
    bold = workbook.add_format({"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#E8EEF4"})
    text = workbook.add_format({"num_format": "@", "valign": "top", "text_wrap": True})
    sheet.freeze_panes(1, 1)
    sheet.set_row(0, 32)
    for place, column in enumerate(columns):
        sheet.set_column(place, place, column.width, text)
        sheet.write_string(0, place, column.name, bold)
        sheet.data_validation(1, place, MOST_ROWS, place, _validation(column, ranges.get(column.name)))
    sheet.ignore_errors({"number_stored_as_text": xl_range(0, 0, MOST_ROWS, len(columns) - 1)})
    return sheet


def _validation(column: TemplateColumn, choices: str | None) -> dict[str, str | bool]:
    """The hint beside a cell, and the words to choose from where there are some."""
    hint: dict[str, str | bool] = {
        "validate": "any",
        "input_title": column.name[:HINT_TITLE],
        "input_message": column.says[:HINT],
    }
    if choices is None:
        return hint
    wrong = {"error_title": "Choose from the list", "error_message": "Or leave it blank: that is not known."}
    return {**hint, "validate": "list", "source": choices, **wrong}


def _notes(workbook: xlsxwriter.Workbook, kind: Kind, columns: Sequence[TemplateColumn]) -> None:
    """What the file is for and what each column means. No cell is a bare name, which would make a header."""
    sheet = workbook.add_worksheet("Notes")
    wrap = workbook.add_format({"text_wrap": True, "valign": "top"})
    bold = workbook.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    for place, width in enumerate((30, 70, 40)):
        sheet.set_column(place, place, width, wrap)
    lines = [
        (f"{kind.title}: how to fill in the first sheet",),
        ("One row for each. A blank cell means that it is not known, never no.",),
        (f'Then: caremarket import {kind.source} FILE --publisher "Your Council" --scope "Your Area"',),
        (),
        ("Its column", "What to write", "For example"),
        *(
            (f"Column {xl_col_to_name(place)}: {column.name}", column.says, column.example)
            for place, column in enumerate(columns)
        ),
    ]
    for line, cells in enumerate(lines):
        for place, cell in enumerate(cells):
            sheet.write_string(line, place, cell, bold if line in (0, 4) else wrap)


def _words(workbook: xlsxwriter.Workbook, columns: Sequence[TemplateColumn]) -> dict[str, str]:
    """A sheet with the words of every column that has some; gives the range of the choices by column."""
    sheet = workbook.add_worksheet("Words")
    ranges: dict[str, str] = {}
    written: list[list[str]] = []
    for column in columns:
        if column.choices:
            ranges[column.name] = f"=Words!{xl_range_abs(1, len(written), len(column.choices), len(written))}"
            written.append([f"{column.name}: one of", *column.choices])
        for list_name in column.lists:
            labels, codes = zip(*words_of(list_name), strict=True)
            written += [[f"{column.name}: any of", *labels], ["or in short", *codes]]
    bold = workbook.add_format({"bold": True})
    for place, words in enumerate(written):
        sheet.set_column(place, place, 34 if ":" in words[0] else 18)
        sheet.write_column(0, place, words)
        sheet.write_string(0, place, words[0], bold)
    sheet.freeze_panes(1, 0)
    return ranges
