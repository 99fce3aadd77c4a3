"""The start page and the pages that say how this site works."""

from flask import Blueprint, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from directory.errors import NotFound
from directory.journeys.unmet_demand import councils_counted
from directory.vocabulary import vocabulary
from directory.web.brand import KINDS
from directory.web.opened import opened
from directory.web.page_words import LARGE_PRINT
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
    return _back()


@pages.post("/text-size")
def size() -> Response:
    """Larger letters on every page of this visit, on paper too; or the usual ones again."""
    if request.form.get("size") == "large":
        session[LARGE_PRINT] = True
    else:
        session.pop(LARGE_PRINT, None)
    return _back()


@pages.get("/brand/<mark>.css")
def brand_style(mark: str) -> Response:
    """A council's own colours."""
    if mark != opened().brand.mark:
        raise NotFound("There is no such style.")
    return _kept(Response(opened().brand.style, mimetype="text/css"))


@pages.get("/brand/<mark>/logo")
def brand_logo(mark: str) -> Response:
    """A council's own logo. It is a picture and nothing else: no script in it runs, even opened by itself."""
    brand = opened().brand
    if brand.logo is None or mark != brand.mark:
        raise NotFound("There is no logo.")
    return _kept(Response(brand.logo.read_bytes(), mimetype=KINDS[brand.logo.suffix.lower()]))


def _back() -> Response:
    """To the page where the choice was made, if it is one of ours."""
    back = request.form.get("back", "")
    here = back.startswith("/") and not back.startswith(("//", "/\\"))
    return redirect(back if here else url_for("pages.start"), 303)


def _kept(response: Response) -> Response:
    """Its address changes whenever it does, so it may be kept."""
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return response


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
