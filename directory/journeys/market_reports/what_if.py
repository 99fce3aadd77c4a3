"""What would change if more were paid, if there were more providers, or if all who must be asked said yes."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from directory.journeys.market_reports.ground import Ground
from directory.journeys.market_reports.shown import Shown, shown_together
from matching.market.choice import OwnersWithinReach
from matching.market.gaps import bands, with_budget_as_must, with_more_an_hour

Change = Literal["price", "supply", "asking"]
PENCE_MORE = 150
PROVIDERS_MORE = 1


@dataclass(frozen=True, slots=True)
class Moved:
    """Of one profile's people, those who had fewer than three choices and would come to three.

    ``to_three`` of everybody, ``from_none`` of them had none before; shares, and people as they may be shown.
    Counted in choices that are possible, for a price and for supply; in sure ones for asking.
    """

    profile: str
    label: str
    to_three: float
    people_to_three: Shown | None
    from_none: float
    people_from_none: Shown | None


@dataclass(frozen=True, slots=True)
class WhatIf:
    """One change and whom it would move. ``amount``: pence more an hour, or providers more in every place."""

    change: Change
    amount: int
    moved: tuple[Moved, ...]


def what_ifs(ground: Ground, pence: int = PENCE_MORE, providers: int = PROVIDERS_MORE) -> tuple[WhatIf, ...]:
    """More an hour, more fitting providers within everybody's reach, and every question answered yes."""
    asked = [with_budget_as_must(each.needs) for each in ground.profiles]
    before = [ground.owners(needs) for needs in asked]
    dearer = [
        ground.owners(with_budget_as_must(with_more_an_hour(each.needs, pence))) for each in ground.profiles
    ]
    changes: tuple[tuple[Change, int, list[np.ndarray], list[np.ndarray]], ...] = (
        ("price", pence, _possible(before), _possible(dearer)),
        ("supply", providers, _possible(before), [each.possible + providers for each in before]),
        ("asking", 0, [each.confirmed for each in before], _possible(before)),
    )
    return tuple(WhatIf(change, amount, _moved(ground, then, now)) for change, amount, then, now in changes)


def _possible(found: list[OwnersWithinReach]) -> list[np.ndarray]:
    return [each.possible for each in found]


def _moved(ground: Ground, before: list[np.ndarray], after: list[np.ndarray]) -> tuple[Moved, ...]:
    return tuple(
        _of_profile(ground, profile.id, profile.label, then, now)
        for profile, then, now in zip(ground.profiles, before, after, strict=True)
    )


def _of_profile(ground: Ground, profile: str, label: str, before: np.ndarray, after: np.ndarray) -> Moved:
    people = ground.people.areas.people
    everybody = float(people.sum())
    was, comes_to = bands(before), bands(after)
    to_three, of_none = (was < 2) & (comes_to == 2), (was == 0) & (comes_to == 2)
    people_to_three, people_of_none = shown_together(
        ground.people, people, [np.flatnonzero(to_three), np.flatnonzero(of_none)]
    )
    shares = (float(people[those].sum()) / everybody if everybody else 0.0 for those in (to_three, of_none))
    share_to_three, share_of_none = shares
    return Moved(profile, label, share_to_three, people_to_three, share_of_none, people_of_none)
