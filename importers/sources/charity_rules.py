"""The written rule for charities: ``charity_rules.csv`` read, and a charity's own words judged by it.

In the table a phrase is one to a few words; ``*`` stands for any ending, ``..`` for up to four words between.
The steps in their order: words set aside, left out first, for whom, what it does, what it does for whom, and
for those with nothing to offer, why they are left out.
"""

import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from directory.vocabulary import folded

NEAR_WORDS = 15
WORDS_REMEMBERED = 50_000
_NOTHING = re.compile(r"(?!)")
_SET_ASIDE = " ¦ "
_RUN_TOGETHER = re.compile(r"(?<=[a-z])(?=[A-Z])")
_LISTS = ("needs", "service_types", "settings", "attributes")


@dataclass(frozen=True, slots=True)
class Rule:
    """A line of the table, by ``number``. ``attributes`` are ``vocabulary:code``, ``settings`` may be
    ``not known``.
    """

    number: int
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
    """What a charity says, folded: without legal wording, and (``of_adults``) without words on children.

    ``may_speak``: the numbers of the rules with a phrase that begins with one of its words. Most rules are
    out of the question by that alone, without a search.
    """

    name: str
    activities: str
    both: str
    of_adults: str
    name_of_adults: str
    may_speak: frozenset[int]

    def seen_by(self, rule: Rule) -> str:
        if rule.looks_in == "name":
            return self.name
        return self.both if rule.looks_in == "both" else self.activities


def judge(name: str, activities: str) -> Judgement:
    """What the charity's own words make of it."""
    words = _words(name, activities)
    early = next((rule for rule in rules("leave_out_first") if _leaves_out(rule, words)), None)
    if early:
        return Judgement(left_out=early.code, because=early.meaning)
    audiences = tuple(rule for rule in _speaking("audience", words) if _names_audience(rule, words))
    offers = [rule for rule in _speaking("offer", words) if applies(rule, words)]
    offers += (
        rule for rule in _speaking("offer_with_audience", words) if _near_audience(rule, audiences, words)
    )
    if not offers:
        return _left_out(words, audiences)
    described = (rule for rule in _speaking("describe", words) if applies(rule, words))
    return Judgement(tuple(offers), audiences, tuple(described))


def _speaking(step: str, words: Words) -> list[Rule]:
    """The rules of a step that are not out of the question by their first words alone."""
    return [rule for rule in rules(step) if rule.number in words.may_speak]


def applies(rule: Rule, words: Words) -> bool:
    """Whether a phrase of the rule is there, the name agrees, and nothing speaks against it."""
    if rule.number not in words.may_speak:
        return False
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
    legal, children = rules("set_aside")
    plain_name, plain = folded(name), folded(_RUN_TOGETHER.sub(" ", activities))
    may_speak = frozenset().union(*map(_beginning_with, {*plain_name.split(), *plain.split()}))
    plain = _without(legal, plain, may_speak)
    of_adults, name_of_adults = (_without(children, text, may_speak) for text in (plain, plain_name))
    both = f"{plain_name}{_SET_ASIDE}{plain}"
    return Words(plain_name, plain, both, of_adults, name_of_adults, may_speak)


def _without(rule: Rule, text: str, may_speak: frozenset[int]) -> str:
    return rule.phrases.sub(_SET_ASIDE, text) if rule.number in may_speak else text


@lru_cache(maxsize=WORDS_REMEMBERED)
def _beginning_with(word: str) -> frozenset[int]:
    """The rules with a phrase whose first word is this one, or a beginning of it that ends in ``*``."""
    beginnings = _beginnings()
    stems = (f"{word[:length]}*" for length in range(1, len(word) + 1))
    return frozenset().union(*(beginnings.get(beginning, ()) for beginning in (word, *stems)))


@cache
def _beginnings() -> Mapping[str, set[int]]:
    """The first word of a phrase → the rules that have such a phrase."""
    found: dict[str, set[int]] = defaultdict(set)
    for number, row in enumerate(_table()):
        for phrase in _listed(row["phrases"]):
            found[phrase.split()[0]].add(number)
    return dict(found)


@cache
def rules(step: str) -> tuple[Rule, ...]:
    """The rules of a step, in the table's order."""
    return tuple(_rule(number, row) for number, row in enumerate(_table()) if row["step"] == step)


@cache
def _table() -> tuple[dict[str, str], ...]:
    with (files("importers.sources") / "charity_rules.csv").open(encoding="utf-8", newline="") as lines:
        return tuple(csv.DictReader(lines))


def _rule(number: int, row: Mapping[str, str]) -> Rule:
    lists = {column: _listed(row[column]) for column in _LISTS}
    patterns = {column: _pattern(row[column]) for column in ("phrases", "in_name", "unless")}
    plain = {column: row[column] for column in ("step", "code", "looks_in", "meaning")}
    return Rule(number, **plain, **patterns, **lists)


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
