"""What a list can vary in: kind of provider, size class, price band, and each preference stated.

The families present in a tier weigh alike, and within a family its groups do.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matching import planes
from matching.case import Case
from matching.criteria.cost import hourly_pence
from matching.criteria.criterion import Criterion
from matching.criteria.registry import CRITERIA
from matching.options import fact
from matching.planes import Words
from matching.verdict import Values

PRICE_BANDS_PENCE_PER_HOUR: tuple[int, ...] = (1, 1500, 2000, 2500, 3000)
PRICE_NOT_KNOWN = 0
PREFERENCES: frozenset[str] = frozenset(
    {"languages", "faith", "culture", "diet", "staff_gender", "lgbt_affirming", "accessibility", "times"}
)


@dataclass(frozen=True)
class Aspects:
    """``groups`` of a tier's exclusive families, by the numbers present; preferences follow after them."""

    groups: Mapping[str, NDArray[np.intp]]
    preferences: int

    @classmethod
    def of(cls, case: Case, flags: Words) -> "Aspects":
        """Those that the options in ``flags`` of a whole market vary in."""
        priced = flags & fact(case.options, "priced")
        bands = np.bincount(_price_bands(case.part(planes.rows_of(priced, len(case.snapshot)))))
        without = [PRICE_NOT_KNOWN] if (flags & ~priced).any() else []
        groups = {
            "kind": _present(case, "is_kind", flags),
            "size": _present(case, "is_size", flags),
            "price": np.union1d(np.flatnonzero(bands), np.array(without, dtype=np.intp)),
        }
        return cls(groups, len(_wished(case)))

    @property
    def weights(self) -> Values:
        """π (g,), summing to 1."""
        sizes = [*map(len, self.groups.values()), *([self.preferences] if self.preferences else [])]
        return np.concatenate([np.full(size, 1 / (len(sizes) * size)) for size in sizes])

    def coverage(self, case: Case) -> Values:
        """P (n, g): 1 in an option's group of each family, and how far it meets each preference."""
        numbers = _grouped(case)
        families = [numbers[name][:, np.newaxis] == groups for name, groups in self.groups.items()]
        met = [criterion.expected(case)[:, np.newaxis] for criterion in _wished(case)]
        return np.hstack([*families, *met]).astype(np.float64)

    def most_covered(self, uncovered: Values) -> float:
        """The most that any option can cover of what is uncovered (g,): one group of each family."""
        ends = np.cumsum([len(groups) for groups in self.groups.values()])
        *families, preferences = np.split(uncovered, ends)
        return float(sum(family.max() for family in families) + preferences.sum())


def _wished(case: Case) -> list[Criterion]:
    """The criteria that are preferences stated."""
    return [c for c in CRITERIA if c.key in PREFERENCES and c.applies_to(case.needs)]


def _present(case: Case, column: str, flags: Words) -> NDArray[np.intp]:
    """Which codes of a one-hot column any of ``flags`` has."""
    return np.flatnonzero((case.snapshot.columns[column] & flags).any(axis=1))


def _grouped(case: Case) -> dict[str, NDArray[np.intp]]:
    """The group of each row in each exclusive family, as small numbers."""
    return {
        "kind": case.options.column("kind").astype(np.intp),
        "size": case.options.column("size_class").astype(np.intp),
        "price": _price_bands(case),
    }


def _price_bands(case: Case) -> NDArray[np.intp]:
    """The band of what an hour costs in all, or PRICE_NOT_KNOWN."""
    hourly, at = hourly_pence(case)
    bands = np.digitize(np.nan_to_num(hourly), PRICE_BANDS_PENCE_PER_HOUR) + 1
    by_row: NDArray[np.intp] = np.where(np.isnan(hourly), PRICE_NOT_KNOWN, bands)[at]
    return by_row
