"""The forms of a report to take along, each with its media type."""

import json
from collections.abc import Callable, Mapping

from directory.journeys.market_reports.forms import as_csv, as_json
from directory.journeys.market_reports.report import MarketReport
from directory.web.report.blocks import ReportDocument
from directory.web.report.pdf import as_pdf
from directory.web.report.workbook import as_workbook

BYTE_ORDER_MARK = "\ufeff"
"""Without it, spreadsheets take a UTF-8 file for an older encoding and show pound signs wrong."""
Made = Callable[[MarketReport, Callable[[], ReportDocument]], bytes]


def _csv(report: MarketReport, document: Callable[[], ReportDocument]) -> bytes:
    return (BYTE_ORDER_MARK + as_csv(report)).encode()


def _json(report: MarketReport, document: Callable[[], ReportDocument]) -> bytes:
    return json.dumps(as_json(report), ensure_ascii=False, indent=1).encode()


PDF = "application/pdf"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOWNLOADS: Mapping[str, tuple[str, Made]] = {
    "pdf": (PDF, lambda _, document: as_pdf(document())),
    "xlsx": (
        XLSX,
        lambda _, document: as_workbook(document()),
    ),
    "csv": ("text/csv", _csv),
    "json": ("application/json", _json),
}
