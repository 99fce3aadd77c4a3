"""The dated rates of employing a personal assistant: vocabulary/pa_rates.csv, each with its source."""

import csv
from datetime import date
from functools import cache
from importlib.resources import files

from matching.costs import Rates

_WHOLE = "_pence"


def rates_on(day: date) -> Rates:
    """The rates in force on ``day``; before the first table, the first."""
    tables = _tables()
    in_force = [starts for starts in tables if starts <= day.isoformat()]
    return tables[max(in_force) if in_force else min(tables)]


@cache
def _tables() -> dict[str, Rates]:
    values: dict[str, dict[str, float]] = {}
    with (files("directory") / "vocabulary" / "pa_rates.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            number = int(row["value"]) if row["name"].endswith(_WHOLE) else float(row["value"])
            values.setdefault(row["starts"], {})[row["name"]] = number
    return {starts: Rates(starts=starts, **named) for starts, named in values.items()}  # type: ignore[arg-type]
