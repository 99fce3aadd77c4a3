"""An import in a process of its own, killed from outside at a moment drawn by lot, and what that leaves."""

import os
import random
import shutil
import signal
from collections import Counter
from collections.abc import Callable
from contextlib import redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter, sleep

from benchmarks.kills.files import CHANGED
from directory.cli import main
from directory.live_market import LiveMarket
from directory.publishing import publish_changes
from directory.settings import read_settings
from directory.store.session import open_store

WORDS = ("--publisher", "Example council", "--scope", "Tower Hamlets")
State = tuple[str, tuple[int, ...], tuple[int, ...]]
"""The fingerprint of what is stored, the options that people see, and those that search finds changed."""


@dataclass(frozen=True, slots=True)
class Killed:
    """How many of the kills left which market; ``seconds``: what an import takes that nobody kills."""

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

    def importing(self, path: Path) -> int:
        """The number of a process that imports a file as the command does."""
        child = os.fork()
        if child:
            return child
        status = 1
        try:
            os.environ["CAREMARKET_DATA_DIR"] = str(self.settings.data_dir)
            with Path(os.devnull).open("w") as nowhere, redirect_stdout(nowhere):
                main(["import", "community-groups", str(path), *WORDS, "--json"])
        except SystemExit as ended:
            status = ended.code if isinstance(ended.code, int) else 1
        finally:
            os._exit(status)

    def take_in(self, path: Path) -> float:
        """Import a file undisturbed; returns the seconds it took."""
        began = perf_counter()
        _, status = os.waitpid(self.importing(path), 0)
        if status:
            raise SystemExit(f"The import of {path.name} failed.")
        return perf_counter() - began

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
    sleep(after)
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    end, published = market.state(), market.state(started=True)
    return "ended before it was killed" if status == 0 and end == new else left(end, published, old, new)


def left(end: State, published: State, old: State, new: State) -> str:
    """Which market that is, as it stood at the end and once a service was started on it."""
    if end == published == old:
        return "old"
    if end == published == new:
        return "new"
    if published == new and end == (new[0], *old[1:]):
        return "new, published by the next start"
    return "mixed"
