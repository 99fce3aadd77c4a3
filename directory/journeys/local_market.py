"""How varied the market is around one person: kinds of provider, range of choice, what is missing nearby."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from directory.geography.located import Located
from matching.criteria.cost import COST
from matching.criteria.reach import miles_to, reach_verdicts
from matching.criteria.support_needs import helpful_settings, need_verdicts
from matching.ranking import Ranking
from matching.snapshot import METRES_A_MILE, Rows
from matching.verdict import NO, YES, Reason, any_of

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


def local_market(ranking: Ranking, place: Located | None) -> MarketPicture:
    """The picture for the needs of a ranking; without a place, of the whole market."""
    snapshot = ranking.snapshot
    rows = snapshot.all_rows()
    meets = any_of(*need_verdicts(ranking.needs, snapshot, rows).values()) == YES
    offering = rows[meets]
    local = offering[_within_reach(ranking, offering)]
    kinds, counts = np.unique(snapshot.columns["kind"][local], return_counts=True)
    by_kind = {snapshot.code("provider_kind", int(k)): int(n) for k, n in zip(kinds, counts, strict=True)}
    sure, possible = _affordable(ranking, ranking.confirmed), _affordable(ranking, ranking.ask_first)
    return MarketPicture(
        place_label=place.label if place else None,
        options=len(local),
        owners=_owners(ranking, local),
        by_kind=by_kind,
        choice_confirmed=_owners(ranking, sure),
        choice_possible=_owners(ranking, np.concatenate([sure, possible])),
        missing=_missing(ranking, offering, by_kind),
    )


def _within_reach(ranking: Ranking, rows: Rows) -> np.ndarray:
    """Whether the two can meet: at a place within the person's limit (or ten miles), or by a visit."""
    needs, snapshot = ranking.needs, ranking.snapshot
    if needs.here is None:
        return np.ones(len(rows), dtype=np.bool_)
    limit = needs.within_miles or LOCAL_MILES
    near = np.isin(
        rows, snapshot.rows_within(needs.here.easting, needs.here.northing, limit * METRES_A_MILE / 1000)
    )
    reached = np.zeros(len(rows), dtype=np.bool_)
    for setting, open_to in helpful_settings(needs, snapshot, rows).items():
        comes = reach_verdicts(setting, needs, snapshot, rows) == YES
        reached |= open_to & comes & (near | (setting in ("own_home", "online")))
    return reached


def _affordable(ranking: Ranking, rows: Rows) -> Rows:
    """Those within reach whose cost isn't known to be over the budget."""
    near = rows[_within_reach(ranking, rows)]
    if not COST.applies_to(ranking.needs):
        return near
    return near[COST.assess(ranking.needs, ranking.snapshot, near).verdict != NO]


def _owners(ranking: Ranking, rows: Rows) -> int:
    return len(np.unique(ranking.snapshot.columns["owner"][rows]))


def _missing(ranking: Ranking, offering: Rows, by_kind: Mapping[str, int]) -> tuple[Reason, ...]:
    """Kinds of provider that meet these needs somewhere but not here, and how far the nearest is."""
    snapshot = ranking.snapshot
    miles = miles_to(ranking.needs, snapshot, offering)
    missing = []
    for at, kind in enumerate(snapshot.codes["provider_kind"]):
        of_kind = snapshot.columns["kind"][offering] == at
        known = miles[of_kind & ~np.isnan(miles)]
        if kind not in by_kind and len(known):
            missing.append(Reason(MISSING_NEARBY, {"kind": kind, "nearest_miles": float(known.min())}))
    return tuple(missing)
