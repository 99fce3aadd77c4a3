"""The words of access: what is in reach for each 100,000 people, and how far the nearest three are."""

from directory.geography.reference.outlines import Outlines
from directory.journeys.market_reports.access import PartAccess, ServiceAccess
from directory.web.report.blocks import AreaMap, Block, Column, Section, Shape, Table, Text
from directory.web.report.cells import figure

SERVICES = {
    "help_at_home": "Help at home",
    "care_homes": "Care homes and nursing homes",
    "daytime": "Company and things to do",
}
QUARTERS = ("fewest quarter of places", "second quarter", "third quarter", "most quarter of places")


def access_section(found: tuple[ServiceAccess, ...] | None, outlines: Outlines | None) -> Section:
    """``outlines`` of the parts that a map can show."""
    if found is None:
        words = "Access is told for councils and smaller areas, where residents are known by small area."
        return Section("access", "How well people can reach it", (Text(words),))
    blocks: list[Block] = [
        Text(
            "What is in reach, set against everybody who could use it: an option counts for all people "
            "within ten "
            "miles, and for those within three miles most. So a place with many options and many people "
            "may have "
            "less for each of them. Distances are straight lines."
        ),
        _overview(found),
        *(_of_service(each, outlines) for each in found if len(each.by_part) > 1),
        *_circumstances(found),
    ]
    return Section("access", "How well people can reach it", blocks)


def _overview(found: tuple[ServiceAccess, ...]) -> Table:
    return Table(
        "access",
        "Options in reach, and how far the nearest are",
        (
            Column("Service"),
            Column("Based here", "count"),
            Column("For 100,000 people, middle", "figure"),
            Column("For 100,000 people, lowest tenth", "figure"),
            Column("Nearest, middle", "miles"),
            Column("Third nearest, middle", "miles"),
            Column("Third nearest, furthest tenth", "miles"),
        ),
        [
            (
                SERVICES[each.service],
                *(each.options, each.median, each.lowest_tenth),
                *(each.nearest, each.third_nearest, each.third_nearest_worst),
            )
            for each in found
        ],
        "“Middle”: half of the people who live here have no more, or no further to go.",
    )


def _of_service(each: ServiceAccess, outlines: Outlines | None) -> Block:
    name = SERVICES[each.service]
    table = Table(
        f"access_{each.service}",
        f"{name}: options in reach for each 100,000 people",
        (Column("Place"), Column("For 100,000 people", "figure")),
        [(part.label, part.per_100k) for part in sorted(each.by_part, key=lambda part: part.per_100k)],
    )
    if outlines is None or len(each.drawn) < len(QUARTERS):
        return table
    lowest = ", ".join(
        f"{part.label} ({figure(part.per_100k)})"
        for part in sorted(each.by_part, key=lambda part: part.per_100k)[:3]
    )
    alt = f"A map of options in reach for each 100,000 people: {name.lower()}. Lowest: {lowest}."
    return AreaMap(alt, QUARTERS, _shapes(each.drawn, outlines), table)


def _shapes(parts: tuple[PartAccess, ...], outlines: Outlines) -> list[Shape]:
    """Places in four classes of as many each."""
    order = sorted(range(len(parts)), key=lambda at: (parts[at].per_100k, parts[at].code))
    level = {at: len(QUARTERS) * place // len(parts) for place, at in enumerate(order)}
    return [Shape(part.label, outlines.of(part.code), level[at]) for at, part in enumerate(parts)]


def _circumstances(found: tuple[ServiceAccess, ...]) -> list[Block]:
    labels = [part.label for part in found[0].by_circumstance] if found else []
    if not labels:
        return []
    columns = [
        Column("Service"),
        *(
            Column(f"People in the {label}" if "fifth" in label else f"People in {label}", "figure")
            for label in labels
        ),
    ]
    rows = [(SERVICES[each.service], *(part.per_100k for part in each.by_circumstance)) for each in found]
    caption = "Options in reach for each 100,000 people, by how deprived and how rural their place is"
    return [Table("access_by_circumstance", caption, columns, rows)]
