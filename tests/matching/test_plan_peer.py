"""OR-Tools' CP-SAT, which shares nothing with HiGHS, plans the same: on 200 made-up wishes."""

import pytest

from benchmarks.plan.wishes import a_wish
from matching.plan.plans import fit_grains
from matching.plan.search import Search
from tests.matching.builders import RATES_2026

pytest.importorskip("ortools", reason="the peer of plans comes with the extra “test”")
from benchmarks.plan.peer import Peer

SEEDS = 200
AT_ONCE = 20


@pytest.mark.parametrize("first", range(0, SEEDS, AT_ONCE))
def test_cp_sat_finds_plans_of_the_same_fit_and_cost(first):
    planned = 0
    for seed in range(first, first + AT_ONCE):
        wish = a_wish(seed, RATES_2026, options=5, needs=1 + seed % 3, hours_each=(0.5, 2))
        ours, theirs = Search(wish).best(wish.budget_pence), Peer(wish).best(wish.budget_pence)
        assert (ours is None) == (theirs is None)
        if ours is not None:
            assert (fit_grains(ours, wish), ours.pence) == (theirs.fit_grains, theirs.pence)
            planned += 1
    assert planned > AT_ONCE // 4


def test_cp_sat_finds_the_same_next_best_and_cheapest_plan():
    for seed in range(300, 310):
        wish = a_wish(seed, RATES_2026, options=6, needs=2, hours_each=(1, 3), budget_share=(0.8, 1.2))
        search, peer = Search(wish), Peer(wish)
        cheapest, least = search.cheapest(), peer.cheapest()
        assert (cheapest and cheapest.pence) == (least and least.pence)
        best = search.best(wish.budget_pence)
        if best is not None:
            ours = search.best(wish.budget_pence, [best])
            theirs = peer.best(wish.budget_pence, (best.numbers,))
            assert (ours and fit_grains(ours, wish)) == (theirs and theirs.fit_grains)
