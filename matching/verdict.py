"""YES, NO and UNKNOWN (Kleene's strong three-valued logic), and the reasons given for them.

NO < UNKNOWN < YES as int8, so that Kleene AND is the minimum and OR the maximum (Kleene 1952, §64).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

NO: int = 0
UNKNOWN: int = 1
YES: int = 2
NAMES: tuple[str, str, str] = ("no", "unknown", "yes")

Verdicts = NDArray[np.int8]
Values = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Reason:
    """A message id with its values; the sentence is written elsewhere, in the reader's language."""

    id: str
    values: Mapping[str, Any] = field(default_factory=dict)


def all_of(*verdicts: Verdicts) -> Verdicts:
    """Kleene AND, element by element, of at least one array."""
    combined: Verdicts = np.minimum.reduce(verdicts)
    return combined


def any_of(*verdicts: Verdicts) -> Verdicts:
    """Kleene OR, element by element, of at least one array."""
    combined: Verdicts = np.maximum.reduce(verdicts)
    return combined


def from_flags(yes: NDArray[np.bool_], no: NDArray[np.bool_]) -> Verdicts:
    """YES where ``yes``, NO where ``no`` (NO wins where both are claimed), UNKNOWN elsewhere."""
    verdicts = np.full(yes.shape, UNKNOWN, dtype=np.int8)
    verdicts[yes] = YES
    verdicts[no] = NO
    return verdicts
