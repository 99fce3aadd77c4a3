"""``caremarket bench report``."""

import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import asdict
from functools import partial
from pathlib import Path

import click

from benchmarks.market_report.measuring import measured
from benchmarks.market_report.page import page_of
from benchmarks.market_report.question import question
from benchmarks.market_report.report import as_json, as_text
from benchmarks.match.building import built
from benchmarks.match.homes import Homes
from benchmarks.match.postgresql.server import DEBIAN_PROGRAMS, running_server
from directory.geography.lookup import PostcodeTable
from directory.settings import read_settings
from matching.snapshot import Snapshot

POSTGIS = Path("/usr/share/postgresql/15/extension/postgis.control")
EXIT_DIFFERENT = 1


@click.command("report")
@click.option(
    "--n", "count", default=1_000_000, show_default=True, type=click.IntRange(1000), help="Options."
)
@click.option("--areas", default=33_000, show_default=True, type=click.IntRange(10), help="Small areas.")
@click.option("--seed", default=1, show_default=True, help="Makes the market and the areas.")
@click.option(
    "--sample",
    nargs=2,
    default=(330, 33),
    show_default=True,
    type=click.IntRange(1),
    metavar="AREAS AREAS",
    help="Areas the KD-tree loop counts, and how many of these PostGIS counts.",
)
@click.option("--json", "to_json", is_flag=True, help="Every figure as one object, for programs.")
@click.option("--without-postgresql", is_flag=True, help="Leave PostGIS out.")
@click.option(
    "--keep",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="FOLDER",
    help="Keep the built market there and use the one that is there; after a change of code, delete it.",
)
@click.option(
    "--page",
    nargs=2,
    type=(click.Path(exists=True, file_okay=False, path_type=Path), str),
    metavar="FOLDER AREA",
    help="Time a council's report page too, of the market published in a data folder.",
)
def report(
    count: int,
    areas: int,
    seed: int,
    sample: tuple[int, int],
    to_json: bool,
    without_postgresql: bool,
    keep: Path | None,
    page: tuple[Path, str] | None,
) -> None:
    """How fast the choice of every small area is counted, beside a KD-tree loop and PostGIS.

    A made-up England is put into a folder and a database server of its own; your market is not touched.
    """
    say = partial(click.echo, err=True)
    without = "it was asked to be." if without_postgresql else _what_is_missing()
    homes = Homes.of(PostcodeTable.open(read_settings().reference_dir))
    with _folder(keep) as home, nullcontext() if without else running_server() as server:
        say(f"{count:,} options: building")
        snapshot = Snapshot.open(built(home, count, seed, homes).folder)
        asked = question(snapshot, homes, areas, seed)
        told = as_json(count, measured(asked, *sample, server, say), without)
    if page:
        say(f"The report page on {page[1]}")
        told["page"] = asdict(page_of(*page))
    click.echo(json.dumps(told, ensure_ascii=False, indent=2) if to_json else as_text(told))
    if told["differences"]:
        raise SystemExit(EXIT_DIFFERENT)


def _what_is_missing() -> str | None:
    """What PostGIS needs that isn't installed, in words; None where all is there."""
    for path, package in (
        (DEBIAN_PROGRAMS / "postgres", "postgresql-15"),
        (POSTGIS, "postgresql-15-postgis-3"),
    ):
        if not path.is_file():
            return f"Debian's {package} isn't installed."
    return None


@contextmanager
def _folder(keep: Path | None) -> Iterator[Path]:
    if keep is not None:
        keep.mkdir(parents=True, exist_ok=True)
        yield keep.resolve()
    else:
        with tempfile.TemporaryDirectory(prefix="caremarket-") as folder:
            yield Path(folder)
