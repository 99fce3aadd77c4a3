"""The words of change: who came, who left, what was sold on, what was only registered anew."""

from directory.journeys.market_reports.change import Change
from directory.store.views import Coming, Looks
from directory.web.plain_words import counted, joined, label, long_date, source_name
from directory.web.report.blocks import Block, Column, Section, Table, Text

HOW = {
    "gone": "Gone",
    "new": "New",
    "sold_on": "Sold on",
    "registered_anew": "Registered anew",
}
MOST_EXITS = 6


def change_section(found: Change) -> Section:
    blocks: list[Block] = [Text(_in_words(found))]
    if found.named:
        columns = (
            Column("Name"),
            Column("What happened"),
            Column("When", "date"),
            Column("Provider"),
            Column("Kind"),
        )
        rows = [
            (each.name, HOW[each.how], each.day, _owner(each), label("provider_kind", each.kind))
            for each in found.named
        ]
        blocks.append(Table("changes", "Who came, left and changed hands, the latest first", columns, rows))
    blocks += [Text(words, quiet=True) for words in (_looks(found.looks), _once(found.once)) if words]
    return Section("change", "What has changed", blocks)


def exits_words(found: Change) -> str:
    """ "Gone this year: Shawe House, Kara House, and 4 more." """
    gone = [each.name for each in found.named if each.how == "gone" and each.name]
    count = found.counts.get("gone", 0)
    if not found.looks:
        return "Who left can't be told: no register of this area has been looked at twice yet."
    if not count:
        return "Nobody has left in the last year, as far as the registers looked at twice tell."
    names = list(dict.fromkeys(gone))[:MOST_EXITS]
    more = count - len(names)
    if more > 0:
        names.append(f"{more:,} more")
    return f"Gone in the last year: {joined(names)}."


def _in_words(found: Change) -> str:
    told = [f"{counted(found.counts.get(how, 0), 'record')} {word.lower()}" for how, word in HOW.items()]
    words = f"From {long_date(found.since)} to {long_date(found.until)}: {joined(told)}."
    private = sum(found.private.values())
    if private:
        words += f" {private:,} of them are personal assistants, who are not named."
    return words


def _owner(each: Coming) -> str:
    owner = each.owner or ""
    return f"{owner} (before: {each.before})" if each.before and each.before != owner else owner


def _looks(looks: tuple[Looks, ...]) -> str:
    if not looks:
        return ""
    told = [
        f"{source_name(each.source)} from {each.publisher} ({long_date(each.first)} to "
        f"{long_date(each.last)})"
        for each in looks
    ]
    return f"Told by registers that were looked at more than once: {joined(told)}."


def _once(looks: tuple[Looks, ...]) -> str:
    if not looks:
        return ""
    told = [f"{source_name(each.source)} from {each.publisher}" for each in looks]
    return f"Looked at only once, so nothing can be said of change: {joined(told)}."
