"""What choice an area's people have, by profile, place and circumstance; where it is shortest, and why."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from directory.journeys.market_reports.circumstances import circumstances
from directory.journeys.market_reports.ground import Ground
from directory.journeys.market_reports.people import Part, People
from directory.journeys.market_reports.shown import Shown, shown_alone, shown_together
from directory.journeys.need_profiles import NeedProfile
from matching.market.choice import OwnersWithinReach
from matching.market.gaps import CAUSES, Choice, Gaps, causes, choice_of, with_budget_as_must
from matching.market.measures import ENOUGH_OWNERS, ChoiceShares
from matching.planes import Rows

ALL_OF_IT = 0.9
"""From this share of an area's people on, what is short is short in all of it and not in one place."""
WORST_SHOWN = 3


@dataclass(frozen=True, slots=True)
class GroupChoice:
    """The choice of some of an area's people for one profile; None where nobody lives there.

    ``code`` is empty for groups that aren't places. ``people`` is None where postcodes stand for them;
    ``none_people`` are those who would have no choice even if everybody asked said yes.
    """

    code: str
    label: str
    people: Shown | None
    none_people: Shown | None
    choice: Choice | None


@dataclass(frozen=True, slots=True)
class ProfileChoice:
    """Effective choice for one person's question: in all of the area, by place and by circumstance."""

    profile: str
    label: str
    whole: GroupChoice
    by_place: tuple[GroupChoice, ...]
    by_circumstance: tuple[GroupChoice, ...]

    @property
    def gaps(self) -> Gaps | None:
        return self.whole.choice.gaps if self.whole.choice else None

    @property
    def confirmed(self) -> ChoiceShares | None:
        return self.whole.choice.shares.confirmed if self.whole.choice else None

    @property
    def possible(self) -> ChoiceShares | None:
        return self.whole.choice.shares.possible if self.whole.choice else None


@dataclass(frozen=True, slots=True)
class Shortage:
    """A profile and a place with too little choice: ``cause`` is one of gaps.CAUSES, what mends it for most.

    ``everywhere``: in all of the area, ``place`` being its name. ``short_people`` have fewer than three
    confirmed; ``owners`` is how many possible ones they have on average, each counted up to three.
    """

    profile: str
    label: str
    place: str
    everywhere: bool
    cause: str
    short_people: Shown | None
    short_share: float
    owners: float


@dataclass(frozen=True, slots=True)
class MeanChoice:
    """Choice of people of all profiles, as many of one as of any other, in a place or a circumstance."""

    code: str
    label: str
    people: Shown | None
    confirmed: ChoiceShares | None
    possible: ChoiceShares | None


@dataclass(frozen=True, slots=True)
class AreaChoice:
    """All profiles, their mean in all of the area and parts of it, and the worst shortages, one a profile."""

    profiles: tuple[ProfileChoice, ...]
    whole: MeanChoice
    by_place: tuple[MeanChoice, ...]
    by_circumstance: tuple[MeanChoice, ...]
    drawn: tuple[MeanChoice, ...]
    worst: tuple[Shortage, ...]


def area_choice(ground: Ground) -> AreaChoice:
    """What the report says of choice; every figure weighs places by who lives there."""
    asked = [(each, ground.owners(with_budget_as_must(each.needs))) for each in ground.profiles]
    groups = _Groups.of(ground)
    profiles = tuple(groups.choice(profile, found) for profile, found in asked)
    shortages = [short for profile, found in asked if (short := _shortage(ground, profile, found))]
    return AreaChoice(
        profiles,
        _mean([each.whole for each in profiles]),
        tuple(map(_mean, zip(*(each.by_place for each in profiles), strict=True))),
        tuple(map(_mean, zip(*(each.by_circumstance for each in profiles), strict=True))),
        tuple(groups.means(ground.people.drawn, [found for _, found in asked])),
        tuple(each for _, each in sorted(shortages, key=lambda short: short[0])[:WORST_SHOWN]),
    )


@dataclass(frozen=True, slots=True)
class _Groups:
    """The groups that every profile is told by."""

    people: People
    whole: Part
    places: tuple[Part, ...]
    circumstances: tuple[Part, ...]

    @classmethod
    def of(cls, ground: Ground) -> "_Groups":
        people = ground.people
        whole = Part(ground.territory.code, ground.territory.label, np.arange(len(people.areas)))
        return cls(people, whole, people.parts, tuple(circumstances(ground)))

    def choice(self, profile: NeedProfile, found: OwnersWithinReach) -> ProfileChoice:
        parts = [self.whole, *self.places, *self.circumstances]
        members = [part.members for part in parts]
        living = self.people.areas.people
        people = shown_together(self.people, living, members)
        without = shown_together(self.people, np.where(found.possible == 0, living, 0.0), members)
        told = [
            GroupChoice(part.code, part.label, *shown, self._choice(part, found))
            for part, *shown in zip(parts, people, without, strict=True)
        ]
        places = 1 + len(self.places)
        return ProfileChoice(profile.id, profile.label, told[0], tuple(told[1:places]), tuple(told[places:]))

    def means(self, parts: Sequence[Part], asked: Sequence[OwnersWithinReach]) -> Iterator[MeanChoice]:
        """Of all profiles together, for each part, without counting its people."""
        for part in parts:
            yield _mean(
                [GroupChoice(part.code, part.label, None, None, self._choice(part, each)) for each in asked]
            )

    def _choice(self, group: Part, found: OwnersWithinReach) -> Choice | None:
        return choice_of(_part(found, group.members), self.people.areas.people[group.members])


def _shortage(
    ground: Ground, profile: NeedProfile, found: OwnersWithinReach
) -> tuple[tuple[float, float], Shortage] | None:
    """Where a profile's people are worst off, with how badly, worst first; None where all have three."""
    people = ground.people.areas.people
    short = found.confirmed < ENOUGH_OWNERS
    if not people[short].sum():
        return None
    missing = (ENOUGH_OWNERS - np.minimum(found.possible, ENOUGH_OWNERS)) * people
    unsure = (ENOUGH_OWNERS - np.minimum(found.confirmed, ENOUGH_OWNERS)) * people
    everywhere = people[short].sum() >= ALL_OF_IT * people.sum() or not ground.people.parts
    members, place = np.arange(len(people)), ground.territory.label
    if not everywhere:
        worst = max(ground.people.parts, key=lambda p: (missing[p.members].sum(), unsure[p.members].sum()))
        members, place = worst.members, worst.label
    told = Shortage(
        profile.id,
        profile.label,
        place,
        bool(everywhere),
        _cause(_part(found, members), people[members]),
        shown_alone(ground.people, float(people[members][short[members]].sum())),
        float(people[members][short[members]].sum() / people[members].sum()),
        float(np.average(np.minimum(found.possible[members], ENOUGH_OWNERS), weights=people[members])),
    )
    return (-float(missing[members].sum()), -float(unsure[members].sum())), told


def _cause(found: OwnersWithinReach, people: np.ndarray) -> str:
    """What would mend it for most of those who are short of choice."""
    by_cause = np.bincount(causes(found), weights=people, minlength=len(CAUSES))
    return CAUSES[1 + int(np.argmax(by_cause[1:]))]


def _part(found: OwnersWithinReach, members: Rows) -> OwnersWithinReach:
    return OwnersWithinReach(found.confirmed[members], found.possible[members], found.at_any_price[members])


def _mean(told: Sequence[GroupChoice]) -> MeanChoice:
    """Of one group's people, for each profile."""
    first, shares = told[0], [each.choice.shares for each in told if each.choice]
    confirmed, possible = (
        _mean_of([getattr(each, name) for each in shares]) for name in ("confirmed", "possible")
    )
    return MeanChoice(first.code, first.label, first.people, confirmed, possible)


def _mean_of(shares: Sequence[ChoiceShares]) -> ChoiceShares | None:
    if not shares:
        return None
    none, few, enough = np.mean([(each.none, each.few, each.enough) for each in shares], axis=0).tolist()
    return ChoiceShares(none, few, enough)
