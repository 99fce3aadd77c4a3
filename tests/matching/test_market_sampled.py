"""What a sample has seen, against iNEXT's spiders (Hsieh, Ma & Chao 2016) and against every draw there is."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.market.sampled import chao1, coverage, rarefied, rarefied_coverage, rarefied_to_coverage

GIRDLED = [46, 22, 17, 15, 15, 9, 8, 6, 6, 4, 2, 2, 2, 2, *[1] * 12]
LOGGED = [88, 22, 16, 15, 13, 10, 8, 8, 7, 7, 7, 5, 4, 4, 4, 3, 3, 3, 3, 2, 2, 2, 2, *[1] * 14]
samples = st.lists(st.integers(0, 12), min_size=1, max_size=12).filter(any)


@pytest.mark.parametrize(
    ("spiders", "size", "kinds", "at_least", "covered"),
    [(GIRDLED, 168, 26, 43.893, 0.9289), (LOGGED, 252, 37, 61.403, 0.9446)],
)
def test_spiders_of_two_woods(spiders, size, kinds, at_least, covered):
    """iNEXT's DataInfo and its asymptotic estimates of richness."""
    assert (sum(spiders), len(spiders)) == (size, kinds)
    assert chao1(spiders) == pytest.approx(at_least, abs=5e-4)
    assert coverage(spiders) == pytest.approx(covered, abs=5e-5)


def every_draw(counts, size):
    things = [kind for kind, count in enumerate(counts) for _ in range(count)]
    return list(combinations(things, size))


@pytest.mark.parametrize("counts", [[3, 2, 1], [4, 1, 1, 1], [5], [2, 2, 2]])
def test_rarefying_is_the_mean_of_every_draw(counts):
    for size in range(sum(counts) + 1):
        draws = every_draw(counts, size)
        assert rarefied(counts, size) == pytest.approx(np.mean([len(set(draw)) for draw in draws]))


@pytest.mark.parametrize("counts", [[3, 2, 1], [4, 1, 1, 1], [2, 2, 2]])
def test_rarefied_coverage_is_the_chance_that_the_next_one_drawn_is_of_a_kind_drawn(counts):
    things = [kind for kind, count in enumerate(counts) for _ in range(count)]
    for size in range(len(things)):
        chances = []
        for drawn in combinations(range(len(things)), size):
            left = [things[at] for at in range(len(things)) if at not in drawn]
            kinds = {things[at] for at in drawn}
            chances.append(np.mean([kind in kinds for kind in left]))
        assert rarefied_coverage(counts, size) == pytest.approx(np.mean(chances))


def test_areas_are_compared_where_they_are_known_equally_well():
    """The wood of which less is known sets the coverage; at it, its own kinds come back."""
    wanted = coverage(GIRDLED)
    assert rarefied_to_coverage(GIRDLED, wanted) == pytest.approx(26)
    assert rarefied_to_coverage(LOGGED, wanted) == pytest.approx(rarefied(LOGGED, 196), abs=1.5)
    assert rarefied_to_coverage(GIRDLED, coverage(LOGGED)) is None


def test_a_sample_of_nothing_has_seen_nothing():
    assert chao1([]) == 0
    assert coverage([0, 0]) is None
    assert rarefied_to_coverage([], 0.5) is None


def test_a_sample_of_one_of_each_has_covered_nothing_known():
    assert coverage([1]) == 0
    assert chao1([1, 1, 1]) == pytest.approx(3 + 2 / 3 * 3)


@pytest.mark.parametrize("bad", [[-1, 2], [1.5], [[1, 2]]])
def test_counts_are_whole(bad):
    with pytest.raises(ValueError, match="whole"):
        chao1(bad)


def test_nobody_can_draw_more_than_there_is():
    with pytest.raises(ValueError, match="size"):
        rarefied([1, 2], 4)


@given(samples)
def test_more_of_a_sample_has_seen_no_less(counts):
    sizes = range(sum(counts) + 1)
    kinds = [rarefied(counts, size) for size in sizes]
    assert all(np.diff(kinds) >= -1e-9)
    assert kinds[-1] == pytest.approx(np.count_nonzero(counts))
    assert chao1(counts) >= np.count_nonzero(counts)
    assert 0 <= coverage(counts) <= 1


@given(samples, st.floats(0, 1))
def test_kinds_at_a_coverage_lie_within_the_sample(counts, wanted):
    kinds = rarefied_to_coverage(counts, wanted)
    assert kinds is None or -1e-9 <= kinds <= np.count_nonzero(counts) + 1e-9
