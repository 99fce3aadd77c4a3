"""Load live records as the fold sees them, with the dates since when each claim has stood."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, Select, select

from directory.records import Attribute, Claims, claims_from_json
from directory.store.blocks import in_blocks
from directory.store.fold import Member
from directory.store.grouping import Register
from directory.store.precedence import standing
from directory.store.record_models import ImportRun, Publisher, SourceRecord, SourceVersion


@dataclass(frozen=True, slots=True)
class Version:
    """What a record claimed between two runs. ``said_on``: the day it states, or its first run's."""

    begun_by_run: int
    ended_by_run: int | None
    claims: Claims
    said_on: date


def load_members(
    connection: Connection,
    record_ids: Iterable[int],
    hidden: frozenset[int],
    linked: Mapping[int, frozenset[int]],
) -> Iterator[Member]:
    """Those of the records that have a live version."""
    for block in in_blocks(record_ids):
        earlier = _earlier_versions(connection, block)
        for row in connection.execute(_live_versions(block)):
            version = _version(row)
            yield Member(
                record_id=row.record_id,
                register=Register(row.source, row.publisher, row.scope),
                number=row.option_number,
                claims=version.claims,
                standing=standing(version.claims),
                said_on=version.said_on,
                since=standing_since(version, earlier.get(row.record_id, ())),
                hidden=row.record_id in hidden,
                linked=linked.get(row.record_id, frozenset()),
            )


def standing_since(live: Version, earlier: Sequence[Version]) -> dict[Attribute, date]:
    """When each claim that is older than the live version was first made and never dropped since.

    ``earlier`` is newest first. A gap, where the record was gone for a while, starts every claim anew.
    """
    since: dict[Attribute, date] = {}
    begun_by, unchanged = live.begun_by_run, set(live.claims.attributes)
    for version in earlier:
        if version.ended_by_run != begun_by:
            break
        unchanged.intersection_update(version.claims.attributes)
        since.update(dict.fromkeys(unchanged, version.said_on))
        begun_by = version.begun_by_run
    return since


def _live_versions(record_ids: Sequence[int]) -> Select[Any]:
    return (
        _versions(record_ids)
        .add_columns(
            SourceRecord.source,
            Publisher.name.label("publisher"),
            SourceRecord.scope,
            SourceRecord.option_number,
        )
        .join(SourceRecord, SourceRecord.id == SourceVersion.record_id)
        .join(Publisher, Publisher.id == SourceRecord.publisher_id)
        .where(SourceVersion.ended_by_run.is_(None))
    )


def _earlier_versions(connection: Connection, record_ids: Sequence[int]) -> Mapping[int, list[Version]]:
    """By record, newest first, without those that were undone."""
    query = _versions(record_ids).where(
        SourceVersion.ended_by_run.is_not(None), SourceVersion.ended_by_run != SourceVersion.begun_by_run
    )
    earlier: dict[int, list[Version]] = defaultdict(list)
    for row in connection.execute(query.order_by(SourceVersion.id.desc())):
        earlier[row.record_id].append(_version(row))
    return earlier


def _versions(record_ids: Sequence[int]) -> Select[Any]:
    return (
        select(
            SourceVersion.record_id,
            SourceVersion.begun_by_run,
            SourceVersion.ended_by_run,
            SourceVersion.claims,
            ImportRun.started_at,
        )
        .join(ImportRun, ImportRun.id == SourceVersion.begun_by_run)
        .where(SourceVersion.record_id.in_(record_ids))
    )


def _version(row: Row[Any]) -> Version:
    claims = claims_from_json(row.claims)
    said_on = claims.claimed_on or row.started_at.date()
    return Version(row.begun_by_run, row.ended_by_run, claims, said_on)
