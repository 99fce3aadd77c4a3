"""Opening the store: SQLite or PostgreSQL behind one address, its tables brought up to date."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from sqlalchemy import Engine

from directory.settings import Settings
from directory.store import engines
from directory.store.import_lock import WAIT_SECONDS, ImportLock, Says
from directory.store.migrate import migrate
from directory.store.repository import Reader, Writer

Clock = Callable[[], datetime]


def now() -> datetime:
    """The clock everything stored is stamped with (UTC); tests pass their own."""
    return datetime.now(UTC)


class Store:
    """The records of the market. One writer at a time; readers never wait for it."""

    def __init__(self, engine: Engine, clock: Clock = now) -> None:
        self._engine = engine
        self._clock = clock
        self._import_lock = ImportLock(engine, clock)

    @contextmanager
    def writing(self, *, dry_run: bool = False) -> Iterator[Writer]:
        """One transaction, kept when the block ends well (never when ``dry_run``), undone when it raises.

        A second writer waits up to 30 seconds; then ``CareMarketError`` with code "store_busy".
        """
        with engines.told_plainly(), engines.writing(self._engine) as connection:
            yield Writer(connection, self._clock)
            if dry_run:
                connection.rollback()

    @contextmanager
    def reading(self) -> Iterator[Reader]:
        """One consistent look, whatever is written meanwhile."""
        with engines.told_plainly(), engines.reading(self._engine) as connection:
            yield Reader(connection)

    @contextmanager
    def importing(
        self, what: str, wait_seconds: float = WAIT_SECONDS, says: Says = lambda sentence: None
    ) -> Iterator[None]:
        """Be the only import for as long as the block lasts; ``what`` is told to others who come.

        Waits while there is another one, then ``CareMarketError`` with code "import_running".
        """
        with engines.told_plainly(), self._import_lock.held(what, wait_seconds, says):
            yield

    def close(self) -> None:
        """Let go of every connection."""
        self._engine.dispose()


def open_store(
    settings: Settings, *, clock: Clock = now, wait_seconds: float = engines.WAIT_SECONDS
) -> Store:
    """The store at ``settings.database_url``, made or migrated when needed."""
    with engines.told_plainly():
        engine = engines.make_engine(settings.database_url, "market", wait_seconds=wait_seconds)
        migrate(engine, "market")
    return Store(engine, clock)
