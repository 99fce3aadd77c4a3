"""Stable public numbers of options: the same record founds the same number on every installation."""

import hashlib

DIGITS = "0123456789abcdefghjkmnpqrstvwxyz"
"""Crockford's base 32: no i, l, o, u, so that an id can be read out and typed."""


def option_number(source: str, publisher: str, scope: str, source_id: str) -> int:
    """The top 63 bits of SHA-256 over the record's key: fits an int64, never negative."""
    key = f"{source}|{publisher}|{scope}|{source_id}"
    return int.from_bytes(hashlib.sha256(key.encode()).digest()[:8], "big") >> 1


def number_of(option_id: str) -> int:
    """What ``option_id`` made 13 characters of."""
    number = 0
    for digit in option_id:
        number = number << 5 | DIGITS.index(digit)
    return number


def option_id(number: int) -> str:
    """The number as 13 lowercase characters."""
    return "".join(DIGITS[(number >> shift) & 31] for shift in range(60, -1, -5))
