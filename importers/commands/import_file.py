"""``caremarket import``: one file into the market."""

import json
from datetime import UTC, datetime
from functools import cached_property

import click

from directory.errors import CareMarketError, FileRefused
from directory.geography.gazetteer import Gazetteer
from directory.geography.located import Located
from directory.records import Place
from directory.settings import Settings, read_settings
from directory.store.session import open_store
from importers.fetching.at_hand import at_hand
from importers.pipeline import Orders, reading_context, run
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
@click.option("--dry-run", is_flag=True, help="Say what would happen, and keep nothing.")
@click.option("--allow-removals", is_flag=True, help="Accept that many records are gone from the file.")
@click.option("--no-publish", is_flag=True, help="Store only: people see it after the next publish.")
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
def import_file(
    source_name: str,
    where: str,
    publisher: str | None,
    scope: str | None,
    dry_run: bool,
    allow_removals: bool,
    no_publish: bool,
    as_json: bool,
) -> None:
    """Take the file at PATH_OR_URL in as SOURCE ("caremarket sources" lists them), and publish.

    Exit status 0: the file was accepted, even if some of its rows were refused. Anything else: it was not,
    and the market is as it was.
    """
    try:
        source, settings = _chosen(source_name), read_settings()
        store, places = open_store(settings), OpenedWhenAsked(settings)
        orders = Orders(dry_run, allow_removals, None if no_publish else settings)
        with at_hand(where, source, settings) as found:
            whose, today = publisher or found.publisher, datetime.now(UTC).date()
            context = reading_context(settings, places, source, whose, scope, today)
            try:
                report = run(store, source, found.path, context, orders)
            except FileRefused as refusal:
                raise of_another_source(refusal, found.path, source) from refusal
    except CareMarketError as refusal:
        if as_json:
            said = {"code": refusal.code, "sentence": refusal.sentence, "remedy": refusal.remedy}
            click.echo(json.dumps({"accepted": False, "error": said}, ensure_ascii=False, indent=2))
        raise
    click.echo(
        json.dumps({"accepted": True, **found.as_json(), **report.as_json()}, ensure_ascii=False, indent=2)
        if as_json
        else found.as_text() + report.as_text()
    )
