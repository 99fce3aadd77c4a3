"""What came into a register and what left it between two days, as one file after another tells it.

A register's first file is the first look at it: nothing in it is new. Runs that were undone never were.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Select, func, or_, select
from sqlalchemy.orm import aliased

from directory.store.blocks import in_blocks
from directory.store.links import STANDS
from directory.store.questions import successors
from directory.store.record_models import ImportRun, Publisher, RecordLink, SourceRecord, SourceVersion
from directory.store.views import Coming, How, Looks

PROVIDER_SCHEMES = ("cqc_provider", "company", "charity")
"""Numbers by which the one who runs a place is known, the surest first."""


@dataclass(frozen=True, slots=True)
class _Version:
    record_id: int
    is_private: bool
    source: str
    publisher: str
    scope: str
    day: date
    claims: Mapping[str, Any]

    @property
    def listed(self) -> bool:
        return self.claims["unlisted_because"] is None

    @property
    def provider(self) -> tuple[str, str]:
        """Who runs it: by a register's number where one is stated, else by name."""
        numbers = {each["scheme"]: each["value"] for each in self.claims["identifiers"]}
        for scheme in PROVIDER_SCHEMES:
            if scheme in numbers:
                return scheme, numbers[scheme]
        return "name", " ".join(self.claims["organization_name"].casefold().split())


def looks_at(connection: Connection) -> list[Looks]:
    """Every register that a file was accepted of, in the order of its first."""
    run = ImportRun
    of = (run.source, Publisher.name, run.scope)
    query = (
        select(*of, func.min(run.finished_at), func.max(run.finished_at), func.count())
        .join(Publisher, Publisher.id == run.publisher_id)
        .where(run.finished_at.is_not(None), run.undone_at.is_(None))
        .group_by(*of)
        .order_by(func.min(run.id))
    )
    return [
        Looks(source, name, scope, first.date(), last.date(), runs)
        for source, name, scope, first, last, runs in connection.execute(query)
    ]


def comings(
    connection: Connection, councils: Collection[str], since: datetime, until: datetime
) -> list[Coming]:
    """Of records in these councils, by day and name; one that another live record speaks for stays."""
    runs = _later_runs(connection, since, until)
    if not runs:
        return []
    begun = _versions(connection, councils, SourceVersion.begun_by_run, runs)
    ended = _versions(connection, councils, SourceVersion.ended_by_run, runs)
    came = {record: version for record, version in begun.items() if version.listed}
    left = {record: version for record, version in ended.items() if version.listed}
    told = _Told(connection, came, left)
    return sorted(told.all(), key=lambda each: (each.day, each.name or "", each.how))


class _Told:
    """How each coming and going is to be told."""

    def __init__(
        self, connection: Connection, came: Mapping[int, _Version], left: Mapping[int, _Version]
    ) -> None:
        self._came, self._left = came, left
        self._followed = successors(connection)
        self._follows = {later: earlier for earlier, later in self._followed.items()}
        changed = came.keys() ^ left.keys()
        self._spoken_for = _spoken_for(connection, changed)

    def all(self) -> list[Coming]:
        found = [self._of_both(self._left[record], self._came[record]) for record in self._both()]
        found += [self._gone(version) for record, version in self._left.items() if record not in self._came]
        found += [self._new(version) for record, version in self._came.items() if record not in self._left]
        return [each for each in found if each is not None]

    def _both(self) -> list[int]:
        return [record for record in self._left if record in self._came]

    def _of_both(self, before: _Version, after: _Version) -> Coming | None:
        if before.provider[0] != after.provider[0] or before.provider == after.provider:
            return None
        return _coming("sold_on", after, before)

    def _gone(self, version: _Version) -> Coming | None:
        if version.record_id in self._followed or version.record_id in self._spoken_for:
            return None
        return _coming("gone", version)

    def _new(self, version: _Version) -> Coming | None:
        if version.record_id in self._spoken_for:
            return None
        earlier = self._left.get(self._follows.get(version.record_id, 0))
        if version.record_id in self._follows:
            same = earlier is not None and earlier.provider == version.provider
            return _coming("registered_anew" if same else "sold_on", version, earlier)
        return _coming("new", version)


def _coming(how: How, version: _Version, before: _Version | None = None) -> Coming:
    claims, private = version.claims, version.is_private
    rating = (claims.get("rating") or {}).get("overall")
    return Coming(
        how,
        version.day,
        version.source,
        version.publisher,
        version.scope,
        claims["provider_kind"],
        None if private else claims["name"],
        None if private else claims["organization_name"],
        before.claims["organization_name"] if before and not private else None,
        rating,
    )


def _later_runs(connection: Connection, since: datetime, until: datetime) -> Sequence[int]:
    """Accepted runs of the time, but for the first of each register."""
    run, other = ImportRun, aliased(ImportRun)
    first = (
        select(func.min(other.id))
        .where(
            other.source == run.source,
            other.publisher_id == run.publisher_id,
            other.scope == run.scope,
            other.finished_at.is_not(None),
            other.undone_at.is_(None),
        )
        .scalar_subquery()
    )
    within = run.finished_at.between(since, until) & run.undone_at.is_(None)
    return connection.scalars(select(run.id).where(within, run.id != first)).all()


def _versions(
    connection: Connection, councils: Collection[str], by_run: Any, runs: Sequence[int]
) -> dict[int, _Version]:
    """Versions that these runs began, or ended, by record: of several the last one begun, the first ended."""
    version, record, run = SourceVersion, SourceRecord, ImportRun
    whole: Select[Any] = (
        select(
            *(record.id, record.is_private, record.source, Publisher.name, record.scope),
            *(run.finished_at, version.claims),
        )
        .join(record, record.id == version.record_id)
        .join(Publisher, Publisher.id == record.publisher_id)
        .join(run, run.id == by_run)
        .where(
            by_run.in_(runs),
            or_(version.ended_by_run.is_(None), version.ended_by_run != version.begun_by_run),
            version.claims["place"]["council"].as_string().in_(councils),
        )
    )
    order = version.id if by_run is version.begun_by_run else version.id.desc()
    found = {}
    for *named, finished, claims in connection.execute(whole.order_by(order)):
        found[named[0]] = _Version(*named, finished.date(), claims)
    return found


def _spoken_for(connection: Connection, changed: Collection[int]) -> set[int]:
    """Records that are one provider with a live record which neither came nor left meanwhile."""
    link, live = RecordLink, SourceVersion
    found: set[int] = set()
    for here, there in ((link.record_a, link.record_b), (link.record_b, link.record_a)):
        query = (
            select(here, there)
            .join(live, (live.record_id == there) & live.ended_by_run.is_(None))
            .where(link.verdict == "same", STANDS)
        )
        for block in in_blocks(changed):
            pairs = connection.execute(query.where(here.in_(block)))
            found.update(record for record, other in pairs if other not in changed)
    return found
