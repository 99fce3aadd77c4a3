"""The word tables the example market is written from, and choices among them that never vary."""

import csv
import hashlib
import re
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from directory.vocabulary import vocabulary


@cache
def table(name: str) -> tuple[dict[str, str], ...]:
    """The rows of ``words/<name>.csv``, in file order."""
    text = (files("importers.example_market") / "words" / f"{name}.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines()))


def codes(cell: str) -> list[str]:
    """The codes of one of our cells, split by ``;``."""
    return [code for code in cell.split(";") if code]


def labels(name: str, cell: str) -> list[str]:
    """What people read for a cell of codes; CareMarketError for a code the vocabulary doesn't have."""
    return [vocabulary(name).label(code) for code in codes(cell)]


def listed(*lists: Sequence[str]) -> str:
    """Several lists as one cell, each item once."""
    return "; ".join(dict.fromkeys(item for items in lists for item in items))


def number(low: int, high: int, *about: str) -> int:
    """A whole number from low to high, the same for the same words on every machine and Python."""
    digest = hashlib.sha256("|".join(about).encode()).digest()
    return low + int.from_bytes(digest[:8], "big") % (high - low + 1)


def pick(options: Sequence[str], *about: str) -> str:
    """One of the options, chosen in the same way."""
    return options[number(0, len(options) - 1, *about)]


def day(first_year: int, last_year: int, *about: str) -> str:
    """A date as people in the UK write it."""
    day_of_month, month = number(1, 28, "day", *about), number(1, 12, "month", *about)
    return f"{day_of_month:02}/{month:02}/{number(first_year, last_year, 'year', *about)}"


def slug(name: str) -> str:
    """A name as it may stand in an address on the web."""
    return "-".join(re.findall(r"[a-z0-9]+", name.lower().replace("'", "")))


def telephone(position: int) -> str:
    """A number that Ofcom keeps for drama, another one for each position below 1,000."""
    return f"{'020 7946 0' if position % 3 else '01632 960'}{position * 7 % 1000:03}"


def website(name: str) -> str:
    return f"https://www.example.org/{slug(name)}"


def with_slips(source: str, row: dict[str, str]) -> dict[str, str]:
    """The row with the mistakes somebody made typing it, if any."""
    slips = [slip for slip in table("mistakes") if slip["file"] == source and slip["name"] == row["Name"]]
    return row | {slip["column"]: slip["text"] for slip in slips}
