"""A market report put together for its readers: first screen, then the evidence, from top to bottom."""

from collections.abc import Sequence

from directory.geography.reference.reference_data import ReferenceData
from directory.journeys.all_councils import CouncilStanding
from directory.journeys.market_reports.report import MarketReport
from directory.journeys.unmet_demand import UnmetDemand
from directory.web.report.access_words import access_section
from directory.web.report.asking_words import asking_section
from directory.web.report.blocks import ReportDocument
from directory.web.report.change_words import change_section
from directory.web.report.choice_words import choice_section
from directory.web.report.councils_words import beside_section
from directory.web.report.culture_words import culture_section
from directory.web.report.headline_words import headline
from directory.web.report.method import method_section
from directory.web.report.needs_words import needs_section
from directory.web.report.ownership_words import ownership_section
from directory.web.report.price_words import price_section
from directory.web.report.quality_words import quality_section, records_section
from directory.web.report.sources_words import sources_section
from directory.web.report.unmet_words import unmet_section
from directory.web.report.variety_words import variety_section
from directory.web.report.what_if_words import what_if_section

LEAD = (
    "Under section 5 of the Care Act 2014 councils promote a market with a variety of providers to "
    "choose from. "
    "This report says how much choice people have, who is left out, and what would mend it."
)


def document_of(
    report: MarketReport,
    reference: ReferenceData,
    beside: Sequence[CouncilStanding] = (),
    unmet: UnmetDemand | None = None,
) -> ReportDocument:
    """Everything that the report says, drawn with the outlines that are loaded.

    ``beside``: the council and those that are like it, where a file tells which are. ``unmet``: what searches
    found, where the council has it counted.
    """
    level = report.people.drawn_level
    outlines = reference.outlines(level) if level else None
    parts = [choice_section(report, outlines)]
    if report.options:
        parts += [
            *([asking_section(report.asking)] if report.asking else []),
            what_if_section(report.what_if),
            needs_section(report),
            *([variety_section(report.variety)] if report.variety else []),
            culture_section(report.culture),
            access_section(report.access, outlines),
            *([ownership_section(report.ownership)] if report.ownership else []),
            price_section(report.prices),
            quality_section(report.quality),
            *([change_section(report.change)] if report.change else []),
            *([unmet_section(unmet)] if report.area.kind == "council" else []),
            *([beside_section(beside)] if beside else []),
            records_section(report.records),
            sources_section(report),
        ]
    parts.append(method_section())
    return ReportDocument(
        f"Choice of care and support: {report.area.label}",
        LEAD,
        tuple(headline(report)),
        tuple(parts),
        report.as_of,
        report.data_version,
        report.example,
    )
