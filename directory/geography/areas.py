"""An area to report on, by name or code: a council with social-care duties, or a district inside one."""

from dataclasses import dataclass
from typing import Literal

from rapidfuzz import process

from directory.errors import PlaceNotFound
from directory.vocabulary import Found, Term, vocabulary

OFFERED_SPELLINGS = 3


@dataclass(frozen=True, slots=True)
class Area:
    """``code`` is the council's or the district's ONS code; ``council`` is the council it lies in."""

    code: str
    label: str
    kind: Literal["council", "district"]
    council: str


@dataclass(frozen=True, slots=True)
class PostcodesAt:
    """How many postcodes of an area lie in one postcode district, and the middle of them (National Grid)."""

    outcode: str
    easting: int
    northing: int
    postcodes: int


def find_area(text: str) -> Area:
    """The area meant by a name, an alias or an ONS code, old ones included; a council before its namesake.

    Raises PlaceNotFound, offering near spellings, when it is neither.
    """
    council, district = vocabulary("councils").find(text), vocabulary("districts").find(text)
    for exactly in (True, False):
        if council and (council.how != "near") is exactly:
            return _council(vocabulary("councils").term(council.code))
        if district and (district.how != "near") is exactly:
            return _district(district)
    replaced = _council_once_coded(text.strip().upper())
    if replaced:
        return _council(replaced)
    raise PlaceNotFound(f"No council or district called “{text.strip()[:60]}” is known.", _remedy(text))


def _council(term: Term) -> Area:
    return Area(term.code, term.label, "council", term.code)


def _district(found: Found) -> Area:
    term = vocabulary("districts").term(found.code)
    successor = term.extra.get("successor")
    if successor and term.extra.get("status") != "current":
        term = vocabulary("districts").term(successor)
    # A unitary council is its own only district: reported on as the council it is.
    kind: Literal["council", "district"] = "council" if term.code in vocabulary("councils") else "district"
    return Area(term.code, term.label, kind, term.extra["council"])


def _council_once_coded(code: str) -> Term | None:
    for term in vocabulary("councils").terms():
        if code and code in term.extra.get("old_codes", "").split(";"):
            return term
    return None


def _remedy(text: str) -> str:
    names = sorted({term.label for name in ("councils", "districts") for term in vocabulary(name).terms()})
    near = process.extract(text[:60], names, limit=OFFERED_SPELLINGS, score_cutoff=60)
    if not near:
        return "Give a council's or a district's name, such as Tower Hamlets, or its ONS code."
    return f"Did you mean {' or '.join(name for name, _, _ in near)}?"
