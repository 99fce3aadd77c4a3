"""Whether somebody is free when they are needed, in plain words: reasons, questions to ask, a listing."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from flask_babel import LazyString

from directory.records import Availability
from directory.web.plain_words import hours_in_words, long_date, minutes_in_words
from directory.web.translation import _, _l, _n, number

Values = Mapping[str, Any]


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
        yield _("Taking on new people") if free.taking_new else _("Not taking on new people now")
    if free.available_from is not None:
        day = long_date(free.available_from)
        began = free.available_from <= today
        yield _("Free since %(day)s", day=day) if began else _("Free from %(day)s", day=day)
    if free.hours_free == 0:
        yield _("No hours free")
    elif free.hours_free is not None:
        yield _("%(hours)s a week free", hours=hours_in_words(free.hours_free))
    if free.shortest_visit_minutes is not None:
        yield _("Shortest visit: %(minutes)s", minutes=minutes_in_words(free.shortest_visit_minutes))
    if free.most_visits_a_day is not None:
        yield _("Can come up to %(times)s a day", times=_times(free.most_visits_a_day))
    if free.two_workers is not None:
        yield (
            _("Two helpers can come at once")
            if free.two_workers
            else _("Two helpers at once is not possible")
        )


def hours_from_visits(values: Values) -> str:
    return _(
        "The visits you need come to %(hours)s of help a week. We worked out the cost from that.",
        hours=hours_in_words(values["hours_per_week"]),
    )


def _times(count: int) -> str:
    if count == 1:
        return _("once")
    return _("twice") if count == 2 else _n("%(count)s time", "%(count)s times", count)


def _free_in_time(values: Values) -> str:
    if values.get("available_from") is None:
        return _("Taking on new people.")
    if values.get("free_now"):
        return _("Free now.")
    return _("Free from %(day)s, in time for you.", day=long_date(values["available_from"]))


def _not_free(values: Values) -> str:
    if values.get("taking_new") == "no":
        return _("Not taking on new people now.")
    free, start = long_date(values["available_from"]), _start(values)
    return _("Free only from %(free)s. You need help from %(start)s.", free=free, start=start)


def _start(values: Values) -> str:
    return long_date(values["start"])


def _room(values: Values) -> str:
    free, needed = hours_in_words(values["hours_free"]), _needed(values)
    return _("Has %(free)s a week free. You need %(needed)s.", free=free, needed=needed)


def _too_few_hours(values: Values) -> str:
    free, needed = values["hours_free"], _needed(values)
    if not free:
        return _("Has no hours free. You need %(needed)s a week.", needed=needed)
    return _("Has only %(free)s a week free. You need %(needed)s.", free=hours_in_words(free), needed=needed)


def _needed(values: Values) -> str:
    return hours_in_words(values["hours_per_week"])


def _too_few_visits(values: Values) -> str:
    return _(
        "Can come no more than %(times)s a day. You need %(needed)s.",
        times=_times(values["most_visits_a_day"]),
        needed=number(values["per_day"]),
    )


def _too_long_visits(values: Values) -> str:
    return _(
        "Their shortest visit is %(shortest)s. You need %(needed)s.",
        shortest=minutes_in_words(values["shortest_visit_minutes"]),
        needed=number(values["minutes"]),
    )


def _fixed(words: LazyString) -> Callable[[Values], str]:
    return lambda values: str(words)


def _of_start(template: LazyString) -> Callable[[Values], str]:
    return lambda values: str(template) % {"start": _start(values)}


def _of_visit(template: LazyString) -> Callable[[Values], str]:
    return lambda values: str(template) % {"minutes": minutes_in_words(values["minutes"])}


def _of_day(template: LazyString) -> Callable[[Values], str]:
    return lambda values: str(template) % {"times": _times(values["per_day"])}


SAID: Mapping[str, Mapping[str, Callable[[Values], str]]] = {
    "yes": {
        "start": _free_in_time,
        "room": _room,
        "visit_length": _of_visit(_l("Does visits of %(minutes)s.")),
        "visits_a_day": _of_day(_l("Can come %(times)s a day.")),
        "two_workers": _fixed(_l("Two helpers can come at once.")),
    },
    "no": {
        "start": _not_free,
        "room": _too_few_hours,
        "visit_length": _too_long_visits,
        "visits_a_day": _too_few_visits,
        "two_workers": _fixed(_l("Two helpers can't come at once.")),
    },
    "unknown": {
        "start": _of_start(_l("We don't know if they are free from %(start)s.")),
        "room": _fixed(_l("We don't know how many hours they have free.")),
        "visit_length": _of_visit(_l("We don't know if they do visits of %(minutes)s.")),
        "visits_a_day": _of_day(_l("We don't know if they can come %(times)s a day.")),
        "two_workers": _fixed(_l("We don't know if two helpers can come at once.")),
    },
}
ASKED: Mapping[str, Callable[[Values], str]] = {
    "start": _of_start(_l("Can you start on %(start)s?")),
    "room": lambda values: _("Do you have %(hours)s a week free?", hours=_needed(values)),
    "visit_length": _of_visit(_l("Do you do visits of %(minutes)s?")),
    "visits_a_day": _of_day(_l("Can you come %(times)s a day?")),
    "two_workers": _fixed(_l("Can two helpers come at once?")),
}
