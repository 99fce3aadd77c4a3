"""A whole market's search index: made here, or by a process of its own while the columns are made.

That process looks at the store by itself; whether both saw the same market, the store's mark tells.
"""

import gc
import os
import pickle
import secrets
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Thread
from typing import Any

from directory.market_documents import market_documents
from directory.search.engines import LARGE_MARKET, index_of
from directory.settings import Settings
from directory.store.repository import Reader
from directory.store.session import open_store


def write_index(folder: Path, reader: Reader, engine: str) -> None:
    """Write the index of all that may be listed now into ``folder``, flushed to disk."""
    index_of(engine).build(folder, market_documents(reader.words_blocks()))


class IndexBeside:
    """An index that another process is making; ``process`` is None where none could be started."""

    def __init__(self, folder: Path, process: "subprocess.Popen[str] | None") -> None:
        self._folder = folder
        self._process = process

    def put_in_place(self, folder: Path, mark: str) -> bool:
        """Wait for it, and make it ``folder``; False where there is none of the store at this mark."""
        told = self._process.stdout.read() if self._process and self._process.stdout else b""
        if told.decode() != mark:
            return False
        self._folder.rename(folder)
        return True


@contextmanager
def index_beside(folder: Path, settings: Settings, engine: str, options: int) -> Iterator[IndexBeside]:
    """An index of so many options begun in a process of its own, where that is worth starting one.

    ``folder`` is where it will be put. What isn't finished at the end is stopped, and goes.
    """
    # A name of its own: whoever outlives its parent for a moment must not write into the next one's index.
    unfinished = folder.with_name(f".{folder.name}.{secrets.token_hex(8)}")
    process = None
    if options >= LARGE_MARKET and (os.cpu_count() or 1) > 1:
        with suppress(OSError):
            process = _started()
            _ask(process, unfinished, settings, engine)
    try:
        yield IndexBeside(unfinished, process)
    finally:
        if process:
            process.kill()
            process.communicate()
        shutil.rmtree(unfinished, ignore_errors=True)


def _started() -> "subprocess.Popen[bytes]":
    """A fresh interpreter: a fork would share open databases, and this program's own main can be anything."""
    begin = f"import sys; sys.path[:] = {sys.path!r}; from {__name__} import main; main()"
    return subprocess.Popen(  # noqa: S603 - our own interpreter and module
        [sys.executable, "-c", begin],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )


def _ask(process: "subprocess.Popen[bytes]", *asked: Any) -> None:
    """By its standard input, which stays open: when it closes, nobody waits for the process any more."""
    if process.stdin:
        pickle.dump(asked, process.stdin)
        process.stdin.flush()


def main() -> None:
    """Make the index that standard input asks for, and tell the mark of the market that it is of."""
    # Only this is done here, and what it reads holds no cycles: looking for them takes a quarter of the time.
    gc.disable()
    folder, settings, engine = pickle.load(sys.stdin.buffer)  # noqa: S301 - from our own parent
    Thread(target=_end_with_the_parent, daemon=True).start()
    with open_store(settings).reading() as reader:
        mark = reader.last_change()
        write_index(folder, reader, engine)
    sys.stdout.write(mark)


def _end_with_the_parent() -> None:
    while os.read(sys.stdin.fileno(), 1):
        pass
    os._exit(1)
