"""For councils: the market of one area as a report, on a page and as files to take along."""

from collections.abc import Iterable

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from directory.errors import PlaceNotFound
from directory.journeys.market_reports.report import MarketReport, councils_with_options
from directory.journeys.need_profiles import profiles_of
from directory.vocabulary import Term, vocabulary
from directory.web.opened import opened
from directory.web.report.addresses import address_of, territory_at
from directory.web.report.blocks import ReportDocument
from directory.web.report.document import document_of
from directory.web.report.downloads import DOWNLOADS

market = Blueprint("market", __name__, url_prefix="/market")


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
        found = _report(area)
    except PlaceNotFound:
        return render_template("market/unknown.html"), 404
    return render_template("market/area.html", document=_document(found), address=address_of(found.area))


@market.get("/<area>/report.<form>")
def download(area: str, form: str) -> ResponseReturnValue:
    """The report as a file: pdf, xlsx, csv or json."""
    if form not in DOWNLOADS:
        return render_template("market/unknown.html"), 404
    try:
        found = _report(area)
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


def _report(area: str) -> MarketReport:
    here = opened()
    reference, profiles = here.reference(), profiles_of(here.settings)
    territory = territory_at(area, reference.areas)
    found: MarketReport = here.kept_reports.report(
        here.market(), here.store, here.gazetteer, reference, territory, profiles
    )
    return found


def _document(found: MarketReport) -> ReportDocument:
    return document_of(found, opened().reference())


def _by_region(councils: Iterable[Term]) -> Iterable[tuple[str, list[Term]]]:
    regions: dict[str, list[Term]] = {}
    for term in councils:
        regions.setdefault(term.extra.get("region", ""), []).append(term)
    for region in sorted(regions):
        yield region, sorted(regions[region], key=lambda term: term.label)
