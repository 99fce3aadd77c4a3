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
quick = settings(max_examples=12, deadline=None)


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
