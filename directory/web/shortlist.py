"""Somebody's shortlist: add, take off, print. It belongs to the visit and needs no account."""

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from directory.journeys import shortlists
from directory.web import said
from directory.web.cards import card, plain_card
from directory.web.opened import opened
from directory.web.visit import kept, known_visitor, shortlisted, visitor

shortlist = Blueprint("shortlist", __name__, url_prefix="/shortlist")


@shortlist.get("/")
def show() -> str:
    """Each option with why it fits the question it was chosen for; ready to print."""
    here, known = opened(), known_visitor()
    chosen = []
    if known and here.answers.shortlist(known):
        chosen = shortlists.shortlist(here.answers, here.store, here.market(), here.gazetteer, known)
    lines = []
    for each in chosen:
        shown = None
        if each.account and each.question:
            shown = card(each.account, each.question)
        elif each.option:
            shown = plain_card(each.option)
        asked = [row for row in said.rows(each.question) if row.words] if each.question else []
        lines.append((each, shown, asked))
    return render_template("shortlist/shortlist.html", lines=lines)


@shortlist.post("/add")
def add() -> Response:
    """Keep an option, with the question when it came from one; go back to where it was chosen."""
    answer_id = request.form.get("answer_id", "")
    question = kept(answer_id).question if answer_id else None
    here = opened()
    wanted = request.form.get("option_id", "")
    option = shortlists.choose(here.answers, here.store, visitor(), wanted, question)
    if answer_id:
        back = url_for("results.show", answer_id=answer_id, _anchor=f"name-{option.option_id}")
    else:
        back = url_for("services.show", option_id=option.option_id)
    return redirect(back, 303)


@shortlist.post("/remove")
def remove() -> Response:
    known, option_id = known_visitor(), request.form.get("option_id", "")
    if known and option_id in shortlisted():
        opened().answers.remove_from_shortlist(option_id, known)
    return redirect(url_for("shortlist.show"), 303)
