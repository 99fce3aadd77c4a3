"""Children are forked from a clean process: they use polars whoever used it before, and outlive nobody."""

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from functools import partial
from pathlib import Path

import polars

from tests.clean_process import ROOT, done

ASKS = """
import sys
from functools import partial
from pathlib import Path
from tests.clean_process import done
from tests.house.test_clean_process import hang
done(partial(hang, Path(sys.argv[1])))
"""


def use_polars():
    frame = polars.DataFrame({"number": range(100_000)})
    assert frame.lazy().group_by(polars.col("number") % 7).len().collect().height == 7


def use_polars_soon():
    signal.alarm(30)
    use_polars()


def hang(path):
    path.with_suffix(".part").write_text(str(os.getpid()))
    path.with_suffix(".part").rename(path)
    time.sleep(120)


def within(seconds, happens):
    until = time.monotonic() + seconds
    while not (came := happens()) and time.monotonic() < until:
        time.sleep(0.02)
    return came


def is_gone(process):
    with suppress(ProcessLookupError):
        os.kill(process, 0)
        return False
    return True


def test_a_child_can_use_polars_whoever_used_it_before():
    use_polars()
    assert done(use_polars_soon).status == 0


def test_how_a_child_ended_and_what_it_said_are_told():
    assert [done(partial(sys.exit, status)).status for status in (0, 3)] == [0, 3]
    assert done(partial(signal.raise_signal, signal.SIGKILL)).status == -signal.SIGKILL
    ended = done(partial(int, "no number"))
    assert ended.status == 1
    assert "ValueError" in ended.said


def test_a_child_that_hangs_ends_with_whoever_asked_for_it(tmp_path):
    path: Path = tmp_path / "number"
    with subprocess.Popen([sys.executable, "-c", ASKS, path], cwd=ROOT, stderr=subprocess.DEVNULL) as asking:
        assert within(60, path.exists)
        asking.kill()
    assert within(30, partial(is_gone, int(path.read_text())))
