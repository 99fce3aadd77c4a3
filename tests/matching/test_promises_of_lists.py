"""What must always hold of a varied list: how good greedy is, what a cap costs, what a seed turns round."""

from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.ranking import rank
from matching.shortlist import OwnerCap, arrange, exposure, exposure_by_size, greedy_cover
from tests.matching import plain_reckoning as plain
from tests.matching.builders import a_market, a_question, an_offer, numbers
from tests.matching.strategies import (
    AS_OF,
    RATES,
    a_snapshot,
    many,
    markets,
    questions,
    some,
    undemanding,
    willing,
)  # fmt: skip

shares = st.sampled_from((0.0, 0.1, 0.25, 0.5, 0.75, 0.9, 1.0)) | st.floats(0, 1)
WORKED_UTILITY = [0.9, 0.88, 0.86, 0.7, 0.66, 0.6, 0.55, 0.4]
WORKED_COVER = [[0.9, 0, 0.1], [0.85, 0, 0.1], [0.8, 0.1, 0], [0, 0.9, 0], [0.1, 0.7, 0], [0, 0, 0.9],
                [0.5, 0.5, 0], [0, 0.2, 0.8]]  # fmt: skip
WORKED_WEIGHTS = [0.5, 0.3, 0.2]
WORKED_OWNERS = [0, 0, 1, 2, 2, 3, 1, 3]


@st.composite
def choices(draw):
    """Utilities, covers, aspect weights, how many to choose, and λ."""
    n, groups = draw(st.integers(1, 7)), draw(st.integers(1, 3))
    utility = draw(st.lists(shares, min_size=n, max_size=n))
    row = st.lists(shares, min_size=groups, max_size=groups)
    cover = draw(st.lists(row, min_size=n, max_size=n))
    return utility, cover, draw(row), draw(st.integers(1, min(4, n))), draw(shares)


def greedy(choice, owner_cap=None):
    utility, cover, weights, k, diversity = choice
    return greedy_cover(
        np.array(utility), np.array(cover), np.array(weights), k, diversity=diversity, owner_cap=owner_cap
    )


@many
@given(choices())
def test_greedy_is_worth_at_least_632_thousandths_of_the_best_and_what_it_says_it_is(choice):
    utility, cover, weights, k, diversity = choice
    found = greedy(choice)
    assert found.total == pytest.approx(
        plain.worth_of(found.order, utility, cover, weights, diversity), abs=1e-9
    )
    assert found.total >= (1 - 1 / np.e) * plain.best_worth(k, utility, cover, weights, diversity) - 1e-9


@many
@given(choices(), st.lists(st.integers(0, 3), min_size=7, max_size=7), st.integers(1, 2))
def test_under_owner_caps_greedy_is_worth_at_least_half_of_the_best(choice, owners, most):
    utility, cover, weights, k, diversity = choice
    owners = owners[: len(utility)]
    found = greedy(choice, OwnerCap(np.array(owners), most))
    assert plain.fits_cap([owners[at] for at in found.order], most)
    best = plain.best_worth(k, utility, cover, weights, diversity, owners=owners, most=most)
    assert found.total >= best / 2 - 1e-9


@many
@given(choices())
def test_without_variety_greedy_takes_the_highest_utilities(choice):
    utility, cover, weights, k, _ = choice
    found = greedy((utility, cover, weights, k, 0.0))
    assert found.order == sorted(range(len(utility)), key=lambda at: (-round(utility[at], 12), at))[:k]


@some
@given(markets(), questions(), st.integers(0, 14))
def test_without_variety_and_with_owners_apart_the_varied_list_is_the_plain_ranking(market, question, limit):
    snapshot = a_snapshot([replace(offer, owner=at) for at, offer in enumerate(market)])
    ranking = rank(question, snapshot)
    varied, ranked = arrange(ranking, limit, diversity=0.0), arrange(ranking, limit, varied=False)
    for tier in ("confirmed", "ask_first"):
        shown = getattr(ranking, tier)[: len(getattr(ranked, tier))]
        assert getattr(varied, tier).tolist() == getattr(ranked, tier).tolist() == shown.tolist()


@some
@given(
    markets(least=3, most=9, **willing), questions(most_musts=1, **undemanding), st.integers(1, 50),
    st.sampled_from((0.0, 0.3, 1.0)),
)  # fmt: skip
def test_a_seed_turns_round_nothing_but_exact_ties(market, question, seed, diversity):
    snapshot = a_snapshot(market)
    shown = arrange(rank(question, snapshot), 20, diversity=diversity, seed=seed)
    reckoned = plain.accounts(question, plain.Market(market, AS_OF, RATES))
    for tier in ("confirmed", "ask_first"):
        of_tier = plain.in_tier(reckoned, tier)
        at = plain.option_numbers(of_tier)
        chosen = [at.index(number) for number in numbers(snapshot, getattr(shown, tier))]
        assert sorted(chosen) == list(range(len(of_tier)))
        aspects = plain.aspects(question, plain.Market(market, AS_OF, RATES), of_tier)
        for place, taken in enumerate(chosen):
            gains = gains_at(chosen[:place], of_tier, aspects, diversity)
            assert gains[taken] == pytest.approx(max(gains.values()), abs=1e-9)


def gains_at(chosen, of_tier, aspects, diversity):
    """What each option that may come next would add, by its place in the plain ranking."""
    left = [at for at in range(len(of_tier)) if at not in chosen]
    owners = [of_tier[at].offer.owner for at in chosen]
    under_cap = [at for at in left if owners.count(of_tier[at].offer.owner) < 2]
    utility = [each.utility for each in of_tier]
    return {
        at: plain.gain(at, chosen, utility, *aspects, diversity)
        for at in (under_cap if under_cap and len(chosen) < 10 else left)
    }


@pytest.mark.parametrize(
    ("diversity", "order", "gains", "best", "total"),
    [
        (0.0, [0, 1, 2, 3], [0.9, 0.88, 0.86, 0.7], (0, 1, 2, 3), 3.34),
        (0.5, [0, 3, 1, 2], [0.685, 0.485, 0.47025, 0.4345], (0, 1, 2, 3), 2.07475),
        (0.8, [0, 3, 5, 1], [0.556, 0.356, 0.2496, 0.21144], (0, 1, 3, 5), 1.37304),
        (1.0, [0, 3, 5, 1], [0.47, 0.27, 0.162, 0.0443], (0, 1, 3, 5), 0.9463),
    ],
)
def test_the_gains_and_the_best_set_are_those_of_the_worked_example(diversity, order, gains, best, total):
    found = greedy((WORKED_UTILITY, WORKED_COVER, WORKED_WEIGHTS, 4, diversity))  # oracle B4
    assert (found.order, found.gains) == (order, pytest.approx(gains, abs=1e-6))
    of_set = {
        chosen: plain.worth_of(chosen, WORKED_UTILITY, WORKED_COVER, WORKED_WEIGHTS, diversity)
        for chosen in combinations(range(8), 4)
    }
    assert max(of_set.values()) == pytest.approx(of_set[best], abs=1e-9)
    assert of_set[best] == pytest.approx(total, abs=1e-6)


def test_the_best_set_under_an_owner_cap_is_that_of_the_worked_example():
    choice = WORKED_UTILITY, WORKED_COVER, WORKED_WEIGHTS, 4, 0.5  # oracle B5
    found = greedy(choice, OwnerCap(np.array(WORKED_OWNERS), 1))
    assert found.order == [0, 3, 2, 5]
    best = plain.best_worth(4, *choice[:3], 0.5, owners=WORKED_OWNERS, most=1)
    assert (found.total, best) == pytest.approx((2.0025, 2.0025), abs=1e-6)


def test_each_size_classes_mean_exposure_is_that_of_the_worked_example():
    sizes = ["large", "large", "large", "small", "large", "small", "medium", "small"]
    market = a_market(*(an_offer(n, size_class=size) for n, size in enumerate(sizes, 1)))
    shares_seen = exposure_by_size(rank(a_question(), market), market.all_rows())  # oracle B9
    seen = exposure(8)
    assert seen == pytest.approx(
        [1.0, 0.63093, 0.5, 0.430677, 0.386853, 0.356207, 0.333333, 0.315465], abs=1e-6
    )
    mean = {name: share * seen.sum() / sizes.count(name) for name, share in shares_seen.items()}
    assert mean == pytest.approx({"large": 0.629446, "medium": 0.333333, "small": 0.36745}, abs=1e-6)
    assert mean["small"] / mean["large"] == pytest.approx(0.583767, abs=1e-6)
