"""Who the support is for: me, someone I look after, or both of us, whose answers are kept side by side."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import LazyString
from werkzeug.wrappers import Response

from directory.errors import QuestionError
from directory.journeys.find_support import ShownOption
from directory.journeys.for_two import Pair, ask_for_two
from directory.journeys.shortlists import on_list
from directory.web import said
from directory.web.cards import Card, cards
from directory.web.opened import opened
from directory.web.translation import _, _l
from directory.web.visit import Kept, Who, keep, kept, turned_id, visitor

for_two = Blueprint("for_two", __name__)
CHOICES: Mapping[Who, LazyString] = {
    "me": _l("Me"),
    "other": _l("Someone I look after"),
    "both": _l("Both of us"),
}
HINTS: Mapping[Who, LazyString] = {
    "other": _l("You answer for them, or together with them."),
    "both": _l("You each need support. We ask about one of you, then about the other, and search once."),
}
NAMES: tuple[LazyString, LazyString] = (_l("You"), _l("The other person"))
SHARED = ("place", "within_miles")
"""What the second person's answers begin with: most who look for support together live together."""


@dataclass(frozen=True, slots=True)
class Person:
    """One of two people: what they are called here, what they said, and the id with theirs in front."""

    name: str
    question: Mapping[str, Any]
    answer_id: str

    @property
    def stated(self) -> list[said.SaidRow]:
        return [row for row in said.rows(self.question) if row.words]

    @property
    def unstated(self) -> list[said.SaidRow]:
        return [row for row in said.rows(self.question) if not row.words]


@dataclass(frozen=True, slots=True)
class CardForTwo:
    """One option, as its card is for each of the two."""

    first: Card
    second: Card


def people(answer_id: str, known: Kept) -> list[Person]:
    """Whoever it is for: one without a name, or both, the first one first."""
    if known.who != "both":
        return [Person("", known.question, answer_id)]
    found = [
        Person(str(NAMES[known.turn - 1]), known.question, answer_id),
        Person(str(NAMES[2 - known.turn]), known.other_question, turned_id(answer_id)),
    ]
    return found if known.turn == 1 else found[::-1]


def about_whom(known: Kept) -> str:
    """Whom the questions are about, where that is not plain."""
    if known.who == "other":
        return _("Answer for the person you look after. “You” means them here.")
    if known.who == "both" and known.turn == 1:
        return _("First we ask about you. Then we ask about the other person.")
    return _("Now about the other person. “You” means them here.") if known.who == "both" else ""


@for_two.get("/find/who")
@for_two.get("/find/<answer_id>/who", endpoint="who_again")
def who(answer_id: str = "") -> str:
    known = kept(answer_id) if answer_id else Kept()
    return _who_page(answer_id, known.who)


@for_two.post("/find/who")
@for_two.post("/find/<answer_id>/who", endpoint="who_changed")
def who_said(answer_id: str = "") -> Response | tuple[str, int]:
    """On to the first question, or back to the answers when these were there before."""
    known = kept(answer_id) if answer_id else Kept()
    chosen = next((each for each in CHOICES if each == request.form.get("who")), None)
    if chosen is None:
        trouble = {"who-me": _("Choose who the support is for.")}
        return _who_page(answer_id, known.who, trouble), 422
    new_id = keep(replace(known, who=chosen))
    if known.question.get("needs"):
        return redirect(url_for("find.check", answer_id=new_id), 303)
    return redirect(url_for("find.step", answer_id=new_id, name="needs"), 303)


@for_two.post("/find/<answer_id>/other-person")
def begin_other(answer_id: str) -> Response:
    """The other person's questions; they begin with the same place."""
    known = kept(answer_id)
    turned = known.turned()
    if not turned.question:
        place = {name: known.question[name] for name in SHARED if known.question.get(name) is not None}
        turned = replace(turned, question=place)
    return redirect(url_for("find.step", answer_id=keep(turned), name="needs"), 303)


@for_two.get("/results/<answer_id>/both")
def both(answer_id: str) -> str | Response | tuple[str, int]:
    """What suits both; without two people's needs there is nothing to answer yet."""
    known = kept(answer_id)
    persons = people(answer_id, known)
    if len(persons) < 2 or not all(person.question.get("needs") for person in persons):
        return redirect(url_for("find.check", answer_id=answer_id))
    first, second = persons
    here = opened()
    try:
        found = ask_for_two(here.market(), here.store, here.gazetteer, first.question, second.question)
    except QuestionError as trouble:
        return render_template("results/trouble.html", answer_id=answer_id, trouble=trouble), 422
    return render_template(
        "results/both.html",
        answer_id=first.answer_id,
        people=(first, second),
        alone=list(zip((first, second), found.alone, strict=True)),
        found=found,
        confirmed=_cards(found.confirmed, first, second),
        ask_first=_cards(found.ask_first, first, second),
        shortlisted=on_list(here.answers, visitor(), first.question),
    )


def _cards(pairs: tuple[Pair, ...], first: Person, second: Person) -> list[CardForTwo]:
    ones: list[ShownOption] = [one for one, _other in pairs]
    others: list[ShownOption] = [other for _one, other in pairs]
    both = zip(cards(ones, first.question), cards(others, second.question), strict=True)
    return [CardForTwo(one, other) for one, other in both]


def _who_page(answer_id: str, chosen: str, errors: Mapping[str, str] | None = None) -> str:
    return render_template(
        "find/who.html",
        answer_id=answer_id,
        chosen=chosen,
        choices=CHOICES,
        hints=HINTS,
        errors=errors or {},
    )
