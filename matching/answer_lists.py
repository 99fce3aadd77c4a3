"""What options say, list by list → planes, postings and counts.

Options mostly repeat each other, so each different thing said is kept once, with a number.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from matching.offers import YesNo
from matching.planes import Flags, Rows, Words, of_rows, pack, words_for

ByCode = Sequence[NDArray[np.int32]]
"""For each code of a list some rows, ascending."""


@dataclass(frozen=True)
class Said:
    """Who says what: option ``rows[i]`` says ``different[numbers[i]]``, the answers to one or more lists.

    An option's answers to a list are all that it says of it, together.
    """

    different: Sequence[Mapping[str, YesNo]]
    rows: NDArray[np.int32]
    numbers: NDArray[np.int32]
    options: int

    def answering(
        self, name: str, verdict: Literal["yes", "no"], codes: Sequence[str], row_of: Rows
    ) -> ByCode:
        """The rows that say yes, or no, to each code of a list; KeyError for a code that it doesn't hold."""
        positions = {code: at for at, code in enumerate(codes)}
        named = [getattr(said[name], verdict) if name in said else () for said in self.different]
        many = np.fromiter(map(len, named), np.int32, len(named))
        begins = np.cumsum(many) - many
        flat = np.fromiter(map(positions.__getitem__, chain.from_iterable(named)), np.int32)
        speaking = np.flatnonzero(many[self.numbers])
        numbers = self.numbers[speaking]
        held = many[numbers]
        # Millions of pairs of a large market: each is written over where it stands, not beside it.
        within = np.arange(held.sum(), dtype=np.int32)
        within -= np.repeat((np.cumsum(held) - held - begins[numbers]).astype(np.int32), held)
        pairs = flat[within].astype(np.int64)
        del within
        pairs *= self.options
        pairs += np.repeat(row_of[self.rows[speaking]].astype(np.int32), held)
        # Sorted, not made unique by numpy: that goes by hashes, and takes ten times longer.
        pairs.sort()
        pairs = pairs[np.diff(pairs, prepend=-1) != 0]
        ends = np.searchsorted(pairs, np.arange(1, len(codes)) * self.options)
        pairs %= max(1, self.options)
        return np.split(pairs.astype(np.int32), ends) if len(codes) else []

    def complete(self, name: str, row_of: Rows) -> Flags:
        """The rows whose list is complete: every other code is NO, (n,)."""
        whole = np.array([name in said and said[name].complete for said in self.different], dtype=np.bool_)
        flags = np.zeros(self.options, dtype=np.bool_)
        if whole.any():
            flags[row_of[self.rows[whole[self.numbers]]]] = True
        return flags


@dataclass(frozen=True)
class AnswerList:
    """The answers to one list, by row: who says yes and no to each code, and whose list is complete, (n,)."""

    yes: ByCode
    no: ByCode
    complete: Flags

    @classmethod
    def of(cls, said: Said, name: str, codes: Sequence[str], row_of: Rows) -> "AnswerList":
        """The answers to the list ``name``; ``row_of`` gives each option's row."""
        yes, no = (said.answering(name, verdict, codes, row_of) for verdict in ("yes", "no"))
        return cls(yes, no, said.complete(name, row_of))

    @property
    def surely(self) -> ByCode:
        """The rows that are YES to each code: NO beats it where both are said."""
        return [
            np.setdiff1d(yes, no, assume_unique=True) if len(no) else yes
            for yes, no in zip(self.yes, self.no, strict=True)
        ]

    def planes(self) -> tuple[Words, Words]:
        """Planes of YES, and of all but NO, (codes, words) each.

        A complete list's other codes are NO.
        """
        rows = len(self.complete)
        yes, no = (_planes(by_code, rows) for by_code in (self.yes, self.no))
        unsaid = pack(~self.complete)
        return yes & ~no, (yes | unsaid) & ~no

    @property
    def answered(self) -> Flags:
        """Who says anything of the list, (n,)."""
        answered = self.complete.copy()
        for rows in (*self.yes, *self.no):
            answered[rows] = True
        return answered


def _planes(by_code: ByCode, rows: int) -> Words:
    planes = np.zeros((len(by_code), words_for(rows)), dtype=np.uint64)
    for plane, held in zip(planes, by_code, strict=True):
        if len(held):
            plane[:] = of_rows(held, rows)
    return planes


def postings(by_code: ByCode) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
    """The rows of each code end to end, and where each code's begin, (codes + 1,)."""
    offsets = np.cumsum([0, *map(len, by_code)], dtype=np.int64)
    return np.concatenate([np.empty(0, np.int32), *by_code]), offsets


def counts(
    yes: Sequence[NDArray[Any]], answered: Flags, group: NDArray[Any], groups: int
) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Options saying YES to each code, (groups + 1, codes), and answering at all, (groups + 1,).

    ``yes`` gives the rows of each code, ``group`` (n,) each row's group; the last row is all together.
    """
    told = np.zeros((groups, len(yes)), dtype=np.int32)
    for position, rows in enumerate(yes):
        told[:, position] = np.bincount(group[rows], minlength=groups)
    any_answer = np.bincount(group[answered], minlength=groups)
    return (
        np.concatenate([told, told.sum(axis=0, keepdims=True, dtype=np.int32)]),
        np.append(any_answer, any_answer.sum()).astype(np.int32),
    )
