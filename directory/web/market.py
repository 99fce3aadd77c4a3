"""For councils: the market of one area as the report has it, on a plain page."""

from collections.abc import Iterable

from flask import Blueprint, Response, render_template

from directory.errors import PlaceNotFound
from directory.journeys.market_reports.forms import as_csv
from directory.journeys.market_reports.ground import ground_of
from directory.journeys.market_reports.report import MarketReport, councils_with_options, report
from directory.journeys.need_profiles import profiles_of
from directory.vocabulary import Term, vocabulary
from directory.web.market_report_words import GAP_REMEDIES, METHOD, NOT_STATED, in_short, percent
from directory.web.opened import opened

market = Blueprint("market", __name__, url_prefix="/market")


BYTE_ORDER_MARK = "\ufeff"
"""Without it, spreadsheets take a UTF-8 file for an older encoding and show pound signs wrong."""


@market.get("/")
def areas() -> str:
    """Every council with social-care duties, by region; first those that records are held of."""
    held = [vocabulary("councils").term(code) for code in councils_with_options(opened().market())]
    others = [term for term in vocabulary("councils").terms() if term not in held]
    return render_template("market/areas.html", held=held, regions=list(_by_region(others)))


@market.get("/<area>")
def one_area(area: str) -> str | tuple[str, int]:
    """One council's or district's market, by code or name."""
    try:
        found = _report(area)
    except PlaceNotFound:
        return render_template("market/unknown.html"), 404
    needs = sorted(found.by_need, key=lambda need: (-need.options, need.label))
    return render_template(
        "market/area.html",
        report=found,
        in_short=in_short(found),
        percent=percent,
        method=METHOD,
        not_stated=NOT_STATED,
        gaps=_gaps(found),
        needs=[need for need in needs if need.options],
        missing=[need for need in needs if not need.options],
    )


@market.get("/<area>/figures.csv")
def figures(area: str) -> Response | tuple[str, int]:
    """Every figure of the page for a spreadsheet; cells that it would run as formulas are quoted."""
    try:
        found = _report(area)
    except PlaceNotFound:
        return render_template("market/unknown.html"), 404
    name = f"market-{found.area.code}-{found.as_of.isoformat()}.csv"
    return Response(
        BYTE_ORDER_MARK + as_csv(found),
        mimetype="text/csv",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _report(area: str) -> MarketReport:
    here = opened()
    reference, profiles = here.reference(), profiles_of(here.settings)
    territory = reference.areas.find(area)
    return report(ground_of(here.market(), here.store, here.gazetteer, reference, territory, profiles))


def _gaps(found: MarketReport) -> list[tuple[str, list[str]]]:
    """For each example person without a choice of three everywhere: for how many, and what would mend it."""
    told = []
    for choice in found.choice.profiles:
        shares = [(name, getattr(choice.gaps, name) if choice.gaps else None) for name in GAP_REMEDIES]
        said = [f"{percent(share)}: {GAP_REMEDIES[name]}" for name, share in shares if share]
        if said:
            told.append((choice.label, said))
    return told


def _by_region(councils: Iterable[Term]) -> Iterable[tuple[str, list[Term]]]:
    regions: dict[str, list[Term]] = {}
    for term in councils:
        regions.setdefault(term.extra.get("region", ""), []).append(term)
    for region in sorted(regions):
        yield region, sorted(regions[region], key=lambda term: term.label)
