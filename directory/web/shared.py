"""A private link to a list: made by a person's own click, read-only for whoever has it, and soon over."""

from collections.abc import Sequence

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from directory.journeys.shared_lists import DAYS, make_link, opened_link
from directory.journeys.shortlists import Chosen
from directory.web import said
from directory.web.form_fields import row_numbers
from directory.web.my_lists import lines_of, my_list, shown
from directory.web.opened import opened
from directory.web.said import SaidRow
from directory.web.told import Told, tell
from directory.web.visit import visitor

shared = Blueprint("shared", __name__)


@shared.get("/shortlist/link")
def choose() -> str:
    """What the link shows, chosen before it is made."""
    this = shown(my_list(request.args.get("list", "")))
    return render_template("shortlist/link.html", list=this, address="", days=DAYS)


@shared.post("/shortlist/link")
def make() -> str:
    """The address of a new link, told this once: only its hash is kept."""
    chosen = my_list(request.form.get("list", ""))
    token = make_link(
        opened().answers,
        visitor(),
        chosen,
        with_answers="answers" in request.form,
        with_words="words" in request.form,
    )
    address = url_for("shared.show", token=token, _external=True)
    return render_template("shortlist/link.html", list=shown(chosen), address=address, days=DAYS)


@shared.post("/shortlist/link/withdraw")
def withdraw() -> ResponseReturnValue:
    """End a link of this visit at once."""
    for link in row_numbers(request.form, "link"):
        opened().answers.links.withdraw(link, visitor())
    tell(Told("link ended"))
    return redirect(url_for("shortlist.show", _anchor="told"), 303)


@shared.get("/s/<token>")
def show(token: str) -> ResponseReturnValue:
    """The list behind a link, for whoever has it; kind words once it has ended."""
    here = opened()
    found = opened_link(here.answers, here.store, here.market(), here.gazetteer, token)
    if found is None or found.lines is None:
        status = 404 if found is None else 410
        return render_template("shortlist/ended.html", withdrawn=status == 410, days=DAYS), status
    return render_template(
        "shortlist/shared.html",
        lines=list(lines_of(found.lines)),
        asked=_asked(found.lines),
        ends=found.expires_at.date(),
    )


@shared.after_request
def keep_out_of_searches(response: Response) -> Response:
    response.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    return response


def _asked(lines: Sequence[Chosen]) -> list[SaidRow]:
    """What was asked for, where it is shown; never where, which somebody typed."""
    question = next((each.question for each in lines if each.question), None)
    rows = said.rows(question) if question else []
    return [row for row in rows if row.words and row.step != "where"]
