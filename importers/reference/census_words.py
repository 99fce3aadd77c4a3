"""The Census's words for groups of people, and which codes of ours they are.

``census_words.csv``: topic, the words as published, our code (blank: known, but not used), the wider group of
the same table, the codes counted in it that can't be told apart, and what to say of that.
"""

import csv
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from directory.geography.reference.shelf import Category, ages_of
from directory.vocabulary import folded

_MEASURE = re.compile(r"\s*(?:\(number\)|;?\s*measures: value)\s*$", re.IGNORECASE)
_SHARE = re.compile(r"\((?:percent|%)\)|measures: percent", re.IGNORECASE)
_TOTAL = re.compile(r"(?:total|all usual residents|all persons)\b")
_AGES = (
    (re.compile(r"(?:aged )?under 1(?: year)?"), "0-0"),
    (re.compile(r"(?:aged )?(\d+)(?: years)? (?:and|or) under"), "0-{0}"),
    (re.compile(r"(?:aged )?(\d+)(?: years)? (?:and|or) over"), "{0}+"),
    (re.compile(r"(?:aged )?(\d+)(?: years)? to (\d+)(?: years)?"), "{0}-{1}"),
    (re.compile(r"aged (\d+)(?: years?)?"), "{0}-{0}"),
)


@dataclass(frozen=True, slots=True)
class Group:
    """What some words of a table stand for; a blank ``category.code`` is known, but not used."""

    topic: str
    category: Category


def group_of(words: str) -> Group | None:
    """The group that a heading or a cell of a table names; None for anything else, shares included."""
    if _SHARE.search(words):
        return None
    plain = _MEASURE.sub("", words)
    known = _known_words()
    for reading in (plain, *_without_title(plain)):
        found = known.get(folded(reading)) or _age(folded(reading))
        if found:
            return found
    return None


def is_total(words: str) -> bool:
    """Whether the words stand for everybody the table counts."""
    plain = _MEASURE.sub("", words)
    readings = [folded(reading) for reading in (plain, *_without_title(plain))]
    is_share = _SHARE.search(words) is not None
    return not is_share and group_of(words) is None and any(map(_TOTAL.match, readings))


def is_beside_the_point(words: str) -> bool:
    """Shares of what is counted too, and the line for those whom a table isn't about."""
    return _SHARE.search(words) is not None or folded(words) == "does not apply"


def with_ages_nested(categories: Mapping[str, Category]) -> dict[str, Category]:
    """Each band of ages as part of the narrowest other band that holds it; other groups as they are."""
    bands = {code: ages for code in categories if (ages := ages_of(code))}
    nested = dict(categories)
    for code, (low, high) in bands.items():
        wider = [
            (end - start, other)
            for other, (start, end) in bands.items()
            if other != code and start <= low and high <= end
        ]
        if wider:
            nested[code] = replace(categories[code], part_of=min(wider)[1])
    return nested


def _without_title(words: str) -> tuple[str, ...]:
    """The words behind the table's title, as in "Religion: Buddhist"."""
    _, colon, rest = words.partition(":")
    return (rest,) if colon else ()


def _age(words: str) -> Group | None:
    for pattern, shape in _AGES:
        match = pattern.fullmatch(words)
        if match:
            code = shape.format(*match.groups())
            return Group("age", Category(code, words.capitalize()))
    return None


@cache
def _known_words() -> Mapping[str, Group]:
    lines = (files("importers") / "reference" / "census_words.csv").read_text(encoding="utf-8").splitlines()
    rows = list(csv.DictReader(lines))
    whole = {folded(row["words"]): _group(row) for row in rows}
    return {**_by_last_words(rows), **whole}


def _by_last_words(rows: Iterable[Mapping[str, str]]) -> dict[str, Group]:
    """Some downloads have "Urdu" for "South Asian language: Urdu"; what several groups end with is none's."""
    meant: dict[str, set[Group]] = {}
    for row in rows:
        if row["code"]:
            meant.setdefault(folded(row["words"].rpartition(": ")[2]), set()).add(_group(row))
    return {words: next(iter(groups)) for words, groups in meant.items() if len(groups) == 1}


def _group(row: Mapping[str, str]) -> Group:
    includes = tuple(code for code in row["includes"].split(";") if code)
    label = row["words"].rpartition(": ")[2]
    return Group(row["topic"], Category(row["code"], label, row["part_of"], includes, row["says"]))
