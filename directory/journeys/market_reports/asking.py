"""What must be asked, and of whom, so that the choice that could be there is sure."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from directory.journeys.market_reports.ground import Ground
from directory.journeys.need_profiles import NeedProfile
from matching import planes
from matching.judgement import judged
from matching.market.asking import calls_to_make
from matching.market.choice import ChoiceReckoning
from matching.market.gaps import bands, with_budget_as_must
from matching.needs import SupportNeeds
from matching.planes import Flags

PRIVATE_KIND = "personal_assistant"
MOST_AREAS = 3_000
"""In larger areas every owner is too many to weigh up: the answer is given for the councils in them."""
NAMED = 5


@dataclass(frozen=True, slots=True)
class Asked:
    """What the options of those to ring leave open, as demands ("languages"), and how many leave it so."""

    demand: str
    options: int


@dataclass(frozen=True, slots=True)
class ToAsk:
    """For one profile: ``calls`` to make, after which ``served`` of its people could have three sure choices.

    ``first`` names whom to ring first; personal assistants among them are counted in ``private``, not named.
    """

    profile: str
    label: str
    calls: int
    served: float
    questions: tuple[Asked, ...]
    first: tuple[str, ...]
    private: int


def to_ask(ground: Ground) -> tuple[ToAsk, ...]:
    """Nothing for profiles that need no asking, and for areas that are too large for one list of calls."""
    if not 0 < len(ground.people.areas) <= MOST_AREAS:
        return ()
    return tuple(told for profile in ground.profiles if (told := _for(ground, profile)))


def _for(ground: Ground, profile: NeedProfile) -> ToAsk | None:
    needs = with_budget_as_must(profile.needs)
    left_open = _LeftOpen(ground, needs)
    reckoning = _likeliest(ground, needs, left_open)
    asked = calls_to_make(*reckoning.reaching(needs), ground.people.areas.people, left_open.by_owner())
    calls = replace(asked, owners=tuple(reckoning.owner_ids[list(asked.owners)].tolist()))
    if not calls.owners:
        return None
    unnamed = left_open.private()
    named = [owner for owner in calls.owners if owner not in unnamed][:NAMED]
    with ground.store.reading() as reader:
        names = reader.owner_names(named)
    return ToAsk(
        profile.id,
        profile.label,
        len(calls.owners),
        calls.served,
        left_open.questions(calls.owners),
        tuple(names[owner] for owner in named if owner in names),
        sum(1 for owner in calls.owners if owner in unnamed),
    )


def _likeliest(ground: Ground, needs: SupportNeeds, left_open: "_LeftOpen") -> ChoiceReckoning:
    """Only options that leave little enough open, as long as they reach everybody whom all would reach."""
    everybody = bands(ground.owners(needs).possible)
    for most in left_open.counts():
        fewer = ground.reckoning.among(left_open.at_most(most))
        if (bands(fewer.owners(needs).possible) == everybody).all():
            return fewer
    return ground.reckoning


class _LeftOpen:
    """What of a question each option that may do leaves open, wherever people are."""

    def __init__(self, ground: Ground, needs: SupportNeeds) -> None:
        self._ground = ground
        snapshot = ground.snapshot
        placeless = judged(replace(needs, here=None, within_miles=None), snapshot)
        may = planes.rows_of(placeless.without().may, len(snapshot))
        rows = may[ground.listed[may]]
        self._rows = rows
        self._owner = snapshot.columns["owner"][rows]
        private = snapshot.position("provider_kind", PRIVATE_KIND)
        self._private = snapshot.columns["kind"][rows] == private
        self._open = {
            demand.key: planes.at(given.may, rows) & ~planes.at(given.yes, rows)
            for demand in placeless.demands
            for given in (placeless.answers(demand),)
        }

    @property
    def _count(self) -> NDArray[np.int64]:
        """How many demands each option leaves open."""
        return sum((open_.astype(np.int64) for open_ in self._open.values()), np.zeros_like(self._owner))

    def counts(self) -> list[int]:
        """The different numbers of open demands, the least first."""
        return np.unique(self._count).tolist()

    def at_most(self, most: int) -> Flags:
        """Which rows of the market leave at most so many open, (n,)."""
        kept = np.zeros(len(self._ground.snapshot), dtype=np.bool_)
        kept[self._rows[self._count <= most]] = True
        return kept

    def by_owner(self) -> NDArray[np.int64]:
        """How many demands each owner's best option leaves open, (owners,) as the reckoning numbers them."""
        ids = self._ground.reckoning.owner_ids
        found = np.full(len(ids), len(self._open), dtype=np.int64)
        np.minimum.at(found, np.searchsorted(ids, self._owner), self._count)
        return found

    def private(self) -> set[int]:
        """Owners who are personal assistants."""
        return set(self._owner[self._private].tolist())

    def questions(self, owners: tuple[int, ...]) -> tuple[Asked, ...]:
        """What these owners' options leave open, the commonest first."""
        theirs = np.isin(self._owner, owners)
        found = [Asked(key, int((open_ & theirs).sum())) for key, open_ in self._open.items()]
        return tuple(sorted((each for each in found if each.options), key=lambda e: (-e.options, e.demand)))
