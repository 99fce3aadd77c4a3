"""A market's options field by field, in the order they came: what columns are made of.

Options mostly repeat each other, so whatever they say is kept once for all who say the same.
"""

from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from matching.answer_lists import Said
from matching.fields import ROW_COLUMNS, CodeLists, Fees, readers
from matching.needs import SETTINGS
from matching.offers import LISTS, Offer, YesNo

AREA_LISTS: tuple[str, ...] = ("outcodes", "councils")


@dataclass(frozen=True)
class Gathered:
    """``values``: ROW_COLUMNS, one value an option; "fee" numbers the different prices of ``fees``."""

    values: Mapping[str, NDArray[Any]]
    fees: Fees
    said: Said


def gathered_of(offers: Iterable[Offer], codes: CodeLists) -> Gathered:
    """Options taken in one by one; nothing of them is kept but numbers."""
    values = {name: array(_TYPECODES[dtype]) for name, dtype in ROW_COLUMNS.items()}
    fees = Fees(codes)
    filling = [(values[name].append, read) for name, read in readers(codes, fees).items()]
    number_of: dict[tuple[str, YesNo], int] = {}
    numbers, rows = array("i"), array("i")
    for row, offer in enumerate(offers):
        for append, read in filling:
            append(read(offer))
        for answers in lists_of(offer):
            numbers.append(number_of.setdefault(answers, len(number_of)))
            rows.append(row)
    columns: dict[str, NDArray[Any]] = {
        name: np.array(values[name], dtype=dtype) for name, dtype in ROW_COLUMNS.items()
    }
    different = [{name: answer} for name, answer in number_of]
    spoken = np.array(rows, np.int32), np.array(numbers, np.int32)
    return Gathered(columns, fees, Said(different, *spoken, len(columns["number"])))


def lists_of(offer: Offer) -> Iterable[tuple[str, YesNo]]:
    """Each list that an option answers, by name, with its answers; needs are a list in each setting."""
    answered = {name: offer.lists[name] for name in LISTS if name in offer.lists}
    answered |= {f"needs_{setting}": offer.needs[setting] for setting in SETTINGS if setting in offer.needs}
    answered["languages"] = offer.languages
    if offer.area and offer.area.kind in AREA_LISTS:
        answered[offer.area.kind] = YesNo(frozenset(offer.area.codes))
    return ((name, answer) for name, answer in answered.items() if answer != _NOTHING)


def read_off(
    names: Iterable[str], offers: Sequence[Offer], codes: CodeLists, fees: Fees
) -> dict[str, NDArray[Any]]:
    """Some of ROW_COLUMNS, (n,), read off offers of which no more than what they come from need be true."""
    read = readers(codes, fees)
    return {name: np.array([read[name](offer) for offer in offers], ROW_COLUMNS[name]) for name in names}


_NOTHING = YesNo()
_TYPECODES: Mapping[type, str] = {
    np.int64: "q", np.int32: "i", np.int16: "h", np.uint8: "B", np.bool_: "B", np.float64: "d",
}  # fmt: skip
