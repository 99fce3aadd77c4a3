"""The public page of one option, and the public list of options: never what is hidden or unlisted."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from directory.errors import HasLeft, NotFound, QuestionError
from directory.geography.gazetteer import Gazetteer
from directory.live_market import LiveMarket
from directory.store.numbers import DIGITS, number_of, option_id
from directory.store.session import Store
from directory.store.views import OptionView
from directory.vocabulary import vocabulary
from matching.needs import SETTINGS
from matching.planes import Rows
from matching.snapshot import METRES_A_MILE, Snapshot
from matching.verdict import YES

NEAR_MILES = 5.0
OPTION_ID = re.compile(rf"[0-7][{DIGITS}]{{12}}")


@dataclass(frozen=True, slots=True)
class ServicesPage:
    """One page of the public list; ``total`` counts all that pass the filters."""

    options: tuple[OptionView, ...]
    total: int
    page: int
    per_page: int
    data_version: str

    @property
    def pages(self) -> int:
        return -(-self.total // self.per_page)


def service(store: Store, wanted: str) -> OptionView:
    """The option as anyone may see it now; HasLeft when it is hidden or gone, NotFound when it never was.

    Of a private person nobody is told that they were here.
    """
    found: Mapping[str, OptionView] = {}
    was_here = False
    if OPTION_ID.fullmatch(wanted):
        with store.reading() as reader:
            found = reader.options([wanted])
            was_here = wanted not in found and reader.had_option(number_of(wanted))
    if was_here:
        raise HasLeft(
            "This service has left the directory.", "It may have closed, or asked not to be listed."
        )
    if wanted not in found:
        raise NotFound("There is no such service.", "It may have closed, or left this directory.")
    return found[wanted]


def listing(
    market: LiveMarket,
    store: Store,
    gazetteer: Gazetteer,
    *,
    kind: str | None = None,
    need: str | None = None,
    area: str | None = None,
    page: int = 1,
    per_page: int = 20,
) -> ServicesPage:
    """The public options of one kind, that meet one need, in one area, by ascending option number.

    An area is a council or district by name, or what lies within five miles of any other place.
    Raises QuestionError for an unknown code, PlaceNotFound for an unknown area.
    """
    snapshot = market.snapshot
    rows = snapshot.all_rows()
    if kind is not None:
        at = snapshot.position("provider_kind", _known(kind, "provider_kind", "kind"))
        rows = rows[snapshot.columns["kind"][rows] == at]
    if need is not None:
        rows = rows[_meets(_known(need, "needs", "need"), snapshot, rows)]
    if area is not None:
        rows = rows[_lies_in(area, gazetteer, snapshot, rows)]
    with store.reading() as reader:
        numbers = np.sort(snapshot.columns["number"][rows])
        numbers = numbers[reader.still_listed(market.mark, numbers)]
        first = (page - 1) * per_page
        shown = [option_id(int(number)) for number in numbers[first : first + per_page]]
        views = reader.options(shown)
    options = tuple(views[key] for key in shown if key in views)
    return ServicesPage(options, len(numbers), page, per_page, market.version)


def _known(code: str, list_name: str, field: str) -> str:
    if code not in vocabulary(list_name):
        known = ", ".join(vocabulary(list_name).codes)
        raise QuestionError(
            f"“{code[:60]}” is not a code of {field}.",
            f"Known codes: {known}.",
            field=field,
            code="unknown_code",
        )
    return code


def _meets(need: str, snapshot: Snapshot, rows: Rows) -> NDArray[np.bool_]:
    """Whether each option says YES to the need in any setting."""
    found = np.zeros(len(rows), dtype=np.bool_)
    for setting in SETTINGS:
        found |= snapshot.verdicts(f"needs_{setting}", need, rows) == YES
    return found


def _lies_in(area: str, gazetteer: Gazetteer, snapshot: Snapshot, rows: Rows) -> NDArray[np.bool_]:
    place = gazetteer.locate(area)
    if place.precision == "council" and place.council in snapshot.codes["councils"]:
        return np.asarray(snapshot.columns["council"][rows] == snapshot.position("councils", place.council))
    near = snapshot.rows_within(place.easting, place.northing, NEAR_MILES * METRES_A_MILE / 1000)
    return np.isin(rows, near)
