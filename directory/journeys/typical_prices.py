"""What support like this usually costs near a person, from the prices that providers state."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import numpy as np

from directory.geography.gazetteer import Gazetteer
from directory.geography.located import Located
from directory.journeys.local_market import LOCAL_MILES, offering
from directory.journeys.support_question import support_needs
from directory.live_market import LiveMarket
from matching import planes
from matching.costs import FREE_UNITS
from matching.criteria.reach import miles_to
from matching.fields import NO_CODE
from matching.market.figures import prices
from matching.needs import SupportNeeds
from matching.planes import Rows
from matching.ranking import rank
from matching.snapshot import Snapshot

FEWEST = 5
"""Of fewer prices of a kind and unit nothing is typical."""
WIDER_MILES = (LOCAL_MILES, 25.0)
ASKED = ("needs", "place", "setting")


@dataclass(frozen=True, slots=True)
class TypicalPrice:
    """The middle half of the prices of one kind of provider in one unit, in pence; ``options`` state one."""

    kind: str
    unit: str
    options: int
    lower: float
    upper: float


@dataclass(frozen=True, slots=True)
class TypicalPrices:
    """``options`` that help with any of it within so many miles (None: in all of the market); ``priced`` of
    them state a price, ``free`` that there is nothing to pay. ``lines`` are the commonest first."""

    place: Located | None
    miles: float | None
    options: int
    priced: int
    free: int
    lines: tuple[TypicalPrice, ...]
    as_of: date


def typical_prices(market: LiveMarket, gazetteer: Gazetteer, question: Mapping[str, Any]) -> TypicalPrices:
    """Near the place, else a little further, else everywhere: as near as enough state a price.

    QuestionError when the question can't be asked: it names at least one need.
    """
    asked = {name: question[name] for name in ASKED if question.get(name)}
    needs, place = support_needs(asked, gazetteer)
    snapshot = market.snapshot
    rows = planes.rows_of(offering(rank(needs, snapshot).case), len(snapshot))
    found = [_prices(market, needs, place, rows, miles) for miles in (WIDER_MILES if place else ())]
    enough = next((each for each in found if each.lines), None)
    return enough or _prices(market, needs, place, rows, None)


def _prices(
    market: LiveMarket, needs: SupportNeeds, place: Located | None, rows: Rows, miles: float | None
) -> TypicalPrices:
    snapshot = market.snapshot
    if miles is not None:
        rows = rows[miles_to(needs, snapshot, rows) <= miles]
    unit = snapshot.columns["fee_unit"][snapshot.columns["fee"][rows]]
    free_units = [snapshot.position("cost_unit", code) for code in FREE_UNITS]
    stated = planes.at(snapshot.fact("priced"), rows)
    free = int((np.isin(unit, free_units) & stated).sum())
    lines = sorted(_lines(snapshot, rows), key=lambda line: -line.options)
    found = TypicalPrices(place, miles, len(rows), int(stated.sum()) - free, free, (), snapshot.as_of)
    return replace(found, lines=tuple(lines))


def _lines(snapshot: Snapshot, rows: Rows) -> Iterator[TypicalPrice]:
    fee, kind = snapshot.columns["fee"][rows], snapshot.columns["kind"][rows]
    unit, pence = snapshot.columns["fee_unit"][fee], snapshot.columns["fee_pence"][fee]
    for of_kind, of_unit in sorted({*zip(kind.tolist(), unit.tolist(), strict=True)}):
        if of_unit == NO_CODE:
            continue
        code = snapshot.code("cost_unit", of_unit)
        given = pence[(kind == of_kind) & (unit == of_unit)]
        given = given[~np.isnan(given)]
        found = prices(given)
        if found and len(given) >= FEWEST and code not in FREE_UNITS:
            name = snapshot.code("provider_kind", of_kind)
            yield TypicalPrice(name, code, len(given), found.lower_quartile, found.upper_quartile)
