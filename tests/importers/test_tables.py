"""Tables from anyone: any order, case and spelling of the header, any usual encoding, CSV or XLSX."""

import gzip
import json
import re
import unicodedata
from datetime import date, datetime, time
from time import perf_counter

import pytest
import xlsxwriter

from directory.errors import FileRefused
from importers.files.tables import read_table
from importers.source import Column, LeftOut, Note, RowError, SourceRow
from tests.importers.ods import a_row, a_sheet, an_ods
from tests.importers.sheets import GROUPS, a_group, write_csv, write_workbook
from tests.real_files import real_file

COLUMNS = (
    Column("Name", aliases=("Full name",)),
    Column("Home address", private=True),
    Column("Phone"),
    Column("Notes", required=False),
)
ROW = {"Name": "Zoë", "Home address": "1 Example Street, Bow", "Phone": "020 7946 0101", "Notes": "“hi” – £5"}

HIDING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff]")
NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def shown(text):
    """The letters and signs of a text that take room, composed."""
    composed = unicodedata.normalize("NFC", text)
    return [sign for sign in composed if unicodedata.category(sign)[0] not in "CZ"]


def cells_of(path, columns=COLUMNS):
    return [item.cells for item in read_table(path, columns) if isinstance(item, SourceRow)]


def notes_of(path, columns=COLUMNS):
    return {item.code: item for item in read_table(path, columns) if isinstance(item, Note)}


def refusal_of(path, columns=COLUMNS):
    with pytest.raises(FileRefused) as refusal:
        list(read_table(path, columns))
    return refusal.value


def test_a_hint_in_brackets_is_no_part_of_a_header_unless_it_tells_two_apart(tmp_path):
    hinted = {"Name (as on passport)": "Zoë", "Home address": "1", "Phone [mobile]": "020", "Notes": ""}
    assert cells_of(write_csv(tmp_path / "a.csv", [hinted]))[0]["Name"] == "Zoë"
    doubtful = {"Name": "Zoë", "Home address": "1", "Phone (day)": "020", "Phone (night)": "030"}
    assert refusal_of(write_csv(tmp_path / "b.csv", [doubtful])).code == "missing_columns"


def test_a_folder_is_no_file(tmp_path):
    assert refusal_of(tmp_path).sentence == f"{tmp_path.name} is a folder."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_usual_encodings_come_out_right(tmp_path, encoding):
    assert cells_of(write_csv(tmp_path / "a.csv", [ROW], encoding=encoding)) == [ROW]


@pytest.mark.parametrize(
    ("delimiter", "said"), [(",", None), ("\t", "tabs"), (";", "semicolons"), ("|", "bars")]
)
def test_the_delimiter_is_found_and_said_where_it_is_not_a_comma(tmp_path, delimiter, said):
    path = write_csv(tmp_path / "a.csv", [ROW, ROW | {"Notes": "a, b"}], delimiter=delimiter)
    assert cells_of(path) == [ROW, ROW | {"Notes": "a, b"}]
    note = notes_of(path).get("delimiter")
    assert (note and said in note.sentence) == (said and True)


@pytest.mark.parametrize("note", ['"hi" he said', '"hi', 'he said "hi"', 'hi"'])
def test_between_tabs_a_quotation_mark_may_be_a_letter_like_any_other(tmp_path, note):
    path = tmp_path / "a.txt"
    path.write_text(f"Name\tHome address\tPhone\tNotes\nA\tB\t1\t{note}\nC\tD\t2\tx\n", encoding="utf-8")
    assert [cells["Notes"] for cells in cells_of(path)] == [note, "x"]


def test_a_quoted_file_with_tabs_that_was_cut_off_is_refused(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text('Name\tHome address\tPhone\n"A"\t"B"\t"1"\n"C"\t"D"\t"2', encoding="utf-8")
    assert refusal_of(path).code == "ends_mid_record"


def test_between_tabs_quoted_cells_may_hold_tabs_and_line_breaks(tmp_path):
    row = ROW | {"Notes": 'a\tb\n"c"'}
    assert cells_of(write_csv(tmp_path / "a.csv", [row], delimiter="\t")) == [row]


def test_lists_inside_cells_are_no_delimiters(tmp_path):
    row = ROW | {"Notes": "a;b|c"}
    assert cells_of(write_csv(tmp_path / "a.csv", [row])) == [row]


def test_a_packed_file_is_read(tmp_path):
    plain = write_csv(tmp_path / "a.csv", [ROW])
    packed = tmp_path / "a.csv.gz"
    packed.write_bytes(gzip.compress(plain.read_bytes()))
    assert cells_of(packed) == [ROW]


def test_nothing_unpacked_stays_behind_whether_read_refused_or_given_up(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    packed = tmp_path / "a.csv.gz"
    packed.write_bytes(gzip.compress(b"Name,Home address,Phone\nA,B,1\nC,D,2\n"))
    assert len(cells_of(packed)) == 2
    items = read_table(packed, COLUMNS)
    next(items)
    assert len(list(tmp_path.iterdir())) == 2
    items.close()
    assert refusal_of(packed, (Column("Colour"),)).code == "no_header"
    assert list(tmp_path.iterdir()) == [packed]


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_any_line_ending_is_read(tmp_path, ending):
    path = tmp_path / "a.csv"
    path.write_bytes(ending.join(["Name,Home address,Phone", "A,B,1", "C,D,2", ""]).encode())
    assert [cells["Name"] for cells in cells_of(path)] == ["A", "C"]


def test_the_header_is_found_below_a_preamble_and_blank_lines(tmp_path):
    path = write_csv(tmp_path / "a.csv", [ROW], preamble=["Our register", "", "Taken on 1 May"])
    rows = [item for item in read_table(path, COLUMNS) if isinstance(item, SourceRow)]
    assert [row.line for row in rows] == [5]


@pytest.mark.parametrize("spelling", ["NAME", " full  name ", "Name:", "Full-Name", "Ful name"])
def test_a_header_may_differ_in_case_spacing_and_a_letter(tmp_path, spelling):
    path = write_csv(tmp_path / "a.csv", [{spelling: "A", "Home address": "B", "Phone": "1"}])
    assert cells_of(path)[0]["Name"] == "A"


def test_a_near_spelling_and_an_unused_column_are_reported(tmp_path):
    notes = notes_of(
        write_csv(
            tmp_path / "a.csv",
            [{**ROW, "Colour": "red", "Home adress": ""}],
            columns=["Name", "Home adress", "Phone", "Colour"],
        )
    )
    assert notes["header_near"].value == "Home adress"
    assert notes["column_not_used"].column == "Colour"


@pytest.mark.parametrize("write", [write_csv, write_workbook])
def test_a_file_of_more_rows_than_may_be_is_refused_in_words(tmp_path, write):
    path = write(tmp_path / "register", [ROW] * 4)
    assert len(list(read_table(path, COLUMNS, at_most=4))) == 4
    with pytest.raises(FileRefused) as refusal:
        list(read_table(path, COLUMNS, at_most=3))
    assert (refusal.value.code, "more than 3 rows" in refusal.value.sentence) == ("too_many_rows", True)


def test_a_councils_file_of_200000_rows_is_refused_soon(tmp_path):
    path = write_csv(tmp_path / "groups.csv", [a_group()])
    header, row = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(header + row * 200_000)
    started = perf_counter()
    with pytest.raises(FileRefused) as refusal:
        next(GROUPS.rows(path))
    assert "100,000 rows" in refusal.value.sentence
    assert perf_counter() - started < 5


def test_missing_columns_are_named(tmp_path):
    refusal = refusal_of(write_csv(tmp_path / "a.csv", [ROW], columns=["Name", "Notes", "Phone"]))
    assert refusal.code == "missing_columns"
    assert "Home address" in refusal.sentence


def test_a_row_with_too_few_or_too_many_cells_is_refused_and_the_others_land(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("Name,Home address,Phone\nA,B,1\nC,D\nE,F,G,2\nH,I,3,,\n")
    items = list(read_table(path, COLUMNS))
    assert [(item.line, item.code) for item in items if isinstance(item, RowError)] == [
        (3, "wrong_number_of_cells"),
        (4, "wrong_number_of_cells"),
    ]
    assert [item.cells["Name"] for item in items if isinstance(item, SourceRow)] == ["A", "H"]


def test_one_cell_is_one_cell(tmp_path):
    path = write_csv(tmp_path / "people.csv", [ROW])
    path.write_bytes(path.read_bytes() + b"stray\r\n")
    (error,) = [item for item in read_table(path, COLUMNS) if isinstance(item, RowError)]
    assert error.sentence == "This line has 1 cell, the header 4."


@pytest.mark.parametrize(
    "footer", ["Total,,3,", "TOTAL", "Grand total,12", "totals:,,,", ',Total,"1,234",', "Total,£34.50,,"]
)
def test_a_row_of_totals_at_the_foot_is_left_out_by_line(tmp_path, footer):
    path = write_csv(tmp_path / "people.csv", [ROW])
    path.write_bytes(path.read_bytes() + footer.encode())
    assert [
        (item.line, item.code) for item in read_table(path, COLUMNS) if not isinstance(item, SourceRow)
    ] == [(3, "total_row")]


def test_whoever_is_called_total_is_no_footer(tmp_path):
    path = write_csv(tmp_path / "people.csv", [{**ROW, "Name": "Total"}, {**ROW, "Name": "Total Care"}])
    assert len(cells_of(path)) == 2


def test_a_row_of_totals_in_a_workbook_is_left_out_too(tmp_path):
    path = write_workbook(
        tmp_path / "people.xlsx", [ROW, {**dict.fromkeys(ROW, ""), "Name": "Total", "Phone": 1}]
    )
    assert [type(item) for item in read_table(path, COLUMNS)] == [SourceRow, LeftOut]


def test_a_row_with_stray_quotation_marks_is_refused_and_the_others_land(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text('Name,Home address,Phone\nA,B,1\n"C "the" D",E,2\nF,G,3\n')
    items = list(read_table(path, COLUMNS))
    assert [(item.line, item.code) for item in items if isinstance(item, RowError)] == [(3, "broken_quotes")]
    assert [item.cells["Name"] for item in items if isinstance(item, SourceRow)] == ["A", "F"]


def test_a_cell_may_hold_line_breaks_and_lines_are_counted_as_an_editor_does(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes(b'Name,Home address,Phone\r\nA,"1\r\nExample Street",1\r\nB,C,2\r\n')
    rows = [item for item in read_table(path, COLUMNS) if isinstance(item, SourceRow)]
    assert [(row.line, row.cells["Home address"]) for row in rows] == [(2, "1\nExample Street"), (4, "C")]


def test_invisible_and_direction_marks_are_dropped_and_letters_composed(tmp_path):
    row = {"Name": "Zoe\u0308\u202e\u200b", "Home address": "B\x07", "Phone": "1"}
    assert cells_of(write_csv(tmp_path / "a.csv", [row]))[0]["Name"] == "Zoë"


def test_text_garbled_before_it_came_is_mended_where_that_is_exact_and_else_reported(tmp_path):
    path = write_csv(tmp_path / "a.csv", [{**ROW, "Name": "JosÃ©", "Notes": "Caf\ufffd"}])
    assert cells_of(path)[0]["Name"] == "José"
    assert {(note.code, note.column) for note in notes_of(path).values()} >= {("garbled_text", "Notes")}


def test_a_note_never_repeats_a_private_cell(tmp_path):
    path = write_csv(tmp_path / "a.csv", [{**ROW, "Home address": "Caf\ufffd Street"}])
    assert notes_of(path)["garbled_text"].value is None


def test_a_workbook_says_numbers_dates_and_times_as_people_do(tmp_path):
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        sheet = workbook.add_worksheet()
        shown = workbook.add_format({"num_format": "dd/mm/yyyy"})
        clock = workbook.add_format({"num_format": "hh:mm"})
        sheet.write_row(0, 0, ["Name", "Home address", "Phone", "Notes"])
        sheet.write_row(1, 0, [17.1, 12.0, 7946012345.0])
        sheet.write_datetime(1, 3, datetime(2026, 3, 9), shown)  # noqa: DTZ001 a cell has no time zone
        sheet.write_row(2, 0, [True, "B", "1"])
        sheet.write_datetime(2, 3, time(9, 30), clock)
    first, second = cells_of(path)
    assert first == {
        "Name": "17.1",
        "Home address": "12",
        "Phone": "7946012345",
        "Notes": date(2026, 3, 9).isoformat(),
    }
    assert (second["Name"], second["Notes"]) == ("yes", "09:30")


def test_the_first_visible_sheet_with_the_columns_is_read_and_the_others_are_named(tmp_path):
    header, other = list(ROW), list(ROW.values())
    sheets = {
        "Read me": [["About this file"]],
        "Old": [header, ["old", "x", "1", ""]],
        "Now": [["Register"], header, other],
        "Again": [header, ["again", "x", "1", ""]],
    }
    path = write_workbook(tmp_path / "a.xlsx", [], sheets=sheets, hidden=["Old"])
    items = list(read_table(path, COLUMNS))
    assert [item.cells["Name"] for item in items if isinstance(item, SourceRow)] == ["Zoë"]
    unread = [item.sentence for item in items if isinstance(item, Note) and item.code == "sheet_not_read"]
    assert ["hidden sheet “Old”" in unread[0], "sheet “Again”" in unread[1]] == [True, True]


def test_cells_with_formulas_are_read_as_last_saved_and_reported_by_column(tmp_path):
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        sheet = workbook.add_worksheet()
        sheet.write_row(0, 1, ["Name", "Home address", "Phone"])
        for row in (1, 2):
            sheet.write_row(row, 1, ["A", "B"])
            sheet.write_formula(row, 3, "=1+1", None, 7946012345)
        sheet.write_formula(3, 1, "=NA()", None, "#N/A")
        sheet.write_row(3, 2, ["B", "1"])
    assert [cells["Phone"] for cells in cells_of(path)] == ["7946012345", "7946012345", "1"]
    assert cells_of(path)[2]["Name"] == ""
    notes = [
        (item.code, item.column, item.line) for item in read_table(path, COLUMNS) if isinstance(item, Note)
    ]
    assert ("formula_cells", "Phone", 2) in notes
    assert ("error_cells", "Name", 4) in notes


# All but location_coordinates, whose answer has another telephone number than its file.
SPECTRUM = (
    *("comma_in_quotes", "empty", "empty_crlf", "escaped_quotes", "json", "newlines", "newlines_crlf"),
    *("quotes_and_newlines", "simple", "simple_crlf", "utf8"),
)


@pytest.mark.real_files
@pytest.mark.parametrize("name", SPECTRUM)
def test_csv_spectrum_is_read_to_its_own_answers(name):
    path = real_file(f"testsuites/csv-spectrum/csvs/{name}.csv")
    answers = json.loads(real_file(f"testsuites/csv-spectrum/json/{name}.json").read_text(encoding="utf-8"))
    rows = answers if isinstance(answers, list) else [answers]
    expected = [{key: text.replace("\r\n", "\n").strip() for key, text in row.items()} for row in rows]
    assert cells_of(path, tuple(Column(header) for header in rows[0])) == expected


@pytest.mark.real_files
@pytest.mark.parametrize("kind", ["csv", "ods", "json"])
def test_naughty_strings_come_out_as_they_went_in_but_for_invisible_signs(tmp_path, kind):
    strings = json.loads(real_file("testsuites/blns/blns.json").read_text(encoding="utf-8"))
    strings = [text for text in strings if kind != "ods" or not NOT_XML.search(text)]
    rows = [ROW | {"Name": f"number {number}", "Notes": text} for number, text in enumerate(strings)]
    path = tmp_path / "naughty"
    if kind == "csv":
        write_csv(path, rows)
    elif kind == "ods":
        path.write_bytes(an_ods(a_sheet(a_row(*ROW), *(a_row(*row.values()) for row in rows))))
    else:
        path.write_text(json.dumps(rows), encoding="utf-8")
    found = cells_of(path)
    assert len(found) == len(strings) > 400
    for cells, text in zip(found, strings, strict=True):
        assert shown(cells["Notes"]) == shown(text)
        assert not HIDING.search(cells["Notes"])
