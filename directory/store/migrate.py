"""Bring a database's tables up to date. Costs one query when they are."""

from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, inspect, text

from directory.errors import CareMarketError
from directory.store.engines import Database, writing

if TYPE_CHECKING:
    from alembic.config import Config

# Written here too, so that a database that is up to date need not load Alembic; a test keeps them true.
NEWEST: dict[Database, str] = {"market": "market_0009", "answers": "answers_0003"}


def migrate(engine: Engine, database: Database) -> None:
    """Apply what is missing, in one transaction. Raises for tables that a later release has made."""
    with engine.connect() as connection, connection.begin():
        if version(connection, database) == NEWEST[database]:
            return
    with writing(engine) as connection:
        if version(connection, database) != NEWEST[database]:
            _upgrade(connection, database)


def version(connection: Connection, database: Database) -> str | None:
    """The revision that the tables are at; None when there are none."""
    table = f"{database}_version"
    if not inspect(connection).has_table(table):
        return None
    return connection.scalar(text(f"SELECT version_num FROM {table}"))  # noqa: S608 - a name of ours


def _upgrade(connection: Connection, database: Database) -> None:
    from alembic import command
    from alembic.util import CommandError

    try:
        command.upgrade(alembic_config(connection, database), f"{database}@head")
    except CommandError as error:
        raise CareMarketError(
            "The database was made by a later release of Care Market.",
            "Install that release, or name another database.",
            code="database_too_new",
        ) from error


def alembic_config(connection: Connection | None, database: Database) -> "Config":
    """Alembic's settings without an ini file: the scripts are found wherever the package is installed."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", "directory.store:migrations")
    config.attributes.update(connection=connection, database=database)
    return config
