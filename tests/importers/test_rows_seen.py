"""A row that comes again as it was is not read again, and nothing else is taken for it."""

import random
from dataclasses import replace

import pytest

from importers import file_reading
from importers.rows_seen import NOTHING_SEEN, RowsSeen, reader_stamp
from importers.source import Note
from importers.sources.community_groups import CommunityGroups
from importers.undoing import undo
from tests.directory.test_fold_histories import folded
from tests.importers.paper_map import a_reading_context
from tests.importers.sheets import a_group
from tests.importers.taking_in import counts, fingerprint


@pytest.fixture(autouse=True)
def every_file_is_large(monkeypatch):
    monkeypatch.setattr(file_reading, "LARGE_BYTES", 1)


class Watched(CommunityGroups):
    """Counts the rows it is asked to read."""

    def __init__(self):
        self.read = []

    def read_row(self, row, context):
        self.read.append(row.cells["Id"])
        return super().read_row(row, context)


def groups(*numbers, **changes):
    return [a_group(Id=f"{number}", Name=f"Club {number}", **changes) for number in numbers]


def test_the_same_file_again_is_not_read_again(take_in, store):
    source = Watched()
    first = take_in(groups(1, 2, 3), source)
    assert sorted(source.read) == ["1", "2", "3"]
    again = take_in(groups(1, 2, 3), source)
    assert len(source.read) == 3
    assert (counts(again), again.listed) == ((0, 0, 3, 0), 3)
    assert again.fingerprint == first.fingerprint == fingerprint(store)


def test_rows_and_columns_may_come_in_another_order(take_in):
    source, rows = Watched(), groups(1, 2, 3, 4)
    take_in(rows, source)
    shuffled = [dict(random.Random(7).sample(list(row.items()), len(row))) for row in reversed(rows)]
    order = list(shuffled[0])
    assert counts(take_in([{name: row[name] for name in order} for row in shuffled], source)) == (0, 0, 4, 0)
    assert len(source.read) == 4


def test_only_what_changed_is_read(take_in):
    source = Watched()
    take_in(groups(1, 2, 3), source)
    source.read.clear()
    report = take_in([*groups(1), *groups(2, Description="Something else."), *groups(4)], source)
    assert (sorted(source.read), counts(report)) == (["2", "4"], (1, 1, 1, 1))


def test_what_is_to_look_at_is_told_again_at_its_new_line(take_in):
    source = Watched()
    take_in(groups(1, 2, Languages="Klingonese"), source)
    report = take_in([*groups(3), *groups(1, 2, Languages="Klingonese")], source)
    told = [(note.line, note.column) for note in report.notes if note.code == "not_understood"]
    assert told == [(3, "Languages"), (4, "Languages")]


def test_an_id_that_stands_and_comes_again_with_other_words_is_refused(take_in):
    source = Watched()
    take_in(groups(1, 2), source)
    report = take_in([*groups(1, 2), *groups(2, Description="Not the same.")], source)
    assert sorted((row.line, row.code) for row in report.rows_refused) == [
        (3, "duplicate_id"),
        (4, "duplicate_id"),
    ]
    assert counts(report) == (0, 0, 1, 0)


def test_a_row_that_stands_twice_is_taken_once(take_in):
    source = CommunityGroups()
    take_in(groups(1, 2), source)
    report = take_in([*groups(1, 2), *groups(2)], source)
    assert counts(report) == (0, 0, 2, 0)
    assert report.notes_by_code()["repeated_row"] == 1


def test_after_an_undo_every_row_is_read(take_in, store, settings):
    source = Watched()
    first = take_in(groups(1, 2), source)
    take_in(groups(1, 2, Description="Another word."), source)
    with store.reading() as reader:
        newest = reader.runs(1)[0].run_id
    undo(store, newest, by="officer")
    assert fingerprint(store) == first.fingerprint
    source.read.clear()
    assert counts(take_in(groups(1, 2), source)) == (0, 0, 2, 0)
    assert sorted(source.read) == ["1", "2"]


def test_records_folded_ahead_are_as_if_folded_in_the_store(take_in, store):
    source, elsewhere = CommunityGroups(), replace(a_reading_context(), publisher="Another Council")
    registered = {"CQC_location_id": "1-123456789"}
    take_in([*groups(1, 2, 3), a_group(Id="4", Name="Club 1"), *groups(5, **registered)], source)
    take_in(groups(6, **registered), source, context=elsewhere)
    with store.writing(dry_run=True) as writer:
        ahead = folded(writer)
        writer.fold()
        assert folded(writer) == ahead


def test_what_was_seen_survives_being_stored():
    rows = [(bytes([n] * 16), n, [Note(n, "odd", "Odd.", "Name", None)] if n % 2 else []) for n in range(9)]
    seen = RowsSeen.from_bytes(RowsSeen.of([*rows, (b"z" * 16, "removed", [])]).to_bytes())
    places = seen.places_of([row[0] for row in rows] + [b"z" * 16, b"y" * 16]).tolist()
    assert places[-1] == -1
    assert [int(seen.outcome[place]) for place in places[:9]] == list(range(9))
    assert seen.codes[-1 - int(seen.outcome[places[9]])] == "removed"
    assert seen.notes_of(places[3], 40) == [Note(40, "odd", "Odd.", "Name", None)]
    assert seen.digest(places[3]) == rows[3][0]
    assert NOTHING_SEEN.places_of([b"z" * 16]).tolist() == [-1]


def test_another_publisher_reads_for_itself():
    contexts = (replace(a_reading_context(), publisher=name) for name in ("Here", "There"))
    here, there = (reader_stamp(CommunityGroups(), context) for context in contexts)
    assert here != there
