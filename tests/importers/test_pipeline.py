"""One file into the store: all of it or nothing, the same again changes nothing, removals are guarded."""

import random
from dataclasses import replace

import pytest

from directory.errors import FileRefused
from directory.live_market import LiveMarket
from directory.version_folders import current_version
from importers.pipeline import Orders, reading_context, run
from importers.source import Column
from importers.sources.cqc_directory import CqcDirectory
from tests.importers.paper_map import PaperMap, a_reading_context
from tests.importers.sheets import (
    GROUPS,
    PEOPLE,
    a_group,
    a_person,
    another_person,
    write_csv,
    write_workbook,
)
from tests.importers.taking_in import counts, fingerprint, listed, people


def test_a_file_is_taken_in_and_reported(take_in, store):
    report = take_in(people(1, 2, 3))
    assert (report.rows, report.listed, counts(report)) == (3, 3, (3, 0, 0, 0))
    assert report.fingerprint == fingerprint(store)
    assert listed(store) == 3


def test_the_same_file_again_changes_nothing(take_in, store):
    first = take_in(people(1, 2, 3))
    again = take_in(people(1, 2, 3))
    assert counts(again) == (0, 0, 3, 0)
    assert again.fingerprint == first.fingerprint


def test_the_order_of_rows_and_columns_and_the_kind_of_file_do_not_matter(take_in, store, tmp_path):
    first = take_in(people(1, 2, 3, 4))
    rows = [dict(random.Random(7).sample(list(row.items()), len(row))) for row in people(4, 2, 1, 3)]
    again = take_in(rows)
    workbook = write_workbook(tmp_path / "register.xlsx", people(3, 1, 4, 2))
    once_more = run(store, PEOPLE, workbook, a_reading_context(), Orders())
    assert counts(again) == counts(once_more) == (0, 0, 4, 0)
    assert again.fingerprint == once_more.fingerprint == first.fingerprint


def test_a_workbook_that_saved_numbers_as_numbers_is_the_same_as_the_csv_it_came_from(
    take_in, store, tmp_path
):
    """Leading zeros of telephones and DBS certificates are lost in it."""
    row = a_person(Hourly_rate="17.50")
    take_in([row])
    as_numbers = {"Phone": 2079460101, "DBS certificate number": 1234567890, "Hourly rate": 17.5}
    workbook = write_workbook(tmp_path / "register.xlsx", [{**row, **as_numbers}])
    assert counts(run(store, PEOPLE, workbook, a_reading_context(), Orders())) == (0, 0, 1, 0)


def test_rows_that_are_stored_in_several_blocks_are_counted_together(take_in, store, monkeypatch):
    monkeypatch.setattr("directory.store.blocks.AT_ONCE", 2)
    take_in(people(*range(5)))
    report = take_in([*people(*range(1, 4)), another_person(4, Languages="Polish"), *people(5, 6)])
    assert (counts(report), listed(store)) == ((2, 1, 3, 1), 6)


def test_a_changed_row_is_changed_and_nothing_else(take_in):
    take_in(people(1, 2, 3))
    assert counts(take_in([*people(1, 2), another_person(3, Languages="Polish")])) == (0, 1, 2, 0)


def test_a_change_in_private_details_alone_is_a_change_that_the_fingerprint_does_not_show(take_in):
    first = take_in(people(1))
    report = take_in(people(1, Home_address="9 Other Street"))
    assert counts(report) == (0, 1, 0, 0)
    assert report.fingerprint == first.fingerprint


def test_good_rows_land_beside_refused_ones(take_in, store):
    report = take_in([*people(1, 2), another_person(3, Postcode="nowhere"), another_person(4, Name="?")])
    assert listed(store) == 2
    assert sorted((row.line, row.code) for row in report.rows_refused) == [
        (4, "postcode_not_found"),
        (5, "no_name"),
    ]


def test_a_refused_row_leaves_its_record_as_it_was(take_in, store):
    take_in(people(1, 2))
    report = take_in([*people(1), another_person(2, Postcode="nowhere")])
    assert (counts(report), listed(store)) == ((0, 0, 1, 0), 2)


def test_every_note_is_counted_and_the_first_200_of_each_code_are_kept(take_in):
    rows = people(*range(230), Skills="juggling")
    report = take_in([{**row, "Times": "Tuesdays" if number < 3 else ""} for number, row in enumerate(rows)])
    assert report.as_json()["notes_by_code"] == {"not_understood": 233}
    assert len(report.as_json()["notes"]) == 200
    assert "not understood (233, the first 200)" in report.as_text()


def test_rows_that_differ_under_one_id_are_both_refused_by_line_never_last_wins(take_in, store):
    report = take_in([*people(1), another_person(2), another_person(2, Languages="Polish")])
    assert [(row.line, row.code) for row in report.rows_refused] == [(3, "duplicate_id"), (4, "duplicate_id")]
    assert "Lines 3 and 4" in report.rows_refused[0].sentence
    assert listed(store) == 1


def test_rows_that_say_the_same_under_one_id_land_once_and_are_noted(take_in, store):
    report = take_in([*people(1, 2), another_person(2)])
    assert [(note.line, note.code) for note in report.notes] == [(4, "repeated_row")]
    assert (report.rows_refused, listed(store)) == ([], 2)


def test_records_gone_from_the_file_end(take_in, store):
    take_in(people(*range(10)))
    assert counts(take_in(people(*range(5)))) == (0, 0, 5, 5)
    assert listed(store) == 5


def test_more_than_five_records_and_five_in_a_hundred_are_refused_and_nothing_changes(take_in, store):
    before = take_in(people(*range(10)))
    with pytest.raises(FileRefused) as refusal:
        take_in([*people(*range(4)), *people(20)])
    assert refusal.value.code == "too_many_removals"
    assert "6 of 10" in refusal.value.sentence
    assert "--allow-removals" in refusal.value.remedy
    assert (fingerprint(store), listed(store)) == (before.fingerprint, 10)


def test_of_many_records_one_in_twenty_may_go(take_in):
    take_in(people(*range(200)))
    with pytest.raises(FileRefused):
        take_in(people(*range(189)))
    assert take_in(people(*range(190))).ended == 10


def test_many_may_go_when_that_is_said(take_in, store):
    take_in(people(*range(10)))
    assert take_in(people(1), allow_removals=True).ended == 9
    assert listed(store) == 1


def test_another_publishers_or_scopes_file_removes_nothing(take_in, store):
    context = a_reading_context()
    take_in(people(*range(10)))
    take_in(people(20), context=replace(context, publisher="Another council"))
    take_in(people(30), context=replace(context, scope="Newham"))
    take_in([a_group()], GROUPS)
    assert listed(store) == 13


def test_pay_below_the_minimum_is_stored_unlisted(take_in, store):
    report = take_in(people(1, Hourly_rate="£9"))
    assert (report.listed, report.added, listed(store)) == (0, 1, 0)
    assert report.as_json()["unlisted_by_code"] == {"below_minimum_wage": 1}


def test_a_dry_run_says_what_would_happen_and_keeps_nothing(take_in, store):
    before = fingerprint(store)
    report = take_in(people(1, 2), dry_run=True)
    assert (report.added, report.dry_run, report.fingerprint) == (2, True, before)
    assert listed(store) == 0


def test_a_file_cut_off_changes_nothing(take_in, store, tmp_path):
    before = take_in(people(1, 2, 3))
    whole = write_csv(tmp_path / "cut.csv", people(1, 2, 3)).read_bytes()
    (tmp_path / "cut.csv").write_bytes(whole[:-90])
    with pytest.raises(FileRefused) as refusal:
        run(store, PEOPLE, tmp_path / "cut.csv", a_reading_context(), Orders(allow_removals=True))
    assert refusal.value.code == "ends_mid_record"
    assert fingerprint(store) == before.fingerprint


def test_a_fault_in_the_middle_leaves_the_old_market(take_in, store, monkeypatch):
    before = take_in(people(1, 2))

    def power_cut(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("importers.pipeline.link_new", power_cut)
    with pytest.raises(KeyboardInterrupt):
        take_in(people(1, 2, 3))
    assert (fingerprint(store), listed(store)) == (before.fingerprint, 2)


class OneThatFails:
    """A plug-in that stumbles over some rows."""

    name, title, about = "stumbling", "Stumbling", "A source that stumbles."
    default_publisher, default_scope = "Somebody", "England"
    columns = (Column("Name"),)

    def __init__(self, over):
        self._over = over

    def rows(self, path):
        return PEOPLE.rows(path)

    def read_row(self, row, context):
        if row.line in self._over:
            raise ZeroDivisionError(row.cells["Name"])
        return PEOPLE.read_row(row, context)


def test_a_plug_in_that_stumbles_over_a_row_costs_that_row_only(take_in, store):
    report = take_in(people(1, 2, 3), OneThatFails({3}))
    assert [(row.line, row.code) for row in report.rows_refused] == [(3, "reader_failed")]
    assert "Person" not in report.rows_refused[0].sentence
    assert listed(store) == 2


def test_a_plug_in_that_reads_nothing_is_refused(take_in):
    with pytest.raises(FileRefused):
        take_in(people(1, 2), OneThatFails({2, 3}))


def test_an_import_publishes_and_the_same_again_the_same_day_does_not(take_in, settings):
    first = take_in(people(1, 2), publish_to=settings)
    assert first.published == current_version(settings.published_dir)
    assert LiveMarket.open(settings).options == 2
    assert take_in(people(1, 2), publish_to=settings).published == first.published
    assert take_in(people(1, 2, 3), publish_to=settings).published not in (None, first.published)


def test_an_import_without_publishing_is_published_by_the_next(take_in, settings):
    take_in(people(1), publish_to=settings)
    assert take_in(people(1, 2)).published is None
    take_in(people(1, 2), publish_to=settings)
    assert LiveMarket.open(settings).options == 2


def test_the_context_of_an_import_has_one_spelling_of_a_council(settings):
    day = a_reading_context().today
    context = reading_context(settings, PaperMap(), PEOPLE, "  Bow  CAB ", "tower hamlets", day)
    assert (context.publisher, context.scope) == ("Bow CAB", "Tower Hamlets")
    usual = reading_context(settings, PaperMap(), CqcDirectory(), None, None, day)
    assert (usual.publisher, usual.scope) == ("Care Quality Commission", "England")
    assert usual.minimum_pence_per_hour == 1271


def test_a_list_whose_sender_is_not_named_lands_with_a_note(take_in):
    report = take_in(people(1), context=replace(a_reading_context(), publisher=PEOPLE.default_publisher))
    assert (report.added, [note.code for note in report.notes]) == (1, ["publisher_not_named"])


def test_publisher_and_scope_are_the_same_in_any_case_and_spacing(take_in, store):
    context = replace(a_reading_context(), publisher="Tower Hamlets Council", scope="Bow and Stratford")
    take_in(people(1, 2), context=context)
    typed = replace(context, publisher="tower hamlets  council", scope="BOW AND STRATFORD")
    report = take_in(people(1, 2), context=typed)
    assert (report.publisher, report.scope) == (context.publisher, context.scope)
    assert (counts(report), listed(store)) == ((0, 0, 2, 0), 2)


@pytest.mark.parametrize(
    ("scope", "noted"),
    [
        *(
            (area, False)
            for area in ("England", "Tower Hamlets", "London", "Greater Manchester", "Elmbridge")
        ),
        *((area, False) for area in ("England and Wales", "Tower Hamlets and neighbours")),
        *((area, True) for area in ("Your Area", "Choirs")),
    ],
)
def test_a_scope_that_names_no_area_is_noted_and_the_file_lands(take_in, scope, noted):
    report = take_in(people(1), context=replace(a_reading_context(), scope=scope))
    assert [note.code for note in report.notes] == ["scope_not_known"] * noted
    assert report.added == 1
