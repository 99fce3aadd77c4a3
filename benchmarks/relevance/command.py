"""``caremarket bench relevance``."""

import json
from functools import partial

import click

from benchmarks.relevance.collection import vignettes
from benchmarks.relevance.judging import example_market, judge
from benchmarks.relevance.report import as_json, as_text, explained


@click.command("relevance")
@click.option("--json", "to_json", is_flag=True, help="Every figure with every person's row, for programs.")
@click.option(
    "--explain",
    type=click.Choice([vignette.id for vignette in vignettes()]),
    metavar="ID",
    help="Why each option of one person's list has its grade, rule by rule.",
)
def relevance(to_json: bool, explain: str | None) -> None:
    """How good our lists are for the people of the test collection, beside distance, price and text.

    The example market is imported into a folder of its own; yours is not touched. The rules by which options
    are graded stand in benchmarks/relevance/rules.md.
    """
    people = [vignette for vignette in vignettes() if explain in (None, vignette.id)]
    with example_market(partial(click.echo, err=True)) as market:
        judged = judge(market, people)
        if explain:
            click.echo(explained(judged, people[0]))
        elif to_json:
            click.echo(json.dumps(as_json(judged), ensure_ascii=False, indent=2))
        else:
            click.echo(as_text(judged))
