"""Keys that are kept of versions lead to all who share them, whatever happened in between."""

import numpy as np
import pytest

from directory.store import look_keys, looks
from directory.store.said import BETWEEN
from tests.builders import a_community_group, a_personal_assistant
from tests.directory.importing import latest_run, take_in


def keys(*values):
    return np.array(values, np.uint64)


def versions(*values):
    return np.array(values, np.int64)


def found(writer, *wanted):
    pairs = zip(*writer.versions_with_keys(keys(*wanted)), strict=True)
    return sorted((int(key), int(version)) for key, version in pairs)


def test_keys_lead_to_every_version_that_has_them(store):
    with store.writing() as writer:
        writer.keep_keys("a", 3, keys(9, 2**64 - 1, 9), versions(1, 2, 3))
        writer.keep_keys("a", 4, keys(9, 5), versions(4, 4))
        assert found(writer, 9) == [(9, 1), (9, 3), (9, 4)]
        assert found(writer, 5, 7, 2**64 - 1) == [(5, 4), (2**64 - 1, 2)]
        assert found(writer) == []
        assert writer.last_version_with_keys("a") == 4


def test_keys_of_another_form_are_made_anew(store):
    with store.writing() as writer:
        writer.keep_keys("a", 3, keys(9), versions(1))
        assert writer.last_version_with_keys("b") == 0
        assert found(writer, 9) == []


def test_many_small_parts_become_one(store, monkeypatch):
    monkeypatch.setattr(look_keys, "FEW_PARTS", 3)
    with store.writing() as writer:
        for number in range(1, 9):
            writer.keep_keys("a", number, keys(number, 77), versions(number, number))
        assert len(list(look_keys._parts(writer._connection))) <= 3
        assert found(writer, 77, 2) == [(2, 2), *((77, number) for number in range(1, 9))]
        assert writer.last_version_with_keys("a") == 8


def test_small_blocks_are_kept_together_and_only_those_wanted_are_read(store):
    with store.writing() as writer:
        assert writer.take_back_small_looks(5) is None
        writer.keep_looks("a", 10, 9, b"ten")
        writer.keep_looks("a", 12, 2, b"twelve")
        assert list(writer.kept_looks(versions(10))) == [b"ten"]
        assert list(writer.kept_looks(versions(3, 11))) == [b"ten", b"twelve"]
        assert writer.take_back_small_looks(5) == b"twelve"
        assert writer.take_back_small_looks(5) is None
        assert writer.last_version_with_keys("b") == 0
        assert list(writer.kept_looks(versions(3))) == []


def told(blocks):
    return [(look.said.split(BETWEEN)[0], look.ended_by_run is None) for block in blocks for look in block]


def test_what_is_compared_is_the_newest_that_each_record_said(store):
    take_in(store, a_community_group(name="First"), a_community_group(source_id="other", name="Other"))
    take_in(store, a_community_group(name="Second"))
    with store.writing() as writer:
        assert len(told(writer.looks_after(0))) == 3
        assert told(writer.looks_of_versions([1, 2, 3])) == [("Other", False), ("Second", True)]


def test_what_a_run_has_brought_is_compared_as_the_store_has_it(store):
    group = a_community_group(name="A\x1fB", facts={"also_known_as": "Café"})
    items = [group, a_community_group(source_id="2", place=None, telephone=None), a_personal_assistant()]
    with store.writing() as writer:
        run_id = writer.begin_run("community-groups", "Test", "Bow", "file.csv", "0" * 64)
        writer.add_versions(run_id, ((claims, None, None) for claims in items))
        at_hand = list(writer.looks_after(0))
        assert [look._replace(said="") for look in at_hand[0]] == [
            look._replace(said="") for look in next(looks.looks_after(writer._connection, 0))
        ]
        stored = [look.said for look in next(looks.looks_after(writer._connection, 0)) if not look.is_private]
        assert [look.said for look in at_hand[0] if not look.is_private] == stored
        writer.end_versions(run_id, ["2"])
        assert [look.ended_by_run for block in writer.looks_after(0) for look in block].count(run_id) == 1


def test_an_undone_version_is_nothing_to_compare_with(store):
    take_in(store, a_community_group(name="First"))
    take_in(store, a_community_group(name="Second"))
    with store.writing() as writer:
        writer.undo_run(latest_run(store), by="officer")
        assert told(writer.looks_of_versions([1, 2])) == [("First", True)]


@pytest.mark.parametrize("few", [0, 50_000])
def test_few_are_asked_for_by_number_and_many_by_reading_all(store, monkeypatch, few):
    monkeypatch.setattr("directory.store.blocks.FEW_WANTED", few)
    groups = take_in(store, *(a_community_group(source_id=str(n), name=f"Group {n}") for n in range(3))).added
    person = take_in(store, a_personal_assistant(), source="personal-assistants").added
    with store.writing() as writer:
        assert writer.private_records([*groups[:2], *person]) == list(person)
        assert len(writer.versions_of(groups[:2])) == 2
        assert set(writer.first_runs(groups[1:])) == set(groups[1:])
