"""Nobody who belongs among the best is dropped unseen, whatever is looked at first."""

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from matching import best, shortlist
from matching.case import Case
from matching.criteria.criterion import Shortfall
from matching.losses import MOST, sift
from matching.planes import count, of_rows, pack, unpack
from matching.ranking import rank
from matching.shortlist import arrange
from matching.utility import utility
from matching.verdict import Answers
from tests.matching.strategies import a_snapshot, markets, questions

looked_at_closely = settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.fixture
def few(monkeypatch):
    """Markets of a dozen are sifted as if they were of millions."""
    monkeypatch.setattr(best, "FEW", 1)
    monkeypatch.setattr(shortlist, "POOL", 2)


@looked_at_closely
@given(market=markets(least=8), question=questions(most_musts=1), most=st.integers(1, 3))
def test_the_best_few_are_the_first_of_the_whole_order(few, market, question, most):
    snapshot = a_snapshot(market)
    whole = rank(question, snapshot)
    for tier, in_order in (("confirmed", whole.confirmed), ("ask_first", whole.ask_first)):
        assert rank(question, snapshot).best(tier, most).tolist() == in_order[:most].tolist()


@looked_at_closely
@given(market=markets(least=8), question=questions(most_musts=1), limit=st.integers(1, 6))
def test_a_varied_list_from_a_pool_is_that_from_everybody(few, market, question, limit):
    snapshot = a_snapshot(market)
    from_pool = arrange(rank(question, snapshot), limit)
    whole = rank(question, snapshot)
    shortlist.POOL = 100
    from_all = arrange(whole, limit)
    shortlist.POOL = 2
    assert from_pool.confirmed.tolist() == from_all.confirmed.tolist()
    assert from_pool.ask_first.tolist() == from_all.ask_first.tolist()


@looked_at_closely
@given(market=markets(least=6), question=questions())
def test_what_is_missing_costs_at_least_what_a_shortfall_says(market, question):
    snapshot = a_snapshot(market)
    case = Case.of_market(question, snapshot)
    rows = snapshot.all_rows()
    surely_lost = np.zeros(len(rows))
    for each in best._shortfalls(case):
        yes, may = (unpack(flags, len(rows)) for flags in (each.answers.yes, each.answers.may))
        surely_lost += np.where(yes, 0.0, np.where(may, each.unsure, max(each.unsure, each.lacking)))
    assert (utility(case.part(rows)) <= 1.0 - surely_lost + 1e-9).all()


@given(st.integers(1, 150), st.data())
def test_losses_add_up_bit_by_bit_as_they_do_one_by_one(size, data):
    flags = st.lists(st.booleans(), min_size=size, max_size=size).map(np.array)
    losses = st.sampled_from([0.0, 0.05, 0.1, 0.31, 0.8, 3.0])
    everybody = of_rows(np.arange(size), size)
    told, exact = [], np.zeros(size)
    for _ in range(data.draw(st.integers(1, 6))):
        yes, unsure, lacking = data.draw(flags), data.draw(losses), data.draw(losses)
        may = yes | data.draw(flags)
        told.append(Shortfall(Answers(pack(yes), pack(may)), unsure, lacking))
        exact += np.where(yes, 0.0, np.where(may, unsure, max(unsure, lacking)))
    left = unpack(sift(everybody, told, 1.0, 1).left, size)
    assert left[exact <= 1.0].all()
    assert not left[exact > 1.0 + 2 * len(told) / MOST].any()


def test_the_likeliest_are_among_those_left_and_no_fewer_than_asked_for():
    everybody = of_rows(np.arange(100), 100)
    wish = pack(np.arange(100) % 10 == 0)
    found = sift(everybody, [Shortfall(Answers(wish, everybody), 0.5, 0.5)], 1.0, 4)
    assert count(found.left) == 100
    assert unpack(found.likeliest, 100).nonzero()[0].tolist() == list(range(0, 100, 10))
