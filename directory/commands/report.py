"""``caremarket report``: how varied one area's market is, to read, for a program or for a spreadsheet."""

import json

import click

from directory.geography.gazetteer import Gazetteer
from directory.geography.reference.reference_data import ReferenceData
from directory.journeys.market_reports.forms import as_csv, as_json
from directory.journeys.market_reports.ground import ground_of
from directory.journeys.market_reports.report import report
from directory.journeys.need_profiles import profiles_of
from directory.journeys.price_bands import price_bands_of
from directory.live_market import LiveMarket
from directory.settings import read_settings
from directory.store.session import open_store
from directory.web.report.document import document_of
from directory.web.report.text import as_text


@click.command("report")
@click.argument("area", nargs=-1, required=True)
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "csv"]), default="text", show_default=True
)
def report_area(area: tuple[str, ...], form: str) -> None:
    """How varied the market in AREA is: a council, district or region, by name or ONS code.

    A ward, MSOA or LSOA too, where reference data is loaded. What to act on first, the choice of eight people
    or of those in profiles.json in the data folder, whom to ask, cultural fit, access, owners, prices,
    ratings, what changed, what the records don't say, and where it all comes from.
    """
    settings = read_settings()
    market, profiles = LiveMarket.open(settings), profiles_of(settings)
    gazetteer = Gazetteer.open(settings)
    reference = ReferenceData.open(settings.reference_dir, gazetteer.locate)
    territory = reference.areas.find(" ".join(area))
    found = report(
        ground_of(
            market, open_store(settings), gazetteer, reference, territory, profiles, price_bands_of(settings)
        )
    )
    if form == "json":
        click.echo(json.dumps(as_json(found), ensure_ascii=False, indent=2))
    else:
        click.echo(
            as_csv(found) if form == "csv" else as_text(document_of(found, reference)), nl=form == "text"
        )
