"""Opening the store: SQLite or PostgreSQL behind one address, its tables brought up to date."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime

from directory.settings import Settings
from directory.store.repository import Reader, Writer


def now() -> datetime:
    """The clock everything stored is stamped with (UTC); tests pass their own."""
    return datetime.now(UTC)


class Store:
    """The records of the market. One writer at a time; readers never wait for it."""

    def writing(self, *, dry_run: bool = False) -> AbstractContextManager[Writer]:
        """One transaction, kept when the block ends well (never when ``dry_run``), undone when it raises.

        A second writer waits up to 30 seconds; then ``CareMarketError`` with code "store_busy".
        """

    def reading(self) -> AbstractContextManager[Reader]:
        """One consistent look, whatever is written meanwhile."""

    def close(self) -> None:
        """Let go of every connection."""


def open_store(settings: Settings, *, clock: Callable[[], datetime] = now) -> Store:
    """The store at ``settings.database_url``, made or migrated when needed."""
