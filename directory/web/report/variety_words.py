"""The words of how varied a market is: kinds, services, sizes, and what the numbers of them say."""

from directory.journeys.market_reports.variety import CodeCount, Variety
from directory.web.plain_words import counted
from directory.web.report.blocks import Bars, Block, Column, Section, Table, Text
from directory.web.report.cells import figure, percent

ORDERS = {0: "every kind alike", 1: "by how common it is", 2: "mostly the commonest"}


def variety_section(found: Variety) -> Section:
    blocks: list[Block] = [
        Text(
            f"{counted(found.community, 'option')} of {found.options:,} "
            f"{'is' if found.community == 1 else 'are'} very small businesses, personal assistants, "
            f"volunteers, "
            f"community groups or charities: {percent(found.community_share)} (as exact as so few can tell: "
            f"{percent(found.community_interval[0])} to {percent(found.community_interval[1])})."
        ),
        _bars("kinds", "Options based here, by kind of provider", "Kind", found.kinds),
        _bars(
            "service_types",
            "Options based here, by service; an option may have several",
            "Service",
            found.service_types,
        ),
    ]
    if found.without_type:
        blocks.append(
            Text(f"{counted(found.without_type, 'option')} say no service of our list.", quiet=True)
        )
    blocks += [
        _table("sizes", "Options based here, by size of provider", "Size", found.sizes),
        _numbers(found),
    ]
    return Section("variety", "How varied the market is", blocks)


def _table(key: str, caption: str, first: str, counts: tuple[CodeCount, ...]) -> Table:
    columns = (Column(first), Column("Options", "count"), Column("Share", "share"))
    return Table(key, caption, columns, [(each.label, each.options, each.share) for each in counts])


def _bars(key: str, caption: str, first: str, counts: tuple[CodeCount, ...]) -> Bars:
    alt = f"{caption}: " + "; ".join(f"{each.label}, {each.options:,}" for each in counts) + "."
    return Bars(
        alt, "count", [(each.label, each.options) for each in counts], _table(key, caption, first, counts)
    )


def _numbers(found: Variety) -> Table:
    rows = [
        (
            f"Hill number of order {each.order}: {ORDERS[each.order]}",
            each.value,
            f"{figure(each.low)} to {figure(each.high)}",
            found.alike[at] if found.alike else None,
        )
        for at, each in enumerate(found.hill)
    ]
    evenness = (
        "One kind only, so nothing is uneven."
        if found.evenness is None
        else (f"Evenness (Pielou) {figure(found.evenness)} out of 1: at 1 all kinds are equally common.")
    )
    return Table(
        "variety",
        "How many equally common kinds would be just as varied",
        (
            Column("Measure"),
            Column("By kind", "figure"),
            Column("If drawn again"),
            Column("With likeness", "figure"),
        ),
        rows,
        f"Counted in options, by kind of provider. “With likeness” counts options that are alike in kind, "
        f"services and people served as less than two. {evenness}",
    )
