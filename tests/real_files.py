"""Real files beside a checkout, never inside it: a test on one is skipped where it is absent."""

import os
from pathlib import Path

import pytest

_BESIDE_THE_CHECKOUT = Path(__file__).parents[2] / "shared" / "data"


def real_file(relative: str) -> Path:
    """The path of a real file, or a skipped test; ``CAREMARKET_REAL_FILES`` names another folder."""
    path = Path(os.environ.get("CAREMARKET_REAL_FILES") or _BESIDE_THE_CHECKOUT) / relative
    if not path.exists():
        pytest.skip(f"the real file {relative} is not beside this checkout")
    return path
