"""Market measures against worked numbers from their sources, and what must always hold."""

import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.market.measures import (
    ChoiceShares,
    choice_range,
    cr4,
    effective_choice,
    hhi,
    hill_number,
    jensen_shannon_bits,
    leinster_cobbold,
    mean_owners,
    people_without_supply,
    per_thousand,
    pielou_evenness,
    representation_ratio,
    shortfall,
    suppress_small_counts,
    wilson_interval,
)

# Six kinds of provider and how alike they are: numbers from greylock 1.1.0 and scikit-bio 0.7.4.
COUNTS_OF_SIX_KINDS = [40, 25, 20, 60, 10, 15]
LIKENESS_OF_SIX_KINDS = [
    [1.0, 0.8, 0.4, 0.3, 0.1, 0.3],
    [0.8, 1.0, 0.5, 0.3, 0.1, 0.3],
    [0.4, 0.5, 1.0, 0.7, 0.3, 0.1],
    [0.3, 0.3, 0.7, 1.0, 0.2, 0.1],
    [0.1, 0.1, 0.3, 0.2, 1.0, 0.1],
    [0.3, 0.3, 0.1, 0.1, 0.1, 1.0],
]
amounts = st.lists(st.integers(1, 10_000), min_size=1, max_size=30)


def test_concentration_of_the_merger_guidelines_example():
    """US DoJ's worked shares 30, 30, 20, 20; joining the first two adds twice their product."""
    assert hhi([30, 30, 20, 20]) == pytest.approx(2600)
    assert cr4([30, 30, 20, 20]) == pytest.approx(100)
    assert hill_number([30, 30, 20, 20], 2) == pytest.approx(3.846154, abs=1e-6)
    assert hhi([60, 20, 20]) == pytest.approx(4400)


def test_indices_of_a_long_tailed_market_agree_with_scikit_bio():
    counts = [46, 22, 17, 15, 15, 9, 8, 6, 6, 4, 2, 2, 2, 2, *[1] * 12]
    assert math.log(hill_number(counts, 1)) == pytest.approx(2.489865, abs=1e-6)
    assert pielou_evenness(counts) == pytest.approx(0.764209, abs=1e-6)
    assert hill_number(counts, 2) == pytest.approx(7.84, abs=1e-6)
    assert 1 / hill_number(counts, math.inf) == pytest.approx(0.27381, abs=1e-5)
    assert hhi(counts) == pytest.approx(1275.5102, abs=1e-4)


@pytest.mark.parametrize(
    ("q", "naive", "with_likeness"), [(0, 6.0, 2.16509), (1, 5.066089, 2.047335), (2, 4.412214, 1.972023)]
)
def test_likeness_brings_six_kinds_down_to_two(q, naive, with_likeness):
    assert hill_number(COUNTS_OF_SIX_KINDS, q) == pytest.approx(naive, abs=1e-6)
    assert leinster_cobbold(COUNTS_OF_SIX_KINDS, LIKENESS_OF_SIX_KINDS, q) == pytest.approx(
        with_likeness, abs=1e-6
    )


def test_likeness_of_order_two_is_raos_quadratic_entropy():
    """²Dᶻ = 1/(1 − Q), Rao 1982."""
    assert 1 - 1 / leinster_cobbold(COUNTS_OF_SIX_KINDS, LIKENESS_OF_SIX_KINDS, 2) == pytest.approx(
        0.492907, abs=1e-6
    )


def test_supply_out_of_proportion_to_languages_spoken():
    """English, Bengali with Sylheti, Punjabi, Polish, Somali, BSL: shortfall is their total variation."""
    people, able = [7200, 1100, 600, 500, 400, 200], [880, 30, 45, 40, 5, 0]
    assert representation_ratio(able, people) == pytest.approx(
        [1.222222, 0.272727, 0.75, 0.8, 0.125, 0], abs=1e-6
    )
    assert shortfall(able, people) == pytest.approx(0.16, abs=1e-6)


def test_supply_by_language_for_a_thousand_people_and_how_far_apart_the_two_are():
    """The same languages: scipy's squared Jensen–Shannon distance to base 2; nobody offers BSL."""
    people, able = [7200, 1100, 600, 500, 400, 200], [880, 30, 45, 40, 5, 0]
    assert per_thousand(able, people) == pytest.approx([122.222222, 27.272727, 75, 80, 12.5, 0], abs=1e-6)
    assert np.isnan(per_thousand([1], [0])).all()
    assert jensen_shannon_bits(able, people) == pytest.approx(0.045663, abs=1e-6)
    assert jensen_shannon_bits([1, 0], [0, 5]) == pytest.approx(1)
    assert people_without_supply(able, people) == 200


def test_owners_to_choose_from_on_average_weigh_people():
    assert mean_owners([0, 3], [10, 30]) == 2.25
    assert mean_owners([], []) is None


def test_a_group_nobody_belongs_to_has_no_ratio():
    ratios = representation_ratio([1, 1], [10, 0])
    assert ratios[0] == 0.5
    assert np.isnan(ratios[1])


def test_effective_choice_of_three_areas_and_five_profiles():
    """Hand arithmetic: each profile is a fifth of its area's people."""
    owners = np.array([[0, 0, 1, 2, 3], [4, 6, 9, 3, 8], [0, 1, 0, 0, 1]])
    people = np.array([[120], [300], [80]]) / 5 * np.ones(5)
    choice = effective_choice(owners, people)
    assert (choice.none, choice.few, choice.enough) == pytest.approx((0.192, 0.16, 0.648))


def test_choice_is_given_from_confirmed_to_possible():
    choice = choice_range([0, 2], [1, 3], [30, 70])
    assert choice.confirmed == ChoiceShares(0.3, 0.7, 0.0)
    assert choice.possible == ChoiceShares(0.0, 0.3, 0.7)
    with pytest.raises(ValueError, match="confirmed"):
        choice_range([2], [1], [10])


def test_without_people_there_is_no_share():
    assert effective_choice([], []) is None
    assert choice_range([3], [3], [0]) is None


@pytest.mark.parametrize(
    ("people", "shown"),
    [(0, 0), (1, "*"), (4, "*"), (7, "*"), (8, 10), (12, 10), (13, 15), (97, 95), (1002, 1000)],
)
def test_small_counts_of_people_are_hidden_and_others_rounded(people, shown):
    """NHS Digital, Hospital Episode Statistics disclosure control, 2018."""
    assert suppress_small_counts(people) == shown


@pytest.mark.parametrize(
    ("successes", "trials", "low", "high"),
    [
        (3, 9, 0.120584, 0.645798),
        (0, 12, 0.0, 0.242494),
        (30, 90, 0.244535, 0.435777),
        (1, 4, 0.045587, 0.699358),
    ],
)
def test_wilson_intervals_agree_with_statsmodels(successes, trials, low, high):
    assert wilson_interval(successes, trials) == pytest.approx((low, high), abs=1e-6)


def test_a_wilson_interval_needs_trials():
    assert wilson_interval(0, 0) is None
    with pytest.raises(ValueError, match="between"):
        wilson_interval(3, 2)


def test_an_empty_market_has_no_concentration_and_no_kinds():
    assert hhi([]) is None
    assert cr4([0, 0]) is None
    assert hill_number([], 1) == 0
    assert pielou_evenness([5]) is None


@pytest.mark.parametrize("bad", [[-1, 2], [math.nan], [math.inf, 1]])
def test_amounts_that_are_no_amounts_are_refused(bad):
    with pytest.raises(ValueError, match="amounts"):
        hhi(bad)


@given(amounts, st.data())
def test_splitting_a_provider_in_two_never_raises_the_hhi(sizes, data):
    at = data.draw(st.integers(0, len(sizes) - 1))
    part = data.draw(st.integers(0, sizes[at]))
    split = [*sizes[:at], part, sizes[at] - part, *sizes[at + 1 :]]
    assert hhi(split) <= hhi(sizes) + 1e-6


@given(amounts)
def test_hill_numbers_fall_as_q_grows_and_lie_between_one_and_the_count(sizes):
    found = [hill_number(sizes, q) for q in (0, 0.5, 1, 1.5, 2, 5, math.inf)]
    assert all(lower <= higher + 1e-9 for higher, lower in pairwise(found))
    assert found[0] == pytest.approx(len(sizes))
    assert found[-1] >= 1 - 1e-9


@given(st.integers(1, 40), st.integers(1, 500), st.sampled_from([0, 1, 2, math.inf]))
def test_equal_providers_count_as_many_as_they_are(count, size, q):
    assert hill_number([size] * count, q) == pytest.approx(count)


@given(amounts, st.sampled_from([0, 0.5, 1, 2, math.inf]))
def test_things_all_alike_count_as_one_and_things_all_unlike_as_many(sizes, q):
    count = len(sizes)
    assert leinster_cobbold(sizes, np.ones((count, count)), q) == pytest.approx(1)
    assert leinster_cobbold(sizes, np.eye(count), q) == pytest.approx(hill_number(sizes, q))


@given(amounts, st.floats(0, 1), st.sampled_from([0, 1, 2]))
def test_likeness_never_adds_variety(sizes, alike, q):
    count = len(sizes)
    similarity = np.full((count, count), alike) + (1 - alike) * np.eye(count)
    np.fill_diagonal(similarity, 1.0)
    assert leinster_cobbold(sizes, similarity, q) <= hill_number(sizes, q) + 1e-9


def test_likeness_must_be_a_square_of_shares_with_ones_on_its_diagonal():
    for bad in ([[1, 2], [2, 1]], [[1.0]], [[0.5, 0], [0, 1]], [[1, -1], [0, 1]]):
        with pytest.raises(ValueError, match="similarity"):
            leinster_cobbold([1, 1], bad, 1)


@given(amounts, st.randoms(use_true_random=False), st.integers(2, 50))
def test_order_and_unit_change_nothing(sizes, chance, times):
    shuffled = [times * size for size in chance.sample(sizes, len(sizes))]
    assert hhi(shuffled) == pytest.approx(hhi(sizes))
    assert cr4(shuffled) == pytest.approx(cr4(sizes))
    assert hill_number(shuffled, 1) == pytest.approx(hill_number(sizes, 1))


@given(amounts)
def test_hhi_is_ten_thousand_over_the_second_hill_number(sizes):
    assert hhi(sizes) == pytest.approx(10_000 / hill_number(sizes, 2))


@given(st.lists(st.integers(1, 12), min_size=2, max_size=12).filter(lambda sizes: len(set(sizes)) > 1))
def test_evenness_lies_below_one_unless_all_are_equal(sizes):
    assert 0 < pielou_evenness(sizes) < 1
    assert pielou_evenness([7] * len(sizes)) == pytest.approx(1)


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 900)), min_size=1, max_size=40))
def test_shares_of_choice_add_up_and_more_owners_never_lessen_choice(points):
    owners, people = (np.array(column) for column in zip(*points, strict=True))
    choice, more = effective_choice(owners, people), effective_choice(owners + 1, people)
    if not people.sum():
        assert choice is None
        return
    assert choice.none + choice.few + choice.enough == pytest.approx(1)
    assert more.none == 0
    assert more.enough >= choice.enough


@given(st.lists(st.tuples(st.integers(0, 99), st.integers(1, 99)), min_size=1, max_size=12))
def test_supply_in_proportion_falls_short_of_nobody(groups):
    able, people = zip(*groups, strict=True)
    assert shortfall(people, people) == pytest.approx(0)
    if sum(able):
        assert 0 <= shortfall(able, people) <= 1


@given(st.integers(0, 200), st.integers(1, 200))
def test_a_wilson_interval_holds_its_share_and_narrows_with_trials(successes, trials):
    successes = min(successes, trials)
    low, high = wilson_interval(successes, trials)
    assert 0 <= low <= successes / trials <= high <= 1
    four_low, four_high = wilson_interval(4 * successes, 4 * trials)
    assert four_high - four_low < high - low


@given(st.integers(0, 100_000))
def test_a_published_count_of_people_never_tells_one_to_seven(people):
    shown = suppress_small_counts(people)
    assert shown == "*" if 0 < people < 8 else abs(shown - people) <= 2
