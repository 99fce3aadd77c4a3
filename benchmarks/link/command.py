"""``caremarket bench link``."""

import json
import os
from functools import partial
from pathlib import Path

import click

from benchmarks.link.febrl import PLACES
from benchmarks.link.judging import Compared, judged_febrl, judged_market
from benchmarks.link.providers import DIFFICULTIES
from benchmarks.link.report import as_text
from benchmarks.link.weights import SEEDS
from directory.commands.bench import CHECKOUT


@click.command("link")
@click.option(
    "--n", "count", default=100_000, show_default=True, type=click.IntRange(100), help="Records a register."
)
@click.option(
    "--seed", default=1, show_default=True, help="Makes the markets; not one that the weights are from."
)
@click.option("--json", "to_json", is_flag=True, help="Every figure as one object, for programs.")
@click.option("--without-febrl", is_flag=True, help="Leave out the people of Febrl.")
def link(count: int, seed: int, to_json: bool, without_febrl: bool) -> None:
    """How well and how fast records are linked, beside splink with the same records.

    Two registers of a made-up market, easy and hard, and the people of Febrl where their files are.
    """
    if seed in SEEDS:
        raise click.UsageError(f"The weights were counted on the seeds {SEEDS}: choose another.")
    say = partial(click.echo, err=True)
    compared: list[Compared] = []
    for difficulty in DIFFICULTIES:
        say(f"{count:,} by {count:,} providers, {difficulty}")
        compared.append(judged_market(count, seed, difficulty))
    skipped = []
    for place in () if without_febrl else PLACES:
        path = _real_files() / place
        if path.exists():
            compared.append(judged_febrl(path))
        else:
            skipped.append(
                f"{place}, which isn't there: CAREMARKET_REAL_FILES names the folder of real files"
            )
    told = {"seed": seed, "compared": [one.as_json() for one in compared], "left_out": skipped}
    click.echo(json.dumps(told, ensure_ascii=False, indent=2) if to_json else as_text(compared, skipped))


def _real_files() -> Path:
    return Path(os.environ.get("CAREMARKET_REAL_FILES") or CHECKOUT.parent / "shared" / "data")
