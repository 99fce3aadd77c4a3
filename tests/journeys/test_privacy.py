"""Nothing a person said turns up in an address, a title, a header, a cookie, a log or an error."""

import logging
import re
from base64 import urlsafe_b64decode

import pytest

from directory.app import create_app
from tests.journeys.small_market import OpenedHere
from tests.journeys.visitor import Visitor

CANARIES = (
    "canaryneed",
    "E1 4NS",
    "£4321",
    "4321",
    "syl",
    "muslim",
    "halal",
    "braille",
    "Braille",
    "Sylheti",
    "Muslim",
    "canaryplace",
    "canarynote",
    "canaryname",
    "Josephina",
)
FORM = {
    "needs": ["personal_care"],
    "place": "E1 4NS",
    "languages": ["syl"],
    "faith": ["muslim"],
    "diet": ["halal"],
    "formats": ["braille"],
    "staff_gender": "female",
    "budget": "4321",
    "per": "month",
}


@pytest.fixture
def logged(monkeypatch):
    """What the service writes to its own two logs, whatever else in this process did to logging."""
    records = []
    handler = logging.Handler()
    handler.emit = records.append
    monkeypatch.setattr(logging.root.manager, "disable", logging.NOTSET)
    logs = [logging.getLogger(f"caremarket.{name}") for name in ("access", "failures")]
    for log in logs:
        monkeypatch.setattr(log, "disabled", False)
        log.addHandler(handler)
        log.setLevel(logging.DEBUG)
    yield records
    for log in logs:
        log.removeHandler(handler)
        log.setLevel(logging.NOTSET)


@pytest.fixture
def seen(app, client, caplog, capfd):
    """Every address, title, header and log line of a visit."""
    caplog.set_level(logging.DEBUG)
    lines = []

    class Watching:
        def __call__(self, response):
            lines.append(f"address {response.request.path} {response.request.query_string.decode()}")
            lines.extend(f"header {name}: {value}" for name, value in response.headers.items())
            lines.extend(f"title {title}" for title in re.findall(r"<title>(.*?)</title>", response.text))
            for redirected in response.history:
                lines.extend(f"header {name}: {value}" for name, value in redirected.headers.items())
            return response

    def collected():
        cookie = client.get_cookie("caremarket")
        written = capfd.readouterr()
        logged = [f"log {record.getMessage()} {record.exc_text or ''}" for record in caplog.records]
        return [*lines, f"cookie {opened_cookie(cookie)}", written.err, written.out, *logged]

    return Watching(), collected


def opened_cookie(cookie):
    """The signed cookie and what can be read in it."""
    payload = cookie.value.split(".")[0]
    return cookie.value + urlsafe_b64decode(payload + "=" * (-len(payload) % 4)).decode(errors="replace")


def assert_silent(lines):
    for canary in CANARIES:
        told = [line for line in lines if re.search(rf"(?<![\w-]){re.escape(canary)}(?![\w-])", line)]
        assert told == [], canary


def test_a_whole_visit_leaves_no_trace_of_what_was_said(visitor, seen):
    watch, collected = seen
    watch(visitor.open("/find/short"))
    watch(visitor.send_to("/find/short", FORM))
    results = visitor.path
    watch(visitor.send(f"{results}/list", list="best"))
    watch(visitor.open(results.replace("/results/", "/find/") + "/check"))
    watch(visitor.open("/"))
    watch(
        visitor.send_to("/find/words", {"words": "canaryneed Sylheti Muslim halal near E1 4NS £4321 a month"})
    )
    watch(visitor.open("/search"))
    watch(visitor.send(words="canaryneed halal", near="E1 4NS"))
    watch(visitor.open("/find/needs"))
    watch(visitor.send(words="canaryneed"))
    watch(visitor.send_to("/find/needs", {"needs": "personal_care"}))
    watch(visitor.send(place="canaryplace"))
    watch(visitor.client.post("/find/words", data={"words": "canaryneed"}))
    watch(visitor.client.post("/api/v1/match", json={"needs": ["canaryneed"], "place": "canaryplace"}))
    visitor.client.get(
        "/api/v1/services?area=canaryplace"
    )  # the caller's own address, but no log line of ours
    visitor.client.get("/canaryplace?place=canaryplace")
    assert_silent(collected())


def test_two_peoples_answers_leave_no_trace(visitor, seen):
    watch, collected = seen
    watch(visitor.open("/find/who"))
    watch(visitor.send(who="both"))
    for last in ("/other-person", ""):
        for step in ("needs", "where", "languages", "culture", "formats", "money"):
            visitor.open(f"/find/{visitor.path.split('/')[2]}/{step}")
            watch(visitor.send(**FORM, action="continue"))
        answer_id = visitor.path.split("/")[2]
        if last:
            watch(visitor.send(f"/find/{answer_id}{last}"))
    watch(visitor.open(f"/find/{answer_id}/check"))
    watch(visitor.open(f"/results/{answer_id}/both"))
    assert "What suits both of you" in visitor.words
    watch(visitor.open(f"/results/{answer_id}~"))
    assert_silent(collected())


def test_a_shortlist_taken_along_leaves_no_trace(visitor, seen, logged):
    watch, collected = seen
    answer_id = visitor.answers(FORM)
    wanted = re.search(r'href="/services/([^"]+)">Josephina, Bow<', visitor.page.text)[1]
    visitor.send("/shortlist/add", option_id=wanted, answer_id=answer_id)
    watch(visitor.open("/shortlist/"))
    item = re.search(r'name="item" value="(\d+)"', visitor.page.text)[1]
    this = re.search(r'name="list" value="([^"]+)"', visitor.page.text)[1]
    watch(visitor.send("/shortlist/words", item=item, words="canarynote Sylheti"))
    watch(visitor.send("/shortlist/words", item=item, words="canarynote " * 200))
    watch(visitor.open("/shortlist/"))
    watch(visitor.send("/shortlist/name", list=this, label="canaryname"))
    watch(visitor.send("/shortlist/move", item=item, way="up"))
    for path in ("compare", "questions", "email", "shortlist.pdf", "clear", "link"):
        watched = visitor.open(f"/shortlist/{path}?list={this}&reasons=yes&words=yes")
        if watched.mimetype == "text/html":
            watch(watched)
    visitor.open("/shortlist/")
    made = watch(visitor.send("/shortlist/link", list=this, answers="yes", words="yes"))
    path = re.search(r"http://localhost(/s/[^<]+)<", made.text)[1]
    link = watch(visitor.open(path))
    assert "canarynote" in link.text
    visitor.open("/shortlist/")
    watch(visitor.send("/shortlist/remove", item=item))
    lines = [line for line in collected() if not line.startswith(f"address {path}")]
    assert_silent([*lines, *(record.getMessage() for record in logged)])
    token = path.rpartition("/")[2]
    assert not any(token in line for line in lines)
    assert any("GET /s/<token> 200" in record.getMessage() for record in logged)


def test_a_fault_is_logged_without_what_was_said(market_settings, logged, capfd):
    class Breaking(OpenedHere):
        @property
        def gazetteer(self):
            raise RuntimeError("canaryplace E1 4NS Sylheti")

    app = create_app(market_settings, Breaking(market_settings))
    visitor = Visitor(app.test_client())
    visitor.open("/find/needs")
    visitor.send(needs="personal_care")
    answer = visitor.send(place="canaryplace")
    assert answer.status_code == 500
    assert "our fault" in answer.text
    lines = [f"{record.getMessage()} {record.exc_text or ''}" for record in logged]
    assert any("RuntimeError" in line for line in lines)
    assert_silent([*lines, capfd.readouterr().err, answer.text.partition("<main")[0]])


def test_the_log_names_routes_and_no_ids(visitor, logged):
    answer_id = visitor.answers({"needs": ["meals"]})
    lines = [record.getMessage() for record in logged]
    assert any("/results/<answer_id>" in line for line in lines)
    assert not any(answer_id in line for line in lines)


def test_results_are_nobody_elses(visitor, app):
    answer_id = visitor.answers(FORM)
    stranger = app.test_client()
    for path in (f"/results/{answer_id}", f"/find/{answer_id}/check", f"/find/{answer_id}/short"):
        assert stranger.get(path).status_code == 404
    stranger.get("/search")
    other = Visitor(app.test_client())
    other.answers({"needs": ["meals"]})
    assert other.open(f"/results/{answer_id}").status_code == 404


def test_the_id_of_results_is_long_and_random(visitor):
    first, second = visitor.answers({"needs": ["meals"]}), visitor.answers({"needs": ["meals"]})
    assert first != second
    assert len(first) >= 22
    assert len(second) >= 22


def test_results_end_with_their_time(market_settings):
    from datetime import UTC, datetime, timedelta

    from directory.store.answers import open_answers

    moment = [datetime(2026, 11, 21, 12, tzinfo=UTC)]
    here = OpenedHere(market_settings)
    here.__dict__["answers"] = open_answers(market_settings, clock=lambda: moment[0])
    visitor = Visitor(create_app(market_settings, here).test_client())
    answer_id = visitor.answers({"needs": ["meals"]})
    assert visitor.open(f"/results/{answer_id}").status_code == 200
    moment[0] += timedelta(hours=market_settings.answers_keep_hours, seconds=1)
    assert visitor.open(f"/results/{answer_id}").status_code == 404


def test_the_cookie_is_locked_and_secure_over_https(app):
    plain = app.test_client().get("/search").headers["Set-Cookie"]
    assert "HttpOnly" in plain
    assert "SameSite=Lax" in plain
    assert "Secure" not in plain
    over_https = app.test_client().get("/search", base_url="https://example.org").headers["Set-Cookie"]
    assert "Secure" in over_https


def test_the_page_that_says_sorry_needs_neither_store_nor_answers(market_settings):
    class Broken(OpenedHere):
        @property
        def answers(self):
            raise RuntimeError("the disk is gone")

        def market(self):
            raise RuntimeError("the disk is gone")

    client = create_app(market_settings, Broken(market_settings)).test_client()
    answer = client.get("/")
    assert answer.status_code == 500
    assert "It is our fault, not yours" in answer.text
    assert "disk" not in answer.text
