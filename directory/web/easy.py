"""The easy-read way through the site: one idea a line, a picture beside it, the same answers underneath."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import LazyString
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from directory.errors import NotFound
from directory.journeys.find_support import ShownOption, ask
from directory.store.views import OptionView
from directory.web import said
from directory.web.cards import contact_lines
from directory.web.cost_words import cost_lines
from directory.web.need_groups import SITUATIONS
from directory.web.need_words import small
from directory.web.opened import opened
from directory.web.plain_words import label, miles
from directory.web.steps import applies, changed, step_named
from directory.web.translation import _l
from directory.web.visit import Kept, keep, kept
from directory.web.wording import sentence

easy = Blueprint("easy", __name__, url_prefix="/easy")
SHOWN = 5
MOST_TO_ASK = 3


@dataclass(frozen=True, slots=True)
class EasyStep:
    """One question: its name (that of the step it is), its words, and the picture beside it."""

    name: str
    heading: LazyString
    picture: str


STEPS: tuple[EasyStep, ...] = (
    EasyStep("needs", _l("What is hard for you?"), "ask"),
    EasyStep("where", _l("Where do you live?"), "place"),
    EasyStep("languages", _l("Which language do you speak?"), "languages"),
    EasyStep("worker", _l("Who should help you wash and dress?"), "worker"),
)


@dataclass(frozen=True, slots=True)
class EasyOption:
    """A service in short sentences, one idea each."""

    option: OptionView
    kind: str
    away: str
    helps: tuple[str, ...]
    cost: str
    ask: tuple[str, ...]
    contact: tuple[str, ...]
    sure: bool


@easy.get("/")
def begin() -> str:
    return render_template("easy/begin.html")


@easy.get("/needs")
def first() -> str:
    return _page(STEPS[0], Kept(), MultiDict(), None)


@easy.post("/needs")
def first_answered() -> Response | tuple[str, int]:
    return _answered(STEPS[0], Kept(), None)


@easy.get("/<answer_id>/results")
def results(answer_id: str) -> str | Response:
    """The first few, those that fit before those to ask; everything else is one link away."""
    question = kept(answer_id).question
    if not question.get("needs"):
        return redirect(url_for("easy.first"))
    here = opened()
    answer = ask(here.market(), here.store, here.gazetteer, {**question, "limit": SHOWN})
    shown = [*answer.confirmed, *answer.ask_first][:SHOWN]
    return render_template(
        "easy/results.html",
        answer_id=answer_id,
        options=[_told(each, question) for each in shown],
        more=answer.total_confirmed + answer.total_ask_first - len(shown),
    )


@easy.get("/<answer_id>/<name>")
def step(answer_id: str, name: str) -> str:
    known = kept(answer_id)
    return _page(_named(name), known, said.form_of(known.question), answer_id)


@easy.post("/<answer_id>/<name>")
def step_answered(answer_id: str, name: str) -> Response | tuple[str, int]:
    return _answered(_named(name), kept(answer_id), answer_id)


def _named(name: str) -> EasyStep:
    for each in STEPS:
        if each.name == name:
            return each
    raise NotFound("There is no such question.", "Begin again from the start page.")


def _answered(asked: EasyStep, known: Kept, answer_id: str | None) -> Response | tuple[str, int]:
    form = MultiDict() if request.form.get("action") == "skip" else request.form
    read = step_named(asked.name).read(form, known.question, opened().gazetteer)
    if read.errors:
        return _page(asked, known, request.form, answer_id, read.errors), 422
    changes = {name: value for name, value in read.changes.items() if name != "within_miles"}
    question = changed(known.question, changes)
    new_id = keep(replace(known, question=question))
    following = _after(asked.name, question)
    if following is None:
        return redirect(url_for("easy.results", answer_id=new_id), 303)
    return redirect(url_for("easy.step", answer_id=new_id, name=following), 303)


def _after(name: str, question: Mapping[str, Any]) -> str | None:
    names = [each.name for each in STEPS]
    later = names[names.index(name) + 1 :]
    return next((each for each in later if applies(each, question)), None)


def _page(
    asked: EasyStep, known: Kept, form: Any, answer_id: str | None, errors: Mapping[str, str] | None = None
) -> str:
    return render_template(
        "easy/step.html",
        step=asked,
        number=STEPS.index(asked) + 1,
        form=form,
        errors=errors or {},
        question=known.question,
        answer_id=answer_id,
        situations=SITUATIONS,
    )


def _told(shown: ShownOption, question: Mapping[str, Any]) -> EasyOption:
    option = shown.option
    helps = [each.code for each in option.attributes if each.vocabulary == "needs" and each.verdict == "yes"]
    wanted = [need for need in question["needs"] if need in helps]
    return EasyOption(
        option=option,
        kind=label("provider_kind", option.provider_kind),
        away=miles(shown.distance_miles, shown.distance_precision) if question.get("place") else "",
        helps=tuple(small(label("needs", need)) for need in wanted),
        cost=cost_lines(shown, {})[0],
        ask=tuple(dict.fromkeys(sentence(reason) for reason in shown.to_ask))[:MOST_TO_ASK],
        contact=tuple(contact_lines(option)),
        sure=shown.tier == "confirmed",
    )
