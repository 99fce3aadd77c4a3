"""A feed over HTTP: the whole of it as one file, or nothing; what broke off goes on where it stopped."""

import json

import pytest

from directory.errors import FileRefused
from importers.fetching.web_addresses import web_address_of
from importers.sources.open_referral.feed import fetch_feed
from importers.sources.open_referral.feed_address import is_feed, publisher_of
from importers.sources.open_referral.kept_pages import KEPT_SECONDS, KeptPages
from importers.sources.open_referral.pages import Totals
from tests.importers.oruk_services import a_service
from tests.importers.own_server import OwnServer, Says, a_reach, says_json


class Feed:
    """A feed on our own server: ``services`` in pages of ``size``, as version 1 or 3 writes them."""

    def __init__(self, server, services, *, size=2, version=3, counts_from=1):
        self.server, self.services, self.size = server, services, size
        self.version, self.counts_from = version, counts_from
        self.lies, self.page_answers, self.modified = {}, {}, None
        server.answers["/api/services"] = self.page
        for service in services:
            server.answers[f"/api/services/{service['id']}"] = [says_json(service)]

    def page(self, query):
        number = int(query["page"])
        if "modified_after" in query and self.modified is not None:
            return says_json(self.header(number, self.modified))
        if answers := self.page_answers.get(number):
            return answers.pop(0)
        return says_json({**self.header(number, self.services), **self.lies})

    def header(self, number, services):
        pages = -(-len(services) // self.size)
        shown = services[(number - 1) * self.size : number * self.size]
        first, last = number == 1, number == pages
        if self.version == 3:
            names = (
                "total_items",
                "total_pages",
                "page_number",
                "size",
                "first_page",
                "last_page",
                "contents",
            )
        else:
            names = ("totalElements", "totalPages", "number", "size", "first", "last", "content")
            number += self.counts_from - 1
        return dict(zip(names, (len(services), pages, number, len(shown), first, last, shown), strict=True))

    def pages_asked(self):
        return [target.split("page=")[1].split("&")[0] for target in self.server.asked if "?" in target]

    def services_asked(self):
        return [target.removeprefix("/api/services/") for target in self.server.asked if "?" not in target]


@pytest.fixture
def server():
    own = OwnServer()
    yield own
    own.close()


@pytest.fixture
def fetched(server, tmp_path):
    """The services that came; ``slept`` and limits by keyword."""

    def fetch(path="/api", **reach):
        (tmp_path / "now").mkdir(exist_ok=True)
        asked = web_address_of(server.at(path))
        file = fetch_feed(asked, a_reach(**reach), tmp_path / "now", tmp_path / "kept")
        return [json.loads(line) for line in file.read_text().splitlines()]

    return fetch


def services(count, **changes):
    return [a_service(id=f"s{number}", **changes) for number in range(count)]


def summaries(found):
    return [{key: service[key] for key in ("id", "name", "status", "organization")} for service in found]


def refusal_of(call, **more):
    with pytest.raises(FileRefused) as refusal:
        call(**more)
    assert refusal.value.remedy
    return refusal.value


@pytest.mark.parametrize(("version", "counts_from"), [(3, 1), (1, 1), (1, 0)])
@pytest.mark.parametrize("count", [1, 2, 3, 7])
def test_every_page_is_walked_and_every_service_comes_once(server, fetched, version, counts_from, count):
    feed = Feed(server, services(count), version=version, counts_from=counts_from)
    assert fetched() == feed.services
    assert feed.services_asked() == []


@pytest.mark.parametrize(
    "path", ["/api", "/api/", "/api/services", "/api/services/", "/api?page=3&per_page=9"]
)
def test_a_feed_may_be_named_by_its_base_or_by_its_list(server, fetched, path):
    feed = Feed(server, services(3))
    assert fetched(path) == feed.services


def test_services_are_asked_for_one_by_one_where_the_list_holds_summaries(server, fetched):
    found = services(5)
    feed = Feed(server, summaries(found))
    for service in found:
        server.answers[f"/api/services/{service['id']}"] = [says_json(service)]
    assert fetched() == found
    assert sorted(feed.services_asked()) == ["s0", "s1", "s2", "s3", "s4"]


def test_what_an_address_asks_besides_is_asked_of_every_page_and_service(server, fetched):
    Feed(server, summaries(services(1)))
    fetched("/api?version=3.0")
    assert all("version=3.0" in target for target in server.asked)


@pytest.mark.parametrize(
    "part", ["modified_after=2026-01-01", "text=lunch", "organization_id=1", "postcode=E1"]
)
def test_an_address_of_a_part_of_the_feed_is_refused(server, fetched, part):
    Feed(server, services(3))
    refusal = refusal_of(lambda: fetched(f"/api/services?{part}"))
    assert (refusal.code, server.asked) == ("part_of_a_feed", [])


@pytest.mark.parametrize(
    ("lies", "code"),
    [
        ({"total_items": 8}, "feed_changed"),
        ({"total_items": 6}, "feed_changed"),
        ({"page_number": 1}, "wrong_page"),
        ({"first_page": True}, "wrong_page"),
        ({"last_page": False}, "wrong_page"),
        ({"contents": []}, "feed_changed"),
        ({"contents": services(2)}, "feed_changed"),
        ({"total_items": 10**9}, "too_large"),
        ({"total_pages": 10**6}, "too_large"),
        ({"total_items": 0}, "no_rows"),
        ({"total_items": "seven"}, "no_feed"),
        ({"total_pages": None}, "no_feed"),
        ({"contents": [{"name": "without an id"}]}, "no_feed"),
        ({"contents": {}}, "no_feed"),
    ],
)
def test_a_feed_that_does_not_keep_to_its_own_count_is_refused_whole(server, fetched, lies, code):
    Feed(server, services(7)).lies = lies
    assert refusal_of(fetched).code == code


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"null", b"{", b"\xff\xfe", b'"a"', b"[" * 100_000, b'{"taxonomies": []}']
)
def test_what_is_no_page_of_services_is_refused(server, fetched, body):
    server.answers["/api/services"] = [Says(body)]
    assert refusal_of(fetched).code == "no_feed"


def test_a_web_page_in_place_of_a_page_is_refused_as_one(server, fetched):
    server.answers["/api/services"] = [
        Says(b"\n<!DOCTYPE html>", headers={"Content-Type": "application/json"})
    ]
    assert refusal_of(fetched).code == "web_page"


def test_a_service_that_comes_twice_is_refused(server, fetched):
    found = services(4)
    Feed(server, [*found[:3], found[0]])
    assert refusal_of(fetched).code == "feed_changed"


def test_a_feed_whose_first_page_changed_while_the_others_were_read_is_refused(server, fetched):
    feed = Feed(server, services(4))
    before = says_json(feed.header(1, feed.services))
    feed.services = [*services(5)[1:]]  # one is gone, one has come: the count is the same
    feed.page_answers[1] = [before]
    assert refusal_of(fetched).code == "feed_changed"


@pytest.mark.parametrize("answer", [says_json({"id": "another"}), says_json([]), Says(b"{"), Says(b"", 404)])
def test_a_service_that_is_not_given_refuses_the_feed(server, fetched, answer):
    Feed(server, summaries(services(3)))
    server.answers["/api/services/s1"] = [answer]
    assert refusal_of(fetched).code in ("feed_changed", "not_given")


def test_trouble_on_the_way_is_overcome(server, fetched):
    feed = Feed(server, services(5))
    feed.page_answers[2] = [
        Says(b"", 500),
        Says(b"", 429, {"Retry-After": "3"}),
        says_json(feed.header(2, feed.services), cut=9),
    ]
    slept = []
    assert fetched(slept=slept) == feed.services
    assert slept == [1.0, 3.0, 4.0]


def test_a_broken_run_goes_on_where_it_stopped_and_asks_only_for_what_is_missing(server, fetched, tmp_path):
    found = services(5)
    feed = Feed(server, summaries(found))
    for service in found:
        server.answers[f"/api/services/{service['id']}"] = [says_json(service)]
    feed.page_answers[3] = [Says(b"", 503)] * 2
    assert refusal_of(fetched, attempts=2).code == "server_busy"
    assert list((tmp_path / "now").iterdir()) == []
    server.asked.clear()
    assert fetched() == found
    assert feed.pages_asked() == ["3", "1", "1"]
    assert "modified_after=" in server.asked[-2]
    assert feed.services_asked() == ["s4"]


@pytest.mark.parametrize("broken", range(9))
def test_wherever_it_breaks_the_next_run_brings_the_whole_feed(server, fetched, tmp_path, broken):
    """Three pages and five services, and the first page once more: nine questions, each of which may fail."""
    found = services(5)
    feed = Feed(server, summaries(found))
    for service in found:
        server.answers[f"/api/services/{service['id']}"] = [says_json(service)]
    told = server.answer
    server.answer = lambda target: Says(b"", 404) if len(server.asked) == broken + 1 else told(target)
    assert refusal_of(fetched).code == "not_given"
    assert list((tmp_path / "now").iterdir()) == []
    assert fetched() == found
    assert len(feed.services_asked()) <= 5 + 2


def test_nothing_is_kept_of_a_feed_that_came_whole(server, fetched, tmp_path):
    Feed(server, services(5))
    fetched()
    assert list((tmp_path / "kept").iterdir()) == []


def test_a_run_that_goes_on_with_a_feed_that_changed_since_starts_anew(server, fetched):
    feed = Feed(server, services(5))
    feed.page_answers[3] = [Says(b"", 404)]
    assert refusal_of(fetched).code == "not_given"
    feed.services = services(7)
    server.asked.clear()
    assert fetched() == feed.services
    assert feed.pages_asked() == ["3", "1", "2", "3", "4", "1"]


@pytest.fixture
def broken_off(server, fetched):
    """A feed of five services of which four are kept, and then the line broke."""
    feed = Feed(server, services(5))
    feed.page_answers[3] = [Says(b"", 404)]
    refusal_of(fetched)
    server.asked.clear()
    return feed


def test_what_changed_since_it_broke_off_is_asked_for_where_the_feed_can_tell(broken_off, fetched):
    newer = a_service(id="s1", name="Another name")
    broken_off.services[1] = newer
    broken_off.modified = [newer]
    assert fetched() == broken_off.services
    assert broken_off.pages_asked() == ["3", "1", "1"]


def test_a_service_that_came_since_it_broke_off_begins_it_anew(broken_off, fetched):
    """One is gone and one has come: the count is the same, and only the new one tells."""
    newer = a_service(id="s9")
    broken_off.services[2] = newer
    broken_off.modified = [newer]
    assert fetched() == broken_off.services
    assert broken_off.pages_asked() == ["3", "1", "1", "2", "3", "1"]


@pytest.mark.parametrize(
    "says", [Says(b"", 400), Says(b"{"), says_json({"total_items": 0, "total_pages": 0, "contents": []})]
)
def test_a_feed_that_can_not_tell_what_changed_goes_on_with_what_is_kept(broken_off, fetched, says):
    broken_off.page_answers[1] = [says]
    assert fetched() == broken_off.services
    assert broken_off.pages_asked() == ["3", "1", "1"]


def test_pages_of_another_feed_or_of_a_day_ago_are_not_used(tmp_path):
    kept = KeptPages(tmp_path, "https://a.example/services", 1_000.0)
    kept.begin(Totals(2, 1))
    kept.keep(1, [{"id": "1"}])
    assert KeptPages(tmp_path, "https://b.example/services", 1_000.0).totals() is None
    assert KeptPages(tmp_path, "https://a.example/services", 1_000.0 + KEPT_SECONDS).has(1)
    assert KeptPages(tmp_path, "https://a.example/services", 1_001.0 + KEPT_SECONDS).totals() is None
    assert not kept.has(1)


def test_an_endless_feed_ends_where_its_first_page_said(server, fetched):
    def endless(query):
        number = int(query["page"])
        page = [a_service(id=f"{number}-{place}") for place in range(2)]
        return says_json(
            {
                "total_items": 2 * number + 2,
                "total_pages": number + 1,
                "page_number": number,
                "contents": page,
            }
        )

    server.answers["/api/services"] = endless
    assert refusal_of(fetched).code == "feed_changed"
    assert len(server.asked) == 2


def test_the_limit_of_bytes_is_that_of_all_pages_together(server, fetched):
    Feed(server, services(6))
    assert refusal_of(fetched, arriving_bytes=4_000).code == "too_large"


def test_a_redirect_to_inside_is_refused_in_a_feed_too(server, fetched):
    feed = Feed(server, services(5))
    feed.page_answers[2] = [Says(b"", 302, {"Location": "http://169.254.169.254/latest/meta-data"})]
    assert refusal_of(fetched).code == "address_not_public"


def test_no_id_of_a_service_leads_to_another_host_or_path(server, fetched):
    Feed(server, summaries([a_service(id="//10.0.0.1/../x?y")]))
    refusal_of(fetched)
    assert server.asked[-1] == "/api/services/%2F%2F10.0.0.1%2F..%2Fx%3Fy"


def test_the_address_of_a_file_is_fetched_as_a_file(server, fetched):
    server.answers["/data/services.json"] = [says_json(a_service())]
    assert fetched("/data/services.json") == [a_service()]
    assert not is_feed(web_address_of("https://example.org/services.json?x=1"))


def test_a_feed_stands_for_its_publisher_by_host_and_path():
    asked = "https://feeds.example.org/bow/v3/services?per_page=5"
    assert publisher_of(web_address_of(asked)) == "feeds.example.org/bow/v3"
    assert publisher_of(web_address_of("https://feeds.example.org/services.json")) is None
