"""Which bit stands for which code in market.sql, and the counts of answers that base rates follow from."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from matching.offers import YesNo

A_LISTS: tuple[str, ...] = ("setting", "user_bands", "faith", "culture", "diet")
B_LISTS: tuple[str, ...] = ("staff_gender", "flags", "accessibility", "times", "funding", "service_type")
PRIOR = 10
LANGUAGE_WORDS = 2


@dataclass
class Codes:
    """Which bit stands for which code, and the counts of answers seen: the peer's own base rates."""

    codes: Mapping[str, tuple[str, ...]]
    as_of: date
    languages: dict[str, int] = field(default_factory=dict)
    yes: dict[str, NDArray[np.int64]] = field(default_factory=dict)
    answered: dict[str, NDArray[np.int64]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._memory: dict[tuple[str, YesNo], tuple[int, int]] = {}
        self._shift: dict[str, int] = {"needs": 0, "languages": 0}
        for lists in (A_LISTS, B_LISTS):
            at = 0
            for name in lists:
                self._shift[name] = at
                at += len(self.codes[name])
        self.council_slots = len(self.codes["councils"]) + 1
        self._position = {
            name: {code: at for at, code in enumerate(codes)} for name, codes in self.codes.items()
        }

    def place_in(self, name: str, code: str | None, otherwise: int = -1) -> int:
        return otherwise if code is None else self._position[name].get(code, otherwise)

    def bit(self, name: str, code: str) -> int:
        """The bit of a code in its word of 63; a language's is in word ``bit_of_language // 63``."""
        return 1 << (self._shift[name] + self._position[name][code])

    def bits(self, name: str, codes: Iterable[str]) -> int:
        return sum(self.bit(name, code) for code in codes)

    def array_code(self, name: str, code: str) -> int:
        """A code's number in PostGIS's arrays: its bit in the first word, or 63 on from it in the second."""
        at = self._shift[name] + self._position[name][code]
        return at if name in A_LISTS else 63 + at

    def of_list(self, name: str, word: NDArray[Any]) -> NDArray[Any]:
        """The bits of one list alone, from bit 0 on, of a column of words (n,)."""
        return word >> self._shift[name] & (1 << len(self.codes[name])) - 1

    def area_code(self, kind: str, code: str) -> int:
        """A postcode district's or a council's number in the table of areas; -1 for an unknown one."""
        at = self.place_in(kind, code)
        return at if kind == "outcodes" or at < 0 else len(self.codes["outcodes"]) + at

    def language(self, code: str) -> int:
        """Its number among the languages in use, in the order they were met."""
        at = self.languages.setdefault(code, len(self.languages))
        if at >= 63 * LANGUAGE_WORDS:
            raise ValueError("More languages are in use than the table has bits for.")
        return at

    def masks(self, name: str, said: YesNo) -> tuple[int, int]:
        """Bits answered YES and bits answered NO; NO wins over YES."""
        known = self._memory.get((name, said))
        if known is None:
            no = self.bits(name, said.no)
            yes = self.bits(name, said.yes) & ~no
            if said.complete:
                no = self.bits(name, self.codes[name]) & ~yes
            known = self._memory[name, said] = yes, no
        return known

    def count(self, name: str, yes: NDArray[Any], answered: NDArray[Any], council: NDArray[Any]) -> None:
        """Add a block's answers: ``yes`` bits (n,) from the list's first on, or flags (n, codes)."""
        slots = self.council_slots
        flags = yes if yes.ndim == 2 else (yes[:, None] >> np.arange(len(self.codes[name]))) & 1
        table = self.yes.setdefault(name, np.zeros((slots, flags.shape[1]), dtype=np.int64))
        total = self.answered.setdefault(name, np.zeros(slots, dtype=np.int64))
        for at in np.flatnonzero(flags.any(axis=0)):
            table[:, at] += np.bincount(council[flags[:, at] == 1], minlength=slots)
        total += np.bincount(council[answered], minlength=slots)

    def base_rate(self, name: str, code: str, council: str | None) -> float:
        """(k + 10 p₀) / (n + 10) in [0.01, 0.99], or one half where no answer speaks against the code."""
        at = self.language(code) if name == "languages" else self._position[name][code]
        yes, answered = self.yes[name][:, at], self.answered[name]
        if yes.sum() == answered.sum():
            return 0.5
        prior = yes.sum() / answered.sum()
        here = self.place_in("councils", council)
        k, n = (yes[here], answered[here]) if here >= 0 else (0, 0)
        return float(np.clip((k + PRIOR * prior) / (n + PRIOR), 0.01, 0.99))
