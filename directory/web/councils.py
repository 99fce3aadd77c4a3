"""All councils side by side: the question of 2013 asked again, on a page and as files."""

from flask import Blueprint, Response, render_template, url_for
from flask.typing import ResponseReturnValue

from directory.journeys.neighbours import neighbours_of
from directory.web.opened import opened
from directory.web.report.councils_document import councils_document
from directory.web.report.councils_forms import COUNCILS_DOWNLOADS
from directory.web.reports_now import councils_now

councils = Blueprint("councils", __name__, url_prefix="/market/councils")
NAME = "councils-side-by-side"
LABELS = {
    "pdf": "This page as a PDF, to print or send",
    "xlsx": "The tables as a spreadsheet (XLSX)",
    "csv": "One line for each council (CSV)",
    "json": "Every figure for programs (JSON)",
}


@councils.get("")
def side_by_side() -> str:
    """Every council's choice, its widest gaps, and how it stands to the standard."""
    found = councils_now()
    files = [(label, url_for("councils.download", form=form)) for form, label in LABELS.items()]
    document = councils_document(found, opened().market(), neighbours_of(opened().settings))
    return render_template("market/report.html", document=document, files=files)


@councils.get("/report.<form>")
def download(form: str) -> ResponseReturnValue:
    """The same as a file."""
    if form not in COUNCILS_DOWNLOADS:
        return render_template("market/unknown.html"), 404
    kind, made = COUNCILS_DOWNLOADS[form]
    found, market = councils_now(), opened().market()
    name = f"{NAME}-{market.snapshot.as_of.isoformat()}.{form}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    data = made(found, lambda: councils_document(found, market, neighbours_of(opened().settings)))
    return Response(data, mimetype=kind, headers=headers)
