"""``caremarket bench import``."""

import json
import tempfile
from collections.abc import Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from time import perf_counter, process_time, sleep
from typing import Any

import click

from benchmarks.imports import peer
from benchmarks.imports.making import MadeFile, Maker
from benchmarks.imports.running import Ran, run_imports
from directory.geography.lookup import PostcodeTable
from directory.settings import read_settings
from importers.columns.block_reading import judged
from importers.columns.frames import frame_of
from importers.columns.text_blocks import TextBlock, text_blocks
from importers.files.headers import Header
from importers.files.text_tables import text_table
from importers.sources.registry import source_named

SHARES = {"regulated": 60, "charities": 170, "others": 500}
"""Rows of each kind in 730."""
PROCESSES = 2
BEGINNING_SECONDS = 0.5


@click.command("import")
@click.option(
    "--n", "count", default=730_000, show_default=True, type=click.IntRange(730), help="Rows in all."
)
@click.option("--seed", default=1, show_default=True, help="Makes the files.")
@click.option("--sample", default=20_000, show_default=True, help="Rows that the plain way is given.")
@click.option("--json", "to_json", is_flag=True, help="Every figure as one object, for programs.")
@click.option(
    "--keep",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="FOLDER",
    help="Keep files and database there.",
)
def import_(count: int, seed: int, sample: int, to_json: bool, keep: Path | None) -> None:
    """How fast a nation's registers are taken in, beside the plain way with DictReader, marshmallow and ORM.

    Files are made up, and imported into a data folder of their own; your market is not touched.
    """
    say = partial(click.echo, err=True)
    reference = read_settings().reference_dir
    with _folder(keep) as home:
        say(f"{count:,} rows: making the files")
        rows = {kind: count * share // sum(SHARES.values()) for kind, share in SHARES.items()}
        files = Maker(home, PostcodeTable.open(reference), seed).files(*rows.values())
        say("Reading and validating, by columns and the plain way")
        with ProcessPoolExecutor(PROCESSES, get_context("spawn")) as pool:
            of_a_kind = {file.source: file for file in files}.values()
            reading = {file.source: _validating(file, sample, pool) for file in of_a_kind}
        data_dir = home / "data"
        data_dir.mkdir()
        (data_dir / "reference").symlink_to(reference)
        say("Importing all, then publishing")
        first = run_imports(files, data_dir)
        say("Importing all again, unchanged")
        again = run_imports(files, data_dir)
        say("Importing a sample the plain way")
        told = _told(reading, first, again, _plain_way(files[-1], sample, home))
    click.echo(json.dumps(told, indent=2) if to_json else _as_text(told))


@contextmanager
def _folder(keep: Path | None) -> Iterator[Path]:
    if keep:
        keep.mkdir(parents=True)
        yield keep
        return
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder)


def _validating(file: MadeFile, sample: int, pool: ProcessPoolExecutor) -> dict[str, float]:
    """Rows a second on the wall, blocks side by side as an import reads them; theirs over a sample.

    ``ratio_of_processors``: by the time of processors instead.
    """
    source = source_named(file.source)
    list(pool.map(_begun, [BEGINNING_SECONDS] * PROCESSES))
    began, here = perf_counter(), process_time()
    table = text_table(file.path, source.columns)
    blocks = text_blocks(file.path, table.file.encoding, table.header.line)
    parts = list(pool.map(partial(_validated, file.source, table.delimiter, table.header), blocks))
    seconds, here = perf_counter() - began, process_time() - here
    rows, busy = (sum(part) for part in zip(*parts, strict=True))
    plain_rows, plain_seconds = peer.validated(file.path, source.columns, sample)
    plain = plain_rows / plain_seconds
    return {
        "ours": rows / seconds,
        "plain": plain,
        "ratio": rows / seconds / plain,
        "ratio_of_processors": rows / (here + busy) / plain,
    }


def _begun(seconds: float) -> None:
    """Each process has loaded this module by then; the pause keeps one from beginning for both."""
    sleep(seconds)


def _validated(source_name: str, delimiter: str, header: Header, block: TextBlock) -> tuple[int, float]:
    """(rows that meet the rules, processor seconds) of a block."""
    began, frame = process_time(), frame_of(block, delimiter, header)
    if frame is None:
        raise RuntimeError("The file is not read by columns.")
    return int(judged(frame.cells, source_named(source_name).in_columns.rules).sum()), process_time() - began


def _plain_way(file: MadeFile, sample: int, home: Path) -> float:
    """Rows a second."""
    count, seconds = peer.imported(file.path, source_named(file.source).columns, sample, home)
    return count / seconds


def _told(
    reading: Mapping[str, Mapping[str, float]], first: list[Ran], again: list[Ran], plain: float
) -> dict[str, Any]:
    rows = sum(ran.report["rows"] for ran in first)
    seconds, unchanged = (sum(ran.seconds for ran in runs) for runs in (first, again))
    return {
        "rows": rows,
        "listed": sum(ran.report["listed"] for ran in first),
        "validated_rows_a_second": reading,
        "seconds": seconds,
        "rows_a_second": rows / seconds,
        "plain_rows_a_second": plain,
        "ratio": rows / seconds / plain,
        "peak_mb": max(ran.peak_mb for ran in first),
        "each": {ran.file.path.name: {"seconds": ran.seconds, "peak_mb": ran.peak_mb} for ran in first},
        "unchanged_seconds": unchanged,
        "unchanged_ratio": seconds / unchanged,
        "unchanged_changed_rows": sum(
            ran.report["added"] + ran.report["changed"] + ran.report["ended"] for ran in again
        ),
        "unchanged_peak_mb": max(ran.peak_mb for ran in again),
    }


def _as_text(told: Mapping[str, Any]) -> str:
    lines = [f"{told['rows']:,} rows, of which {told['listed']:,} may be found.", ""]
    for source, speed in told["validated_rows_a_second"].items():
        lines.append(
            f"{source}: {speed['ours']:,.0f} rows a second from CSV to validated columns,"
            f" {speed['plain']:,.0f} the plain way: {speed['ratio']:.1f} times"
            f" ({speed['ratio_of_processors']:.1f} by the time of processors)"
        )
    lines += [
        "",
        f"All of it, linked, folded and published: {told['seconds']:.0f} s,"
        f" {told['rows_a_second']:,.0f} rows a second",
        f"The plain way, which only stores: {told['plain_rows_a_second']:,.0f}, so {told['ratio']:.2f} times",
        *(f"  {name}: {of['seconds']:.1f} s, {of['peak_mb']:.0f} MB" for name, of in told["each"].items()),
        f"Memory at most: {told['peak_mb']:.0f} MB",
        f"The same files again: {told['unchanged_seconds']:.0f} s, {told['unchanged_ratio']:.1f} times"
        f" faster, {told['unchanged_changed_rows']} records changed; {told['unchanged_peak_mb']:.0f} MB",
    ]
    return "\n".join(lines)
