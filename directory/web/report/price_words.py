"""The words of price: what is asked for, by unit, and what a year of help comes to."""

from itertools import pairwise

from directory.journeys.market_reports.prices import Prices, YearlyBands
from directory.web.plain_words import counted, plain_number, pounds
from directory.web.report.blocks import Block, Column, Section, Table, Text


def price_section(found: Prices) -> Section:
    known = found.priced + found.free
    blocks: list[Block] = [
        Text(
            f"{known:,} of {counted(found.options, 'option')} based here say what they cost: "
            f"{found.priced:,} name "
            f"a price, {found.free:,} are free or ask for a gift. {found.unknown:,} say nothing, which "
            f"is not the "
            "same as free."
        )
    ]
    if found.lines:
        blocks.append(_prices(found))
    if any(band.shares for band in found.bands):
        blocks.append(_bands(found))
    return Section("price", "What it costs", blocks)


def _prices(found: Prices) -> Table:
    columns = (
        Column("Kind of provider"),
        Column("For each"),
        Column("Options", "count"),
        Column("Middle", "pounds"),
        Column("Half lie from", "pounds"),
        Column("to", "pounds"),
        Column("Lowest", "pounds"),
        Column("Highest", "pounds"),
    )
    rows = [
        (
            *(line.kind_label, line.unit_label, line.options, line.median),
            *(line.lower_quartile, line.upper_quartile, line.lowest, line.highest),
        )
        for line in found.lines
    ]
    note = "Prices as stated. Whoever employs a personal assistant pays more than the hour itself."
    return Table("prices", "Prices that are stated", columns, rows, note)


def _bands(found: Prices) -> Table:
    budgets = found.budgets
    edges = [pounds(edge) for edge in budgets.edges_pence]
    between = [f"{low} to {high}" for low, high in pairwise(edges)]
    labels = (f"Under {edges[0]}", *between, f"Over {edges[-1]}")
    columns = (
        Column("A year of"),
        *(Column(label, "share") for label in labels),
        Column("Of all options, known for", "share"),
    )
    nothing = (None,) * len(labels)
    rows: list[tuple[str | float | None, ...]] = [
        (_hours(band), *(band.shares or nothing), band.known) for band in found.bands
    ]
    rows.append(("Budgets", *budgets.shares, None))
    note = (
        f"Budgets: {budgets.source}. An option's year is what its stated price comes to at so many hours "
        f"a week, "
        "with all costs of employing where that applies."
    )
    return Table("yearly_cost", "What a year would cost, by share of the options known", columns, rows, note)


def _hours(band: YearlyBands) -> str:
    return f"{plain_number(band.hours_a_week)} hours a week"
