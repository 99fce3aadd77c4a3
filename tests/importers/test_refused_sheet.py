"""The refused rows as a spreadsheet: what is wrong beside each, and it comes back in once it is mended."""

import io
import zipfile

import pytest
from python_calamine import CalamineWorkbook

from importers.pipeline import Orders, run
from importers.refused_sheet import refused_sheet
from tests.importers.paper_map import a_reading_context
from tests.importers.sheets import (
    GROUPS,
    PEOPLE,
    a_group,
    another_person,
    write_csv,
    write_workbook,
)
from tests.importers.taking_in import counts, listed, people


@pytest.fixture
def refuse(store, tmp_path):
    """Import rows; returns the report and the rows of the spreadsheet of those refused, header first."""

    def sheet_of(rows, source=PEOPLE, *, tail=b"", as_workbook=False):
        path = tmp_path / ("sent.xlsx" if as_workbook else "sent.csv")
        (write_workbook if as_workbook else write_csv)(path, rows)
        if tail:
            path.write_bytes(path.read_bytes() + tail)
        report = run(store, source, path, a_reading_context(), Orders())
        content = refused_sheet(source, path, report.rows_refused)
        return report, content, cells_of(content)

    return sheet_of


def cells_of(content):
    return CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()


def send_back(store, tmp_path, cells, source=PEOPLE):
    path = write_workbook(tmp_path / "mended.xlsx", None, sheets={"Refused rows": cells})
    return run(store, source, path, a_reading_context(), Orders())


@pytest.mark.parametrize("as_workbook", [False, True])
def test_each_refused_row_stands_in_it_with_its_line_what_is_wrong_and_what_to_do(refuse, as_workbook):
    rows = [*people(1), another_person(2, Postcode="nowhere"), *people(3), another_person(4, Name="?")]
    _, _, (header, *lines) = refuse(rows, as_workbook=as_workbook)
    assert header[:3] == ["Line", "What is wrong", "What to do"]
    assert [line[0] for line in lines] == ["3", "5"]
    first = dict(zip(header, lines[0], strict=True))
    assert first["What is wrong"] == "Postcode: The postcode is not known."
    assert first["What to do"].startswith("Check it")
    assert (first["Postcode"], first["Name"], first["Phone"]) == ("nowhere", "Personc Example", "")
    assert first["DBS certificate number"] == "001234567890"


def test_mended_rows_come_back_in_and_nobody_else_leaves(refuse, store, tmp_path):
    _, _, (header, *lines) = refuse([*people(1, 3, 5), another_person(2, Postcode="nowhere")])
    lines[0][header.index("Postcode")] = "E1 4NS"
    report = send_back(store, tmp_path, [header, *lines])
    assert (counts(report), listed(store)) == ((1, 0, 0, 0), 4)
    assert [(note.code, note.line) for note in report.notes] == [("mended_rows", 1)]


def test_of_more_records_than_the_guard_would_let_go_none_leaves_with_mended_rows(refuse, store, tmp_path):
    _, _, (header, *lines) = refuse([*people(*range(10)), another_person(20, Postcode="nowhere")])
    lines[0][header.index("Postcode")] = "E1 4NS"
    send_back(store, tmp_path, [header, *lines])
    assert listed(store) == 11


def test_consent_taken_back_in_a_mended_row_counts_at_once(refuse, store, tmp_path):
    _, _, (header, *lines) = refuse([*people(1), another_person(2, Postcode="nowhere")])
    lines[0][header.index("Postcode")] = "E1 4NS"
    send_back(store, tmp_path, [header, *lines])
    lines[0][header.index("Consent to list")] = "no"
    send_back(store, tmp_path, [header, *lines])
    assert listed(store) == 1


def test_what_looks_like_a_formula_is_text_and_comes_back_as_it_was(refuse):
    formula = '=HYPERLINK("https://example.org","x")'
    rows = [a_group(), a_group(Name="B", Description=formula, Postcode="nowhere")]
    _, content, (header, line) = refuse(rows, GROUPS)
    assert line[header.index("Description")] == formula
    sheet = zipfile.ZipFile(io.BytesIO(content)).read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    assert "hyperlink" not in sheet


def test_columns_that_the_source_does_not_know_are_kept(refuse):
    rows = [{**a_group(Postcode="nowhere"), "Our notes": "rang twice"}]
    _, _, (header, line) = refuse([*rows, {**a_group(Name="B"), "Our notes": ""}], GROUPS)
    assert line[header.index("Our notes")] == "rang twice"


def test_a_line_that_cannot_be_split_into_cells_stands_in_it_by_its_line_and_comes_back_as_nothing(
    refuse, store, tmp_path
):
    _, _, (header, line) = refuse([a_group()], GROUPS, tail=b"Club, stray comma\r\n")
    assert (line[0], set(line[3:])) == ("3", {""})
    assert "This line has 2 cells" in line[1]
    other = dict.fromkeys(header, "") | a_group(Name="Another club")
    mended = [other[name] for name in header]
    report = send_back(store, tmp_path, [header, line, mended], GROUPS)
    assert (report.rows, report.added, report.rows_refused) == (1, 1, [])


def test_columns_named_as_ours_are_a_files_own_where_it_is_not_our_spreadsheet(take_in):
    report = take_in([{**a_group(), "Line": "District line"}], GROUPS)
    assert [(note.code, note.column) for note in report.notes] == [("column_not_used", "Line")]
