"""YES, NO and UNKNOWN (Kleene's strong three-valued logic), and the reasons given for them.

NO < UNKNOWN < YES as int8, so that Kleene AND is the minimum and OR the maximum (Kleene 1952, §64).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import reduce
from operator import and_, or_
from types import MappingProxyType
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

NO: int = 0
UNKNOWN: int = 1
YES: int = 2
NAMES: tuple[str, str, str] = ("no", "unknown", "yes")

Verdicts = NDArray[np.int8]
Values = NDArray[np.float64]
Bits = NDArray[Any]
"""A flag for each option: bool (n,) of some rows, or the uint64 words of a whole market, 64 rows a word."""


class Reason(NamedTuple):
    """A message id with its values; the sentence is written elsewhere, in the reader's language."""

    id: str
    values: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Answers:
    """A verdict for each option: YES where ``yes``, NO where not ``may``, UNKNOWN where only ``may``.

    ``yes`` never holds where ``may`` doesn't, so AND and OR of the two flags are Kleene's.
    """

    yes: Bits
    may: Bits

    @classmethod
    def said(cls, yes: Bits, no: Bits) -> "Answers":
        """YES where ``yes``, NO where ``no`` (NO wins where both are claimed), UNKNOWN elsewhere."""
        may = ~no
        return cls(yes & may, may)

    def __and__(self, other: "Answers") -> "Answers":
        return Answers(self.yes & other.yes, self.may & other.may)

    def __or__(self, other: "Answers") -> "Answers":
        return Answers(self.yes | other.yes, self.may | other.may)

    def only(self, flags: Bits) -> "Answers":
        """NO wherever ``flags`` don't hold."""
        return Answers(self.yes & flags, self.may & flags)

    def same_as(self, other: "Answers") -> Bits:
        """Where both give the same verdict."""
        return ~((self.yes ^ other.yes) | (self.may ^ other.may))

    def verdicts(self) -> Verdicts:
        """The verdicts of some rows, (n,)."""
        return self.yes.astype(np.int8) + self.may.astype(np.int8)


def all_of(answers: Iterable[Answers]) -> Answers:
    """Kleene AND, option by option, of at least one."""
    return reduce(and_, answers)


def any_of(answers: Iterable[Answers]) -> Answers:
    """Kleene OR, option by option, of at least one."""
    return reduce(or_, answers)
