"""Whether a council meets the standard: yes and no only where nothing unknown could change it."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.market.measures import ChoiceRange, ChoiceShares
from matching.market.standard import CouncilFigures, Standard, WithoutOffer, judgement

STANDARD = Standard(
    profiles=2, share_with_three=0.6, share_with_none=0.1, group_share=0.01, share_without_offer=0.25,
    options=20, price_known=0.3, languages_known=0.3, confirmed_this_year=0.5,
)  # fmt: skip
GOOD, POOR = ChoiceShares(0.0, 0.2, 0.8), ChoiceShares(0.5, 0.4, 0.1)
SURE, UNSURE, NEVER = ChoiceRange(GOOD, GOOD), ChoiceRange(POOR, GOOD), ChoiceRange(POOR, POOR)
FIGURES = CouncilFigures((SURE, SURE, NEVER), {"languages": WithoutOffer(0.0, 0.0)}, 100, 0.9, 0.9, 0.9)


@pytest.mark.parametrize(
    ("choice", "verdict"),
    [
        ((SURE, SURE, NEVER), "meets"),
        ((SURE, UNSURE, NEVER), "not_known"),
        ((SURE, NEVER, NEVER), "does_not"),
        ((UNSURE, UNSURE, UNSURE), "not_known"),
        ((None, SURE, SURE), "meets"),
        ((None, None, None), "cannot_judge"),
    ],
)
def test_enough_profiles_must_have_a_choice(choice, verdict):
    assert judgement(replace(FIGURES, choice=choice), STANDARD).verdict == verdict


def test_three_for_most_is_not_enough_where_too_many_have_none():
    half_left_out = ChoiceShares(0.3, 0.0, 0.7)
    left_out = ChoiceRange(half_left_out, half_left_out)
    assert judgement(replace(FIGURES, choice=(SURE, left_out)), STANDARD).verdict == "does_not"


@pytest.mark.parametrize(
    ("gap", "verdict"),
    [
        (WithoutOffer(0.0, 0.25), "meets"),
        (WithoutOffer(0.0, 0.9), "not_known"),
        (WithoutOffer(0.26, 0.9), "does_not"),
    ],
)
def test_a_gap_in_culture_counts_by_what_is_surely_missing(gap, verdict):
    assert judgement(replace(FIGURES, without_offer={"languages": gap}), STANDARD).verdict == verdict


@pytest.mark.parametrize("lacking", ["options", "price_known", "languages_known", "confirmed_this_year"])
def test_thin_records_are_not_judged_whatever_they_say(lacking):
    found = judgement(replace(FIGURES, **{lacking: 0}), STANDARD)
    assert (found.verdict, found.lacking) == ("cannot_judge", (lacking,))


def test_a_verdict_near_its_bound_is_said_less_firmly():
    near = ChoiceShares(0.0, 0.39, 0.61)
    found = judgement(replace(FIGURES, choice=(SURE, ChoiceRange(near, near))), STANDARD)
    assert (found.verdict, found.firmness) == ("meets", pytest.approx(18 / 27))
    assert judgement(FIGURES, STANDARD).firmness == 1


shares = st.tuples(*[st.integers(0, 20)] * 3).filter(any).map(
    lambda t: ChoiceShares(*(part / sum(t) for part in t))
)  # fmt: skip


@given(st.lists(st.tuples(shares, shares), min_size=1, max_size=5), st.integers(0, 3))
def test_more_that_is_sure_never_turns_a_yes_into_anything_else(pairs, wanted):
    standard = replace(STANDARD, profiles=wanted)
    before = replace(FIGURES, choice=tuple(ChoiceRange(low, high) for low, high in pairs))
    after = replace(FIGURES, choice=tuple(ChoiceRange(GOOD, GOOD) for _ in pairs))
    if judgement(before, standard).verdict == "meets":
        assert judgement(after, standard).verdict == "meets"
