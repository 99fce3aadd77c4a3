"""Imports and their undoing in any order: records come back exactly, people who withdrew consent do not."""

import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from directory.errors import FileRefused
from directory.settings import Settings
from directory.store.session import open_store
from importers.pipeline import Orders, run
from importers.undoing import undo
from tests.importers.paper_map import a_reading_context
from tests.importers.sheets import PEOPLE, another_person, write_csv
from tests.importers.taking_in import fingerprint, listed, people

NAMES = range(3)
ANSWER = st.sampled_from(["yes", "yes", "no", "gone"])
FILE = st.tuples(*[ANSWER] * len(NAMES), st.sampled_from(["English", "Polish"]))
HISTORY = st.lists(st.one_of(FILE, st.just("undo")), min_size=2, max_size=8)


def undo_latest(store):
    with store.reading() as reader:
        latest = next(run for run in reader.runs() if not run.undone)
    return undo(store, latest.run_id, "an officer")


class Told:
    """What must hold after each step. ``stands``: per import that stands, what was before it."""

    def __init__(self):
        self.live, self.withdrew, self.known, self.stands = frozenset(), set(), set(), []

    def imported(self, answers, before):
        agree = {name for name in NAMES if answers[name] == "yes"}
        showed = agree & self.withdrew
        self.stands.append((before, self.live, showed))
        self.known |= agree
        self.withdrew |= {name for name in NAMES if answers[name] == "no"} & self.known
        self.withdrew -= agree
        self.live = frozenset(agree)

    def undone(self):
        before, self.live, showed = self.stands.pop()
        self.withdrew |= showed
        return before


MADE: dict[tuple[str, ...], str] = {}


@settings(max_examples=25)
@given(HISTORY)
def test_undoing_restores_the_fingerprint_and_brings_back_nobody_who_withdrew(tables, history):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "market.sqlite3"
        shutil.copy(tables, path)
        store, told = open_store(Settings(path.parent, f"sqlite:///{path}", "", 1, "secret")), Told()
        for step in history:
            if step == "undo":
                if told.stands:
                    undo_latest(store)
                    assert fingerprint(store) == told.undone()
            else:
                before = fingerprint(store)
                rows = [
                    another_person(name, Languages=step[-1], Consent_to_list=step[name])
                    for name in NAMES
                    if step[name] != "gone"
                ]
                # Somebody who always agrees, so that the file is never empty.
                file = write_csv(path.with_name("people.csv"), [another_person(20), *rows])
                report = run(store, PEOPLE, file, a_reading_context(), Orders(allow_removals=True))
                told.imported(step, before)
                # The same file makes the same records, whatever was imported or undone in between.
                assert report.fingerprint == MADE.setdefault(step, report.fingerprint)
            assert listed(store) == len(told.live - told.withdrew) + bool(told.stands)
        store.close()


def test_whoever_withdrew_in_an_import_stays_hidden_when_it_is_undone(take_in, store):
    first = take_in(people(1, 2))
    take_in([*people(1), another_person(2, Consent_to_list="no")])
    undone = undo_latest(store)
    assert (undone.fingerprint, undone.listed, undone.stay_hidden) == (first.fingerprint, 1, 1)


def test_whoever_was_gone_already_and_then_withdrew_stays_hidden_when_all_is_undone(take_in, store):
    """Also under another key: she has a new e-mail by then, and the same telephone."""
    first = take_in([*people(1), another_person(2, Phone="020 7946 0199")])
    take_in(people(1))
    take_in([*people(1), another_person(9, Phone="020 7946 0199", Consent_to_list="no")])
    undo_latest(store)
    assert undo_latest(store).fingerprint == first.fingerprint
    assert listed(store) == 1


def test_whoever_withdrew_in_a_refused_file_is_hidden_again_when_the_next_is_undone(take_in, store):
    take_in(people(*range(10)))
    with pytest.raises(FileRefused):
        take_in([*people(0, Consent_to_list="no"), *people(1)])
    take_in(people(*range(10)))
    assert listed(store) == 10
    undo_latest(store)
    assert listed(store) == 9


def test_a_file_that_was_undone_can_be_imported_again(take_in, store):
    take_in(people(1, 2))
    rows = [*people(1, Languages="Polish"), *people(3)]
    first = take_in(rows, allow_removals=True)
    undo_latest(store)
    again = take_in(rows, allow_removals=True)
    assert (again.added, again.changed, again.ended) == (1, 1, 1)
    assert (again.fingerprint, listed(store)) == (first.fingerprint, 2)


def test_a_file_from_before_an_undone_import_changes_nothing(take_in, store):
    first = take_in(people(1, 2))
    take_in(people(1, 2, 3))
    undo_latest(store)
    again = take_in(people(1, 2))
    assert (again.added, again.changed, again.unchanged, again.ended) == (0, 0, 2, 0)
    assert again.fingerprint == first.fingerprint
