"""How right the pairs are that somebody links, and what it took. The truth is read here and nowhere else."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from time import perf_counter, process_time
from typing import Any, TypeVar

import numpy as np
import polars as pl
from numpy.typing import NDArray

from benchmarks.link import peer
from benchmarks.link.febrl import people_linked, person_columns, read_febrl
from benchmarks.link.market import MadeUp, made_up
from benchmarks.link.providers import DIFFICULTIES
from importers.linking.blocking import keys_of, pairs_sharing
from importers.linking.choosing import chosen, one_for_one
from importers.linking.columns import provider_columns, with_counts
from importers.linking.new_records import providers
from importers.linking.scoring import Scored, scored

EVEN = 0.0
"""Bits at which two records are as likely one as two."""
THRESHOLDS = np.arange(-6, 40, 0.5)

Result = TypeVar("Result")


@dataclass(frozen=True)
class Rightness:
    """Of ``pairs`` that were linked; ``at`` is the weight in bits from which on they were."""

    pairs: int
    precision: float
    recall: float
    f1: float
    at: float


@dataclass(frozen=True)
class Told:
    """One linker on one set of records: at even odds, and at the threshold that suits the truth best."""

    even: Rightness
    best: Rightness
    cpu_seconds: float
    wall_seconds: float


@dataclass(frozen=True)
class Compared:
    """``certain``: what we say without asking. Of the pairs ``asked``, ``asked_right`` are one."""

    name: str
    records: int
    true_pairs: int
    ours: Told
    certain: Rightness | None
    asked: int
    asked_right: int
    splink: Told

    def as_json(self) -> dict[str, Any]:
        return {**asdict(self), "speed_ratio": self.splink.cpu_seconds / self.ours.cpu_seconds}


def providers_linked(records: pl.DataFrame, lists: NDArray[Any]) -> tuple[Scored, NDArray[Any], NDArray[Any]]:
    """As an import links them: scored pairs, and the numbers of those that are the same and to be asked."""
    looks, specification = with_counts(provider_columns(records)), providers()
    pairs = pairs_sharing(keys_of(looks, specification.keys), specification.largest_block, lists)
    weighed = scored(looks, pairs, specification)
    return (weighed, *chosen(weighed, lists, specification))


def judged_market(count: int, seed: int, difficulty: str) -> Compared:
    """Two made-up registers, linked by both."""
    market = made_up(count, seed, DIFFICULTIES[difficulty])
    records, lists = market.records.drop("register"), market.records["register"].to_numpy()
    (weighed, same, ask), *ours_took = _timed(lambda: providers_linked(records, lists))
    cleaned = provider_columns(records)
    (a, b, weight), *its_took = _timed(lambda: peer.providers_scored(cleaned, lists))
    theirs = Scored(a, b, np.zeros((0, len(a)), np.int8), weight)
    true = _right(weighed, market)
    return Compared(
        f"providers, {difficulty}",
        len(records),
        len(market.truth),
        _told(weighed, market, ours_took, lists),
        _rightness(true[same], len(market.truth), providers().same_at),
        len(ask),
        int(true[ask].sum()),
        _told(theirs, market, its_took, lists),
    )


def judged_febrl(path: Path) -> Compared:
    """People of one file, some of them in it several times."""
    people = read_febrl(path)
    weighed, *ours_took = _timed(lambda: people_linked(people.records))
    cleaned = person_columns(people.records)
    (a, b, weight), *its_took = _timed(lambda: peer.people_scored(cleaned))
    theirs = Scored(a, b, np.zeros((0, len(a)), np.int8), weight)
    ours, splink = _told(weighed, people, ours_took), _told(theirs, people, its_took)
    name = f"Febrl {path.name.partition('.')[0]}"
    return Compared(name, len(people.records), len(people.truth), ours, None, 0, 0, splink)


def _timed(work: Callable[[], Result]) -> tuple[Result, float, float]:
    cpu, wall = process_time(), perf_counter()
    result = work()
    return result, process_time() - cpu, perf_counter() - wall


def _told(pairs: Scored, made: MadeUp, took: list[float], lists: NDArray[Any] | None = None) -> Told:
    """Between two lists one for one, which helps both linkers alike."""
    if lists is None:
        linked = np.argsort(-pairs.weight, kind="stable")
    else:
        linked = one_for_one(pairs, lists, THRESHOLDS[0])
    true, weight = _right(pairs, made)[linked], pairs.weight[linked]
    every = [_rightness(true[weight >= at], len(made.truth), float(at)) for at in THRESHOLDS]
    even = _rightness(true[weight >= EVEN], len(made.truth), EVEN)
    return Told(even, max(every, key=lambda one: one.f1), *took)


def _right(pairs: Scored, made: MadeUp) -> NDArray[np.bool_]:
    return np.isin(pairs.a << 32 | pairs.b, made.truth[:, 0] << 32 | made.truth[:, 1])


def _rightness(true: NDArray[Any], all_true: int, at: float) -> Rightness:
    precision, recall = float(true.mean()) if len(true) else 1.0, float(true.sum() / all_true)
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return Rightness(len(true), precision, recall, f1, at)
