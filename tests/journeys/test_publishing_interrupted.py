"""Publishers that die, torn versions, databases that go back: people see one whole market all the time."""

import os
import shutil
from functools import partial
from importlib import import_module

import pytest

from directory import publishing, version_making
from directory.errors import PublishedVersionRefused
from directory.live_market import LiveMarket
from directory.publishing import publish, publish_changes
from directory.version_folders import current_version
from tests.clean_process import done
from tests.journeys.changing_market import QUESTIONS, an_assistant, answers, hide, opened, send
from tests.journeys.small_market import published_market


@pytest.fixture
def settings(tmp_path):
    return published_market(tmp_path)


def prices(settings):
    """What Josephina asks for an hour, in the version that is in use."""
    with opened(settings) as store:
        return answers(LiveMarket.open(settings), store, QUESTIONS[0])["Josephina, Bow"][1]


def killed_at(step, publishes, settings):
    """Publish until it comes to the step, named by module and function, and die there without a word."""
    place, _, name = step.rpartition(".")
    setattr(import_module(place), name, lambda *_, **__: os._exit(9))
    with opened(settings) as store:
        publishes(store, settings)


@pytest.mark.parametrize(
    ("publishes", "step"),
    [
        (publish, "directory.version_making.market_gathered"),
        (publish, "directory.version_making.write_index"),
        (publish_changes, "directory.version_making.offers_of"),
        (publish_changes, "directory.version_making.document_of"),
        *(
            (publishes, f"directory.publishing.{step}")
            for publishes in (publish, publish_changes)
            for step in ("put_in_place", "open_version", "switch_to", "Published")
        ),
    ],
)
def test_a_publisher_killed_at_any_step_leaves_the_old_market_or_the_new(settings, publishes, step):
    with opened(settings) as store:
        send(store, an_assistant(hourly_pence=1550))
    assert done(partial(killed_at, step, publishes, settings)).status == 9
    assert prices(settings) == (1550 if step.endswith(".Published") else 1700)
    with opened(settings) as store:
        publish_changes(store, settings)
    assert prices(settings) == 1550


@pytest.mark.parametrize("torn", ["manifest.json", "changed.npy", "index", "changes"])
def test_torn_changes_are_refused_and_starting_makes_a_whole_version(settings, torn):
    with opened(settings) as store:
        send(store, an_assistant(hourly_pence=1550))
        publish_changes(store, settings)
        version = settings.published_dir / current_version(settings.published_dir)
        path = version / torn
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            file.write_bytes(b"torn")
        with pytest.raises(PublishedVersionRefused):
            LiveMarket.open(settings)
        publish_changes(store, settings)
    assert LiveMarket.open(settings).base is None
    assert prices(settings) == 1550


def test_changes_without_their_base_are_refused_and_mended(settings):
    whole = settings.published_dir / current_version(settings.published_dir)
    with opened(settings) as store:
        send(store, an_assistant(hourly_pence=1550))
        publish_changes(store, settings)
        shutil.rmtree(whole)
        with pytest.raises(PublishedVersionRefused):
            LiveMarket.open(settings)
        publish_changes(store, settings)
    assert prices(settings) == 1550


def test_a_version_that_is_open_goes_on_answering_when_it_and_its_base_are_gone(settings):
    with opened(settings) as store:
        send(store, an_assistant(hourly_pence=1550))
        publish_changes(store, settings)
        before = LiveMarket.open(settings)
        seen = answers(before, store, QUESTIONS[0])
        for pence in (1600, 1650):
            send(store, an_assistant(hourly_pence=pence))
            publish(store, settings)
        assert not (settings.published_dir / before.version).exists()
        assert not (settings.published_dir / before.base.version).exists()
        assert answers(before, store, QUESTIONS[0]) == seen
        assert len(before.search_index.search("josephina", 5)) == 1
        assert len(before.search_index.search("compansionship bow", 5)) == 4
        newer = before.refreshed()
    assert newer.version == current_version(settings.published_dir)


def while_it_is_made(monkeypatch, happens):
    """Let something happen once after a whole version was read and before it is switched to."""
    write_whole, events = version_making.write_whole, [happens]

    def slowly(*asked):
        made = write_whole(*asked)
        while events:
            events.pop()()
        return made

    monkeypatch.setattr(publishing, "write_whole", slowly)


def test_who_is_hidden_while_a_whole_version_is_made_does_not_come_back_with_it(settings, monkeypatch):
    with opened(settings) as store:

        def hidden_meanwhile():
            hide(store, "Josephina, Bow")
            publish_changes(store, settings)
            assert not LiveMarket.open(settings).search_index.search("josephina", 5)

        while_it_is_made(monkeypatch, hidden_meanwhile)
        before = current_version(settings.published_dir)
        publish(store, settings)
        market = LiveMarket.open(settings)
        assert market.base.version > before
        assert not market.search_index.search("josephina", 5)
        assert publish_changes(store, settings).version == market.version


def test_a_whole_version_that_too_much_has_overtaken_is_made_again(settings, monkeypatch):
    with opened(settings) as store:

        def all_folded_meanwhile():
            hide(store, "Josephina, Bow")
            with store.writing() as writer:
                writer.fold()

        while_it_is_made(monkeypatch, all_folded_meanwhile)
        publish(store, settings)
        market = LiveMarket.open(settings)
        assert market.base is None
        assert not market.search_index.search("josephina", 5)


def test_a_database_put_back_from_a_backup_is_published_as_it_is(settings, tmp_path):
    database, backup = settings.data_dir / "market.sqlite3", tmp_path / "backup"
    shutil.copy(database, backup)
    for pence in (1550, 1600):
        with opened(settings) as store:
            send(store, an_assistant(hourly_pence=pence))
            publish_changes(store, settings)
        if pence == 1550:
            shutil.copy(backup, database)
    assert prices(settings) == 1600
    shutil.copy(backup, database)
    with opened(settings) as store:
        publish_changes(store, settings)
    assert prices(settings) == 1700


def test_another_database_is_published_whole(settings, tmp_path):
    other = published_market(tmp_path / "other")
    with opened(other) as store:
        send(store, an_assistant(hourly_pence=1550))
    shutil.copy(other.data_dir / "market.sqlite3", settings.data_dir / "market.sqlite3")
    with opened(settings) as store:
        publish_changes(store, settings)
    assert LiveMarket.open(settings).base is None
    assert prices(settings) == 1550
