"""Versions of the market: whole, switched at once, and kept open by whoever reads them."""

import pytest

from directory.errors import NotPublished, PublishedVersionRefused
from directory.live_market import LiveMarket
from directory.publishing import publish, publish_changes
from directory.settings import read_settings
from directory.store.session import open_store
from directory.version_folders import current_version, published_versions
from tests.journeys.small_market import published_market


@pytest.fixture
def settings(tmp_path):
    return published_market(tmp_path)


@pytest.fixture
def store(settings):
    store = open_store(settings)
    yield store
    store.close()


def test_a_folder_where_nothing_was_published_says_so(tmp_path):
    with pytest.raises(NotPublished):
        LiveMarket.open(read_settings({"CAREMARKET_DATA_DIR": str(tmp_path / "empty")}))


def test_a_version_holds_every_listed_option_in_columns_and_index(settings, store):
    market = LiveMarket.open(settings)
    with store.reading() as reader:
        options = {option.option_number: option for option in reader.published_rows()}
    assert set(market.snapshot.columns["number"].tolist()) == set(options)
    found = market.search_index.search("walking group", 5)
    assert options[found[0].option_number].name == "Example Walking Group"


def test_an_open_version_goes_on_answering_after_newer_ones_have_replaced_it(settings, store):
    before = LiveMarket.open(settings)
    for _ in range(3):
        publish(store, settings)
    assert len(before.search_index.search("walking", 5)) == 1
    assert (
        before.snapshot.columns["number"].sum() == LiveMarket.open(settings).snapshot.columns["number"].sum()
    )
    assert before.refreshed().version == current_version(settings.published_dir) != before.version


def test_only_the_latest_versions_are_kept_on_disk(settings, store):
    for _ in range(4):
        publish(store, settings)
    assert len(published_versions(settings.published_dir)) == 2
    assert published_versions(settings.published_dir)[-1] == current_version(settings.published_dir)


def test_a_torn_version_is_refused_with_a_remedy(settings):
    version = current_version(settings.published_dir)
    (settings.published_dir / version / "columns" / "columns.bin").write_bytes(b"torn")
    with pytest.raises(PublishedVersionRefused) as refusal:
        LiveMarket.open(settings)
    assert "caremarket publish" in refusal.value.remedy


def test_a_publisher_that_died_leaves_nothing_that_counts(settings, store):
    left_behind = settings.published_dir / ".rebuilding"
    (left_behind / "columns").mkdir(parents=True)
    version = current_version(settings.published_dir)
    assert LiveMarket.open(settings).version == version
    publish(store, settings)
    assert not left_behind.exists()


def test_starting_publishes_what_was_committed_but_never_published(settings, store):
    version = current_version(settings.published_dir)
    assert publish_changes(store, settings).version == version
    hidden = _any_option(store)
    with store.writing() as writer:
        writer.hide(hidden.option_id, "asked to be left out", by="officer")
    newer = publish_changes(store, settings).version
    assert newer != version
    assert LiveMarket.open(settings).snapshot.row_of(hidden.option_number) is None


def test_starting_mends_a_torn_version(settings, store):
    (settings.published_dir / current_version(settings.published_dir) / "manifest.json").unlink()
    publish_changes(store, settings)
    assert LiveMarket.open(settings).version == current_version(settings.published_dir)


def _any_option(store):
    with store.reading() as reader:
        return next(iter(reader.published_rows()))
