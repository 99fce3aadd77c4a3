"""Taking files in, and taking one back."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, func, insert, select, update

from directory.errors import CareMarketError, NotFound
from directory.store import row_memory, versions
from directory.store.alone import Alone
from directory.store.arrivals import Arrival, Item, arrival_of
from directory.store.audit import Change, note_changes
from directory.store.changes import note_register_changed
from directory.store.grouping import Register
from directory.store.links import Hand, undo_links
from directory.store.live_sum import keep_sums
from directory.store.numbers import option_number
from directory.store.reader import Reader
from directory.store.record_models import ImportRun, Publisher
from directory.store.refold import refold
from directory.store.views import Landed
from directory.store.visibility import hide_again


def shown_by(run_id: int) -> str:
    """Who shows people again that consent once more in a run."""
    return f"import {run_id}"


class Intake(Reader):
    """A reader that also takes files in, each as a run."""

    def __init__(self, connection: Connection, clock: Callable[[], datetime]) -> None:
        super().__init__(connection)
        self._clock = clock
        self._run_id: int | None = None
        self._begun: list[tuple[int, int, Arrival]] = []
        """What the run has brought so far, (version, record, arrival), where that came at once and stands."""

    def begin_run(self, source: str, publisher: str, scope: str, file_name: str, file_sha256: str) -> int:
        """Open an import run. Links made until ``finish_run`` belong to it, and are undone with it."""
        run = {
            "source": source,
            "publisher_id": self._publisher_id(publisher),
            "scope": scope,
            "file_name": file_name,
            "file_sha256": file_sha256,
            "started_at": self._clock(),
        }
        self._run_id = self._connection.execute(insert(ImportRun).returning(ImportRun.id), run).scalar_one()
        return self._run_id

    def _publisher_id(self, name: str) -> int:
        known = self._connection.scalar(select(Publisher.id).where(Publisher.name == name))
        if known is not None:
            return known
        made = insert(Publisher).returning(Publisher.id)
        return self._connection.execute(made, {"name": name}).scalar_one()

    def add_versions(self, run_id: int, items: Iterable[Item | Arrival]) -> Landed:
        """Begin a version for every item that differs from its live one, which ends; the rest stand.

        Each source id may come once; ``ValueError`` where one comes twice.
        """
        arrived = _by_id(item if isinstance(item, Arrival) else arrival_of(*item) for item in items)
        if not arrived:
            return Landed((), (), ())
        register, publisher_id = versions.register_of(self._connection, run_id)
        live = self.live_records(*register)
        news = {
            source_id: arrival
            for source_id, arrival in arrived.items()
            if source_id not in live or not arrival.stands_as(live[source_id])
        }
        changed = [live[source_id].record_id for source_id in news if source_id in live]
        unchanged = [live[source_id].record_id for source_id in arrived.keys() - news.keys()]
        versions.end_versions(self._connection, run_id, changed)
        record_ids, made = versions.record_ids_of(self._connection, register, publisher_id, news)
        begun = versions.begin_versions(self._connection, run_id, news, record_ids)
        self._begun = [] if self._begun else begun
        added = set(record_ids.values()).difference(changed)
        return Landed(
            tuple(sorted(added)),
            tuple(sorted(changed)),
            tuple(sorted(unchanged)),
            self._ready(register, {record_ids[source_id]: news[source_id] for source_id in news}, made),
        )

    def _ready(
        self, register: Register, news: Mapping[int, Arrival], made: frozenset[int]
    ) -> dict[int, Alone]:
        """Those nobody knew before that came folded already; others may be hidden, or have a history."""
        today = self._clock().date()
        return {
            record_id: Alone(
                record_id,
                option_number(*register, arrival.source_id),
                arrival.claimed_on or today,
                arrival.alone,
            )
            for record_id, arrival in news.items()
            if arrival.alone and record_id in made
        }

    def end_versions(self, run_id: int, source_ids: Iterable[str]) -> tuple[int, ...]:
        """End the live versions of these ids of the run's register; returns the record ids."""
        if not (leaving := set(source_ids)):
            return ()
        register, _ = versions.register_of(self._connection, run_id)
        live = self.live_records(*register)
        ended = tuple(sorted(live[source_id].record_id for source_id in leaving & live.keys()))
        versions.end_versions(self._connection, run_id, ended)
        if not {record_id for _, record_id, _ in self._begun}.isdisjoint(ended):
            self._begun = []
        return ended

    def finish_run(self, run_id: int, counts: Mapping[str, int], report: Mapping[str, Any]) -> None:
        """Mark the run accepted, with its counts and its report (which names no private detail)."""
        moment = self._clock()
        register, publisher_id = versions.register_of(self._connection, run_id)
        mine = (register.source, publisher_id, register.scope)
        confirmed_on = self._confirmed_on(*mine)
        self._connection.execute(
            update(ImportRun)
            .where(ImportRun.id == run_id)
            .values(finished_at=moment, counts=dict(counts), report=dict(report))
        )
        keep_sums(self._connection, run_id)
        if confirmed_on != moment.date():
            note_register_changed(self._connection, *mine)
        what = {**register._asdict(), **counts}
        note_changes(
            self._connection, [Change(moment, register.publisher, "import", f"run {run_id}", after=what)]
        )
        self._run_id, self._begun = None, []

    def remember_rows(self, run_id: int, stamp: str, content: bytes) -> None:
        """Keep what importers remember of the run's rows until the next run of its register."""
        row_memory.remember_rows(self._connection, run_id, stamp, content)

    def undo_run(self, run_id: int, by: str) -> tuple[int, ...]:
        """End what the run began, reopen what it ended, and fold; returns the records touched.

        Only the latest import of its source, publisher and scope that still stands can be undone. Who
        withdrew consent stays hidden, and whom the run showed again is hidden once more.
        """
        self._refuse_unless_latest(run_id)
        moment = self._clock()
        touched = set(versions.undo_versions(self._connection, run_id))
        touched |= undo_links(self._connection, run_id, Hand(by, moment, run_id))
        touched |= hide_again(self._connection, shown_by(run_id), by, moment)
        self._connection.execute(update(ImportRun).where(ImportRun.id == run_id).values(undone_at=moment))
        keep_sums(self._connection, run_id)
        line = Change(moment, by, "undo", f"run {run_id}", after={"records": len(touched)})
        note_changes(self._connection, [line])
        refold(self._connection, touched)
        register, publisher_id = versions.register_of(self._connection, run_id)
        note_register_changed(self._connection, register.source, publisher_id, register.scope)
        return tuple(sorted(touched))

    def _confirmed_on(self, source: str, publisher_id: int, scope: str) -> date | None:
        """The day of a register's last import, which all its options show and are scored by."""
        last = self._connection.scalar(
            select(func.max(ImportRun.finished_at)).where(
                ImportRun.source == source,
                ImportRun.publisher_id == publisher_id,
                ImportRun.scope == scope,
                ImportRun.undone_at.is_(None),
            )
        )
        return last.date() if last else None

    def _refuse_unless_latest(self, run_id: int) -> None:
        run = self._connection.execute(select(ImportRun).where(ImportRun.id == run_id)).first()
        if run is None or run.finished_at is None:
            raise NotFound(f"There is no import {run_id}.", "List the imports to find its number.")
        latest = self._connection.scalar(
            select(ImportRun.id)
            .where(
                ImportRun.source == run.source,
                ImportRun.publisher_id == run.publisher_id,
                ImportRun.scope == run.scope,
                ImportRun.undone_at.is_(None),
            )
            .order_by(ImportRun.id.desc())
            .limit(1)
        )
        if run.undone_at is not None:
            raise CareMarketError(f"Import {run_id} is undone already.", code="already_undone")
        if latest != run_id:
            raise CareMarketError(
                f"Import {run_id} is not the latest of its source, publisher and scope: import {latest} is.",
                f"Undo import {latest} first.",
                code="not_the_latest_import",
            )


def _by_id(arrivals: Iterable[Arrival]) -> dict[str, Arrival]:
    arrived: dict[str, Arrival] = {}
    for arrival in arrivals:
        if arrival.source_id in arrived:
            raise ValueError("a source id came twice in one run")
        arrived[arrival.source_id] = arrival
    return arrived
