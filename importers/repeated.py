"""Cells of one column repeat: each text is read once while it is remembered."""

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Any, ParamSpec, TypeVar

REMEMBERED = 4_096
LONGEST = 300
"""Of so many texts, and of no longer ones, so that no file fills the memory with them."""

P = ParamSpec("P")
T = TypeVar("T")


def reading_once(read: Callable[P, T]) -> Callable[P, T]:
    """For a function of texts that returns something nobody changes."""
    remembered = lru_cache(maxsize=REMEMBERED)(read)

    @wraps(read)
    def reading(*args: P.args, **kwargs: P.kwargs) -> T:
        texts: tuple[Any, ...] = (*args, *kwargs.values())
        is_short = all(len(text) <= LONGEST for text in texts if isinstance(text, str))
        return remembered(*args, **kwargs) if is_short else read(*args, **kwargs)

    return reading
