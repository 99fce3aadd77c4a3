"""The register's own extract of every charity, as JSON with its mark or with tabs."""

import json

import pytest

from directory.records import Identifier
from importers.sources.charities import Charities
from tests.importers.landed import taken_in

CHARITY = {
    "date_of_extract": "2026-11-21T00:00:00",
    "organisation_number": 3990001,
    "registered_charity_number": 999001,
    "linked_charity_number": 0,
    "charity_name": "EXAMPLE LUNCHEON CLUB",
    "charity_type": "Charitable company",
    "charity_registration_status": "Registered",
    "date_of_registration": "1985-04-29T00:00:00",
    "date_of_removal": None,
    "charity_reporting_status": "Submission Received",
    "latest_acc_fin_period_start_date": "2025-04-01T00:00:00",
    "latest_acc_fin_period_end_date": "2026-03-31T00:00:00",
    "latest_income": 12345.0,
    "latest_expenditure": 12000.5,
    "charity_contact_address1": "C/O A TRUSTEE",
    "charity_contact_address2": "7 EXAMPLE AVENUE",
    "charity_contact_address3": "STRETFORD",
    "charity_contact_address4": None,
    "charity_contact_address5": None,
    "charity_contact_postcode": "M32 0TH",
    "charity_contact_phone": "01632960123",
    "charity_contact_email": "info@lunch.example.org",
    "charity_contact_web": "www.lunch.example.org",
    "charity_company_registration_number": "01234567",
    "charity_insolvent": False,
    "charity_in_administration": False,
    "charity_previously_excepted": False,
    "charity_is_cdf_or_cif": None,
    "charity_is_cio": False,
    "cio_is_dissolved": None,
    "date_cio_dissolution_notice": None,
    "charity_activities": 'A luncheon club for older people.\nIt "meets" on Tuesdays.',
    "charity_gift_aid": True,
    "charity_has_land": None,
}
LINKED = CHARITY | {
    "organisation_number": 3990002,
    "linked_charity_number": 2,
    "charity_name": "EXAMPLE LUNCHEON CLUB OLD STRETFORD",
    "charity_type": None,
}


def an_extract(path, *changes):
    """As the register sends it: JSON behind a mark, one line for each."""
    path.write_text(
        "[" + ",\r\n".join(json.dumps(CHARITY | change) for change in changes) + "]", encoding="utf-8-sig"
    )
    return path


def with_tabs(path, *changes):
    """Its other form: quotation marks as they come, no line breaks."""

    def text(value):
        return "" if value is None else str(value).replace("\n", " ")

    rows = [CHARITY | change for change in changes]
    lines = ["\t".join(CHARITY), *("\t".join(text(value) for value in row.values()) for row in rows)]
    path.write_text("".join(f"{line}\r\n" for line in lines), encoding="utf-8", newline="")
    return path


@pytest.fixture
def read(store):
    """Take a file in; gives the report, and the claims of the only record where there is one."""

    def taken(path):
        report, landed = taken_in(store, Charities(), path)
        return report, next(iter(landed.values()), None)

    return taken


@pytest.mark.parametrize("write", [an_extract, with_tabs])
def test_a_charity_of_the_extract_becomes_an_option(read, tmp_path, write):
    _, option = read(write(tmp_path / "publicextract.charity", {}))
    assert (option.source_id, option.name) == ("999001", "Example Luncheon Club")
    assert option.identifiers == (Identifier("charity", "999001"), Identifier("company", "01234567"))
    assert option.description.split() == CHARITY["charity_activities"].split()
    assert option.facts["registered_on"] == "29 April 1985"
    assert option.place.label == "Stretford"
    assert "AVENUE" not in repr(option).upper()
    assert "TRUSTEE" not in repr(option).upper()


def test_without_a_known_postcode_the_town_is_the_last_of_its_lines(read, tmp_path):
    _, option = read(an_extract(tmp_path / "a.json", {"charity_contact_postcode": None}))
    assert (option.place.precision, option.place.label) == ("place", "Stretford")


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"charity_registration_status": "Removed"}, "removed"),
        ({"charity_registration_status": None, "date_of_removal": "2020-01-31T00:00:00"}, "removed"),
        ({"charity_insolvent": True}, "insolvent"),
        ({"charity_in_administration": True}, "in_administration"),
        ({"cio_is_dissolved": True}, "dissolved"),
        ({"charity_activities": None}, "no_activities"),
    ],
)
@pytest.mark.parametrize("write", [an_extract, with_tabs])
def test_who_is_gone_or_going_is_left_out(read, tmp_path, write, change, code):
    report, option = read(write(tmp_path / "a", change))
    assert option is None
    assert report.as_json()["left_out_by_code"] == {code: 1}


def test_a_notice_of_dissolution_is_noted(read, tmp_path):
    report, option = read(
        an_extract(tmp_path / "a.json", {"date_cio_dissolution_notice": "2027-01-31T00:00:00"})
    )
    assert option
    (note,) = [note for note in report.notes if note.code == "dissolution_notice"]
    assert note.value == "2027-01-31"


def test_no_note_repeats_a_private_cell(read, tmp_path):
    private = {
        "charity_contact_address1": ["7", {"a": "7 EXAMPLE AVENUE"}],
        "charity_contact_email": "jo@gmail.com",
    }
    report, _ = read(an_extract(tmp_path / "a.json", private))
    assert "EXAMPLE AVENUE" not in json.dumps(report.as_json())
    assert "jo@gmail.com" not in json.dumps(report.as_json())


def test_a_linked_charity_is_another_option_and_not_linked_to_its_main_one(tmp_path, store):
    path = an_extract(tmp_path / "a.json", {}, LINKED)
    report, _ = taken_in(store, Charities(), path)
    assert (report.added, report.listed) == (2, 2)
    assert report.links == {"same": 0, "ask": 0}


def test_the_extract_in_either_form_says_the_same_and_changes_nothing(tmp_path, store):
    change = {"charity_activities": '"Meals and more" for older people: a luncheon club.'}
    first, _ = taken_in(store, Charities(), an_extract(tmp_path / "a.json", change))
    again, _ = taken_in(store, Charities(), with_tabs(tmp_path / "a.txt", change))
    assert (first.added, again.added, again.changed, again.unchanged) == (1, 0, 0, 1)
