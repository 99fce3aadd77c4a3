"""Supply against the people who live here, by language, faith and ethnic group: who has nobody who says "
"yes."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import isnan

import numpy as np

from directory.geography.reference.population import People as Census
from directory.geography.reference.shelf import Category
from directory.geography.reference.territories import Territory
from directory.journeys.market_reports.ground import Ground
from directory.journeys.market_reports.offering import answering, said_no, said_yes
from directory.journeys.market_reports.shown import Shown
from directory.vocabulary import vocabulary
from matching.market.measures import (
    SMALLEST_COUNT_SHOWN,
    Representation,
    per_thousand,
    representation,
    suppress_small_counts,
)

TOPICS: tuple[str, ...] = ("languages", "faith", "culture")
NO_GAP: Mapping[str, frozenset[str]] = {
    "languages": frozenset({"eng"}),
    "faith": frozenset({"no_religion", "not_answered", "other", "christian"}),
    "culture": frozenset(
        {"british", "any_other", "other_asian", "other_black", "other_mixed", "other_white"}
    ),
}
"""Groups that most services are made for, and those that are nobody's in particular."""
WIDEST = 10


@dataclass(frozen=True, slots=True)
class CultureGroup:
    """One group: its people as they may be published, and what the area's options answer.

    ``people_share`` and what is worked out from it are None where the count is hidden. ``ratio`` is None
    where more than half of the options say nothing.
    """

    code: str
    label: str
    includes: tuple[str, ...]
    people: Shown
    people_share: float | None
    yes: int
    no: int
    unknown: int
    per_thousand: float | None
    ratio: float | None


@dataclass(frozen=True, slots=True)
class CultureTopic:
    """One table of people beside the options of the area; ``silent`` options say nothing of the topic.

    ``known_for`` is the smallest area around whose people the table tells. ``shortfall`` is None where more
    than half is unknown. ``without_supply`` are people of groups that no option says yes to.
    """

    topic: str
    known_for: str
    table: str
    people: int
    options: int
    silent: int
    groups: tuple[CultureGroup, ...]
    shortfall: float | None
    without_supply: Shown


@dataclass(frozen=True, slots=True)
class CultureGap:
    """A group short of options that say yes, the widest first by the people concerned."""

    topic: str
    group: CultureGroup


@dataclass(frozen=True, slots=True)
class Culture:
    """Topics whose people are known; ``lacking`` are those that no loaded table tells."""

    topics: tuple[CultureTopic, ...]
    lacking: tuple[str, ...]
    gaps: tuple[CultureGap, ...]


def culture(ground: Ground) -> Culture:
    """Every topic that reference data tells, with the ten widest gaps of all."""
    told = {topic: _people(ground, topic) for topic in TOPICS}
    topics = tuple(_topic(ground, topic, *found) for topic, found in told.items() if found)
    return Culture(topics, tuple(topic for topic, found in told.items() if not found), _widest(topics))


def _people(ground: Ground, topic: str) -> tuple[Territory, Census] | None:
    """People of the area itself, or of the smallest area around it that is told."""
    own = ground.reference.population.people(ground.territory, topic)
    if own and _counted(own, topic):
        return ground.territory, own
    wider = ground.reference.known_around(ground.territory, topic)
    return wider if wider and _counted(wider[1], topic) else None


def _counted(census: Census, topic: str) -> list[Category]:
    """The groups of a table that our lists know, each person once."""
    codes = vocabulary(topic)
    return [census.categories[code] for code in census.leaves if code in codes]


def _topic(ground: Ground, topic: str, known_for: Territory, census: Census) -> CultureTopic:
    categories = _counted(census, topic)
    told = answering(ground, topic)
    supply = [_answers(ground, topic, category) for category in categories]
    people = [census.counts[category.code] for category in categories]
    yes = [each[0] for each in supply]
    silent = int((~told).sum())
    # Nobody in any of the groups is a table of nobody: nothing can be in proportion to it.
    found = (
        representation(yes, people, silent, len(ground.rows))
        if sum(people)
        else Representation(None, None, None)
    )
    groups = [
        _group(category, topic, count, census.total, answers, rate, ratio)
        for category, count, answers, rate, ratio in zip(
            categories,
            people,
            supply,
            per_thousand(yes, people).tolist(),
            [None] * len(people) if found.ratios is None else found.ratios.tolist(),
            strict=True,
        )
    ]
    ordered = sorted(groups, key=lambda group: (group.people == "*", -_number(group.people), group.label))
    without = sum(
        count
        for category, count, (has, _, _) in zip(categories, people, supply, strict=True)
        if not has and category.code not in NO_GAP[topic]
    )
    return CultureTopic(
        topic,
        known_for.label,
        census.about.title,
        census.total,
        len(ground.rows),
        silent,
        tuple(ordered),
        found.shortfall,
        suppress_small_counts(without),
    )


def _answers(ground: Ground, topic: str, category: Category) -> tuple[int, int, int]:
    """Options that say yes to a group or to one counted in it, that say no to all, that say neither."""
    codes = [code for code in (category.code, *category.includes) if code in vocabulary(topic)]
    yes = np.logical_or.reduce([said_yes(ground, topic, code) for code in codes])
    no = np.logical_and.reduce([said_no(ground, topic, code) for code in codes])
    return int(yes.sum()), int(no.sum()), int((~yes & ~no).sum())


def _group(
    category: Category,
    topic: str,
    people: int,
    everybody: int,
    answers: tuple[int, int, int],
    rate: float,
    ratio: float | None,
) -> CultureGroup:
    hidden = 0 < people < SMALLEST_COUNT_SHOWN
    codes = vocabulary(topic)
    return CultureGroup(
        category.code,
        codes.label(category.code),
        tuple(codes.label(code) for code in category.includes if code in codes),
        suppress_small_counts(people),
        None if hidden or not everybody else people / everybody,
        *answers,
        None if hidden or not people else rate,
        None if hidden or ratio is None or isnan(ratio) else ratio,
    )


def _widest(topics: Sequence[CultureTopic]) -> tuple[CultureGap, ...]:
    """By the people for whom options are out of proportion, counting only options that say yes."""
    gaps = sorted(_gaps(topics), key=lambda each: (-each[0], each[1].group.label))
    return tuple(gap for _, gap in gaps[:WIDEST])


def _gaps(topics: Sequence[CultureTopic]) -> Iterator[tuple[float, CultureGap]]:
    for topic in topics:
        for group in topic.groups:
            if group.code in NO_GAP[topic.topic] or not group.people_share or not topic.options:
                continue
            met = min(1.0, group.yes / topic.options / group.people_share)
            if met < 1:
                yield _number(group.people) * (1 - met), CultureGap(topic.topic, group)


def _number(people: Shown) -> int:
    return people if isinstance(people, int) else 0
