"""One way to open SQLite and PostgreSQL, so that the code above need not know which it is."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import DatabaseError, DataError, IntegrityError, ProgrammingError

from directory.errors import CareMarketError

WAIT_SECONDS = 30
Database = Literal["market", "answers"]

# PostgreSQL's advisory locks, one a database of ours: a long import must not keep answers waiting.
WRITE_LOCKS: dict[Database, int] = {"market": 7_163_392_041, "answers": 7_163_392_042}


def make_engine(url: str, database: Database, *, wait_seconds: float = WAIT_SECONDS) -> Engine:
    """An engine for ``sqlite:///PATH`` or ``postgresql://…``. A new SQLite file is its owner's alone."""
    address = make_url(url)
    if address.get_backend_name() == "sqlite":
        return _sqlite(address, wait_seconds)
    if address.get_backend_name() == "postgresql":
        return _postgresql(address, WRITE_LOCKS[database], wait_seconds)
    raise CareMarketError(
        f"The database address begins with {address.get_backend_name()}, which is not supported.",
        "Use an address that begins with sqlite:/// or postgresql://.",
        code="database_not_supported",
    )


def _sqlite(address: URL, wait_seconds: float) -> Engine:
    if address.database:
        path = Path(address.database)
        path.parent.mkdir(parents=True, exist_ok=True)
        # It holds private details: nobody else on the machine may read it, nor the files beside it.
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    engine = create_engine(address, hide_parameters=True)

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # "begin" below decides when a transaction starts
        for setting in (
            f"busy_timeout={int(wait_seconds * 1000)}",
            "page_size=8192",  # of a new file: of records of two thousand letters, 4,096 hold one
            "journal_mode=WAL",
            "synchronous=FULL",
            "foreign_keys=ON",
            "secure_delete=ON",
            "cache_size=-65536",
        ):
            connection.execute(f"PRAGMA {setting}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writing = connection.get_execution_options().get("writing")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")

    return engine


def _postgresql(address: URL, lock: int, wait_seconds: float) -> Engine:
    # prepare_threshold: a pooler in transaction mode breaks prepared statements.
    engine = create_engine(
        address.set(drivername="postgresql+psycopg"),
        hide_parameters=True,
        connect_args={"prepare_threshold": None},
    )

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        if connection.get_execution_options().get("writing"):
            connection.exec_driver_sql(f"SET LOCAL lock_timeout = {int(wait_seconds * 1000)}")
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({lock})")

    return engine


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """One transaction, alone: others who want to write wait for it, readers do not."""
    with engine.connect().execution_options(writing=True) as connection, connection.begin():
        yield connection


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """One consistent look at the database, whatever is written meanwhile."""
    connection = engine.connect()
    if engine.dialect.name == "postgresql":
        connection = connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
    with connection, connection.begin():
        yield connection


@contextmanager
def told_plainly() -> Iterator[None]:
    """What goes wrong in a database, said without SQL. Mistakes of ours stay what they are."""
    try:
        yield
    except (DataError, IntegrityError, ProgrammingError):
        raise
    except DatabaseError as error:
        if _is_waiting(error):
            raise CareMarketError(
                "Something else is writing to the database and did not finish in time.",
                "Wait until the other import has ended, then try again.",
                code="store_busy",
            ) from error
        raise CareMarketError(
            f"The database could not be read or written: {error.orig}".strip().rstrip(".") + ".",
            "What was being done was not kept. Check the disk and the database address, then repeat it.",
            code="store_failed",
        ) from error


def _is_waiting(error: DatabaseError) -> bool:
    locked = getattr(error.orig, "sqlite_errorname", "").startswith(("SQLITE_BUSY", "SQLITE_LOCKED"))
    return locked or getattr(error.orig, "sqlstate", None) == "55P03"
