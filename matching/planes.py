"""Bit planes: one bit an option, 64 options a word, so that a whole market is judged word by word.

A million options are 125 kB a plane; an AND of two takes microseconds.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Words = NDArray[np.uint64]
Flags = NDArray[np.bool_]
Rows = NDArray[np.intp]

BITS = 64
ALL = np.uint64(2**BITS - 1)
SPARSE = 3
"""Where no more than one word in so many holds anything, only those are unpacked."""
ONE_BY_ONE = 256
"""Up to one row in so many words is looked up by itself; more are cheaper to unpack together."""


def words_for(rows: int) -> int:
    """How many words hold so many bits."""
    return -(-rows // BITS)


def pack(flags: Flags) -> Words:
    """Flags (…, n) as words (…, ⌈n/64⌉): row r is bit r mod 64 of word r ÷ 64; what is over is 0."""
    short = -flags.shape[-1] % BITS
    if short:
        flags = np.concatenate([flags, np.zeros((*flags.shape[:-1], short), dtype=np.bool_)], axis=-1)
    packed: Words = np.ascontiguousarray(np.packbits(flags, axis=-1, bitorder="little")).view("<u8")
    return packed


def unpack(words: NDArray[Any], rows: int) -> Flags:
    """Words (…, w) as flags (…, rows)."""
    octets = np.ascontiguousarray(words).view(np.uint8)
    return np.unpackbits(octets, axis=-1, count=rows, bitorder="little").view(np.bool_)


def at(words: NDArray[Any], rows: Rows) -> Flags:
    """The flags of some rows, (n,)."""
    octets = words.view(np.uint8)
    if len(rows) * ONE_BY_ONE > len(octets) and len(rows):
        first, last = (int(rows.min()) >> 3, int(rows.max()) >> 3)
        window = np.unpackbits(octets[first : last + 1], bitorder="little")
        return window[rows - (first << 3)].view(np.bool_)
    found: Flags = (octets[rows >> 3] >> (rows & 7).astype(np.uint8) & 1).view(np.bool_)
    return found


def rows_of(words: NDArray[Any], rows: int) -> Rows:
    """The rows whose bit is set, ascending; none may be set beyond the first ``rows``."""
    held = np.flatnonzero(words)
    if len(held) * SPARSE > len(words):
        return np.flatnonzero(unpack(words, rows))
    bits = np.flatnonzero(unpack(words[held], len(held) * BITS))
    return held[bits // BITS] * BITS + bits % BITS


def of_rows(rows: NDArray[np.integer], size: int) -> Words:
    """A plane of ``size`` rows with just these set; they must be ascending."""
    words = np.zeros(words_for(size), dtype=np.uint64)
    if len(rows) == 0:
        return words
    first, last = int(rows[0]) // BITS, int(rows[-1]) // BITS
    flags = np.zeros((last - first + 1) * BITS, dtype=np.uint8)
    flags[rows - first * BITS] = 1
    words[first : last + 1] = np.packbits(flags, bitorder="little").view("<u8")
    return words


def of_runs(runs: Sequence[slice], size: int) -> Words:
    """A plane of ``size`` rows with just these runs set; none may be empty."""
    words = np.zeros(words_for(size), dtype=np.uint64)
    for run in runs:
        first, last = run.start // BITS, (run.stop - 1) // BITS
        words[first + 1 : last] = ALL
        begin, end = ALL << np.uint64(run.start % BITS), ALL >> np.uint64(-run.stop % BITS)
        if first == last:
            words[first] |= begin & end
        else:
            words[first] |= begin
            words[last] |= end
    return words


def count(words: NDArray[Any]) -> int:
    """How many bits are set."""
    return int(np.bitwise_count(words).sum())


def one_hot(values: NDArray[np.integer], codes: Sequence[object]) -> Words:
    """A plane for each of ``codes``: where ``values`` (n,) is its position, (codes, ⌈n/64⌉)."""
    planes = [pack(values == position) for position in range(len(codes))]
    return np.array(planes, dtype=np.uint64).reshape(len(planes), words_for(len(values)))
