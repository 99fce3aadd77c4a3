"""What must always hold, whatever the market and the question."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.near_miss import relaxations
from matching.offers import Fee, Offer, YesNo
from matching.ranking import explain, rank
from matching.shortlist import arrange
from tests.matching.builders import (
    METRES_A_MILE,
    a_budget,
    a_market,
    a_question,
    a_radius,
    an_offer,
    no,
    numbers,
    yes,
)  # fmt: skip

ANSWER = st.sampled_from(["yes", "no", "unknown"])
quick = settings(max_examples=25, deadline=None)


def answer_of(name: str, code: str) -> YesNo:
    return {"yes": yes(code), "no": no(code), "unknown": YesNo()}[name]


@st.composite
def offers(draw, number: int) -> Offer:
    kind = draw(
        st.sampled_from(["regulated_provider", "personal_assistant", "community_group", "micro_provider"])
    )
    return an_offer(
        number,
        kind=kind,
        owner=draw(st.integers(1, 4)),
        registered_for_personal_care=draw(st.booleans()),
        legal_form=draw(st.sampled_from([None, "sole_trader", "company"])),
        miles_east=draw(st.sampled_from([0.0, 0.5, 2.0, 4.0, 7.5, 12.0, 40.0])),
        settings=draw(st.sampled_from([("own_home",), ("go_to",), ("own_home", "go_to"), ("move_in",)])),
        needs=draw(
            st.sampled_from([yes("personal_care"), yes("companionship"), YesNo(), no("personal_care")])
        ),
        lists={
            "faith": answer_of(draw(ANSWER), "muslim"),
            "diet": answer_of(draw(ANSWER), "halal"),
            "setting": YesNo(),
        }
        if draw(st.booleans())
        else {"faith": answer_of(draw(ANSWER), "muslim")},
        languages=answer_of(draw(ANSWER), "syl"),
        fee=draw(
            st.sampled_from(
                [None, Fee("hour", 1500), Fee("hour", 2600), Fee("free", None), Fee("week", 50000)]
            )
        ),
        employment=draw(st.sampled_from([None, "employed", "self_employed"])),
        area=draw(st.sampled_from([None, a_radius(3), a_radius(20)])),
        size_class=draw(st.sampled_from(["small", "large"])),
    )


@st.composite
def markets(draw, least: int = 2, most: int = 8) -> list[Offer]:
    count = draw(st.integers(least, most))
    return [draw(offers(number)) for number in range(1, count + 1)]


@st.composite
def questions(draw):
    must = draw(
        st.sets(st.sampled_from(["faith", "diet", "languages", "max_pence_per_hour", "budget", "needs"]))
    )
    return a_question(
        *draw(st.sampled_from([("personal_care",), ("companionship",), ("personal_care", "companionship")])),
        faith=("muslim",),
        diet=("halal",),
        languages=("syl",),
        within_miles=draw(st.sampled_from([None, 3.0, 10.0])),
        setting=draw(st.sampled_from([(), ("own_home",), ("go_to",), ("move_in", "own_home")])),
        provider_kinds=draw(st.sampled_from([(), ("personal_assistant", "regulated_provider")])),
        budget=a_budget(pence=1000000, hours_per_week=10, max_pence_per_hour=2000),
        must=frozenset(must),
        order=draw(st.sampled_from([(), (("languages",), ("cost", "distance"))])),
    )


def ranked(question, market_offers):
    ranking = rank(question, a_market(*market_offers))
    return numbers(ranking.snapshot, ranking.confirmed), numbers(ranking.snapshot, ranking.ask_first)


def in_order(ranking):
    shown = np.concatenate([ranking.confirmed, ranking.ask_first]).astype(int)
    return {int(ranking.snapshot.columns["number"][row]): at for at, row in enumerate(shown)}


@quick
@given(markets(), questions())
def test_any_no_on_a_must_have_excludes_and_every_confirmed_precedes_every_ask_first(market, question):
    ranking = rank(question, a_market(*market))
    assert (ranking.failed[ranking.confirmed] == 0).all() and (ranking.unsure[ranking.confirmed] == 0).all()
    assert (ranking.failed[ranking.ask_first] == 0).all() and (ranking.unsure[ranking.ask_first] != 0).all()
    assert len(ranking.confirmed) + len(ranking.ask_first) == int((ranking.failed == 0).sum())


@pytest.mark.parametrize("list_name", ["faith", "diet", "languages"])
def test_no_is_worth_less_than_unknown_and_unknown_less_than_yes(list_name):
    code = {"faith": "muslim", "diet": "halal", "languages": "syl"}[list_name]
    worth = []
    for answer in ("no", "unknown", "yes"):
        said = answer_of(answer, code)
        offer = (
            an_offer(1, languages=said) if list_name == "languages" else an_offer(1, lists={list_name: said})
        )
        others = [an_offer(2, lists={"faith": yes("muslim"), "diet": no("halal")}, languages=yes("syl"))]
        market = a_market(offer, *others)
        question = a_question(setting=("own_home",), **{list_name: (code,)})
        worth.append(explain(question, market, np.array([market.row_of(1)]))[0].expected)
    assert worth[0] < worth[1] < worth[2]


@pytest.mark.parametrize("nearer", [0.0, 1.0, 2.9])
def test_nearer_never_ranks_lower_where_the_person_travels(nearer):
    question = a_question("companionship", setting=("go_to",), within_miles=5)
    near = an_offer(2, miles_east=nearer, settings=("go_to",), needs=yes("companionship"))
    far = an_offer(1, miles_east=nearer + 0.2, settings=("go_to",), needs=yes("companionship"))
    assert ranked(question, [near, far])[0] == [2, 1]


@quick
@given(st.integers(0, 4000), st.integers(1, 2000))
def test_cheaper_never_ranks_lower(price, more):
    question = a_question(budget=a_budget(pence=1000000, hours_per_week=10))
    order = ranked(
        question, [an_offer(2, fee=Fee("hour", price)), an_offer(1, fee=Fee("hour", price + more))]
    )[0]
    dear_value, cheap_value = (
        explain(question, a_market(an_offer(fee=Fee("hour", p))), np.array([0]))[0].expected
        for p in (price + more, price)
    )
    assert cheap_value >= dear_value
    assert order == ([2, 1] if cheap_value > dear_value else [1, 2])


@quick
@given(markets(), questions(), st.integers(0, 2000000))
def test_a_larger_budget_removes_nobody(market, question, more):
    question = replace(question, must=question.must | {"budget"})
    richer = replace(question, budget=replace(question.budget, pence=question.budget.pence + more))
    before, after = ({*tiers[0], *tiers[1]} for tiers in (ranked(question, market), ranked(richer, market)))
    assert before <= after


@quick
@given(markets(least=3), questions())
def test_deleting_a_candidate_changes_no_other_pairs_order_within_one_data_version(market, question):
    snapshot = a_market(*market)
    utility = {e.number: e.expected for e in explain(question, snapshot, snapshot.all_rows())}
    fewer = snapshot.all_rows()[1:]
    assert {e.number: e.expected for e in explain(question, snapshot, fewer)} == {
        number: utility[number] for number in (int(n) for n in snapshot.columns["number"][fewer])
    }


@quick
@given(markets(), questions(), st.randoms(use_true_random=False))
def test_the_order_rows_came_in_changes_nothing(market, question, shuffle):
    mixed = list(market)
    shuffle.shuffle(mixed)
    assert ranked(question, market) == ranked(question, mixed)


@quick
@given(markets(), questions())
def test_contributions_sum_to_utility_and_utility_lies_between_its_bounds(market, question):
    snapshot = a_market(*market)
    ranking = rank(question, snapshot)
    for explanation in explain(question, snapshot, snapshot.all_rows()):
        assert sum(o.contribution for o in explanation.outcomes) == pytest.approx(
            explanation.expected, abs=1e-9
        )
        assert explanation.low - 1e-9 <= explanation.expected <= explanation.high + 1e-9
        ranked_utility = ranking.utility[explanation.row]
        assert np.isnan(ranked_utility) or ranked_utility == pytest.approx(explanation.expected, abs=1e-9)


@given(st.integers(-200000, 120000), st.integers(-180000, 400000))
def test_distance_is_symmetric(east, north):
    there = an_offer(1, easting=535000 + east, northing=181000 + north)
    back = an_offer(1, easting=535000, northing=181000)
    one = a_market(there).miles_from(535000, 181000, np.array([0]))[0]
    other = a_market(back).miles_from(535000 + east, 181000 + north, np.array([0]))[0]
    assert one == other == pytest.approx(np.hypot(east, north) / METRES_A_MILE)


@quick
@given(markets(), questions())
def test_a_providers_size_class_and_owner_change_no_rank(market, question):
    other = [replace(offer, size_class="medium", owner=7) for offer in market]
    assert ranked(question, market) == ranked(question, other)


@quick
@given(markets(most=6), questions())
def test_near_misses_count_what_asking_again_would_give(market, question):
    snapshot = a_market(*market)
    ranking = rank(question, snapshot)
    safeguards = {demand.key for demand in ranking.demands if demand.safeguard}
    for miss in relaxations(ranking, up_to=2, anywhere=True):
        assert safeguards.isdisjoint(miss.relax)
        again = rank(question.without(*miss.relax), snapshot)
        assert (miss.confirmed, miss.ask_first) == (len(again.confirmed), len(again.ask_first))


@quick
@given(
    markets(most=12),
    questions(),
    st.sampled_from(["faith", "diet", "languages", "max_pence_per_hour", "needs", "place"]),
)
def test_a_relaxed_must_have_is_the_question_asked_again_without_it(market, question, name):
    question = replace(question, must=question.must | ({name} - {"place"}))
    misses = {
        miss.relax: (miss.confirmed, miss.ask_first)
        for miss in relaxations(rank(question, a_market(*market)))
    }
    again = rank(question.without(name), a_market(*market))
    counted = len(again.confirmed), len(again.ask_first)
    before = rank(question, a_market(*market))
    if counted[0] > len(before.confirmed) or counted[1] > len(before.ask_first):
        assert misses[(name,)] == counted
    else:
        assert (name,) not in misses


@quick
@given(markets(most=10), questions())
def test_a_duplicate_under_one_owner_takes_no_place_beyond_the_cap(market, question):
    doubled = [*market, *(replace(offer, number=offer.number + 100) for offer in market)]
    snapshot = a_market(*doubled)
    first = arrange(rank(question, snapshot), 10).confirmed
    owners = snapshot.columns["owner"][first]
    _, taken = np.unique(owners, return_counts=True)
    available = np.unique(snapshot.columns["owner"][rank(question, snapshot).confirmed])
    if len(available) * 2 >= len(first):
        assert (taken <= 2).all()


def test_an_unstated_wish_changes_nothing():
    plain = a_question()
    market = [
        an_offer(1, lists={"faith": no("muslim")}),
        an_offer(2, miles_east=1, lists={"faith": yes("muslim")}),
    ]
    assert ranked(plain, market)[0] == [1, 2]


def test_ages_are_counted_to_the_day_of_the_version():
    offer = an_offer(confirmed_on=date(2025, 11, 21))
    market = a_market(offer, as_of=date(2026, 11, 21))
    fresh = next(
        o for o in explain(a_question(), market, market.all_rows())[0].outcomes if o.criterion == "freshness"
    )
    assert fresh.contribution == pytest.approx(fresh.weight * 0.5)
    assert fresh.reason.values == {"days_ago": 365}


def test_an_empty_market_gives_an_honest_empty_answer():
    ranking = rank(a_question(faith=("muslim",)), a_market())
    assert len(ranking.confirmed) == len(ranking.ask_first) == 0
    assert relaxations(ranking) == []
    assert len(arrange(ranking).confirmed) == 0


def test_a_market_of_unknowns_is_all_to_ask_about():
    blank = [Offer(number=n, owner=n, kind="micro_provider", easting=535000, northing=181000) for n in (1, 2)]
    assert ranked(a_question("companionship"), blank) == ([], [1, 2])
