"""The engine and a second reckoning in plain Python agree, whatever the market and the question."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.near_miss import relaxations
from matching.ranking import explain, rank
from matching.shortlist import arrange
from tests.matching import plain_reckoning as plain
from tests.matching.builders import numbers
from tests.matching.strategies import (
    AS_OF,
    RATES,
    a_snapshot,
    budgets,
    fees,
    few,
    many,
    markets,
    questions,
    some,
    undemanding,
    willing,
)  # fmt: skip


def a_plain_market(offers):
    return plain.Market(offers, AS_OF, RATES)


def both_accounts(market, question):
    """The engine's and the plain account of every option, excluded ones too."""
    snapshot = a_snapshot(market)
    of_engine = {e.number: e for e in explain(question, snapshot, snapshot.all_rows())}
    reckoned = plain.accounts(question, a_plain_market(market))
    return [(of_engine[each.offer.number], each) for each in reckoned]


@many
@given(markets(), questions())
def test_the_same_options_are_confirmed_and_asked_about_in_the_same_order(market, question):
    snapshot = a_snapshot(market)
    ranking = rank(question, snapshot)
    reckoned = plain.accounts(question, a_plain_market(market))
    for tier in ("confirmed", "ask_first"):
        expected = plain.option_numbers(plain.in_tier(reckoned, tier))
        assert numbers(snapshot, getattr(ranking, tier)) == expected


@many
@given(markets(), questions())
def test_utility_its_bounds_and_each_criterions_part_are_the_same(market, question):
    for explained, reckoned in both_accounts(market, question):
        assert (explained.low, explained.expected, explained.high) == pytest.approx(
            (reckoned.low, reckoned.utility, reckoned.high), abs=1e-9
        )
        assert explained.known_weight == pytest.approx(1 - (reckoned.high - reckoned.low), abs=1e-9)
        weighed = [o for o in explained.outcomes if o.weight > 0]
        assert {o.criterion: o.weight for o in weighed} == pytest.approx(reckoned.weights, abs=1e-9)
        assert {o.criterion: o.contribution for o in weighed} == pytest.approx(
            {name: reckoned.weights[name] * value[1] for name, value in reckoned.values.items()}, abs=1e-9
        )


@many
@given(markets(), questions())
def test_the_verdicts_shown_are_the_same(market, question):
    for explained, reckoned in both_accounts(market, question):
        assert {o.criterion: o.verdict for o in explained.outcomes} == reckoned.verdicts


@many
@given(markets(), questions())
def test_costs_and_miles_told_are_the_same(market, question):
    for explained, reckoned in both_accounts(market, question):
        told = {o.criterion: o.reason.values for o in explained.outcomes}
        if "cost" in told:
            assert (told["cost"]["low_pence"], told["cost"]["high_pence"]) == reckoned.cost
        if "distance" in told:
            assert told["distance"]["miles"] == pytest.approx(reckoned.miles, abs=1e-9)


assistants = {"kind": st.just("personal_assistant"), "fee": fees}


@many
@given(markets(least=1, **assistants), questions(budget=budgets), st.booleans())
def test_what_personal_assistants_cost_is_the_same_with_and_without_hours(market, question, hours_told):
    if not hours_told:
        an_hour = replace(question.budget, pence=None, hours_per_week=None, max_pence_per_hour=1800)
        question = replace(question, budget=an_hour, must=question.must - {"budget"})
    for explained, reckoned in both_accounts(market, question):
        for told in (o.reason.values for o in explained.outcomes if o.criterion == "cost"):
            assert (told["low_pence"], told["high_pence"]) == reckoned.cost


@few
@given(markets(most=6), questions(most_musts=2))
def test_near_misses_of_every_set_of_must_haves_are_the_same(market, question):
    found = {
        miss.relax: (miss.confirmed, miss.ask_first, pytest.approx(list(miss.nearest_miles), abs=1e-9))
        for miss in relaxations(rank(question, a_snapshot(market)), up_to=12, anywhere=True)
    }
    expected = plain.near_misses(question, a_plain_market(market))
    assert {names: (m.confirmed, m.ask_first, m.miles) for names, m in expected.items()} == found


@many
@given(markets(), questions(), st.integers(0, 14))
def test_the_varied_list_is_the_same(market, question, limit):
    snapshot = a_snapshot(market)
    shown = arrange(rank(question, snapshot), limit)
    expected = plain.varied(question, a_plain_market(market), limit)
    assert (numbers(snapshot, shown.confirmed), numbers(snapshot, shown.ask_first)) == expected


@some
@given(markets(least=9, most=14, **willing), questions(most_musts=1, **undemanding), st.integers(8, 16))
def test_a_long_varied_list_is_the_same_beyond_its_owner_cap(market, question, limit):
    snapshot = a_snapshot(market)
    shown = arrange(rank(question, snapshot), limit)
    expected = plain.varied(question, a_plain_market(market), limit)
    assert (numbers(snapshot, shown.confirmed), numbers(snapshot, shown.ask_first)) == expected


@many
@given(markets(), questions(), st.integers(0, 14))
def test_the_plain_list_is_the_same(market, question, limit):
    snapshot = a_snapshot(market)
    shown = arrange(rank(question, snapshot), limit, varied=False)
    reckoned = plain.accounts(question, a_plain_market(market))
    in_order = [*plain.in_tier(reckoned, "confirmed"), *plain.in_tier(reckoned, "ask_first")]
    assert [*numbers(snapshot, shown.confirmed), *numbers(snapshot, shown.ask_first)] == (
        plain.option_numbers(in_order)[:limit]
    )
