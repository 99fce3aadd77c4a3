"""The application notices a newly published market, and keeps the old one when the new can't be read."""

import threading

from directory import live_market
from directory.app import create_app
from directory.publishing import publish, publish_changes
from directory.store.session import open_store
from tests.builders import a_community_group
from tests.journeys.changing_market import hide, opened
from tests.journeys.small_market import OpenedHere, needs_met, published_market


def add_a_choir(settings, *, published=True):
    store = open_store(settings)
    choir = a_community_group(
        source_id="choir", name="Example Choir", organization_name="Example Choir", needs=[],
        attributes=needs_met("go_to", "day_activities"),
    )  # fmt: skip
    with store.writing() as writer:
        run = writer.begin_run("community-groups", "Example data", "Choirs", "choirs.csv", "1" * 64)
        writer.add_versions(run, [(choir, None, None)])
        writer.finish_run(run, {"added": 1}, {})
        writer.fold()
    if published:
        publish(store, settings)
    store.close()


def count(client):
    return client.get("/api/v1/services").json["total_items"]


def test_a_new_version_is_served_without_a_restart(tmp_path):
    settings = published_market(tmp_path)
    client = create_app(settings, OpenedHere(settings)).test_client()
    before = count(client)
    add_a_choir(settings)
    assert count(client) == before + 1


def test_what_was_stored_and_not_published_is_published_when_the_service_starts(tmp_path):
    settings = published_market(tmp_path)
    before = count(create_app(settings, OpenedHere(settings)).test_client())
    add_a_choir(settings, published=False)
    assert count(create_app(settings, OpenedHere(settings)).test_client()) == before + 1


def test_changes_are_laid_over_the_version_that_is_open_already(tmp_path):
    settings = published_market(tmp_path)
    here = OpenedHere(settings)
    before = here.market()
    with opened(settings) as store:
        hide(store, "Josephina, Bow")
        publish_changes(store, settings)
    assert here.market().base is before
    with opened(settings) as store:
        hide(store, "Amina, Bow")
        publish_changes(store, settings)
    assert here.market().base is before


def test_while_one_request_opens_a_new_version_the_others_go_on_with_the_old(tmp_path, monkeypatch):
    settings = published_market(tmp_path)
    here = OpenedHere(settings)
    before, opens, may_open = here.market(), threading.Event(), threading.Event()
    open_version = live_market.open_version

    def slowly(*asked):
        opens.set()
        assert may_open.wait(10)
        return open_version(*asked)

    add_a_choir(settings)
    monkeypatch.setattr(live_market, "open_version", slowly)
    first = threading.Thread(target=here.market)
    first.start()
    assert opens.wait(10)
    assert here.market() is before
    may_open.set()
    first.join()
    assert here.market().options == before.options + 1


def test_a_torn_new_version_leaves_the_old_one_in_use(tmp_path):
    settings = published_market(tmp_path)
    client = create_app(settings, OpenedHere(settings)).test_client()
    before = count(client)
    (settings.published_dir / "torn").mkdir()
    (settings.published_dir / "current").write_text("torn", encoding="utf-8")
    assert count(client) == before


def test_invented_services_are_labelled_on_every_page(tmp_path):
    settings = published_market(tmp_path)
    client = create_app(settings, OpenedHere(settings)).test_client()
    for path in ("/", "/find/needs", "/privacy", "/market/", "/nothing-here"):
        assert "Example data." in client.get(path).text
