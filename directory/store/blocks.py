"""Many rows at once: long lists in blocks, and the quickest way in that each database has."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import Connection, Row, Select, Table, func, select

Item = TypeVar("Item")
AT_ONCE = 5_000
INSERTED_AT_ONCE = 20_000
FEW_WANTED = 50_000


def in_blocks(items: Iterable[Item], at_once: int = AT_ONCE) -> Iterator[list[Item]]:
    """The items in order, at most 5,000 at once (SQLite takes 32,766 parameters, PostgreSQL 65,535)."""
    remaining = iter(items)
    while block := list(islice(remaining, at_once)):
        yield block


def rows_of(
    connection: Connection, query: Select[Any], column: Any, wanted: Collection[int]
) -> Iterator[Row[Any]]:
    """Rows whose first value, that of ``column``, is wanted; of very many it is quicker to read all rows."""
    if len(wanted) > FEW_WANTED:
        asked = frozenset(wanted)
        yield from (row for row in connection.execute(query) if row[0] in asked)
    else:
        for block in in_blocks(wanted):
            yield from connection.execute(query.where(column.in_(block)))


def insert_rows(connection: Connection, model: Any, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows that all name the same columns in the same order."""
    if rows:
        told = zip(*(row.values() for row in rows), strict=True)
        insert_columns(connection, model, dict(zip(rows[0], told, strict=True)))


def insert_columns(
    connection: Connection, model: Any, columns: Mapping[str, Iterable[Any]], *, ready: Collection[str] = ()
) -> None:
    """Insert rows given as columns of equal length, which may be read once, past SQLAlchemy's work on rows.

    A third of the time on both databases: that is how long a national import keeps other writers waiting.
    Columns named in ``ready`` are as the database takes them, such as JSON that is text already.
    """
    dialect, quoted = connection.dialect, connection.dialect.identifier_preparer
    table: Table = model.__table__
    named = [table.columns[name] for name in columns]
    prepare = [
        None if column.name in ready else column.type.dialect_impl(dialect).bind_processor(dialect)
        for column in named
    ]
    # Column by column: most need no preparing, and are passed on as they are.
    told = zip(prepare, columns.values(), strict=True)
    values = zip(*(map(prepared, column) if prepared else column for prepared, column in told), strict=True)
    target = f"{quoted.format_table(table)} ({', '.join(map(quoted.format_column, named))})"
    places = ", ".join("?" * len(columns))
    for rows in in_blocks(values, INSERTED_AT_ONCE):
        if dialect.name == "postgresql":
            with connection.connection.cursor() as cursor, cursor.copy(f"COPY {target} FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            connection.exec_driver_sql(f"INSERT INTO {target} VALUES ({places})", rows)  # noqa: S608 - names of ours


def reserve_ids(connection: Connection, model: Any, count: int) -> range:
    """So many ids that no row of the table has, known before the rows go in; only for a writer."""
    if not count:
        return range(0)
    table: Table = model.__table__
    first = 1 + (connection.scalar(select(func.max(table.c.id))) or 0)
    if connection.dialect.name == "postgresql":
        # Its own counter moves on too, never back, for rows that are inserted without an id.
        counter = func.pg_get_serial_sequence(table.name, "id")
        first = max(first, connection.scalar(select(func.nextval(counter))))
        connection.execute(select(func.setval(counter, first + count - 1)))
    return range(first, first + count)
