"""For councils: the market of one area as the report has it, on a plain page."""

from collections.abc import Iterable

from flask import Blueprint, render_template

from directory.errors import NotFound, PlaceNotFound
from directory.journeys.market_reports import MarketReport, report
from directory.vocabulary import Term, vocabulary
from directory.web.market_report_words import GAP_REMEDIES, METHOD, NOT_STATED, percent
from directory.web.opened import opened

market = Blueprint("market", __name__, url_prefix="/market")


@market.get("/")
def areas() -> str:
    """Every council with social-care duties, by region."""
    return render_template("market/areas.html", regions=list(_by_region()))


@market.get("/<area>")
def one_area(area: str) -> str:
    """One council's or district's market, by code or name."""
    here = opened()
    try:
        found: MarketReport = report(here.market(), here.store, here.gazetteer, area)
    except PlaceNotFound as unknown:
        raise NotFound(unknown.sentence, unknown.remedy) from unknown
    return render_template(
        "market/area.html",
        report=found,
        percent=percent,
        method=METHOD,
        not_stated=NOT_STATED,
        gap_remedies=GAP_REMEDIES,
        needs=[need for need in found.by_need if need.options or need.unknown],
    )


def _by_region() -> Iterable[tuple[str, list[Term]]]:
    regions: dict[str, list[Term]] = {}
    for term in vocabulary("councils").terms():
        regions.setdefault(term.extra.get("region", ""), []).append(term)
    for region in sorted(regions):
        yield region, sorted(regions[region], key=lambda term: term.label)
