"""A support plan: hours of several options within the money, to change, to print and to sign off."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, replace
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from directory.errors import NotFound, QuestionError
from directory.journeys.plan_wishes import PlanRequest
from directory.journeys.provider_pages import service
from directory.journeys.support_plans import plan_support
from directory.store.views import OptionView
from directory.web.form_fields import Form, number, pence, text
from directory.web.my_lists import my_lists
from directory.web.opened import opened
from directory.web.plan_page import page_of
from directory.web.said import tell_me
from directory.web.steps import HOURS_TROUBLE, MONEY_TROUBLE
from directory.web.translation import _
from directory.web.visit import Kept, keep, kept
from matching.needs import PersonalBudget
from matching.plan.wishes import UNIT_HOURS

plan = Blueprint("plan", __name__, url_prefix="/plan")
HOLDS = {"keep": "pinned", "leave": "forbidden"}
MOST_HOLDS = 60
WEEKS = PersonalBudget().weeks_per_year


@plan.get("/<answer_id>")
def show(answer_id: str) -> str | Response | tuple[str, int]:
    """The plan for a question; without a need there is nothing to plan yet."""
    known = kept(answer_id)
    if not known.question.get("needs"):
        return redirect(url_for("find.step", answer_id=answer_id, name="needs"))
    return _page(answer_id, known)


@plan.post("/<answer_id>")
def change(answer_id: str) -> Response | tuple[str, int]:
    """Other hours, other money, somebody to keep or to leave out."""
    known = kept(answer_id)
    wanted, errors = _read(request.form, known)
    if errors:
        page = _page(answer_id, known, request.form, errors)
        return page if isinstance(page, tuple) else (page, 422)
    return redirect(url_for("plan.show", answer_id=keep(replace(known, plan=wanted))), 303)


@plan.post("/from-shortlist")
def from_shortlist() -> Response:
    """A plan among the options of one list, for its question; back to the lists where there is none."""
    wanted = request.form.get("list", "")
    chosen = next((each for each in my_lists(wanted) if each.list_id == wanted), None)
    if chosen is None or not chosen.question:
        return redirect(url_for("shortlist.show"), 303)
    ids = [each.option_id for each in chosen.lines if each.option]
    return redirect(url_for("plan.show", answer_id=keep(Kept(chosen.question, plan={"options": ids}))), 303)


def _page(
    answer_id: str, known: Kept, form: Form | None = None, errors: Mapping[str, str] | None = None
) -> str | tuple[str, int]:
    here = opened()
    wanted = _request_of(known.plan)
    try:
        found = plan_support(here.market(), here.store, here.gazetteer, known.question, wanted)
    except QuestionError as trouble:
        return render_template("plan/trouble.html", answer_id=answer_id, trouble=trouble), 422
    return render_template(
        "plan/plan.html",
        answer_id=answer_id,
        form=form,
        errors=errors or {},
        wanted=wanted,
        tell_me=tell_me(known.question),
        **page_of(found, wanted, _still_listed(wanted.forbidden)),
    )


def _still_listed(option_ids: tuple[str, ...]) -> list[OptionView]:
    found = []
    for option_id in option_ids:
        with suppress(NotFound):
            found.append(service(opened().store, option_id))
    return found


def _request_of(told: Mapping[str, Any]) -> PlanRequest:
    lists = {name: tuple(told[name]) for name in ("options", "pinned", "forbidden") if told.get(name)}
    return PlanRequest(
        hours=dict(told.get("hours") or {}),
        budget_pence=told.get("budget_pence"),
        what_ifs=True,
        **lists,
    )


def _read(form: Form, known: Kept) -> tuple[dict[str, Any], dict[str, str]]:
    """The wish as the form has it now, and the fields that need another look."""
    wanted, errors = asdict(_request_of(known.plan)), {}
    hours = {}
    for need in known.question.get("needs", ()):
        try:
            hours[need] = _half_hours(text(form, f"hours-{need}"))
        except ValueError:
            errors[f"hours-{need}"] = _("Write whole or half hours, like 3 or 3.5.")
    try:
        week = pence(text(form, "week"))
        wanted["budget_pence"] = None if week is None else round(week * WEEKS)
    except ValueError:
        errors["week"] = str(MONEY_TROUBLE)
    if not errors and not any(hours.values()):
        errors[f"hours-{next(iter(hours))}"] = str(HOURS_TROUBLE)
    held: dict[str, list[str]] = {name: [] for name in HOLDS.values()}
    for option_id in dict.fromkeys(form.getlist("option")[:MOST_HOLDS]):
        if hold := HOLDS.get(form.get(f"hold-{option_id}", "")):
            held[hold].append(option_id)
    return {**wanted, **held, "hours": {need: value for need, value in hours.items() if value}}, errors


def _half_hours(written: str) -> float | None:
    hours = None if written.strip() in ("", "0") else number(written, 168)
    if hours is not None and hours % UNIT_HOURS:
        raise ValueError("not in half hours")
    return hours
