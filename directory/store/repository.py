"""The store's front door for those above: what may be read and what may be written."""

from directory.store.reader import Reader
from directory.store.writer import LinkVerdict, Writer

__all__ = ["LinkVerdict", "Reader", "Writer"]
