"""One market of one size: every question put to ours and to each PostgreSQL variant, and the worst one."""

import gc
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import Any

from benchmarks.match.answering import Answer, answer
from benchmarks.match.building import Built, built
from benchmarks.match.england import AS_OF, england
from benchmarks.match.homes import Homes
from benchmarks.match.postgresql.codes import Codes
from benchmarks.match.postgresql.peer import VARIANTS, Peer, dropped, load
from benchmarks.match.questions import worst_question
from benchmarks.match.timing import Times, interleaved
from directory.offers import codes_for
from directory.rates import rates_on
from matching.needs import SupportNeeds
from matching.snapshot import Snapshot

WORST_ROUNDS = 9
LIST, TOTALS = "list", "totals"
"""What PostgreSQL is timed for apart: the twenty options, and the two counts."""

Say = Callable[[str], None]


@dataclass
class Measured:
    """Times of every question and of the worst one, what differed, and what loading took (seconds)."""

    count: int
    built: Built
    variants: Mapping[str, float]
    times: Times = field(default_factory=Times)
    worst: Times = field(default_factory=Times)
    differences: list[str] = field(default_factory=list)
    answers: int = 0


@dataclass(frozen=True)
class Bench:
    """What every size is measured with."""

    seed: int
    homes: Homes
    asked: Sequence[SupportNeeds]
    home: Path
    server: Path | None
    say: Say

    def measured(self, count: int, rounds: int, plans: Path | None = None) -> Measured:
        """Build the market of ``count`` options, load it into each variant, and ask."""
        self.say(f"{count:,} options: building")
        made = built(self.home, count, self.seed, self.homes)
        snapshot = Snapshot.open(made.folder)
        peers, seconds = self._peers(count)
        try:
            measured = Measured(count, made, seconds)
            self._ask(measured, rounds, snapshot, peers)
            for variant, peer in peers.items() if plans is not None else ():
                write_plans(peer, variant, self.asked, plans)
            return measured
        finally:
            for peer in peers.values():
                peer.connection.close()
            if self.server is not None:
                dropped(self.server, peers)

    def _peers(self, count: int) -> tuple[dict[str, Peer], dict[str, float]]:
        peers, seconds = {}, {}
        for variant in VARIANTS if self.server is not None else ():
            self.say(f"{count:,} options: loading PostgreSQL, variant {variant}")
            codes = Codes(codes_for(self.homes.outcodes), AS_OF)
            start = perf_counter()
            offers = england(count, self.seed, self.homes)
            peers[variant] = load(self.server, variant, offers, codes, rates_on(AS_OF))
            seconds[variant] = perf_counter() - start
            for needs in (*self.asked, worst_question()):
                peers[variant].prepare(needs)
        return peers, seconds

    def _ask(self, measured: Measured, rounds: int, snapshot: Snapshot, peers: Mapping[str, Peer]) -> None:
        self.say(f"{measured.count:,} options: asking {len(self.asked)} questions, {rounds + 1} times")
        # As the service does once it has opened a version: what stays isn't looked through for garbage.
        gc.collect()
        gc.freeze()
        systems, look = systems_of(snapshot, peers), partial(_compared, measured, list(peers))
        measured.times = interleaved(systems, self.asked, rounds, look)
        measured.worst = interleaved(systems, [worst_question()], WORST_ROUNDS, look)


def systems_of(snapshot: Snapshot, peers: Mapping[str, Peer]) -> dict[str, Callable[[SupportNeeds], Any]]:
    """Ours plain and varied, and each variant's list and totals."""
    systems: dict[str, Callable[[SupportNeeds], Any]] = {
        "ours": partial(answer, snapshot=snapshot),
        "varied": partial(answer, snapshot=snapshot, varied=True),
    }
    for variant, peer in peers.items():
        systems[f"{variant} {LIST}"] = peer.listed
        systems[f"{variant} {TOTALS}"] = peer.totals
    return systems


def _compared(
    measured: Measured, variants: Sequence[str], needs: SupportNeeds, answers: Mapping[str, Any]
) -> None:
    """Note every answer of a variant that isn't ours."""
    for variant in variants:
        listed = answers[f"{variant} {LIST}"]
        numbers, utilities = (tuple(row[at] for row in listed) for at in (0, 1))
        theirs = Answer(numbers, utilities, *answers[f"{variant} {TOTALS}"])
        measured.answers += 1
        if difference := answers["ours"].differs_from(theirs):
            measured.differences.append(f"{measured.count:,} options, {variant}: {difference}: {needs}")


def write_plans(peer: Peer, variant: str, asked: Sequence[SupportNeeds], folder: Path) -> None:
    """How a narrow question, a broad one and the worst are carried out, a file for each statement.

    Lines are cut where they only repeat the statement's expressions.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for name, needs in {"narrow": asked[0], "broad": asked[2], "worst": worst_question()}.items():
        prepared = peer.prepare(needs)
        for part in ("confirmed", "ask_first", "totals"):
            plan = peer.plan(getattr(prepared, part)).splitlines()
            cut = [line if len(line) <= 120 else f"{line[:119]}…" for line in plan]
            (folder / f"{variant}-{name}-{part}.txt").write_text("\n".join(cut) + "\n", encoding="utf-8")
