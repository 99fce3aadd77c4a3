"""For councils: the market of one area as a report, on a page and as files to take along."""

from collections.abc import Iterable

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from directory.errors import PlaceNotFound
from directory.journeys.all_councils import CouncilStanding
from directory.journeys.market_reports.report import MarketReport, councils_with_options
from directory.journeys.neighbours import neighbours_of
from directory.journeys.unmet_demand import unmet_demand
from directory.vocabulary import Term, vocabulary
from directory.web.opened import opened
from directory.web.report.addresses import address_of
from directory.web.report.blocks import ReportDocument
from directory.web.report.document import document_of
from directory.web.report.downloads import DOWNLOADS
from directory.web.reports_now import area_report, councils_now

market = Blueprint("market", __name__, url_prefix="/market")
LABELS = {
    "pdf": "The report as a PDF, to print or send",
    "xlsx": "Every table as a spreadsheet (XLSX)",
    "csv": "Every figure, one a line (CSV)",
    "json": "Every figure for programs (JSON)",
}


@market.get("/")
def areas() -> str:
    """Every council with social-care duties, by region; first those that records are held of."""
    return _areas_page()


@market.post("/")
def look_for() -> ResponseReturnValue:
    """From an area's name, or a circle around a place, to its report."""
    name = request.form.get("area", "").strip()[:200]
    try:
        found = opened().reference().areas.find(name)
    except PlaceNotFound as refusal:
        return _areas_page(name, refusal), 422
    return redirect(url_for("market.one_area", area=address_of(found)), 303)


@market.get("/<area>")
def one_area(area: str) -> ResponseReturnValue:
    """One area's market: by code, by a council's name, or a circle by its middle and miles."""
    try:
        found = area_report(area)
    except PlaceNotFound:
        return render_template("market/unknown.html"), 404
    address = address_of(found.area)
    files = [(label, url_for("market.download", area=address, form=form)) for form, label in LABELS.items()]
    return render_template("market/report.html", document=_document(found), files=files)


@market.get("/<area>/report.<form>")
def download(area: str, form: str) -> ResponseReturnValue:
    """The report as a file: pdf, xlsx, csv or json."""
    if form not in DOWNLOADS:
        return render_template("market/unknown.html"), 404
    try:
        found = area_report(area)
    except PlaceNotFound:
        return render_template("market/unknown.html"), 404
    kind, made = DOWNLOADS[form]
    name = f"market-{address_of(found.area)}-{found.as_of.isoformat()}.{form}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(made(found, lambda: _document(found)), mimetype=kind, headers=headers)


def _areas_page(asked: str = "", refusal: PlaceNotFound | None = None) -> str:
    held = [vocabulary("councils").term(code) for code in councils_with_options(opened().market())]
    others = [term for term in vocabulary("councils").terms() if term not in held]
    regions = list(_by_region(others))
    return render_template("market/areas.html", held=held, regions=regions, asked=asked, refusal=refusal)


def _document(found: MarketReport) -> ReportDocument:
    here = opened()
    unmet = unmet_demand(here.answers, here.settings, found.area.code, found.as_of)
    return document_of(found, here.reference(), tuple(_beside(found)), unmet)


def _beside(found: MarketReport) -> Iterable[CouncilStanding]:
    """The council and those that are like it, where a file tells which are."""
    settings = opened().settings
    alike = (neighbours_of(settings) or {}).get(found.area.code)
    if not alike:
        return ()
    standings = {each.code: each for each in councils_now().councils}
    return [standings[code] for code in (found.area.code, *alike)]


def _by_region(councils: Iterable[Term]) -> Iterable[tuple[str, list[Term]]]:
    regions: dict[str, list[Term]] = {}
    for term in councils:
        regions.setdefault(term.extra.get("region", ""), []).append(term)
    for region in sorted(regions):
        yield region, sorted(regions[region], key=lambda term: term.label)
