"""Why one option stands above another, and what would make them level."""

from itertools import pairwise

import pytest
from hypothesis import given, settings

from matching.comparison import LevelAt, what_would_change_it, why_above
from matching.needs import rank_order_centroid
from matching.ranking import Explanation, Outcome, explain
from matching.verdict import Reason
from tests.matching.builders import a_market, a_question, an_offer, no, yes
from tests.matching.test_properties import markets, questions

CRITERIA = ("needs", "culture", "distance", "cost", "quality")
P1 = (1.0, 0.8, 0.55, 0.9, 0.75)
P2 = (1.0, 0.25, 0.9, 0.6, 0.75)
quick = settings(max_examples=15, deadline=None)


def an_explanation(values):
    """Five criteria under rank-order centroid weights, as oracles A2 and A3 have them."""
    outcomes = tuple(
        Outcome(name, "yes", float(weight), float(weight) * value, Reason(f"{name}.yes"))
        for name, value, weight in zip(CRITERIA, values, rank_order_centroid(5), strict=True)
    )
    total = sum(outcome.contribution for outcome in outcomes)
    return Explanation(0, 1, total, total, total, 1.0, outcomes)


def test_the_differences_of_the_worked_example_come_largest_first():
    differences = why_above(an_explanation(P1), an_explanation(P2))  # oracle A3: P1 − P2
    assert [each.criterion for each in differences][:3] == ["culture", "distance", "cost"]
    assert {each.criterion: each.difference for each in differences} == pytest.approx(
        {"needs": 0.0, "culture": 0.141166, "distance": -0.054833, "cost": 0.027, "quality": 0.0}, abs=1e-6
    )


def test_the_culture_at_which_the_worked_example_ties():
    changes = {each.criterion: each for each in what_would_change_it(an_explanation(P2), an_explanation(P1))}
    culture = changes["culture"]  # oracle A3
    assert (culture.value, culture.value_to_tie) == pytest.approx((0.25, 0.691558), abs=1e-6)


def test_a_step_past_the_best_there_is_would_change_nothing():
    changes = what_would_change_it(an_explanation(P2), an_explanation(P1))
    assert [each.criterion for each in changes] == ["culture"]


def test_nothing_needs_to_change_for_whoever_is_not_below():
    assert what_would_change_it(an_explanation(P1), an_explanation(P2)) == ()
    assert what_would_change_it(an_explanation(P1), an_explanation(P1)) == ()


def test_the_smallest_step_comes_first():
    behind = an_explanation((0.5, 0.5, 0.5, 0.5, 0.5))
    ahead = an_explanation((0.51, 0.5, 0.5, 0.5, 0.5))
    changes = what_would_change_it(behind, ahead)
    assert [each.criterion for each in changes] == list(CRITERIA)
    assert changes[0] == LevelAt("needs", 0.5, pytest.approx(0.51))


def test_options_of_two_questions_cannot_be_compared():
    market = a_market(an_offer(1), an_offer(2))
    one = explain(a_question(), market, market.all_rows())[0]
    other = explain(a_question(faith=("muslim",)), market, market.all_rows())[1]
    with pytest.raises(ValueError, match="one answer"):
        why_above(one, other)


def test_the_language_asked_for_is_why_its_speaker_is_above():
    market = a_market(an_offer(1, languages=yes("syl")), an_offer(2, languages=no("syl"), miles_east=1))
    speaker, other = explain(a_question(languages=("syl",)), market, market.all_rows())
    assert why_above(speaker, other)[0].criterion == "languages"
    assert why_above(speaker, other)[0].difference > 0


@quick
@given(markets(), questions())
def test_differences_sum_to_the_difference_of_utility(market, question):
    snapshot = a_market(*market)
    explanations = explain(question, snapshot, snapshot.all_rows())
    for a, b in pairwise(explanations):
        differences = why_above(a, b)
        assert sum(d.difference for d in differences) == pytest.approx(a.expected - b.expected, abs=1e-9)
        sizes = [abs(d.difference) for d in differences]
        assert sizes == sorted(sizes, reverse=True)


@quick
@given(markets(), questions())
def test_the_value_that_would_change_it_makes_a_tie(market, question):
    snapshot = a_market(*market)
    explanations = sorted(explain(question, snapshot, snapshot.all_rows()), key=lambda e: e.expected)
    lower, higher = explanations[0], explanations[-1]
    for change in what_would_change_it(lower, higher):
        assert 0 <= change.value <= change.value_to_tie <= 1
        raised = [
            o._replace(contribution=o.weight * change.value_to_tie) if o.criterion == change.criterion else o
            for o in lower.outcomes
        ]
        assert sum(o.contribution for o in raised) == pytest.approx(higher.expected, abs=1e-9)
