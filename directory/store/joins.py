"""Which records are joined: by links, and by the numbers that registers give to organizations."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, Select, select

from directory.store.blocks import in_blocks
from directory.store.grouping import Organizations, Person
from directory.store.precedence import ONE_ORGANIZATION
from directory.store.record_models import PrivateDetail, RecordLink, SourceVersion, VersionIdentifier

FEW_RECORDS = 2_000
"""Up to so many, following joins from record to record is quicker than looking at all of them."""


@dataclass(frozen=True, slots=True)
class Joined:
    """``linked``: the records that each record is linked to directly."""

    organizations: Organizations
    linked: Mapping[int, frozenset[int]]


def all_joined(connection: Connection) -> Joined:
    """Every record."""
    return _joined([_standing_links()], [_numbers()], connection)


def joined_with(connection: Connection, record_ids: Iterable[int]) -> Joined:
    """These records and all that joins lead to from them, as they stand among every record."""
    reached = sorted(_reached(connection, set(record_ids)))
    # Every link between two reached records begins at one of them.
    links = [_standing_links().where(RecordLink.record_a.in_(block)) for block in in_blocks(reached)]
    numbers = [_numbers().where(SourceVersion.record_id.in_(block)) for block in in_blocks(reached)]
    return _joined(links, numbers, connection)


def _joined(
    links: Iterable[Select[tuple[int, int, str]]],
    numbers: Iterable[Select[tuple[int, str]]],
    connection: Connection,
) -> Joined:
    said = [link for query in links for link in connection.execute(query)]
    same = {record_id for a, b, verdict in said if verdict == "same" for record_id in (a, b)}
    different = ((a, b) for a, b, verdict in said if verdict == "different")
    organizations = Organizations(different, _people(connection, same))
    linked: dict[int, set[int]] = defaultdict(set)
    for a, b, verdict in said:
        if verdict == "same":
            organizations.join(a, b)
            linked[a].add(b)
            linked[b].add(a)
    first: dict[str, int] = {}
    for query in numbers:
        for record_id, value in connection.execute(query):
            organizations.join(first.setdefault(value, record_id), record_id)
    return Joined(organizations, {record_id: frozenset(others) for record_id, others in linked.items()})


def _people(connection: Connection, record_ids: Iterable[int]) -> dict[int, Person]:
    """Those of these records that are private persons."""
    person = PrivateDetail
    query = (
        select(SourceVersion.record_id, person.telephone, person.email, person.birth_date)
        .join(person, person.version_id == SourceVersion.id)
        .where(SourceVersion.ended_by_run.is_(None))
    )
    return {
        record_id: Person(*told)
        for block in in_blocks(record_ids)
        for record_id, *told in connection.execute(query.where(SourceVersion.record_id.in_(block)))
    }


def _reached(connection: Connection, record_ids: set[int]) -> set[int]:
    reached, fresh, known_numbers = set(record_ids), set(record_ids), set()
    while fresh:
        numbers = _numbers_of(connection, fresh) - known_numbers
        known_numbers |= numbers
        found = _linked_to(connection, fresh) | _records_with(connection, numbers)
        fresh = found - reached
        reached |= fresh
    return reached


def _linked_to(connection: Connection, record_ids: Iterable[int]) -> set[int]:
    a, b, same = RecordLink.record_a, RecordLink.record_b, RecordLink.verdict == "same"
    stands = RecordLink.withdrawn_at.is_(None)
    return {
        other
        for block in in_blocks(record_ids)
        for here, there in ((a, b), (b, a))
        for other in connection.scalars(select(there).where(here.in_(block), same, stands))
    }


def _numbers_of(connection: Connection, record_ids: Iterable[int]) -> set[str]:
    return {
        value
        for block in in_blocks(record_ids)
        for _, value in connection.execute(_numbers().where(SourceVersion.record_id.in_(block)))
    }


def _records_with(connection: Connection, numbers: Iterable[str]) -> set[int]:
    return {
        record_id
        for block in in_blocks(numbers)
        for record_id, _ in connection.execute(_numbers().where(VersionIdentifier.value.in_(block)))
    }


def _standing_links() -> Select[tuple[int, int, str]]:
    return (
        select(RecordLink.record_a, RecordLink.record_b, RecordLink.verdict)
        .where(RecordLink.withdrawn_at.is_(None))
        .order_by(RecordLink.record_a, RecordLink.record_b)
    )


def _numbers() -> Select[tuple[int, str]]:
    return (
        select(SourceVersion.record_id, VersionIdentifier.value)
        .join(VersionIdentifier, VersionIdentifier.version_id == SourceVersion.id)
        .where(VersionIdentifier.scheme == ONE_ORGANIZATION, SourceVersion.ended_by_run.is_(None))
        .order_by(SourceVersion.record_id)
    )
