"""A disk that is full or broken: the command says so plainly, and the market is the old one or the new."""

import os
import re
import resource
import signal
from functools import partial

import pytest

from directory.cli import main
from directory.geography.gazetteer import Gazetteer
from tests.importers.market_folder import AFTER, Market, a_market, folder_in_memory
from tests.importers.paper_map import PaperMap, a_reading_context
from tests.importers.sheets import write_csv
from tests.steps import TAKES_ROOM, disk_fails_at, disk_full_from, in_a_child, nothing, steps_of

KEPT_BUT_NOT_PUBLISHED = "Kept, and not published yet: "


@pytest.fixture(scope="module")
def old() -> Market:
    with folder_in_memory() as folder:
        market = a_market(folder)
        write_csv(market.folder / "after.csv", AFTER)
        yield market


@pytest.fixture(scope="module")
def new(old) -> Market:
    market = old.copied("new")
    market.take_in(AFTER)
    return market


def command(market, most_bytes):
    """Import as the command does, in a child of its own."""
    os.environ["CAREMARKET_SECRET_KEY"] = a_reading_context().secret.decode()
    os.environ["CAREMARKET_DATA_DIR"] = str(market.folder)
    Gazetteer.open = lambda settings: PaperMap()
    if most_bytes is not None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (most_bytes, most_bytes))
    words = ["import", "personal-assistants", str(market.folder / "after.csv")]
    main([*words, "--publisher", "Test register", "--scope", "England"])


@pytest.fixture
def imported(old):
    """Import into a copy, in a child to which something happens: gives market, status and what was said."""

    def ended(happens, *, most_bytes=None):
        market = old.copied("faulty")
        child = in_a_child(partial(command, market, most_bytes), happens)
        return market, child.status, child.said

    return ended


@pytest.fixture(scope="module")
def check(old, new):
    """Check what came of an import; returns "refused", "kept" (and not published) or "published"."""
    before, after = old.state(), new.state()

    def checked(ended, where):
        market, status, said = ended
        assert "Traceback" not in said, where + said
        if status:
            assert (status, market.state()) == (3, before), where + said
            assert re.search(r"(No space|Input/output|too large|database).*\.\n", said), where + said
            return "refused"
        assert market.stored() == after[0], where + said
        if KEPT_BUT_NOT_PUBLISHED in said:
            market.started()
        assert market.seen() == after[1], where + said
        return "kept" if KEPT_BUT_NOT_PUBLISHED in said else "published"

    return checked


@pytest.mark.parametrize("fault", [disk_full_from, disk_fails_at])
def test_a_fault_of_the_disk_at_any_step_on_a_file_leaves_the_old_market_or_the_new(
    imported, old, check, fault
):
    counted = old.copied("counted")
    steps = [*steps_of(partial(counted.take_in, AFTER)), *["none of them"] * 10]
    on_files = [step for step, name in enumerate(steps, start=1) if name in TAKES_ROOM]
    ways = {
        check(imported(fault(step)), f"{fault.__name__} {step}, {steps[step - 1]}: ")
        for step in (*on_files, len(steps))
    }
    assert ways == {"refused", "kept", "published"}


def test_files_that_may_grow_no_further_leave_the_old_market_or_the_new(imported, check):
    """The kernel refuses the writes of the database too, wherever they are."""
    ways = {}
    for most_bytes in (0, 1_000, 20_000, 100_000, 200_000, 300_000, 400_000, 600_000, 1_000_000, 50_000_000):
        ended = imported(nothing, most_bytes=most_bytes)
        ways[most_bytes] = check(ended, f"{most_bytes} bytes: ")
    assert ways[0] == "refused"
    assert ways[50_000_000] == "published"
