"""Cells of one column repeat: each text is read once while it is remembered."""

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import ParamSpec, TypeVar

REMEMBERED = 4_096
LONGEST = 600
"""Of so many texts, and of no longer ones, so that no file fills the memory with them."""

P = ParamSpec("P")
T = TypeVar("T")


def reading_once(read: Callable[P, T]) -> Callable[P, T]:
    """For a function of texts (the first and the last vary) that returns what nobody changes."""
    remembered = lru_cache(maxsize=REMEMBERED)(read)

    @wraps(read)
    def reading(*texts: P.args, **named: P.kwargs) -> T:
        is_short = len(texts[0]) + len(texts[-1]) <= LONGEST  # type: ignore[arg-type]
        return remembered(*texts, **named) if is_short else read(*texts, **named)

    return reading
