"""The bench of pages: people who really ask and read, failures that are counted, and every figure told."""

import logging
from threading import Event
from urllib.parse import urlsplit

import pytest

from benchmarks.web.command import Weight, _as_text, _told
from benchmarks.web.serving import STATIC, beside
from benchmarks.web.visiting import Seen, questions, reads, visits
from directory.app import create_app
from tests.journeys.browser import served
from tests.journeys.small_market import OpenedHere, published_market


@pytest.fixture(scope="module")
def port(tmp_path_factory):
    settings = published_market(tmp_path_factory.mktemp("small-market"))
    app = create_app(settings, OpenedHere(settings))
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    with served(beside(app, 5000)) as address:
        yield urlsplit(address).port


@pytest.fixture
def over():
    event = Event()
    event.set()
    return event


def test_people_ask_read_their_answer_and_look_at_services(port, over):
    seen = visits(port, 3, list(questions(["E1 4NS", "Bow"], seed=1)), 2, over)
    assert seen.failures == 0
    assert len(seen.seconds["form"]) == len(seen.seconds["sent"]) == len(seen.seconds["results"]) == 6
    assert seen.seconds["service"]
    assert seen.a_second > 0


def test_a_page_that_is_not_there_is_a_failure(port):
    assert reads(port, 2, "/no-such-page", 3).failures == 6
    assert reads(port, 2, STATIC, 3).failures == 0


def test_half_and_the_95th_are_those_of_the_times():
    seen = Seen({"results": [each / 100 for each in range(101)]})
    assert seen.half_and_95th("results") == pytest.approx((0.5, 0.95))


def test_every_figure_is_told():
    seen = Seen({"results": [0.1, 0.2], "static": [0.01, 0.01]}, failures=1, took=2.0)
    told = _told(50_000, 32, Weight(75_000, 10_000), (seen, seen, seen, seen), 30.0)
    text = _as_text(told)
    assert told["static_to_alone"] == 1
    assert "75 kB, packed with its style sheet 10 kB" in text
    assert "32 people while an import ran (30 s): 2 requests a second, 4 in all, 1 failed" in text
