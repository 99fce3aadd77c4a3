"""The yes and no of an option as one text, as it is stored: a line each, and whose word each is beside it.

A row for each took as long to write as all else of an option together; nothing is ever asked of one alone.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import Any, NamedTuple

BETWEEN_STATEMENTS, WITHIN_STATEMENT = "\n", "\t"


class Statement(NamedTuple):
    """A yes or no of an option: without a setting ("") it holds in every one."""

    vocabulary: str
    code: str
    setting: str
    verdict: str
    evidence: str


class Told(NamedTuple):
    """Which record says so, unchanged since when."""

    since: date
    record_id: int


def statement(text: str) -> Statement:
    """One of the statements that a text joins."""
    return Statement(*text.split(WITHIN_STATEMENT))


def joined(statements: Iterable[tuple[str, str, str, str, str]]) -> str:
    return BETWEEN_STATEMENTS.join(map(WITHIN_STATEMENT.join, statements))


def statements(text: str) -> Iterator[Statement]:
    """The inverse of ``joined``."""
    return map(statement, text.split(BETWEEN_STATEMENTS) if text else ())


def in_runs(told: Iterable[Told]) -> list[list[Any]]:
    """How many in a row are told by one record since one day, again and again: [count, day, record]."""
    return [each for one, run in groupby(told) for each in one_run(sum(1 for _ in run), one)]


def one_run(count: int, told: Told) -> list[list[Any]]:
    """So many told by one."""
    return [[count, told.since.isoformat(), told.record_id]]


def from_runs(runs: Sequence[Sequence[Any]]) -> Iterator[Told]:
    """The inverse of ``in_runs``."""
    for count, since, record_id in runs:
        told = Told(date.fromisoformat(since), record_id)
        for _ in range(count):
            yield told
