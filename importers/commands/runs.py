"""``caremarket imports`` and ``caremarket undo-import``: what was taken in, and taking it back."""

import json
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import Any

import click

from directory.publishing import publish_changes
from directory.settings import read_settings
from directory.store.session import Store, open_store
from directory.store.views import RunView
from importers.kept_files import can_be_written, write_kept
from importers.report import Report
from importers.report_page import report_page
from importers.undoing import Undone, undo

MOST_SHOWN = 20


@click.command("imports")
@click.argument("run_id", metavar="[RUN]", type=int, required=False)
@click.option("--source", metavar="SOURCE", help="List the imports of this source only.")
@click.option(
    "--limit", default=MOST_SHOWN, show_default=True, type=click.IntRange(1), help="How many to list."
)
@click.option("--html", type=click.Path(path_type=Path), metavar="FILE", help="Write RUN's report as a page.")
@click.option("--json", "as_json", is_flag=True, help="For programs.")
def imports(run_id: int | None, source: str | None, limit: int, html: Path | None, as_json: bool) -> None:
    """List what was taken in, the newest first, or show the whole report of import RUN."""
    if html and run_id is None:
        raise click.UsageError("--html writes the report of one import: name its number.")
    store = open_store(read_settings())
    if run_id is None:
        _list(store, limit, source, as_json)
    else:
        _show(store, run_id, html, as_json)


def _list(store: Store, limit: int, source: str | None, as_json: bool) -> None:
    with store.reading() as reader:
        runs = reader.runs(limit, source)
    if as_json:
        click.echo(json.dumps([_plain(run) for run in runs], ensure_ascii=False, indent=2))
    else:
        click.echo("\n".join(_as_lines(runs)) or "Nothing has been imported yet.")


def _show(store: Store, run_id: int, html: Path | None, as_json: bool) -> None:
    with store.reading() as reader:
        run, kept = reader.run_report(run_id)
    if html:
        can_be_written(html)
        write_kept(html, report_page(Report.from_json(kept), run).encode())
    if as_json:
        click.echo(json.dumps({**_plain(run), "report": dict(kept)}, ensure_ascii=False, indent=2))
    elif html:
        click.echo(f"Written to {html}.")
    else:
        click.echo("\n".join(_as_lines([run])) + "\n\n" + Report.from_json(kept).as_text())


@click.command("undo-import")
@click.argument("run_id", metavar="RUN", type=int)
@click.option("--by", default="command line", show_default=True, metavar="NAME", help="Who is undoing it.")
@click.option("--dry-run", is_flag=True, help="Say what would happen, and change nothing.")
@click.option("--no-publish", is_flag=True, help="Store only: people see it after the next publish.")
@click.option("--json", "as_json", is_flag=True, help="For programs.")
def undo_import(run_id: int, by: str, dry_run: bool, no_publish: bool, as_json: bool) -> None:
    """Take import RUN back: all its records are as they were before it, and links too.

    Only the latest import of a source, publisher and scope can be undone. Whoever withdrew consent in it
    stays hidden.
    """
    settings = read_settings()
    store = open_store(settings)
    undone = undo(store, run_id, by, dry_run=dry_run, says=partial(click.echo, err=True))
    published = None
    if not dry_run and not no_publish:
        published = publish_changes(store, settings).version
    if as_json:
        click.echo(json.dumps({**undone.as_json(), "published": published}, ensure_ascii=False, indent=2))
    else:
        click.echo(_undone_in_words(undone, published))


def _undone_in_words(undone: Undone, published: str | None) -> str:
    did = "would be undone (nothing was changed)" if undone.dry_run else "is undone"
    lines = [
        f"Import {undone.run_id} {did}.",
        f"  records as they were before it  {undone.records:>7,}",
        f"  listed before                   {undone.listed_before:>7,}",
        f"  listed now                      {undone.listed:>7,}",
    ]
    if undone.stay_hidden:
        lines.append(f"  withdrew consent, stay hidden   {undone.stay_hidden:>7,}")
    return "\n".join([*lines, *([f"Published as {published}."] if published else [])])


def _as_lines(runs: Iterable[RunView]) -> Iterable[str]:
    for run in runs:
        counts = ", ".join(f"{number:,} {word}" for word, number in run.counts.items() if number)
        undone = f" · undone {run.undone_at:%Y-%m-%d %H:%M}" if run.undone_at else ""
        yield f"{run.run_id:>5}  {run.accepted_at:%Y-%m-%d %H:%M} UTC  {run.source}{undone}"
        yield f"       {run.publisher}, {run.scope} · {run.file_name}"
        yield f"       {counts or 'no rows'}"


def _plain(run: RunView) -> dict[str, Any]:
    return {
        "run": run.run_id,
        "accepted_at": run.accepted_at.isoformat(timespec="seconds"),
        "source": run.source,
        "publisher": run.publisher,
        "scope": run.scope,
        "file_name": run.file_name,
        "file_sha256": run.file_sha256,
        "counts": dict(run.counts),
        "undone": run.undone,
        "undone_at": run.undone_at.isoformat(timespec="seconds") if run.undone_at else None,
    }
