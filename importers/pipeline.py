"""One file into the store: read, guarded, stored, linked and folded, all in one transaction or not at all."""

import hashlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from time import perf_counter

from directory.errors import CareMarketError, FileRefused
from directory.publishing import publish_changes
from directory.rates import rates_on
from directory.settings import Settings
from directory.store.import_lock import WAIT_SECONDS
from directory.store.intake import shown_by
from directory.store.repository import Writer
from directory.store.session import Store
from directory.store.views import LiveRecord
from importers.file_reading import read_file
from importers.freed_memory import give_back
from importers.linking.new_records import link_new
from importers.progress import Progress, Unwatched, counted
from importers.readings import FileReading
from importers.registers import area_name, as_known, publisher_note, scope_note
from importers.report import Report
from importers.row_memory import RowMemory
from importers.rows_seen import NOTHING_SEEN
from importers.source import Note, Places, ReadingContext, Source
from importers.withdrawals import belonging_to

REMOVABLE_SHARE = 0.05
REMOVABLE_RECORDS = 5
BY_IMPORT = "import"
"""Who hides the records of people that withdrew consent."""


@dataclass(frozen=True, slots=True)
class Orders:
    """What whoever imports asked for. ``publish_to``: where to publish; None keeps it in the store only.

    ``wait_seconds``: how long another import may take to end before this one is refused.
    """

    dry_run: bool = False
    allow_removals: bool = False
    publish_to: Settings | None = None
    wait_seconds: float = WAIT_SECONDS
    progress: Progress = field(default_factory=Unwatched)


def reading_context(
    settings: Settings,
    gazetteer: Places,
    source: Source,
    publisher: str | None,
    scope: str | None,
    today: date,
) -> ReadingContext:
    """What rows are read with: the source's usual publisher and scope unless others are named."""
    return ReadingContext(
        gazetteer=gazetteer,
        secret=settings.secret_key.encode(),
        today=today,
        publisher=" ".join((publisher or source.default_publisher).split()),
        scope=area_name(" ".join((scope or source.default_scope).split())),
        minimum_pence_per_hour=rates_on(today).national_living_wage_pence,
    )


def run(store: Store, source: Source, path: Path, context: ReadingContext, orders: Orders) -> Report:
    """Take a file in; a FileRefused leaves the store as it was.

    One thing never waits: people who withdrew consent are hidden even when the rest of the file is refused.
    """
    with store.importing(f"{source.name}, {path.name}", orders.wait_seconds, orders.progress.says):
        return _run_alone(store, source, path, context, orders)


def _run_alone(store: Store, source: Source, path: Path, context: ReadingContext, orders: Orders) -> Report:
    started = perf_counter()
    # The rows of a large file are let go of before publishing begins.
    report, refusal, has_withdrawn = _taken_in(store, source, path, context, orders)
    if orders.publish_to and not orders.dry_run and (has_withdrawn or not refusal):
        give_back()
        orders.progress.stage("Publishing", 0)
        _publish(store, orders.publish_to, report)
    if refusal:
        raise refusal
    with store.reading() as reader:
        report.fingerprint = reader.fingerprint()
    report.seconds = perf_counter() - started
    return report


def _taken_in(
    store: Store, source: Source, path: Path, context: ReadingContext, orders: Orders
) -> tuple[Report, FileRefused | None, bool]:
    """The report, why the file was refused if it was, and whether somebody in it withdrew consent."""
    progress, context = orders.progress, as_known(store, source.name, context)
    progress.stage("Reading")
    memory = RowMemory.of(store, source, context)
    found = read_file(source, path, context, progress, memory.seen)
    if memory.is_mistaken(store, found):
        memory = replace(memory, seen=NOTHING_SEEN)
        found = read_file(source, path, context, progress)
    one = _Import(source, path, context, found, progress, memory)
    one.report.dry_run = orders.dry_run
    with store.writing(dry_run=orders.dry_run) as writer:
        refusal = one.write(writer, orders.allow_removals)
    return one.report, refusal, bool(one.withdrawn)


def _publish(store: Store, settings: Settings, report: Report) -> None:
    """What was taken in is kept where it can't be published: people see the market as it was until it is."""
    try:
        report.published = publish_changes(store, settings).version
    except OSError as error:
        report.not_published = error.strerror or type(error).__name__
    except CareMarketError as error:
        report.not_published = error.sentence


class _Import:
    """One file on its way into the store. ``withdrawn``: ids of people who no longer agree to be listed."""

    def __init__(
        self,
        source: Source,
        path: Path,
        context: ReadingContext,
        found: FileReading,
        progress: Progress,
        memory: RowMemory,
    ) -> None:
        self._path = path
        self._progress = progress
        self._context = context
        self._found = found
        self._memory = memory
        self._register = (source.name, context.publisher, context.scope)
        self.report = _report(self._register, found)
        self.report.notes += [*publisher_note(context.publisher), *scope_note(context.scope)]
        self.withdrawn: list[str] = []

    def write(self, writer: Writer, allow_removals: bool) -> FileRefused | None:
        """All of the file, or a refusal and the withdrawals only."""
        live = writer.live_records(*self._register)
        record_ids = {source_id: record.record_id for source_id, record in live.items()}
        withdrawn = self._withdrawn(writer, record_ids)
        self.withdrawn = sorted(withdrawn)
        self._hide_withdrawn(writer, live)
        gone = self._gone(live, withdrawn)
        refusal = None if allow_removals else _too_many_gone(len(gone), len(live))
        if refusal:
            return refusal
        self._take_in(writer, [*sorted(gone), *self.withdrawn])
        return None

    def _take_in(self, writer: Writer, leaving: list[str]) -> None:
        """Store what differs, end what left, link and fold what that touches."""
        report = self.report
        run_id = writer.begin_run(*self._register, self._path.name, _sha256(self._path))
        rows = self._found.landing.values()
        self._progress.stage("Storing", len(rows))
        landed = writer.add_versions(run_id, (row.arrival for row in counted(rows, self._progress)))
        ended = writer.end_versions(run_id, leaving)
        news = (*landed.added, *landed.changed)
        report.added, report.changed = len(landed.added), len(landed.changed)
        report.unchanged, report.ended = len(landed.unchanged) + len(self._found.standing), len(ended)
        give_back()
        self._progress.stage("Linking", 0)
        report.links = link_new(writer, news)
        if news or ended:
            give_back()
            self._progress.stage("Joining", 0)
            writer.fold((*news, *ended), landed.ready)
        consenting_again = writer.hidden_by(BY_IMPORT).intersection((*news, *landed.unchanged))
        for record_id in sorted(consenting_again):
            writer.show_again(record_id, shown_by(run_id))
        writer.finish_run(run_id, report.counts(), report.as_json())
        self._memory.keep(writer, run_id, self._found)

    def _withdrawn(self, writer: Writer, known: Mapping[str, int], *, ended: bool = False) -> set[str]:
        """Of the ``known`` (record ids by id), who does not agree to be listed.

        They are found by what their rows say where ids differ.
        """
        found = self._found
        by_id = found.withdrawn & known.keys()
        if not found.people_withdrawn:
            return by_id
        # Who lands was compared already, by what this file says of them.
        ids = {known[source_id]: source_id for source_id in known.keys() - found.landing.keys()}
        people = writer.private_details(ids, ended=ended)
        details = {ids[record_id]: person for record_id, person in people.items()}
        return by_id | belonging_to(found.people_withdrawn, details, consenting=frozenset(found.kept))

    def _hide_withdrawn(self, writer: Writer, live: Mapping[str, LiveRecord]) -> None:
        """Hidden and not only ended: nobody comes back when this import, or one before it, is undone."""
        if not self._found.withdrawn and not self._found.people_withdrawn:
            return
        past = writer.ended_records(*self._register)
        record_ids = {live[source_id].record_id for source_id in self.withdrawn}
        record_ids |= {past[source_id] for source_id in self._withdrawn(writer, past, ended=True)}
        writer.hide_all(record_ids, "consent withdrawn", BY_IMPORT)

    def _gone(self, live: Mapping[str, LiveRecord], withdrawn: set[str]) -> set[str]:
        """Live ids that the file no longer has. Lines that can't be read may be theirs, and keep as many.

        They keep no private person: whoever was taken out of the file must not stay listed by accident.
        """
        if self._found.is_a_part:
            return set()
        standing = {row.record_id for row in self._found.standing}
        here = {source_id for source_id, record in live.items() if record.record_id in standing}
        gone = live.keys() - here - self._found.landing.keys() - self._found.kept - withdrawn
        people = {source_id for source_id in gone if self._found.holds_people or live[source_id].private_hash}
        unreadable, others = self._found.unreadable, gone - people
        if 0 < len(others) <= len(unreadable):
            sentence = (
                f"Not found in the file: {len(others)}. They stay listed, since lines that can't be read may"
                " be theirs: mend those lines and send the file again."
            )
            self.report.notes.append(Note(unreadable[0].line, "records_kept", sentence))
            return people
        return set(gone)


def _too_many_gone(gone: int, live: int) -> FileRefused | None:
    """Above the larger of 5% and 5 records the file is more likely broken than right."""
    if gone <= max(REMOVABLE_SHARE * live, REMOVABLE_RECORDS):
        return None
    return FileRefused(
        f"{gone:,} of {live:,} records would vanish with this file, so nothing was changed.",
        "Check that the file is whole. If they really are gone, import it again with --allow-removals.",
        code="too_many_removals",
    )


def _report(register: tuple[str, str, str], found: FileReading) -> Report:
    unlisted = Counter(row.arrival.unlisted_because for row in found.landing.values())
    listed = unlisted.pop(None, 0) + len(found.standing)
    return Report(
        *register,
        rows=found.rows,
        listed=listed,
        rows_refused=found.refused,
        left_out=found.left_out,
        left_out_counted=found.left_out_by_code,
        notes=found.notes,
        notes_counted=found.notes_by_code,
        unlisted_by_code={code: count for code, count in unlisted.items() if code},
    )


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
