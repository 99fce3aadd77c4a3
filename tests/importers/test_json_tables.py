"""JSON as a table: keys are headers, values what a person would type into a cell."""

import json

import pytest

from directory.errors import FileRefused
from importers.files.tables import read_table
from importers.source import Column, Note, SourceRow

COLUMNS = (Column("Name", aliases=("Full name",)), Column("Notes", required=False, private=True))


def read(tmp_path, *records, **bounds):
    path = tmp_path / "a.json"
    path.write_text(json.dumps(list(records)), encoding="utf-8")
    return list(read_table(path, COLUMNS, **bounds))


def rows(items):
    return [(item.line, dict(item.cells)) for item in items if isinstance(item, SourceRow)]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        *(("Zoë", "Zoë"), (None, ""), (True, "yes"), (False, "no"), (7946012345, "7946012345")),
        *((12.0, "12"), (17.5, "17.5"), (-0.25, "-0.25"), ("two\r\nlines", "two\nlines"), ("a\u0000b", "ab")),
        *((["a", "b, c", None, 3], "a; b, c; 3"), ([], ""), ([[1]], ""), ([{"a": 1}], ""), ({"a": 1}, "")),
    ],
)
def test_a_value_is_the_text_that_a_person_would_type(tmp_path, value, text):
    ((_, cells),) = rows(read(tmp_path, {"Name": "A", "Notes": value}))
    assert cells["Notes"] == text


def test_what_no_cell_could_hold_is_noted_by_record_without_being_repeated(tmp_path):
    items = read(tmp_path, {"Name": "A"}, {"Name": "B", "Notes": {"street": "1 Example Street"}})
    (note,) = [item for item in items if isinstance(item, Note) and item.code == "nested_value"]
    assert (note.line, note.column, note.value) == (2, "Notes", None)
    assert "Example Street" not in note.sentence


def test_two_spellings_of_one_column_are_refused(tmp_path):
    with pytest.raises(FileRefused) as refusal:
        read(tmp_path, {"Name": "A"}, {"NAME": "B"})
    assert refusal.value.code == "duplicate_column"


def test_a_record_may_lack_keys_that_others_have(tmp_path):
    items = read(tmp_path, {"note": "x", "FULL NAME": "A"}, {"FULL NAME": "B", "colour": "red"})
    assert rows(items) == [
        (1, {"Name": "A", "Notes": "x"}),
        (2, {"Name": "B", "Notes": "", "colour": "red"}),
    ]
    codes = [item.code for item in items if isinstance(item, Note)]
    assert codes == ["records_counted", "header_near", "column_not_used"]


def test_more_records_than_an_area_can_have_are_refused(tmp_path):
    with pytest.raises(FileRefused) as refusal:
        read(tmp_path, *[{"Name": "A"}] * 4, at_most=3)
    assert refusal.value.code == "too_many_rows"
