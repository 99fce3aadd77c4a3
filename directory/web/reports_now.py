"""The reports that pages and the API show, made of everything as it stands now."""

from directory.journeys.all_councils import AllCouncils
from directory.journeys.market_reports.kept import ReportsNow
from directory.journeys.market_reports.report import MarketReport
from directory.journeys.need_profiles import profiles_of
from directory.journeys.price_bands import price_bands_of
from directory.journeys.standards import standard_of
from directory.web.opened import opened
from directory.web.report.addresses import territory_at


def area_report(address: str) -> MarketReport:
    """The report on what an address stands for; ``PlaceNotFound`` where that is nothing."""
    return _now().area(territory_at(address, opened().reference().areas))


def councils_now() -> AllCouncils:
    """All councils, against the standard that stands now."""
    return _now().councils(standard_of(opened().settings))


def _now() -> ReportsNow:
    here = opened()
    profiles, bands = profiles_of(here.settings), price_bands_of(here.settings)
    now: ReportsNow = here.kept_reports.on(
        here.market(), here.store, here.gazetteer, here.reference(), profiles, bands
    )
    return now
