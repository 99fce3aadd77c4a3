"""Two people's questions, one market: what suits both breaks neither's must-haves and pools no money."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given

from matching.needs import PersonalBudget
from matching.offers import Fee
from matching.ranking import rank
from matching.together import Together
from tests.matching.builders import a_market, a_question, an_offer, numbers, yes
from tests.matching.strategies import a_snapshot, markets, questions, some


@some
@given(markets(), questions())
def test_with_a_twin_the_list_is_ones_own(offers, question):
    ranking = rank(question, a_snapshot(offers))
    both = Together(ranking, ranking)
    assert both.confirmed.tolist() == ranking.confirmed.tolist()
    assert both.ask_first.tolist() == ranking.ask_first.tolist()


@some
@given(markets(), questions(), questions())
def test_it_makes_no_difference_who_is_named_first(offers, question, other):
    snapshot = a_snapshot(offers)
    one, two = rank(question, snapshot), rank(other, snapshot)
    assert Together(one, two).confirmed.tolist() == Together(two, one).confirmed.tolist()
    assert Together(one, two).ask_first.tolist() == Together(two, one).ask_first.tolist()


@some
@given(markets(), questions(), questions())
def test_an_option_suits_both_exactly_where_it_suits_each(offers, question, other):
    snapshot = a_snapshot(offers)
    one, two = rank(question, snapshot), rank(other, snapshot)
    sure = set(one.confirmed.tolist()) & set(two.confirmed.tolist())
    maybe = {*one.confirmed.tolist(), *one.ask_first.tolist()} & {
        *two.confirmed.tolist(),
        *two.ask_first.tolist(),
    }
    both = Together(one, two)
    assert set(both.confirmed.tolist()) == sure
    assert set(both.ask_first.tolist()) == maybe - sure


@some
@given(markets(), questions(), questions())
def test_the_worse_of_the_two_fits_never_rises_down_the_list(offers, question, other):
    snapshot = a_snapshot(offers)
    one, two = rank(question, snapshot), rank(other, snapshot)
    rows = Together(one, two).confirmed
    worse = np.minimum(one.utility[rows], two.utility[rows])
    assert (np.diff(worse) < 1e-9).all()


def test_one_budget_never_helps_the_other_person():
    market = a_market(an_offer(1, needs=yes("companionship"), fee=Fee("hour", 2000)))
    rich = replace(
        a_question("companionship"),
        budget=PersonalBudget(100_000, "week", hours_per_week=5),
        must=frozenset({"budget"}),
    )
    poor = replace(rich, budget=PersonalBudget(1_000, "week", hours_per_week=5))
    assert numbers(market, Together(rank(rich, market), rank(rich, market)).confirmed) == [1]
    assert Together(rank(rich, market), rank(poor, market)).confirmed.tolist() == []


def test_rankings_of_two_markets_are_refused():
    one, other = a_market(an_offer(1)), a_market(an_offer(1))
    with pytest.raises(ValueError, match="two snapshots"):
        Together(rank(a_question(), one), rank(a_question(), other))
