"""What must always hold of the reasons given: parts, ties, near misses, and what plays no part at all."""

from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.comparison import what_would_change_it
from matching.near_miss import fewest_relaxations, relaxations
from matching.needs import SupportNeeds
from matching.offers import Offer, YesNo
from matching.ranking import explain, rank
from tests.matching import plain_reckoning as plain
from tests.matching.plain_verdicts import SAFEGUARD, must_haves, without
from tests.matching.strategies import AS_OF, RATES, a_snapshot, few, markets, questions, some
from tests.matching.test_promises import explained, tiers_of, utilities

OF_A_PERSON = (
    "languages",
    "faith",
    "culture",
    "diet",
    "staff_gender",
    "flags",
    "accessibility",
    "user_bands",
)


@some
@given(markets(), questions())
def test_contributions_sum_to_utility(market, question):
    snapshot = a_snapshot(market)
    ranking = rank(question, snapshot)
    for e in explain(question, snapshot, snapshot.all_rows()):
        assert sum(o.contribution for o in e.outcomes) == pytest.approx(e.expected, abs=1e-9)
        assert sum(o.weight for o in e.outcomes) == pytest.approx(1, abs=1e-9)
        assert -1e-9 <= e.low <= e.expected + 1e-9 <= e.high + 2e-9 <= 1 + 3e-9
    best_first = {e.number: e.expected for e in explain(question, snapshot, ranking.confirmed)}
    assert list(best_first) == sorted(best_first, key=lambda n: (-round(best_first[n], 12), n))


@some
@given(markets(least=2), questions())
def test_what_would_change_it_makes_a_tie_and_leaves_out_nothing_that_could(market, question):
    lower, higher = sorted(explained(question, market), key=lambda e: e.expected)[:: len(market) - 1]
    behind = higher.expected - lower.expected
    steps = {step.criterion: step for step in what_would_change_it(lower, higher)}
    for o in (o for o in lower.outcomes if o.weight > 0 and behind > 0):
        needed = o.contribution / o.weight + behind / o.weight
        assert (o.criterion in steps) == (needed <= 1) or needed == pytest.approx(1, abs=1e-9)
        if o.criterion in steps:
            raised = lower.expected - o.contribution + o.weight * steps[o.criterion].value_to_tie
            assert raised == pytest.approx(higher.expected, abs=1e-9)


@some
@given(markets(), st.data())
def test_an_unstated_protected_characteristic_changes_nothing(market, data):
    nothing = dict.fromkeys(
        ("languages", "faith", "culture", "diet", "accessibility", "user_bands"), st.just(())
    )
    question = data.draw(questions(**nothing, staff_gender=st.none(), lgbt_affirming=st.just(False)))
    other_people = [
        replace(
            offer,
            languages=data.draw(st.just(YesNo()) | st.just(other.languages)),
            lists={**offer.lists, **{n: other.lists[n] for n in OF_A_PERSON if n in other.lists}},
        )
        for offer, other in zip(market, reversed(market), strict=True)
    ]
    assert tiers_of(question, market) == tiers_of(question, other_people)
    assert utilities(question, market) == pytest.approx(utilities(question, other_people), abs=1e-12)


def test_nobody_is_asked_who_they_are():
    asked = {field.name for field in fields(SupportNeeds)}
    assert asked.isdisjoint({"age", "sex", "gender", "race", "ethnicity", "religion", "disability",
                             "orientation", "sexuality", "nationality", "name", "title"})  # fmt: skip


@some
@given(markets(), questions(), st.permutations(("small", "medium", "large")))
def test_a_providers_name_or_size_class_changes_nothing(market, question, classes):
    renamed = dict(zip(("small", "medium", "large"), classes, strict=True))
    resized = [replace(offer, size_class=renamed[offer.size_class]) for offer in market]
    assert not {"name", "title", "label"} & {field.name for field in fields(Offer)}
    assert tiers_of(question, market) == tiers_of(question, resized)
    assert utilities(question, market) == pytest.approx(utilities(question, resized), abs=1e-12)


@few
@given(markets(most=5), questions(most_musts=2))
def test_no_suggestion_relaxes_a_safeguard(market, question):
    ranking = rank(question, a_snapshot(market))
    for miss in (*relaxations(ranking, up_to=3, anywhere=True), *fewest_relaxations(ranking)):
        assert SAFEGUARD not in miss.relax
        asked_again = without(question, set(miss.relax))
        lawful = [o for o in market if must_haves(asked_again, o, RATES)[SAFEGUARD] != "no"]
        assert miss.confirmed + miss.ask_first <= len(lawful)


@few
@given(markets(most=5), questions(most_musts=2))
def test_the_fewest_must_haves_to_give_up_are_the_fewest_there_are(market, question):
    every_set = plain.near_misses(question, plain.Market(market, AS_OF, RATES))
    fewest = [names for names in every_set if len(names) == min(map(len, every_set))]
    found = fewest_relaxations(rank(question, a_snapshot(market)))
    assert sorted(miss.relax for miss in found) == sorted(fewest)
