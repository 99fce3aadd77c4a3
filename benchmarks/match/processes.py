"""What one worker costs: memory, the time to its first answer, and the moment a version is replaced in."""

import json
import pickle
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from subprocess import PIPE
from threading import Event
from time import perf_counter, time

from benchmarks.match.answering import totals
from matching.needs import SupportNeeds
from matching.ranking import rank
from matching.snapshot import Snapshot

CHECKOUT = Path(__file__).resolve().parents[2]
MB = 1e6
MS = 1000.0
THREADS = 4
SWAPS = 20
STARTS = 3


@dataclass(frozen=True, slots=True)
class Worker:
    """Megabytes that one process holds alone, and milliseconds from its start to its first answer."""

    private_mb: float
    private_mb_over_imports: float
    cold_start_ms: float
    imports_ms: float


def measured_worker(folder: Path, questions: Sequence[SupportNeeds], home: Path) -> Worker:
    """The median of three processes that open a snapshot and answer every question, beside another worker.

    The other one shares the pages of the snapshot's files, as workers do; to one alone they'd be private.
    """
    asked = home / "questions.pickle"
    asked.write_bytes(pickle.dumps(list(questions)))
    command = [sys.executable, "-m", "benchmarks.match.worker", str(folder), str(asked)]
    told = []
    with subprocess.Popen(command, stdin=PIPE, stdout=PIPE, cwd=CHECKOUT, text=True) as other:
        if other.stdout is None or not other.stdout.readline():
            raise RuntimeError("The worker beside those measured didn't answer.")
        for _ in range(STARTS):
            started = time()
            ran = subprocess.run(
                command, check=True, capture_output=True, stdin=subprocess.DEVNULL, cwd=CHECKOUT, text=True
            )
            told.append({**json.loads(ran.stdout), "started": started})
        other.communicate()
    return Worker(
        median(one["private_bytes"] for one in told) / MB,
        median(one["private_bytes"] - one["private_bytes_imported"] for one in told) / MB,
        median(one["first_answer_at"] - one["started"] for one in told) * MS,
        median(one["imported_at"] - one["started"] for one in told) * MS,
    )


@dataclass(frozen=True, slots=True)
class Swap:
    """Milliseconds to open a version and put it in place, and what became of requests meanwhile."""

    swap_ms: float
    swap_alone_ms: float
    requests: int
    failed: int


def measured_swap(folder: Path, questions: Sequence[SupportNeeds]) -> Swap:
    """The version replaced twenty times while four threads keep asking; the medians.

    A request fails when it raises, or when its totals aren't those it had before.
    """
    alone = [_seconds_to_open(folder)[0] for _ in range(SWAPS)]
    live = _Live(Snapshot.open(folder))
    right = [totals(rank(needs, live.snapshot)) for needs in questions]
    stop = Event()
    with ThreadPoolExecutor(THREADS) as pool:
        busy = [pool.submit(_keep_asking, live, questions, right, first, stop) for first in range(THREADS)]
        spent = []
        for _ in range(SWAPS):
            seconds, live.snapshot = _seconds_to_open(folder)
            spent.append(seconds)
            stop.wait(0.05)
        stop.set()
        asked, failed = (sum(counts) for counts in zip(*(one.result() for one in busy), strict=True))
    return Swap(median(spent) * MS, median(alone) * MS, asked, failed)


@dataclass
class _Live:
    """The version that new requests get; those under way keep theirs."""

    snapshot: Snapshot


def _seconds_to_open(folder: Path) -> tuple[float, Snapshot]:
    start = perf_counter()
    snapshot = Snapshot.open(folder)
    return perf_counter() - start, snapshot


def _keep_asking(
    live: _Live,
    questions: Sequence[SupportNeeds],
    right: Sequence[tuple[int, int]],
    first: int,
    stop: Event,
) -> tuple[int, int]:
    """Requests made and requests failed until ``stop``."""
    asked = failed = 0
    while not stop.is_set():
        at = (first + asked) % len(questions)
        try:
            failed += totals(rank(questions[at], live.snapshot)) != right[at]
        except Exception:
            failed += 1
        asked += 1
    return asked, failed
