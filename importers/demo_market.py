"""The example market: its files through the same pipeline as anyone's, then served on this machine."""

import csv
import hashlib
import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.resources import as_file, files
from pathlib import Path
from shutil import which

import waitress

from directory.app import create_app
from directory.errors import CareMarketError
from directory.geography.gazetteer import Gazetteer
from directory.publishing import publish_changes
from directory.settings import Settings
from directory.store.session import Store, open_store
from directory.version_folders import current_version
from importers.pipeline import Orders, reading_context, run
from importers.sources.registry import source_named

MANY_RUNS = 1_000
CONTACT = "phone 020 7946 0999 (made up) and say whom you would like to reach"
Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class ExampleFile:
    """One line of example_market/files.csv."""

    source: str
    file: str
    publisher: str
    scope: str


def load_demo_market(settings: Settings, say: Say) -> None:
    """Import the example files that the store doesn't hold as they are now, and publish what that changed."""
    store = open_store(settings)
    with as_file(files("importers") / "example_market") as folder:
        missing = [example for example in _listed(folder) if not _is_loaded(store, folder / example.file)]
        if missing:
            say("Building the example market …")
            _load(store, settings, folder, missing, say)
    if missing or current_version(settings.published_dir) is None:
        published = publish_changes(store, settings)
        say(f"Published {published.options:,} options.")
    store.close()


def serve(settings: Settings, port: int, say: Say) -> None:
    """Serve the market on 127.0.0.1 until interrupted."""
    app = create_app(settings)
    try:
        server = waitress.create_server(app, host="127.0.0.1", port=port, ident=None)
    except OSError as error:
        raise CareMarketError(
            f"Port {port} is in use.",
            f"Stop what uses it, or choose another: --port {port + 1}.",
            code="port_in_use",
        ) from error
    say(
        f"Care market on http://127.0.0.1:{port} (stop it with Ctrl+C)\n"
        "Try: a personal assistant who speaks Sylheti, near E1, for under £18 an hour.\n"
        f"Or ask here: {_as_typed()} match --need personal_care --place E1 --language Sylheti"
    )
    server.run()


def _as_typed() -> str:
    """How this command can be typed again from here: by its name if the shell knows it, else by its path."""
    if which("caremarket"):
        return "caremarket"
    return os.path.relpath(sys.argv[0])


def _listed(folder: Path) -> Iterator[ExampleFile]:
    with (folder / "files.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield ExampleFile(**row)


def _is_loaded(store: Store, path: Path) -> bool:
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    with store.reading() as reader:
        return any(past.file_sha256 == digest and not past.undone for past in reader.runs(MANY_RUNS))


def _load(store: Store, settings: Settings, folder: Path, missing: list[ExampleFile], say: Say) -> None:
    gazetteer, today = Gazetteer.open(settings), datetime.now(UTC).date()
    for example in missing:
        source = source_named(example.source)
        context = reading_context(settings, gazetteer, source, example.publisher, example.scope, today)
        report = run(store, source, folder / example.file, context, Orders(allow_removals=True))
        say(f"  {example.source:<20} {report.listed:>4} listed of {report.rows:>4} rows")
    with store.writing() as writer:
        for publisher in sorted({example.publisher for example in missing}):
            writer.set_publisher_contact(publisher, CONTACT, by="example market")
