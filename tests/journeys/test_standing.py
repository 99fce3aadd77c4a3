"""How firmly an option holds its place and why it is above the next, from the answer to its words."""

from itertools import pairwise
from types import SimpleNamespace

import pytest

from directory.commands.match_text import as_text
from directory.journeys.find_support import account_of, ask
from directory.journeys.standing import Firmness, Standing
from directory.live_market import LiveMarket
from directory.store.session import open_store
from directory.web.cards import cards
from directory.web.plain_words import CRITERION_WORDS
from directory.web.standing_words import above_next, firmness_words
from matching.comparison import Difference
from matching.needs import CRITERIA
from tests.journeys.small_market import ShortGazetteer

QUESTION = {"needs": ["personal_care"], "place": "E1", "languages": ["syl"], "varied": False}


@pytest.fixture(scope="module")
def opened(market_settings):
    return LiveMarket.open(market_settings), open_store(market_settings), ShortGazetteer()


@pytest.fixture(scope="module")
def answer(opened):
    return ask(*opened, QUESTION)


@pytest.mark.parametrize(
    ("first", "top_five", "among", "told"),
    [
        (0.2, 0.91, 40, "Stays in the top five in 9 of 10 ways of weighing what matters to you."),
        (0.2, 0.998, 40, "Stays in the top five in 9 of 10 ways of weighing what matters to you."),
        (0.2, 1.0, 40, "Stays in the top five, however we weigh what matters to you."),
        (0.0, 0.21, 40, "Gets into the top five in 2 of 10 ways of weighing what matters to you."),
        (
            0.0,
            0.004,
            40,
            "Gets into the top five in fewer than 1 of 10 ways of weighing what matters to you.",
        ),
        (0.0, 0.0, 40, "Not one of the five best fits, however we weigh what matters to you."),
        (0.7, 1.0, 5, "Comes first in 7 of 10 ways of weighing what matters to you."),
        (1.0, 1.0, 5, "Comes first, however we weigh what matters to you."),
        (0.0, 1.0, 5, "Not the best fit, however we weigh what matters to you."),
        (1.0, 1.0, 1, ""),
    ],
)
def test_firmness_is_told_in_tenths_and_never_as_more_than_it_is(first, top_five, among, told):
    assert firmness_words(Firmness(first, top_five, among)) == told


@pytest.mark.parametrize(
    ("differences", "words", "lines"),
    [
        ({"languages": 0.12, "distance": -0.02}, "Has 10 points more than Tom, Bow, the next in the list.",
         ("Speaking the language: 12 points more", "Being close by: 2 points fewer")),
        ({"cost": 0.01, "distance": 0.0}, "Has 1 point more than Tom, Bow, the next in the list.",
         ("Keeping the cost down: 1 point more",)),
        ({"cost": 0.0001}, "Has as many points as Tom, Bow, the next in the list.", ()),
        ({"cost": -0.034}, "Has 3.4 points fewer than Tom, Bow, the next in the list. "
         "It is here to give you a varied list.", ("Keeping the cost down: 3.4 points fewer",)),
    ],
)  # fmt: skip
def test_why_it_is_above_the_next_is_told_in_points(differences, words, lines):
    lead = tuple(Difference(name, points) for name, points in differences.items())
    shown = SimpleNamespace(standing=Standing(Firmness(1, 1, 9), lead))
    told = above_next(shown, SimpleNamespace(option=SimpleNamespace(name="Tom, Bow")))
    assert (told.words, told.lines) == (words, lines)


@pytest.mark.parametrize("criterion", CRITERIA)
def test_whatever_can_set_two_options_apart_has_words(criterion):
    assert criterion in CRITERION_WORDS


def test_each_option_of_a_list_is_compared_with_the_next(answer):
    options = answer.confirmed
    assert len(options) > 2
    for shown, after in pairwise(options):
        lead = sum(each.difference for each in shown.standing.above_next)
        assert lead == pytest.approx(shown.utility.expected - after.utility.expected, abs=1e-9)
    assert options[-1].standing.above_next == ()


def test_the_first_places_of_a_list_make_one_and_firmness_counts_those_not_shown_too(answer):
    firmness = [shown.standing.firmness for shown in answer.confirmed]
    assert sum(each.first for each in firmness) == pytest.approx(1.0)
    assert all(0 <= each.first <= each.top_five + 1e-12 <= 1 + 1e-9 for each in firmness)
    assert {each.among for each in firmness} == {answer.total_confirmed}


def test_asking_twice_gives_the_same_firmness(opened, answer):
    again = ask(*opened, QUESTION)
    assert [s.standing for s in again.confirmed] == [s.standing for s in answer.confirmed]


def test_an_option_accounted_for_by_itself_has_no_place_in_a_list(opened, answer):
    number = answer.confirmed[0].option.option_number
    assert account_of(*opened, QUESTION, [number])[number].standing is None


def test_a_card_says_how_firm_and_why_it_is_above_the_next(answer):
    first, *_, last = cards(answer.confirmed, QUESTION)
    assert first.firm == firmness_words(answer.confirmed[0].standing.firmness)
    assert answer.confirmed[1].option.name in first.above_next.words
    assert last.above_next is None


def test_the_page_shows_both(visitor, answer):
    visitor.answers({"needs": ["personal_care"], "place": "E1", "languages": ["syl"]})
    assert "what matters to you." in visitor.words
    assert ", the next in the list." in visitor.words


def test_the_command_line_says_how_firm_each_option_is(answer):
    text = " ".join(as_text(answer).split())
    assert text.count("what matters to you.") == len(answer.confirmed) + len(answer.ask_first)


def test_the_api_gives_shares_and_differences(client):
    body = client.post("/api/v1/match", json=QUESTION).json
    first, second, *_ = body["confirmed"]
    assert set(first["firmness"]) == {"first", "top_five"}
    assert 0 <= first["firmness"]["first"] <= first["firmness"]["top_five"] <= 1
    lead = sum(each["difference"] for each in first["why_above_next"])
    assert lead == pytest.approx(first["utility"]["expected"] - second["utility"]["expected"], abs=1e-9)
    assert body["confirmed"][-1]["why_above_next"] == []


def test_openapi_describes_both(client):
    schemas = client.get("/api/v1/openapi.json").json["components"]["schemas"]
    assert {"firmness", "why_above_next"} <= set(schemas["MatchedOption"]["required"])
    assert set(schemas["Difference"]["properties"]) == {"criterion", "difference"}
