"""Long lists in blocks that a database takes as parameters of one statement."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

Item = TypeVar("Item")
AT_ONCE = 5_000


def in_blocks(items: Iterable[Item]) -> Iterator[list[Item]]:
    """The items in order, at most 5,000 at once (SQLite takes 32,766 parameters, PostgreSQL 65,535)."""
    remaining = iter(items)
    while block := list(islice(remaining, AT_ONCE)):
        yield block
