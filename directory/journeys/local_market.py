"""How varied the market is around one person: kinds of provider, range of choice, what is missing nearby."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from directory.geography.located import Located
from matching import planes
from matching.case import Case
from matching.criteria.cost import COST
from matching.criteria.reach import miles_to, reach
from matching.criteria.support_needs import NEEDS, helpful_settings
from matching.options import fact
from matching.planes import Rows, Words
from matching.ranking import Ranking
from matching.snapshot import METRES_A_MILE
from matching.verdict import Reason

LOCAL_MILES = 10.0
MISSING_NEARBY = "market.none_nearby"


@dataclass(frozen=True)
class MarketPicture:
    """Options near the person for these needs.

    ``options`` meet at least one need and are within reach; ``owners`` counts who is behind them. ``choice``
    counts distinct owners within reach whose option is affordable: surely, and if every "ask first" turned
    out well. A provider that doesn't say how far it travels reaches the usual distance of its kind.
    """

    place_label: str | None
    options: int
    owners: int
    by_kind: Mapping[str, int]
    choice_confirmed: int
    choice_possible: int
    missing: tuple[Reason, ...]


def offering(case: Case) -> Words:
    """Where the options are, over the whole market, that say they meet at least one of the needs."""
    return NEEDS.verdict(case).yes & fact(case.options, "live")


def local_market(ranking: Ranking, place: Located | None) -> MarketPicture:
    """The picture for the needs of a ranking; without a place, of the whole market."""
    case, size = ranking.case, len(ranking.snapshot)
    helping, reached = offering(case), _within_reach(case)
    local = planes.rows_of(helping & reached, size)
    by_kind = _counted_by_kind(ranking, local)
    sure = _affordable(ranking, planes.rows_of(ranking.tiers.yes & reached, size))
    possible = _affordable(ranking, planes.rows_of(ranking.tiers.may & reached, size))
    return MarketPicture(
        place_label=place.label if place else None,
        options=len(local),
        owners=_owners(ranking, local),
        by_kind=by_kind,
        choice_confirmed=_owners(ranking, sure),
        choice_possible=_owners(ranking, possible),
        missing=_missing(ranking, planes.rows_of(helping, size), by_kind),
    )


def _within_reach(case: Case) -> Words:
    """Where the two can meet: at a place within the person's limit (or ten miles), or by a visit."""
    needs, snapshot = case.needs, case.snapshot
    if needs.here is None:
        return ~case.options.none()
    limit = needs.within_miles or LOCAL_MILES
    near = snapshot.rows_within(needs.here.easting, needs.here.northing, limit * METRES_A_MILE / 1000)
    nearby = planes.of_rows(near, len(snapshot))
    reached = case.options.none()
    for setting, open_to in helpful_settings(case).items():
        comes = open_to & reach(case)[setting].yes
        reached |= comes if setting in ("own_home", "online") else comes & nearby
    return reached


def _affordable(ranking: Ranking, rows: Rows) -> Rows:
    """Those whose cost isn't known to be over the budget."""
    if not COST.applies_to(ranking.needs):
        return rows
    return rows[COST.verdict(ranking.case.part(rows)).may]


def _counted_by_kind(ranking: Ranking, rows: Rows) -> dict[str, int]:
    counts = np.bincount(ranking.snapshot.columns["kind"][rows])
    return {ranking.snapshot.code("provider_kind", at): int(n) for at, n in enumerate(counts) if n}


def _owners(ranking: Ranking, rows: Rows) -> int:
    return len(np.unique(ranking.snapshot.columns["owner"][rows]))


def _missing(ranking: Ranking, offering: Rows, by_kind: Mapping[str, int]) -> tuple[Reason, ...]:
    """Kinds of provider that meet these needs somewhere but not here, and how far the nearest is."""
    snapshot = ranking.snapshot
    kinds = snapshot.columns["kind"][offering]
    missing = []
    for at, kind in enumerate(snapshot.codes["provider_kind"]):
        if kind in by_kind:
            continue
        miles = miles_to(ranking.needs, snapshot, offering[kinds == at])
        known = miles[~np.isnan(miles)]
        if len(known):
            missing.append(Reason(MISSING_NEARBY, {"kind": kind, "nearest_miles": float(known.min())}))
    return tuple(missing)
