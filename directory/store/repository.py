"""The store's front door for those above: what may be read and what may be written."""

from directory.store.links import Link, LinkVerdict
from directory.store.reader import Reader
from directory.store.versions import Item
from directory.store.writer import Writer

__all__ = ["Item", "Link", "LinkVerdict", "Reader", "Writer"]
