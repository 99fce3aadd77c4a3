"""Codes, money, miles and dates as people say them."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import accumulate

from directory.errors import CareMarketError
from directory.vocabulary import vocabulary

CRITERION_WORDS = {
    "needs": "Help with everything you asked for",
    "user_bands": "Knowing about your situation",
    "distance": "Being close by",
    "cost": "Keeping the cost down",
    "languages": "Speaking the language",
    "faith": "Knowing about faith",
    "culture": "Knowing the culture",
    "diet": "The right food",
    "staff_gender": "A woman or a man, as you asked",
    "lgbt_affirming": "Welcoming LGBT+ people",
    "accessibility": "Being easy to get into and use",
    "times": "Coming at the right times",
    "availability": "Having room for you when you need it",
    "quality": "Good official ratings",
    "evidence": "How sure we are of the facts",
    "freshness": "How new the facts are",
}
MUST_WORDS = {
    "needs": "all the help you asked for",
    "languages": "the language",
    "staff_gender": "a woman or a man, as you asked",
    "faith": "the faith",
    "diet": "the food",
    "culture": "the culture",
    "lgbt_affirming": "welcoming LGBT+ people",
    "accessibility": "easy to get into and use",
    "times": "the times",
    "availability": "room for you when you need it",
    "user_bands": "knowing about your situation",
    "funding": "the way you pay",
    "max_pence_per_hour": "the most an hour may cost",
    "budget": "your budget",
    "place": "where you are",
    "within_miles": "the distance",
    "provider_kinds": "the kind of provider",
    "setting": "where the support happens",
}
PER_WORDS = {"week": "a week", "month": "a month", "year": "a year"}
EVIDENCE_WORDS = {
    "register": "from an official register",
    "officer": "checked by an officer",
    "provider": "says the provider",
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
    "personal-assistants": "Register of personal assistants",
    "community-groups": "List of local groups and services",
    "cqc-directory": "Care Quality Commission directory",
    "cqc-locations": "Care Quality Commission locations",
    "charities": "Charity Commission register",
}


def label(list_name: str, code: str) -> str:
    """The words for a code; the code itself, spaced, when the list has grown past this page."""
    try:
        return vocabulary(list_name).label(code)
    except CareMarketError:
        return code.replace("_", " ")


def source_name(source: str) -> str:
    """What a source is called on pages; its own name, spaced, when it came after this list."""
    return SOURCE_WORDS.get(source, source.replace("-", " "))


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


def joined(words: Sequence[str], last: str = "and") -> str:
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def pounds(pence: float | None) -> str:
    """ "£17.50", "£9,100": pennies only where there are some and the sum is under a thousand pounds."""
    if pence is None:
        return "not known"
    whole = round(pence)
    if whole % 100 == 0 or whole >= 100_000:
        return f"£{round(whole / 100):,}"
    return f"£{whole / 100:,.2f}"


def pounds_in_field(pence: int | None) -> str:
    """The same amount as somebody would type it again."""
    if pence is None:
        return ""
    return f"{pence // 100}" if pence % 100 == 0 else f"{pence / 100:.2f}"


def plain_number(value: float | None) -> str:
    return "" if value is None else f"{value:g}"


def miles(distance: float | None, precision: str | None = None) -> str:
    """How far, as precisely as the place is known: a 2 km cell or a district gives whole miles only."""
    if distance is None:
        return "distance not known"
    if precision == "postcode":
        return f"{exact_miles(distance)} away"
    whole = round(distance)
    if whole < 1:
        return "less than 1 mile away"
    return f"about {whole} mile{'' if whole == 1 else 's'} away"


def exact_miles(distance: float) -> str:
    """ "1 mile", "2 miles", "1.4 miles": one decimal where there is one."""
    if distance < 0.1:
        return "less than 0.1 miles"
    return counted(1, "mile") if round(distance, 1) == 1 else f"{plain_number(round(distance, 1))} miles"


def long_date(day: date | str | None) -> str:
    """ "2 November 2026"."""
    if day is None:
        return "date not known"
    when = date.fromisoformat(day[:10]) if isinstance(day, str) else day
    return f"{when.day} {when.strftime('%B %Y')}"


def counted(count: int, one: str, many: str | None = None) -> str:
    """ "1 option", "2,340 options"."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"
