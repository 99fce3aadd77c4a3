"""Who an area depends on: options by group of owners, and what would leave with the largest."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from directory.journeys.market_reports.ground import Ground
from directory.journeys.market_reports.offering import said_yes
from directory.journeys.market_reports.shown import Shown, shown_alone
from directory.vocabulary import vocabulary
from matching.fields import EPOCH, RATINGS
from matching.market.gaps import moves, with_budget_as_must
from matching.market.measures import cr4, fragility, hhi, hill_number
from matching.planes import Flags

BRAND = "brand"
"""The fact in which the regulator names the brand that a provider belongs to."""
PRIVATE_KIND = "personal_assistant"
MOST_NAMED = 10
Basis = Literal["options", "beds"]
ENOUGH_BEDS = 0.5
"""Share of care homes that must state their beds before shares of beds are given."""
HOMES = ("care_home", "nursing_home")


@dataclass(frozen=True, slots=True)
class OwnerGroup:
    """Owners of one brand, or an owner alone. ``name`` is None for personal assistants, who aren't named.

    ``ratings`` counts its options here by rating; ``oldest_rating`` is the oldest day one was given.
    """

    name: str | None
    by_brand: bool
    owners: int
    options: int
    share: float
    ratings: Mapping[str, int]
    oldest_rating: date | None


@dataclass(frozen=True, slots=True)
class Concentration:
    """Over groups of owners, on one basis; ``known`` is the share of records that the basis is told of."""

    basis: Basis
    known: float
    groups: int
    hhi: float
    cr4: float
    hill_2: float
    largest_share: float
    hhi_without: float | None
    hill_2_without: float


@dataclass(frozen=True, slots=True)
class Leaving:
    """What leaves with the largest: options by service type; people who then have fewer than three.

    ``fewer_possible``: of the profile's people, the share that has three possible choices now and would not
    have them then; ``people`` as many people as that is.
    """

    profile: str
    label: str
    fewer_possible: float
    people: Shown | None


@dataclass(frozen=True, slots=True)
class Ownership:
    """The largest groups first."""

    concentrations: tuple[Concentration, ...]
    largest: tuple[OwnerGroup, ...]
    types_of_largest: Mapping[str, int]
    leaving: tuple[Leaving, ...]


def ownership(ground: Ground) -> Ownership | None:
    """None for an area without options."""
    if not len(ground.rows):
        return None
    groups = _Groups(ground)
    order = groups.by_size()
    largest = groups.members(order[0])
    return Ownership(
        tuple(groups.concentrations()),
        tuple(groups.told(order[:MOST_NAMED])),
        _types(ground, largest),
        tuple(_leaving(ground, groups.owners_of(order[0]))),
    )


class _Groups:
    """The area's options by group: ``group`` (rows,) numbers them from 0."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground
        owners, owner = np.unique(ground.snapshot.columns["owner"][ground.rows], return_inverse=True)
        self._owners: NDArray[np.int64] = owners
        with ground.store.reading() as reader:
            brands = reader.facts(BRAND, ground.numbers)
            self._beds = reader.facts("beds", ground.numbers)
        self._brand_of = _brand_by_owner(owner, [brands.get(int(number)) for number in ground.numbers])
        keys = [self._brand_of.get(at, at) for at in range(len(owners))]
        numbers = {key: at for at, key in enumerate(dict.fromkeys(keys))}
        self._keys = list(numbers)
        self.group = np.array([numbers[key] for key in keys])[owner]

    def by_size(self) -> list[int]:
        """Groups by options, the largest first; of equals the one that is met first."""
        counts = np.bincount(self.group)
        return np.argsort(-counts, kind="stable").tolist()

    def members(self, group: int) -> Flags:
        """Which of the area's options are the group's, (rows,)."""
        return self.group == group

    def owners_of(self, group: int) -> NDArray[np.int64]:
        """The owners of the group's options here."""
        return np.unique(self._ground.snapshot.columns["owner"][self._ground.rows[self.members(group)]])

    def told(self, groups: list[int]) -> list[OwnerGroup]:
        """Groups as they may be named: one look into the store for all of them."""
        alone = {group: int(self.owners_of(group)[0]) for group in groups if not self._branded(group)}
        with self._ground.store.reading() as reader:
            names = reader.owner_names(alone.values())
        return [self._one(group, names.get(alone.get(group, 0))) for group in groups]

    def _branded(self, group: int) -> bool:
        return isinstance(self._keys[group], str)

    def _one(self, group: int, owner_name: str | None) -> OwnerGroup:
        snapshot, members = self._ground.snapshot, self.members(group)
        rows = self._ground.rows[members]
        private = snapshot.columns["kind"][rows] == snapshot.position("provider_kind", PRIVATE_KIND)
        key = self._keys[group]
        name = key if isinstance(key, str) else owner_name
        rating, day = snapshot.columns["rating"][rows], snapshot.columns["rated_day"][rows]
        dated = day[(day >= 0) & (rating > 0)]
        return OwnerGroup(
            None if private.any() else name,
            isinstance(key, str),
            len(self.owners_of(group)),
            len(rows),
            len(rows) / len(self._ground.rows),
            {code: int((rating == at).sum()) for at, code in enumerate(RATINGS) if (rating == at).any()},
            EPOCH + timedelta(days=int(dated.min())) if len(dated) else None,
        )

    def concentrations(self) -> list[Concentration]:
        """By options; by beds of care homes too, where enough of them state theirs."""
        found = [self._concentration("options", np.bincount(self.group).tolist(), 1.0)]
        homes = np.logical_or.reduce([said_yes(self._ground, "service_type", code) for code in HOMES])
        beds = np.array([int(self._beds.get(int(number)) or 0) for number in self._ground.numbers])
        known = float((beds[homes] > 0).mean()) if homes.any() else 0.0
        if known >= ENOUGH_BEDS:
            found.append(self._concentration("beds", np.bincount(self.group, beds * homes).tolist(), known))
        return found

    def _concentration(self, basis: Basis, amounts: list[float], known: float) -> Concentration:
        leaving = fragility(amounts)
        if leaving is None:
            raise ValueError("a market with options has an owner")
        return Concentration(
            basis,
            known,
            sum(1 for amount in amounts if amount),
            hhi(amounts) or 0.0,
            cr4(amounts) or 0.0,
            hill_number(amounts, 2),
            leaving.share,
            leaving.hhi_after,
            leaving.hill_2_after,
        )


def _brand_by_owner(owner: NDArray[np.intp], brands: list[str | None]) -> dict[int, str]:
    """The brand of each owner that any of its options names; the commonest where they name several."""
    named: dict[int, Counter[str]] = {}
    for at, brand in zip(owner.tolist(), brands, strict=True):
        if brand:
            named.setdefault(at, Counter())[brand] += 1
    return {at: min(counts, key=lambda name: (-counts[name], name)) for at, counts in named.items()}


def _types(ground: Ground, members: Flags) -> dict[str, int]:
    """The group's options by service type."""
    label = vocabulary("service_type").label
    found = {
        label(code): int((said_yes(ground, "service_type", code) & members).sum())
        for code in ground.snapshot.codes["service_type"]
    }
    return {name: count for name, count in found.items() if count}


def _leaving(ground: Ground, owners: NDArray[np.int64]) -> Iterator[Leaving]:
    """For each profile, the whole market without the group's options, wherever they are based."""
    stays = ~np.isin(ground.snapshot.columns["owner"], owners)
    without = ground.reckoning.among(stays)
    people = ground.people.areas.people
    for profile in ground.profiles:
        needs = with_budget_as_must(profile.needs)
        lost = float(moves(ground.owners(needs), without.owners(needs), people).possible[2, :2].sum())
        shown = shown_alone(ground.people, lost)
        yield Leaving(profile.id, profile.label, lost / float(people.sum()) if people.sum() else 0.0, shown)
