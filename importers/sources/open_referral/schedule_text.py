"""The recurrence of a schedule (RFC 5545: freq, byday) and its hours, as people write them."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from importers.sources.open_referral.plain_text import item_of
from importers.tidy import day

_DAYS = {
    "MO": "Monday",
    "TU": "Tuesday",
    "WE": "Wednesday",
    "TH": "Thursday",
    "FR": "Friday",
    "SA": "Saturday",
    "SU": "Sunday",
}
_BYDAY = re.compile(r"[+-]?\d{0,2}(MO|TU|WE|TH|FR|SA|SU)")
_CLOCK = re.compile(
    r"(?:\d{4}-\d{2}-\d{2}T)?([01]?\d|2[0-4]):([0-5]\d)(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?"
)
_VALID = re.compile(r" \(valid(?: from (\d{4}-\d{2}-\d{2}))?(?: to (\d{4}-\d{2}-\d{2}))?\)$")


def schedule_text(schedule: Mapping[str, Any]) -> str:
    """ "Thursday, Friday 10:00-18:00"; "" where it names no day or no hours.

    Which Tuesday of a month, and every how many weeks, is left out: the bands we match on are of a week.
    """
    words = _recurrence(schedule)
    return f"{words}{valid_text(schedule)}" if words else ""


def when_text(schedule: Mapping[str, Any]) -> str:
    """As its sender describes it, to be read by people; else as above."""
    words = item_of(schedule.get("description")) or _recurrence(schedule)
    return f"{words}{valid_text(schedule)}" if words else ""


def _recurrence(schedule: Mapping[str, Any]) -> str:
    days = [match[1] for match in _BYDAY.finditer(item_of(schedule.get("byday")).upper())]
    if not days and item_of(schedule.get("freq")).upper() == "DAILY":
        days = list(_DAYS)
    opens, closes = _clock(schedule.get("opens_at")), _clock(schedule.get("closes_at"))
    if not days or not opens or not closes:
        return ""
    return f"{', '.join(_DAYS[one] for one in dict.fromkeys(days))} {opens}-{closes}"


def valid_text(dated: Mapping[str, Any]) -> str:
    """ " (valid from 2026-01-01 to 2026-12-31)", as far as it says."""
    first, last = day(item_of(dated.get("valid_from"))[:10]), day(item_of(dated.get("valid_to"))[:10])
    if first is None and last is None:
        return ""
    return f" (valid{f' from {first}' if first else ''}{f' to {last}' if last else ''})"


def valid_on(today: date, text: str) -> str:
    """The text without its dates; "" where they say that it is over or hasn't begun."""
    match = _VALID.search(text)
    if match is None:
        return text
    begins, ends = (date.fromisoformat(said) if said else today for said in match.groups())
    return text[: match.start()] if begins <= today <= ends else ""


def _clock(value: object) -> str:
    match = _CLOCK.fullmatch(item_of(value))
    return f"{int(match[1]):02}:{match[2]}" if match else ""
