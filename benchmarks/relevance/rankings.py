"""The lists to be judged: ours, varied and best only, and three peers that order by one thing.

Every peer gets the filters of a very good directory first: options that say they give some of the help asked
for, in a way asked for that reaches the person, of the kinds asked for. Equal ones go nearest first.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from math import inf

from benchmarks.relevance.collection import Vignette
from benchmarks.relevance.entries import Case, Entry
from benchmarks.relevance.help_given import ways_asked
from benchmarks.relevance.money import HOURS_NOT_GIVEN, yearly_cost
from benchmarks.relevance.reach import miles_away, reach
from directory.geography.gazetteer import Gazetteer
from directory.journeys.find_support import ask
from directory.live_market import LiveMarket
from directory.store.session import Store
from directory.store.views import FoldedOption
from directory.vocabulary import vocabulary
from directory.web.schemas import QuestionSchema
from matching.costs import Rates

DEPTH = 10
WORDS_FROM: Mapping[str, str] = {
    "languages": "languages",
    "faith": "faith",
    "diet": "diet",
    "culture": "culture",
    "user_bands": "user_bands",
    "needs": "needs",
}
"""The fields of a question that become words to search by, and their vocabularies."""


@dataclass(frozen=True)
class Market:
    """A published market with its stored options by number."""

    live: LiveMarket
    store: Store
    gazetteer: Gazetteer
    options: Mapping[int, FoldedOption]
    rates: Rates


Ranker = Callable[[Market, Vignette], Sequence[int]]
"""One person's list: option numbers, best first."""


def ours(market: Market, vignette: Vignette, *, varied: bool) -> Sequence[int]:
    """The list that the service shows: confirmed, then those to ask first."""
    question = QuestionSchema().load({**vignette.question, "varied": varied})
    answer = ask(market.live, market.store, market.gazetteer, question)
    return [shown.option.option_number for shown in (*answer.confirmed, *answer.ask_first)]


def by_distance(market: Market, vignette: Vignette) -> Sequence[int]:
    """Nearest first; those of no known place last."""
    case = _case(market, vignette)
    found = _filtered(market, case)
    return sorted(found, key=lambda number: (_miles(case, market, number), number))


def by_price(market: Market, vignette: Vignette) -> Sequence[int]:
    """Cheapest first for the hours asked for; those of no known price last."""
    case = _case(market, vignette)
    budget = {"hours_per_week": HOURS_NOT_GIVEN, **(vignette.question.get("budget") or {})}

    def order(number: int) -> tuple[float, float, int]:
        cost = yearly_cost(Entry(market.options[number]), budget, market.rates)
        return (inf if cost is None else cost[1], _miles(case, market, number), number)

    return sorted(_filtered(market, case), key=order)


def by_text(market: Market, vignette: Vignette) -> Sequence[int]:
    """By the service's own text search: the scores of all that was asked for, each in its words, added up."""
    case = _case(market, vignette)
    scores: Counter[int] = Counter()
    for words in words_of(case):
        for hit in market.live.search_index.search(words, len(market.options)):
            scores[hit.option_number] += hit.score
    found = [number for number in _filtered(market, case) if scores[number]]
    return sorted(found, key=lambda number: (-scores[number], _miles(case, market, number), number))


def words_of(case: Case) -> list[str]:
    """What someone would type: the place, and the label of each thing asked for."""
    labels = [
        vocabulary(name).label(code) for field, name in WORDS_FROM.items() for code in case.asked(field)
    ]
    return [*([case.here.label] if case.here else []), *labels]


RANKERS: Mapping[str, Ranker] = {
    "varied": partial(ours, varied=True),
    "best only": partial(ours, varied=False),
    "by distance": by_distance,
    "by price": by_price,
    "by text": by_text,
}
OURS, PEERS = ("varied", "best only"), ("by distance", "by price", "by text")


def _case(market: Market, vignette: Vignette) -> Case:
    place = vignette.question.get("place")
    return Case(vignette.question, market.gazetteer.locate(place) if place else None)


def _filtered(market: Market, case: Case) -> list[int]:
    """The options that say they give some of the help, in reach and of a kind asked for."""
    kinds = case.asked("provider_kinds")
    return [
        number
        for number, option in market.options.items()
        if (not kinds or option.provider_kind in kinds) and _offers_some(case, Entry(option))
    ]


def _offers_some(case: Case, entry: Entry) -> bool:
    ways = set(ways_asked(case)) & entry.named("setting")
    reached = [way for way in ways if reach(case, entry, way).at_most]
    return any(entry.said("needs", need, way) == "yes" for need in case.asked("needs") for way in reached)


def _miles(case: Case, market: Market, number: int) -> float:
    miles = miles_away(case, Entry(market.options[number]))
    return inf if miles is None else miles
