"""A question told back in words: for the check page, the results page and the form filled in again."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from werkzeug.datastructures import MultiDict

from directory.web.cost_words import priced
from directory.web.need_words import listed
from directory.web.plain_words import (
    CRITERION_WORDS,
    MUST_WORDS,
    exact_miles,
    hours_in_words,
    label,
    labels,
    long_date,
    minutes_in_words,
    plain_number,
    pounds,
    pounds_in_field,
)
from directory.web.steps import STEPS, applies
from directory.web.translation import _, _n, joined

Question = Mapping[str, Any]
LIST_OF = {
    "needs": "needs",
    "setting": "setting",
    "provider_kinds": "provider_kind",
    "user_bands": "user_bands",
    "languages": "languages",
    "faith": "faith",
    "diet": "diet",
    "culture": "culture",
    "accessibility": "accessibility",
    "times": "times",
    "formats": "formats",
}
FIELDS_OF = {
    "needs": ("needs",),
    "setting": ("setting",),
    "kinds": ("provider_kinds",),
    "knowing": ("user_bands",),
    "languages": ("languages",),
    "access": ("accessibility",),
    "formats": ("formats",),
    "times": ("times",),
}


@dataclass(frozen=True, slots=True)
class SaidRow:
    """One line of the summary; ``words`` is empty where nothing was said."""

    step: str
    short: str
    words: tuple[str, ...]


def rows(question: Question) -> list[SaidRow]:
    """Every step that applies to this question or was answered, with what was said in it."""
    return [
        SaidRow(step.name, str(step.short), tuple(_words(step.name, question)))
        for step in STEPS
        if applies(step.name, question) or _words(step.name, question)
    ]


def tell_me(question: Question) -> str:
    """What to say first to whoever will write or speak to the person; nothing where nothing was asked."""
    formats = question.get("formats")
    return _("Please tell me things like this: %(ways)s.", ways=listed("formats", formats)) if formats else ""


def form_of(question: Question) -> MultiDict[str, str]:
    """The question as its own forms would send it."""
    form: MultiDict[str, str] = MultiDict()
    for name in LIST_OF:
        form.setlist(name, list(question.get(name) or ()))
    for name in ("place", "staff_gender", "funding"):
        form[name] = question.get(name) or ""
    form["within_miles"] = plain_number(question.get("within_miles"))
    form["lgbt_affirming"] = "yes" if question.get("lgbt_affirming") else ""
    form.setlist("must", list(question.get("must") or ()))
    for rank, name in enumerate(question.get("order") or (), start=1):
        form[f"order_{rank}"] = name if isinstance(name, str) else name[0]
    day = (question.get("start") or "").split("-")
    form["start_year"], form["start_month"], form["start_day"] = (
        (day[0], *(part.lstrip("0") for part in day[1:])) if len(day) == 3 else ("", "", "")
    )
    visits = question.get("visits") or {}
    form["visits_per_day"] = plain_number(visits.get("per_day"))
    form["visit_minutes"] = plain_number(visits.get("minutes"))
    form["workers"] = plain_number(visits.get("workers"))
    budget = question.get("budget") or {}
    form["budget"] = pounds_in_field(budget.get("pence"))
    form["per"] = budget.get("per") or "week"
    form["hours_per_week"] = plain_number(budget.get("hours_per_week"))
    form["max_per_hour"] = pounds_in_field(budget.get("max_pence_per_hour"))
    return form


def _words(step: str, question: Question) -> list[str]:
    if step in FIELDS_OF:
        return [label(LIST_OF[name], code) for name in FIELDS_OF[step] for code in question.get(name) or ()]
    return {
        "where": _where,
        "culture": _culture,
        "worker": _worker,
        "start": _start,
        "visits": _visits,
        "order": _order,
        "money": _money,
    }[step](question)


def _where(question: Question) -> list[str]:
    if not question.get("place"):
        return []
    within = question.get("within_miles")
    if not within:
        return [_("%(place)s, any distance", place=question["place"])]
    return [_("%(place)s, within %(miles)s", place=question["place"], miles=exact_miles(within))]


def _culture(question: Question) -> list[str]:
    said = [labels(name, question[name]) for name in ("faith", "diet", "culture") if question.get(name)]
    return said + ([_("Welcomes LGBT+ people")] if question.get("lgbt_affirming") else [])


def _worker(question: Question) -> list[str]:
    if not question.get("staff_gender"):
        return []
    said = label("staff_gender", question["staff_gender"])
    if "personal_care" in question.get("needs", ()):
        return [said]
    return [_("%(who)s (this only counts for help with washing, dressing and using the toilet)", who=said)]


def _start(question: Question) -> list[str]:
    return [long_date(question["start"])] if question.get("start") else []


def _visits(question: Question) -> list[str]:
    visits = question.get("visits") or {}
    said = []
    if visits.get("per_day") is not None:
        said.append(_n("%(count)s visit a day", "%(count)s visits a day", visits["per_day"]))
    if visits.get("minutes") is not None:
        said.append(_("%(minutes)s each", minutes=minutes_in_words(visits["minutes"])))
    if visits.get("workers") is not None:
        said.append(_("Two helpers at once") if visits["workers"] == 2 else _("One helper at a time"))
    return said


def _order(question: Question) -> list[str]:
    said = []
    groups = [[name] if isinstance(name, str) else list(name) for name in question.get("order") or ()]
    for rank, group in enumerate(groups, start=1):
        said.append(f"{rank}. {joined([str(CRITERION_WORDS.get(name, name)) for name in group])}")
    must = [str(MUST_WORDS[name]) for name in question.get("must") or () if name in MUST_WORDS]
    return said + ([_("Must have: %(musts)s", musts=joined(must))] if must else [])


def _money(question: Question) -> list[str]:
    budget = question.get("budget") or {}
    said = []
    if budget.get("pence") is not None:
        said.append(priced(pounds(budget["pence"]), budget.get("per") or "year"))
    if budget.get("hours_per_week") is not None:
        said.append(_("%(hours)s a week", hours=hours_in_words(budget["hours_per_week"])))
    if budget.get("max_pence_per_hour") is not None:
        said.append(_("%(price)s an hour at most", price=pounds(budget["max_pence_per_hour"])))
    if question.get("funding"):
        said.append(label("funding", question["funding"]))
    return said
