"""All councils as files: a line a council, or every figure for programs."""

import csv
import io
import json
from collections.abc import Callable, Mapping
from typing import Any

from directory.cells import inert
from directory.journeys.all_councils import AllCouncils, CouncilStanding
from directory.journeys.market_reports.forms import plain
from directory.web.report.blocks import ReportDocument
from directory.web.report.downloads import BYTE_ORDER_MARK, PDF, XLSX
from directory.web.report.pdf import as_pdf
from directory.web.report.workbook import as_workbook

COLUMNS = (
    *("code", "label", "region", "verdict", "firmness", "place", "options", "three_confirmed"),
    *("three_possible", "none_at_best", "lacking", "data_version", "reference_version"),
)
Made = Callable[[AllCouncils, Callable[[], ReportDocument]], bytes]


def as_json(found: AllCouncils) -> dict[str, Any]:
    """Every council with its lines; shares between 0 and 1, None not known."""
    told: dict[str, Any] = plain(found)
    return told


def as_csv(found: AllCouncils) -> str:
    """One line a council under ``COLUMNS``."""
    written = io.StringIO()
    sheet = csv.writer(written, lineterminator="\r\n")
    sheet.writerow(COLUMNS)
    for each in found.councils:
        sheet.writerow([inert(cell) for cell in (*_cells(each), found.data_version, found.reference_version)])
    return written.getvalue()


def _cells(each: CouncilStanding) -> tuple[Any, ...]:
    judged = each.judged
    firmness = None if judged.verdict == "cannot_judge" else judged.firmness
    return (
        *(each.code, each.label, each.region, judged.verdict, firmness, each.place, each.options),
        *(each.confirmed, each.possible, each.none_at_best, " ".join(judged.lacking)),
    )


COUNCILS_DOWNLOADS: Mapping[str, tuple[str, Made]] = {
    "pdf": (PDF, lambda _, document: as_pdf(document())),
    "xlsx": (XLSX, lambda _, document: as_workbook(document())),
    "csv": ("text/csv", lambda found, _: (BYTE_ORDER_MARK + as_csv(found)).encode()),
    "json": ("application/json", lambda found, _: json.dumps(as_json(found), ensure_ascii=False).encode()),
}
