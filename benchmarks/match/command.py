"""``caremarket bench match``."""

import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from functools import partial
from pathlib import Path
from typing import Any

import click

from benchmarks.match.homes import Homes
from benchmarks.match.measuring import Bench, Measured
from benchmarks.match.postgresql.server import running_server
from benchmarks.match.processes import measured_swap, measured_worker
from benchmarks.match.questions import questions
from benchmarks.match.report import as_json, as_text
from directory.geography.lookup import PostcodeTable
from directory.settings import read_settings

SMALLER = (100, 10)
"""How much smaller the two markets are by which growth is told."""
ROUNDS = 3
EXIT_DIFFERENT = 1


@click.command("match")
@click.option(
    "--n", "count", default=1_000_000, show_default=True, type=click.IntRange(1000), help="Options."
)
@click.option("--seed", default=1, show_default=True, help="Makes the market and the questions.")
@click.option("--queries", default=200, show_default=True, type=click.IntRange(4), help="Questions asked.")
@click.option("--json", "to_json", is_flag=True, help="Every figure as one object, for programs.")
@click.option("--without-postgresql", is_flag=True, help="Measure ours alone.")
@click.option(
    "--keep",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="FOLDER",
    help="Keep the built markets there and use those that are there; after a change of code, delete them.",
)
@click.option(
    "--plans",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="FOLDER",
    help="Write how PostgreSQL carried out three questions of the largest market.",
)
def match(
    count: int,
    seed: int,
    queries: int,
    to_json: bool,
    without_postgresql: bool,
    keep: Path | None,
    plans: Path | None,
) -> None:
    """How fast matching is, beside the best that PostgreSQL can do with the same rows and questions.

    A made-up England is put into a folder and a database server of its own; your market is not touched.
    """
    say = partial(click.echo, err=True)
    homes = Homes.of(PostcodeTable.open(read_settings().reference_dir))
    asked = [question.needs for question in questions(queries, seed, homes)]
    with _folder(keep) as home, nullcontext() if without_postgresql else running_server() as server:
        bench = Bench(seed, homes, asked, home, server, say)
        told = _told(bench, count, plans)
    click.echo(json.dumps(told, ensure_ascii=False, indent=2) if to_json else as_text(told))
    if told["differences"]:
        raise SystemExit(EXIT_DIFFERENT)


def _told(bench: Bench, count: int, plans: Path | None) -> dict[str, Any]:
    sizes: list[Measured] = []
    for smaller in SMALLER:
        if count // smaller >= 1000:
            sizes.append(bench.measured(count // smaller, rounds=1))
    sizes.append(bench.measured(count, ROUNDS, plans))
    folder = sizes[-1].built.folder
    bench.say(f"{count:,} options: one worker's memory and start, and replacing a version")
    worker = measured_worker(folder, bench.asked, bench.home)
    return as_json(sizes, worker, measured_swap(folder, bench.asked))


@contextmanager
def _folder(keep: Path | None) -> Iterator[Path]:
    if keep is not None:
        keep.mkdir(parents=True, exist_ok=True)
        yield keep.resolve()
    else:
        with tempfile.TemporaryDirectory(prefix="caremarket-") as folder:
            yield Path(folder)
