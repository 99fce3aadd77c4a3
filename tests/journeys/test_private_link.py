"""A private link: unguessable, read-only, soon over; it leaves the person out unless they tick."""

import re
from datetime import UTC, datetime, timedelta
from html import unescape

from directory.app import create_app
from directory.store.answers import open_answers
from directory.store.session import open_store
from tests.journeys.small_market import OpenedHere
from tests.journeys.test_shortlist_in_order import NAMES, filled, item_of, list_of
from tests.journeys.test_shortlist_page import option_id
from tests.journeys.visitor import Visitor


def made(visitor, **ticks):
    """The path of a new link to a list that holds everything a person may say."""
    filled(visitor)
    visitor.send("/shortlist/words", item=item_of(visitor, NAMES[0]), words="canary words")
    this = list_of(visitor)
    visitor.send("/shortlist/name", list=this, label="J.B.")
    visitor.open(f"/shortlist/link?list={this}")
    visitor.send("/shortlist/link", list=this, **ticks)
    address = unescape(re.search(r'<textarea id="address".*?>(.*?)</textarea>', visitor.page.text)[1])
    assert address.startswith("http://localhost/s/")
    return address.removeprefix("http://localhost")


def main_of(answer):
    return answer.text.partition("<main")[2].partition("</main>")[0]


def test_anybody_with_the_link_sees_the_options_and_nothing_of_the_person(visitor, app):
    path = made(visitor)
    for reader in (visitor.client, app.test_client()):
        answer = reader.get(path)
        assert answer.status_code == 200
        assert "Josephina, Bow" in answer.text
        assert "it passes your message on" in answer.text
        assert not re.search(r"E1 4NS|canary|J\.B\.|Meets 1|asked for", main_of(answer))
        assert "<form" not in main_of(answer), "read-only"


def test_what_is_left_out_is_not_even_kept(visitor, app):
    made(visitor)
    engine = app.extensions["caremarket"].answers._engine
    with engine.connect() as connection:
        rows = connection.exec_driver_sql("SELECT content FROM shared_list ORDER BY id DESC LIMIT 1").all()
    assert not re.search(r"E1 4NS|canary|syl|personal_care", repr(rows))


def test_with_answers_it_says_why_each_fits_but_never_the_place_that_was_typed(visitor, app):
    answer = app.test_client().get(made(visitor, answers="yes"))
    assert "Speaks Sylheti" in answer.text
    assert "What was asked for" in answer.text
    assert not re.search(r"E1 4NS|canary|J\.B\.", main_of(answer))


def test_with_notes_it_shows_them(visitor, app):
    answer = app.test_client().get(made(visitor, words="yes"))
    assert "canary words" in answer.text
    assert not re.search(r"E1 4NS|asked for|Meets 1", main_of(answer))


def test_its_page_is_kept_by_nobody_and_its_title_says_nothing(visitor, app):
    answer = app.test_client().get(made(visitor, answers="yes", words="yes"))
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert answer.headers["Cache-Control"] == "no-store"
    assert "noindex" in answer.headers["X-Robots-Tag"]
    assert "Set-Cookie" not in answer.headers
    assert re.search(r"<title>(.*?) –", answer.text)[1] == "A list of care and support"


def test_whoever_made_it_sees_that_it_was_opened_and_ends_it_at_once(visitor, app):
    path = made(visitor)
    visitor.open("/shortlist/")
    assert "Not opened yet." in visitor.words
    app.test_client().get(path)
    visitor.open("/shortlist/")
    assert "Opened 1 time, on" in visitor.words
    link = re.search(r'name="link" value="(\d+)"', visitor.page.text)[1]
    stranger = Visitor(app.test_client())
    filled(stranger, NAMES[:1])
    stranger.send("/shortlist/link/withdraw", link=link)
    assert app.test_client().get(path).status_code == 200
    visitor.open("/shortlist/")
    visitor.send("/shortlist/link/withdraw", link=link)
    assert "That link shows nothing any more." in visitor.words
    answer = app.test_client().get(path)
    assert answer.status_code == 410
    assert "Josephina" not in answer.text
    assert "ask them for a new link" in answer.text
    assert "Find support" in main_of(answer)


def test_it_ends_with_its_time_and_says_so_kindly(market_settings):
    moment = [datetime(2026, 11, 21, 12, tzinfo=UTC)]
    here = OpenedHere(market_settings)
    here.__dict__["answers"] = open_answers(market_settings, clock=lambda: moment[0])
    app = create_app(market_settings, here)
    path = made(Visitor(app.test_client()))
    moment[0] += timedelta(days=13)
    assert app.test_client().get(path).status_code == 200, "longer than the visit's own answers"
    moment[0] += timedelta(days=1)
    answer = app.test_client().get(path)
    assert answer.status_code == 404
    assert "Links to a list stop after 14 days" in answer.text
    assert "Find support" in main_of(answer)


def test_it_shows_the_list_as_it_was_and_each_option_as_it_is(visitor, app, market_settings):
    path = made(visitor)
    visitor.open("/shortlist/")
    visitor.send("/shortlist/remove", item=item_of(visitor, NAMES[0]))
    assert "Josephina, Bow" in app.test_client().get(path).text
    visitor.answers({"needs": ["personal_care"]})
    wanted = option_id(visitor, "Example Home Care")
    store = open_store(market_settings)
    with store.writing() as writer:
        writer.hide(wanted, "asked for by a test", "tests")
    try:
        assert "This service has left the directory" in app.test_client().get(path).text
    finally:
        with store.writing() as writer:
            writer.show_again(wanted, "tests")
        store.close()
