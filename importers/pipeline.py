"""One file into the store: read, guarded, stored, linked and folded, all in one transaction or not at all."""

import hashlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from time import perf_counter

from directory.errors import FileRefused
from directory.publishing import publish_changes
from directory.rates import rates_on
from directory.settings import Settings
from directory.store.blocks import in_blocks
from directory.store.repository import Writer
from directory.store.session import Store
from directory.store.views import Landed, LiveRecord
from importers.linking.new_records import link_new
from importers.readings import FileReading, private_hash, read_file
from importers.registers import area_name, as_known, publisher_note, scope_note
from importers.report import Report
from importers.source import Note, Places, ReadingContext, Source
from importers.withdrawals import belonging_to

REMOVABLE_SHARE = 0.05
REMOVABLE_RECORDS = 5
BY_IMPORT = "import"
"""Who hides the records of people that withdrew consent in a file which was refused."""


@dataclass(frozen=True, slots=True)
class Orders:
    """What whoever imports asked for. ``publish_to``: where to publish; None keeps it in the store only."""

    dry_run: bool = False
    allow_removals: bool = False
    publish_to: Settings | None = None


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
    started = perf_counter()
    context = as_known(store, source.name, context)
    one = _Import(source, path, context, read_file(source, path, context))
    one.report.dry_run = orders.dry_run
    with store.writing(dry_run=orders.dry_run) as writer:
        refusal = one.write(writer, orders.allow_removals)
    if orders.publish_to and not orders.dry_run and (one.withdrawn or not refusal):
        one.report.published = publish_changes(store, orders.publish_to).version
    if refusal:
        raise refusal
    with store.reading() as reader:
        one.report.fingerprint = reader.fingerprint()
    one.report.seconds = perf_counter() - started
    return one.report


class _Import:
    """One file on its way into the store. ``withdrawn``: ids of people who no longer agree to be listed."""

    def __init__(self, source: Source, path: Path, context: ReadingContext, found: FileReading) -> None:
        self._path = path
        self._context = context
        self._found = found
        self._register = (source.name, context.publisher, context.scope)
        self.report = _report(self._register, found)
        self.report.notes += [*publisher_note(context.publisher), *scope_note(context.scope)]
        self.withdrawn: list[str] = []

    def write(self, writer: Writer, allow_removals: bool) -> FileRefused | None:
        """All of the file, or a refusal and the withdrawals only."""
        live = writer.live_records(*self._register)
        withdrawn = self._withdrawn(writer, live)
        self.withdrawn = sorted(withdrawn)
        gone = self._gone(live, withdrawn)
        refusal = None if allow_removals else _too_many_gone(len(gone), len(live))
        if refusal:
            for source_id in self.withdrawn:
                writer.hide(live[source_id].record_id, "consent withdrawn", BY_IMPORT)
            return refusal
        self._take_in(writer, [*sorted(gone), *self.withdrawn])
        return None

    def _take_in(self, writer: Writer, leaving: list[str]) -> None:
        """Store what differs, end what left, link and fold what that touches."""
        report = self.report
        run_id = writer.begin_run(*self._register, self._path.name, _sha256(self._path))
        landed = self._store_rows(writer, run_id)
        ended = writer.end_versions(run_id, leaving)
        news = (*landed.added, *landed.changed)
        report.added, report.changed = len(landed.added), len(landed.changed)
        report.unchanged, report.ended = len(landed.unchanged), len(ended)
        report.links = link_new(writer, news)
        if news or ended:
            writer.fold((*news, *ended))
        consenting_again = writer.hidden_by(BY_IMPORT).intersection((*news, *landed.unchanged))
        for record_id in sorted(consenting_again):
            writer.show_again(record_id, BY_IMPORT)
        writer.finish_run(run_id, report.counts(), report.as_json())

    def _store_rows(self, writer: Writer, run_id: int) -> Landed:
        """Every row that lands, some thousands at once: as stored they take far more memory than as read."""
        landed = Landed((), (), ())
        # By id, so that the order of rows in the file decides nothing.
        ids = sorted(self._found.landing)
        for block in in_blocks(self._found.landing[source_id][1] for source_id in ids):
            secret = self._context.secret
            items = ((row.claims, row.private, private_hash(row.private, secret)) for row in block)
            did = writer.add_versions(run_id, items)
            landed = Landed(
                landed.added + did.added, landed.changed + did.changed, landed.unchanged + did.unchanged
            )
        return landed

    def _withdrawn(self, writer: Writer, live: Mapping[str, LiveRecord]) -> set[str]:
        """Live ids of people who do not agree to be listed, found by what their rows say where ids differ."""
        found = self._found
        by_id = found.withdrawn & live.keys()
        if not found.people_withdrawn:
            return by_id
        # Who lands was compared already, by what this file says of them.
        ids = {live[source_id].record_id: source_id for source_id in live.keys() - found.landing.keys()}
        details = {ids[record_id]: person for record_id, person in writer.private_details(ids).items()}
        return by_id | belonging_to(found.people_withdrawn, details, consenting=frozenset(found.kept))

    def _gone(self, live: Mapping[str, LiveRecord], withdrawn: set[str]) -> set[str]:
        """Live ids that the file no longer has. Lines that can't be read may be theirs, and keep as many.

        They keep no private person: whoever was taken out of the file must not stay listed by accident.
        """
        gone = live.keys() - self._found.landing.keys() - self._found.kept - withdrawn
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
    claims = [reading.claims for _, reading in found.landing.values()]
    return Report(
        *register,
        rows=found.rows,
        listed=sum(claim.unlisted_because is None for claim in claims),
        rows_refused=found.refused,
        left_out=found.left_out,
        notes=found.notes,
        notes_counted=found.notes_by_code,
        unlisted_by_code=Counter(claim.unlisted_because for claim in claims if claim.unlisted_because),
    )


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
