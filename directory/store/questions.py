"""What is said of two records, and what both state, for a person who judges whether they are one provider."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import Connection, func, select

from directory.errors import NotFound
from directory.records import Claims, PrivateDetails, claims_from_json
from directory.store.links import STANDS, Pair, pair_of
from directory.store.record_models import PrivateDetail, Publisher, RecordLink, SourceRecord, SourceVersion

Agreement = Literal["agrees", "differs", "stated by one only"]


@dataclass(frozen=True, slots=True)
class LinkView:
    """What is said of two records, by whom and on what evidence."""

    pair: Pair
    verdict: str
    evidence: Mapping[str, Any]
    made_by: str
    made_at: datetime


@dataclass(frozen=True, slots=True)
class RecordView:
    """A record as it stands, or as it stood when it left. A private person's id and claims are None."""

    record_id: int
    source: str
    publisher: str
    scope: str
    is_live: bool
    source_id: str | None
    claims: Claims | None


def how_many_asked(connection: Connection) -> int:
    """Pairs that wait for a person."""
    asked = select(func.count()).where(RecordLink.verdict == "ask", STANDS)
    return connection.scalar(asked) or 0


def links_asked(connection: Connection, limit: int, after: Pair = (0, 0)) -> list[LinkView]:
    """Pairs that wait for a person, by their numbers, from the one after ``after`` on."""
    a, b = RecordLink.record_a, RecordLink.record_b
    later = (a > after[0]) | ((a == after[0]) & (b > after[1]))
    query = select(RecordLink).where(RecordLink.verdict == "ask", STANDS, later).order_by(a, b).limit(limit)
    return [_link_view(row) for row in connection.execute(query)]


def link_between(connection: Connection, record_a: int, record_b: int) -> LinkView:
    """What is said of two records now; NotFound where nothing is."""
    a, b = pair_of(record_a, record_b)
    query = select(RecordLink).where(RecordLink.record_a == a, RecordLink.record_b == b, STANDS)
    row = connection.execute(query).first()
    if row is None:
        raise NotFound(
            "Nothing is said of these two records.", "“caremarket review --list” shows those to judge."
        )
    return _link_view(row)


def said_before(connection: Connection, pair: Pair) -> str | None:
    """The verdict that the one standing now replaced, if any."""
    query = (
        select(RecordLink.verdict)
        .where(RecordLink.record_a == pair[0], RecordLink.record_b == pair[1], ~STANDS)
        .order_by(RecordLink.id.desc())
        .limit(1)
    )
    return connection.scalar(query)


def record_views(connection: Connection, record_ids: Sequence[int]) -> dict[int, RecordView]:
    """Each of these records, by its newest version that was not undone."""
    undone = SourceVersion.ended_by_run == SourceVersion.begun_by_run
    query = (
        select(
            SourceRecord.id,
            SourceRecord.source,
            Publisher.name,
            SourceRecord.scope,
            SourceVersion.ended_by_run.is_(None).label("is_live"),
            SourceRecord.source_id,
            SourceRecord.is_private,
            SourceVersion.claims,
        )
        .join(Publisher, Publisher.id == SourceRecord.publisher_id)
        .join(SourceVersion, SourceVersion.record_id == SourceRecord.id)
        .where(SourceRecord.id.in_(record_ids), ~func.coalesce(undone, False))
        .order_by(SourceVersion.id)
    )
    views = {}
    for *named, is_live, source_id, is_private, claims in connection.execute(query):
        told = (None, None) if is_private else (source_id, claims_from_json(claims))
        views[named[0]] = RecordView(*named, bool(is_live), *told)
    return views


def private_agreement(connection: Connection, pair: Pair) -> dict[str, Agreement]:
    """Which private details of two people agree or differ; what they say stays here."""
    names = PrivateDetails.__slots__
    query = (
        select(*(getattr(PrivateDetail, name) for name in names))
        .join(SourceVersion, SourceVersion.id == PrivateDetail.version_id)
        .where(SourceVersion.record_id.in_(pair), SourceVersion.ended_by_run.is_(None))
    )
    people = connection.execute(query).all()
    if len(people) != len(pair):
        return {}
    found: dict[str, Agreement] = {}
    for name, ours, theirs in zip(names, *people, strict=True):
        if ours and theirs:
            found[name] = "agrees" if ours == theirs else "differs"
        elif ours or theirs:
            found[name] = "stated by one only"
    return found


def successors(connection: Connection) -> dict[int, int]:
    """Record that left its register → the one that came in its place."""
    query = select(RecordLink.record_a, RecordLink.record_b, RecordLink.evidence)
    followed = {}
    for a, b, evidence in connection.execute(query.where(RecordLink.verdict == "succeeded", STANDS)):
        earlier = evidence["predecessor"]
        followed[earlier] = b if earlier == a else a
    return followed


def _link_view(row: Any) -> LinkView:
    return LinkView((row.record_a, row.record_b), row.verdict, row.evidence, row.made_by, row.made_at)
