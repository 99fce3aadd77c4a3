"""Answers to one code list, as they come option by option → bit planes, postings and counts.

Options mostly repeat each other's answers, so each different answer is kept once, with a number.
"""

from array import array
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array, csr_array

from matching.offers import YesNo
from matching.planes import Rows, Words, pack

Numbers = NDArray[np.int64]


class AnswerList:
    """What every option answered to one list, in the order they came."""

    def __init__(self, codes: Sequence[str]) -> None:
        self.positions: Mapping[str, int] = {code: at for at, code in enumerate(codes)}
        self._number_of: dict[YesNo, int] = {}
        self._numbers = array("i")

    def add(self, answer: YesNo) -> None:
        numbers = self._number_of
        self._numbers.append(numbers.setdefault(answer, len(numbers)))

    @property
    def numbers(self) -> NDArray[np.int32]:
        """For each option the number of its answer, (n,)."""
        return np.array(self._numbers, dtype=np.int32)

    @property
    def distinct(self) -> list[YesNo]:
        """The different answers by their number."""
        return list(self._number_of)

    def planes(self, order: Rows) -> tuple[Words, Words]:
        """Planes of YES, and of all but NO, (codes, words) each.

        A complete list's other codes are NO, and NO beats YES.
        """
        yes, no = (_dense(table) for table in self.tables())
        numbers = self.numbers[order]
        no |= _complete(self.distinct)[:, np.newaxis] & ~yes
        return _spread(yes & ~no, numbers), _spread(~no, numbers)

    def tables(self) -> tuple[csr_array, csr_array]:
        """What each different answer says YES, and NO, to: sparse 0/1, (answers, codes)."""
        return (
            code_table([answer.yes for answer in self.distinct], self.positions),
            code_table([answer.no for answer in self.distinct], self.positions),
        )

    def postings(self, said: csr_array, order: Rows) -> tuple[NDArray[np.int32], Numbers]:
        """For each code the sorted rows that hold it, end to end, with offsets (codes + 1,)."""
        numbers = self.numbers[order]
        held = np.diff(said.indptr)[numbers]
        row = np.repeat(np.arange(len(numbers), dtype=np.int32), held)
        begins = np.cumsum(held) - held
        within = np.arange(held.sum()) - np.repeat(begins, held)
        code = said.indices[np.repeat(said.indptr[numbers], held) + within]
        by_code = np.argsort(code, kind="stable")
        offsets = np.searchsorted(code[by_code], np.arange(len(self.positions) + 1))
        return row[by_code], offsets.astype(np.int64)


def code_table(codes_of: Sequence[Iterable[str]], positions: Mapping[str, int]) -> csr_array:
    """Which codes each of some answers names, sparse 0/1, (answers, codes)."""
    held = [sorted({positions[code] for code in codes}) for codes in codes_of]
    indptr = np.concatenate([[0], np.cumsum([len(codes) for codes in held], dtype=np.int64)])
    indices = np.fromiter(chain.from_iterable(held), dtype=np.int64)
    shape = (len(held), len(positions))
    return csr_array((np.ones(len(indices), dtype=np.int64), indices, indptr), shape=shape)


def counts(
    numbers: NDArray[np.int32], said: csr_array, answered: NDArray[np.bool_], group: NDArray[Any], groups: int
) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Options saying YES to each code, (groups + 1, codes), and answering at all, (groups + 1,).

    ``numbers`` and ``group`` (n,) give each option's answer and group; the last row is all groups together.
    """
    ones = np.ones(len(numbers), dtype=np.int64)
    given = csr_array(coo_array((ones, (group, numbers)), shape=(groups, said.shape[0])))
    yes, any_answer = (given @ said).toarray(), given @ answered.astype(np.int64)
    return (
        np.concatenate([yes, yes.sum(axis=0, keepdims=True)]).astype(np.int32),
        np.append(any_answer, any_answer.sum()).astype(np.int32),
    )


def says_anything(distinct: Sequence[YesNo]) -> NDArray[np.bool_]:
    """Which answers answer the list at all."""
    return np.array([bool(a.yes or a.no or a.complete) for a in distinct], dtype=np.bool_)


def _complete(distinct: Sequence[YesNo]) -> NDArray[np.bool_]:
    return np.array([answer.complete for answer in distinct], dtype=np.bool_)


def _dense(table: csr_array) -> NDArray[np.bool_]:
    return np.asarray(table.toarray() > 0)


def _spread(table: NDArray[np.bool_], numbers: NDArray[np.int32]) -> Words:
    """A plane for each code of a table (answers, codes), from each row's answer."""
    by_code = np.ascontiguousarray(table.T)
    return np.array([pack(column[numbers]) for column in by_code]).reshape(len(by_code), -1)
