"""What was done just now, told once on the next page. The cookie holds its name and numbers of lines only."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import session

TOLD = "told"


@dataclass(frozen=True, slots=True)
class Told:
    """To which lines it was done; for a move the place that the line has come to."""

    what: str
    items: Sequence[int] = ()
    place: int = 0


def tell(told: Told) -> None:
    """Keep it for the next page."""
    session[TOLD] = [told.what, list(told.items), told.place]


def told() -> Told | None:
    """What the page before kept, once."""
    kept: Any = session.pop(TOLD, None)
    return Told(*kept) if kept else None
