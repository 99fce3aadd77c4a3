"""What a report rests on, and how it is worked out: sources, versions, formulas and where they come from."""

from directory.journeys.market_reports.report import MarketReport
from directory.web.plain_words import long_date, source_name
from directory.web.report.blocks import Column, Section, Table, Text


def sources_section(report: MarketReport) -> Section:
    return Section(
        "sources",
        "Where this comes from",
        (
            Table(
                "sources",
                "Records of the options based here",
                (
                    Column("Source"),
                    Column("Sent by"),
                    Column("For"),
                    Column("Options", "count"),
                    Column("Confirmed", "date"),
                ),
                [
                    (source_name(each.source), each.publisher, each.scope, each.options, each.confirmed_on)
                    for each in report.sources
                ],
            ),
            Text(
                f"Data version {report.data_version}; reference data {report.reference_version}; as of "
                f"{long_date(report.as_of)}. The same versions give the same report again."
            ),
        ),
    )
