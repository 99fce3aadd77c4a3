"""Postcodes as text: BS 7666 shape only, nothing is looked up."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_OUTCODE = r"[A-Z]{1,2}[0-9][A-Z0-9]?"
_INCODE = r"[0-9][ABD-HJLNP-UW-Z]{2}"
_BETWEEN = re.compile(r"[\s.,-]")
_WHOLE = re.compile(f"({_OUTCODE})({_INCODE})")
_SECTOR = re.compile(rf"{_OUTCODE} [0-9]")
_AT_THE_END = re.compile(rf"(?:^|[\s,])({_OUTCODE}\s?{_INCODE})$")


@dataclass(frozen=True, slots=True)
class Postcode:
    """A whole postcode: ``outcode`` "E1", ``incode`` "4NS"."""

    outcode: str
    incode: str

    @property
    def text(self) -> str:
        return f"{self.outcode} {self.incode}"


@lru_cache(maxsize=1_024)  # a row's is asked for again and again
def parse(text: str) -> Postcode | None:
    """The postcode a text consists of, however it is spaced or cased; None when it isn't one."""
    letters = _BETWEEN.sub("", _plain(text))
    # The last three start with a digit, so an O there is a nought and an I a one.
    if letters[-3:-2] in ("O", "I"):
        letters = letters[:-3] + {"O": "0", "I": "1"}[letters[-3]] + letters[-2:]
    match = _WHOLE.fullmatch(letters)
    return Postcode(*match.groups()) if match else None


def parse_at_end(text: str) -> Postcode | None:
    """The postcode that ends an address."""
    match = _AT_THE_END.search(_plain(text).strip(" .,"))
    return parse(match[1]) if match else None


def is_outcode(text: str) -> bool:
    """Whether the text has the shape of a postcode district, such as "E1" or "ec1a"."""
    return re.fullmatch(_OUTCODE, _plain(text).strip()) is not None


def district_or_sector(text: str) -> str | None:
    """A postcode district or sector, tidied: "e14" → "E14", "e1  4" → "E1 4" (which is in E1, not in E14)."""
    plain = " ".join(_plain(text).split())
    return plain if is_outcode(plain) or _SECTOR.fullmatch(plain) else None


def _plain(text: str) -> str:
    """Upper case, with full-width letters and odd spaces as plain ones."""
    return text.upper() if text.isascii() else unicodedata.normalize("NFKC", text).upper()
