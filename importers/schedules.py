"""When something happens or someone works ("Tuesdays 10am–12 noon"), in the bands of ``times``."""

import re
from dataclasses import dataclass

from directory.vocabulary import vocabulary
from importers.repeated import reading_once
from importers.tidy import items

Hours = tuple[float, float]
Clock = tuple[str | None, str | None, str | None]

_DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
_DAY = re.compile(r"\b(mon|tue|wed|thu|fri|sat|sun)(?:days?|sdays?|nesdays?|rsdays?|urdays?|s|r|rs)?\b")
_DAY_RANGE = re.compile(rf"{_DAY.pattern}\s*(?:-|to|until|through)\s*{_DAY.pattern}")
_WEEKDAY = re.compile(r"\bweek ?days?\b|\bworking days?\b")
_WEEKEND = re.compile(r"\bweek ?ends?\b")
_EVERY_DAY = re.compile(r"\b(?:daily|every ?day|7 days|seven days|all week|any day|each day)\b")
_ALWAYS = re.compile(r"\b(?:any ?time|24/7|24 hours?|24hrs?|round the clock|always|all hours)\b")
_NEGATED = re.compile(r"\b(?:no|not|except|excluding|unless|never)\b")
_BANK_HOLIDAY = re.compile(r"\b(?:bank|public) hol")
_CLOCK = r"(\d{1,2})(?:[:.](\d{2}))?\s*(am|pm|noon|midday|midnight)?"
_RANGE = re.compile(rf"\b{_CLOCK}\s*(?:-|to|until|till)\s*{_CLOCK}\b")
_MOMENT = re.compile(r"\b(\d{1,2})(?:[:.](\d{2}))?\s*(am|pm|noon|midday)\b")
_PARTS = {
    "morning": re.compile(r"\bmornings?\b|\bam\b|\bday ?times?\b|\bdays\b|\ball day\b"),
    "afternoon": re.compile(r"\bafternoons?\b|\bpm\b|\bday ?times?\b|\bdays\b|\ball day\b"),
    "evening": re.compile(r"\bevenings?\b|\beves?\b"),
    "night": re.compile(r"\bnights?\b|\bovernights?\b"),
}
_BANDS = {"morning": (6, 12), "afternoon": (12, 17), "evening": (17, 22), "night": (22, 30)}


@dataclass(frozen=True, slots=True)
class Schedule:
    """``times`` codes that are YES, and the texts that were not understood."""

    codes: tuple[str, ...]
    not_understood: tuple[str, ...]


@reading_once
def read_schedule(cell: str) -> Schedule:
    """What the cell says. Days without hours, and hours without days, say nothing certain: not understood."""
    found: set[str] = set()
    rest: list[str] = []
    for item in items(cell):
        bands = _bands(item)
        found |= bands
        if not bands:
            rest.append(item)
    return Schedule(tuple(code for code in vocabulary("times").codes if code in found), tuple(rest))


def _bands(item: str) -> set[str]:
    if known := vocabulary("times").find(item):
        return {known.code}
    text = re.sub(r"[–—]", "-", item.casefold()).replace("12 noon", "12noon").replace("o'clock", "")
    if _NEGATED.search(text):
        return set()
    if _ALWAYS.search(text):
        return {f"{kind}_{part}" for kind in _kinds(text) or {"weekday", "weekend"} for part in _BANDS}
    bands = {"bank_holiday"} if _BANK_HOLIDAY.search(text) else set()
    days: set[str] = set()
    complete = True
    for piece in re.split(r"[,&/+]|\band\b", text):
        kinds, parts = _kinds(piece), _parts(piece)
        days = kinds if complete and kinds else days | kinds
        complete = bool(parts)
        bands |= {f"{kind}_{part}" for kind in days or _usual_days(piece) for part in parts}
    return bands


def _kinds(text: str) -> set[str]:
    """ "weekday" and "weekend", as far as the text names days."""
    days = {_DAYS.index(match[1]) for match in _DAY.finditer(text)}
    for match in _DAY_RANGE.finditer(text):
        first, last = _DAYS.index(match[1]), _DAYS.index(match[2])
        days |= {day % 7 for day in range(first, last + 1 if last >= first else last + 8)}
    kinds = {"weekend" if day > 4 else "weekday" for day in days}
    kinds |= {"weekday"} if _WEEKDAY.search(text) or _EVERY_DAY.search(text) else set()
    return kinds | ({"weekend"} if _WEEKEND.search(text) or _EVERY_DAY.search(text) else set())


def _usual_days(text: str) -> set[str]:
    """ "Mornings" alone are weekday mornings, as in the list of times; hours alone name no day."""
    return set() if _spans(text) else {"weekday"}


def _parts(text: str) -> set[str]:
    if spans := _spans(text):
        return {part for part in _BANDS if any(_overlaps(span, _BANDS[part]) for span in spans)}
    parts = {part for part, words in _PARTS.items() if words.search(text)}
    if not parts and (_WEEKDAY.fullmatch(text.strip()) or _WEEKEND.fullmatch(text.strip())):
        return {"morning", "afternoon"}
    return parts


def _overlaps(span: Hours, band: Hours) -> bool:
    """For an hour at least, or for as long as it lasts."""
    shared = max(min(span[1] + day, band[1]) - max(span[0] + day, band[0]) for day in (-24, 0, 24))
    return shared >= min(1.0, span[1] - span[0])


def _spans(text: str) -> list[Hours]:
    """(from, to) in hours of the day, the end after the start; a moment alone counts for an hour."""
    spans = [_span(match.groups()[:3], match.groups()[3:]) for match in _RANGE.finditer(text)]
    for match in _MOMENT.finditer(_RANGE.sub(" ", text)):
        start = _hour((match[1], match[2], match[3]), None)
        spans.append(None if start is None else (start, start + 1))
    return [span for span in spans if span]


def _span(first: Clock, last: Clock) -> Hours | None:
    start_half, end_half = first[2], last[2]
    start, end = _hour(first, start_half), _hour(last, end_half)
    if start is None or end is None:
        return None
    if start_half is None and end_half in ("am", "pm") and start <= 12:
        # "2-4pm" is 14 to 16; "10-2pm" is 10 to 14.
        same_half = _hour(first, end_half) or 0.0
        start = same_half if same_half < end else start
    elif start_half is None and end_half is None and first[1] is None and start < 9 and end <= 12:
        if start >= 6:
            return None
        start, end = start + 12, end + 12
    return start, end if end > start else end + (12 if end_half is None and end + 12 > start else 24)


def _hour(clock: Clock, half: str | None) -> float | None:
    hour, minutes = int(clock[0] or 0), int(clock[1] or 0)
    half = clock[2] or half
    if hour > 24 or minutes > 59 or (half and hour > 12):
        return None
    if half in ("am", "pm"):
        hour = hour % 12 + (12 if half == "pm" else 0)
    return (24 if half == "midnight" else hour) + minutes / 60
