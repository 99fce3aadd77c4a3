"""One file into the store: read, guarded, stored, linked and folded, all in one transaction or not at all."""

import hashlib
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from time import perf_counter

from directory.errors import FileRefused, PlaceNotFound
from directory.geography.areas import find_area
from directory.rates import rates_on
from directory.settings import Settings
from directory.store.repository import Writer
from directory.store.session import Store
from directory.store.views import LiveRecord
from importers.linking import link_new
from importers.readings import FileReading, private_hash, read_file
from importers.report import Report
from importers.source import Note, Places, ReadingContext, Source

REMOVABLE_SHARE = 0.05
REMOVABLE_RECORDS = 5


@dataclass(frozen=True, slots=True)
class Orders:
    """What whoever imports asked for. ``publish`` makes a version of the market and returns its name."""

    dry_run: bool = False
    allow_removals: bool = False
    publish: Callable[[], str] | None = None


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
        scope=_area_name(" ".join((scope or source.default_scope).split())),
        minimum_pence_per_hour=rates_on(today).national_living_wage_pence,
    )


def _area_name(text: str) -> str:
    """A council's or region's name as it is usually written, so that two spellings are not two scopes."""
    try:
        return find_area(text).label
    except PlaceNotFound:
        return text


def run(store: Store, source: Source, path: Path, context: ReadingContext, orders: Orders) -> Report:
    """Take a file in; a FileRefused leaves the store as it was.

    One thing never waits: people who withdrew consent are hidden even when the rest of the file is refused.
    """
    started = perf_counter()
    found = read_file(source, path, context)
    report = _report(source, context, found, orders)
    with store.writing(dry_run=orders.dry_run) as writer:
        live = writer.live_records(source.name, context.publisher, context.scope)
        gone = _gone(found, live, report)
        refusal = None if orders.allow_removals else _too_many_gone(len(gone), len(live))
        leaving = sorted(found.withdrawn & live.keys())
        if refusal:
            for source_id in leaving:
                writer.hide(live[source_id].record_id, "consent withdrawn", "import")
        else:
            _take_in(writer, found, report, context, path, [*sorted(gone), *leaving])
    if orders.publish and not orders.dry_run and (leaving or not refusal):
        report.published = orders.publish()
    if refusal:
        raise refusal
    with store.reading() as reader:
        report.fingerprint = reader.fingerprint()
    report.seconds = perf_counter() - started
    return report


def _take_in(
    writer: Writer,
    found: FileReading,
    report: Report,
    context: ReadingContext,
    path: Path,
    leaving: list[str],
) -> None:
    """Store what differs, end what left, link and fold what that touches."""
    run_id = writer.begin_run(report.source, report.publisher, report.scope, path.name, _sha256(path))
    items = (
        (reading.claims, reading.private, private_hash(reading.private, context.secret))
        for _, reading in found.landing.values()
    )
    landed = writer.add_versions(run_id, items)
    ended = writer.end_versions(run_id, leaving)
    report.added, report.changed, report.unchanged = map(
        len, (landed.added, landed.changed, landed.unchanged)
    )
    report.ended = len(ended)
    news = (*landed.added, *landed.changed)
    report.links = link_new(writer, news)
    if news or ended:
        writer.fold((*news, *ended))
    writer.finish_run(run_id, report.counts(), report.as_json())


def _gone(found: FileReading, live: Mapping[str, LiveRecord], report: Report) -> set[str]:
    """Live ids that the file no longer has; none where lines that can't be read may be theirs."""
    gone = live.keys() - found.landing.keys() - found.kept - found.withdrawn
    unreadable = [row for row in found.refused if row.source_id is None]
    if 0 < len(gone) <= len(unreadable):
        sentence = f"{len(gone)} records were not found, but as many lines can't be read: the records stand."
        report.notes.append(Note(unreadable[0].line, "records_kept", sentence))
        return set()
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


def _report(source: Source, context: ReadingContext, found: FileReading, orders: Orders) -> Report:
    claims = [reading.claims for _, reading in found.landing.values()]
    return Report(
        source=source.name,
        publisher=context.publisher,
        scope=context.scope,
        rows=found.rows,
        listed=sum(claim.unlisted_because is None for claim in claims),
        rows_refused=found.refused,
        left_out=found.left_out,
        notes=found.notes,
        dry_run=orders.dry_run,
        unlisted_by_code=Counter(claim.unlisted_because for claim in claims if claim.unlisted_because),
    )


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
