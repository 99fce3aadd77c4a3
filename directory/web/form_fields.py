"""Reading the fields of a form: codes that exist, pounds to pence, numbers."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, Protocol

from directory.vocabulary import vocabulary

MOST_CHARACTERS = 600
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


class Form(Protocol):
    """What a form sent: one value or all values of a field."""

    def get(self, name: str, default: str = "") -> str: ...

    def getlist(self, name: str) -> list[str]: ...


@dataclass(frozen=True, slots=True)
class Said:
    """What one step changes in a question (None takes it out), and the fields that need another look."""

    changes: Mapping[str, Any] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)


def text(form: Form, name: str) -> str:
    """One line of text, spaces tidied, cut to a length nobody needs to pass."""
    return " ".join(form.get(name, "").replace("\x00", "").split())[:MOST_CHARACTERS]


def written(form: Form, name: str) -> str:
    """Text of several lines as it was typed, with plain line ends and no other control characters."""
    lines = form.get(name, "").replace("\r\n", "\n").replace("\r", "\n")
    return "".join(letter for letter in lines if letter == "\n" or letter.isprintable()).strip()


def row_numbers(form: Form, name: str) -> list[int]:
    """Numbers of rows in a form of ours; anything else somebody sent is left out."""
    return [int(each) for each in form.getlist(name) if re.fullmatch(r"[0-9]{1,15}", each)]


def codes(form: Form, name: str, list_name: str) -> list[str]:
    """The ticked codes that the vocabulary knows, each once, in its order."""
    known = vocabulary(list_name)
    ticked = {code for code in form.getlist(name) if code in known}
    return sorted(ticked, key=known.position)


def code(form: Form, name: str, list_name: str) -> str | None:
    """The one chosen code, or None."""
    chosen = form.get(name, "")
    return chosen if chosen in vocabulary(list_name) else None


def pence(written: str) -> int | None:
    """ "£18", "18.50" or "1,200" as pence; raises ValueError when it isn't an amount of money."""
    plain = re.sub(r"[£,\s]", "", written)
    if not plain:
        return None
    try:
        amount = Decimal(plain)
    except InvalidOperation:
        raise ValueError("not an amount") from None
    if not amount.is_finite() or not 0 <= amount <= 1_000_000 or amount != round(amount, 2):
        raise ValueError("not an amount")
    return int(amount * 100)


def number(written: str, most: float) -> float | None:
    """A number over 0 and up to ``most``; raises ValueError for anything else, None for a blank."""
    plain = re.sub(r"[,\s]|hours?$|hrs?$", "", written)
    if not plain:
        return None
    if not re.fullmatch(r"\d{1,4}(\.\d{1,2})?", plain) or not 0 < float(plain) <= most:
        raise ValueError("not a number in range")
    return float(plain)


def whole_number(written: str, least: int, most: int) -> int | None:
    """A whole number in a range; raises ValueError for anything else, None for a blank."""
    plain = re.sub(r"\s|min(?:ute)?s?$|visits?$", "", written.casefold())
    if not plain:
        return None
    if not re.fullmatch(r"[0-9]{1,4}", plain) or not least <= int(plain) <= most:
        raise ValueError("not a whole number in range")
    return int(plain)


def day(form: Form, name: str) -> date | None:
    """The day in three boxes, its month a number or a name; ValueError for no real day, None for blanks."""
    on, month, year = (text(form, f"{name}_{part}").casefold() for part in ("day", "month", "year"))
    if not (on or month or year):
        return None
    if month[:3] in MONTHS:
        month = str(MONTHS.index(month[:3]) + 1)
    if not all(re.fullmatch(r"[0-9]{1,4}", part) for part in (on, month, year)):
        raise ValueError("not a day")
    return date(int(year), int(month), int(on))
