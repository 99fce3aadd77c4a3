"""Free text to part of a question: only what is asked for, each thing told back with the words it came from.

Nothing about the person is inferred: "I am a Muslim woman" sets no field, and is handed back as said of
someone, so that the page can ask.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from directory.errors import PlaceNotFound
from directory.journeys import everyday_words as everyday
from directory.journeys.phrase_book import everyday_languages, phrases
from directory.journeys.text_reading import Reading
from directory.vocabulary import vocabulary

LIKELY_HOURLY_POUNDS = 60
KM_A_MILE = 1.609344
_PERIOD = (
    r"(?:(?:an?|per|/|each|every|p)\s*|(?=hour|week|month|year))"
    r"(hour|hr|h|week|wk|w|month|mth|m|year|yr|annum|a)(?:ly)?\b"
)
_MONEY = re.compile(
    rf"£\s*(\d[\d,]*(?:\.\d\d?)?)\s*(?:{_PERIOD})?|(\d[\d,]*(?:\.\d\d?)?)\s*(?:pounds?|quid)\s*(?:{_PERIOD})?"
)
_HOURS = re.compile(
    r"(\d+(?:\.\d+)?)\s*(?:hours?|hrs?|h)\s*(?:of \w+ )?(?:a|per|each|every|/)\s*(week|wk|day)\b"
)
_MILES = re.compile(r"(\d+(?:\.\d+)?)\s*(miles?|mi|km|kilomet(?:re|er)s?)\b")
_OUTCODE = re.compile(r"\b([a-z]{1,2}\d[a-z\d]?)(?:\s*(\d[a-z]{2}))?\b")


class Places(Protocol):
    """Anything that can tell whether a text names a place."""

    def locate(self, text: str) -> Any: ...


@dataclass(frozen=True, slots=True)
class Understood:
    """``question`` holds only what was read; ``phrases`` are (field, their words); ``about_someone`` and
    ``unread`` are words of theirs that set nothing."""

    question: Mapping[str, Any]
    phrases: tuple[tuple[str, str], ...]
    about_someone: tuple[str, ...]
    unread: tuple[str, ...]

    def heard(self) -> dict[str, Any]:
        """As plain values, to be kept with the answer."""
        return {
            "phrases": [list(phrase) for phrase in self.phrases],
            "about_someone": list(self.about_someone),
            "unread": list(self.unread),
        }


def read_words(written: str, places: Places) -> Understood:
    """What ``written`` asks for, as part of a question; never what it merely says of someone."""
    reading = Reading.of(written)
    _read_numbers(reading)
    _read_place(reading, places)
    _read_worker(reading)
    _read_languages(reading)
    _read_culture(reading)
    _read_phrases(reading)
    _read_slips(reading)
    _read_place_names(reading, places)
    _set_aside_who_somebody_is(reading)
    _settle_musts(reading)
    if "needs" in reading.question:
        reading.question["needs"].sort(key=vocabulary("needs").position)
    unread = tuple(
        reading.said(at, at + 1)
        for at, word in enumerate(reading.words)
        if not reading.used[at]
        and word not in everyday.SAYS_NOTHING | everyday.ABOUT_SOMEONE
        and len(word) > 1
    )
    return Understood(reading.question, tuple(reading.phrases), tuple(reading.about_someone), unread)


def _read_numbers(reading: Reading) -> None:
    """Money, hours and miles."""
    lower = reading.written.lower()
    for match in _HOURS.finditer(lower):
        hours = float(match[1]) * (7 if match[2] == "day" else 1)
        if 0 < hours <= 672:
            reading.budget("hours_per_week", hours)
            reading.take_span(*match.span(), "hours")
    for match in _MONEY.finditer(lower):
        _read_money(reading, match)
    for match in _MILES.finditer(lower):
        distance = float(match[1]) / (KM_A_MILE if match[2].startswith("k") else 1)
        if 0 < distance <= 500:
            reading.question["within_miles"] = round(distance, 1)
            reading.take_span(*match.span(), "miles")


def _read_money(reading: Reading, match: re.Match[str]) -> None:
    pounds = float((match[1] or match[3]).replace(",", ""))
    period = (match[2] or match[4] or "")[:1]
    if period == "h" or (not period and pounds < LIKELY_HOURLY_POUNDS):
        reading.budget("max_pence_per_hour", round(pounds * 100))
    elif period in "wmya" and period and pounds < 10**7:
        reading.budget("pence", round(pounds * 100))
        reading.budget("per", {"w": "week", "m": "month"}.get(period, "year"))
    else:
        return
    reading.take_span(*match.span(), "money")


def _read_place(reading: Reading, places: Places) -> None:
    """A postcode or half of one anywhere, else a name after "near", "in" and the like."""
    for match in _OUTCODE.finditer(reading.written.lower()):
        if _is_place(places, match.group()):
            reading.question["place"] = match.group().upper()
            reading.take_span(*match.span(), "place")
            return
    for leads, sure in ((everyday.PLACE_WORDS, True), (everyday.MAYBE_PLACE_WORDS, False)):
        for lead in leads:
            if _read_place_after(reading, lead, sure, places):
                return


def _read_place_after(reading: Reading, lead: str, sure: bool, places: Places) -> bool:
    length = len(lead.split())
    for at in range(len(reading.words) - length):
        if " ".join(reading.words[at : at + length]) != lead:
            continue
        first = at + length
        for after in range(min(first + 4, len(reading.words)), first, -1):
            named = reading.said(first, after)
            capital = named[:1].isupper()
            if reading.free(first, after) and (sure or capital) and _is_place(places, named):
                reading.question["place"] = named
                reading.take(first, after, "place")
                return True
    return False


def _set_aside_who_somebody_is(reading: Reading) -> None:
    """Words of faith, origin or orientation that nothing asked for: told back as words about somebody."""
    for first, after, phrase in reading.runs():
        of_list = any(
            found and found.how != "near"
            for found in (vocabulary(name).find(phrase) for name in ("faith", "culture"))
        )
        if phrase in everyday.IDENTITIES or (of_list and phrase not in everyday.SAYS_NOTHING):
            reading.about_someone.append(reading.said(first, after))
            reading.used[first:after] = [True] * (after - first)


def _read_place_names(reading: Reading, places: Places) -> None:
    """Where no place was led up to, a name with a capital letter that nothing else accounts for."""
    if "place" in reading.question:
        return
    for first, after, phrase in reading.runs():
        named = reading.said(first, after)
        plain = first == 0 or phrase in everyday.SAYS_NOTHING
        if after - first <= 3 and named[:1].isupper() and not plain and _is_place(places, named):
            reading.question["place"] = named
            reading.take(first, after, "place")
            return


def _is_place(places: Places, named: str) -> bool:
    try:
        places.locate(named)
    except PlaceNotFound:
        return False
    return True


def _read_worker(reading: Reading) -> None:
    """A woman or a man to do the helping; one who is only spoken of sets nothing."""
    for at, word in enumerate(reading.words):
        sex = everyday.WORKER_SEX.get(word)
        if not sex or reading.used[at]:
            continue
        if _is_the_worker(reading, at):
            reading.question["staff_gender"] = sex
            reading.take(at, at + 1, "staff_gender")
        else:
            reading.about_someone.append(reading.said(at, at + 1))
            reading.used[at] = True


def _is_the_worker(reading: Reading, at: int) -> bool:
    if reading.word(at + 1) in everyday.HELPERS:
        return not _is_about_someone(reading, at, 2) or reading.word(at + 1) != "only"
    if _is_about_someone(reading, at, 6):
        return False
    wanted = everyday.ASKING.intersection(reading.before(at, 5))
    return bool(wanted) or reading.word(at + 1) in everyday.AFTER_WORKER


def _is_about_someone(reading: Reading, at: int, reach: int) -> bool:
    """Whether the words just before speak of a person: "I am a …", "for my elderly …"."""
    before = reading.before(at, reach)
    last_wish = max((n for n, word in enumerate(before) if word in everyday.ASKING), default=-1)
    return any(word in everyday.ABOUT_SOMEONE for word in before[last_wish + 1 :])


def _read_languages(reading: Reading) -> None:
    """Everyday languages wherever they are asked for; any other next to "speaks", "speaking" and the like."""
    for first, after, phrase in reading.runs():
        found = everyday_languages().get(phrase)
        spoken = _is_spoken(reading, first, after)
        if not found and spoken:
            known = vocabulary("languages").find(phrase)
            found = known.code if known and known.how in ("label", "alias") and len(phrase) > 3 else None
        if not found or reading.word(after) in everyday.FOOD_NOUNS | everyday.CULTURE_NOUNS:
            continue
        if not spoken and _is_about_someone(reading, first, 3):
            reading.about_someone.append(reading.said(first, after))
            reading.used[first:after] = [True] * (after - first)
            continue
        reading.add("languages", found)
        reading.take(first, after, "languages")


def _is_spoken(reading: Reading, first: int, after: int) -> bool:
    follows = {"speaking", "speaker", "speakers", "language"}
    leads = {"speak", "speaks", "speaking", "talks", "in", "or", "and"}
    return reading.word(after) in follows or bool(
        {"speak", "speaks", "speaking", "talks"}.intersection(reading.before(first, 5))
        and reading.word(first - 1) in leads | set(everyday_languages())
    )


def _read_culture(reading: Reading) -> None:
    """ "Bangladeshi community", "African Caribbean culture": an audience only where it is called one."""
    for first, after, phrase in reading.runs():
        if reading.word(after) in everyday.CULTURE_NOUNS:
            found = vocabulary("culture").find(phrase)
            if found and found.how != "near":
                reading.add("culture", found.code)
                reading.take(first, after + 1, "culture")


def _read_phrases(reading: Reading) -> None:
    """Every phrase of the code lists and of everyday speech, the longest first."""
    for first, after, phrase in reading.runs():
        meanings = phrases().get(phrase)
        if not meanings:
            continue
        if meanings[0][0] in ("faith", "lgbt_affirming") and _is_about_someone(reading, first, 4):
            reading.about_someone.append(reading.said(first, after))
            reading.used[first:after] = [True] * (after - first)
            continue
        for name, code in meanings:
            _set(reading, name, code)
        reading.take(first, after, meanings[0][0])


def _set(reading: Reading, name: str, code: str) -> None:
    if name == "lgbt_affirming":
        reading.question[name] = True
    elif name == "funding":
        reading.question.setdefault(name, code)
    else:
        reading.add(name, code)


def _read_slips(reading: Reading) -> None:
    """Slips of the pen in needs: "compnionship"."""
    for first, after, phrase in reading.runs():
        if after - first <= 3 and len(phrase) >= 7 and phrase not in everyday.SAYS_NOTHING:
            found = vocabulary("needs").find(phrase)
            if found and found.how == "near":
                reading.add("needs", found.code)
                reading.take(first, after, "needs")


def _settle_musts(reading: Reading) -> None:
    """What is asked for outright is a must; "ideally" or "prefer" makes it a wish. A limit is a limit."""
    budget = reading.question.get("budget", {})
    must = ["max_pence_per_hour"] if "max_pence_per_hour" in budget else []
    if not everyday.WISHING.intersection(reading.words):
        must += [name for name in ("languages", "staff_gender") if name in reading.question]
    if must:
        reading.question["must"] = must
    if budget and "pence" not in budget:
        budget.pop("per", None)
    if "within_miles" in reading.question and "place" not in reading.question:
        del reading.question["within_miles"]
