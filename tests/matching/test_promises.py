"""What must always hold of any market and any question, one promise a test."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from matching.near_miss import relaxations
from matching.offers import YesNo
from matching.ranking import explain, rank
from matching.shortlist import arrange
from tests.matching.builders import HOME_EASTING, HOME_NORTHING, numbers
from tests.matching.plain_verdicts import must_haves
from tests.matching.strategies import (
    RATES,
    a_snapshot,
    budgets,
    few,
    heres,
    markets,
    offers,
    questions,
    some,
    undemanding,
    willing,
)  # fmt: skip

TIERS = ("confirmed", "ask_first")
wishes = {
    "needs": st.just(("personal_care", "companionship")),
    "languages": st.just(("syl", "pol")),
    "faith": st.just(("muslim",)),
    "culture": st.just(("caribbean",)),
    "diet": st.just(("halal",)),
    "staff_gender": st.just("female"),
    "lgbt_affirming": st.just(True),
    "accessibility": st.just(("step_free", "bsl")),
    "times": st.just(("weekday_morning",)),
    "user_bands": st.just(("dementia", "carers")),
}


def tiers_of(question, market):
    snapshot = a_snapshot(market)
    ranking = rank(question, snapshot)
    return numbers(snapshot, ranking.confirmed), numbers(snapshot, ranking.ask_first)


def utilities(question, market):
    snapshot = a_snapshot(market)
    return {e.number: e.expected for e in explain(question, snapshot, snapshot.all_rows())}


def standing(question, market):
    """Each option's tier, best first as 2, 1 and 0, with its utility to twelve places."""
    confirmed, ask_first = tiers_of(question, market)
    worth = utilities(question, market)
    return {n: (2 if n in confirmed else 1 if n in ask_first else 0, round(worth[n], 12)) for n in worth}


def numbered(offer, number, **changes):
    return replace(offer, number=number, **changes)


@some
@given(markets(), questions())
def test_any_no_on_a_must_have_excludes_whatever_the_utility(market, question):
    listed = {number for tier in tiers_of(question, market) for number in tier}
    denied = {o.number for o in market if "no" in must_haves(question, o, RATES).values()}
    assert listed == {o.number for o in market} - denied


@some
@given(markets(), questions(), st.integers(0, 12), st.booleans())
def test_every_confirmed_option_precedes_every_ask_first(market, question, limit, varied):
    snapshot = a_snapshot(market)
    ranking = rank(question, snapshot)
    shown = arrange(ranking, limit, varied=varied)
    for row in ranking.confirmed:
        assert set(must_haves(question, offer_at(market, snapshot, row), RATES).values()) == {"yes"}
    assert set(shown.confirmed) <= set(ranking.confirmed)
    if len(shown.ask_first):
        assert set(shown.confirmed) == set(ranking.confirmed)


def offer_at(market, snapshot, row):
    (number,) = numbers(snapshot, [row])
    return next(offer for offer in market if offer.number == number)


LISTED_CODES = [("languages", "syl"), ("faith", "muslim"), ("culture", "caribbean"), ("diet", "halal"),
                ("staff_gender", "female"), ("flags", "lgbt_affirming"), ("accessibility", "bsl"),
                ("times", "weekday_morning"), ("user_bands", "carers")]  # fmt: skip


@some
@given(markets(most=4), offers(), questions(**wishes), st.sampled_from(LISTED_CODES))
def test_no_is_worth_less_than_unknown_and_unknown_less_than_yes(market, offer, question, listed):
    name, code = listed
    answers = (YesNo(no=frozenset({code})), YesNo(), YesNo(yes=frozenset({code})))
    three = [
        numbered(offer, number, languages=answer)
        if name == "languages"
        else numbered(offer, number, lists={**offer.lists, name: answer})
        for number, answer in enumerate(answers)
    ]
    others = [each for each in market if each.number > 2]
    worth = utilities(question, [*others, *three])
    assert worth[0] < worth[1] < worth[2]


@some
@given(
    offers(),
    questions(setting=st.sampled_from((("go_to",), ("move_in",), ("go_to", "move_in"))), here=heres),
    st.integers(0, 30000),
    st.integers(1, 30000),
)
def test_nearer_never_ranks_lower_where_the_person_travels(offer, question, metres, further):
    near, far = (
        numbered(offer, number, easting=HOME_EASTING + away, northing=HOME_NORTHING)
        for number, away in ((2, metres), (1, metres + further))
    )
    stands = standing(question, [near, far])
    assert stands[2] >= stands[1]


@some
@given(offers(), questions(budget=budgets), st.integers(0, 9000), st.integers(1, 3000))
def test_cheaper_never_ranks_lower(offer, question, pence, more):
    assume(offer.fee is not None)
    cheap, dear = (
        numbered(offer, number, fee=replace(offer.fee, pence=price))
        for number, price in ((2, pence), (1, pence + more))
    )
    stands = standing(question, [cheap, dear])
    assert stands[2] >= stands[1]


@some
@given(markets(), questions(budget=budgets), st.integers(0, 2_000_000), st.integers(0, 3000))
def test_a_larger_budget_removes_nobody(market, question, more, more_an_hour):
    budget = question.budget
    richer = replace(
        budget,
        pence=None if budget.pence is None else budget.pence + more,
        max_pence_per_hour=None
        if budget.max_pence_per_hour is None
        else budget.max_pence_per_hour + more_an_hour,
    )
    before, after = (standing(replace(question, budget=b), market) for b in (budget, richer))
    assert all(after[number][0] >= before[number][0] for number in before)


@some
@given(markets(most=8), questions(), offers())
def test_adding_or_deleting_a_candidate_changes_no_other_pairs_order_or_score(market, question, added):
    silent = {"needs": {}, "lists": {}, "languages": YesNo()}
    others = [offer for offer in market if offer.number != added.number]
    before = standing(question, others)
    after = standing(question, [*others, replace(added, **silent)])  # no answers, so no other base rate
    assert {number: after[number] for number in before} == before
    in_order = [n for tier in tiers_of(question, [*others, replace(added, **silent)]) for n in tier]
    assert [n for n in in_order if n != added.number] == [
        n for tier in tiers_of(question, others) for n in tier
    ]


@some
@given(markets(least=4, most=14, **willing), questions(most_musts=1, **undemanding))
def test_a_third_of_one_owner_in_the_first_ten_means_that_no_other_owner_was_left(market, question):
    snapshot = a_snapshot(market)
    ranking = rank(question, snapshot)
    owner = snapshot.columns["owner"]
    for tier in TIERS:
        everyone = getattr(ranking, tier)
        shown = getattr(arrange(ranking, 20), tier)
        for place, row in enumerate(shown[:10]):
            before = list(owner[shown[:place]])
            if before.count(owner[row]) >= 2:
                left = np.setdiff1d(everyone, shown[:place])
                assert all(before.count(owner[other]) >= 2 for other in left)


@few
@given(
    st.lists(offers(**willing), min_size=10, max_size=10), questions(most_musts=0, **undemanding),
    st.integers(0, 9), st.integers(1, 6),
)  # fmt: skip
def test_a_duplicate_under_one_owner_takes_no_place_beyond_the_cap(drawn, question, at, times):
    market = [numbered(offer, number, owner=number // 2) for number, offer in enumerate(drawn)]
    copies = [numbered(market[at], 100 + number) for number in range(times)]
    snapshot = a_snapshot([*market, *copies])
    ranking = rank(question, snapshot)
    assume(len(ranking.confirmed) == len(snapshot))
    shown = arrange(ranking, 10).confirmed
    assert sorted(snapshot.columns["owner"][shown]) == [0, 0, 1, 1, 2, 2, 3, 3, 4, 4]


@some
@given(markets(), questions(), st.randoms(use_true_random=False), st.integers(0, 3))
def test_permuting_rows_changes_nothing(market, question, shuffle, seed):
    mixed = list(market)
    shuffle.shuffle(mixed)
    told = []
    for offered in (market, mixed):
        snapshot = a_snapshot(offered)
        ranking = rank(question, snapshot)
        shown = arrange(ranking, 9, seed=seed)
        told.append(
            [
                tiers_of(question, offered),
                standing(question, offered),
                numbers(snapshot, shown.confirmed),
                numbers(snapshot, shown.ask_first),
                relaxations(ranking, up_to=2),
            ]
        )
    assert told[0] == told[1]


@some
@given(offers(), heres, questions(setting=st.just(("go_to",))))
def test_distance_is_symmetric(offer, here, question):
    assume(offer.easting is not None)
    there = replace(here, easting=offer.easting, northing=offer.northing)
    back = replace(offer, easting=here.easting, northing=here.northing)
    told = [
        next(
            o
            for o in explained(replace(question, here=where), [who])[0].outcomes
            if o.criterion == "distance"
        )
        for where, who in ((here, offer), (there, back))
    ]
    assert told[0].reason.values["miles"] == told[1].reason.values["miles"]
    assert told[0].contribution == pytest.approx(told[1].contribution, abs=1e-12)


def explained(question, market):
    snapshot = a_snapshot(market)
    return explain(question, snapshot, snapshot.all_rows())


@some
@given(markets(), questions(), st.sampled_from((0.25, 2.0, 1024.0)))
def test_scaling_all_weights_changes_nothing(market, question, scale):
    scaled = {
        e.number: sum(scale * o.weight * (o.contribution / o.weight) for o in e.outcomes if o.weight) / scale
        for e in explained(question, market)
    }
    for tier in tiers_of(question, market):
        assert tier == sorted(tier, key=lambda number: (-round(scaled[number], 12), number))


@some
@given(markets(), questions())
def test_saying_aloud_the_order_that_holds_anyway_changes_nothing(market, question):
    aloud = replace(question, order=tuple(question.importance()))
    assert tiers_of(aloud, market) == tiers_of(question, market)
    assert utilities(aloud, market) == pytest.approx(utilities(question, market), abs=1e-12)
