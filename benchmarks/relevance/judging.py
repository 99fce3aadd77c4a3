"""The example market through the real importers, every ranking run on everyone, and all of it measured."""

import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

from benchmarks.relevance.collection import Vignette, grades_for
from benchmarks.relevance.grading import WORTH_RINGING
from benchmarks.relevance.measures import (
    MEASURES,
    Difference,
    Grades,
    Lists,
    Scores,
    difference,
    exposure,
    scores,
)
from benchmarks.relevance.rankings import OURS, PEERS, RANKERS, Market
from directory.geography.gazetteer import Gazetteer
from directory.live_market import LiveMarket
from directory.rates import rates_on
from directory.settings import Settings, read_settings
from directory.store.session import open_store
from importers.demo_market import load_demo_market

SECRET = "relevance"
"""Fixed, so that personal assistants have the same option numbers, and ties the same order, in every run."""


@dataclass(frozen=True)
class Judged:
    """Everyone's lists by every ranking, with their grades and measures."""

    market: Market
    vignettes: Sequence[Vignette]
    grades: Grades
    lists: Mapping[str, Lists]
    scores: Mapping[str, Scores]

    def differences(self) -> Iterator[tuple[str, str, str, Difference]]:
        """(ours, the peer, the measure, the difference)."""
        for mine in OURS:
            for peer in PEERS:
                for measure in MEASURES:
                    yield mine, peer, measure, self.difference(mine, peer, measure)

    def difference(self, mine: str, other: str, measure: str) -> Difference:
        return difference(self.scores[mine][measure], self.scores[other][measure])

    def exposure(self, ranking: str) -> dict[str, float]:
        """Share of attention by size of provider in the first ten."""
        return exposure(self._sizes(numbers) for numbers in self.lists[ranking].values())

    def share_worth_ringing(self) -> dict[str, float]:
        """Size classes of what is worth ringing, each person counting alike: exposure stands beside it."""
        counted = [Counter(self._sizes(numbers)) for numbers in map(self.worth_ringing, self.vignettes)]
        shares = [{size: n / sum(sizes.values()) for size, n in sizes.items()} for sizes in counted if sizes]
        return {
            size: sum(share.get(size, 0.0) for share in shares) / max(1, len(shares))
            for size in ("small", "medium", "large")
        }

    def worth_ringing(self, vignette: Vignette) -> list[int]:
        graded = self.grades[vignette.id].items()
        return [number for number, given in graded if given.grade >= WORTH_RINGING]

    def _sizes(self, numbers: Sequence[int]) -> list[str]:
        return [self.market.options[number].size_class for number in numbers]


def judge(market: Market, vignettes: Sequence[Vignette]) -> Judged:
    """Grade, rank and measure."""
    options = market.options.values()
    grades = {v.id: grades_for(v, options, market.gazetteer, market.rates) for v in vignettes}
    lists = {
        name: {vignette.id: ranker(market, vignette) for vignette in vignettes}
        for name, ranker in RANKERS.items()
    }
    measured = {name: scores(shown, grades) for name, shown in lists.items()}
    return Judged(market, vignettes, grades, lists, measured)


@contextmanager
def example_market(say: Callable[[str], None]) -> Iterator[Market]:
    """The example market in a folder of its own, which is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="caremarket-bench-") as folder:
        settings = read_settings({"CAREMARKET_DATA_DIR": folder, "CAREMARKET_SECRET_KEY": SECRET})
        load_demo_market(settings, say)
        market = opened(settings, Gazetteer.open(settings))
        yield market
        market.store.close()


def opened(settings: Settings, gazetteer: Gazetteer) -> Market:
    """A published market as it stands in a data folder."""
    store = open_store(settings)
    with store.reading() as reader:
        options = {option.option_number: option for option in reader.published_rows()}
    return Market(LiveMarket.open(settings), store, gazetteer, options, rates_on(datetime.now(UTC).date()))
