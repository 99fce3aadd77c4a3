"""Reads the blocks of a large file in several processes, and hands the readings over in the file's order."""

import gc
import multiprocessing
import os
import pickle
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import chain
from multiprocessing.connection import wait

from importers.columns.block_reading import Job, read_block
from importers.columns.text_blocks import TextBlock
from importers.readings import FileReading

WAITING_BLOCKS = 2
FEW_FRESH = 0.1
"""Of a block: with more rows than this to be read, several processes are worth their beginning."""
_jobs: list[Job] = []


def processes_at_hand() -> int:
    """As many as there are processors for us."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def readings_of(blocks: Iterable[TextBlock], job: Job, processes: int) -> Iterator[FileReading | None]:
    """The reading of each block. With one process, or a source that can't travel, all is read here.

    None, and no more, where a process could not begin or was ended by somebody else.
    """
    remaining = iter(blocks)
    # Rows that come as they were are known sooner than processes begin.
    for block in remaining if job.seen.landed else ():
        yield (reading := read_block(block, job))
        if reading is None or len(reading.arrived) > FEW_FRESH * reading.rows:
            break
    if processes < 2 or (packed := _packed(job)) is None:
        yield from (read_block(block, job) for block in remaining)
        return
    if (first := next(remaining, None)) is None:
        return
    try:
        yield from _side_by_side(chain([first], remaining), processes, packed)
    except (BrokenProcessPool, BrokenPipeError):
        yield None


def _side_by_side(blocks: Iterable[TextBlock], processes: int, packed: bytes) -> Iterator[FileReading | None]:
    with _pool(processes, packed) as pool:
        waiting: deque[Future[FileReading | None]] = deque()
        for block in blocks:
            waiting.append(pool.submit(_read_here, block))
            if len(waiting) >= processes + WAITING_BLOCKS:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def _packed(job: Job) -> bytes | None:
    try:
        return pickle.dumps(job)
    except (pickle.PicklingError, TypeError, AttributeError):
        return None


def _pool(processes: int, packed: bytes) -> ProcessPoolExecutor:
    """Processes begun anew, since threads of ours do not survive a fork; none of them outlives the file."""
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(processes, context, initializer=_begin, initargs=(packed,))


def _begin(packed: bytes) -> None:
    gc.disable()  # nothing read is circular, and all ends with the file
    _jobs[:] = [pickle.loads(packed)]  # noqa: S301 - packed by us
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """A process whose parent was killed would wait for ever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


def _read_here(block: TextBlock) -> FileReading | None:
    return read_block(block, _jobs[0])
