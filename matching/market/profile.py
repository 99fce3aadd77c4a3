"""All a market report needs of a snapshot: what there is, who owns it, and what choice people have."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from matching import planes
from matching.case import Case
from matching.criteria.distance import DISTANCE
from matching.criteria.reach import miles_to
from matching.market.measures import (
    ENOUGH_OWNERS,
    ChoiceRange,
    choice_range,
    cr4,
    hhi,
    hill_number,
    pielou_evenness,
)
from matching.needs import SETTINGS, Here, SupportNeeds
from matching.options import SomeRows, answers
from matching.planes import Rows
from matching.ranking import Ranking, rank
from matching.snapshot import Snapshot
from matching.verdict import Answers, any_of

MONEY_DEMANDS: tuple[str, ...] = ("budget", "max_pence_per_hour")
FREE_UNITS: tuple[str, ...] = ("free", "donation")

Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class PeopleAt:
    """So many people (or whatever stands for them) at one point."""

    here: Here
    people: float


@dataclass(frozen=True, slots=True)
class NeedSupply:
    """Options that meet a need, options of which it isn't known, and the owners of the first."""

    yes: int
    unknown: int
    owners: int
    by_kind: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Concentration:
    """HHI and CR4 at ownership level, counted in options; None for an empty market."""

    owners: int
    hhi: float | None
    cr4: float | None


@dataclass(frozen=True, slots=True)
class Variety:
    """Hill numbers of orders 0, 1 and 2 and Pielou's evenness, over the options of each kind."""

    hill_0: float
    hill_1: float
    hill_2: float
    evenness: float | None


@dataclass(frozen=True, slots=True)
class Supply:
    """What a set of options is. ``unknown`` counts the options that don't state a thing at all."""

    options: int
    by_kind: Mapping[str, int]
    by_need: Mapping[str, NeedSupply]
    concentration: Concentration
    variety: Variety
    unknown: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Gaps:
    """Shares of people with fewer than three confirmed owners, by what would mend it, None without people.

    ``not_known``: three could be there, if those asked said yes. ``not_affordable``: three could be there at
    a higher price. ``not_offered``: there aren't three, whatever the price.
    """

    not_known: float
    not_affordable: float
    not_offered: float


@dataclass(frozen=True, slots=True)
class Choice:
    """Effective choice of the people of an area for one question."""

    shares: ChoiceRange
    gaps: Gaps


def supply(snapshot: Snapshot, rows: Rows) -> Supply:
    """What the options in ``rows`` offer and how they spread over owners and kinds."""
    kinds = [snapshot.code("provider_kind", int(at)) for at in snapshot.columns["kind"][rows]]
    by_kind = dict(Counter(kinds).most_common())
    options_of_owner = list(Counter(snapshot.columns["owner"][rows].tolist()).values())
    counts = list(by_kind.values())
    return Supply(
        options=len(rows),
        by_kind=by_kind,
        by_need={need: _need_supply(snapshot, rows, need) for need in snapshot.codes["needs"]},
        concentration=Concentration(len(options_of_owner), hhi(options_of_owner), cr4(options_of_owner)),
        variety=Variety(
            hill_number(counts, 0), hill_number(counts, 1), hill_number(counts, 2), pielou_evenness(counts)
        ),
        unknown={
            "price": int(_price_unknown(snapshot, rows).sum()),
            "languages": int(_languages_unknown(snapshot, rows).sum()),
        },
    )


def effective_choice_of(
    needs: SupportNeeds, snapshot: Snapshot, places: Sequence[PeopleAt], listed: Flags | None = None
) -> Choice | None:
    """How many distinct owners people can choose from, affordably and within reach; None without people.

    A stated budget counts as a must-have. ``listed`` (n,) leaves out rows that may no longer be shown.
    """
    # All but the distance is judged once: where people are changes no other verdict.
    ranking = rank(replace(with_budget_as_must(needs), here=None), snapshot)
    candidates = _candidates(ranking, listed)
    owners = [_owners_at(place.here, ranking, candidates) for place in places]
    confirmed, possible, at_any_price = np.array(owners, dtype=np.int64).reshape(-1, 3).T
    people = np.array([place.people for place in places], dtype=np.float64)
    shares = choice_range(confirmed, possible, people)
    if shares is None:
        return None
    short = confirmed < ENOUGH_OWNERS
    not_known = short & (possible >= ENOUGH_OWNERS)
    not_affordable = short & ~not_known & (at_any_price >= ENOUGH_OWNERS)
    everyone = people.sum()
    return Choice(
        shares,
        Gaps(
            not_known=float(people[not_known].sum() / everyone),
            not_affordable=float(people[not_affordable].sum() / everyone),
            not_offered=float(people[short & ~not_known & ~not_affordable].sum() / everyone),
        ),
    )


def with_budget_as_must(needs: SupportNeeds) -> SupportNeeds:
    """The same question where what is stated of the budget must be kept: affordable means C ≤ B."""
    budget = {"budget"} if needs.budget and needs.budget.pence is not None else set()
    return replace(needs, must=needs.must | budget)


@dataclass(frozen=True, slots=True)
class _Candidates:
    """Rows that something else than distance doesn't exclude, price apart, with their verdicts and owners."""

    rows: Rows
    confirmed: Flags
    affordable: Flags
    owner: NDArray[np.int64]


def _candidates(ranking: Ranking, listed: Flags | None) -> _Candidates:
    money = np.uint32(sum(1 << at for at, d in enumerate(ranking.demands) if d.key in MONEY_DEMANDS))
    eligible = (ranking.failed & ~money) == 0
    rows = np.flatnonzero(eligible if listed is None else eligible & listed)
    return _Candidates(
        rows=rows,
        confirmed=(ranking.failed[rows] | ranking.unsure[rows]) == 0,
        affordable=ranking.failed[rows] == 0,
        owner=ranking.snapshot.columns["owner"][rows],
    )


def _owners_at(here: Here, ranking: Ranking, candidates: _Candidates) -> tuple[int, int, int]:
    """Distinct owners of options that are confirmed, possible, and possible at any price."""
    needs = replace(ranking.needs, here=here)
    reach = DISTANCE.verdict(Case.of_rows(needs, ranking.snapshot, candidates.rows))
    # Not those that don't say how far they travel and lie beyond the usual reach of their kind: to an
    # ask-first list they may belong, but as a choice that people have, all of England would.
    miles = miles_to(needs, ranking.snapshot, candidates.rows)
    possible = reach.yes | (reach.may & np.isnan(miles))

    def owners(these: Flags) -> int:
        return len(np.unique(candidates.owner[these]))

    sure = reach.yes & candidates.confirmed
    return owners(sure), owners(possible & candidates.affordable), owners(possible)


def _need_supply(snapshot: Snapshot, rows: Rows, need: str) -> NeedSupply:
    options = SomeRows(snapshot, rows)
    offered = any_of(_offered_in(setting, need, options) for setting in SETTINGS)
    offering = rows[offered.yes]
    kinds = [snapshot.code("provider_kind", int(at)) for at in snapshot.columns["kind"][offering]]
    return NeedSupply(
        yes=len(offering),
        unknown=int((offered.may & ~offered.yes).sum()),
        owners=len(np.unique(snapshot.columns["owner"][offering])),
        by_kind=dict(Counter(kinds).most_common()),
    )


def _offered_in(setting: str, need: str, options: SomeRows) -> Answers:
    """The need's answer in one setting; NO where the option doesn't work in that setting at all."""
    works_there = answers(options, "setting", setting).may
    return answers(options, f"needs_{setting}", need).only(works_there)


def _price_unknown(snapshot: Snapshot, rows: Rows) -> Flags:
    return ~planes.at(snapshot.fact("priced"), rows)


def _languages_unknown(snapshot: Snapshot, rows: Rows) -> Flags:
    """Neither a language said yes to, nor a list said to be whole."""
    stating = np.unique(snapshot.columns["language_yes_rows"])
    unknown: Flags = ~(np.isin(rows, stating) | snapshot.columns["languages_complete"][rows])
    return unknown
