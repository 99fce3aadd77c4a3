"""What owners within reach come to: shares of people with a choice, what would mend each gap, who moves."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike, NDArray

from matching.market.areas import PeopleAt, SmallAreas
from matching.market.choice import ChoiceReckoning, Counts, OwnersWithinReach
from matching.market.measures import ENOUGH_OWNERS, ChoiceRange, choice_range
from matching.needs import SupportNeeds
from matching.planes import Flags
from matching.snapshot import Snapshot

CAUSES: tuple[str, ...] = ("enough", "not_known", "not_affordable", "not_offered")
"""Why an area's people have fewer than three confirmed owners; the first has at least three.

``not_known``: three could be there, if those asked said yes. ``not_affordable``: three could be there at a
higher price. ``not_offered``: there aren't three, whatever the price.
"""
BANDS: tuple[str, ...] = ("none", "few", "enough")
Causes = NDArray[np.int8]


@dataclass(frozen=True, slots=True)
class Gaps:
    """Shares of people with fewer than three confirmed owners, by what would mend it: see CAUSES."""

    not_known: float
    not_affordable: float
    not_offered: float


@dataclass(frozen=True, slots=True)
class Choice:
    """Effective choice of the people of some areas for one question."""

    shares: ChoiceRange
    gaps: Gaps


@dataclass(frozen=True, slots=True)
class Moves:
    """People by the band they were in and the one they come to, (3, 3) each, in the order of BANDS."""

    confirmed: NDArray[np.float64]
    possible: NDArray[np.float64]


def effective_choice_of(
    needs: SupportNeeds, snapshot: Snapshot, places: Sequence[PeopleAt], listed: Flags | None = None
) -> Choice | None:
    """How many distinct owners people can choose from, affordably and within reach; None without people.

    A stated budget counts as a must-have. ``listed`` (n,) leaves out rows that may no longer be shown.
    """
    return choice_within(ChoiceReckoning(snapshot, SmallAreas.of(places, snapshot), listed), needs)


def choice_within(reckoning: ChoiceReckoning, needs: SupportNeeds) -> Choice | None:
    """``effective_choice_of`` for a market and areas that are ready, so that many questions can be asked."""
    return choice_of(reckoning.owners(with_budget_as_must(needs)), reckoning.areas.people)


def choice_of(found: OwnersWithinReach, people: ArrayLike) -> Choice | None:
    """Shares and gaps of owners counted up to three or more; None without people."""
    weight = np.asarray(people, dtype=np.float64)
    shares = choice_range(found.confirmed, found.possible, weight)
    if shares is None:
        return None
    by_cause = np.bincount(causes(found), weights=weight, minlength=len(CAUSES)) / weight.sum()
    return Choice(shares, Gaps(*by_cause[1:].tolist()))


def causes(found: OwnersWithinReach) -> Causes:
    """The position in CAUSES for each area, (n,)."""
    levels = (found.confirmed, found.possible, found.at_any_price)
    return np.select([owners >= ENOUGH_OWNERS for owners in levels], [0, 1, 2], 3).astype(np.int8)


def bands(owners: Counts) -> NDArray[np.int64]:
    """The position in BANDS for each area, (n,)."""
    return np.searchsorted([1, ENOUGH_OWNERS], owners, side="right")


def moves(before: OwnersWithinReach, after: OwnersWithinReach, people: ArrayLike) -> Moves:
    """Who moves between bands of choice when a price, the supply or what is known changes."""
    weight = np.asarray(people, dtype=np.float64)

    def between(was: Counts, comes_to: Counts) -> NDArray[np.float64]:
        pair = bands(was) * len(BANDS) + bands(comes_to)
        of_pair = np.bincount(pair, weights=weight, minlength=len(BANDS) ** 2)
        return np.asarray(of_pair, dtype=np.float64).reshape(len(BANDS), -1)

    return Moves(between(before.confirmed, after.confirmed), between(before.possible, after.possible))


def with_budget_as_must(needs: SupportNeeds) -> SupportNeeds:
    """The same question where what is stated of the budget must be kept: affordable means C ≤ B."""
    budget = {"budget"} if needs.budget and needs.budget.pence is not None else set()
    return replace(needs, must=needs.must | budget)


def with_more_an_hour(needs: SupportNeeds, pence: int) -> SupportNeeds:
    """The same question where an hour may cost so much more, and the budget holds what that comes to.

    A budget without hours stays as it is, as nobody can say what it would grow by.
    """
    budget = needs.budget
    if budget is None:
        return needs
    limit = None if budget.max_pence_per_hour is None else budget.max_pence_per_hour + pence
    whole = budget.pence
    if whole is not None and needs.hours_per_week is not None:
        weeks = {"week": 1.0, "month": budget.weeks_per_year / 12, "year": budget.weeks_per_year}
        whole += round(pence * needs.hours_per_week * weeks[budget.per])
    return replace(needs, budget=replace(budget, pence=whole, max_pence_per_hour=limit))
