"""The bands of yearly budgets that prices are held against: the survey's of 2013, or a council's own file.

price_bands.json: ``{"edges_pounds": [1000, 10000], "shares": [0.2, 0.5, 0.3], "source": "Ours, 2026/27"}``.
"""

import json
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from directory.errors import FileRefused
from directory.settings import Settings
from matching.market.figures import BAND_EDGES_PENCE, SURVEY_2013

MOST_BANDS = 10
MOST_BYTES = 100_000


@dataclass(frozen=True, slots=True)
class PriceBands:
    """Edges in pence, rising, and the share of budgets under the first, between two, and over the last."""

    edges_pence: tuple[int, ...]
    shares: tuple[float, ...]
    source: str


SURVEY = PriceBands(
    BAND_EDGES_PENCE,
    SURVEY_2013,
    "Budgets of the 2013 survey, in pounds of 2012/13: prices have risen since",
)


def price_bands_of(settings: Settings) -> PriceBands:
    """The bands in the data folder where there are some, else those of the survey."""
    own = settings.price_bands_path
    return read_price_bands(own) if own.is_file() else SURVEY


def read_price_bands(path: Path) -> PriceBands:
    """FileRefused says what to mend."""
    if path.stat().st_size > MOST_BYTES:
        raise FileRefused(f"{path.name} is too large to be a list of bands.", "Keep it under 100 kB.")
    try:
        told = json.loads(path.read_text(encoding="utf-8-sig"))
    except (UnicodeDecodeError, json.JSONDecodeError):
        raise FileRefused(
            f"{path.name} isn't JSON in UTF-8.", "Look for a missing comma or quote.", code="bad_bands"
        ) from None
    if not _is_sound(told):
        raise FileRefused(
            f"{path.name} can't be used as it is.",
            "Give edges_pounds as rising numbers, shares as one number more from 0 to 1 that add up to "
            "1, and "
            "source as text.",
            code="bad_bands",
        )
    edges = tuple(round(100 * edge) for edge in told["edges_pounds"])
    return PriceBands(edges, tuple(map(float, told["shares"])), told["source"])


def _is_sound(told: Any) -> bool:
    if not isinstance(told, dict) or set(told) != {"edges_pounds", "shares", "source"}:
        return False
    edges, shares = told["edges_pounds"], told["shares"]
    lists = isinstance(edges, list) and isinstance(shares, list) and isinstance(told["source"], str)
    if not lists or not 1 <= len(edges) < MOST_BANDS or len(shares) != len(edges) + 1:
        return False
    numbers = [isinstance(each, int | float) and not isinstance(each, bool) for each in (*edges, *shares)]
    return (
        all(numbers)
        and all(low < high for low, high in pairwise([0, *edges]))
        and all(0 <= share <= 1 for share in shares)
        and abs(sum(shares) - 1) < 0.011
    )
