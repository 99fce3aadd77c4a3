"""What a plan costs is what ``matching.costs`` says of the same hours, line by line and to the penny."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.costs import annual_cost_pence, employed_breakdown_pence
from matching.offers import Fee
from matching.plan.charges import charges_of
from matching.plan.planning import planned
from matching.plan.search import Search
from matching.plan.segments import segments_of
from tests.matching.builders import RATES_2026
from tests.matching.plan_wishes import a_candidate, a_plan_wish, an_assistant

RATES = replace(RATES_2026, sick_weeks=1)


@settings(max_examples=60, deadline=None)
@given(st.integers(1271, 3000), st.integers(1, 80), st.sampled_from((52, 50, 47.5)))
def test_an_employed_assistant_costs_to_the_penny_what_costs_say(pay, halves, weeks):
    assistant = an_assistant(fee=Fee("hour", pay))
    wish = a_plan_wish(assistant, hours={"personal_care": halves / 2}, rates=RATES, weeks=weeks)
    plan = planned(wish, alternatives=0, frontier_steps=0).best
    assert plan.pence == round(annual_cost_pence([pay * halves / 2], 1.0, weeks, RATES)[0])
    told = employed_breakdown_pence([pay * halves / 2], 1.0, weeks, RATES)
    line = plan.lines[0]
    assert set(line.costs) == set(told) - {"national_insurance"}
    assert sum(line.costs.values()) == line.pence
    for name, pence in line.costs.items():
        assert abs(pence - told[name][0]) < 1


def test_the_worked_example_of_employing_is_told_line_by_line():
    wish = a_plan_wish(an_assistant(fee=Fee("hour", 1350)), hours={"personal_care": 20})
    line = planned(wish).best.lines[0]  # oracle A11
    assert line.costs == {
        "wages": 1404000, "holiday_cover": 151200, "sick_pay": 0, "pension": 23400,
        "insurance": 11000, "payroll": 18000,
    }  # fmt: skip


def test_the_employment_allowance_is_taken_once_for_all_whom_the_person_employs():
    rates = replace(RATES, employment_allowance_pence=50_000)
    two = (an_assistant(1, {"personal_care": 0.9}), an_assistant(2, {"companionship": 0.9}))
    plan = planned(a_plan_wish(*two, hours={"personal_care": 10, "companionship": 10}, rates=rates)).best
    each = 0.15 * (1400 * 10 * 52 - 500_000)
    assert plan.national_insurance_pence == 2 * each - 50_000
    assert plan.pence == sum(line.pence for line in plan.lines) + plan.national_insurance_pence
    ordinary = planned(a_plan_wish(*two, hours={"personal_care": 10, "companionship": 10})).best
    assert ordinary.national_insurance_pence == 0


def test_insurance_that_would_break_the_budget_is_kept_out_of_it():
    rates = replace(RATES, employment_allowance_pence=0)
    employed = an_assistant(1, {"personal_care": 0.9})
    agency = a_candidate(2, {"personal_care": 0.5}, fee=Fee("hour", 1650))
    with_insurance = round(annual_cost_pence([14000], 1.0, 52, rates)[0])
    wish = a_plan_wish(employed, agency, rates=rates, budget_pence=with_insurance)
    assert planned(wish).best.numbers == {1}
    assert planned(replace(wish, budget_pence=with_insurance - 1)).best.numbers != {1}


def test_whose_employment_is_unknown_costs_as_if_employed_and_shows_the_other_cost():
    unknown = an_assistant(1, employment="unknown")
    line = planned(a_plan_wish(unknown, rates=RATES)).best.lines[0]
    assert line.pence == round(annual_cost_pence([14000], 1.0, 52, RATES)[0])
    assert line.low_pence == 1400 * 10 * 52
    assert planned(a_plan_wish(unknown, rates=RATES, budget_pence=line.pence - 1)).best is None


def test_whoever_is_self_employed_or_employed_has_one_cost():
    for employment in ("employed", "self_employed"):
        line = planned(a_plan_wish(an_assistant(employment=employment))).best.lines[0]
        assert line.low_pence == line.pence


@pytest.mark.parametrize("fee", [None, Fee("hour", None), Fee("item", 900)])
def test_what_has_no_known_price_is_in_no_plan_unless_it_is_pinned(fee):
    cheap_looking, agency = a_candidate(1, {"personal_care": 1.0}, fee=fee), a_candidate(2)
    assert planned(a_plan_wish(cheap_looking, agency)).best.numbers == {2}
    assert planned(a_plan_wish(cheap_looking)).shortage.kind == "not_covered"
    pinned = planned(a_plan_wish(cheap_looking, agency, pinned=frozenset({1}))).best
    assert 1 in pinned.numbers and not pinned.complete
    line = next(line for line in pinned.lines if line.number == 1)
    assert (line.price_known, line.pence, line.costs) == (False, 0, {})


def test_a_price_by_the_month_is_the_same_for_few_hours_and_many():
    club = a_candidate(1, fee=Fee("month", 4000))
    for hours in (1, 10):
        assert planned(a_plan_wish(club, hours={"personal_care": hours})).best.pence == 48000


def test_each_need_may_have_its_own_price_and_yearly_costs_come_once():
    both = a_candidate(
        1,
        {"personal_care": 0.9, "companionship": 0.9},
        fee_by_need={"companionship": Fee("hour", 2000)},
        fixed_pence=29000,
    )
    line = planned(a_plan_wish(both, hours={"personal_care": 2, "companionship": 1})).best.lines[0]
    assert line.costs == {"fixed": 29000, "fee": (2 * 2500 + 2000) * 52}


@settings(max_examples=40, deadline=None)
@given(st.integers(1271, 3000), st.sampled_from((52, 47.5)), st.sampled_from((0, 50_000, 1_050_000)))
def test_straight_pieces_never_cost_more_than_the_true_pence_nor_a_penny_less(pay, weeks, allowance):
    rates = replace(RATES, employment_allowance_pence=allowance)
    assistant = an_assistant(fee=Fee("hour", pay))
    charge = charges_of(assistant, a_plan_wish(assistant, rates=rates, weeks=weeks), 96)[0]
    pieces = segments_of(charge)
    assert len(pieces) <= 8
    for units, pence, insured in zip(charge.units, charge.pence, charge.insured, strict=True):
        piece = next(p for p in pieces if p.first <= units <= p.last)
        assert 0 <= pence - (piece.fixed + piece.slope * units) < 1 + 1e-6
        assert 0 <= insured - (piece.insured_fixed + piece.insured_slope * units) < 3


def test_a_budget_of_exactly_what_rounded_wages_cost_is_enough_and_a_penny_less_is_not():
    three = [
        an_assistant(number, {need: 0.9}, fee=Fee("hour", pay))
        for number, (need, pay) in enumerate(
            {"personal_care": 1273, "companionship": 1277, "meals": 1281}.items()
        )
    ]
    wish = a_plan_wish(*three, hours={"personal_care": 7.5, "companionship": 16.5, "meals": 9.5}, rates=RATES)
    least = Search(wish).cheapest().pence
    assert least == sum(
        round(annual_cost_pence([pay * hours], 1.0, 52, RATES)[0])
        for pay, hours in ((1273, 7.5), (1277, 16.5), (1281, 9.5))
    )
    assert Search(wish).best(least).pence == least
    assert Search(wish).best(least - 1) is None


def test_a_split_point_is_exact_to_the_penny():
    assistant = an_assistant(fee=Fee("hour", 1273))
    charge = charges_of(assistant, a_plan_wish(assistant, rates=RATES), 40)[0]
    piece = next(p for p in segments_of(charge, {17}) if p.first == 17)
    assert (piece.last, piece.fixed) == (17, float(charge.pence[np.flatnonzero(charge.units == 17)[0]]))
