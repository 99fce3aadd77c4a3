"""A report's first screen: what a director of adult social services acts on, without a single index."""

from collections.abc import Iterator, Sequence

from directory.journeys.market_reports.choice import MeanChoice
from directory.journeys.market_reports.report import MarketReport
from directory.web.plain_words import counted
from directory.web.report.asking_words import asking_words
from directory.web.report.blocks import Block, Points, Text
from directory.web.report.cells import percent
from directory.web.report.change_words import exits_words
from directory.web.report.choice_words import shortage_words
from directory.web.report.culture_words import gap_words
from directory.web.report.ownership_words import largest_words
from directory.web.report.quality_words import checked_words

NEARLY_ALL = 0.95
"""From this share of people on, a choice counts as there nearly everywhere."""


def headline(report: MarketReport) -> Sequence[Block]:
    """The answer in a sentence, three things to act on, and what it all rests on."""
    if not report.options and report.choice.whole.confirmed is None:
        return (Text(nothing_here(report)),)
    blocks: list[Block] = [Text(choice_sentence(report))]
    if not report.options:
        blocks.append(Text(nothing_here(report)))
    if report.choice.worst:
        label = report.area.label
        worst = tuple(shortage_words(each, label) for each in report.choice.worst)
        blocks += [Text("To act on first:"), Points(worst, ordered=True)]
    if report.options:
        blocks.append(Points(tuple(_standing(report))))
    return blocks


def _standing(report: MarketReport) -> Iterator[str]:
    """Whom it depends on, who left, how much was checked, and what it all says to CQC."""
    if report.asking:
        yield asking_words(report.asking)
    yield here_in_short(report)
    if report.ownership:
        yield largest_words(report.ownership)
    if report.change:
        yield exits_words(report.change)
    yield checked_words(report.records)
    yield f"For CQC's assessment, “Care provision, integration and continuity”: {_provision(report)}"
    yield f"For CQC's assessment, “Equity in experience and outcomes”: {_equity(report)}"


def _provision(report: MarketReport) -> str:
    sure = sum(1 for each in report.choice.profiles if each.confirmed and each.confirmed.enough >= NEARLY_ALL)
    best = sum(1 for each in report.choice.profiles if each.possible and each.possible.enough >= NEARLY_ALL)
    all_of = len(report.choice.profiles)
    return (
        f"{sure} of these {number_word(all_of)} people can choose from three or more nearly everywhere, "
        f"as far as "
        f"records are sure; {best} could, if all who must be asked said yes."
    )


def _equity(report: MarketReport) -> str:
    """Deprived places beside others, and the widest gap in culture."""
    told = []
    by_code = {each.code: each for each in report.choice.by_circumstance}
    most, least = (by_code.get(f"{which}_deprived") for which in ("most", "least"))
    if most and least and most.possible and least.possible:
        told.append(
            f"in the most deprived places {percent(most.possible.enough)} could have three choices, in "
            f"the least "
            f"deprived {percent(least.possible.enough)}"
        )
    if report.culture.gaps:
        words = gap_words(report.culture.gaps[0], report.culture).removesuffix(".")
        told.append(
            f"the widest gap is that {words[0].lower() if words[0].isalpha() else words[0]}{words[1:]}"
        )
    return f"{'; '.join(told)}." if told else "nothing is loaded that would tell who lives here."


def choice_sentence(report: MarketReport) -> str:
    """ "Of people like these eight, 12% to 71% have three real choices; 4% have none, even at best." """
    whole = report.choice.whole
    if whole.confirmed is None or whole.possible is None:
        return "How many people have a real choice can't be said: nobody is known to live here."
    who = f"Of people like these {number_word(len(report.choice.profiles))}"
    low, high = whole.confirmed.enough, whole.possible.enough
    enough = percent(low) if percent(low) == percent(high) else f"between {percent(low)} and {percent(high)}"
    return f"{who}, {enough} have three real choices. {_none(whole)}"


def _none(whole: MeanChoice) -> str:
    if whole.confirmed is None or whole.possible is None:
        return ""
    at_best, sure = percent(whole.possible.none), percent(whole.confirmed.none)
    if at_best == sure:
        return f"{at_best} have none."
    return (
        f"{at_best} have none, even if everybody who must be asked says yes; {sure} have none that the "
        f"records "
        "are sure of."
    )


def nothing_here(report: MarketReport) -> str:
    return (
        f"We hold no record of any option based in {report.area.label}. That does not mean that there is "
        "none: most likely nobody has sent us this area's records yet."
    )


def here_in_short(report: MarketReport) -> str:
    """How many options from how many providers."""
    kinds = sum(1 for kind in report.by_kind if kind.options)
    return (
        f"{counted(report.options, 'option')} from {counted(report.owners, 'provider')} "
        f"{'is' if report.options == 1 else 'are'} based here, of {counted(kinds, 'different kind')}."
    )


def number_word(count: int) -> str:
    words = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
    return words[count] if count < len(words) else f"{count:,}"
