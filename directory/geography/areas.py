"""Areas of England by name or code: councils, districts, regions, counties, the whole."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from rapidfuzz import fuzz, process

from directory.errors import PlaceNotFound
from directory.vocabulary import Term, folded, vocabulary

ENGLAND = "E92000001"


@dataclass(frozen=True, slots=True)
class Area:
    """An area that reports and imports speak of; ``councils`` are those of the 153 it touches.

    A ``county`` is one whose councils are several today, such as Greater Manchester or Cumbria.
    """

    code: str
    label: str
    kind: Literal["council", "district", "county", "region", "england"]
    councils: tuple[str, ...]


def find_area(text: str) -> Area:
    """The area meant by a name or code; ``PlaceNotFound``, naming near spellings, when there is none."""
    area = _first_found(text, near_enough=True)
    if area is None:
        raise PlaceNotFound("No council, district or region of England has that name.", _did_you_mean(text))
    return area


def exact_area(text: str) -> Area | None:
    """The area of exactly that name or code."""
    return _first_found(text, near_enough=False)


def districts_of(area: Area) -> tuple[str, ...]:
    """The lower-tier codes of today that lie in an area."""
    if area.kind == "district":
        return (area.code,)
    return tuple(
        term.code
        for term in vocabulary("districts").terms()
        if term.extra["status"] == "current" and term.extra["council"] in area.councils
    )


def council_of(district: str) -> str | None:
    """The council with social-care duties over a lower-tier code; None outside England."""
    districts = vocabulary("districts")
    return districts.term(district).extra["council"] if district in districts else None


def _first_found(text: str, near_enough: bool) -> Area | None:
    if folded(text) in ("england", "all england", "whole of england", folded(ENGLAND)):
        return Area(ENGLAND, "England", "england", vocabulary("councils").codes)
    readings: dict[str, Callable[[Term], Area]] = {
        "councils": _council,
        "counties": _county,
        "regions": _region,
        "districts": _district,
    }
    for name, reading in readings.items():
        found = vocabulary(name).find(text)
        if found and (near_enough or found.how != "near"):
            return reading(vocabulary(name).term(found.code))
    return _by_old_code(text.strip().upper())


def _council(term: Term) -> Area:
    return Area(term.code, term.label, "council", (term.code,))


def _county(term: Term) -> Area:
    return Area(term.code, term.label, "county", tuple(term.extra["councils"].split(";")))


def _region(term: Term) -> Area:
    councils = (one.code for one in vocabulary("councils").terms() if one.extra["region"] == term.label)
    return Area(term.code, term.label, "region", tuple(councils))


def _district(term: Term) -> Area:
    """A district that is gone means the one that took its place."""
    today = vocabulary("districts").term(term.extra["successor"] or term.code)
    council = today.extra["council"]
    if today.code == council:
        return _council(vocabulary("councils").term(council))
    return Area(today.code, today.label, "district", (council,))


def _by_old_code(code: str) -> Area | None:
    """A council by a code it had once; None when its area was divided."""
    heirs = [term for term in vocabulary("councils").terms() if code in term.extra["old_codes"].split(";")]
    return _council(heirs[0]) if code and len(heirs) == 1 else None


def _did_you_mean(text: str) -> str:
    labels = [term.label for name in ("councils", "counties", "regions") for term in vocabulary(name).terms()]
    near = process.extract(text, labels, scorer=fuzz.WRatio, score_cutoff=80, limit=3, processor=folded)
    names = ", ".join(dict.fromkeys(label for label, _, _ in near))
    return (
        f"Did you mean {names}?" if names else "Use the name of a council, a district, a region, or England."
    )
