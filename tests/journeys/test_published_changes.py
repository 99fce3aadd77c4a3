"""What changed since the last whole version reaches people through a small one laid over it."""

import shutil
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import settings as trying
from hypothesis import strategies as st

from directory import version_making
from directory.app import create_app
from directory.live_market import LiveMarket
from directory.publishing import publish, publish_changes
from directory.records import ServiceArea
from directory.settings import read_settings
from directory.version_folders import current_version, published_versions
from tests.journeys.changing_market import QUESTIONS, an_assistant, answers, hide, opened, send, sight
from tests.journeys.small_market import OpenedHere, published_market


@pytest.fixture
def settings(tmp_path):
    return published_market(tmp_path)


@pytest.fixture
def store(settings):
    with opened(settings) as store:
        yield store


def changes_published(store, settings):
    """The market in use after its changes were published, which must not have taken a whole version."""
    publish_changes(store, settings)
    market = LiveMarket.open(settings)
    assert market.base is not None
    return market


def test_a_hidden_personal_assistant_leaves_answers_search_counts_and_the_api(settings, store):
    client = create_app(settings, OpenedHere(settings)).test_client()
    question = {"needs": ["personal_care"], "place": "E1"}
    before, listed = client.post("/api/v1/match", json=question).json, client.get("/api/v1/services").json
    whole = current_version(settings.published_dir)
    hide(store, "Josephina, Bow")
    market = changes_published(store, settings)
    assert market.base.version == whole
    after = client.post("/api/v1/match", json=question).json
    assert after["data_version"] == market.version
    assert "Josephina, Bow" in {option["name"] for option in before["confirmed"]}
    assert "Josephina, Bow" not in {option["name"] for option in after["confirmed"] + after["ask_first"]}
    assert after["market"]["options"] == before["market"]["options"] - 1
    assert client.get("/api/v1/services").json["total_items"] == listed["total_items"] - 1
    assert "Josephina" not in client.get("/search?q=josephina").text
    assert market.search_index.search("josephina", 5) == []
    assert market.options == market.base.options - 1


def test_an_edited_price_is_the_price_of_the_answer(settings, store):
    send(store, an_assistant(hourly_pence=1550))
    market = changes_published(store, settings)
    assert answers(market, store, QUESTIONS[0])["Josephina, Bow"][1] == 1550
    assert answers(market.base, store, QUESTIONS[0])["Josephina, Bow"][1] == 1700


def test_a_new_option_is_found_and_answers(settings, store):
    send(store, an_assistant("pa-new", "Nadia, Bow"))
    market = changes_published(store, settings)
    assert "Nadia, Bow" in answers(market, store, QUESTIONS[0])
    assert len(market.search_index.search("nadia", 5)) == 1


def test_whoever_is_shown_again_is_back(settings, store):
    hide(store, "Josephina, Bow")
    changes_published(store, settings)
    with store.writing() as writer:
        (hidden,) = writer.hidden_by("officer")
        writer.show_again(hidden, by="officer")
    market = changes_published(store, settings)
    assert sight(market, store) == sight(market.base, store)


def test_nothing_is_published_where_nothing_changed(settings, store):
    version = current_version(settings.published_dir)
    assert publish_changes(store, settings).version == version
    hide(store, "Josephina, Bow")
    changed = publish_changes(store, settings).version
    assert publish_changes(store, settings).version == changed != version


def test_changes_pile_up_against_one_whole_version_that_stays(settings, store):
    whole = current_version(settings.published_dir)
    for pence in range(1500, 1900, 100):
        send(store, an_assistant(hourly_pence=pence))
        assert changes_published(store, settings).base.version == whole
    kept = published_versions(settings.published_dir)
    assert (len(kept), kept[0]) == (3, whole)
    publish(store, settings)
    hide(store, "Josephina, Bow")
    changes_published(store, settings)
    assert whole not in published_versions(settings.published_dir)


@pytest.mark.parametrize("days_later", [1, 200, 400, 900])
def test_ages_and_wages_are_those_of_the_day_the_changes_were_published(
    settings, store, monkeypatch, days_later
):
    base_day = LiveMarket.open(settings).snapshot.as_of
    today = base_day + timedelta(days=days_later)
    monkeypatch.setattr(version_making, "day_of_publishing", lambda: today)
    hide(store, "Josephina, Bow")
    market = changes_published(store, settings)
    assert (market.snapshot.as_of, market.base.snapshot.as_of) == (today, base_day)
    publish(store, settings)
    anew = LiveMarket.open(settings)
    assert (anew.snapshot.as_of, anew.snapshot.rates) == (today, market.snapshot.rates)
    assert sight(market, store) == sight(anew, store)


def test_a_clock_that_went_back_dates_no_change_before_its_base(settings, store, monkeypatch):
    base_day = LiveMarket.open(settings).snapshot.as_of
    monkeypatch.setattr(version_making, "day_of_publishing", lambda: base_day - timedelta(days=3))
    hide(store, "Josephina, Bow")
    assert changes_published(store, settings).snapshot.as_of == base_day


def test_more_changes_than_a_version_has_room_for_are_a_whole_version(settings, store, monkeypatch):
    monkeypatch.setattr(version_making, "spare_rows", lambda rows: 1)
    hide(store, "Josephina, Bow")
    changes_published(store, settings)
    hide(store, "Amina, Bow")
    publish_changes(store, settings)
    assert LiveMarket.open(settings).base is None


def test_a_district_that_no_area_had_named_is_a_whole_version(settings, store):
    send(store, an_assistant(service_area=ServiceArea("outcodes", codes=("M32",))))
    publish_changes(store, settings)
    market = LiveMarket.open(settings)
    assert market.base is None
    assert market.snapshot.codes["outcodes"] == ("M32",)
    send(store, an_assistant(service_area=ServiceArea("outcodes", codes=("M32",)), hourly_pence=1500))
    changes_published(store, settings)


EDITS = st.one_of(
    st.tuples(st.just("price"), st.integers(0, 4), st.integers(1300, 2600)),
    st.tuples(st.just("languages"), st.integers(0, 4), st.sampled_from([("eng",), ("syl",), ("pol", "ben")])),
    st.tuples(st.just("gone"), st.integers(0, 4)),
    st.tuples(st.just("hide"), st.integers(0, 4)),
    st.tuples(st.just("show")),
)
PEOPLE = (
    ("pa-josephina", "Josephina, Bow"),
    ("pa-amina", "Amina, Bow"),
    ("pa-tom", "Tom, Bow"),
    ("pa-rita", "Rita, Bow"),
    ("pa-new", "Nadia, Bow"),
)


def edit(store, what, *details):
    source_id, name = PEOPLE[details[0]] if details else (None, None)
    if what == "price":
        send(store, an_assistant(source_id, name, hourly_pence=details[1]))
    elif what == "languages":
        send(store, an_assistant(source_id, name, languages=details[1]))
    elif what == "gone":
        send(store, gone=(source_id,))
    with store.writing() as writer:
        if what == "hide":
            known = [record for record, _, claims in writer.live_claims() if claims.name == name]
            for record in known:
                writer.hide(record, why="asked", by="officer")
        elif what == "show":
            for record in writer.hidden_by("officer"):
                writer.show_again(record, by="officer")


@pytest.fixture(scope="module")
def market_folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("whole")
    published_market(folder)
    return folder


@given(st.lists(EDITS, min_size=1, max_size=6))
@trying(max_examples=10, deadline=None)
def test_a_market_with_its_changes_is_seen_as_one_made_anew(market_folder, tmp_path_factory, edits):
    """All but what is learnt from the market as a whole, which stays as it was in the base."""
    folder = tmp_path_factory.mktemp("edited") / "data"
    shutil.copytree(market_folder, folder)
    settings = read_settings({"CAREMARKET_DATA_DIR": str(folder)})
    with opened(settings) as store:
        for one in edits:
            edit(store, *one)
            publish_changes(store, settings)
        changed = LiveMarket.open(settings)
        publish(store, settings)
        anew = LiveMarket.open(settings)
        assert anew.base is None
        assert sight(changed, store) == sight(anew, store)
