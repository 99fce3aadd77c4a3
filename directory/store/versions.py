"""Immutable versions of source records: a run begins them, another ends them, undoing it reopens them."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

from sqlalchemy import Connection, Select, or_, select, update

from directory.store.arrivals import Arrival
from directory.store.blocks import in_blocks, insert_columns, insert_rows, reserve_ids
from directory.store.grouping import Register
from directory.store.numbers import option_number
from directory.store.record_models import (
    ImportRun,
    PrivateDetail,
    Publisher,
    SourceRecord,
    SourceVersion,
    VersionIdentifier,
)
from directory.store.views import LiveRecord


def live_records(connection: Connection, register: Register) -> dict[str, LiveRecord]:
    """Of one register, by source id."""
    query = (
        _of_register(
            select(
                SourceRecord.source_id,
                SourceRecord.id,
                SourceVersion.claims_hash,
                SourceVersion.private_hash,
            ),
            register,
        )
        .join(SourceVersion, SourceVersion.record_id == SourceRecord.id)
        .where(SourceVersion.ended_by_run.is_(None))
    )
    return {source_id: LiveRecord(*rest) for source_id, *rest in connection.execute(query)}


def _of_register(query: Select[Any], register: Register) -> Select[Any]:
    return query.join(Publisher, Publisher.id == SourceRecord.publisher_id).where(
        SourceRecord.source == register.source,
        Publisher.name == register.publisher,
        SourceRecord.scope == register.scope,
    )


def record_ids_of(
    connection: Connection, register: Register, publisher_id: int, arrived: Mapping[str, Arrival]
) -> tuple[dict[str, int], frozenset[int]]:
    """The record of every arrival, made where the register never had it; and which were made now."""
    query = _of_register(select(SourceRecord.source_id, SourceRecord.id), register)
    known = {
        source_id: record_id
        for block in in_blocks(arrived)
        for source_id, record_id in connection.execute(query.where(SourceRecord.source_id.in_(block)))
    }
    # By source id, so that the order of rows in a file decides nothing.
    unknown = sorted(arrived.keys() - known.keys())
    made = reserve_ids(connection, SourceRecord, len(unknown))
    same = len(unknown)
    columns = {
        "id": made,
        "source": [register.source] * same,
        "publisher_id": [publisher_id] * same,
        "scope": [register.scope] * same,
        "source_id": unknown,
        "is_private": [arrived[source_id].is_private for source_id in unknown],
        "option_number": [option_number(*register, source_id) for source_id in unknown],
    }
    insert_columns(connection, SourceRecord, columns)
    return known | dict(zip(unknown, made, strict=True)), frozenset(made)


def begin_versions(
    connection: Connection, run_id: int, arrived: Mapping[str, Arrival], record_ids: Mapping[str, int]
) -> list[tuple[int, int, Arrival]]:
    """One new live version for each arrival, with its identifiers and its private details.

    Returns (version, record, arrival) in the order of their numbers.
    """
    begun = sorted((record_ids[source_id], arrival) for source_id, arrival in arrived.items())
    ids = reserve_ids(connection, SourceVersion, len(begun))
    columns = {
        "id": ids,
        "record_id": [record_id for record_id, _ in begun],
        "begun_by_run": [run_id] * len(begun),
        "claims": (arrival.claims_text() for _, arrival in begun),
        "claims_hash": [arrival.claims_hash for _, arrival in begun],
        "said_hash": [arrival.said_hash for _, arrival in begun],
        "private_hash": [arrival.private_hash for _, arrival in begun],
    }
    insert_columns(connection, SourceVersion, columns, ready=("claims",))
    by_version = list(zip(ids, (arrival for _, arrival in begun), strict=True))
    numbers = [(version_id, *number) for version_id, arrival in by_version for number in arrival.identifiers]
    stated = (
        dict(zip(("version_id", "scheme", "value"), zip(*numbers, strict=True), strict=True))
        if numbers
        else {}
    )
    insert_columns(connection, VersionIdentifier, stated)
    insert_rows(
        connection,
        PrivateDetail,
        [{"version_id": version_id, **asdict(a.private)} for version_id, a in by_version if a.private],
    )
    return [(version_id, *told) for version_id, told in zip(ids, begun, strict=True)]


def end_versions(connection: Connection, run_id: int, record_ids: Iterable[int]) -> None:
    """End the live version of each record."""
    for block in in_blocks(record_ids):
        connection.execute(
            update(SourceVersion)
            .where(SourceVersion.record_id.in_(block), SourceVersion.ended_by_run.is_(None))
            .values(ended_by_run=run_id)
        )


def undo_versions(connection: Connection, run_id: int) -> tuple[int, ...]:
    """End what the run began, by that same run, and reopen what it ended; returns the records touched."""
    begun, ended = SourceVersion.begun_by_run == run_id, SourceVersion.ended_by_run == run_id
    touched = connection.scalars(select(SourceVersion.record_id).where(or_(begun, ended)).distinct()).all()
    # In this order: a record may never have two live versions, not even for a moment.
    connection.execute(update(SourceVersion).where(begun).values(ended_by_run=run_id))
    connection.execute(update(SourceVersion).where(ended, ~begun).values(ended_by_run=None))
    return tuple(sorted(touched))


def register_of(connection: Connection, run_id: int) -> tuple[Register, int]:
    """A run's (source, publisher, scope) and the publisher's id."""
    query = (
        select(ImportRun.source, Publisher.name, ImportRun.scope, Publisher.id)
        .join(Publisher, Publisher.id == ImportRun.publisher_id)
        .where(ImportRun.id == run_id)
    )
    source, publisher, scope, publisher_id = connection.execute(query).one()
    return Register(source, publisher, scope), publisher_id
