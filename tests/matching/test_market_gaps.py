"""Causes of gaps, bands of choice, and who moves when a price, the supply or a budget changes."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.market.areas import PeopleAt, SmallAreas
from matching.market.choice import ChoiceReckoning, OwnersWithinReach
from matching.market.gaps import (
    CAUSES,
    bands,
    causes,
    choice_of,
    moves,
    with_budget_as_must,
    with_more_an_hour,
)
from matching.offers import Fee
from tests.matching.builders import HERE, METRES_A_MILE, a_budget, a_market, a_question, an_offer

nested = st.lists(st.integers(0, 5), min_size=3, max_size=3).map(sorted)
areas = st.lists(st.tuples(nested, st.integers(1, 500)), min_size=1, max_size=12)


def within_reach(levels):
    return OwnersWithinReach(*(np.array(level) for level in zip(*levels, strict=True)))


def owners_here(market, question, places=((0, 100),)):
    at = [PeopleAt(replace(HERE, easting=HERE.easting + east * METRES_A_MILE), n) for east, n in places]
    reckoning = ChoiceReckoning(market, SmallAreas.of(at, market))
    return reckoning.owners(with_budget_as_must(question)), reckoning.areas.people


def test_every_gap_has_the_cause_whose_remedy_closes_it():
    found = within_reach([(3, 3, 3), (2, 3, 3), (0, 2, 3), (0, 1, 2)])
    assert [CAUSES[at] for at in causes(found)] == ["enough", "not_known", "not_affordable", "not_offered"]


def test_bands_are_none_one_or_two_and_three_or_more():
    assert bands(np.array([0, 1, 2, 3, 9])).tolist() == [0, 1, 1, 2, 2]


@given(areas)
def test_shares_and_gaps_are_of_all_people(drawn):
    levels, people = zip(*drawn, strict=True)
    found = choice_of(within_reach(levels), people)
    gaps = found.gaps.not_known + found.gaps.not_affordable + found.gaps.not_offered
    assert gaps == pytest.approx(1 - found.shares.confirmed.enough)


@given(areas, st.lists(st.integers(0, 3), min_size=12, max_size=12))
def test_who_moves_stays_counted_and_more_owners_move_nobody_down(drawn, more):
    levels, people = zip(*drawn, strict=True)
    before = within_reach(levels)
    after = OwnersWithinReach(*(level + more[: len(people)] for level in (
        before.confirmed, before.possible, before.at_any_price
    )))  # fmt: skip
    for moved in (moves(before, after, people).confirmed, moves(before, after, people).possible):
        assert moved.sum() == pytest.approx(sum(people))
        assert np.tril(moved, -1).sum() == 0


def test_paying_more_an_hour_moves_people_from_none_to_three():
    """At £24 an hour nobody here can be paid; at £25.50 three can, and of ten miles east it stays so."""
    market = a_market(*(an_offer(n, fee=Fee("hour", 2550)) for n in (1, 2, 3)))
    question = a_question(budget=a_budget(max_pence_per_hour=2400), must=frozenset({"max_pence_per_hour"}))
    places = ((0, 700), (40, 55))
    before, people = owners_here(market, question, places)
    after, _ = owners_here(market, with_more_an_hour(question, 150), places)
    moved = moves(before, after, people).confirmed
    assert moved[0].tolist() == [55, 0, 700]


def test_a_new_provider_moves_people_up_a_band():
    before, people = owners_here(a_market(an_offer(1), an_offer(2)), a_question())
    after, _ = owners_here(a_market(an_offer(1), an_offer(2), an_offer(3)), a_question())
    assert moves(before, after, people).confirmed[1].tolist() == [0, 0, 100]


@pytest.mark.parametrize(
    ("per", "more"), [("year", 150 * 10 * 50), ("week", 150 * 10), ("month", 150 * 10 * 50 // 12)]
)
def test_more_an_hour_lets_the_budget_grow_by_its_hours(per, more):
    budget = a_budget(pence=100_000, per=per, hours_per_week=10, weeks_per_year=50, max_pence_per_hour=2000)
    raised = with_more_an_hour(a_question(budget=budget), 150).budget
    assert (raised.max_pence_per_hour, raised.pence) == (2150, 100_000 + more)


def test_more_an_hour_changes_nothing_that_has_no_price_or_no_hours():
    assert with_more_an_hour(a_question(), 150) == a_question()
    no_hours = a_question(budget=a_budget(pence=5000))
    assert with_more_an_hour(no_hours, 150) == no_hours


def test_the_choice_lost_with_an_owner_is_who_moves_down():
    market = a_market(*(an_offer(n, owner=7) for n in (1, 2)), an_offer(3), an_offer(4))
    at = [PeopleAt(HERE, 100)]
    reckoning = ChoiceReckoning(market, SmallAreas.of(at, market))
    before, after = reckoning.owners(a_question()), reckoning.without_owner(7).owners(a_question())
    assert moves(before, after, reckoning.areas.people).confirmed[2].tolist() == [0, 100, 0]
