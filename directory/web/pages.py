"""The start page and the pages that say how this site works."""

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from directory.journeys.unmet_demand import councils_counted
from directory.vocabulary import vocabulary
from directory.web.opened import opened
from directory.web.plain_words import labels
from directory.web.translation import _, choose

pages = Blueprint("pages", __name__)


@pages.get("/")
def start() -> str:
    """The start page; without a published market, an honest word instead (by its refusal)."""
    opened().market()
    return render_template("start.html", errors={})


@pages.post("/language")
def speak() -> Response:
    """Go on in another language, on the page where it was chosen."""
    choose(request.form.get("language", ""), opened().settings)
    back = request.form.get("back", "")
    here = back.startswith("/") and not back.startswith(("//", "/\\"))
    return redirect(back if here else url_for("pages.start"), 303)


@pages.get("/how-it-works")
def how() -> str:
    return render_template("pages/how.html")


@pages.get("/privacy")
def privacy() -> str:
    counted = councils_counted(opened().settings)
    everywhere = len(counted) == len(vocabulary("councils").codes)
    places = _("all of England") if everywhere else labels("councils", sorted(counted))
    return render_template("pages/privacy.html", counted_in=places)


@pages.get("/accessibility")
def accessibility() -> str:
    return render_template("pages/accessibility.html")
