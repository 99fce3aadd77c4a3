"""The written rule for charities: ``charity_rules.csv`` read, and a charity's own words judged by it.

In the table a phrase is one to a few words; ``*`` stands for any ending, ``..`` for up to four words between.
The steps in their order: words set aside, left out first, for whom, what it does, what it does for whom, and
for those with nothing to offer, why they are left out.
"""

import csv
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from directory.vocabulary import folded

NEAR_WORDS = 15
_NOTHING = re.compile(r"(?!)")
_SET_ASIDE = " ¦ "
_RUN_TOGETHER = re.compile(r"(?<=[a-z])(?=[A-Z])")
_LISTS = ("needs", "service_types", "settings", "attributes")


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of the table. ``attributes`` are ``vocabulary:code``; ``settings`` may be ``not known``."""

    step: str
    code: str
    looks_in: str
    phrases: re.Pattern[str]
    in_name: re.Pattern[str]
    unless: re.Pattern[str]
    needs: tuple[str, ...]
    service_types: tuple[str, ...]
    settings: tuple[str, ...]
    attributes: tuple[str, ...]
    meaning: str


@dataclass(frozen=True, slots=True)
class Judgement:
    """Either what the charity offers, to whom and how it describes itself, or why it is left out."""

    offers: tuple[Rule, ...] = ()
    audiences: tuple[Rule, ...] = ()
    describing: tuple[Rule, ...] = ()
    left_out: str | None = None
    because: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """What a charity says, folded: without legal wording, and (``of_adults``) without words on children."""

    name: str
    activities: str
    of_adults: str
    name_of_adults: str

    def seen_by(self, rule: Rule) -> str:
        return {"name": self.name, "both": f"{self.name}{_SET_ASIDE}{self.activities}"}.get(
            rule.looks_in, self.activities
        )


def judge(name: str, activities: str) -> Judgement:
    """What the charity's own words make of it."""
    words = _words(name, activities)
    early = next((rule for rule in rules("leave_out_first") if _leaves_out(rule, words)), None)
    if early:
        return Judgement(left_out=early.code, because=early.meaning)
    audiences = tuple(rule for rule in rules("audience") if _names_audience(rule, words))
    offers = tuple(rule for rule in rules("offer") if applies(rule, words))
    offers += tuple(rule for rule in rules("offer_with_audience") if _near_audience(rule, audiences, words))
    if not offers:
        return _left_out(words, audiences)
    return Judgement(offers, audiences, tuple(rule for rule in rules("describe") if applies(rule, words)))


def applies(rule: Rule, words: Words) -> bool:
    """Whether a phrase of the rule is there, the name agrees, and nothing speaks against it."""
    text = words.seen_by(rule)
    if not rule.phrases.search(text) or rule.unless.search(text):
        return False
    return rule.in_name is _NOTHING or bool(rule.in_name.search(words.name))


def _leaves_out(rule: Rule, words: Words) -> bool:
    if rule.code != "children_only":
        return applies(rule, words)
    (children,) = (rule for rule in rules("set_aside") if rule.code == "children")
    (adults,) = rules("adult_words")
    speaks_of_children = children.phrases.search(words.seen_by(children))
    return bool(
        speaks_of_children
        and not adults.phrases.search(words.of_adults)
        and not rule.unless.search(words.activities)
    )


def _names_audience(rule: Rule, words: Words) -> bool:
    in_name = rule.looks_in != "activities" and rule.phrases.search(words.name_of_adults)
    return bool(in_name or rule.phrases.search(words.of_adults))


def _near_audience(rule: Rule, audiences: Iterable[Rule], words: Words) -> bool:
    """The activity stands within fifteen words of the audience; one in the name is near everything."""
    text = words.of_adults
    if rule.unless.search(text):
        return False
    places = [_word_number(text, hit) for hit in rule.phrases.finditer(text)]
    if any(audience.phrases.search(words.name_of_adults) for audience in audiences):
        return bool(places)
    near = [_word_number(text, hit) for audience in audiences for hit in audience.phrases.finditer(text)]
    return any(abs(place - other) <= NEAR_WORDS for place in places for other in near)


def _word_number(text: str, hit: re.Match[str]) -> int:
    return text.count(" ", 0, hit.start())


def _left_out(words: Words, audiences: tuple[Rule, ...]) -> Judgement:
    for rule in rules("leave_out"):
        if audiences if rule.code == "no_need_stated" else applies(rule, words):
            return Judgement(left_out=rule.code, because=rule.meaning)
    return Judgement(left_out="unclear", because="Its words don't say what it does.")


def _words(name: str, activities: str) -> Words:
    legal, children = (rule.phrases for rule in rules("set_aside"))
    plain_name = folded(name)
    plain = legal.sub(_SET_ASIDE, folded(_RUN_TOGETHER.sub(" ", activities)))
    return Words(plain_name, plain, children.sub(_SET_ASIDE, plain), children.sub(_SET_ASIDE, plain_name))


@cache
def rules(step: str) -> tuple[Rule, ...]:
    """The rules of a step, in the table's order."""
    with (files("importers.sources") / "charity_rules.csv").open(encoding="utf-8", newline="") as lines:
        return tuple(_rule(row) for row in csv.DictReader(lines) if row["step"] == step)


def _rule(row: Mapping[str, str]) -> Rule:
    lists = {column: _listed(row[column]) for column in _LISTS}
    patterns = {column: _pattern(row[column]) for column in ("phrases", "in_name", "unless")}
    plain = {column: row[column] for column in ("step", "code", "looks_in", "meaning")}
    return Rule(**plain, **patterns, **lists)


def _listed(cell: str) -> tuple[str, ...]:
    return tuple(item.strip() for item in cell.split(";") if item.strip())


def _pattern(cell: str) -> re.Pattern[str]:
    phrases = [_phrase_pattern(phrase) for phrase in _listed(cell)]
    return re.compile(r"\b(?:" + "|".join(phrases) + r")\b") if phrases else _NOTHING


def _phrase_pattern(phrase: str) -> str:
    """``visit* .. at home`` as a pattern over folded words."""
    words = [
        re.escape(word[:-1]) + r"\w*" if word.endswith("*") else re.escape(word) for word in phrase.split()
    ]
    return " ".join(words).replace(r" \.\. ", r" (?:\w+ ){0,4}")
