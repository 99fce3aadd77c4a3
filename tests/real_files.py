"""Real public-sector files that some tests read where a developer has them; nowhere are they required."""

import os
from pathlib import Path

import pytest

_BESIDE_THE_CHECKOUT = Path(__file__).parents[2] / "shared" / "data"


def real_file(relative: str) -> Path:
    """The path of a real file; skips the calling test, saying why, where there is none."""
    folder = Path(os.environ.get("CAREMARKET_REAL_FILES") or _BESIDE_THE_CHECKOUT)
    path = folder / relative
    if not path.exists():
        pytest.skip(f"no real file {relative} in {folder}: set CAREMARKET_REAL_FILES")
    return path
