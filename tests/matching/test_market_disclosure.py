"""Attacks on published counts of people: nothing shown beside a hidden count may tell it more nearly.

The attacker here knows every count that is shown, how it was rounded and which are hidden for being small,
and goes through every table of whole numbers that fits.
"""

from itertools import product

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from matching.market.disclosure import may_be_shown, worked_out
from matching.market.measures import suppress_small_counts

ROW_OF_TWO = np.array([[1, 0], [0, 1], [1, 1]])
TWO_BY_TWO = np.array(
    [[1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1],
     [1, 1, 0, 0], [0, 0, 1, 1], [1, 0, 1, 0], [0, 1, 0, 1], [1, 1, 1, 1]]
)  # fmt: skip
"""Two areas by two languages with all their totals, or two areas by two months."""
NESTED = np.array([[1, 0, 0], [0, 1, 0], [1, 1, 0], [1, 1, 1]])
"""Two small areas in a ward, the ward, and the council around it; the rest of the council isn't asked for."""
ONE_FILTER_CHANGED = np.array([[1, 1, 1], [1, 1, 0], [1, 0, 1], [0, 1, 1], [0, 0, 1]])
"""Everybody, and everybody but those of one kind, for each kind; the last kind itself."""
TABLES = {
    "row of two": ROW_OF_TWO,
    "two by two": TWO_BY_TWO,
    "nested areas": NESTED,
    "one filter changed": ONE_FILTER_CHANGED,
}


def fits(shown, people, is_small):
    """Where the counts of one group agree with what is shown of it."""
    if shown == "*":
        return (people >= 1) & ((people <= 7) | (not is_small))
    return people == 0 if shown == 0 else (people >= 8) & (abs(people - shown) <= 2)


def values_left(shown, groups, small, largest):
    """For each small group the counts that some table of whole numbers gives it, by brute force."""
    tables = np.array(list(product(range(largest + 1), repeat=groups.shape[1])))
    people = tables @ groups.T
    agree = np.ones(len(tables), dtype=bool)
    for at, count in enumerate(shown):
        agree &= fits(count, people[:, at], at in small)
    return [set(people[agree, at].tolist()) for at in small]


def small_groups(cells, groups):
    return [at for at, people in enumerate(groups @ cells) if 0 < people < 8]


def assert_tells_no_more_than_stars(cells, groups, shown, largest):
    small = small_groups(np.array(cells), groups)
    stars = [count if count in ("*", 0) else None for count in shown]
    without_numbers = values_left(
        [count or ("*" if count is None else 0) for count in stars], groups, small, largest
    )
    assert values_left(shown, groups, small, largest) == without_numbers


def test_without_help_a_total_gives_the_hidden_count_back():
    """Each shown as it would be alone: 28 to 32 in all and 18 to 22 of them elsewhere leave 6 or 7."""
    cells = np.array([7, 22])
    alone = [suppress_small_counts(int(n)) for n in ROW_OF_TWO @ cells]
    assert alone == ["*", 20, 30]
    assert values_left(alone, ROW_OF_TWO, [0], 40) == [{6, 7}]
    assert worked_out(0, alone, ROW_OF_TWO, [0]) == pytest.approx((6, 7))


def test_what_would_give_it_back_is_hidden_too():
    assert may_be_shown([7, 22], ROW_OF_TWO) == ["*", "*", 30]


def test_what_tells_nothing_is_shown():
    assert may_be_shown([3, 20], ROW_OF_TWO) == ["*", 20, 25]
    assert may_be_shown([0, 23], ROW_OF_TWO) == [0, 25, 25]
    assert may_be_shown([40, 60], ROW_OF_TWO) == [40, 60, 100]


@pytest.mark.parametrize("name", ["row of two", "nested areas", "one filter changed"])
@settings(deadline=None, max_examples=25)
@given(data=st.data())
def test_no_table_tells_a_small_count(name, data):
    """Differences of totals, areas within areas, the same question with one filter changed."""
    groups = TABLES[name]
    cells = data.draw(st.lists(st.integers(0, 24), min_size=groups.shape[1], max_size=groups.shape[1]))
    assert_tells_no_more_than_stars(cells, groups, may_be_shown(cells, groups), 40)


@settings(deadline=None, max_examples=15)
@given(st.lists(st.integers(0, 12), min_size=4, max_size=4))
@example([1, 12, 12, 12])
@example([7, 7, 9, 1])
def test_no_table_with_all_its_totals_tells_a_small_count(cells):
    assert_tells_no_more_than_stars(cells, TWO_BY_TWO, may_be_shown(cells, TWO_BY_TWO), 18)


@settings(deadline=None, max_examples=25)
@given(st.lists(st.integers(0, 20), min_size=3, max_size=3))
def test_a_second_date_tells_nothing_of_what_the_first_hid(cells):
    """Month one is published; then month two, both together, and the year, beside what already stands."""
    by_date = np.array([[1, 0, 0], [0, 1, 0], [1, 1, 0], [0, 0, 1], [1, 1, 1]])
    (first,) = may_be_shown(cells, by_date[:1])
    shown = may_be_shown(cells, by_date, {0: first})
    assert shown[0] == first
    assert_tells_no_more_than_stars(cells, by_date, shown, 30)


@settings(deadline=None, max_examples=25)
@given(st.lists(st.integers(0, 60), min_size=4, max_size=4))
def test_whatever_is_shown_is_the_rounded_count_and_noughts_are_shown(cells):
    people = TWO_BY_TWO @ np.array(cells)
    for count, shown in zip(people.tolist(), may_be_shown(cells, TWO_BY_TWO), strict=True):
        assert shown in ("*", suppress_small_counts(count))
        assert (shown == 0) == (count == 0)


def test_a_table_of_a_councils_wards_is_mostly_shown():
    """Large counts protect nobody and hide nothing: one small count costs a few neighbours."""
    chance = np.random.default_rng(3)
    cells = chance.integers(20, 200, (12, 4))
    cells[5, 2] = 3
    rows = [[at // 4 == row for at in range(48)] for row in range(12)]
    columns = [[at % 4 == column for at in range(48)] for column in range(4)]
    groups = np.array([*np.eye(48, dtype=bool), *rows, *columns, [True] * 48])
    shown = may_be_shown(cells.ravel(), groups)
    assert shown.count("*") <= 4
    assert worked_out(22, shown, groups, [22]) == pytest.approx((1, 7))


def test_groups_must_fit_the_cells():
    with pytest.raises(ValueError, match="column"):
        may_be_shown([1, 2], [[1]])
    with pytest.raises(ValueError, match="negative"):
        may_be_shown([-1], [[1]])
