"""The cells that say when somebody is free, for how many hours, and for which visits."""

import re
from collections.abc import Callable
from datetime import date
from typing import TypeVar

from directory.records import Availability
from importers.row_reading import RowReader
from importers.source import Column
from importers.tidy import day, one_line, yes_no

AVAILABILITY_COLUMNS: tuple[Column, ...] = (
    Column("Available from", required=False, aliases=("Can start from", "Can start", "Start date")),
    Column(
        "Taking new people",
        required=False,
        aliases=("Taking new clients", "Taking on new people", "Accepting new clients", "Vacancies"),
    ),
    Column("Shortest visit", required=False, aliases=("Minimum visit", "Shortest visit length")),
    Column("Visits a day", required=False, aliases=("Visits per day", "Most visits a day")),
    Column(
        "Two workers",
        required=False,
        aliases=("Two workers at once", "Two carers", "Double-handed", "Double-up care"),
    ),
)
Found = TypeVar("Found")
EARLIEST, LATEST = date(2000, 1, 1), date(2100, 1, 1)
"""A date outside these is a slip of typing."""
MINUTES = range(5, 24 * 60 + 1)
VISITS = range(1, 49)
HOURS_A_WEEK = 168.0

_NOW = re.compile(r"now|today|straight ?away|immediate(?:ly)?|at once|asap|available now|any ?time")
_TAKING = re.compile(
    r"(?:yes |some )?(?:vacanc(?:y|ies)|spaces?|places?)(?: available| free| left)?|open|accepting"
    r"|(?:taking|accepting) (?:on )?new (?:people|clients|members|customers)"
)
_FULL = re.compile(
    r"(?:no )?(?:currently |now )?(?:full|fully booked|waiting ?list(?: only)?|waitlist)"
    r"|(?:no|no more) (?:vacanc(?:y|ies)|spaces?|places?)|closed(?: to new (?:people|clients|members))?"
    r"|not (?:now|at the moment|currently|at present)|not taking (?:on )?new (?:people|clients|members)"
)
_HOURS = re.compile(
    r"(?:up to )?(\d{1,3}(?:\.\d{1,2})?)\s*(?:hours?|hrs?|h)?\s*(?:(?:per|a|each|/)\s*(?:week|wk)|pw|weekly)?"
)
_LEAST = r"(?:at least |minimum(?: of)? |min\.? )?"
_MINUTES = re.compile(_LEAST + r"(\d{1,4})(?:\.0+)?\s*(?:m|mins?|minutes?)?")
_LONG = re.compile(_LEAST + r"(half|an|one|two|three|\d{1,2}(?:\.\d{1,2})?)[\s-]*(?:an )?(?:h|hrs?|hours?)")
_WORDED = {"half": 0.5, "an": 1.0, "one": 1.0, "two": 2.0, "three": 3.0}
_VISITS = re.compile(
    r"(?:up to |at most |max(?:imum)?(?: of)? )?(\d{1,2})(?:\.0+)?\s*(?:visits?|calls?|times)?"
    r"\s*(?:(?:a|per|each|/)\s*day|daily)?"
)


def read_availability(row: RowReader, hours_free: float | None) -> Availability | None:
    """What a row's cells say, None where they say nothing; what isn't understood is noted and not used.

    "Now" says that new people are taken; it is no date, which would be another one with every import.
    """
    if hours_free is None and not any(row.cells[column.name] for column in AVAILABILITY_COLUMNS):
        return None
    now = is_now(row.cells["Available from"])
    taking = _read(row, "Taking new people", taking_new)
    free = Availability(
        available_from=None if now else _read(row, "Available from", free_from),
        taking_new=True if taking is None and now else taking,
        hours_free=hours_free,
        shortest_visit_minutes=_read(row, "Shortest visit", visit_minutes),
        most_visits_a_day=_read(row, "Visits a day", visits_a_day),
        two_workers=_read(row, "Two workers", yes_no),
    )
    return None if free == Availability() else free


def _read(row: RowReader, column: str, understood: Callable[[str], Found | None]) -> Found | None:
    said = one_line(row.cells[column])
    found = understood(said)
    if said and found is None:
        row.not_understood(column, said)
    return found


def is_now(text: str) -> bool:
    return bool(_NOW.fullmatch(one_line(text).casefold().strip(".! ")))


def free_from(text: str) -> date | None:
    """A day that can be meant."""
    found = day(text)
    return found if found and EARLIEST <= found < LATEST else None


def taking_new(text: str) -> bool | None:
    """True with room for new people, False when full or with a waiting list; vacancies may be counted."""
    said = " ".join(re.findall(r"[^\s.,!:;()-]+", text.casefold()))
    if re.fullmatch(r"\d{1,3}", said):
        return int(said) > 0
    clear = yes_no(text)
    if clear is not None:
        return clear
    return True if _TAKING.fullmatch(said) else False if _FULL.fullmatch(said) else None


def hours_a_week(text: str) -> float | None:
    """ "Up to 10 hours a week" and "10" as 10; None for anything that is not one number of hours."""
    found = _HOURS.fullmatch(one_line(text).casefold())
    return float(found[1]) if found and float(found[1]) <= HOURS_A_WEEK else None


def visit_minutes(text: str) -> int | None:
    """ "30", "30 mins" and "half an hour" as 30; a number without a unit is minutes."""
    said = text.casefold().strip(". ")
    if found := _MINUTES.fullmatch(said):
        minutes = float(found[1])
    elif found := _LONG.fullmatch(said):
        minutes = 60 * (_WORDED.get(found[1]) or float(found[1]))
    else:
        return None
    return int(minutes) if minutes in MINUTES else None


def visits_a_day(text: str) -> int | None:
    """ "4", "up to 4" and "4 visits a day" as 4."""
    found = _VISITS.fullmatch(text.casefold().strip(". "))
    return int(found[1]) if found and int(found[1]) in VISITS else None
