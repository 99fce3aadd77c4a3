"""Work done in children that may die of it, forked from a process that has hardly done any.

Threads do not survive a fork: in a fork of a process that has used polars, polars waits for ever. The clean
process never uses it. It ends with whoever began it, and so does the child that it waits for. What a test has
patched in its own process is not patched there.
"""

import atexit
import os
import pickle
import select
import signal
import subprocess
import sys
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path

from tests.importers.paper_map import a_reading_context
from tests.importers.sheets import PEOPLE, a_person, source_row

ROOT = Path(__file__).parents[1]
IMPORTED_WHEN_USED = (
    "numpy.ma",
    "sqlite3.dbapi2",
    "directory.search.whoosh_index",
    "directory.search.whoosh_layer",
    "whoosh.codec.whoosh3",
)
Work = Callable[[], object]


@dataclass(frozen=True)
class Ended:
    """A child's exit status, or minus the signal that killed it, and all that it printed."""

    status: int
    said: str


def done(work: Work) -> Ended:
    """By a child; the work travels by pickle."""
    process = _clean_process()
    process.stdin.write(pickle.dumps(work))
    process.stdin.flush()
    return Ended(*pickle.load(process.stdout))


@cache
def _clean_process() -> subprocess.Popen:
    command = [sys.executable, "-m", "tests.clean_process"]
    pipe = subprocess.PIPE
    process = subprocess.Popen(command, cwd=ROOT, stdin=pipe, stdout=pipe, start_new_session=True)
    atexit.register(process.communicate)
    return process


def _answer() -> None:
    _prepare()
    while sys.stdin.buffer.peek(1):
        # Unpickled here, not by the child: what the work needs is imported once.
        child, says = _forked(pickle.load(sys.stdin.buffer))
        said = _heard(child, says)
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        pickle.dump((status, said.decode()), sys.stdout.buffer)
        sys.stdout.flush()


def _prepare() -> None:
    """Import modules and read vocabularies that each child would import and read for itself."""
    for name in IMPORTED_WHEN_USED:
        import_module(name)
    PEOPLE.read_row(source_row(a_person()), a_reading_context())


def _forked(work: Work) -> tuple[int, int]:
    """The number of the child that does it, and a pipe with what it says."""
    says, told = os.pipe()
    if child := os.fork():
        os.close(told)
        return child, says
    status = 1
    try:
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        os.dup2(told, 1)
        os.dup2(told, 2)
        work()
        status = 0
    except SystemExit as ended:
        status = ended.code if isinstance(ended.code, int) else 1
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        os._exit(status)


def _heard(child: int, says: int) -> bytes:
    """All until it ends. Standard input stirs meanwhile only when whoever asked is gone."""
    said = b""
    with open(says, "rb", buffering=0) as pipe:
        while True:
            stirred, _, _ = select.select([pipe, sys.stdin], [], [])
            if sys.stdin in stirred:
                os.kill(child, signal.SIGKILL)
                os.waitpid(child, 0)
                raise SystemExit(1)
            if not (heard := pipe.read(65_536)):
                return said
            said += heard


if __name__ == "__main__":
    _answer()
