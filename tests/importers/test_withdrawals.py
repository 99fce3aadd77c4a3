"""Who leaves, and when: consent taken back counts at once, whatever else the file says or leaves out."""

import pytest

from directory.errors import FileRefused
from directory.live_market import LiveMarket
from importers.pipeline import Orders, run
from tests.importers.paper_map import a_reading_context
from tests.importers.sheets import GROUPS, PEOPLE, a_group, a_person, another_person, write_csv
from tests.importers.taking_in import listed, people


def test_withdrawn_consent_ends_at_once_and_no_guard_counts_it(take_in, store):
    take_in(people(*range(10)))
    report = take_in([*people(0), *people(*range(1, 10), Consent_to_list="no")])
    assert (report.ended, listed(store)) == (9, 1)
    assert report.as_json()["left_out_by_code"] == {"no_consent": 9}


@pytest.mark.parametrize("refused", [False, True])
def test_withdrawn_consent_is_gone_from_a_running_service_when_the_import_ends(take_in, settings, refused):
    take_in(people(*range(10)), publish_to=settings)
    running = LiveMarket.open(settings)
    others = people(*range(1, 10)) if not refused else people(1)
    try:
        take_in([*people(0, Consent_to_list="no"), *others], publish_to=settings)
    except FileRefused:
        assert refused
    now = running.refreshed()
    assert now.base is not None
    assert (running.options, now.options) == (10, 9)


def test_withdrawn_consent_does_not_wait_for_a_file_that_is_refused(take_in, store):
    take_in(people(*range(10)))
    with pytest.raises(FileRefused):
        take_in([*people(0, Consent_to_list="no"), *people(1)])
    assert listed(store) == 9


def test_whoever_consents_again_after_a_refused_file_is_listed_again(take_in, store):
    take_in(people(*range(10)))
    with pytest.raises(FileRefused):
        take_in([*people(0, Consent_to_list="no"), *people(1)])
    take_in(people(*range(10)))
    assert listed(store) == 10


def test_a_person_with_a_consenting_and_an_unclear_row_is_not_listed(take_in, store):
    report = take_in([another_person(1), another_person(1, Consent_to_list="")])
    assert report.as_json()["left_out_by_code"] == {"no_consent": 2}
    assert listed(store) == 0


def with_a_torn_line(path):
    path.write_bytes(path.read_bytes() + b"Number three, stray comma\r\n")
    return path


def test_records_stand_when_as_many_lines_cannot_be_read_as_are_missing(take_in, store, tmp_path):
    take_in([a_group(Id=str(number)) for number in (1, 2, 3)], GROUPS)
    path = with_a_torn_line(write_csv(tmp_path / "odd.csv", [a_group(Id=str(number)) for number in (1, 2)]))
    report = run(store, GROUPS, path, a_reading_context(), Orders())
    assert [row.code for row in report.rows_refused] == ["wrong_number_of_cells"]
    assert [note.code for note in report.notes] == ["records_kept"]
    assert listed(store) == 3


def test_a_line_that_cannot_be_read_keeps_no_personal_assistant_listed(take_in, store, tmp_path):
    take_in(people(1, 2, 3))
    path = with_a_torn_line(write_csv(tmp_path / "odd.csv", people(1, 2)))
    report = run(store, PEOPLE, path, a_reading_context(), Orders())
    assert (report.ended, report.notes, listed(store)) == (1, [], 2)


JO = {"Name": "Jo Smith", "Phone": "020 7946 0199", "Date_of_birth": "03/04/1980"}


@pytest.mark.parametrize(
    "now",
    [
        {"Email": "", "Phone": "+44 20 7946 0199"},
        {"Email": "", "Phone": "", "Name": "SMITH, Jo"},
        {"Email": "", "Phone": "", "Date_of_birth": ""},
        {"Email": "new@example.org"},
        {"Email": "new@example.org", "Phone": "", "Name": "Mrs Jo Smith"},
        {"Email": "jo@example.org", "Phone": "020 7946 0000"},
    ],
)
@pytest.mark.parametrize("others", [range(10), range(3)])
def test_whoever_takes_consent_back_leaves_at_once_though_the_key_changed(take_in, store, now, others):
    """With all ten others the file is accepted; with three the guard refuses it, yet she leaves."""
    take_in([*people(*range(10)), another_person(10, **JO, Email="jo@example.org")])
    rows = [*people(*others), another_person(10, **{**JO, **now, "Consent_to_list": "No"})]
    if len(others) == 10:
        assert take_in(rows).ended == 1
    else:
        with pytest.raises(FileRefused):
            take_in(rows)
    assert listed(store) == 10


def test_a_family_that_shares_a_telephone_does_not_share_consent(take_in, store):
    shared = {"Phone": "020 7946 0199"}
    take_in([another_person(1, **shared), another_person(2, **shared)])
    take_in([another_person(1, **shared), another_person(2, **shared, Consent_to_list="no")])
    assert listed(store) == 1


def test_one_person_in_two_rows_with_two_keys_is_not_listed_unless_both_agree(take_in, store):
    report = take_in([another_person(1, **JO), a_person(**JO, Email="", Consent_to_list="Verbal")])
    assert report.as_json()["left_out_by_code"] == {"consent_unclear": 1, "no_consent": 1}
    assert listed(store) == 0


def test_rows_refused_for_what_they_say_keep_nobody_who_is_gone_from_the_file(take_in, store):
    nameless = another_person(9, Email="", Phone="", Date_of_birth="")
    take_in([*people(1, 2, 3), nameless])
    report = take_in([*people(1, 2), nameless])
    assert [row.code for row in report.rows_refused] == ["no_key"]
    assert (report.ended, listed(store)) == (1, 2)
