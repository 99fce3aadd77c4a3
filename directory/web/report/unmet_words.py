"""The words of what people searched for and didn't find."""

from directory.journeys.unmet_demand import UnmetDemand
from directory.web.report.blocks import Column, Section, Table, Text

FOUND = {
    "nothing": "Found nobody, even to ask",
    "only_to_ask": "Only some to ask",
    "little": "One or two sure",
    "enough": "Three or more sure",
}
TOPICS = {
    "needs": "Help with",
    "languages": "Language",
    "faith": "Faith",
    "culture": "Culture",
    "diet": "Food",
}
TITLE = "What people searched for and did not find"


def unmet_section(found: UnmetDemand | None) -> Section:
    if found is None:
        words = (
            "Searches are not counted here. The council can switch it on (CAREMARKET_COUNT_UNMET). Then "
            "only numbers "
            "are kept: nobody's name, place, words or answers."
        )
        return Section("unmet", TITLE, (Text(words),))
    if found.period is None or not found.lines:
        words = "Searches are counted here. They are told by whole quarters, and none has ended yet."
        return Section("unmet", TITLE, (Text(words),))
    year, quarter = found.period.split("-Q")
    columns = (
        Column("Asked for"),
        *(Column(words, "count") for words in FOUND.values()),
        Column("Searches", "count"),
    )
    rows = [
        (
            f"{TOPICS[line.topic]}: {line.label}",
            *(line.by_outcome[outcome] for outcome in FOUND),
            line.searches,
        )
        for line in found.lines
    ]
    note = (
        "A search is not a person: somebody may search on several days, and most people never search "
        "here. Numbers are "
        "to the nearest 5."
    )
    caption = f"Searches from {_months(int(quarter))} {year}, by what they found within reach"
    return Section("unmet", TITLE, (Table("unmet", caption, columns, rows, note),))


def _months(quarter: int) -> str:
    return ("January to March", "April to June", "July to September", "October to December")[quarter - 1]
