"""The answer to a question: what fits, what to ask, what nearly fits, and the local market beside it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from directory.errors import CareMarketError, QuestionError
from directory.journeys.find_support import Answer, ask
from directory.journeys.shortlists import on_list
from directory.journeys.unmet_demand import count
from directory.vocabulary import vocabulary
from directory.web import said
from directory.web.access_log import FAILURES
from directory.web.cards import cards
from directory.web.near_miss_words import near_miss
from directory.web.opened import opened
from directory.web.places import address_of_council
from directory.web.plain_words import label
from directory.web.visit import Kept, keep, kept, visitor
from directory.web.wording import sentence

results = Blueprint("results", __name__, url_prefix="/results")
SHOWN = 20
MOST_SHOWN = 200
HOURS_UNSAID = ("note.hours_not_said", "note.hours_assumed")
FIELDS_RELAXED = ("place", "within_miles", "provider_kinds", "setting")


@dataclass(frozen=True, slots=True)
class NearMissShown:
    """A must-have that could go, in words, with its names for the button."""

    relax: tuple[str, ...]
    words: str


@results.get("/<answer_id>")
def show(answer_id: str) -> str | Response | tuple[str, int]:
    """The results page; without a need there is nothing to answer yet."""
    known = kept(answer_id)
    if not known.question.get("needs"):
        return redirect(url_for("find.step", answer_id=answer_id, name="needs"))
    try:
        answer = _asked(known.question)
    except QuestionError as trouble:
        return render_template("results/trouble.html", answer_id=answer_id, trouble=trouble), 422
    _count(answer)
    return render_template(
        "results/results.html",
        answer_id=answer_id,
        question=known.question,
        rows=[row for row in said.rows(known.question) if row.words],
        varied=known.question.get("varied", True),
        more=_more(known.question, answer),
        for_both=known.who == "both" and bool(known.other_question.get("needs")),
        shortlisted=on_list(opened().answers, visitor(), known.question),
        **page_of(answer, known.question),
    )


@results.post("/<answer_id>/list")
def choose_list(answer_id: str) -> Response:
    """A varied list, or the best matches only."""
    known = kept(answer_id)
    varied = request.form.get("list") != "best"
    return _ask_again(known, {**known.question, "varied": varied})


@results.post("/<answer_id>/more")
def show_more(answer_id: str) -> Response:
    known = kept(answer_id)
    limit = min(int(known.question.get("limit", SHOWN)) + SHOWN, MOST_SHOWN)
    return _ask_again(known, {**known.question, "limit": limit})


@results.post("/<answer_id>/relax")
def relax(answer_id: str) -> Response:
    """The same question without some must-haves; the one before stays where it was."""
    known = kept(answer_id)
    return _ask_again(known, relaxed(known.question, request.form.getlist("relax")))


def relaxed(question: Mapping[str, Any], names: list[str]) -> dict[str, Any]:
    """Musts become wishes; what is a must whenever it is said is taken out."""
    gone = set(names).intersection(FIELDS_RELAXED)
    kept_fields = {name: value for name, value in question.items() if name not in gone | {"must"}}
    if "place" in gone:
        kept_fields.pop("within_miles", None)
    if "setting" in gone and not question.get("setting"):
        kept_fields["setting"] = list(vocabulary("setting").codes)
    must = [name for name in question.get("must") or () if name not in names]
    return {**kept_fields, "must": must} if must else kept_fields


def page_of(answer: Answer, question: Mapping[str, Any]) -> dict[str, Any]:
    """An answer as the template reads it."""
    kinds = sorted(answer.market.by_kind.items(), key=lambda pair: (-pair[1], pair[0]))
    return {
        "answer": answer,
        "confirmed": cards(answer.confirmed, question),
        "ask_first": cards(answer.ask_first, question),
        "near_misses": [NearMissShown(miss.relax, near_miss(miss)) for miss in answer.near_misses],
        "notes": [sentence(note) for note in answer.notes],
        "hours_unsaid": any(note.id in HOURS_UNSAID for note in answer.notes),
        "kinds": [(label("provider_kind", kind), count) for kind, count in kinds],
        "council": _council(answer),
        "missing": [sentence(reason) for reason in answer.market.missing],
    }


def _council(answer: Answer) -> tuple[str, str] | None:
    """The name and the address of the council whose area was asked about."""
    code = answer.place.council if answer.place else None
    return (label("councils", code), address_of_council(code)) if code else None


def _asked(question: Mapping[str, Any]) -> Answer:
    here = opened()
    return ask(here.market(), here.store, here.gazetteer, {"limit": SHOWN, **question})


def _count(answer: Answer) -> None:
    """Counting what searches found never stands in the way of an answer."""
    here = opened()
    try:
        count(here.answers, here.settings, answer, visitor())
    except CareMarketError as trouble:
        FAILURES.error("A search could not be counted: %s", trouble.code)


def _ask_again(known: Kept, question: Mapping[str, Any]) -> Response:
    return redirect(url_for("results.show", answer_id=keep(replace(known, question=question))), 303)


def _more(question: Mapping[str, Any], answer: Answer) -> bool:
    shown = len(answer.confirmed) + len(answer.ask_first)
    limit = int(question.get("limit", SHOWN))
    return shown >= limit and limit < MOST_SHOWN and shown < answer.total_confirmed + answer.total_ask_first
