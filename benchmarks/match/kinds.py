"""Patterns of what options say of themselves, drawn once for each kind in england.json and then shared.

A market repeats itself: two befriending schemes in a thousand answer the same questions in the same way. An
option takes one pattern for what it helps with and others for whom, when, how it is paid and what it has.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from matching.needs import SETTINGS
from matching.offers import YesNo

FOLDER = Path(__file__).parent
PATTERNS = 512
SAYS_NO = 0.01
NOTHING_SAID = YesNo()
STATED_LISTS: tuple[str, ...] = ("user_bands", "times", "accessibility", "funding")


@dataclass(frozen=True, slots=True)
class Help:
    """What an option helps with in each setting, and the registrations that follow from it."""

    needs: Mapping[str, YesNo]
    settings: YesNo
    service_types: YesNo
    registered_for_personal_care: bool
    registered_where_people_live: bool


@dataclass(frozen=True, slots=True)
class Room:
    """When an option is free and for which visits, as ``Offer`` has it, but in days from the market's."""

    free_in_days: int | None = None
    taking_new: bool | None = None
    hours_free: float | None = None
    shortest_visit_minutes: int | None = None
    most_visits_a_day: int | None = None
    two_workers: bool | None = None


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of england.json with its patterns; ``told`` is the file's own entry."""

    told: Mapping[str, Any]
    helps: Sequence[Help]
    rooms: Sequence[Room]
    lists: Mapping[str, Sequence[YesNo]]


@cache
def england_told() -> Mapping[str, Mapping[str, Any]]:
    """england.json: ``kinds`` of provision with their rates, ``communities`` with what serves them."""
    told: Mapping[str, Mapping[str, Any]] = json.loads((FOLDER / "england.json").read_text(encoding="utf-8"))
    return told


def kinds_of_england(seed: int) -> list[Kind]:
    """Every kind with its patterns, in the file's order; equal answers are one and the same object."""
    chance, shared = np.random.default_rng([seed, 1]), Shared()
    return [_kind(told, chance, shared) for told in england_told()["kinds"].values()]


class Shared:
    """Gives back the first of several equal answers."""

    def __init__(self) -> None:
        self._known: dict[YesNo, YesNo] = {}

    def answers(self, yes: Iterable[str] = (), no: Iterable[str] = (), complete: bool = False) -> YesNo:
        said = YesNo(frozenset(yes), frozenset(no), complete)
        return self._known.setdefault(said, said)


def _kind(told: Mapping[str, Any], chance: np.random.Generator, shared: Shared) -> Kind:
    lists = {name: _stated(*told[name], chance, shared) for name in STATED_LISTS}
    lists["staff_gender"] = _genders(told, chance, shared)
    yes, no = told["lgbt"]
    draws = chance.random(PATTERNS)
    lists["flags"] = [
        shared.answers(["lgbt_affirming"] * (u < yes), ["lgbt_affirming"] * (yes <= u < yes + no))
        for u in draws.tolist()
    ]
    helps = [_help(told, chance, shared) for _ in range(PATTERNS)]
    return Kind(told, helps, [_room(told, chance) for _ in range(PATTERNS)], lists)


def _stated(
    share: float, rates: Mapping[str, float], chance: np.random.Generator, shared: Shared
) -> list[YesNo]:
    """Patterns of one list: ``share`` of them say anything, each code YES at its own rate."""
    said = [NOTHING_SAID] * round(PATTERNS * (1 - share))
    return said + [_answers(rates, chance, shared) for _ in range(PATTERNS - len(said))]


def _answers(rates: Mapping[str, float], chance: np.random.Generator, shared: Shared) -> YesNo:
    draws = dict(zip(rates, chance.random(len(rates)).tolist(), strict=True))
    yes = [code for code, u in draws.items() if u < rates[code]]
    return shared.answers(yes, [c for c, u in draws.items() if u > 1 - SAYS_NO and c not in yes])


def _genders(told: Mapping[str, Any], chance: np.random.Generator, shared: Shared) -> list[YesNo]:
    """A personal assistant is one or the other; a service has staff of either or both."""
    share, female, male = told["staff_gender"]
    alone = told["provider_kind"] == "personal_assistant"
    patterns = []
    for stated, u, v in chance.random((PATTERNS, 3)).tolist():
        yes = ["female"] * (u < female) + ["male"] * (u >= female if alone else v < male)
        no = ["male"] * (u < female) + ["female"] * (u >= female) if alone else []
        patterns.append(shared.answers(yes, no) if stated < share else NOTHING_SAID)
    return patterns


def _help(told: Mapping[str, Any], chance: np.random.Generator, shared: Shared) -> Help:
    settings = _settings(told["settings"], chance, shared)
    needs = _answers(told["needs"], chance, shared)
    if not needs.yes:
        needs = shared.answers([next(iter(told["needs"]))], needs.no)
    registers = told["registered"] if "personal_care" in needs.yes else ""
    return Help(
        {setting: needs for setting in SETTINGS if setting not in settings.no},
        settings,
        _answers(told["service_types"], chance, shared),
        registers in ("own_home", "both"),
        registers in ("move_in", "both"),
    )


def _room(told: Mapping[str, Any], chance: np.random.Generator) -> Room:
    """Nothing said, or some of it: free from a day or taking people on now, hours, lengths and numbers."""
    said, full, *parts = chance.random(7).tolist()
    if said >= told["room_told"]:
        return Room()
    dated = full >= 0.25 and parts[0] < 0.4
    return Room(
        free_in_days=int(chance.integers(-30, 90)) if dated else None,
        taking_new=False if full < 0.25 else None if parts[1] < 0.3 else True,
        hours_free=int(chance.integers(2, 70)) / 2 if parts[2] < 0.6 else None,
        shortest_visit_minutes=int(chance.choice([15, 30, 45, 60])) if parts[3] < 0.5 else None,
        most_visits_a_day=int(chance.integers(1, 5)) if parts[3] < 0.3 else None,
        two_workers=parts[4] < 0.6 if parts[3] < 0.2 else None,
    )


def _settings(rates: Mapping[str, Sequence[float]], chance: np.random.Generator, shared: Shared) -> YesNo:
    """Each setting YES or NO at its rates, else not known; help happens somewhere, so one at least is YES."""
    draws = dict(zip(rates, chance.random(len(rates)).tolist(), strict=True))
    yes = [code for code, (y, _) in rates.items() if draws[code] < y]
    yes = yes or [max(rates, key=lambda code: rates[code][0])]
    no = [c for c, (y, n) in rates.items() if c not in yes and y <= draws[c] < y + n]
    return shared.answers(yes, no)
