"""The questions of the journey, one at a time: their names, order, words and how each is read."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from flask_babel import LazyString

from directory.errors import NotFound, PlaceNotFound
from directory.vocabulary import vocabulary
from directory.web.form_fields import Form, Said, code, codes, day, number, pence, text, whole_number
from directory.web.translation import _, _l
from matching.needs import MINUTES_A_DAY, Visits

Question = Mapping[str, Any]
MONEY_MUSTS = ("max_pence_per_hour", "budget")
OTHER_MUSTS = (
    "needs",
    "languages",
    "staff_gender",
    "faith",
    "diet",
    "culture",
    "lgbt_affirming",
    "accessibility",
    "times",
    "availability",
    "user_bands",
    "funding",
)
ORDERABLE = (
    "needs",
    "cost",
    "distance",
    "languages",
    "staff_gender",
    "faith",
    "diet",
    "culture",
    "lgbt_affirming",
    "accessibility",
    "times",
    "availability",
    "user_bands",
    "quality",
)
PLACE_TROUBLE = _l("We can't find that place.")
PLACE_REMEDY = _l("Try a postcode, the first half of one, or the name of a town.")
MONEY_TROUBLE = _l("Write an amount in pounds, like 18 or 18.50.")
DAY_TROUBLE = _l("Write a real date with a day, a month and a year, like 4 1 2027.")
DAY_RANGE_TROUBLE = _l("Check the date. It must be today or later, and less than five years away.")
FIVE_YEARS = timedelta(days=5 * 365)
VISITS_TROUBLE = _l("Write how many visits as a whole number, like 4.")
MINUTES_TROUBLE = _l("Write the minutes as a whole number of 5 or more, like 30.")
DAY_TOO_LONG = _l("These visits are more than 24 hours a day. Check both numbers.")
HOURS_TROUBLE = _l("Write the hours as a number, like 10 or 7.5.")


@dataclass(frozen=True, slots=True)
class Step:
    """One question: its page's name, its heading, and the reader of its form."""

    name: str
    heading: LazyString
    short: LazyString
    read: Callable[[Form, Question, Any], Said]


def place_trouble(trouble: PlaceNotFound) -> str:
    """What is wrong with a place and what to do. A remedy with a near name in it is told as it is."""
    return f"{PLACE_TROUBLE} {trouble.remedy or PLACE_REMEDY}"


def read_needs(form: Form, question: Question, places: Any) -> Said:
    needs = codes(form, "needs", "needs")
    if needs:
        return Said({"needs": needs})
    return Said(errors={"needs": _("Choose at least one thing, or choose “I'm not sure”.")})


def read_where(form: Form, question: Question, places: Any) -> Said:
    """The place is looked up here, so that a slip is mended at once."""
    place = text(form, "place")
    try:
        miles = number(form.get("within_miles", ""), 1000)
    except ValueError:
        miles = None
    changes: dict[str, Any] = {"place": place or None, "within_miles": miles if place else None}
    if place:
        try:
            places.locate(place)
        except PlaceNotFound as trouble:
            return Said(changes, {"place": place_trouble(trouble)})
    return Said(changes)


def read_setting(form: Form, question: Question, places: Any) -> Said:
    return Said({"setting": codes(form, "setting", "setting") or None})


def read_kinds(form: Form, question: Question, places: Any) -> Said:
    return Said({"provider_kinds": codes(form, "provider_kinds", "provider_kind") or None})


def read_knowing(form: Form, question: Question, places: Any) -> Said:
    return Said({"user_bands": codes(form, "user_bands", "user_bands") or None})


def read_languages(form: Form, question: Question, places: Any) -> Said:
    """Ticked languages, and one or more typed ones that are names or near to one name only."""
    spoken = codes(form, "languages", "languages")
    typed = [part.strip() for part in text(form, "other_language").replace(" and ", ",").split(",")]
    found = [vocabulary("languages").find(part) for part in typed if part]
    spoken += [language.code for language in found if language and language.code not in spoken]
    changes = {"languages": spoken or None}
    if None in found:
        return Said(changes, {"other_language": _("We don't know that language. Check how it is spelt.")})
    return Said(changes)


def read_culture(form: Form, question: Question, places: Any) -> Said:
    return Said(
        {
            "faith": codes(form, "faith", "faith") or None,
            "diet": codes(form, "diet", "diet") or None,
            "culture": codes(form, "culture", "culture") or None,
            "lgbt_affirming": True if form.get("lgbt_affirming") == "yes" else None,
        }
    )


def read_worker(form: Form, question: Question, places: Any) -> Said:
    return Said({"staff_gender": code(form, "staff_gender", "staff_gender")})


def read_access(form: Form, question: Question, places: Any) -> Said:
    return Said({"accessibility": codes(form, "accessibility", "accessibility") or None})


def read_formats(form: Form, question: Question, places: Any) -> Said:
    return Said({"formats": codes(form, "formats", "formats") or None})


def read_times(form: Form, question: Question, places: Any) -> Said:
    return Said({"times": codes(form, "times", "times") or None})


def read_start(form: Form, question: Question, places: Any) -> Said:
    """The first day of help: none that has passed, and none so far off that its year must be a slip."""
    try:
        start = day(form, "start")
    except ValueError:
        return Said(errors={"start_day": DAY_TROUBLE})
    today = datetime.now(UTC).date()
    if start and not today <= start <= today + FIVE_YEARS:
        return Said(errors={"start_day": DAY_RANGE_TROUBLE})
    return Said({"start": start.isoformat() if start else None})


def read_visits(form: Form, question: Question, places: Any) -> Said:
    """How many visits a day, how long, and how many helpers at once; each may stay blank."""
    limits = {
        "per_day": ("visits_per_day", 1, MINUTES_A_DAY // 5, VISITS_TROUBLE),
        "minutes": ("visit_minutes", 5, MINUTES_A_DAY, MINUTES_TROUBLE),
    }
    visits: dict[str, int | None] = {}
    errors = {}
    for name, (field, least, most, trouble) in limits.items():
        try:
            visits[name] = whole_number(text(form, field), least, most)
        except ValueError:
            errors[field] = trouble
    if (visits.get("per_day") or 0) * (visits.get("minutes") or 0) > MINUTES_A_DAY:
        errors["visits_per_day"] = DAY_TOO_LONG
    visits["workers"] = {"1": 1, "2": 2}.get(form.get("workers", ""))
    return Said({"visits": {n: value for n, value in visits.items() if value is not None} or None}, errors)


def read_order(form: Form, question: Question, places: Any) -> Said:
    """Three places in order, each thing once; and which wishes are must-haves."""
    chosen = [form.get(f"order_{rank}", "") for rank in (1, 2, 3)]
    order = list(dict.fromkeys(name for name in chosen if name in ORDERABLE))
    must = [name for name in OTHER_MUSTS if name in form.getlist("must")]
    kept = [name for name in question.get("must", []) if name in MONEY_MUSTS]
    return Said({"order": order or None, "must": must + kept or None})


def read_money(form: Form, question: Question, places: Any) -> Said:
    """The budget, the hours, the most an hour may cost; each may stay blank."""
    readers: dict[str, Callable[[str], int | float | None]] = {
        "budget": pence,
        "hours_per_week": lambda written: number(written, 672),
        "max_per_hour": pence,
    }
    values, errors = {}, {}
    for field, read in readers.items():
        try:
            values[field] = read(text(form, field))
        except ValueError:
            errors[field] = HOURS_TROUBLE if field == "hours_per_week" else MONEY_TROUBLE
    per = form.get("per", "") if form.get("per") in ("week", "month", "year") else "week"
    budget = {
        "pence": values.get("budget"),
        "per": per if values.get("budget") is not None else None,
        "hours_per_week": values.get("hours_per_week"),
        "max_pence_per_hour": values.get("max_per_hour"),
    }
    must = [name for name in question.get("must", []) if name not in MONEY_MUSTS]
    must += [name for name in MONEY_MUSTS if name in form.getlist("must")]
    stated = {name: value for name, value in budget.items() if value is not None}
    funding = code(form, "funding", "funding")
    return Said({"budget": stated or None, "funding": funding, "must": must or None}, errors)


STEPS: tuple[Step, ...] = (
    Step("needs", _l("What would you like help with?"), _l("Help with"), read_needs),
    Step("where", _l("Where do you need the support?"), _l("Near"), read_where),
    Step("setting", _l("Where should the support happen?"), _l("Where it happens"), read_setting),
    Step("kinds", _l("Who would you like support from?"), _l("Kind of provider"), read_kinds),
    Step("knowing", _l("What should they know about?"), _l("They should know about"), read_knowing),
    Step("languages", _l("Which languages should they speak?"), _l("Languages"), read_languages),
    Step(
        "culture", _l("Do faith, food or culture matter here?"), _l("Faith, food and culture"), read_culture
    ),
    Step("worker", _l("Would you like a woman or a man to help you?"), _l("Woman or man"), read_worker),
    Step("access", _l("What makes a place easy for you to use?"), _l("Access"), read_access),
    Step("formats", _l("How should people tell you things?"), _l("How to tell you things"), read_formats),
    Step("times", _l("When do you need support?"), _l("Times"), read_times),
    Step("start", _l("When do you need help from?"), _l("Help from"), read_start),
    Step("visits", _l("Do you need visits of a set length?"), _l("Visits"), read_visits),
    Step("order", _l("What matters most to you?"), _l("What matters most"), read_order),
    Step("money", _l("How much can you spend?"), _l("Money"), read_money),
)
STEP_NAMES: tuple[str, ...] = tuple(step.name for step in STEPS)


def step_named(name: str) -> Step:
    """The step of that name; NotFound when there is none."""
    for step in STEPS:
        if step.name == name:
            return step
    raise NotFound("There is no such question.", "Begin again from the start page.")


def applies(name: str, question: Question) -> bool:
    """A woman or a man is asked about for personal care only (Equality Act 2010 Sch 9 para 1), visits of a
    set length where help may come to the person's home."""
    if name == "visits":
        return "own_home" in (question.get("setting") or ["own_home"])
    return name != "worker" or "personal_care" in question.get("needs", ())


def next_step(name: str, question: Question) -> str | None:
    """The step after ``name`` that applies to this question; None when the last is done."""
    later = STEP_NAMES[STEP_NAMES.index(name) + 1 :]
    return next((step for step in later if applies(step, question)), None)


def previous_step(name: str, question: Question) -> str | None:
    earlier = STEP_NAMES[: STEP_NAMES.index(name)]
    return next((step for step in reversed(earlier) if applies(step, question)), None)


def changed(question: Question, changes: Mapping[str, Any]) -> dict[str, Any]:
    """The question with these changes; must-haves for what is no longer said fall away."""
    merged = {**question, **changes}
    said = {name: value for name, value in merged.items() if value is not None}
    must = [name for name in said.get("must", []) if is_stated(said, name)]
    return {
        **{name: value for name, value in said.items() if name != "must"},
        **({"must": must} if must else {}),
    }


def is_stated(question: Question, must: str) -> bool:
    """Whether the question says anything that this must-have could hold it to."""
    budget = question.get("budget") or {}
    if must == "budget":
        return budget.get("pence") is not None
    if must == "max_pence_per_hour":
        return budget.get("max_pence_per_hour") is not None
    if must == "availability":
        return bool(question.get("start")) or Visits(**question.get("visits") or {}).asks_for_something
    needs = question.get("needs", ())
    if must == "staff_gender" and needs and "personal_care" not in needs:
        return False
    return bool(question.get(must))


def can_be_must(question: Question, must: str) -> bool:
    """Whether to offer it as a must: help with everything only where several things are needed."""
    return is_stated(question, must) and (must != "needs" or len(question.get("needs", ())) > 1)
