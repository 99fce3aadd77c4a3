"""Plans as worked by hand and by oracle C1: what is chosen, pinned, forbidden, missing or too dear."""

from dataclasses import replace

import pytest

from matching.offers import Fee
from matching.plan.planning import planned, what_if
from matching.plan.search import Search
from matching.plan.wishes import PlanError
from tests.matching.plan_wishes import a_candidate, a_plan_wish, names, the_worked_example


def hours_of(plan):
    return {(line.number, need): hours for line in plan.lines for need, hours in line.hours.items()}


@pytest.mark.parametrize(
    ("budget", "fit", "cost", "hours"),
    [
        (13000, 0.878571, 12465, {(1, "personal_care"): 4, (2, "personal_care"): 3,
                                  (2, "companionship"): 4, (4, "day_activity"): 3}),
        (9000, 0.790714, 8740, {(2, "personal_care"): 7, (2, "companionship"): 1, (3, "companionship"): 1,
                                (4, "day_activity"): 3, (5, "companionship"): 2}),
    ],
)  # fmt: skip
def test_the_worked_example_is_planned_as_brute_force_and_cp_sat_plan_it(budget, fit, cost, hours):
    best = planned(the_worked_example(budget)).best  # oracle C1
    assert best.fit == pytest.approx(fit, abs=1e-6)
    assert best.pence == cost * 100
    assert hours_of(best) == hours


def test_the_worked_example_has_no_plan_for_8500_pounds_and_its_least_cost_is_told():
    answer = planned(the_worked_example(8500))  # oracle C1
    assert answer.best is None
    assert answer.shortage.kind == "over_budget"
    assert answer.shortage.cheapest.pence == 874000


def test_the_worked_examples_five_best_sets_of_providers_come_in_their_order():
    answer = planned(the_worked_example(13000), alternatives=4)  # oracle C1
    found = [(round(plan.fit, 6), names(plan.numbers)) for plan in (answer.best, *answer.alternatives)]
    base = {"AgencyB_sylheti", "Mosque_lunch_club", "PA_Rahima"}
    assert found[0] == (0.878571, base)
    assert found[1] == (0.847857, base | {"Micro_Joy"})
    assert found[2] == (0.842857, base - {"AgencyB_sylheti"} | {"AgencyA"})
    assert {fit for fit, _ in found[3:]} == {0.840714}
    assert base | {"Volunteer"} in [who for _, who in found[3:]]
    assert base | {"AgencyA"} in [who for _, who in found[3:]]


def test_the_worked_examples_frontier_leads_from_its_cheapest_plan_to_its_best():
    frontier = planned(the_worked_example(13000)).frontier
    assert (frontier[0].pence, frontier[-1].pence) == (874000, 1246500)
    assert [plan.fit for plan in frontier] == sorted(plan.fit for plan in frontier)


def test_whoever_is_pinned_takes_part_and_whoever_is_forbidden_does_not():
    pinned = planned(the_worked_example(13000, pinned=frozenset({3}))).best
    assert "Micro_Joy" in names(pinned.numbers)
    assert pinned.fit == pytest.approx(0.847857, abs=1e-6)
    forbidden = planned(the_worked_example(13000, forbidden=frozenset({1})))
    assert "AgencyB_sylheti" not in set().union(
        *(names(plan.numbers) for plan in (forbidden.best, *forbidden.alternatives, *forbidden.frontier))
    )
    assert forbidden.best.fit == pytest.approx(0.842857, abs=1e-6)


def test_what_if_there_were_less_money_or_fewer_hours():
    wish = the_worked_example(9000)
    assert what_if(wish, budget_pence=850000).shortage.cheapest.pence == 874000
    fewer = what_if(wish, hours={**wish.hours, "personal_care": 6}).best
    assert fewer.pence <= 900000 and fewer.fit > planned(wish).best.fit


def test_two_services_of_one_owner_are_no_alternative_to_each_other():
    twins = (
        a_candidate(1, owner=7),
        a_candidate(2, {"personal_care": 0.7}, owner=7),
        a_candidate(3, owner=8),
    )
    answer = planned(a_plan_wish(*twins))
    assert [plan.numbers for plan in (answer.best, *answer.alternatives)][:2] in (
        [frozenset({1}), frozenset({3})],
        [frozenset({3}), frozenset({1})],
    )
    assert frozenset({2}) not in [plan.numbers for plan in answer.alternatives]


def test_of_plans_that_fit_alike_the_cheapest_is_taken():
    dear, cheap = a_candidate(1, fee=Fee("hour", 2501)), a_candidate(2)
    assert planned(a_plan_wish(dear, cheap)).best.numbers == {2}
    assert planned(a_plan_wish(dear, cheap, budget_pence=None)).best.numbers == {2}


def test_a_plan_of_whom_all_is_known_comes_before_one_to_ask_about_that_fits_better():
    known = a_candidate(1)
    maybe = a_candidate(2, {"personal_care": 0.95}, ask=frozenset({"personal_care"}))
    answer = planned(a_plan_wish(known, maybe))
    assert (answer.best.numbers, answer.best.certain) == ({1}, True)
    assert (answer.alternatives[0].numbers, answer.alternatives[0].certain) == ({2}, False)
    assert answer.alternatives[0].lines[0].ask == {"personal_care"}


def test_where_nothing_else_will_do_whoever_must_be_asked_is_planned_with_and_marked():
    maybe = a_candidate(1, ask=frozenset({"personal_care"}))
    best = planned(a_plan_wish(maybe)).best
    assert best.lines[0].ask == {"personal_care"} and not best.certain


def test_the_need_that_drives_the_cost_is_told_with_what_to_do_without():
    wish = a_plan_wish(
        a_candidate(1, {"personal_care": 0.8}, fee=Fee("hour", 3000)),
        a_candidate(2, {"companionship": 0.8}, fee=Fee("hour", 2000)),
        hours={"personal_care": 2, "companionship": 2}, budget_pence=450_000,
    )  # fmt: skip
    shortage = planned(wish).shortage
    assert (shortage.kind, shortage.cheapest.pence, shortage.driver) == (
        "over_budget",
        520_000,
        "personal_care",
    )
    assert shortage.without == {"personal_care": 208_000, "companionship": 312_000}
    assert shortage.missing == {"personal_care": 0.5}
    less = {**wish.hours, "personal_care": 1.5}
    assert planned(replace(wish, hours=less)).best.pence == 442_000


def test_hours_that_nobody_can_give_are_told_by_need():
    volunteer = a_candidate(1, {"companionship": 0.8}, fee=Fee("free", None), most_hours=2)
    wish = a_plan_wish(volunteer, hours={"companionship": 3, "personal_care": 1})
    shortage = planned(wish).shortage
    assert shortage.kind == "not_covered"
    assert shortage.missing == {"companionship": 1, "personal_care": 1}


def test_somebody_pinned_who_cannot_take_part_is_told_apart_from_nobody():
    too_many = a_candidate(2, least_hours=20)
    answer = planned(a_plan_wish(a_candidate(1), too_many, pinned=frozenset({2})))
    assert answer.shortage.kind == "pins_in_the_way"
    elsewhere = a_candidate(2, {"meals": 1.0})
    assert (
        planned(a_plan_wish(a_candidate(1), elsewhere, pinned=frozenset({2}))).shortage.kind
        == "pins_in_the_way"
    )


def test_without_anybody_there_is_no_plan_and_all_hours_are_missing():
    answer = planned(a_plan_wish(hours={"personal_care": 2, "meals": 1}, forbidden=frozenset({1})))
    assert answer.shortage.missing == {"personal_care": 2, "meals": 1}


def test_sessions_are_bought_whole():
    club = a_candidate(1, {"companionship": 0.9}, fee=Fee("session", 500, 2.0))
    company = a_candidate(2, {"companionship": 0.5})
    best = planned(a_plan_wish(club, company, hours={"companionship": 5})).best
    assert hours_of(best) == {(1, "companionship"): 4, (2, "companionship"): 1}
    assert best.pence == 2 * 500 * 52 + 2500 * 52


def test_a_search_that_runs_out_of_time_says_by_how_much_it_may_be_beaten():
    from benchmarks.plan.wishes import a_wish
    from tests.matching.builders import RATES_2026

    hard = a_wish(21, RATES_2026, 60, 6, budget_share=(0.3, 0.3), seconds=0.05)
    search = Search(hard)
    plan = search.best(hard.budget_pence)
    assert search.out_of_time
    assert plan is None or 0 < plan.gap <= 1


@pytest.mark.parametrize(
    ("field", "fields"),
    [
        ("hours.personal_care", {"hours": {"personal_care": 0.25}}),
        ("hours.personal_care", {"hours": {"personal_care": 0}}),
        ("hours.personal_care", {"hours": {"personal_care": float("nan")}}),
        ("budget_pence", {"budget_pence": -1}),
        ("weeks", {"weeks": 0}),
        ("unit_hours", {"unit_hours": 0}),
        ("penalty", {"penalty": 2}),
        ("pinned", {"pinned": frozenset({1}), "forbidden": frozenset({1})}),
        ("pinned", {"pinned": frozenset({9})}),
    ],
)
def test_a_wish_that_means_nothing_is_refused_by_name(field, fields):
    with pytest.raises(PlanError) as refused:
        a_plan_wish(**fields)
    assert refused.value.field == field


@pytest.mark.parametrize(
    ("field", "candidate"),
    [
        ("candidates", {"least_hours": 3, "most_hours": 2}),
        ("candidates", {"fixed_pence": -1}),
        ("candidates", {"fit": {"personal_care": 1.5}}),
    ],
)
def test_an_option_that_cannot_be_is_refused(field, candidate):
    with pytest.raises(PlanError) as refused:
        a_plan_wish(a_candidate(**candidate))
    assert refused.value.field == field


def test_hours_must_be_asked_for_and_options_told_once():
    with pytest.raises(PlanError, match="at least one need"):
        replace(a_plan_wish(), hours={})
    with pytest.raises(PlanError, match="once"):
        a_plan_wish(a_candidate(1), a_candidate(1))
    with pytest.raises(PlanError, match="200 at most"):
        a_plan_wish(*(a_candidate(number) for number in range(201)))
