"""A large market's index is made by a process of its own; where that fails, here, and nobody notices."""

import os
import shutil
import sys
from dataclasses import replace

import pytest

from directory import index_making, version_making
from directory.errors import PublishedVersionRefused
from directory.live_market import LiveMarket
from directory.publishing import publish, publish_changes
from directory.search import engines
from directory.version_folders import current_version
from tests.journeys.changing_market import an_assistant, hide, opened, send, sight
from tests.journeys.small_market import published_market


@pytest.fixture
def settings(tmp_path, monkeypatch):
    settings = published_market(tmp_path / "market")
    monkeypatch.setattr(index_making, "LARGE_MARKET", 1)
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    return settings


@pytest.fixture
def store(settings):
    with opened(settings) as store:
        yield store


@pytest.fixture
def made_here(monkeypatch):
    """Each index that this process made by itself."""
    made, write_index = [], version_making.write_index

    def noted(folder, *asked):
        made.append(folder)
        write_index(folder, *asked)

    monkeypatch.setattr(version_making, "write_index", noted)
    return made


def files_of(settings):
    version = settings.published_dir / current_version(settings.published_dir)
    return sorted(path.name for path in version.iterdir())


def test_another_process_makes_the_index_that_this_one_would_make(settings, store, made_here):
    before = sight(LiveMarket.open(settings), store)
    publish(store, settings)
    assert made_here == []
    assert sight(LiveMarket.open(settings), store) == before
    assert files_of(settings) == ["columns", "index", "manifest.json"]


def test_where_no_process_can_be_started_the_index_is_made_here(settings, store, made_here, monkeypatch):
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    publish(store, settings)
    assert len(made_here) == 1
    assert LiveMarket.open(settings).search_index.search("josephina", 5)


def test_a_process_that_dies_leaves_the_index_to_be_made_here(settings, store, made_here, monkeypatch):
    monkeypatch.setattr(sys, "executable", shutil.which("false"))
    publish(store, settings)
    assert len(made_here) == 1
    assert files_of(settings) == ["columns", "index", "manifest.json"]


def test_an_index_of_another_moment_is_made_again(settings, tmp_path, made_here):
    """The other process opens the database of the settings, where somebody has been hidden meanwhile."""
    other = published_market(tmp_path / "other")
    with opened(other) as store:
        publish(store, settings)
        assert len(made_here) == 1
        assert LiveMarket.open(settings).search_index.search("josephina", 5)


@pytest.mark.parametrize("engine", ["tantivy", "whoosh"])
def test_changes_are_indexed_with_the_engine_of_the_whole_version(settings, store, engine):
    publish(store, replace(settings, search_engine=engine))
    send(store, an_assistant("pa-new", "Nadia, Bow"))
    hide(store, "Josephina, Bow")
    publish_changes(store, settings)
    market = LiveMarket.open(settings)
    assert market.base is not None
    assert market.manifest["engine"] == market.engine == engine
    assert len(market.search_index.search("nadia", 5)) == 1
    assert market.search_index.search("josephina", 5) == []


def test_a_version_whose_engine_is_gone_is_made_anew_with_one_that_is_there(settings, store, monkeypatch):
    publish(store, replace(settings, search_engine="tantivy"))
    monkeypatch.setattr(engines, "find_spec", lambda name: None if name == "tantivy" else name)
    with pytest.raises(PublishedVersionRefused, match="tantivy is not installed"):
        LiveMarket.open(settings)
    publish_changes(store, settings)
    assert LiveMarket.open(settings).engine == "whoosh"
