"""Every profile of one market: ours for all areas, the peers for some of them, and whether they agree."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

import numpy as np

from benchmarks.market_report.peers import Counted, KdTreeLoop, Listed, PostGis
from benchmarks.market_report.question import Question
from matching.market.choice import ChoiceReckoning, OwnersWithinReach
from matching.market.gaps import choice_of, moves, with_more_an_hour
from matching.needs import SupportNeeds

ROUNDS = 3
CORES = 2
PENCE_MORE = 150
COUNTED_WHOLE = "dementia_urdu"
"""The profile for which every owner is counted in every area, not up to three."""
Say = Callable[[str], None]


@dataclass
class Peer:
    """Seconds that a peer took for some areas, by profile; what it would take for all, and what differed.

    ``ours`` are our seconds for all areas by the same clock: the processor's own, the wall's for a server.
    """

    sampled: int
    clock: Callable[[], float]
    ours: float
    seconds: dict[str, float] = field(default_factory=dict)
    differences: list[str] = field(default_factory=list)

    def seconds_for(self, areas: int) -> float:
        return sum(self.seconds.values()) * areas / self.sampled


@dataclass
class Measured:
    """Seconds on one core and on two, the processor's own, by profile, and of counting all owners for one."""

    areas: int
    one_core: float = 0.0
    two_cores: float = 0.0
    cpu: float = 0.0
    by_profile: dict[str, float] = field(default_factory=dict)
    every_owner: float = 0.0
    what_if: float = 0.0
    moved: float = 0.0
    all_councils: float = 0.0
    councils: int = 0
    kd_tree: Peer | None = None
    postgis: Peer | None = None


def measured(
    question: Question, loop_sample: int, sql_sample: int, server: Path | None, say: Say
) -> Measured:
    """All that is measured, peers after ours in one run; no peer pays for what is judged beforehand."""
    found = Measured(len(question.areas))
    say(f"{found.areas:,} areas, {len(question.asked)} profiles: ours")
    _ours(question, found)
    some = _spread(found.areas, loop_sample)
    say(f"{len(some):,} areas: every owner counted, by ours and by a KD-tree loop")
    counted = _every_owner(question, some)
    found.kd_tree = Peer(len(some), process_time, found.cpu)
    for profile in question.asked:
        loop = KdTreeLoop(question, Listed.of(question, profile))
        _ask(found.kd_tree, profile, loop.owners, some, counted[profile])
    if server is not None:
        few = some[_spread(len(some), sql_sample)]
        found.postgis = Peer(len(few), perf_counter, found.one_core)
        for at, profile in enumerate(question.asked):
            say(f"{len(few):,} areas: PostGIS, {profile}")
            peer = PostGis(server, question, Listed.of(question, profile), f"profile_{at}")
            expected = _part(counted[profile], np.flatnonzero(np.isin(some, few)))
            peer.owners(int(few[0]))
            _ask(found.postgis, profile, peer.owners, few, expected)
            peer.close()
    return found


def _ours(question: Question, found: Measured) -> None:
    """From a market just opened to owners of every area, up to three; the middle of some rounds."""
    walls, cpus, on_two = [], [], []
    for _ in range(ROUNDS):
        start, cpu = perf_counter(), process_time()
        reckoning = ChoiceReckoning(question.snapshot, question.areas, question.local)
        for profile, needs in question.asked.items():
            begun = perf_counter()
            reckoning.owners(needs)
            found.by_profile[profile] = perf_counter() - begun
        walls.append(perf_counter() - start)
        cpus.append(process_time() - cpu)
        start = perf_counter()
        _on_two_cores(question)
        on_two.append(perf_counter() - start)
    found.one_core, found.cpu, found.two_cores = median(walls), median(cpus), median(on_two)
    start = process_time()
    reckoning.owners(question.asked[COUNTED_WHOLE], enough=None)
    found.every_owner = process_time() - start
    _what_if(question, found)
    _all_councils(question, found)


def _on_two_cores(question: Question) -> list[OwnersWithinReach]:
    """Profiles shared out between two threads: NumPy works outside the interpreter's lock."""
    reckoning = ChoiceReckoning(question.snapshot, question.areas, question.local)
    with ThreadPoolExecutor(CORES) as threads:
        return list(threads.map(reckoning.owners, question.asked.values()))


def _what_if(question: Question, found: Measured) -> None:
    """How long it takes to say what £1.50 an hour more changes, and how many it moves from none to three."""
    reckoning = ChoiceReckoning(question.snapshot, question.areas, question.local)
    people = question.areas.people
    before = [reckoning.owners(needs) for needs in question.asked.values()]
    start = process_time()
    after = [reckoning.owners(_dearer(needs)) for needs in question.asked.values()]
    found.what_if = process_time() - start
    found.moved = sum(
        float(moves(then, now, people).confirmed[0, 2]) for then, now in zip(before, after, strict=True)
    )


def _all_councils(question: Question, found: Measured) -> None:
    """From the market to the shares of every council's people, for every profile."""
    start = process_time()
    reckoning = ChoiceReckoning(question.snapshot, question.areas, question.local)
    asked = [reckoning.owners(needs) for needs in question.asked.values()]
    councils = [np.flatnonzero(question.areas.council == at) for at in np.unique(question.areas.council)]
    people = question.areas.people
    shares = [[choice_of(_part(each, some), people[some]) for each in asked] for some in councils]
    found.all_councils, found.councils = process_time() - start, len(shares)


def _dearer(needs: SupportNeeds) -> SupportNeeds:
    return with_more_an_hour(needs, PENCE_MORE)


def _every_owner(question: Question, some: np.ndarray) -> dict[str, OwnersWithinReach]:
    reckoning = ChoiceReckoning(question.snapshot, question.areas.part(some), question.local)
    return {profile: reckoning.owners(needs, enough=None) for profile, needs in question.asked.items()}


def _ask(
    peer: Peer,
    profile: str,
    owners: Callable[[int], Counted],
    areas: Sequence[int] | np.ndarray,
    expected: OwnersWithinReach,
) -> None:
    start = peer.clock()
    answers = [owners(int(area)) for area in areas]
    peer.seconds[profile] = peer.clock() - start
    ours = zip(
        expected.confirmed.tolist(), expected.possible.tolist(), expected.at_any_price.tolist(), strict=True
    )
    for area, mine, theirs in zip(areas, ours, answers, strict=True):
        if mine != theirs:
            peer.differences.append(f"{profile}, area {area}: {mine} and {theirs}")


def _part(found: OwnersWithinReach, these: np.ndarray) -> OwnersWithinReach:
    return OwnersWithinReach(found.confirmed[these], found.possible[these], found.at_any_price[these])


def _spread(count: int, some: int) -> np.ndarray:
    """Some of 0 … count − 1, evenly spread."""
    return np.unique(np.linspace(0, count - 1, min(some, count)).astype(np.intp))
