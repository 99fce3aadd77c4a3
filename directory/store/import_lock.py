"""One import at a time: whoever comes second is told at once who is at it, and waits or is refused.

The lock is the operating system's (SQLite) or the server's (PostgreSQL): it ends with its holder, killed
or not.
"""

import fcntl
import json
import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic, sleep
from typing import Any

from sqlalchemy import Connection, Engine, text

from directory.errors import CareMarketError

WAIT_SECONDS = 30
LOOK_AGAIN_SECONDS = 0.2
ADVISORY_LOCK = 7_163_392_043
Says = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Running:
    """What is being imported, and since when (UTC)."""

    what: str
    since: datetime

    def in_words(self) -> str:
        return (
            f"Another import has been running since {self.since.astimezone(UTC):%H:%M:%S} UTC ({self.what})"
        )


class ImportLock:
    """The lock of one market. ``held`` takes it for as long as a block lasts."""

    def __init__(self, engine: Engine, clock: Callable[[], datetime]) -> None:
        self._engine = engine
        self._clock = clock

    @contextmanager
    def held(self, what: str, wait_seconds: float, says: Says) -> Iterator[None]:
        """Wait for it so long, saying once for whom; then ``CareMarketError`` with code "import_running"."""
        running, until, told = Running(what, self._clock()), monotonic() + wait_seconds, False
        while True:
            with self._tried(running) as other:
                if other is None:
                    yield
                    return
            if monotonic() >= until:
                raise _still_running(other, wait_seconds)
            if not told:
                says(f"{other.in_words()}: this one waits up to {wait_seconds:g} seconds for it to end.")
                told = True
            sleep(min(LOOK_AGAIN_SECONDS, max(0.0, until - monotonic())))

    def _tried(self, running: Running) -> AbstractContextManager[Running | None]:
        """None while the lock is ours, else who has it."""
        if self._engine.dialect.name == "postgresql":
            return _on_server(self._engine, running)
        database = self._engine.url.database
        return _beside(Path(database), running) if database else nullcontext()


def _still_running(other: Running, waited: float) -> CareMarketError:
    return CareMarketError(
        f"{other.in_words()}, and did not end within {waited:g} seconds: nothing was changed.",
        "Try again when it has ended, or wait longer with --wait SECONDS.",
        code="import_running",
    )


@contextmanager
def _beside(database: Path, running: Running) -> Iterator[Running | None]:
    """A lock on a file beside SQLite's, which says who holds it."""
    handle = os.open(database.with_name(f"{database.name}.importing"), os.O_RDWR | os.O_CREAT, 0o600)
    with os.fdopen(handle, "r+", encoding="utf-8") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield _told_by(file.read(), running)
            return
        file.truncate()
        json.dump({"what": running.what, "since": running.since.isoformat()}, file)
        file.flush()
        yield None


def _told_by(text_of_file: str, now: Running) -> Running:
    """Who wrote the file; it may be caught before a word of it is there."""
    try:
        told: dict[str, Any] = json.loads(text_of_file)
        return Running(told["what"], datetime.fromisoformat(told["since"]))
    except (ValueError, KeyError):
        return Running("just begun", now.since)


@contextmanager
def _on_server(engine: Engine, running: Running) -> Iterator[Running | None]:
    """An advisory lock of a transaction that does nothing else; a pooler keeps its connection for it."""
    with engine.connect() as connection, connection.begin():
        taken = text("SELECT pg_try_advisory_xact_lock(:lock)")
        if not connection.scalar(taken, {"lock": ADVISORY_LOCK}):
            yield _holder(connection) or Running("just begun", running.since)
            return
        name = text("SELECT set_config('application_name', :what, true)")
        connection.execute(name, {"what": running.what})
        yield None


def _holder(connection: Connection) -> Running | None:
    query = text(
        "SELECT activity.application_name, activity.xact_start"
        " FROM pg_locks AS held JOIN pg_stat_activity AS activity ON activity.pid = held.pid"
        " WHERE held.locktype = 'advisory' AND held.granted AND activity.datname = current_database()"
        " AND held.classid = :high AND held.objid = :low"
    )
    high, low = divmod(ADVISORY_LOCK, 1 << 32)
    row = connection.execute(query, {"high": high, "low": low}).first()
    return Running(row.application_name, row.xact_start) if row and row.xact_start else None
