"""Whether a council's market meets a standard: yes, no, or not known, and how firmly that is said.

What is possible and not confirmed is unknown, as everywhere (Kleene 1952): a market meets a line where even
what is confirmed reaches it, and misses it where even what is possible doesn't.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import Literal

from matching.market.measures import ChoiceRange, ChoiceShares

Verdict = Literal["meets", "does_not", "not_known", "cannot_judge"]
STEPS: tuple[float, ...] = (0.9, 1.0, 1.1)
"""By how much each bound is moved to see how firmly a verdict stands."""


@dataclass(frozen=True, slots=True)
class Standard:
    """How much choice for how many profiles, how wide a cultural gap, and how complete records must be.

    ``share_with_three`` at least and ``share_with_none`` at most of a profile's people, for at least
    ``profiles``. ``share_without_offer`` at most of the people of groups of at least ``group_share``.
    """

    profiles: int
    share_with_three: float
    share_with_none: float
    group_share: float
    share_without_offer: float
    options: int
    price_known: float
    languages_known: float
    confirmed_this_year: float


@dataclass(frozen=True, slots=True)
class WithoutOffer:
    """Share of a topic's people in groups large enough, for whom no option says yes.

    ``surely``: none says that it may; ``at_most``: none says yes, whatever the silent ones would say.
    """

    surely: float
    at_most: float


@dataclass(frozen=True, slots=True)
class CouncilFigures:
    """What a standard is held against: choice by profile, gaps by topic, and how complete records are."""

    choice: Sequence[ChoiceRange | None]
    without_offer: Mapping[str, WithoutOffer]
    options: int
    price_known: float
    languages_known: float
    confirmed_this_year: float


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the standard: its verdict, and how many profiles or which share is sure and possible."""

    key: str
    verdict: Verdict
    sure: float
    possible: float
    bound: float


@dataclass(frozen=True, slots=True)
class Judgement:
    """A council's verdict, line by line. ``firmness``: the share of moved standards that say the same."""

    verdict: Verdict
    lines: tuple[Line, ...]
    lacking: tuple[str, ...]
    firmness: float


def judgement(figures: CouncilFigures, standard: Standard) -> Judgement:
    """The verdict, and how often it stays when each bound moves by a tenth either way."""
    found = _judged(figures, standard)
    again = [_judged(figures, moved).verdict for moved in _moved(standard)]
    return replace(found, firmness=again.count(found.verdict) / len(again))


def _judged(figures: CouncilFigures, standard: Standard) -> Judgement:
    lines = (_choice_line(figures, standard), *_culture_lines(figures, standard))
    lacking = tuple(_lacking(figures, standard))
    if lacking or not any(figures.choice):
        return Judgement("cannot_judge", lines, lacking or ("people",), 1.0)
    verdicts = [line.verdict for line in lines]
    verdict: Verdict = "meets"
    if "does_not" in verdicts:
        verdict = "does_not"
    elif "not_known" in verdicts:
        verdict = "not_known"
    return Judgement(verdict, lines, (), 1.0)


def _choice_line(figures: CouncilFigures, standard: Standard) -> Line:
    known = [each for each in figures.choice if each]
    sure = sum(_has_choice(each.confirmed, standard) for each in known)
    possible = sum(_has_choice(each.possible, standard) for each in known)
    return Line("choice", _between(sure, possible, standard.profiles), sure, possible, standard.profiles)


def _has_choice(shares: ChoiceShares, standard: Standard) -> bool:
    return shares.enough >= standard.share_with_three and shares.none <= standard.share_with_none


def _between(sure: float, possible: float, bound: float) -> Verdict:
    if sure >= bound:
        return "meets"
    return "not_known" if possible >= bound else "does_not"


def _culture_lines(figures: CouncilFigures, standard: Standard) -> list[Line]:
    return [
        Line(
            topic,
            _between(-gap.at_most, -gap.surely, -standard.share_without_offer),
            gap.at_most,
            gap.surely,
            standard.share_without_offer,
        )
        for topic, gap in figures.without_offer.items()
    ]


def _lacking(figures: CouncilFigures, standard: Standard) -> list[str]:
    """What of the records is too little to judge by."""
    needed = ("options", "price_known", "languages_known", "confirmed_this_year")
    return [name for name in needed if getattr(figures, name) < getattr(standard, name)]


def _moved(standard: Standard) -> list[Standard]:
    return [
        replace(
            standard,
            share_with_three=min(standard.share_with_three * three, 1.0),
            share_with_none=standard.share_with_none * none,
            share_without_offer=standard.share_without_offer * gap,
        )
        for three, none, gap in product(STEPS, repeat=3)
    ]
