"""Reports made once for each state of the market: asked for again, they are there at once."""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from threading import Lock
from typing import Any, TypeVar

from directory.geography.gazetteer import Gazetteer
from directory.geography.reference.reference_data import ReferenceData
from directory.geography.reference.territories import Territory
from directory.journeys.all_councils import AllCouncils, all_councils
from directory.journeys.market_reports.ground import Ground, ground_of
from directory.journeys.market_reports.report import MarketReport, report
from directory.journeys.need_profiles import NeedProfile
from directory.journeys.price_bands import PriceBands
from directory.live_market import LiveMarket
from directory.store.session import Store
from matching.market.standard import Standard

T = TypeVar("T")
MOST_KEPT = 64


class KeptReports:
    """The latest reports of this process. Whatever a report depends on is part of what it is kept under.

    So a hidden option, a new version, other reference data or other profiles all have it made anew.
    """

    def __init__(self, most: int = MOST_KEPT) -> None:
        self._most = most
        self._kept: OrderedDict[Hashable, Any] = OrderedDict()
        self._lock = Lock()

    def on(
        self,
        market: LiveMarket,
        store: Store,
        gazetteer: Gazetteer,
        reference: ReferenceData,
        profiles: Sequence[NeedProfile],
        bands: PriceBands,
    ) -> "ReportsNow":
        """Reports as everything stands now."""
        with store.reading() as reader:
            change = reader.last_change()
        state = market.version, change, reference.shelf.version, tuple(profiles), bands

        def ground(territory: Territory) -> Ground:
            return ground_of(market, store, gazetteer, reference, territory, profiles, bands)

        return ReportsNow(self, state, ground, reference)

    def kept(self, key: Hashable, make: Callable[[], T]) -> T:
        """What was made under this key, or what is made now."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                known: T = self._kept[key]
                return known
        made = make()
        with self._lock:
            self._kept[key] = made
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
        return made


class ReportsNow:
    """Reports of one state of the market."""

    def __init__(
        self,
        shelf: KeptReports,
        state: Hashable,
        ground: Callable[[Territory], Ground],
        reference: ReferenceData,
    ) -> None:
        self._shelf, self._state, self._ground, self._reference = shelf, state, ground, reference

    def area(self, territory: Territory) -> MarketReport:
        key = self._state, territory.kind, territory.code, territory.circle
        return self._shelf.kept(key, lambda: report(self._ground(territory)))

    def councils(self, standard: Standard) -> AllCouncils:
        england = self._reference.areas.find("England")
        return self._shelf.kept(
            (self._state, standard), lambda: all_councils(self._ground(england), standard)
        )
