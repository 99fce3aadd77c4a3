"""``caremarket bench kills``."""

import json
import tempfile
from functools import partial
from pathlib import Path
from typing import Any

import click

from benchmarks.kills.files import write_files
from benchmarks.kills.killing import Killed, Market, killed_at_random
from directory.geography.gazetteer import Gazetteer
from directory.settings import read_settings

EXIT_MIXED = 1


@click.command("kills")
@click.option(
    "--kills", default=200, show_default=True, type=click.IntRange(1), help="How many imports to kill."
)
@click.option(
    "--rows", default=3_000, show_default=True, type=click.IntRange(100), help="Rows of each import."
)
@click.option("--seed", default=1, show_default=True, help="Makes the files and draws the moments.")
@click.option("--json", "to_json", is_flag=True, help="For programs.")
def kills(kills: int, rows: int, seed: int, to_json: bool) -> None:
    """Kill imports at random moments, and tell how many left the old market, the new one or a mixture.

    A made-up list is imported into a folder of its own; your market is not touched. Exit status 1 means that
    there was a mixture.
    """
    settings = read_settings()
    Gazetteer.open(settings)
    with tempfile.TemporaryDirectory(prefix="caremarket-") as folder:
        home = Path(folder)
        (home / "market").mkdir()
        (home / "market" / "reference").symlink_to(settings.reference_dir)
        first, second = write_files(home, rows, seed)
        market = Market(home / "market")
        killed = killed_at_random(market, first, second, kills, seed, partial(click.echo, err=True))
    click.echo(json.dumps(as_json(killed), indent=2) if to_json else as_text(killed))
    if killed.left["mixed"]:
        raise SystemExit(EXIT_MIXED)


def as_json(killed: Killed) -> dict[str, Any]:
    return {
        "kills": killed.kills,
        "options": killed.options,
        "seconds_of_an_import": round(killed.seconds, 2),
        "left": {"mixed": killed.left["mixed"], **killed.left},
    }


def as_text(killed: Killed) -> str:
    within = f"within the {killed.seconds:.1f} s that one takes"
    lines = [f"{killed.kills} imports into a market of {killed.options:,} options were killed, {within}:"]
    lines += [f"  {number:>5}  {end}" for end, number in as_json(killed)["left"].items()]
    return "\n".join(lines)
