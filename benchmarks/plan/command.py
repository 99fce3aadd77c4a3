"""``caremarket bench plan``."""

import json
from datetime import date

import click

from benchmarks.plan.measuring import measured
from benchmarks.plan.report import as_json, as_text
from benchmarks.plan.wishes import NEEDS, a_wish
from directory.rates import rates_on

AS_OF = date(2026, 11, 26)
EXIT_DIFFERENT = 1
LARGER = 2


@click.command("plan")
@click.option("--wishes", default=20, show_default=True, type=click.IntRange(1), help="Made-up people.")
@click.option("--options", default=25, show_default=True, type=click.IntRange(1, 100), help="Options each.")
@click.option("--needs", default=4, show_default=True, type=click.IntRange(1, len(NEEDS)), help="Needs each.")
@click.option("--larger", default=3, show_default=True, type=click.IntRange(0), help="Wishes twice as large.")
@click.option("--seconds", default=1.0, show_default=True, help="Limit of each search of the larger ones.")
@click.option("--seed", default=1, show_default=True, help="Makes the wishes.")
@click.option("--without-peer", is_flag=True, help="Leave CP-SAT out.")
@click.option("--json", "to_json", is_flag=True, help="Every figure as one object, for programs.")
def plan(
    wishes: int,
    options: int,
    needs: int,
    larger: int,
    seconds: float,
    seed: int,
    without_peer: bool,
    to_json: bool,
) -> None:
    """How fast support plans are put together, beside OR-Tools' CP-SAT finding the same ones."""
    rates = rates_on(AS_OF)
    usual = [a_wish(seed * 1000 + at, rates, options, needs) for at in range(wishes)]
    more = min(LARGER * needs, len(NEEDS))
    big = [a_wish(seed * 1000 + at, rates, LARGER * options, more, seconds=seconds) for at in range(larger)]
    told = as_json(measured(usual, not without_peer), measured(big, False), options, needs, seconds)
    click.echo(json.dumps(told, indent=2) if to_json else as_text(told))
    if told["differences"]:
        raise SystemExit(EXIT_DIFFERENT)
