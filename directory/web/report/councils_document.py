"""All councils as a document of blocks."""

from directory.journeys.all_councils import AllCouncils
from directory.journeys.neighbours import Neighbours
from directory.live_market import LiveMarket
from directory.web.report.blocks import ReportDocument
from directory.web.report.councils_words import councils_headline, councils_sections
from directory.web.report.method import method_section

LEAD = (
    "Every council in England with social-care duties, held against one standard by what its records "
    "say. What is "
    "not known is told apart from what is not there."
)


def councils_document(
    found: AllCouncils, market: LiveMarket, neighbours: Neighbours | None
) -> ReportDocument:
    return ReportDocument(
        "All councils side by side",
        LEAD,
        councils_headline(found),
        [*councils_sections(found, neighbours), method_section()],
        market.snapshot.as_of,
        f"{found.data_version}, reference data {found.reference_version}",
        bool(market.manifest.get("example")),
    )
