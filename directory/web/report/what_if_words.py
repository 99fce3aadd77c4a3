"""The words of what would change: for more money, for one more provider, for a telephone call."""

from collections.abc import Sequence

from directory.journeys.market_reports.what_if import WhatIf
from directory.web.plain_words import counted, pounds
from directory.web.report.blocks import Block, Column, Section, Table, Text
from directory.web.report.cells import percent


def what_if_section(found: Sequence[WhatIf]) -> Section:
    blocks: list[Block] = [
        Text(
            "How many people would come to three choices or more, where they have fewer now. For money "
            "and for more "
            "providers possible choices are counted; for asking, sure ones."
        )
    ]
    for each in found:
        moved = [one for one in each.moved if one.to_three > 0]
        title = _title(each)
        if not moved:
            blocks.append(Text(f"{title}: it would bring nobody to three choices who has fewer now."))
            continue
        rows = [
            (one.label, one.to_three, one.people_to_three, one.from_none, one.people_from_none)
            for one in moved
        ]
        columns = (
            Column("Somebody like this"),
            Column("Come to three or more", "share"),
            Column("People", "count"),
            Column("Of them, had none before", "share"),
            Column("People who had none", "count"),
        )
        blocks.append(Table(f"what_if_{each.change}", title, columns, rows))
    return Section("what-if", "What would change it", blocks)


def what_if_words(found: Sequence[WhatIf]) -> str:
    """ "£1.50 an hour more would bring 12% of them to three choices; one more provider 30%." """
    told = []
    for each in found:
        if each.moved and each.change != "asking":
            mean = sum(one.to_three for one in each.moved) / len(each.moved)
            told.append(f"{_title(each).lower()} {percent(mean)}")
    return (
        f"Of people like these, this would bring to three possible choices: {'; '.join(told)}."
        if told
        else ""
    )


def _title(each: WhatIf) -> str:
    if each.change == "price":
        return f"{pounds(each.amount)} more an hour"
    if each.change == "supply":
        return f"{counted(each.amount, 'more provider')} that fits, within everybody's reach"
    return "Everybody who must be asked says yes"
