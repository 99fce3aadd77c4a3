"""Reports made once for each state of the market: asked for again, they are there at once."""

from collections import OrderedDict
from collections.abc import Hashable, Sequence
from threading import Lock

from directory.geography.gazetteer import Gazetteer
from directory.geography.reference.reference_data import ReferenceData
from directory.geography.reference.territories import Territory
from directory.journeys.market_reports.ground import ground_of
from directory.journeys.market_reports.report import MarketReport, report
from directory.journeys.need_profiles import NeedProfile
from directory.live_market import LiveMarket
from directory.store.session import Store

MOST_KEPT = 64


class KeptReports:
    """The latest reports of this process. Whatever a report depends on is part of what it is kept under.

    So a hidden option, a new version, other reference data or other profiles all have it made anew.
    """

    def __init__(self, most: int = MOST_KEPT) -> None:
        self._most = most
        self._kept: OrderedDict[Hashable, MarketReport] = OrderedDict()
        self._lock = Lock()

    def report(
        self,
        market: LiveMarket,
        store: Store,
        gazetteer: Gazetteer,
        reference: ReferenceData,
        territory: Territory,
        profiles: Sequence[NeedProfile],
    ) -> MarketReport:
        """The report on a territory as everything stands now."""
        with store.reading() as reader:
            change = reader.last_change()
        area = territory.kind, territory.code, territory.circle
        key = market.version, change, reference.shelf.version, area, tuple(profiles)
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        made = report(ground_of(market, store, gazetteer, reference, territory, profiles))
        with self._lock:
            self._kept[key] = made
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
        return made
