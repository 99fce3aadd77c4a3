"""Two people, one search: what suits them both, and how much suits each of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from directory.geography.gazetteer import Gazetteer
from directory.journeys.find_support import SHOWN, ShownOption, shown_rows
from directory.journeys.support_question import support_needs
from directory.live_market import LiveMarket
from directory.store.session import Store
from matching.planes import Rows
from matching.ranking import Ranking, rank
from matching.together import Together

Question = Mapping[str, Any]
Pair = tuple[ShownOption, ShownOption]


@dataclass(frozen=True, slots=True)
class ForTwo:
    """One option a pair: how it stands for the first person, and for the second.

    Totals count all that suit both, shown or not; ``alone`` is what suits each: (surely, if those asked say
    yes).
    """

    confirmed: tuple[Pair, ...]
    ask_first: tuple[Pair, ...]
    total_confirmed: int
    total_ask_first: int
    alone: tuple[tuple[int, int], tuple[int, int]]


def ask_for_two(
    market: LiveMarket, store: Store, gazetteer: Gazetteer, first: Question, second: Question
) -> ForTwo:
    """Answer both questions by one version of the market; QuestionError when either can't be asked."""
    rankings = [rank(support_needs(question, gazetteer)[0], market.snapshot) for question in (first, second)]
    both = Together(rankings[0], rankings[1])
    limit = int(first.get("limit", SHOWN))
    left = max(0, limit - len(both.confirmed))
    return ForTwo(
        confirmed=_pairs(market, store, rankings, both.confirmed[:limit], "confirmed"),
        ask_first=_pairs(market, store, rankings, both.ask_first[:left], "ask_first"),
        total_confirmed=len(both.confirmed),
        total_ask_first=len(both.ask_first),
        alone=(_sizes(rankings[0]), _sizes(rankings[1])),
    )


def _pairs(
    market: LiveMarket, store: Store, rankings: list[Ranking], rows: Rows, tier: str
) -> tuple[Pair, ...]:
    """Hidden ones are left out of both lists alike; an unlucky moment between the two must not shift them."""
    ones, others = (shown_rows(ranking.needs, market, store, rows, tier) for ranking in rankings)
    by_number = {each.option.option_number: each for each in others}
    return tuple(
        (one, by_number[one.option.option_number]) for one in ones if one.option.option_number in by_number
    )


def _sizes(ranking: Ranking) -> tuple[int, int]:
    return ranking.total_confirmed, ranking.total_ask_first
