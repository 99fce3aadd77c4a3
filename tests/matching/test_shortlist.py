from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.offers import Fee
from matching.ranking import rank
from matching.shortlist import OwnerCap, arrange, exposure, exposure_by_size, greedy_cover
from tests.matching.builders import a_market, a_personal_assistant, a_question, an_offer, numbers

UTILITY = np.array([0.9, 0.88, 0.86, 0.7, 0.66, 0.6, 0.55, 0.4])
COVERAGE = np.array(
    [[0.9, 0, 0.1], [0.85, 0, 0.1], [0.8, 0.1, 0], [0, 0.9, 0], [0.1, 0.7, 0], [0, 0, 0.9], [0.5, 0.5, 0],
     [0, 0.2, 0.8]]
)  # fmt: skip
ASPECTS = np.array([0.5, 0.3, 0.2])


def worth(chosen, diversity, utility=UTILITY, coverage=COVERAGE, weights=ASPECTS):
    missed = np.prod(1 - coverage[list(chosen)], axis=0)
    return (1 - diversity) * utility[list(chosen)].sum() + diversity * (weights * (1 - missed)).sum()


@pytest.mark.parametrize(
    ("diversity", "order", "total"),
    [(0.0, [0, 1, 2, 3], 3.34), (0.5, [0, 3, 1, 2], 2.07475), (0.8, [0, 3, 5, 1], 1.37304),
     (1.0, [0, 3, 5, 1], 0.9463)],
)  # fmt: skip
def test_the_greedy_order_and_its_worth_are_those_of_the_worked_example(diversity, order, total):
    cover = greedy_cover(UTILITY, COVERAGE, ASPECTS, 4, diversity=diversity)  # oracle B4
    assert cover.order == order
    assert cover.total == pytest.approx(total, abs=1e-6)


def test_an_owner_cap_gives_the_worked_example():
    owners = np.array([0, 0, 1, 2, 2, 3, 1, 3])
    cover = greedy_cover(
        UTILITY, COVERAGE, ASPECTS, 4, diversity=0.5, owner_cap=OwnerCap(owners, 1)
    )  # oracle B5
    assert cover.order == [0, 3, 2, 5]
    assert cover.total == pytest.approx(2.0025, abs=1e-6)


def test_exposure_falls_with_rank_as_the_worked_example_says():
    assert exposure(4) == pytest.approx([1, 0.63093, 0.5, 0.430677], abs=1e-6)  # oracle B9


def test_exposure_is_shared_by_size_class_as_the_worked_example_says():
    sizes = ["large", "large", "large", "small", "large", "small", "medium", "small"]
    market = a_market(*(an_offer(n, size_class=size) for n, size in enumerate(sizes, 1)))
    shares = exposure_by_size(rank(a_question(), market), market.all_rows())  # oracle B9
    assert shares == pytest.approx({"large": 0.636855, "medium": 0.084314, "small": 0.278831}, abs=1e-6)


@settings(max_examples=30, deadline=None)
@given(st.data())
def test_greedy_is_never_worse_than_its_guarantee(data):
    n, groups = data.draw(st.integers(2, 8)), data.draw(st.integers(1, 3))
    unit = st.floats(0, 1)
    utility = np.array(data.draw(st.lists(unit, min_size=n, max_size=n)))
    coverage = np.array(
        data.draw(st.lists(st.lists(unit, min_size=groups, max_size=groups), min_size=n, max_size=n))
    )
    weights = np.full(groups, 1 / groups)
    k, diversity = data.draw(st.integers(1, n)), data.draw(unit)
    best = max(worth(c, diversity, utility, coverage, weights) for c in combinations(range(n), k))
    total = greedy_cover(utility, coverage, weights, k, diversity=diversity).total
    assert total >= (1 - 1 / np.e) * best - 1e-9


def test_best_matches_only_is_the_plain_ranking():
    market = a_market(*(an_offer(n, miles_east=n / 2, owner=1) for n in range(1, 8)))
    ranking = rank(a_question(), market)
    assert arrange(ranking, 5, varied=False).confirmed.tolist() == ranking.confirmed[:5].tolist()


def test_two_from_one_owner_in_the_first_ten_and_then_it_gives_way():
    one_owner = [an_offer(n, owner=1) for n in range(1, 21)]
    others = [an_offer(n, owner=n, miles_east=8, fee=Fee("hour", 4000)) for n in range(21, 30)]
    market = a_market(*one_owner, *others)
    first = numbers(market, arrange(rank(a_question(), market), 20).confirmed)
    assert sum(number <= 20 for number in first[:10]) == 2
    assert sum(number <= 20 for number in first) > 2


def test_the_cap_gives_way_when_there_is_nobody_else():
    market = a_market(*(an_offer(n, owner=1) for n in range(1, 6)))
    assert len(arrange(rank(a_question(), market), 5).confirmed) == 5


def test_a_varied_list_brings_another_kind_of_provider_up():
    agencies = [an_offer(n, miles_east=0.1 * n) for n in range(1, 6)]
    market = a_market(*agencies, a_personal_assistant(9, miles_east=4))
    ranking = rank(a_question(), market)
    assert numbers(market, ranking.confirmed)[-1] == 9
    assert 9 in numbers(market, arrange(ranking, 2).confirmed)


def test_the_seed_rotates_exact_ties_and_nothing_else():
    alike = [an_offer(n, owner=n) for n in range(1, 9)]
    market = a_market(an_offer(99, fee=Fee("free", None)), *alike)
    ranking = rank(a_question(), market)
    orders = {tuple(numbers(market, arrange(ranking, 9, seed=seed).confirmed)) for seed in range(6)}
    assert len(orders) > 1
    assert numbers(market, arrange(ranking, 9, seed=3).confirmed) == numbers(
        market, arrange(ranking, 9, seed=3).confirmed
    )


def test_confirmed_options_fill_the_list_before_those_to_ask_first():
    market = a_market(an_offer(1), an_offer(2), an_offer(3, miles_east=12))
    shortlist = arrange(rank(a_question(), market), 2)
    assert (len(shortlist.confirmed), len(shortlist.ask_first)) == (2, 0)
