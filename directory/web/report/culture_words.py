"""The words of cultural fit: who lives here, beside what options say that they speak, know and respect."""

from directory.journeys.market_reports.culture import Culture, CultureGap, CultureGroup, CultureTopic
from directory.web.plain_words import joined
from directory.web.report.blocks import Block, Column, Points, Section, Table, Text
from directory.web.report.cells import percent

TITLES = {"languages": "Main language", "faith": "Faith", "culture": "Ethnic group"}
GAP_WORDS = {
    "languages": ("{share} residents' main language is {label}", "speaks it", "speak it"),
    "faith": ("{share} residents' faith is {label}", "knows it well", "know it well"),
    "culture": ("{share} residents' ethnic group is {label}", "knows the culture", "know the culture"),
}
TABLES = {
    "languages": "main language (Census 2021, TS024)",
    "faith": "religion (Census 2021, TS030)",
    "culture": "ethnic group (Census 2021, TS021)",
}
SHOWN = 25
RARE = 1000


def culture_section(found: Culture) -> Section:
    blocks: list[Block] = []
    if found.gaps:
        blocks += [
            Text("The widest gaps, by how many people they concern:"),
            Points([gap_words(gap, found) for gap in found.gaps], ordered=True),
        ]
    for topic in found.topics:
        blocks += _topic(topic)
    if found.lacking:
        tables = joined([TABLES[topic] for topic in found.lacking])
        blocks.append(
            Text(
                f"Not shown, because no table of it is loaded here: {tables}. Whoever runs this service "
                f"can load "
                "it with “caremarket reference load”."
            )
        )
    return Section("culture", "Cultural fit", blocks)


def gap_words(gap: CultureGap, found: Culture) -> str:
    """ "1 in 14 residents' main language is Urdu. 2 of 118 options say that they speak it …" """
    options = next(topic.options for topic in found.topics if topic.topic == gap.topic)
    who, does, do = GAP_WORDS[gap.topic]
    group = gap.group
    offer = f"{group.yes:,} of {options:,} options here say that they {do}"
    if not group.yes:
        offer = f"No option here says that it {does}"
    unknown = "" if not group.unknown else f"; {_unknown(group.unknown, options)}"
    return f"{who.format(share=_one_in(group), label=group.label)}. {offer}{unknown}."


def _unknown(unknown: int, options: int) -> str:
    if unknown == options:
        return "none of them says anything about it, so ask"
    return f"{unknown:,} {'does' if unknown == 1 else 'do'} not say, so ask"


def _one_in(group: CultureGroup) -> str:
    """ "1 in 14", "nearly half of"."""
    share = group.people_share or 0.0
    if share > 0.3:
        return f"{percent(share)} of"
    return f"1 in {round(1 / share):,}"


def _topic(topic: CultureTopic) -> list[Block]:
    answering = topic.options - topic.silent
    told = (
        f"{TITLES[topic.topic]}: known for {topic.known_for}, {topic.people:,} people ({topic.table}). "
        f"{answering:,} of {topic.options:,} options based here say anything about it."
    )
    if topic.shortfall is not None:
        told += f" The offer is out of proportion for {percent(topic.shortfall)} of people."
    elif topic.options:
        told += " That is too few to say how far the offer is in proportion."
    if topic.without_supply:
        people = "fewer than 8" if topic.without_supply == "*" else f"{topic.without_supply:,}"
        told += f" {people} people are of groups that no option here says yes to."
    groups = [group for group in topic.groups if group.people or group.yes]
    shown, rest = groups[:SHOWN], groups[SHOWN:]
    columns = (
        Column(TITLES[topic.topic]),
        Column("People", "count"),
        Column("Share", "share"),
        Column("Say yes", "count"),
        Column("Say no", "count"),
        Column("Not known", "count"),
        Column("Yes for 1,000 people", "figure"),
        Column("In proportion (1 is even)", "figure"),
    )
    rows = [
        (
            _label(group),
            group.people,
            "*" if group.people == "*" else group.people_share,
            *(group.yes, group.no, group.unknown, _rate(group), group.ratio),
        )
        for group in shown
    ]
    note = f"{len(rest)} smaller groups are in the figures for programs." if rest else ""
    table = Table(
        f"people_by_{topic.topic}",
        f"{TITLES[topic.topic]}: people, and what options say",
        columns,
        rows,
        note,
    )
    return [Text(told), table]


def _label(group: CultureGroup) -> str:
    others = [name for name in group.includes if name != group.label]
    return f"{group.label} (counted with {joined(others)})" if others else group.label


def _rate(group: CultureGroup) -> float | str | None:
    return "*" if group.people == "*" else group.per_thousand
