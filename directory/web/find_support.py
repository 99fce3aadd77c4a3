"""The questions: one thing at a time, on one page, or in a person's own words; all of it by POST."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from directory.journeys.read_words import read_words
from directory.web import said
from directory.web.for_two import CHOICES, about_whom, people
from directory.web.form_fields import Said, text
from directory.web.opened import opened
from directory.web.price_guide import price_guide
from directory.web.steps import (
    MONEY_MUSTS,
    OTHER_MUSTS,
    STEPS,
    Step,
    can_be_must,
    changed,
    next_step,
    previous_step,
    step_named,
)
from directory.web.translation import _
from directory.web.visit import Kept, keep, kept

find = Blueprint("find", __name__, url_prefix="/find")
NOTHING: MultiDict[str, str] = MultiDict()


@find.get("/")
def begin() -> Response:
    return redirect(url_for("for_two.who"))


@find.get("/needs")
def first() -> str:
    """The first question, before anything is kept."""
    return _step_page(step_named("needs"), Kept(), _filled_in({}))


@find.post("/needs")
def first_answered() -> Response | tuple[str, int]:
    return _answered(step_named("needs"), Kept(), None)


@find.get("/not-sure")
def not_sure() -> str:
    """Everyday situations instead of kinds of help."""
    return render_template("find/not_sure.html", answer_id=None)


@find.get("/<answer_id>/not-sure")
def still_not_sure(answer_id: str) -> str:
    kept(answer_id)
    return render_template("find/not_sure.html", answer_id=answer_id)


@find.post("/words")
def words() -> Response | tuple[str, int]:
    """Free text from the start page: what was understood is shown back before anything is searched."""
    written = text(request.form, "words")
    if not written:
        return render_template("start.html", errors={"words": _("Write a few words first.")}), 422
    return _heard(Kept(), written)


@find.get("/short")
def short() -> str:
    return _short_page(Kept(), None, _filled_in({}))


@find.post("/short")
def short_answered() -> Response | tuple[str, int]:
    return _short_answered(Kept(), None)


@find.get("/<answer_id>/short")
def short_again(answer_id: str) -> str:
    known = kept(answer_id)
    return _short_page(known, answer_id, _filled_in(known.question))


@find.post("/<answer_id>/short")
def short_changed(answer_id: str) -> Response | tuple[str, int]:
    return _short_answered(kept(answer_id), answer_id)


@find.get("/<answer_id>/check")
def check(answer_id: str) -> str:
    """Everything said, each with a way to change it."""
    known = kept(answer_id)
    persons = people(answer_id, known)
    return render_template(
        "find/check.html",
        answer_id=answer_id,
        heard=known.heard,
        who=known.who,
        who_words=CHOICES.get(known.who),
        people=persons,
        missing=known.who == "both" and not all(person.question.get("needs") for person in persons),
    )


@find.get("/<answer_id>/<name>")
@find.get("/<answer_id>/change/<name>", endpoint="change")
def step(answer_id: str, name: str) -> str:
    known = kept(answer_id)
    return _step_page(step_named(name), known, _filled_in(known.question), answer_id)


@find.post("/<answer_id>/<name>")
@find.post("/<answer_id>/change/<name>", endpoint="change_answered")
def step_answered(answer_id: str, name: str) -> Response | tuple[str, int]:
    return _answered(step_named(name), kept(answer_id), answer_id)


def _answered(asked: Step, known: Kept, answer_id: str | None) -> Response | tuple[str, int]:
    """Read one step; go on, back to the answers, or show what needs another look."""
    action = request.form.get("action", "continue")
    if asked.name == "needs" and text(request.form, "words"):
        return _asked_back(asked, known, answer_id)
    form = NOTHING if action == "skip" else request.form
    read = asked.read(form, known.question, opened().gazetteer)
    if read.errors:
        return _step_page(asked, known, request.form, answer_id, read), 422
    question = changed(known.question, read.changes)
    new_id = keep(replace(known, question=question))
    if action == "results" and known.who == "both":
        return redirect(url_for("find.check", answer_id=new_id), 303)
    if action == "results":
        return redirect(url_for("results.show", answer_id=new_id), 303)
    return redirect(_after(asked.name, question, known, new_id), 303)


def _filled_in(question: Mapping[str, Any]) -> MultiDict[str, str]:
    """The forms as answered so far; a woman or a man asked for ticks the one need it can be asked for."""
    form = said.form_of(question)
    if question.get("staff_gender") and not question.get("needs"):
        form.setlist("needs", ["personal_care"])
    return form


def _after(name: str, question: Mapping[str, Any], known: Kept, answer_id: str) -> str:
    """The next question; the check page when one answer was being changed or words were read."""
    changing = request.endpoint == "find.change_answered" or known.heard
    following = None if changing else next_step(name, question)
    if following is None:
        return url_for("find.check", answer_id=answer_id)
    return url_for("find.step", answer_id=answer_id, name=following)


def _asked_back(asked: Step, known: Kept, answer_id: str | None) -> tuple[str, int] | Response:
    """Needs in a person's own words are ticked for them, and asked back before they count."""
    understood = read_words(text(request.form, "words"), opened().gazetteer)
    form = MultiDict(request.form)
    needs = understood.question.get("needs", [])
    form.setlist("needs", [*dict.fromkeys([*request.form.getlist("needs"), *needs])])
    form.pop("words", None)
    if not needs:
        sorry = {"words": _("We did not understand that. Tick what comes closest, or choose “I'm not sure”.")}
        return _step_page(asked, known, request.form, answer_id, Said(errors=sorry)), 422
    return _step_page(asked, known, form, answer_id, asked_back=needs), 200


def _heard(known: Kept, written: str) -> Response:
    """Keep what was understood; ask for the one thing that is needed, or show it all for checking."""
    understood = read_words(written, opened().gazetteer)
    question = changed(known.question, understood.question)
    answer_id = keep(replace(known, question=question, heard=understood.heard()))
    if not question.get("needs"):
        return redirect(url_for("find.step", answer_id=answer_id, name="needs"), 303)
    return redirect(url_for("find.check", answer_id=answer_id), 303)


def _short_answered(known: Kept, answer_id: str | None) -> Response | tuple[str, int]:
    """All steps from one form; words are read first and shown back in the fields."""
    question: dict[str, Any] = dict(known.question)
    errors: dict[str, str] = {}
    for asked in STEPS:
        read = asked.read(request.form, question, opened().gazetteer)
        question = changed(question, read.changes)
        errors.update(read.errors)
    musts = [name for name in (*OTHER_MUSTS, *MONEY_MUSTS) if name in request.form.getlist("must")]
    question = changed(question, {"must": musts or None})
    written = text(request.form, "words")
    if written and not set(errors) - {"needs"}:
        understood = read_words(written, opened().gazetteer)
        merged = changed(question, _joined(question, understood.question))
        new_id = keep(replace(known, question=merged, heard=understood.heard()))
        return redirect(url_for("find.short_again", answer_id=new_id), 303)
    if errors:
        return _short_page(known, answer_id, request.form, errors), 422
    new_id = keep(replace(known, question=question, heard={}))
    if known.who == "both":
        return redirect(url_for("find.check", answer_id=new_id), 303)
    return redirect(url_for("results.show", answer_id=new_id), 303)


def _joined(question: Mapping[str, Any], understood: Mapping[str, Any]) -> dict[str, Any]:
    """What the words add: lists grow, anything else is taken from the words."""
    joined: dict[str, Any] = {}
    for name, value in understood.items():
        before = question.get(name)
        if isinstance(value, list):
            joined[name] = list(dict.fromkeys([*(before or []), *value]))
        elif isinstance(value, dict):
            joined[name] = {**(before or {}), **value}
        else:
            joined[name] = value
    return joined


def _short_page(
    known: Kept, answer_id: str | None, form: Any, errors: Mapping[str, str] | None = None
) -> str:
    filled = [row.step for row in said.rows(known.question) if row.words]
    return render_template(
        "find/short.html",
        steps=STEPS,
        form=form,
        errors=errors or {},
        question=known.question,
        can_be_must=OTHER_MUSTS,
        opened_steps=filled,
        price_guide=price_guide(known.question),
        about_whom=about_whom(known),
        heard=known.heard,
        answer_id=answer_id,
    )


def _step_page(
    asked: Step,
    known: Kept,
    form: Any,
    answer_id: str | None = None,
    read: Said | None = None,
    asked_back: list[str] | None = None,
) -> str:
    earlier = previous_step(asked.name, known.question) if answer_id else None
    return render_template(
        "find/step.html",
        step=asked,
        number=STEPS.index(asked) + 1,
        steps_in_all=len(STEPS),
        form=form,
        errors=read.errors if read else {},
        question=known.question,
        can_be_must=[name for name in OTHER_MUSTS if can_be_must(known.question, name)],
        heard=known.heard,
        about_whom=about_whom(known),
        price_guide=price_guide(known.question) if asked.name == "money" else None,
        who=known.who,
        understood=[row for row in said.rows(known.question) if row.words],
        answer_id=answer_id,
        earlier=earlier,
        changing=request.endpoint in ("find.change", "find.change_answered"),
        asked_back=asked_back or [],
    )
