"""Immutable versions of source records: a run begins them, another ends them, undoing it reopens them."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import Connection, Select, insert, or_, select, update

from directory.records import Claims, PrivateDetails
from directory.store.blocks import in_blocks, insert_rows
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

Item = tuple[Claims, PrivateDetails | None, str | None]
"""Claims, private details, and a keyed hash of those details."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """An item with what is stored of it. ``said_hash`` leaves out an id that only this installation knows."""

    source_id: str
    plain: Mapping[str, Any]
    claims_hash: str
    said_hash: str
    is_private: bool
    private: PrivateDetails | None
    private_hash: str | None
    identifiers: frozenset[tuple[str, str]]

    def stands_as(self, live: LiveRecord) -> bool:
        return (self.claims_hash, self.private_hash) == (live.claims_hash, live.private_hash)


def arrivals(items: Iterable[Item]) -> dict[str, Arrival]:
    """By source id. Raises ``ValueError`` for an id that comes twice, or private details made public."""
    arrived: dict[str, Arrival] = {}
    for claims, private, private_hash in items:
        if claims.source_id in arrived:
            raise ValueError("a source id came twice in one run")
        is_private = private is not None or claims.provider_kind == "personal_assistant"
        if claims.provider_kind == "personal_assistant" and _tells_private_details(claims):
            raise ValueError("the public claims of a personal assistant hold a private detail")
        plain = claims.as_json()
        claims_hash = said_hash = _hash(plain)
        if is_private:
            said_hash = _hash({**plain, "source_id": ""})
        identifiers = frozenset((i.scheme, i.value) for i in claims.identifiers)
        arrived[claims.source_id] = Arrival(
            claims.source_id, plain, claims_hash, said_hash, is_private, private, private_hash, identifiers
        )
    return arrived


def _tells_private_details(claims: Claims) -> bool:
    place = claims.place
    return bool(claims.telephone or claims.email or (place and (place.address or place.postcode)))


def _hash(plain: Mapping[str, Any]) -> str:
    """As ``Claims.fingerprint``, without building the plain claims a second time."""
    text = json.dumps(plain, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


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
) -> dict[str, int]:
    """The record of every arrival, made where the register never had it."""
    query = _of_register(select(SourceRecord.source_id, SourceRecord.id), register)
    known = {
        source_id: record_id
        for block in in_blocks(arrived)
        for source_id, record_id in connection.execute(query.where(SourceRecord.source_id.in_(block)))
    }
    # By source id, so that the order of rows in a file decides nothing.
    rows = [
        {
            "source": register.source,
            "publisher_id": publisher_id,
            "scope": register.scope,
            "source_id": source_id,
            "is_private": arrived[source_id].is_private,
            "option_number": option_number(*register, source_id),
        }
        for source_id in sorted(arrived.keys() - known.keys())
    ]
    if rows:
        made = insert(SourceRecord).returning(SourceRecord.source_id, SourceRecord.id)
        known.update(dict(connection.execute(made, rows).all()))
    return known


def begin_versions(
    connection: Connection, run_id: int, arrived: Mapping[str, Arrival], record_ids: Mapping[str, int]
) -> None:
    """One new live version for each arrival, with its identifiers and its private details."""
    if not arrived:
        return
    by_record = {record_ids[source_id]: arrival for source_id, arrival in arrived.items()}
    rows = [
        {
            "record_id": record_id,
            "begun_by_run": run_id,
            "claims": arrival.plain,
            "claims_hash": arrival.claims_hash,
            "said_hash": arrival.said_hash,
            "private_hash": arrival.private_hash,
        }
        for record_id, arrival in sorted(by_record.items())
    ]
    made = insert(SourceVersion).returning(SourceVersion.id, SourceVersion.record_id)
    begun = [(version_id, by_record[record_id]) for version_id, record_id in connection.execute(made, rows)]
    insert_rows(
        connection,
        VersionIdentifier,
        [
            {"version_id": version_id, "scheme": scheme, "value": value}
            for version_id, arrival in begun
            for scheme, value in sorted(arrival.identifiers)
        ],
    )
    insert_rows(
        connection,
        PrivateDetail,
        [{"version_id": version_id, **asdict(a.private)} for version_id, a in begun if a.private],
    )


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
