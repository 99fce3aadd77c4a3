"""An answer as text for a terminal: who, how far, what it costs, why, and what to ask."""

import textwrap
from collections.abc import Iterator

from directory.journeys.find_support import Answer, ShownOption
from directory.web.plain_words import counted, label, miles, pounds
from directory.web.standing_words import firmness_words
from directory.web.wording import near_miss, sentence

WIDTH = 88
UNSAID = frozenset({"setting", "provider_kinds", "quality", "evidence", "freshness"})


def as_text(answer: Answer) -> str:
    """The whole answer; sentences are those of the pages."""
    return "\n".join(_lines(answer))


def _lines(answer: Answer) -> Iterator[str]:
    for note in answer.notes:
        yield from _wrapped(f"Note: {sentence(note)}")
    yield f"{counted(answer.total_confirmed, 'option fits', 'options fit')}."
    for at, shown in enumerate(answer.confirmed, 1):
        yield from _option(at, shown, answer)
    if answer.near_misses:
        yield "\nIf you change one thing:"
    for miss in answer.near_misses:
        yield from _wrapped(near_miss(miss), "  ")
    if answer.total_ask_first:
        yield f"\n{counted(answer.total_ask_first, 'option', 'options')} to ask first: something isn't known."
    for at, shown in enumerate(answer.ask_first, len(answer.confirmed) + 1):
        yield from _option(at, shown, answer)
    yield from _market(answer)
    yield f"\nVersion {answer.data_version}"


def _option(at: int, shown: ShownOption, answer: Answer) -> Iterator[str]:
    option = shown.option
    facts = [label("provider_kind", option.provider_kind)]
    if answer.place is not None:
        facts.append(miles(shown.distance_miles, shown.distance_precision))
    facts.append(_cost(shown))
    if shown.needs_asked > 1:
        facts.append(f"meets {shown.needs_met} of {shown.needs_asked}")
    example = " (example data)" if option.example else ""
    yield f"\n{at:>2}. {option.name}{example}"
    yield f"    {' · '.join(facts)}"
    if shown.standing:
        yield from _wrapped(firmness_words(shown.standing.firmness), "    ")
    for outcome in shown.outcomes:
        if outcome.criterion not in UNSAID and outcome.verdict in ("yes", "no"):
            sign = "+" if outcome.verdict == "yes" else "-"
            yield from _wrapped(f"{sign} {sentence(outcome.reason)}", "    ")
    for question in shown.to_ask:
        yield from _wrapped(f"? {sentence(question)}", "    ")
    sources = dict.fromkeys(f"{s.publisher}, {s.confirmed_on.isoformat()}" for s in option.sources)
    yield f"    {option.option_id} · {'; '.join(sources)}"


def _cost(shown: ShownOption) -> str:
    if shown.annual_cost_range and shown.annual_cost_range[1] == 0:
        return "free"
    parts = []
    if shown.hourly_cost_range:
        parts.append(f"{_between(shown.hourly_cost_range)} an hour in all")
    if shown.annual_cost_range:
        parts.append(f"{_between(shown.annual_cost_range)} a year")
    return ", ".join(parts) or "cost not known"


def _between(ends: tuple[int, int]) -> str:
    low, high = pounds(ends[0]), pounds(ends[1])
    return low if low == high else f"{low} to {high}"


def _market(answer: Answer) -> Iterator[str]:
    market = answer.market
    around = f" around {market.place_label}" if market.place_label else ""
    yield f"\nThe market for this{around}: {counted(market.options, 'option')} from " + (
        f"{counted(market.owners, 'owner')}; a real choice of {market.choice_confirmed} "
        f"to {market.choice_possible}."
    )
    for kind, count in sorted(market.by_kind.items(), key=lambda item: -item[1]):
        yield f"  {count:>4}  {label('provider_kind', kind)}"
    for reason in market.missing:
        yield from _wrapped(sentence(reason), "  ")


def _wrapped(text: str, indent: str = "") -> list[str]:
    return textwrap.wrap(text, WIDTH, initial_indent=indent, subsequent_indent=f"{indent}  ")
