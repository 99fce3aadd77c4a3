"""The options that a support plan may be made of: judged need by need, priced, with their hours at most."""

import math
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from itertools import zip_longest
from operator import or_
from typing import Literal

import numpy as np

from matching import planes
from matching.criteria.cost import price_of
from matching.criteria.provider_kinds import of_kind
from matching.criteria.support_needs import need_answers
from matching.fields import EMPLOYMENT, NO_CODE
from matching.needs import PersonalBudget, SupportNeeds
from matching.offers import Fee
from matching.plan.wishes import Candidate, is_known
from matching.planes import Rows, Words
from matching.ranking import Ranking, rank
from matching.snapshot import Snapshot
from matching.utility import utility
from matching.verdict import NO

CONSIDERED = 25
LOOKED_AT = 60
"""Of each need, so many of the best are looked at, for those that fit best and for those that cost least."""
MOST_HOURS_ALONE = 48.0
"""A week of one worker, at most: Working Time Regulations 1998 reg 4."""
ASSUMED_MOST_HOURS: Mapping[str, float] = {
    "personal_assistant": MOST_HOURS_ALONE,
    "volunteer_scheme": 2.0,
    "community_group": 6.0,
}
"""Hours a week that an option is assumed to have at most where it doesn't say, by kind (2026-11-26)."""
ASKABLE_KINDS: tuple[str, ...] = (
    *("personal_assistant", "regulated_provider", "micro_provider", "introductory_agency"),
    "council_service",
)
"""Kinds that help one person at a time: they may be planned with for a need of which they say nothing."""
MUSTS_OF_A_WHOLE_PLAN: frozenset[str] = frozenset({"needs", "budget"})
"""Must-haves that all options of a plan meet together, not each by itself."""
WhyLeftOut = Literal["gone", "excluded", "full", "price_unknown"]


@dataclass(frozen=True, slots=True)
class Pool:
    """Candidates, whose hours at most are only assumed (``assumed_hours``), and others by number with why.

    ``suitable`` counts all options of the market that may meet a need, considered or not.
    """

    candidates: tuple[Candidate, ...]
    assumed_hours: frozenset[int]
    left_out: Mapping[int, WhyLeftOut]
    suitable: int


def rankings(needs: SupportNeeds, snapshot: Snapshot, wanted: Iterable[str]) -> dict[str, Ranking]:
    """Each need asked for by itself, all else as in the question; a budget is the whole plan's."""
    budget = replace(needs.budget, pence=None) if needs.budget else None
    alone = replace(needs, budget=budget, must=needs.must - MUSTS_OF_A_WHOLE_PLAN)
    return {need: rank(replace(alone, needs=(need,)), snapshot) for need in wanted}


def pool_of_chosen(
    by_need: Mapping[str, Ranking], snapshot: Snapshot, numbers: Sequence[int], pinned: Collection[int]
) -> Pool:
    """These options and no others."""
    rows = {number: snapshot.row_of(number) for number in numbers}
    held = {number: row for number, row in rows.items() if row is not None}
    gone: dict[int, WhyLeftOut] = {number: "gone" for number, row in rows.items() if row is None}
    return _pool(by_need, snapshot, list(held.values()), pinned, gone)


def pool_of_all(
    by_need: Mapping[str, Ranking], snapshot: Snapshot, pinned: Collection[int], forbidden: Collection[int]
) -> Pool:
    """The best of everything suitable: in turn by need, two that fit best and then one that costs least."""
    rows = {number: snapshot.row_of(number) for number in pinned}
    kept = [row for row in rows.values() if row is not None]
    gone: dict[int, WhyLeftOut] = {number: "gone" for number, row in rows.items() if row is None}
    number_at = snapshot.columns["number"]
    turns = [_in_turn(ranking, snapshot) for ranking in by_need.values()]
    chosen = dict.fromkeys(kept)
    for row in (row for turn in zip_longest(*turns) for row in turn if row is not None):
        if len(chosen) >= CONSIDERED:
            break
        if int(number_at[row]) not in forbidden:
            chosen[row] = None
    pool = _pool(by_need, snapshot, list(chosen), pinned, gone)
    return replace(pool, left_out={**_best_unpriced(by_need, snapshot), **pool.left_out})


def _in_turn(ranking: Ranking, snapshot: Snapshot) -> Iterator[int]:
    """Rows of one need that have a price and room: two of the best, one of the cheapest, and so on."""
    rows = [row for row in _best_rows(ranking) if _fee(snapshot, row) and not _full(snapshot, row)]
    price = price_of(ranking.needs.budget or PersonalBudget(), snapshot, np.array(rows, dtype=np.intp))
    by_price = [rows[at] for at in np.argsort(price.hourly_high, kind="stable")]
    given: dict[int, None] = {}
    for first, cheap in zip_longest(range(0, len(rows), 2), by_price):
        pair = rows[first : first + 2] if first is not None else []
        for row in (*pair, cheap):
            if row not in given:
                given[row] = None
                yield row


def _best_rows(ranking: Ranking) -> list[int]:
    sure = ranking.best("confirmed", LOOKED_AT)
    maybe = ranking.best("ask_first", LOOKED_AT - len(sure))
    rows = np.concatenate([sure, maybe])
    best: list[int] = rows[planes.at(_usable(ranking), rows)].tolist()
    return best


def _best_unpriced(by_need: Mapping[str, Ranking], snapshot: Snapshot) -> dict[int, WhyLeftOut]:
    """The best two of each need whose price isn't known: worth a question."""
    found: dict[int, WhyLeftOut] = {}
    for ranking in by_need.values():
        unpriced = [row for row in _best_rows(ranking) if _fee(snapshot, row) is None]
        for row in unpriced[:2]:
            found[int(snapshot.columns["number"][row])] = "price_unknown"
    return found


def _pool(
    by_need: Mapping[str, Ranking],
    snapshot: Snapshot,
    rows: Sequence[int],
    pinned: Collection[int],
    left_out: Mapping[int, WhyLeftOut],
) -> Pool:
    fits = _fits(by_need, np.array(rows, dtype=np.intp))
    out, candidates, assumed = dict(left_out), [], set()
    for at, row in enumerate(rows):
        candidate, most_is_assumed = _candidate(snapshot, row, fits[at])
        number = candidate.number
        why = _why_left_out(candidate, _full(snapshot, row), number in pinned)
        if why is not None:
            out[number] = why
            continue
        candidates.append(candidate)
        if most_is_assumed:
            assumed.add(number)
    return Pool(tuple(candidates), frozenset(assumed), out, _suitable(by_need))


def _usable(ranking: Ranking) -> Words:
    """Who may be planned with for a ranking's one need, over the whole market.

    Of a group nobody asks whether it does what it doesn't say; of a worker or an agency one may.
    """
    (said,) = need_answers(ranking.case).values()
    asked = reduce(or_, (of_kind(ranking.case, kind) for kind in ASKABLE_KINDS))
    usable: Words = ranking.tiers.may & (said.yes | asked)
    return usable


def _suitable(by_need: Mapping[str, Ranking]) -> int:
    return planes.count(np.bitwise_or.reduce([_usable(ranking) for ranking in by_need.values()]))


def _fits(by_need: Mapping[str, Ranking], rows: Rows) -> list[dict[str, tuple[float, bool]]]:
    """For each row the needs that it may meet: how well, and whether that must be asked first."""
    fits: list[dict[str, tuple[float, bool]]] = [{} for _ in rows]
    for need, ranking in by_need.items():
        worth = utility(ranking.case.part(rows))
        sure, may = (planes.at(flags, rows) for flags in (ranking.tiers.yes, _usable(ranking)))
        for at in np.flatnonzero(may):
            fits[at][need] = (float(np.clip(worth[at], 0.0, 1.0)), not sure[at])
    return fits


def _candidate(
    snapshot: Snapshot, row: int, fits: Mapping[str, tuple[float, bool]]
) -> tuple[Candidate, bool]:
    """One option as the plan's engine takes it, and whether its most hours are only assumed."""
    columns = snapshot.columns
    free, shortest = float(columns["hours_free"][row]), int(columns["shortest_visit"][row])
    kind = snapshot.code("provider_kind", int(columns["kind"][row]))
    told = not math.isnan(free)
    most = free if told else ASSUMED_MOST_HOURS.get(kind)
    least = shortest / 60 if shortest > 0 else 0.0
    candidate = Candidate(
        number=int(columns["number"][row]),
        owner=int(columns["owner"][row]),
        fit={need: fit for need, (fit, _) in fits.items()},
        ask=frozenset(need for need, (_, ask) in fits.items() if ask),
        fee=_fee(snapshot, row),
        employment=EMPLOYMENT[int(columns["fee_employment"][columns["fee"][row]])],  # type: ignore[arg-type]
        least_hours=least if most is None else min(least, most),
        most_hours=most,
    )
    return candidate, most is not None and not told


def _fee(snapshot: Snapshot, row: int) -> Fee | None:
    """An option's price; None where it isn't known, or can't be brought to a year."""
    columns, fee = snapshot.columns, snapshot.columns["fee"][row]
    if columns["fee_unit"][fee] == NO_CODE:
        return None
    pence, hours = float(columns["fee_pence"][fee]), float(columns["fee_hours"][fee])
    priced = Fee(
        snapshot.code("cost_unit", int(columns["fee_unit"][fee])),
        None if math.isnan(pence) else round(pence),
        None if math.isnan(hours) else hours,
    )
    return priced if is_known(priced) else None


def _full(snapshot: Snapshot, row: int) -> bool:
    return bool(snapshot.columns["taking_new"][row] == NO or snapshot.columns["hours_free"][row] == 0)


def _why_left_out(candidate: Candidate, full: bool, pinned: bool) -> WhyLeftOut | None:
    if not candidate.fit:
        return "excluded"
    if pinned:
        return None
    if full:
        return "full"
    return None if is_known(candidate.fee) else "price_unknown"
