"""Whether somebody is free when they are needed, in plain words: reasons, questions to ask, a listing."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from directory.records import Availability
from directory.web.plain_words import counted, long_date, plain_number

Values = Mapping[str, Any]
TIMES = {1: "once", 2: "twice"}


def told(values: Values) -> list[tuple[str, str]]:
    """What is known of the things asked: a verdict and its sentences, up to three of them."""
    return [
        (verdict, " ".join(SAID[verdict][item](values) for item in values[verdict]))
        for verdict in ("yes", "no", "unknown")
        if values.get(verdict)
    ]


def sentence(values: Values) -> str:
    return " ".join(words for _, words in told(values))


def asked(values: Values) -> str:
    """What to ask about the things that aren't known."""
    return " ".join(ASKED[item](values) for item in values.get("unknown") or ())


def lines(free: Availability, today: date) -> Iterator[str]:
    """What a listing says of itself, a line each."""
    if free.taking_new is not None:
        yield "Taking on new people" if free.taking_new else "Not taking on new people now"
    if free.available_from is not None:
        since = "since" if free.available_from <= today else "from"
        yield f"Free {since} {long_date(free.available_from)}"
    if free.hours_free is not None:
        yield f"{_hours(free.hours_free)} a week free"
    if free.shortest_visit_minutes is not None:
        yield f"Shortest visit: {counted(free.shortest_visit_minutes, 'minute')}"
    if free.most_visits_a_day is not None:
        yield f"Can come up to {_times(free.most_visits_a_day)} a day"
    if free.two_workers is not None:
        yield "Two helpers can come at once" if free.two_workers else "Two helpers at once is not possible"


def hours_from_visits(values: Values) -> str:
    hours = _hours(values["hours_per_week"])
    return f"The visits you need come to {hours} of help a week. We worked out the cost from that."


def _hours(hours: float) -> str:
    if hours == 0:
        return "No hours"
    return "1 hour" if hours == 1 else f"{plain_number(hours)} hours"


def _times(count: int) -> str:
    return TIMES.get(count, f"{count} times")


def _free_in_time(values: Values) -> str:
    if values.get("available_from") is None:
        return "Taking on new people."
    if values.get("free_now"):
        return "Free now."
    return f"Free from {long_date(values['available_from'])}, in time for you."


def _not_free(values: Values) -> str:
    if values.get("taking_new") == "no":
        return "Not taking on new people now."
    return f"Free only from {long_date(values['available_from'])}. You need help from {_start(values)}."


def _start(values: Values) -> str:
    return long_date(values["start"])


def _too_few_hours(values: Values) -> str:
    free = values["hours_free"]
    if not free:
        return f"Has no hours free. You need {_needed(values)} a week."
    return f"Has only {_hours(free)} a week free. You need {_needed(values)}."


def _needed(values: Values) -> str:
    return _hours(values["hours_per_week"])


def _visit(values: Values) -> str:
    return f"visits of {counted(values['minutes'], 'minute')}"


def _visits_a_day(values: Values) -> str:
    return f"{_times(values['per_day'])} a day"


def _too_few_visits(values: Values) -> str:
    return f"Can come no more than {_times(values['most_visits_a_day'])} a day. You need {values['per_day']}."


def _too_long_visits(values: Values) -> str:
    shortest = counted(values["shortest_visit_minutes"], "minute")
    return f"Their shortest visit is {shortest}. You need {values['minutes']}."


SAID: Mapping[str, Mapping[str, Callable[[Values], str]]] = {
    "yes": {
        "start": _free_in_time,
        "room": lambda v: f"Has {_hours(v['hours_free'])} a week free. You need {_needed(v)}.",
        "visit_length": lambda v: f"Does {_visit(v)}.",
        "visits_a_day": lambda v: f"Can come {_visits_a_day(v)}.",
        "two_workers": lambda v: "Two helpers can come at once.",
    },
    "no": {
        "start": _not_free,
        "room": _too_few_hours,
        "visit_length": _too_long_visits,
        "visits_a_day": _too_few_visits,
        "two_workers": lambda v: "Two helpers can't come at once.",
    },
    "unknown": {
        "start": lambda v: f"We don't know if they are free from {_start(v)}.",
        "room": lambda v: "We don't know how many hours they have free.",
        "visit_length": lambda v: f"We don't know if they do {_visit(v)}.",
        "visits_a_day": lambda v: f"We don't know if they can come {_visits_a_day(v)}.",
        "two_workers": lambda v: "We don't know if two helpers can come at once.",
    },
}
ASKED: Mapping[str, Callable[[Values], str]] = {
    "start": lambda v: f"Can you start on {_start(v)}?",
    "room": lambda v: f"Do you have {_needed(v)} a week free?",
    "visit_length": lambda v: f"Do you do {_visit(v)}?",
    "visits_a_day": lambda v: f"Can you come {_visits_a_day(v)}?",
    "two_workers": lambda v: "Can two helpers come at once?",
}
