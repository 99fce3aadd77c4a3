"""A list with headings and words of its own, taken in by a mapping file."""

import json

import pytest

from directory.errors import FileRefused
from importers.headings import Taken
from importers.mapping_files import mapped, write_mapping
from importers.mappings import headings_taken
from importers.readings import read_file
from importers.source import Reading, SourceRow
from tests.importers.paper_map import a_reading_context
from tests.importers.sheets import GROUPS, PEOPLE, a_group, another_person, write_csv, write_workbook

HEADER = ("Our column", "Their column", "Their value", "Our value")
A_LIST = {"Title of the group": "Example Club", "House": "2", "Street": "Example Road", "PC": "E1 4NS"}
STATEMENTS = [
    ("Name", "Title of the group", "", ""),
    ("Address", "House", "", ""),
    ("Address", "Street", "", ""),
    ("Postcode", "PC", "", ""),
]


@pytest.fixture
def a_mapping(tmp_path):
    """Writes statements as a mapping file; gives its path."""

    def written(*statements, name="mapping.csv"):
        return write_csv(tmp_path / name, [dict(zip(HEADER, said, strict=True)) for said in statements])

    return written


@pytest.fixture
def a_list(tmp_path):
    return lambda *rows, **how: write_csv(tmp_path / "list.csv", list(rows), **how)


def cells(source, path):
    return [item.cells for item in source.rows(path) if isinstance(item, SourceRow)]


def cell_of(source, path, column):
    (row,) = cells(source, path)
    return row[column]


def refusal_of(path, source=GROUPS):
    with pytest.raises(FileRefused) as refusal:
        mapped(source, path)
    return refusal.value


def test_their_headings_are_read_as_ours_and_parts_are_joined(a_mapping, a_list):
    source = mapped(GROUPS, a_mapping(*STATEMENTS))
    (row,) = cells(source, a_list(A_LIST))
    assert (row["Name"], row["Address"], row["Postcode"]) == ("Example Club", "2, Example Road", "E1 4NS")
    assert row["Telephone"] == ""
    reading = source.read_row(SourceRow(2, row), a_reading_context())
    assert isinstance(reading, Reading)
    assert reading.claims.place.address == "2, Example Road"


def test_json_says_the_same_as_a_spreadsheet_and_as_a_workbook(a_mapping, a_list, tmp_path):
    plain = {
        "columns": {"Name": "Title of the group", "Address": ["House", "Street"], "Postcode": "PC"},
        "values": {"Name": {"Example Club": "Best Club"}},
        "always": {"Activities": "lunch club"},
        "not_used": [],
    }
    in_json = tmp_path / "mapping.json"
    in_json.write_text(json.dumps(plain))
    statements = [
        *STATEMENTS,
        ("Name", "", "example club", "Best Club"),
        ("Activities", "", "", "lunch club"),
    ]
    in_csv = a_mapping(*statements)
    in_xlsx = write_workbook(tmp_path / "mapping.xlsx", [], sheets={"Mapping": [HEADER, *statements]})
    path = a_list(A_LIST)
    read = [cells(mapped(GROUPS, mapping), path) for mapping in (in_json, in_csv, in_xlsx)]
    assert read[0] == read[1] == read[2]
    assert (read[0][0]["Name"], read[0][0]["Activities"]) == ("Best Club", "lunch club")


VALUES = [
    ("Care Home without nursing", "care home"),
    ("care home WITHOUT nursing ", "care home"),
    ("Nursing homes|Care home without nursing", "nursing home; care home"),
    ("Something else", "Something else"),
    ("NA", ""),
]


@pytest.mark.parametrize(("theirs", "ours"), VALUES)
def test_their_words_become_ours_as_a_whole_and_item_by_item(a_mapping, a_list, theirs, ours):
    mapping = a_mapping(
        ("Activities", "Kind", "", ""),
        ("Activities", "", "Care home without nursing", "care home"),
        ("Activities", "", "Nursing homes", "nursing home"),
        ("Activities", "", "NA", ""),
    )
    path = a_list({"Name": "Example House", "Kind": theirs})
    assert cell_of(mapped(GROUPS, mapping), path, "Activities") == ours


@pytest.mark.parametrize(
    ("theirs", "ours"), [("", "community group"), ("NA", "community group"), ("CIC", "CIC")]
)
def test_a_value_of_ours_stands_where_the_cell_is_blank(a_mapping, a_list, theirs, ours):
    mapping = a_mapping(
        ("Organisation type", "Sort", "", ""), ("Organisation type", "", "", "community group")
    )
    path = a_list({"Name": "Example Club", "Sort": theirs})
    assert cell_of(mapped(GROUPS, mapping), path, "Organisation type") == ours


def test_one_heading_may_make_up_two_columns(a_mapping, a_list):
    mapping = a_mapping(("Id", "CQC ref.", "", ""), ("CQC location id", "cqc ref", "", ""))
    (row,) = cells(mapped(GROUPS, mapping), a_list({"Name": "Example House", "CQC ref.": "1-100000001"}))
    assert row["Id"] == row["CQC location id"] == "1-100000001"


def test_what_a_mapping_leaves_out_is_read_as_ever(a_mapping, a_list):
    source = mapped(GROUPS, a_mapping(("Description", "Notes", "", "")))
    (row,) = cells(source, a_list({"Group name": "Example Club", "Notes": "Warm", "Tel no": "020 7946 0102"}))
    assert (row["Name"], row["Description"], row["Telephone"]) == ("Example Club", "Warm", "020 7946 0102")


def test_a_heading_that_is_one_of_our_names_may_mean_another_column(a_mapping, a_list):
    source = mapped(GROUPS, a_mapping(("Name", "Group title", "", ""), ("Description", "Name", "", "")))
    (row,) = cells(source, a_list({"Name": "A warm lunch", "Group title": "Example Club"}))
    assert (row["Name"], row["Description"]) == ("Example Club", "A warm lunch")


def test_a_heading_that_the_file_has_no_more_is_named(a_mapping, a_list):
    source = mapped(GROUPS, a_mapping(*STATEMENTS))
    with pytest.raises(FileRefused) as refusal:
        cells(source, a_list({**A_LIST, "PC": ""}, columns=["Title of the group", "House", "Street"]))
    assert (refusal.value.code, "PC" in refusal.value.sentence) == ("missing_columns", True)


def test_what_stands_in_a_private_column_stays_out_of_reports_under_any_heading(a_mapping, tmp_path):
    person = another_person(1)
    renamed = {("Who" if name == "Name" else name): cell for name, cell in person.items()}
    source = mapped(PEOPLE, a_mapping(("Name", "Who", "", "")))
    path = write_csv(tmp_path / "people.csv", [{**renamed, "Who": "Josephina\ufffd Example"}])
    found = read_file(source, path, a_reading_context())
    assert "Josephina" not in repr(found.notes)


BROKEN = [
    ("unknown column", [("Colour", "Hue", "", "")], "unknown_column", "Colour"),
    ("consent for all", [("Consent to list", "", "", "yes")], "never_assumed", "Consent to list"),
]


@pytest.mark.parametrize(
    ("statements", "code", "said"), [case[1:] for case in BROKEN], ids=[case[0] for case in BROKEN]
)
def test_a_mapping_that_can_not_be_followed_is_refused(a_mapping, statements, code, said):
    refusal = refusal_of(a_mapping(*statements), PEOPLE)
    assert refusal.code == code
    assert said in refusal.sentence
    assert refusal.remedy


@pytest.mark.parametrize(
    "text",
    ["", "[", "[]", '"Name"', "null", '{"colums": {}}', '{"columns": {"Name": 1}}', '{"columns": ["Name"]}',
     '{"always": {"Cost": 4}}', '{"not_used": [null]}', '{"values": {"Cost": "free"}}'],
)  # fmt: skip
def test_json_of_another_shape_is_refused(tmp_path, text):
    path = tmp_path / "mapping.json"
    path.write_text(text)
    assert refusal_of(path).code == "bad_mapping"


def test_a_line_of_a_mapping_without_its_cells_is_refused_by_its_line(tmp_path):
    path = tmp_path / "mapping.csv"
    path.write_text("Our column,Their column,Their value,Our value\nName,Title\n")
    assert "line 2" in refusal_of(path).sentence


def test_a_missing_mapping_file_is_refused(tmp_path):
    assert refusal_of(tmp_path / "none.csv").code == "no_such_file"
    assert refusal_of(tmp_path / "none.json").code == "bad_mapping"


HEADINGS = {
    "GROUP NAME": ("Name", "alias"),
    "Postcode": ("Postcode", "exact"),
    "Adress": ("Address", "near"),
    "Contact telephone number (office)": ("Telephone", "guessed"),
    "Favourite colour": (None, "not used"),
}


def test_every_heading_is_told_with_what_it_is_taken_as_and_how(a_list):
    path = a_list(dict.fromkeys(HEADINGS, "x"), preamble=["Groups in Example Town", "As of May"])
    taken = {each.heading: (each.column, each.how) for each in headings_taken(GROUPS, path)}
    assert taken == HEADINGS


def test_a_line_above_the_table_is_no_header_because_one_word_of_it_is_a_columns_name(a_list):
    path = a_list(a_group(), preamble=["Organisation", "Example Council"])
    assert cell_of(GROUPS, path, "Name") == "Example Lunch Club"
    told = {
        each.heading
        for each in headings_taken(GROUPS, a_list({"Name": "", "x": "", "PC": "1"}, preamble=["Name"]))
    }
    assert told == {"Name", "x", "PC"}


def test_a_guess_is_never_used_until_a_mapping_says_so(a_list, tmp_path):
    path = a_list({"Name": "Example Club", "Contact telephone number (office)": "020 7946 0102"})
    assert cell_of(GROUPS, path, "Telephone") == ""
    taken = headings_taken(GROUPS, path)
    write_mapping(tmp_path / "guess.csv", taken, GROUPS)
    assert cell_of(mapped(GROUPS, tmp_path / "guess.csv"), path, "Telephone") == "020 7946 0102"


def test_the_guess_is_there_for_a_list_without_a_name_too(a_list):
    taken = headings_taken(GROUPS, a_list({"Title of the group": "Example Club", "Postcode": "", "Tel": "1"}))
    assert Taken("Title of the group", "Name", "guessed") in taken


def test_a_written_mapping_says_what_the_import_does_without_it(a_list, tmp_path):
    path = a_list(a_group(), a_group(Name="Another club", Cost="free"))
    write_mapping(tmp_path / "as_it_is.csv", headings_taken(GROUPS, path), GROUPS)
    assert cells(mapped(GROUPS, tmp_path / "as_it_is.csv"), path) == cells(GROUPS, path)


def test_a_mapping_written_with_a_mapping_in_use_keeps_what_it_says(a_mapping, a_list, tmp_path):
    used = a_mapping(*STATEMENTS, ("Name", "", "Example Club", "Best Club"), ("Cost", "", "", "free"))
    source, path = mapped(GROUPS, used), a_list(A_LIST)
    write_mapping(tmp_path / "again.csv", headings_taken(source, path), source)
    assert cells(mapped(GROUPS, tmp_path / "again.csv"), path) == cells(source, path)


def test_a_mapping_file_is_never_written_over_another(tmp_path):
    path = tmp_path / "mapping.csv"
    path.write_text("corrected by hand")
    with pytest.raises(FileRefused) as refusal:
        write_mapping(path, [], GROUPS)
    assert refusal.value.code == "file_exists"
    assert path.read_text() == "corrected by hand"


def test_a_heading_that_is_a_formula_is_inert_in_the_mapping(a_list, tmp_path):
    path = a_list({"Name": "Example Club", "=1+1": "x"})
    write_mapping(tmp_path / "guess.csv", headings_taken(GROUPS, path), GROUPS)
    assert "\n,'=1+1," in (tmp_path / "guess.csv").read_text(encoding="utf-8-sig")
