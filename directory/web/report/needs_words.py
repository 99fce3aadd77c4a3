"""What people can get help with here, and what nobody says that they offer."""

from directory.journeys.market_reports.report import MarketReport
from directory.web.plain_words import counted
from directory.web.report.blocks import Block, Column, Points, Section, Table, Text


def needs_section(report: MarketReport) -> Section:
    needs = sorted(report.by_need, key=lambda need: (-need.options, need.label))
    table = Table(
        "needs",
        "Options based here, by what they help with",
        (
            Column("Need"),
            Column("Options", "count"),
            Column("Providers", "count"),
            Column("Not known", "count"),
        ),
        [(need.label, need.options, need.owners, need.unknown) for need in needs if need.options],
        "“Not known” counts options whose records say neither yes nor no. They are never counted as a no.",
    )
    blocks: list[Block] = [Text(_elsewhere(report)), table]
    missing = [
        f"{need.label}{f' ({need.unknown:,} not known)' if need.unknown else ''}"
        for need in needs
        if not need.options
    ]
    if missing:
        blocks += [Text("No option based here says that it offers:"), Points(missing)]
    return Section("needs", "What people can get help with", blocks)


def _elsewhere(report: MarketReport) -> str:
    words = counted(
        report.from_elsewhere,
        "option based elsewhere says that it comes",
        "options based elsewhere say that they come",
    )
    unplaced = (
        f" {counted(report.unplaced, 'option')} of the council's do not say exactly enough where they "
        f"are to be "
        "counted in or out."
        if report.unplaced
        else ""
    )
    return f"{words} to this area, or to all of England.{unplaced}"
