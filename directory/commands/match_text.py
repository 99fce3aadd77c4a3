"""An answer as text for a terminal: who, how far, what it costs, why, and what to ask."""

import textwrap
from collections.abc import Iterator
from dataclasses import asdict

from directory.journeys.find_support import Answer, ShownOption
from directory.web.cost_words import cost_lines
from directory.web.near_miss_words import near_miss
from directory.web.plain_words import counted, label, miles
from directory.web.standing_words import firmness_words
from directory.web.wording import sentence, told_apart

WIDTH = 88
SIGNS = {"yes": "+", "no": "-"}
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
    if shown.needs_asked > 1:
        facts.append(f"meets {shown.needs_met} of {shown.needs_asked}")
    example = " (example data)" if option.example else ""
    yield f"\n{at:>2}. {option.name}{example}"
    yield f"    {' · '.join(facts)}"
    budget = asdict(answer.needs.budget) if answer.needs.budget else {}
    yield from _wrapped(" · ".join(cost_lines(shown, budget)), "    ")
    if shown.standing:
        yield from _wrapped(firmness_words(shown.standing.firmness), "    ")
    for sign, words in _reasons(shown):
        yield from _wrapped(f"{sign} {words}", "    ")
    for question in shown.to_ask:
        yield from _wrapped(f"? {sentence(question)}", "    ")
    sources = dict.fromkeys(f"{s.publisher}, {s.confirmed_on.isoformat()}" for s in option.sources)
    yield f"    {option.option_id} · {'; '.join(sources)}"


def _reasons(shown: ShownOption) -> Iterator[tuple[str, str]]:
    """What fits and what doesn't, each with its sign; what isn't known is among the questions."""
    for outcome in shown.outcomes:
        if outcome.criterion not in UNSAID:
            apart = told_apart(outcome.reason) or [(outcome.verdict, sentence(outcome.reason))]
            yield from ((SIGNS[verdict], words) for verdict, words in apart if verdict in SIGNS)


def _market(answer: Answer) -> Iterator[str]:
    market = answer.market
    around = f" around {market.place_label}" if market.place_label else ""
    yield f"\nThe market for this{around}: {counted(market.options, 'option')} from " + (
        f"{counted(market.owners, 'provider')}; a real choice of {market.choice_confirmed} "
        f"to {market.choice_possible}."
    )
    for kind, count in sorted(market.by_kind.items(), key=lambda item: -item[1]):
        yield f"  {count:>4}  {label('provider_kind', kind)}"
    for reason in market.missing:
        yield from _wrapped(sentence(reason), "  ")


def _wrapped(text: str, indent: str = "") -> list[str]:
    return textwrap.wrap(text, WIDTH, initial_indent=indent, subsequent_indent=f"{indent}  ")
