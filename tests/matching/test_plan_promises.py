"""What must always hold of a plan (MATCHING.md section 7, 15): held to a count of every plan there is."""

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks.plan.reckoning import pence_in_all
from matching.offers import Fee
from matching.plan.planning import certain_only, planned
from matching.plan.search import Search
from tests.matching.builders import RATES_2026
from tests.matching.plan_wishes import a_candidate, a_plan_wish, every_plan, small_wishes

some = settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))


def units_of(plan, wish):
    return {
        (line.number, need): round(hours / wish.unit_hours)
        for line in plan.lines
        for need, hours in line.hours.items()
    }


@some
@given(small_wishes())
def test_the_best_plan_is_the_best_of_all_there_are_and_the_cheapest_of_those_that_fit_alike(wish):
    search = Search(wish)
    found = search.best(wish.budget_pence)
    limit = float("inf") if wish.budget_pence is None else wish.budget_pence
    worth = [(round(fit, 9), -pence) for fit, pence, _ in every_plan(wish) if pence <= limit]
    assert (found is None) == (not worth)
    if found is not None:
        best = max(worth)
        assert round(found.fit, 9) == best[0]
        assert found.pence <= -best[1] + len(wish.candidates)  # equal fits are told apart but for pennies
        assert found.gap == 0


@some
@given(small_wishes())
def test_the_cheapest_plan_is_the_cheapest_of_all_there_are(wish):
    found = Search(wish).cheapest()
    least = min((pence for _, pence, _ in every_plan(wish)), default=None)
    assert (found.pence if found else None) == least


@some
@given(small_wishes())
def test_a_plan_covers_every_need_exactly_within_the_budget_at_its_true_cost(wish):
    answer = planned(wish)
    for plan in (*filter(None, [answer.best]), *answer.alternatives, *answer.frontier):
        for need, hours in wish.hours.items():
            assert sum(line.hours.get(need, 0) for line in plan.lines) == hours
        assert plan.pence == pence_in_all(units_of(plan, wish), wish)
        assert wish.budget_pence is None or plan.pence <= wish.budget_pence
        assert wish.pinned <= plan.numbers
        assert units_of(plan, wish) in [units for _, _, units in every_plan(wish)]


@some
@given(small_wishes(), st.integers(0, 300_000))
def test_a_plan_never_worsens_as_the_budget_grows(wish, more):
    wish = replace(wish, budget_pence=wish.budget_pence or 0)
    less, greater = planned(wish).best, planned(replace(wish, budget_pence=wish.budget_pence + more)).best
    if less is not None:
        assert greater is not None
        assert (is_certain(greater, wish), greater.fit) >= (is_certain(less, wish), less.fit - 1e-9)


def is_certain(plan, wish):
    """Whoever is pinned is in every plan, so only others can make it less certain."""
    return not any(line.ask and line.number not in wish.pinned for line in plan.lines)


@some
@given(small_wishes())
def test_the_least_cost_told_is_a_budget_that_is_enough(wish):
    cheapest = Search(wish).cheapest()
    if cheapest is not None:
        assert Search(wish).best(cheapest.pence).pence == cheapest.pence
        assert Search(wish).best(cheapest.pence - 1) is None


@some
@given(small_wishes())
def test_alternatives_are_of_other_owners_and_none_of_them_is_missed(wish):
    answer = planned(wish, alternatives=20)
    owners = {candidate.number: candidate.owner for candidate in wish.candidates}
    sets = [
        frozenset(owners[n] for n in plan.numbers) for plan in (answer.best, *answer.alternatives) if plan
    ]
    limit = float("inf") if wish.budget_pence is None else wish.budget_pence
    possible = {
        frozenset(owners[number] for number, _ in units)
        for _, pence, units in every_plan(wish)
        if pence <= limit
    }
    assert len(sets) == len(set(sets))
    assert set(sets) == possible


def test_a_plan_is_found_where_simplifying_the_programme_loses_it():
    """HiGHS 1.x says of this one, once it has simplified it, that there is no solution."""
    fit = {"personal_care": 0.01, "companionship": 0.01}
    wish = a_plan_wish(
        a_candidate(1, fit, owner=1, fee=Fee("visit", 449), employment="employed"),
        a_candidate(2, fit, owner=1, fee=Fee("hour", 0), least_hours=1.5),
        hours={"personal_care": 0.5, "companionship": 1.5},
        budget_pence=25_995,
        penalty=0,
        rates=replace(
            RATES_2026,
            sick_weeks=1.0,
            pension_trigger_pence=90_000,
            pension_lower_pence=60_000,
            secondary_threshold_pence=30_000,
            employment_allowance_pence=2_000,
        ),
    )
    best = planned(wish).best
    assert best is not None
    assert (best.numbers, best.pence) == ({2}, 0)


@some
@given(small_wishes())
def test_on_the_frontier_each_plan_fits_better_than_all_that_cost_less(wish):
    answer = planned(wish, alternatives=0)
    assert [plan.pence for plan in answer.frontier] == sorted({plan.pence for plan in answer.frontier})
    fits = [plan.fit for plan in answer.frontier]
    assert all(later > sooner for sooner, later in pairwise(fits))
    certain = certain_only(wish)
    within = wish if answer.best is None or not is_certain(answer.best, wish) else certain
    for plan in answer.frontier:
        rivals = [fit for fit, pence, _ in every_plan(within) if pence <= plan.pence]
        assert max(rivals) == pytest.approx(plan.fit)
