"""A list of groups needs a name only, so that lists of something else must be told from it."""

import pytest

from directory.errors import FileRefused
from importers.source import SourceRow
from importers.sources.cqc_directory import CqcDirectory
from importers.sources.registry import of_another_source
from tests.importers.cqc_rows import A_LOCATION
from tests.importers.sheets import GROUPS, PEOPLE, a_group, a_person, write_csv

NAMED = {"Name": "Josephina Example", "Phone": "020 7946 0101", "Postcode": "E1 4NS"}

OTHER_LISTS = [
    ("a register of people", a_person(), "personal-assistants"),
    ("with a date of birth", {**NAMED, "D.O.B.": "03/04/1980"}, "personal-assistants"),
    ("with skills and pay", {**NAMED, "Skills": "Company", "Rate per hour": "£15"}, "personal-assistants"),
    ("with consent and DBS", {**NAMED, "Consent": "yes", "DBS date": ""}, "personal-assistants"),
    ("the CQC's directory", A_LOCATION, "cqc-directory"),
]


@pytest.mark.parametrize(
    ("row", "source"), [case[1:] for case in OTHER_LISTS], ids=[case[0] for case in OTHER_LISTS]
)
def test_another_list_is_refused_by_name_before_any_row_of_it_is_read(tmp_path, row, source):
    with pytest.raises(FileRefused) as refusal:
        for item in GROUPS.rows(write_csv(tmp_path / "list.csv", [row])):
            assert not isinstance(item, SourceRow)
    assert refusal.value.code == "wrong_source"
    assert source in refusal.value.sentence
    assert f"caremarket import {source}" in refusal.value.remedy


OWN_LISTS = [
    ("a name alone", {"Name": "Example Club"}),
    ("every column", a_group()),
    ("consent to be printed", {"Name": "Example Club", "Consent to publish": "yes"}),
    (
        "an address in parts",
        {"Name": "Example Club", "Address 1": "1", "Town/City": "Bow", "County": "Essex"},
    ),
    (
        "numbers of registers",
        {"Name": "Example Club", "Registered charity number": "1", "Company number": "2"},
    ),
]


@pytest.mark.parametrize("row", [case[1] for case in OWN_LISTS], ids=[case[0] for case in OWN_LISTS])
def test_a_councils_own_list_is_read_whatever_it_lacks(tmp_path, row):
    rows = [
        item for item in GROUPS.rows(write_csv(tmp_path / "list.csv", [row])) if isinstance(item, SourceRow)
    ]
    assert len(rows) == 1


SLIPS = [
    ("a register without its consent column", "Consent to list", a_person(), PEOPLE, "missing_columns"),
    ("the directory without its postcodes", "Postcode", A_LOCATION, CqcDirectory(), "missing_columns"),
    ("a list of groups sent as people", None, a_group(), PEOPLE, "wrong_source"),
    ("the directory sent as people", None, A_LOCATION, PEOPLE, "wrong_source"),
    ("names and telephones sent as people", None, NAMED, PEOPLE, "missing_columns"),
]


@pytest.mark.parametrize(
    ("lacks", "row", "source", "code"), [case[1:] for case in SLIPS], ids=[case[0] for case in SLIPS]
)
def test_a_register_with_a_slip_is_not_sent_to_another_source(tmp_path, lacks, row, source, code):
    path = write_csv(tmp_path / "list.csv", [row], columns=[name for name in row if name != lacks])
    with pytest.raises(FileRefused) as refusal:
        list(source.rows(path))
    assert of_another_source(refusal.value, path, source).code == code
