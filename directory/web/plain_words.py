"""Codes, money, miles and dates as people say them."""

import re
from collections.abc import Iterable
from datetime import date
from itertools import accumulate

from directory.errors import CareMarketError
from directory.vocabulary import vocabulary
from directory.web.translation import _, _l, _n, day_in_words, in_list, joined, number, spoken_name

CRITERION_WORDS = {
    "needs": _l("Help with everything you asked for"),
    "user_bands": _l("Knowing about your situation"),
    "distance": _l("Being close by"),
    "cost": _l("Keeping the cost down"),
    "languages": _l("Speaking the language"),
    "faith": _l("Knowing about faith"),
    "culture": _l("Knowing the culture"),
    "diet": _l("The right food"),
    "staff_gender": _l("A woman or a man, as you asked"),
    "lgbt_affirming": _l("Welcoming LGBT+ people"),
    "accessibility": _l("Being easy to get into and use"),
    "times": _l("Coming at the right times"),
    "availability": _l("Having room for you when you need it"),
    "quality": _l("Good official ratings"),
    "evidence": _l("How sure we are of the facts"),
    "freshness": _l("How new the facts are"),
}
MUST_WORDS = {
    "needs": _l("all the help you asked for"),
    "languages": _l("the language"),
    "staff_gender": _l("a woman or a man, as you asked"),
    "faith": _l("the faith"),
    "diet": _l("the food"),
    "culture": _l("the culture"),
    "lgbt_affirming": _l("welcoming LGBT+ people"),
    "accessibility": _l("easy to get into and use"),
    "times": _l("the times"),
    "availability": _l("room for you when you need it"),
    "user_bands": _l("knowing about your situation"),
    "funding": _l("the way you pay"),
    "max_pence_per_hour": _l("the most an hour may cost"),
    "budget": _l("your budget"),
    "place": _l("where you are"),
    "within_miles": _l("the distance"),
    "provider_kinds": _l("the kind of provider"),
    "setting": _l("where the support happens"),
}
PER_WORDS = {"week": _l("a week"), "month": _l("a month"), "year": _l("a year")}
EVIDENCE_WORDS = {
    "register": _l("from an official register"),
    "officer": _l("checked by an officer"),
    "provider": _l("says the provider"),
}
PHONE_GROUPS: tuple[tuple[str, tuple[int, ...]], ...] = (
    ("02", (3, 4, 4)),
    ("011", (4, 3, 4)),
    *((f"01{digit}1", (4, 3, 4)) for digit in "23456789"),
    ("01", (5, 6)),
    ("07", (5, 6)),
    ("03", (4, 3, 4)),
    ("08", (4, 3, 4)),
    ("09", (4, 3, 4)),
)
SOURCE_WORDS = {
    "personal-assistants": _l("Register of personal assistants"),
    "community-groups": _l("List of local groups and services"),
    "cqc-directory": _l("Care Quality Commission directory"),
    "cqc-locations": _l("Care Quality Commission locations"),
    "charities": _l("Charity Commission register"),
}


PLACES = frozenset({"councils", "districts", "counties", "regions", "places"})
"""Names of places are the same in every language."""


def label(list_name: str, code: str) -> str:
    """The words for a code; the code itself, spaced, when the list has grown past this page."""
    try:
        english = vocabulary(list_name).label(code)
    except CareMarketError:
        return code.replace("_", " ")
    if list_name in PLACES:
        return english
    return spoken_name(code, english) if list_name == "languages" else in_list(list_name, english)


def source_name(source: str) -> str:
    """What a source is called on pages; its own name, spaced, when it came after this list."""
    return str(SOURCE_WORDS.get(source, source.replace("-", " ")))


def telephone(number: str) -> str:
    """A UK number in groups that can be read aloud, as Ofcom writes them; any other as it is."""
    digits = re.sub(r"\D", "", number)
    shape = next((groups for start, groups in PHONE_GROUPS if digits.startswith(start)), None)
    if not number.startswith("0") or shape is None or len(digits) != sum(shape):
        return number
    ends = list(accumulate(shape))
    return " ".join(digits[end - size : end] for size, end in zip(shape, ends, strict=True))


def labels(list_name: str, codes: Iterable[str]) -> str:
    """ "Sylheti, Bengali and Urdu"."""
    return joined([label(list_name, code) for code in codes])


def pounds(pence: float | None) -> str:
    """ "£17.50", "£9,100": pennies only where there are some and the sum is under a thousand pounds."""
    if pence is None:
        return _("not known")
    whole = round(pence)
    if whole % 100 == 0 or whole >= 100_000:
        return f"£{number(round(whole / 100))}"
    return f"£{number(whole / 100, pennies=True)}"


def pounds_in_field(pence: int | None) -> str:
    """The same amount as somebody would type it again."""
    if pence is None:
        return ""
    return f"{pence // 100}" if pence % 100 == 0 else f"{pence / 100:.2f}"


def plain_number(value: float | None) -> str:
    """As somebody would type it again."""
    return "" if value is None else f"{value:g}"


def miles(distance: float | None, precision: str | None = None) -> str:
    """How far, as precisely as the place is known: a 2 km cell or a district gives whole miles only."""
    if distance is None:
        return _("distance not known")
    if precision != "postcode":
        return whole_miles(distance)
    if distance < 0.1:
        return _("less than 0.1 miles away")
    return _n("%(count)s mile away", "%(count)s miles away", round(distance, 1))


def whole_miles(distance: float) -> str:
    if round(distance) < 1:
        return _("less than 1 mile away")
    return _n("about %(count)s mile away", "about %(count)s miles away", round(distance))


def exact_miles(distance: float) -> str:
    """ "1 mile", "2 miles", "1.4 miles": one decimal where there is one."""
    if distance < 0.1:
        return _("less than 0.1 miles")
    return _n("%(count)s mile", "%(count)s miles", round(distance, 1))


def hours_in_words(hours: float) -> str:
    return _n("%(count)s hour", "%(count)s hours", hours)


def minutes_in_words(minutes: int) -> str:
    return _n("%(count)s minute", "%(count)s minutes", minutes)


def long_date(day: date | str | None) -> str:
    """ "2 November 2026"."""
    if day is None:
        return _("date not known")
    return day_in_words(date.fromisoformat(day[:10]) if isinstance(day, str) else day)


def quoted(words: Iterable[str]) -> str:
    """ "“help”, “near E1”"."""
    return ", ".join(f"“{each}”" for each in words)


def sentence_start(words: str) -> str:
    return words[:1].upper() + words[1:]


def counted(count: int, one: str, many: str | None = None) -> str:
    """ "1 option", "2,340 options", in English: for reports and the command line."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"
