"""An import in a process of its own, killed from outside at a moment drawn by lot, and what that leaves.

Moments are told by the time of a processor that the import has had (Linux), so that they lie all over it
however busy the machine is.
"""

import math
import os
import random
import shutil
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from contextlib import redirect_stdout
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.context import ForkServerContext
from multiprocessing.process import BaseProcess
from pathlib import Path
from time import process_time, sleep

from benchmarks.kills.files import CHANGED
from directory.cli import main
from directory.live_market import LiveMarket
from directory.publishing import publish_changes
from directory.settings import read_settings
from directory.store.session import open_store

LOOK_AGAIN_SECONDS = 0.001
WORDS = ("--publisher", "Example council", "--scope", "Tower Hamlets")
State = tuple[str, tuple[int, ...], tuple[int, ...]]
"""The fingerprint of what is stored, the options that people see, and those that search finds changed."""


@dataclass(frozen=True, slots=True)
class Killed:
    """How many of the kills left which market; ``seconds``: of a processor, for one that nobody kills."""

    kills: int
    options: int
    seconds: float
    left: Counter[str]


class Market:
    """A data folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.settings = read_settings({"CAREMARKET_DATA_DIR": str(folder)})

    def copied(self, name: str) -> "Market":
        target = self.settings.data_dir.with_name(name)
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(self.settings.data_dir, target, symlinks=True)
        return Market(target)

    def importing(self, path: Path) -> BaseProcess:
        """A process that imports a file as the command does."""
        process = _clean_processes().Process(target=_imported, args=(self.settings.data_dir, path))
        process.start()
        return process

    def take_in(self, path: Path) -> float:
        """Import a file undisturbed; returns the seconds of a processor that it took."""
        with ProcessPoolExecutor(1, _clean_processes()) as processes:
            return processes.submit(_imported, self.settings.data_dir, path).result()

    def state(self, *, started: bool = False) -> State:
        """As it stands, or as it is once a service has been started on it."""
        store = open_store(self.settings)
        if started:
            publish_changes(store, self.settings)
        with store.reading() as reader:
            fingerprint = reader.fingerprint()
        store.close()
        market = LiveMarket.open(self.settings)
        numbers = market.snapshot.columns["number"][market.snapshot.all_rows()]
        hits = market.search_index.search(CHANGED, len(numbers))
        return fingerprint, tuple(sorted(numbers.tolist())), tuple(sorted(hit.option_number for hit in hits))


def _clean_processes() -> ForkServerContext:
    """Forked from one that has only imported what an import needs: threads of ours do not survive a fork."""
    context = get_context("forkserver")
    context.set_forkserver_preload(["__main__", __name__, "importers.commands.import_file"])
    return context


def _imported(data_dir: Path, path: Path) -> float:
    """Seconds of a processor that this process has had when it is done."""
    os.environ["CAREMARKET_DATA_DIR"] = str(data_dir)
    with Path(os.devnull).open("w") as nowhere, redirect_stdout(nowhere):
        try:
            main(["import", "community-groups", str(path), *WORDS, "--json"])
        except SystemExit as ended:
            if ended.code:
                raise
    return process_time()


def killed_at_random(
    market: Market, first: Path, second: Path, kills: int, seed: int, say: Callable[[str], None]
) -> Killed:
    """Kill the import of the second file so many times, each on a copy of the market with the first."""
    market.take_in(first)
    old, whole = market.state(), market.copied("whole")
    seconds = whole.take_in(second)
    new, chance, left = whole.state(), random.Random(seed), Counter[str]()
    for number in range(1, kills + 1):
        after = chance.uniform(0, seconds)
        left[_left_by_one(market.copied("killed"), second, after, old, new)] += 1
        if number % 20 == 0:
            say(f"{number} of {kills}: {dict(left)}")
    return Killed(kills, len(old[1]), seconds, left)


def _left_by_one(market: Market, path: Path, after: float, old: State, new: State) -> str:
    child = market.importing(path)
    while _seconds_spent(child) < after:
        sleep(LOOK_AGAIN_SECONDS)
    child.kill()
    child.join()
    end, published = market.state(), market.state(started=True)
    return (
        "ended before it was killed" if child.exitcode == 0 and end == new else left(end, published, old, new)
    )


def _seconds_spent(child: BaseProcess) -> float:
    """Of a processor; endless once it has ended."""
    try:
        fields = Path(f"/proc/{child.pid}/stat").read_text().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return math.inf
    return math.inf if fields[0] == "Z" else (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def left(end: State, published: State, old: State, new: State) -> str:
    """Which market that is, as it stood at the end and once a service was started on it."""
    if end == published == old:
        return "old"
    if end == published == new:
        return "new"
    if published == new and end == (new[0], *old[1:]):
        return "new, published by the next start"
    return "mixed"
