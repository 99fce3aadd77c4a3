"""A fingerprint of all live versions that costs an import no more than what it changed.

Each version is a number, the SHA-256 of what is said and by whom; the fingerprint is that of the sum of all
live ones, modulo 2^256 (Bellare and Micciancio 1997, §5). A sum has no order, so that each run's part, what
it began less what it ended, is reckoned once. It tells mistakes, not forgeries.
"""

import hashlib
from collections.abc import Iterable

from sqlalchemy import ColumnElement, Connection, ForeignKey, delete, select
from sqlalchemy.orm import Mapped, mapped_column

from directory.store.blocks import insert_rows
from directory.store.columns import RowId
from directory.store.record_models import Base, ImportRun, Publisher, SourceRecord, SourceVersion

SIZE = 2**256
VERSIONS_AT_ONCE = 10_000


class RunSum(Base):
    """What a run has added to the sum of all live versions, in hexadecimal."""

    __tablename__ = "run_sum"

    run_id: Mapped[int] = mapped_column(
        RowId, ForeignKey("import_run.id"), primary_key=True, autoincrement=False
    )
    added: Mapped[str]


def fingerprint(connection: Connection) -> str:
    """SHA-256 (hex) of the sum; runs whose part isn't kept, such as one under way, are reckoned now."""
    kept = connection.scalars(select(RunSum.added))
    total = sum(int(added, 16) for added in kept)
    total += sum(_added_by(connection, run_id) for run_id in _not_kept(connection))
    return hashlib.sha256((total % SIZE).to_bytes(32)).hexdigest()


def keep_sums(connection: Connection, changed_run: int) -> None:
    """Keep the part of a run that has just ended or been undone, and of all that have none yet."""
    connection.execute(delete(RunSum).where(RunSum.run_id == changed_run))
    rows = [
        {"run_id": run_id, "added": f"{_added_by(connection, run_id) % SIZE:x}"}
        for run_id in _not_kept(connection)
    ]
    insert_rows(connection, RunSum, rows)


def _not_kept(connection: Connection) -> list[int]:
    return list(connection.scalars(select(ImportRun.id).where(ImportRun.id.not_in(select(RunSum.run_id)))))


def _added_by(connection: Connection, run_id: int) -> int:
    register = (
        select(ImportRun.source, Publisher.name, ImportRun.scope)
        .join(Publisher, Publisher.id == ImportRun.publisher_id)
        .where(ImportRun.id == run_id)
    )
    whose = "\n".join(connection.execute(register).one())
    begun, ended = SourceVersion.begun_by_run == run_id, SourceVersion.ended_by_run == run_id
    return sum(_numbers(connection, whose, begun)) - sum(_numbers(connection, whose, ended))


def _numbers(connection: Connection, whose: str, which: ColumnElement[bool]) -> Iterable[int]:
    """Versions as numbers. An id that only this installation knows is left out."""
    query = (
        select(SourceRecord.source_id, SourceRecord.is_private, SourceVersion.said_hash)
        .join(SourceRecord, SourceRecord.id == SourceVersion.record_id)
        .where(which)
        .execution_options(yield_per=VERSIONS_AT_ONCE)
    )
    for source_id, private, said_hash in connection.execute(query):
        said = f"{whose}\n{'' if private else source_id}\n{said_hash}"
        yield int.from_bytes(hashlib.sha256(said.encode()).digest())
