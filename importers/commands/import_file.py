"""``caremarket import``: one file into the market."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import Any

import click

from directory.errors import CareMarketError, FileRefused
from directory.geography.gazetteer import Gazetteer
from directory.geography.located import Located
from directory.records import Place
from directory.settings import Settings, read_settings
from directory.store.import_lock import WAIT_SECONDS
from directory.store.session import open_store
from importers.commands.column_options import (
    column_options,
    columns_as_json,
    columns_as_text,
    columns_tried,
)
from importers.commands.progress_bar import ProgressBar
from importers.fetching.at_hand import AtHand, at_hand
from importers.kept_files import can_be_written, write_kept
from importers.mapping_files import mapped
from importers.pipeline import Orders, reading_context, run
from importers.refused_sheet import refused_sheet
from importers.report import Report
from importers.report_page import report_page
from importers.source import Source
from importers.sources.registry import of_another_source, source_named


class OpenedWhenAsked:
    """The gazetteer, opened with the first postcode: a file that can't be read is refused without it."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def locate(self, text: str) -> Located:
        return self._gazetteer.locate(text)

    def public_place(self, postcode: str) -> Place:
        return self._gazetteer.public_place(postcode)

    def place(self, postcode: str, address: str | None) -> Place | None:
        return self._gazetteer.place(postcode, address)

    @cached_property
    def _gazetteer(self) -> Gazetteer:
        return Gazetteer.open(self._settings)


def _chosen(source_name: str) -> Source:
    """The source; UsageError (exit status 2) for an unknown one."""
    try:
        return source_named(source_name)
    except CareMarketError as refusal:
        raise click.UsageError(f"{refusal.sentence}\n{refusal.remedy}") from refusal


@click.command("import")
@click.argument("source_name", metavar="SOURCE")
@click.argument("where", metavar="PATH_OR_URL")
@click.option(
    "--publisher", metavar="NAME", help="Who sent the file; name the council for a list of its own."
)
@click.option("--scope", metavar="AREA", help="What the file covers: a council's name, or England.")
@column_options
@click.option("--dry-run", is_flag=True, help="Say what would happen, and keep nothing.")
@click.option("--allow-removals", is_flag=True, help="Accept that many records are gone from the file.")
@click.option("--no-publish", is_flag=True, help="Store only: people see it after the next publish.")
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
@click.option(
    "--report",
    "page",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Write the report as an HTML page.",
)
@click.option(
    "--refused",
    "sheet",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Write the refused rows as an XLSX to mend and import by itself; it has private details too.",
)
@click.option(
    "--wait",
    "wait_seconds",
    default=WAIT_SECONDS,
    show_default=True,
    type=click.FloatRange(0),
    metavar="SECONDS",
    help="How long to wait for another import to end.",
)
def import_file(source_name: str, where: str, **asked: Any) -> None:
    """Take the file at PATH_OR_URL in as SOURCE ("caremarket sources" lists them), and publish.

    Exit status 0: the file was accepted, even if some of its rows were refused. Anything else: it was not,
    and the market is as it was.
    """
    source = _chosen(source_name)
    try:
        settings, source = read_settings(), mapped(source, asked["mapping_path"])
        # Nothing is imported whose report could not be written where it was asked for.
        for file in filter(None, (asked["page"], asked["sheet"])):
            can_be_written(file)
        with at_hand(where, source, settings) as found:
            _import_found(source, found, settings, asked)
    except CareMarketError as refusal:
        if asked["as_json"]:
            said = {"code": refusal.code, "sentence": refusal.sentence, "remedy": refusal.remedy}
            click.echo(json.dumps({"accepted": False, "error": said}, ensure_ascii=False, indent=2))
        raise


def _import_found(source: Source, found: AtHand, settings: Settings, asked: Mapping[str, Any]) -> None:
    """Import what is at hand and say what came of it."""
    columns = columns_tried(source, found.path, asked["mapping_to_write"], dry_run=asked["dry_run"])
    if columns and not asked["as_json"]:
        click.echo(columns_as_text(columns))
    report = _imported(source, found, settings, asked)
    if asked["as_json"]:
        told = {"accepted": True, **found.as_json(), **report.as_json(), **columns_as_json(columns)}
        click.echo(json.dumps(told, ensure_ascii=False, indent=2))
    else:
        click.echo(found.as_text() + report.as_text())
    if report.not_published:
        click.echo(f"Kept, and not published yet: {report.not_published}", err=True)
    _write_asked(report, source, found.path, asked["page"], asked["sheet"])


def _imported(source: Source, found: AtHand, settings: Settings, asked: Mapping[str, Any]) -> Report:
    today, publisher = datetime.now(UTC).date(), asked["publisher"] or found.publisher
    store, places = open_store(settings), OpenedWhenAsked(settings)
    context = reading_context(settings, places, source, publisher, asked["scope"], today)
    publish_to = None if asked["no_publish"] else settings
    with ProgressBar(found.path, shown=not asked["as_json"]) as progress:
        orders = Orders(
            asked["dry_run"], asked["allow_removals"], publish_to, asked["wait_seconds"], progress
        )
        try:
            return run(store, source, found.path, context, orders)
        except FileRefused as refusal:
            raise of_another_source(refusal, found.path, source) from refusal


def _write_asked(report: Report, source: Source, path: Path, page: Path | None, sheet: Path | None) -> None:
    """The files that were asked for. The import is done by now: one that can't be written doesn't undo it."""
    try:
        if sheet and report.rows_refused:
            write_kept(sheet, refused_sheet(source, path, report.rows_refused))
        if page:
            name = sheet.name if sheet and report.rows_refused else None
            write_kept(page, report_page(report, sheet=name).encode())
    except OSError as error:
        click.echo(f"The import is done, but its report could not be written: {error.strerror}.", err=True)
