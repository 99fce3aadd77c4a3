"""How every figure of a report is worked out, and whose formula it is: a file that anyone can read."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from directory.web.report.blocks import Column, Section, Table, Text


@dataclass(frozen=True, slots=True)
class Formula:
    """One measure: what it says, how it is worked out, and where that comes from."""

    measure: str
    words: str
    formula: str
    source: str


@cache
def formulas() -> Sequence[Formula]:
    """In the order of the report."""
    text = (files("directory.web.report") / "formulas.csv").read_text(encoding="utf-8")
    return tuple(Formula(*row) for row in list(csv.reader(text.splitlines()))[1:])


def method_section() -> Section:
    columns = (Column("Measure"), Column("What it says"), Column("How it is worked out"), Column("Source"))
    rows = [(each.measure, each.words, each.formula, each.source) for each in formulas()]
    return Section(
        "method",
        "How this is worked out",
        (
            Text(
                "An option is one service at one place, or one person who offers support. A provider is "
                "whoever "
                "runs it, and may run several. Each person's question is asked of the whole published "
                "market, by "
                "the same rules as a search. A provider that doesn't say how far it travels counts "
                "inside the "
                "usual distance for its kind (10 miles for agencies, 5 for others) and not beyond it. An "
                "option "
                "that doesn't say whether it does something counts as not known, never as a no."
            ),
            Table("method", "Every measure, with its formula and its source", columns, rows),
        ),
    )
