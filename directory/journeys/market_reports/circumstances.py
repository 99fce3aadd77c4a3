"""Groups of an area's people by how deprived and how rural their small areas are, as far as that is told."""

from collections.abc import Iterator

import numpy as np

from directory.journeys.market_reports.ground import Ground
from directory.journeys.market_reports.people import Part

FIFTHS = (
    ("most_deprived", "most deprived fifth of England's small areas", (1, 2)),
    ("least_deprived", "least deprived fifth of England's small areas", (9, 10)),
)
RURALITY = (("rural", "rural places", 1), ("urban", "towns and cities", 0))


def circumstances(ground: Ground) -> Iterator[Part]:
    """Groups that somebody lives in; none where reference data doesn't tell."""
    rows = ground.people.rows
    if not len(rows):
        return
    decile, rural = ground.reference.deciles()[rows], ground.reference.rural()[rows]
    for code, label, deciles in FIFTHS:
        if np.isin(decile, deciles).any():
            yield Part(code, label, np.flatnonzero(np.isin(decile, deciles)))
    for code, label, kind in RURALITY:
        if (rural == kind).any():
            yield Part(code, label, np.flatnonzero(rural == kind))
