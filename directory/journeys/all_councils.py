"""Every council at once: the choice its people have, its widest gaps, and whether it meets the standard."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from directory.journeys.market_reports.choice import AreaChoice, area_choice
from directory.journeys.market_reports.culture import NO_GAP, TOPICS
from directory.journeys.market_reports.ground import Ground
from directory.journeys.market_reports.offering import answering, said_no, said_yes
from directory.vocabulary import vocabulary
from matching import planes
from matching.columns import FRESH_DAYS
from matching.fields import EPOCH
from matching.market.measures import ChoiceRange
from matching.market.standard import (
    CouncilFigures,
    Judgement,
    Standard,
    Verdict,
    WithoutOffer,
    judgement,
)
from matching.planes import Flags


@dataclass(frozen=True, slots=True)
class CouncilStanding:
    """One council: its figures, its verdict, and its mean choice over all profiles (None: nobody known).

    ``place`` is its rank by people sure of three choices, then by those who could have them, from 1; None
    where it can't be judged.
    """

    code: str
    label: str
    region: str
    options: int
    confirmed: float | None
    possible: float | None
    none_at_best: float | None
    judged: Judgement
    place: int | None


@dataclass(frozen=True, slots=True)
class AllCouncils:
    """All 153 councils, by name. ``verdicts`` counts them; ``topics`` are those that people are known by."""

    councils: tuple[CouncilStanding, ...]
    verdicts: Mapping[Verdict, int]
    standard: Standard
    topics: tuple[str, ...]
    profiles: int
    data_version: str
    reference_version: str


def all_councils(england: Ground, standard: Standard) -> AllCouncils:
    """``england`` is the ground of all England; one pass over it serves all councils."""
    choice, records = area_choice(england), _Records(england)
    by_code = {
        code: CouncilFigures(
            _choice_of(choice, code),
            _gaps(england, records, code, standard.group_share),
            *records.of(code),
        )
        for code in vocabulary("councils").codes
    }
    means = {each.code: each for each in choice.by_place}
    found = []
    for code, figures in by_code.items():
        mean = means.get(code)
        known = mean if mean and mean.confirmed and mean.possible else None
        term = vocabulary("councils").term(code)
        found.append(
            CouncilStanding(
                code,
                term.label,
                term.extra["region"],
                figures.options,
                known.confirmed.enough if known and known.confirmed else None,
                known.possible.enough if known and known.possible else None,
                known.possible.none if known and known.possible else None,
                judgement(figures, standard),
                None,
            )
        )
    return AllCouncils(
        tuple(_placed(sorted(found, key=lambda each: each.label))),
        dict(Counter(each.judged.verdict for each in found)),
        standard,
        tuple(topic for topic in TOPICS if any(topic in each.without_offer for each in by_code.values())),
        len(england.profiles),
        england.market.version,
        england.reference.shelf.version,
    )


def _placed(councils: list[CouncilStanding]) -> list[CouncilStanding]:
    """With their places among those that can be judged; equal figures share one."""
    judged = [each for each in councils if each.judged.verdict != "cannot_judge"]
    keys = [(each.confirmed, each.possible) for each in judged]
    ahead = {key: 1 + sum(other > key for other in keys) for key in keys}
    return [
        replace(each, place=ahead[each.confirmed, each.possible]) if each in judged else each
        for each in councils
    ]


def _choice_of(choice: AreaChoice, code: str) -> list[ChoiceRange | None]:
    """A council's choice by profile."""
    found: list[ChoiceRange | None] = []
    for profile in choice.profiles:
        place = next((each for each in profile.by_place if each.code == code), None)
        found.append(place.choice.shares if place and place.choice else None)
    return found


class _Records:
    """What options say, summed by council: ``council`` (rows,) numbers them as the market does."""

    def __init__(self, england: Ground) -> None:
        self._ground = england
        self._snapshot = england.snapshot
        self._council = self._snapshot.columns["council"][england.rows]
        self._size = len(self._snapshot.codes["councils"]) + 1
        day = self._snapshot.columns["confirmed_day"][england.rows]
        since = (self._snapshot.as_of - EPOCH).days - FRESH_DAYS
        self._options = self._by_council(np.ones(len(england.rows), dtype=np.bool_))
        self._known = [
            self._by_council(flags)
            for flags in (
                planes.at(self._snapshot.fact("priced"), england.rows),
                answering(england, "languages"),
                day >= since,
            )
        ]
        self._yes: dict[tuple[str, str], NDArray[np.int64]] = {}
        self._may: dict[tuple[str, str], NDArray[np.int64]] = {}

    def of(self, code: str) -> tuple[int, float, float, float]:
        """Options, and the shares that tell a price, a language, and were confirmed this year."""
        at = self._snapshot.position("councils", code)
        options = int(self._options[at])
        shares = (float(each[at] / options) if options else 0.0 for each in self._known)
        price, languages, fresh = shares
        return options, price, languages, fresh

    def offers(self, topic: str, code: str, council: str) -> tuple[int, int]:
        """Options of a council that say yes to a code, and that may."""
        key, at = (topic, code), self._snapshot.position("councils", council)
        if key not in self._yes:
            yes = said_yes(self._ground, topic, code)
            self._yes[key] = self._by_council(yes)
            self._may[key] = self._by_council(~said_no(self._ground, topic, code))
        return int(self._yes[key][at]), int(self._may[key][at])

    def _by_council(self, flags: Flags) -> NDArray[np.int64]:
        return np.bincount(self._council[flags], minlength=self._size)


def _gaps(england: Ground, records: _Records, council: str, least_share: float) -> dict[str, WithoutOffer]:
    """For each topic that a council's people are known by: those for whom nobody says yes."""
    territory = england.reference.areas.find(council)
    found = {}
    for topic in TOPICS:
        census = england.reference.population.people(territory, topic)
        if census is None or not census.total:
            continue
        codes = [
            code
            for code in census.leaves
            if code in vocabulary(topic)
            and code not in NO_GAP[topic]
            and census.counts[code] >= least_share * census.total
        ]
        if not codes:
            continue
        people = sum(census.counts[code] for code in codes)
        offers = {code: records.offers(topic, code, council) for code in codes}
        at_most = sum(census.counts[code] for code in codes if not offers[code][0])
        surely = sum(census.counts[code] for code in codes if not offers[code][1])
        found[topic] = WithoutOffer(surely / people, at_most / people)
    return found
