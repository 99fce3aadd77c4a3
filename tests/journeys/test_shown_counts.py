"""No count of people in a report gives a hidden one back, by totals, places or parts that overlap."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from directory.journeys.market_reports.people import People
from directory.journeys.market_reports.shown import shown_together
from matching.market.disclosure import worked_out

PLACES = 5


def people_of(basis):
    return People(None, np.arange(PLACES), basis, None, (), "ward")


@given(
    st.lists(st.integers(0, 30), min_size=PLACES, max_size=PLACES),
    st.lists(st.lists(st.integers(0, PLACES - 1), min_size=1, unique=True), min_size=1, max_size=4),
)
def test_a_hidden_count_stays_anything_from_one_to_seven(counts, parts):
    groups = [np.arange(PLACES), *(np.array([at]) for at in range(PLACES)), *map(np.array, parts)]
    shown = shown_together(people_of("residents"), np.array(counts, dtype=np.float64), groups)
    member = [[at in group for at in range(PLACES)] for group in groups]
    sums = [int(np.array(counts)[group].sum()) for group in groups]
    small = [at for at, count in enumerate(sums) if 0 < count < 8]
    for hidden in small:
        assert shown[hidden] == "*"
        # That nought is nought, and "*" is not, is told in any case; no other figure may tell more.
        untold = [0 if value == 0 else "*" for value in shown]
        least, most = worked_out(hidden, shown, member, small)
        least_anyway, most_anyway = worked_out(hidden, untold, member, small)
        assert least <= least_anyway + 1e-6
        assert most >= most_anyway - 1e-6
    assert all(value == 0 for value, count in zip(shown, sums, strict=True) if not count)


def test_postcodes_are_never_counted_as_people():
    assert shown_together(people_of("postcodes"), np.ones(PLACES), [np.arange(PLACES)]) == [None]
