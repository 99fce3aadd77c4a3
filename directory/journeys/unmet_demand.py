"""Unmet demand: what people searched for and didn't find, counted only where a council has switched it on.

Only whole quarters that have ended are told, each by itself: no month, no sum of quarters, no sum of councils
and no sum of things. What is left, the outcomes of one thing in one quarter and their total, is decided
together, so that no hidden count follows from what is shown (matching.market.disclosure).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from directory.errors import CareMarketError
from directory.journeys.find_support import Answer
from directory.settings import Settings
from directory.store.answers import Answers
from directory.store.search_counts import OUTCOMES, Outcome, quarter_of
from directory.vocabulary import vocabulary
from matching.market.disclosure import Shown, may_be_shown
from matching.market.measures import ENOUGH_OWNERS

TOPICS: tuple[str, ...] = ("languages", "faith", "culture", "diet")
"""What is counted besides needs: what a market most often lacks."""
EVERYWHERE = "all"


@dataclass(frozen=True, slots=True)
class UnmetLine:
    """Searches for one thing as they may be shown: by outcome, and in all."""

    topic: str
    code: str
    label: str
    by_outcome: dict[Outcome, Shown]
    searches: Shown


@dataclass(frozen=True, slots=True)
class UnmetDemand:
    """The latest quarter that has ended and was counted; none yet where ``period`` is None."""

    period: str | None
    lines: tuple[UnmetLine, ...]


def councils_counted(settings: Settings) -> frozenset[str]:
    """The councils that have switched counting on; an unknown name is refused at the start."""
    told = [name.strip() for name in settings.count_unmet.split(",") if name.strip()]
    councils = vocabulary("councils")
    if [name.casefold() for name in told] == [EVERYWHERE]:
        return frozenset(councils.codes)
    found = {name: councils.find(name) for name in told}
    unknown = [name for name, council in found.items() if council is None]
    if unknown:
        raise CareMarketError(
            f"CAREMARKET_COUNT_UNMET names {', '.join(unknown)}, which is no council with social-care "
            f"duties.",
            "Name councils by name or code, with commas between them, or “all”.",
            code="bad_setting",
        )
    return frozenset(council.code for council in found.values() if council)


def count(answers: Answers, settings: Settings, answer: Answer, visitor: str) -> None:
    """Count what this search found, once a visit, thing and quarter; nothing where it isn't switched on."""
    council = answer.place.council if answer.place else None
    if council is None or council not in councils_counted(settings):
        return
    answers.count_search(visitor, council, _things(answer), _outcome(answer))


def unmet_demand(answers: Answers, settings: Settings, council: str, today: date) -> UnmetDemand | None:
    """What may be told of a council's latest whole quarter; None where counting is switched off."""
    if council not in councils_counted(settings):
        return None
    ended = [period for period in answers.search_periods(council) if period < quarter_of(today)]
    if not ended:
        return UnmetDemand(None, ())
    counts = answers.search_counts(council, ended[-1])
    lines = [_line(thing, [by[outcome] for outcome in OUTCOMES]) for thing, by in sorted(counts.items())]
    return UnmetDemand(ended[-1], tuple(lines))


def _things(answer: Answer) -> list[str]:
    """Needs and topics asked for, each by its code."""
    needs = answer.needs
    told = [f"needs:{code}" for code in needs.needs]
    return told + [f"{topic}:{code}" for topic in TOPICS for code in getattr(needs, topic)]


def _outcome(answer: Answer) -> Outcome:
    market = answer.market
    if market.choice_possible == 0:
        return "nothing"
    if market.choice_confirmed == 0:
        return "only_to_ask"
    return "little" if market.choice_confirmed < ENOUGH_OWNERS else "enough"


def _line(thing: str, counts: Sequence[int]) -> UnmetLine:
    topic, _, code = thing.partition(":")
    groups = [[at == outcome for at in range(len(counts))] for outcome in range(len(counts))]
    *by_outcome, searches = may_be_shown(counts, [*groups, [True] * len(counts)])
    label = vocabulary(topic).label(code)
    return UnmetLine(topic, code, label, dict(zip(OUTCOMES, by_outcome, strict=True)), searches)
