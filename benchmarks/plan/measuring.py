"""How long plans take, ours and CP-SAT's in the same run, and whether they are the same."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from time import process_time
from typing import TypeVar

from benchmarks.plan.peer import Peer
from matching.plan.planning import planned
from matching.plan.plans import fit_grains
from matching.plan.search import Search
from matching.plan.wishes import PlanWish

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Taken:
    """Seconds of one core for one wish: the whole page's plans, and one best plan by ours and by the peer.

    ``peer`` None where it wasn't asked. ``gap`` is the widest of the page's plans; ``late``: a search was
    cut short. ``same``: both best plans fit and cost the same.
    """

    page: float
    best: float
    peer: float | None
    plans: int
    gap: float
    late: bool
    same: bool


def measured(wishes: Sequence[PlanWish], with_peer: bool = True) -> list[Taken]:
    return [_measured(wish, with_peer) for wish in wishes]


def _measured(wish: PlanWish, with_peer: bool) -> Taken:
    answer, page = timed(lambda: planned(wish))
    ours, best = timed(lambda: Search(wish).best(wish.budget_pence))
    theirs, peer = timed(lambda: Peer(wish).best(wish.budget_pence)) if with_peer else (None, None)
    shown = [plan for plan in (answer.best, *answer.alternatives, *answer.frontier) if plan]
    same = not with_peer or (
        (ours and (fit_grains(ours, wish), ours.pence)) == (theirs and (theirs.fit_grains, theirs.pence))
    )
    return Taken(
        page=page,
        best=best,
        peer=peer,
        plans=len(shown),
        gap=max((plan.gap for plan in shown), default=0.0),
        late=answer.out_of_time,
        same=same,
    )


def timed(work: Callable[[], T]) -> tuple[T, float]:
    began = process_time()
    done = work()
    return done, process_time() - began
