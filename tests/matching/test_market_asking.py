"""Whom to ask first: never fewer calls than it takes, and everybody served who can be."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.market.asking import Reaching, calls_to_make


def reaching(*pairs):
    areas, owners = zip(*pairs, strict=True) if pairs else ((), ())
    return Reaching(np.array(areas, dtype=np.int64), np.array(owners, dtype=np.int64))


NOBODY = reaching()


def test_one_provider_that_reaches_all_is_asked_before_two_that_reach_half():
    possible = reaching((0, 1), (0, 2), (1, 2), (1, 3))
    assert calls_to_make(NOBODY, possible, np.array([1.0, 1.0]), enough=1).owners == (2,)


def test_whoever_is_sure_already_is_not_asked():
    sure = reaching((0, 1), (0, 2))
    possible = reaching((0, 1), (0, 2), (0, 3), (0, 4))
    assert len(calls_to_make(sure, possible, np.array([5.0])).owners) == 1


def test_who_leaves_least_open_is_asked_first():
    possible = reaching((0, 1), (0, 2), (1, 2))
    people = np.array([1.0, 1.0])
    assert calls_to_make(NOBODY, possible, people, np.array([0, 0, 3]), enough=1).owners == (1, 2)


def test_places_where_nobody_lives_need_no_call():
    assert calls_to_make(NOBODY, reaching((0, 1)), np.array([0.0]), enough=1).owners == ()


def test_who_can_not_be_served_is_told():
    found = calls_to_make(NOBODY, reaching((0, 1)), np.array([1.0, 3.0]), enough=1)
    assert (found.owners, found.served) == ((1,), pytest.approx(0.25))


@given(
    st.lists(st.tuples(st.integers(0, 3), st.integers(0, 5)), unique=True, max_size=16),
    st.integers(1, 3),
)
def test_the_calls_serve_everybody_who_can_be_and_are_near_the_fewest(pairs, enough):
    possible, people = reaching(*pairs), np.ones(4)
    found = calls_to_make(NOBODY, possible, people, enough=enough)
    able = {area for area in range(4) if len([p for p in pairs if p[0] == area]) >= enough}
    assert found.served == pytest.approx(len(able) / 4)
    owners = sorted({owner for _, owner in pairs})

    def serves(asked):
        return all(sum((area, o) in pairs for o in asked) >= enough for area in able)

    assert serves(found.owners)
    fewest = next(k for k in range(len(owners) + 1) if any(map(serves, combinations(owners, k))))
    # Greedy calls also try to serve places that can't have enough: they are at most all owners.
    assert fewest <= len(found.owners) <= max(len(owners), fewest)
