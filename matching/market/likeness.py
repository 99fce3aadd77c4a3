"""How alike options are by what they share, so that six near-identical agencies don't count as six."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from matching import planes
from matching.columns import ONE_HOT
from matching.market.measures import leinster_cobbold
from matching.planes import Flags, Rows
from matching.snapshot import Snapshot

Numbers = NDArray[np.float64]
ALIKE_BY: tuple[str, ...] = ("is_kind", "service_type_yes", "user_bands_yes")
"""What options may share: their kind of provider, service types and bands of people they serve."""


def likeness(characters: Sequence[ArrayLike]) -> Numbers:
    """Z: the mean of |A ∩ B| / |A ∪ B| over ``characters``, each (n, codes); (n, n), ones on its diagonal.

    Jaccard 1912 for each character, joined as by Gower 1971: one of which neither states anything is
    left out, and two that state nothing at all in common are not alike.
    """
    held = [np.asarray(flags, dtype=np.float64) for flags in characters]
    total, compared = np.zeros((2, len(held[0]), len(held[0])))
    for flags in held:
        shared, size = flags @ flags.T, flags.sum(axis=1)
        either = size[:, None] + size[None, :] - shared
        total += np.divide(shared, either, out=np.zeros_like(shared), where=either > 0)
        compared += either > 0
    alike: Numbers = np.divide(total, compared, out=np.zeros_like(total), where=compared > 0)
    np.fill_diagonal(alike, 1.0)
    return alike


def variety_with_likeness(snapshot: Snapshot, rows: Rows, q: float) -> float:
    """Leinster–Cobbold diversity of options, those that state the same of ALIKE_BY being one and the same."""
    stated = [_stated(snapshot, column, rows) for column in ALIKE_BY]
    different, options = np.unique(np.concatenate(stated, axis=1), axis=0, return_counts=True)
    edges = np.cumsum([flags.shape[1] for flags in stated])[:-1]
    return leinster_cobbold(options, likeness(np.split(different, edges, axis=1)), q)


def _stated(snapshot: Snapshot, column: str, rows: Rows) -> Flags:
    """Which codes each row holds, (n, codes)."""
    vocabulary = ONE_HOT[column][1] if column in ONE_HOT else column.removesuffix("_yes")
    codes = range(len(snapshot.codes[vocabulary]))
    held = [planes.at(snapshot.plane(column, at), rows) for at in codes]
    return np.array(held, dtype=np.bool_).reshape(len(held), len(rows)).T
