"""What importers remember of a register's last file, for as long as that run is its latest."""

from sqlalchemy import Connection, delete, insert, select

from directory.store.grouping import Register
from directory.store.record_models import ImportRun, Publisher, RowsRemembered


def rows_remembered(connection: Connection, register: Register, stamp: str) -> bytes | None:
    """What was kept with the register's latest run that stands, if it was kept under this stamp."""
    latest = (
        select(ImportRun.id)
        .join(Publisher, Publisher.id == ImportRun.publisher_id)
        .where(
            ImportRun.source == register.source,
            Publisher.name == register.publisher,
            ImportRun.scope == register.scope,
            ImportRun.finished_at.is_not(None),
            ImportRun.undone_at.is_(None),
        )
        .order_by(ImportRun.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    kept = select(RowsRemembered.content).where(
        RowsRemembered.run_id == latest, RowsRemembered.stamp == stamp
    )
    return connection.scalar(kept)


def remember_rows(connection: Connection, run_id: int, stamp: str, content: bytes) -> None:
    """Keep it with this run, and nothing with the register's earlier ones."""
    run = select(ImportRun).where(ImportRun.id == run_id).subquery()
    same = select(ImportRun.id).where(
        ImportRun.source == run.c.source,
        ImportRun.publisher_id == run.c.publisher_id,
        ImportRun.scope == run.c.scope,
    )
    connection.execute(delete(RowsRemembered).where(RowsRemembered.run_id.in_(same)))
    connection.execute(insert(RowsRemembered), {"run_id": run_id, "stamp": stamp, "content": content})
