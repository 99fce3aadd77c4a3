"""Killed at any step of an import: the old market or the new one, and the next import mends the rest."""

import signal
from functools import partial

import pytest

from tests.importers.market_folder import AFTER, Market, a_market, folder_in_memory
from tests.steps import in_a_child, killed_at, steps_of


@pytest.fixture(scope="module", params=["changes", "whole"])
def old(request) -> Market:
    """A market in use or, to be published whole, one that nobody has published yet."""
    with folder_in_memory() as folder:
        yield a_market(folder, published=request.param == "changes")


@pytest.fixture(scope="module")
def new(old) -> Market:
    market = old.copied("new")
    market.take_in(AFTER)
    return market


def test_an_import_killed_at_any_step_leaves_the_old_market_or_the_new(old, new):
    before, after = old.state(), new.state()
    counted, ends = old.copied("counted"), []
    steps = steps_of(partial(counted.take_in, AFTER))
    assert {"BEGIN IMMEDIATE", "commit", "rename", "replace", "fsync", "open"} <= set(steps)
    # Until all is kept in the store, it is the same whether people see a market or none yet.
    first = 1 if before[1] else steps.index("commit", steps.index("BEGIN IMMEDIATE"))
    for step, name in enumerate(steps[first - 1 :], start=first):
        where = f"killed at step {step} of {len(steps)}, before {name}"
        market = old.copied("killed")
        ended = in_a_child(partial(market.take_in, AFTER), killed_at(step))
        assert ended.status == -signal.SIGKILL, where + ended.said
        end = market.state()
        assert end in (before, (after[0], before[1]), after), where
        is_first_of_its_kind = end not in ends
        ends.append(end)
        if end == before and not is_first_of_its_kind:
            continue
        if end != before:
            market.started()
            assert market.state() == after, where
        market.take_in(AFTER)
        assert (market.state(), market.left_over()) == (after, set()), where
    assert len({str(end) for end in ends}) == 3, "killed before, between and after"
