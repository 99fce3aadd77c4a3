"""Somebody's shortlist: add, order, write beside, name, take off. It is the visit's own."""

from collections.abc import Mapping

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from directory.errors import NotFound
from directory.journeys import shortlists
from directory.journeys.shortlists import LONGEST_LABEL, LONGEST_WORDS
from directory.web.form_fields import row_numbers, written
from directory.web.my_lists import list_named, list_with, my_list, my_lists, shown
from directory.web.opened import opened
from directory.web.told import Told, tell, told
from directory.web.translation import _, number
from directory.web.visit import kept, known_visitor, visitor

shortlist = Blueprint("shortlist", __name__, url_prefix="/shortlist")
STEPS = {"up": -1, "down": 1}


@shortlist.get("/")
def show() -> str:
    """A list for each question, each option with why it fits."""
    return _page(told())


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


@shortlist.post("/move")
def move() -> Response:
    """One line up or down its list."""
    item = _item()
    steps = STEPS.get(request.form.get("way", ""), 0)
    place = shortlists.move(opened().answers, visitor(), my_list(list_with(item)), item, steps)
    return _back(Told("moved", [item], place))


@shortlist.post("/words")
def write() -> ResponseReturnValue:
    """The person's own words beside a line; too many are given back to be made fewer."""
    item, words = _item(), written(request.form, "words")
    list_id = list_with(item)
    if len(words) > LONGEST_WORDS:
        trouble = _(
            "Your note is %(long)s letters long. Use %(most)s or fewer.",
            long=number(len(words)),
            most=number(LONGEST_WORDS),
        )
        return _page(None, {f"words-{item}": trouble}, {item: words}), 422
    opened().answers.shortlists.write(item, visitor(), words)
    if request.form.get("back") == "questions":
        return redirect(url_for("taking.questions", list=list_id, _anchor=f"item-{item}"), 303)
    return _back(Told("written", [item]))


@shortlist.post("/name")
def name() -> ResponseReturnValue:
    """What the person calls a list; blank takes its name away."""
    list_id, label = (
        list_named(request.form.get("list", "")),
        " ".join(written(request.form, "label").split()),
    )
    if len(label) > LONGEST_LABEL:
        words = _("Use %(most)s letters or fewer for the name of a list.", most=LONGEST_LABEL)
        return _page(None, {f"label-{list_id}": words}), 422
    opened().answers.shortlists.name(list_id, visitor(), label)
    return _back(Told("named"))


@shortlist.post("/remove")
def remove() -> Response:
    """Take a line off; it can be put back."""
    item = _item()
    list_with(item)
    opened().answers.shortlists.remove([item], visitor())
    return _back(Told("removed", [item]))


@shortlist.post("/restore")
def restore() -> Response:
    """Put back what was taken off just now."""
    items = row_numbers(request.form, "item")
    opened().answers.shortlists.restore(items, visitor())
    return _back(Told("restored", items))


@shortlist.get("/clear")
def ask_to_clear() -> str:
    """The question before a list, or every list, is cleared."""
    wanted = request.args.get("list", "")
    chosen = [my_list(wanted)] if wanted else my_lists()
    if not chosen:
        raise NotFound("There is nothing to clear.", "Begin again from your shortlist.")
    return render_template(
        "shortlist/clear.html", chosen=chosen, wanted=wanted, count=sum(len(each.lines) for each in chosen)
    )


@shortlist.post("/clear")
def clear() -> Response:
    """Take every line of a list, or of all, off at once."""
    wanted = request.form.get("list", "")
    chosen = [my_list(wanted)] if wanted else my_lists()
    items = [line.item for each in chosen for line in each.lines]
    if items:
        opened().answers.shortlists.remove(items, visitor())
    return _back(Told("cleared", items))


def _page(
    done: Told | None, errors: Mapping[str, str] | None = None, typed: Mapping[int, str] | None = None
) -> str:
    known = known_visitor()
    gone = opened().answers.shortlists.removed(known, done.items) if known and done else []
    return render_template(
        "shortlist/shortlist.html",
        lists=[shown(each) for each in my_lists()],
        links=opened().answers.links.made_by(known) if known else [],
        told=done,
        gone=[(each.item, each.note.get("name", "")) for each in gone],
        errors=errors or {},
        typed=typed or {},
    )


def _item() -> int:
    """The line that a form is about; 0, which no line has, where it names none."""
    return next(iter(row_numbers(request.form, "item")), 0)


def _back(done: Told) -> Response:
    """Back to the list, where what was done stands in focus."""
    tell(done)
    return redirect(url_for("shortlist.show", _anchor="told"), 303)
