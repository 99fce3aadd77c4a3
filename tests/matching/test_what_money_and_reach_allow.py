"""An option is reached by way of what it may really do for the person, and told of as its source tells it."""

import pytest

from matching.near_miss import relaxations
from matching.offers import Area, YesNo
from matching.ranking import explain, rank
from tests.matching.builders import (
    a_care_home,
    a_lunch_club,
    a_market,
    a_question,
    an_offer,
    no,
    numbers,
    yes,
)


def tiers(question, *offers):
    market = a_market(*offers)
    ranking = rank(question, market)
    return numbers(market, ranking.confirmed), numbers(market, ranking.ask_first)


@pytest.fixture
def a_home_that_visits():
    """A care home 12 miles away that gives personal care there and in people's own homes."""
    return a_care_home(
        settings=("own_home", "move_in"), needs=yes("personal_care"), miles_east=12,
        lists={"setting": yes("own_home", "move_in"), "service_type": yes("care_home")},
    )  # fmt: skip


def test_a_setting_that_the_money_cannot_buy_brings_nobody_within_reach(a_home_that_visits):
    at_home, either = (
        a_question("personal_care", setting=settings, funding="direct_payment")
        for settings in (("own_home",), ("own_home", "move_in"))
    )
    assert tiers(at_home, a_home_that_visits) == ([], [1])
    assert tiers(either, a_home_that_visits) == ([], [1])


@pytest.mark.parametrize("area", [None, Area("national")])
def test_a_live_in_worker_comes_from_anywhere_even_where_their_place_is_not_known(area):
    worker = an_offer(miles_east=None, needs=yes("live_in"), area=area)
    assert tiers(a_question("live_in"), worker) == ([1], [])


def test_a_language_both_claimed_and_denied_counts_as_denied_wherever_it_is_counted():
    both = an_offer(1, languages=YesNo(frozenset({"syl"}), frozenset({"syl"})))
    market = a_market(both, an_offer(2, languages=yes("syl")), an_offer(3, languages=no("syl")), an_offer(4))
    question = a_question(languages=("syl",), here=None)
    explained = {e.number: e for e in explain(question, market, market.all_rows())}
    outcomes = {o.criterion: o for o in explained[4].outcomes}
    of_three = outcomes["languages"].contribution / outcomes["languages"].weight
    assert of_three == pytest.approx(1 / 3)


def test_whoever_gives_up_their_place_is_not_told_to_give_up_their_limit_as_well():
    club = a_lunch_club(miles_east=5)
    refusing = a_lunch_club(miles_east=5, lists={**club.lists, "faith": no("muslim")})
    question = a_question("meals", within_miles=2, faith=("muslim",), must=frozenset({"faith"}))
    misses = relaxations(rank(question, a_market(refusing)), up_to=3)
    assert [miss.relax for miss in misses] == [("faith", "within_miles"), ("faith", "place")]
