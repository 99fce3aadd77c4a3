"""The log of changes: every option that may be other than it was, from a mark to now."""

import shutil
from datetime import date

import pytest

from directory.store import changes
from directory.store.session import open_store
from tests.builders import a_community_group, a_home_care_agency
from tests.directory.conftest import settings_for
from tests.directory.importing import latest_run, published, take_in


def mark(store):
    with store.reading() as reader:
        return reader.last_change()


def since(store, then):
    with store.reading() as reader:
        return reader.changes_since(then)


def numbers(store):
    return {option.name: option.option_number for option in published(store)}


def two_clubs(store, **changed):
    return take_in(
        store, a_community_group(), a_community_group(source_id="choir", name="Example Choir", **changed)
    )


def test_nothing_has_changed_since_now(store):
    two_clubs(store)
    assert since(store, mark(store)) == frozenset()


def test_only_the_option_that_an_import_changed_is_noted(store):
    two_clubs(store, organization_name="Example Choir")
    then = mark(store)
    two_clubs(store, organization_name="Example Choir", description="We sing on Mondays.")
    assert since(store, then) == {numbers(store)["Example Choir"]}


def test_the_whole_organization_is_noted(store):
    agencies = [a_home_care_agency(), a_home_care_agency(source_id="1-100000009", name="Second office")]
    take_in(store, *agencies, source="cqc-directory")
    then = mark(store)
    take_in(store, agencies[0], source="cqc-directory")
    assert len(since(store, then)) == 2
    assert len(published(store)) == 1


def test_a_hidden_option_is_noted_and_noted_again_when_it_is_shown(store):
    two_clubs(store)
    then, known = mark(store), numbers(store)
    option = published(store)[0]
    with store.writing() as writer:
        writer.hide(option.option_id, why="asked", by="officer")
    assert since(store, then) == {known[option.name]}
    hidden = mark(store)
    with store.writing() as writer:
        writer.show_again(changes_record(writer, option), by="officer")
    assert since(store, hidden) == {known[option.name]}


def changes_record(writer, option):
    """The record that an option, hidden or not, is made from."""
    (record_id,) = (record_id for record_id, _, claims in writer.live_claims() if claims.name == option.name)
    return record_id


def test_what_can_be_listed_of_the_changes_is_read_as_in_a_full_reading(store):
    two_clubs(store)
    everything = published(store)
    with store.writing() as writer:
        writer.hide(everything[0].option_id, why="asked", by="officer")
    with store.reading() as reader:
        assert list(reader.listed_options(option.option_number for option in everything)) == everything[1:]
        assert list(reader.listed_options([])) == []


def test_an_import_on_another_day_touches_all_that_it_confirms(store, calendar):
    two_clubs(store)
    then = mark(store)
    two_clubs(store)
    assert since(store, then) == frozenset()
    calendar.turn_to(date(2026, 11, 22))
    two_clubs(store)
    assert since(store, then) == set(numbers(store).values())


def test_an_undone_import_touches_all_that_it_had_confirmed(store, calendar):
    two_clubs(store)
    calendar.turn_to(date(2026, 11, 22))
    two_clubs(store)
    then = mark(store)
    with store.writing() as writer:
        writer.undo_run(latest_run(store), by="officer")
    assert since(store, then) == set(numbers(store).values())


def test_folding_everything_changes_everything(store):
    two_clubs(store)
    then = mark(store)
    with store.writing() as writer:
        writer.fold()
    assert since(store, then) is None
    assert since(store, mark(store)) == frozenset()


def test_what_was_not_kept_is_not_noted(store):
    two_clubs(store)
    then = mark(store)
    with store.writing(dry_run=True) as writer:
        writer.fold()
    assert mark(store) == then


def test_more_changes_than_the_log_holds_are_everything(store, monkeypatch):
    monkeypatch.setattr(changes, "LINES_KEPT", 1)
    then = mark(store)
    two_clubs(store)
    assert since(store, then) is None


def test_a_mark_that_the_log_no_longer_reaches_says_nothing(store, monkeypatch):
    two_clubs(store)
    monkeypatch.setattr(changes, "LINES_KEPT", 3)
    then = mark(store)
    for record_id in (1, 2, 1, 2):
        with store.writing() as writer:
            writer.fold([record_id])
    assert since(store, then) is None


@pytest.mark.parametrize("never", ["", "7", "1-", "-", "one", "1-0123abcd", "999999-0123abcd"])
def test_a_mark_that_never_was_says_nothing(store, never):
    two_clubs(store)
    assert since(store, never) is None


def test_a_backup_put_back_never_takes_a_later_mark_for_its_own(sqlite_tables, tmp_path):
    """The same number of changes on both sides, and other changes."""
    address, backup = tmp_path / "market.sqlite3", tmp_path / "backup.sqlite3"
    shutil.copy(sqlite_tables, address)
    store = open_store(settings_for(f"sqlite:///{address}", None))
    two_clubs(store)
    shared = mark(store)
    store.close()
    shutil.copy(address, backup)
    lost = changed_and_closed(address, "Before the disk failed")
    restored = changed_and_closed(backup, "After it was put back")
    assert lost.split("-")[0] == restored.split("-")[0]
    assert lost != restored
    store = open_store(settings_for(f"sqlite:///{backup}", None))
    assert since(store, lost) is None
    assert since(store, shared) == {numbers(store)["Example Choir"]}
    store.close()


def changed_and_closed(path, description):
    store = open_store(settings_for(f"sqlite:///{path}", None))
    two_clubs(store, description=description)
    told = mark(store)
    store.close()
    return told
