"""The start page and the pages that say how this site works."""

from flask import Blueprint, render_template

from directory.web.opened import opened

pages = Blueprint("pages", __name__)


@pages.get("/")
def start() -> str:
    """The start page; without a published market, an honest word instead (by its refusal)."""
    opened().market()
    return render_template("start.html", errors={})


@pages.get("/how-it-works")
def how() -> str:
    return render_template("pages/how.html")


@pages.get("/privacy")
def privacy() -> str:
    return render_template("pages/privacy.html")


@pages.get("/accessibility")
def accessibility() -> str:
    return render_template("pages/accessibility.html")
