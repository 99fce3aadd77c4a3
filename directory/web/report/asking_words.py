"""The words of what to ask, and of whom: the cheapest way from a possible choice to a sure one."""

from collections.abc import Sequence

from directory.journeys.market_reports.asking import ToAsk
from directory.web.plain_words import MUST_WORDS, counted, joined
from directory.web.report.blocks import Block, Column, Section, Table, Text
from directory.web.report.cells import percent

QUESTIONS = {**MUST_WORDS, "any_need": "whether it helps with this at all", "budget": "what it costs"}
QUESTIONS["max_pence_per_hour"] = QUESTIONS["budget"]


def asking_section(found: Sequence[ToAsk]) -> Section:
    columns = (
        Column("Somebody like this"),
        Column("Providers to ring", "count"),
        Column("Then sure for", "share"),
        Column("Ask about"),
        Column("Ring first"),
    )
    rows = [(each.label, each.calls, each.served, _questions(each), _first(each)) for each in found]
    blocks: list[Block] = [
        Text(
            "How few providers could be asked so that as many people as can be have three sure choices, if "
            "all of them said yes. Those who leave least open are asked first. Each no means one call more."
        ),
        Table("to_ask", "Whom to ask, and what", columns, rows),
    ]
    return Section("asking", "What to ask, and whom", blocks)


def asking_words(found: Sequence[ToAsk]) -> str:
    """ "26 calls in all could make a choice of three sure for seven of these people." """
    calls = sum(each.calls for each in found)
    served = min(each.served for each in found)
    most = percent(served) if len({each.served for each in found}) == 1 else f"at least {percent(served)}"
    return (
        f"{counted(calls, 'call')} in all, if answered with yes, would make a choice of three sure for "
        f"{most} of people like {len(found):,} of these."
    )


def _questions(each: ToAsk) -> str:
    asked = (QUESTIONS.get(one.demand, one.demand.replace("_", " ")) for one in each.questions)
    return joined(list(dict.fromkeys(asked)))


def _first(each: ToAsk) -> str:
    names = list(each.first)
    if each.private:
        names.append(counted(each.private, "personal assistant"))
    more = each.calls - len(each.first) - each.private
    return joined([*names, f"{more:,} more"] if more > 0 else names)
