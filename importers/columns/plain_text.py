"""Proves that a block of text is a plain table, in columns of bytes: then every reader of CSV agrees on it.

Plain is what RFC 4180 describes: a quotation mark opens a cell at its start, closes it at its end, and is
written twice inside.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

QUOTE, NEWLINE, RETURN, BLANK = b'"'[0], b"\n"[0], b"\r"[0], b" "[0]


@dataclass(frozen=True, slots=True)
class PlainRecords:
    """Where each record begins and ends (n,), on which line of the block (from 0), with how many cells.

    ``loose``: whether one of its cells may begin or end with a blank.
    """

    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    lines: NDArray[np.int64]
    cells: NDArray[np.int64]
    loose: NDArray[np.bool_]


def plain_records(data: bytes, delimiter: str) -> PlainRecords | None:
    """The records of a block; None where its quotation marks or line ends could be read in two ways."""
    letters = np.frombuffer(data, dtype=np.uint8)
    # One look at all letters, then only at the few that matter.
    telling = letters == QUOTE
    for letter in (NEWLINE, RETURN, ord(delimiter)):
        telling |= letters == letter
    places = np.flatnonzero(telling)
    kinds = letters[places]
    quotes, newlines, returns = (places[kinds == kind] for kind in (QUOTE, NEWLINE, RETURN))
    if len(quotes) % 2 or not _are_line_ends(letters, returns) or not _marks_pair(letters, quotes, delimiter):
        return None
    outside = np.cumsum(kinds == QUOTE) % 2 == 0
    ends = places[(kinds == NEWLINE) & outside]
    if not len(ends) or ends[-1] != len(letters) - 1:
        ends = np.append(ends, len(letters))
    starts = np.append(0, ends[:-1] + 1)
    delimiters = places[(kinds == ord(delimiter)) & outside]
    cells = 1 + np.diff(np.append(0, np.searchsorted(delimiters, ends)))
    loose = _loose(letters, places[outside | (kinds == QUOTE) | (kinds == RETURN)], ends)
    return PlainRecords(starts, ends, np.searchsorted(newlines, starts), cells, loose)


def _loose(
    letters: NDArray[np.uint8], borders: NDArray[np.int64], ends: NDArray[np.int64]
) -> NDArray[np.bool_]:
    """Records with a blank beside a border of a cell."""
    loose = np.zeros(len(ends), dtype=bool)
    for beside in (borders - 1, borders + 1, np.array([0, len(letters) - 1])):
        within = beside[(beside >= 0) & (beside < len(letters))]
        loose[np.searchsorted(ends, within[letters[within] == BLANK])] = True
    return loose


def _are_line_ends(letters: NDArray[np.uint8], returns: NDArray[np.int64]) -> bool:
    """Whether each carriage return stands before a line feed."""
    if not len(returns):
        return True
    return bool(returns[-1] + 1 < len(letters) and (letters[returns + 1] == NEWLINE).all())


def _marks_pair(letters: NDArray[np.uint8], quotes: NDArray[np.int64], delimiter: str) -> bool:
    """Every opening mark begins a cell, every closing one ends it, or two stand for one."""
    opening, closing = quotes[0::2], quotes[1::2]
    doubled = np.append(closing[:-1] + 1 == opening[1:], False)
    before = np.where(opening > 0, letters[np.maximum(opening - 1, 0)], NEWLINE)
    begins = np.isin(before, [ord(delimiter), NEWLINE]) | np.append(False, doubled[:-1])[: len(opening)]
    last = len(letters) - 1
    after = np.where(closing < last, letters[np.minimum(closing + 1, last)], NEWLINE)
    ends = np.isin(after, [ord(delimiter), NEWLINE, RETURN]) | doubled[: len(closing)]
    return bool(begins.all() and ends.all())
