"""Whether what a personal assistant asks is below the National Living Wage, by the hour or by the day."""

from collections.abc import Iterable

from directory.records import CostOption
from matching.costs import HOURS_IN_UNIT

# Sleeping nights need not be paid by the hour; a week and longer say nothing of one.
_PAID_BY_THE_HOUR = ("hour", "visit", "session", "day")


def first_below(costs: Iterable[CostOption], pence_per_hour: int) -> tuple[str, str] | None:
    """(rate, sentence) for the first that comes to less an hour, by its own or its unit's usual length."""
    for cost in costs:
        hourly = _pence_per_hour(cost)
        if hourly is not None and hourly < pence_per_hour:
            rate = f"£{(cost.amount_pence or 0) / 100:.2f}"
            per = "an hour" if cost.unit in ("hour", "free") else f"a {cost.unit}"
            wage = f"the National Living Wage (£{pence_per_hour / 100:.2f} an hour)"
            return rate, f"{rate} {per} is below {wage}: kept, not listed."
    return None


def _pence_per_hour(cost: CostOption) -> float | None:
    """None where it can't be told."""
    if cost.unit == "free":
        return 0.0
    if cost.unit not in _PAID_BY_THE_HOUR or cost.amount_pence is None:
        return None
    return cost.amount_pence / (cost.hours_in_unit or HOURS_IN_UNIT[cost.unit])
