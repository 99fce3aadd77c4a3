"""The store's front door for those above: what may be read and what may be written."""

from directory.store.alone import fold_alone
from directory.store.arrivals import Arrival, Item, arrival_of
from directory.store.aside import AsideFile, Shelf
from directory.store.grouping import Register
from directory.store.links import Link, LinkVerdict
from directory.store.reader import Reader
from directory.store.writer import Writer

__all__ = [
    "Arrival",
    "AsideFile",
    "Item",
    "Link",
    "LinkVerdict",
    "Reader",
    "Register",
    "Shelf",
    "Writer",
    "arrival_of",
    "fold_alone",
]
