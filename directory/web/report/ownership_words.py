"""The words of whom a market depends on, and what leaves with the largest."""

from directory.journeys.market_reports.ownership import Concentration, OwnerGroup, Ownership
from directory.web.plain_words import counted, joined, long_date
from directory.web.report.blocks import Block, Column, Section, Table, Text
from directory.web.report.cells import figure, percent
from directory.web.report.quality_words import RATED

CONCENTRATED, HIGHLY_CONCENTRATED = 1000, 2000
"""HHI bounds of the UK's Merger Assessment Guidelines of 2010 (OFT1254, 5.3.5); for reference only."""
BASES = {"options": "options based here", "beds": "beds of care homes based here"}
PRIVATE = "A personal assistant"


def ownership_section(found: Ownership) -> Section:
    blocks: list[Block] = [
        Text(largest_words(found)),
        _concentrations(found.concentrations),
        _largest(found.largest),
    ]
    leaving = [each for each in found.leaving if each.fewer_possible > 0]
    if leaving:
        table = Table(
            "if_the_largest_left",
            "If the largest left: people who could then not reach three possible choices any more",
            (Column("Somebody like this"), Column("Share of people", "share"), Column("People", "count")),
            [(each.label, each.fewer_possible, each.people) for each in leaving],
        )
        blocks.append(table)
    else:
        blocks.append(
            Text("If the largest left, nobody of the example people would fall below three possible choices.")
        )
    return Section("ownership", "Whom the market depends on", blocks)


def largest_words(found: Ownership) -> str:
    """ "The largest is Example Care: 12 of 118 options (10%), 8 rated good, 4 not rated …" """
    group = found.largest[0]
    kind = "brand" if group.by_brand else "provider"
    types = joined(
        [f"{label.lower()} ({count:,})" for label, count in list(found.types_of_largest.items())[:4]]
    )
    leaves = f" What would leave with it: {types}." if types else ""
    lost = max((each.fewer_possible for each in found.leaving), default=0.0)
    people = (
        f" Up to {percent(lost)} of people would then have fewer than three possible choices."
        if lost
        else " All example people would keep as many possible choices as they have, up to three."
    )
    return (
        f"The largest {kind} is {group.name or PRIVATE.lower()}: {counted(group.options, 'option')} here "
        f"({percent(group.share)}), {_ratings(group)}.{leaves}{people}"
    )


def _ratings(group: OwnerGroup) -> str:
    told = [
        f"{count:,} rated {RATED[code].lower()}" for code, count in group.ratings.items() if code != "unknown"
    ]
    if group.ratings.get("unknown"):
        told.append(f"{group.ratings['unknown']:,} without a rating that we know")
    dated = f" (the oldest of {long_date(group.oldest_rating)})" if group.oldest_rating else ""
    return joined(told) + dated


def _concentrations(found: tuple[Concentration, ...]) -> Table:
    columns = (
        Column("Counted in"),
        Column("Records known", "share"),
        Column("Providers or brands", "count"),
        Column("Largest", "share"),
        Column("Four largest", "share"),
        Column("HHI", "count"),
        Column("HHI without the largest", "count"),
        Column("As varied as so many equal ones", "figure"),
    )
    rows = [
        (
            *(BASES[each.basis], each.known, each.groups, each.largest_share, each.cr4 / 100),
            *(each.hhi, each.hhi_without, each.hill_2),
        )
        for each in found
    ]
    note = (
        f"Providers of one brand count as one. HHI {_band(found[0].hhi)}. The bounds ({CONCENTRATED:,} and "
        f"{HIGHLY_CONCENTRATED:,}) are for reference only: they come from the control of mergers."
    )
    return Table("concentration", "How much stands with few", columns, rows, note)


def _band(hhi: float) -> str:
    told = f"of {figure(hhi)} would be called "
    if hhi > HIGHLY_CONCENTRATED:
        return told + "highly concentrated"
    return told + ("concentrated" if hhi > CONCENTRATED else "not concentrated")


def _largest(groups: tuple[OwnerGroup, ...]) -> Table:
    columns = (
        Column("Provider or brand"),
        Column("Registered owners", "count"),
        Column("Options here", "count"),
        Column("Share", "share"),
        Column("Ratings"),
    )
    rows = [(each.name or PRIVATE, each.owners, each.options, each.share, _ratings(each)) for each in groups]
    return Table("largest_providers", "The largest providers or brands", columns, rows)
