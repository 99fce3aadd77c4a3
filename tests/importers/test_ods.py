"""OpenDocument spreadsheets: what their cells say, what is no part of the table, how much may be in them."""

from datetime import date
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from importers.files.sheets_of_ods import sheets_of_ods
from importers.files.tables import read_table
from importers.files.workbooks import cell_text
from importers.source import Column, Note, SourceRow
from tests.importers.ods import a_cell, a_row, a_sheet, an_ods

COLUMNS = (Column("Name"), Column("Note"), Column("Colour", required=False))
HEADER = a_row("Name", "Note")


def read(tmp_path, *sheets, **others):
    path = tmp_path / "a.ods"
    path.write_bytes(an_ods(*sheets))
    return list(read_table(path, COLUMNS, **others))


def note_of(tmp_path, cell):
    """What the second cell of the only row says."""
    (row,) = [
        item for item in read(tmp_path, a_sheet(HEADER, a_row("Zoë", cell))) if isinstance(item, SourceRow)
    ]
    return row.cells["Note"]


def typed(kind, value, shown, **more):
    name = {"float": "value", "percentage": "value", "currency": "value"}.get(kind, f"{kind}__value")
    return a_cell(shown, office_value__type=kind, **{f"office_{name}": value}, **more)


def holding(xml):
    return f'<table:table-cell office:value-type="string">{xml}</table:table-cell>'


CELLS = {
    "text": (a_cell("one & two"), "one & two"),
    "lines": (a_cell("one\ntwo"), "one\ntwo"),
    "a line break": (holding("<text:p>one<text:line-break/>two</text:p>"), "one\ntwo"),
    "spaces": (holding('<text:p>one<text:s text:c="3"/>two</text:p>'), "one   two"),
    "parts in bold": (holding("<text:p>on<text:span>e t</text:span>wo</text:p>"), "one two"),
    "a link": (holding("<text:p><text:a>one</text:a> two</text:p>"), "one two"),
    "a comment": (
        holding("<office:annotation><text:p>hm</text:p></office:annotation><text:p>one</text:p>"),
        "one",
    ),
    "a drawing": (holding("<text:p>one</text:p><draw:frame><text:p>two</text:p></draw:frame>"), "one"),
    "a table in the cell": (
        holding(
            "<text:p>one</text:p><table:table><table:table-row><table:table-cell><text:p>two</text:p>"
            "</table:table-cell></table:table-row></table:table>"
        ),
        "one",
    ),
    "another text than is shown": (a_cell("1", office_string__value="one"), "one"),
    "a whole number": (typed("float", "7946012345.0", "7.9E9"), "7946012345"),
    "a number": (typed("float", "17.50", "17.5"), "17.5"),
    "pounds": (typed("currency", "17.5", "£17.50"), "17.5"),
    "a share": (typed("percentage", "0.25", "25%"), "0.25"),
    "yes": (typed("boolean", "true", "WAHR"), "yes"),
    "no": (typed("boolean", "false", "FALSE"), "no"),
    "a day": (typed("date", "2026-03-09", "09/03/26"), "2026-03-09"),
    "a day and time": (typed("date", "2026-03-09T09:30:00", "09/03/26"), "2026-03-09 09:30"),
    "a day that is none": (typed("date", "2026-02-31", "31/02/26"), "31/02/26"),
    "a time": (typed("time", "PT09H30M00S", "9:30"), "09:30"),
    "more hours than a day has": (typed("time", "PT37H30M00S", "37:30"), "37:30"),
}


@pytest.mark.parametrize("kind", CELLS)
def test_a_cell_says_what_a_person_reads_in_it(tmp_path, kind):
    cell, expected = CELLS[kind]
    assert note_of(tmp_path, cell) == expected


def test_blank_rows_and_cells_are_counted_however_often_they_are_repeated(tmp_path):
    blank = a_row(a_cell(repeated=16_384), repeated=40_000)
    rows = [HEADER, a_row("A", "1", a_cell(repeated=16_382)), blank, a_row(a_cell(), "2")]
    items = [item for item in read(tmp_path, a_sheet(*rows)) if isinstance(item, SourceRow)]
    assert [(item.line, item.cells["Name"], item.cells["Note"]) for item in items] == [
        (2, "A", "1"),
        (40_003, "", "2"),
    ]


def test_what_is_repeated_a_few_times_is_read_so_often(tmp_path):
    rows = [HEADER, a_row(a_cell("A", repeated=2), repeated=3), a_row("B", "2")]
    items = [item for item in read(tmp_path, a_sheet(*rows)) if isinstance(item, SourceRow)]
    assert [(item.line, item.cells["Note"]) for item in items] == [(2, "A"), (3, "A"), (4, "A"), (5, "2")]


def test_a_cell_that_a_merged_one_covers_is_blank(tmp_path):
    covered = (
        "<table:covered-table-cell office:value-type='string'><text:p>old</text:p></table:covered-table-cell>"
    )
    rows = [a_row("Name", "Colour", "Note"), a_row("A", covered, "1")]
    (item,) = [item for item in read(tmp_path, a_sheet(*rows)) if isinstance(item, SourceRow)]
    assert (item.cells["Colour"], item.cells["Note"]) == ("", "1")


def test_the_first_visible_sheet_that_fits_is_read_and_the_others_are_named(tmp_path):
    sheets = [
        a_sheet(a_row("Read me"), name="README"),
        a_sheet(HEADER, a_row("old", "1"), name="Old", hidden=True),
        a_sheet(HEADER, a_row("now", "1"), name="Now"),
        a_sheet(HEADER, a_row("dual", "1"), name="Dual registrations"),
    ]
    items = read(tmp_path, *sheets)
    assert [item.cells["Name"] for item in items if isinstance(item, SourceRow)] == ["now"]
    unread = [item.sentence for item in items if isinstance(item, Note) and item.code == "sheet_not_read"]
    assert ["hidden sheet “Old”" in unread[0], "“Dual registrations”" in unread[1]] == [True, True]


def test_a_sheet_asked_for_by_name_is_read(tmp_path):
    sheets = [
        a_sheet(HEADER, a_row("now", "1"), name="Now"),
        a_sheet(HEADER, a_row("dual", "1"), name="Dual"),
    ]
    items = read(tmp_path, *sheets, sheet="dual")
    assert [item.cells["Name"] for item in items if isinstance(item, SourceRow)] == ["dual"]


def test_formulas_and_their_errors_are_reported_by_column(tmp_path):
    failed = a_cell("#DIV/0!", table_formula="of:=1/0", calcext_value__type="error")
    rows = [HEADER, a_row("A", typed("float", "2", "2", table_formula="of:=1+1")), a_row("B", failed)]
    items = read(tmp_path, a_sheet(*rows))
    assert [item.cells["Note"] for item in items if isinstance(item, SourceRow)] == ["2", ""]
    notes = [(item.code, item.column, item.line) for item in items if isinstance(item, Note)]
    assert notes == [("formula_cells", "Note", 2), ("error_cells", "Note", 3)]


VALUES = st.one_of(
    st.just(""),
    st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), max_size=9),
    st.integers(-(10**9), 10**9),
    st.floats(-1e6, 1e6).map(lambda number: round(number, 6)),
    st.booleans(),
    st.dates(date(1900, 3, 1)),
)


def as_cell(value, repeated):
    if isinstance(value, str):
        return a_cell(value, repeated=repeated)
    kind = {bool: "boolean", date: "date"}.get(type(value), "float")
    return typed(kind, str(value).lower(), "shown", repeated=repeated)


@given(st.lists(st.lists(st.tuples(VALUES, st.integers(1, 3)), max_size=5), max_size=5))
def test_cells_are_read_as_calamine_reads_them(tmp_path_factory, table):
    made = [a_row("Name", "Note"), *(a_row(*(as_cell(*cell) for cell in row)) for row in table)]
    path = tmp_path_factory.getbasetemp() / "both.ods"
    path.write_bytes(an_ods(a_sheet(*made)))
    theirs = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
    ours = {number: cells for sheet in sheets_of_ods(path) for number, cells in sheet.rows()}
    for number, row in enumerate(theirs, start=1):
        expected = [cell_text(value) for value in row]
        assert [*ours.get(number, []), *[""] * len(expected)][: len(expected)] == expected


def test_rows_of_100_columns_are_read_as_they_come(tmp_path):
    names = [f"Column number {number}" for number in range(98)]
    wide = a_row("A", "B", *[a_cell("Y"), a_cell()] * 49)
    path = tmp_path / "a.ods"
    path.write_bytes(an_ods(a_sheet(a_row("Name", "Note", *names), *[wide] * 3_000)))
    started = process_time()
    first = next(item for item in read_table(path, COLUMNS) if isinstance(item, SourceRow))
    assert (first.line, process_time() - started < 1) == (2, True)
    assert sum(isinstance(item, SourceRow) for item in read_table(path, COLUMNS)) == 3_000
