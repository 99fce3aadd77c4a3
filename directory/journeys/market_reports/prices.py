"""What support costs here, by unit and kind, and what a budget of the old survey's bands would pay for."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from directory.journeys.market_reports.ground import Ground
from directory.journeys.price_bands import PriceBands
from directory.vocabulary import vocabulary
from matching import planes
from matching.costs import FREE_UNITS
from matching.criteria.cost import price_of
from matching.fields import NO_CODE
from matching.market.figures import prices, shares_in_bands
from matching.needs import PersonalBudget

HOURS_A_WEEK = (2.0, 7.0, 14.0)
"""A little help, an hour a day, two hours a day."""


@dataclass(frozen=True, slots=True)
class PriceLine:
    """Prices of one kind of provider in one unit, in pence; ``options`` state one."""

    kind: str
    kind_label: str
    unit: str
    unit_label: str
    options: int
    median: float
    lower_quartile: float
    upper_quartile: float
    lowest: float
    highest: float


@dataclass(frozen=True, slots=True)
class YearlyBands:
    """At so many hours a week, the options whose year would cost under, between and over the edges.

    ``known`` is the share of all options whose year can be reckoned at all.
    """

    hours_a_week: float
    known: float
    shares: tuple[float, ...] | None


@dataclass(frozen=True, slots=True)
class Prices:
    """``priced`` options state a price, ``free`` ones that there is nothing to pay; the rest say neither."""

    options: int
    priced: int
    free: int
    unknown: int
    lines: tuple[PriceLine, ...]
    budgets: PriceBands
    bands: tuple[YearlyBands, ...]


def price_report(ground: Ground) -> Prices:
    """Of the options based in the area."""
    snapshot, rows = ground.snapshot, ground.rows
    fee = snapshot.columns["fee"][rows]
    unit = snapshot.columns["fee_unit"][fee]
    free_units = [snapshot.position("cost_unit", code) for code in FREE_UNITS]
    stated = planes.at(snapshot.fact("priced"), rows)
    free = int((np.isin(unit, free_units) & stated).sum())
    return Prices(
        options=len(rows),
        priced=int(stated.sum()) - free,
        free=free,
        unknown=int((~stated).sum()),
        lines=tuple(_lines(ground)),
        budgets=ground.bands,
        bands=tuple(_bands(ground, hours) for hours in HOURS_A_WEEK) if len(rows) else (),
    )


def _lines(ground: Ground) -> Iterator[PriceLine]:
    """The commonest first; units in the order of our list."""
    snapshot, rows = ground.snapshot, ground.rows
    fee, kind = snapshot.columns["fee"][rows], snapshot.columns["kind"][rows]
    unit, pence = snapshot.columns["fee_unit"][fee], snapshot.columns["fee_pence"][fee]
    for at in np.unique(unit[unit != NO_CODE]).tolist():
        code = snapshot.code("cost_unit", at)
        for of_kind in np.unique(kind[unit == at]).tolist():
            found = prices(pence[(unit == at) & (kind == of_kind)])
            if found is None or code in FREE_UNITS:
                continue
            kind_code = snapshot.code("provider_kind", of_kind)
            yield PriceLine(
                kind_code,
                vocabulary("provider_kind").label(kind_code),
                code,
                vocabulary("cost_unit").label(code),
                round(found.known * int(((unit == at) & (kind == of_kind)).sum())),
                found.median,
                found.lower_quartile,
                found.upper_quartile,
                found.lowest,
                found.highest,
            )


def _bands(ground: Ground, hours: float) -> YearlyBands:
    """The dearer cost where employing may or may not add to it."""
    yearly = price_of(PersonalBudget(hours_per_week=hours), ground.snapshot, ground.rows).annual_high
    by_the_hour = ~np.isnan(yearly)
    return YearlyBands(hours, float(by_the_hour.mean()), shares_in_bands(yearly, ground.bands.edges_pence))
