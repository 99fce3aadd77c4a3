"""Made-up wishes for plans: people with several needs, and options of every kind that meet some of them."""

import random
from collections.abc import Sequence

from matching.costs import Rates
from matching.offers import Fee
from matching.plan.wishes import Candidate, PlanWish

NEEDS: tuple[str, ...] = (
    *("personal_care", "meals", "companionship", "household_tasks", "getting_out", "day_activities"),
)


def a_wish(
    seed: int,
    rates: Rates,
    options: int = 25,
    needs: int = 4,
    hours_each: tuple[float, float] = (2, 7),
    budget_share: tuple[float, float] = (0.5, 1.1),
    unit_hours: float = 0.5,
    **fields: object,
) -> PlanWish:
    """A wish of so many needs among so many options, from a seed; the budget is a share of £24 an hour."""
    chance = random.Random(seed)
    asked = NEEDS[:needs]
    steps = [round(hours / unit_hours) for hours in hours_each]
    hours = {need: chance.randint(*steps) * unit_hours for need in asked}
    candidates = tuple(_option(number, chance, asked) for number in range(1, options + 1))
    budget = round(sum(hours.values()) * 2400 * 52 * chance.uniform(*budget_share))
    told = {"budget_pence": budget, "unit_hours": unit_hours, **fields}
    return PlanWish(hours, candidates, rates, **told)  # type: ignore[arg-type]


def _option(number: int, chance: random.Random, needs: Sequence[str]) -> Candidate:
    kind = chance.choices((_agency, _assistant, _club, _volunteer), (6, 10, 6, 3))[0]
    return kind(number, chance, needs)


def _agency(number: int, chance: random.Random, needs: Sequence[str]) -> Candidate:
    return _candidate(
        number, chance, needs, chance.randint(1, len(needs)),
        fee=Fee("hour", chance.randrange(2100, 3300, 5)), least_hours=chance.choice((0, 0, 2, 3)),
        owner=chance.randint(1, number),
    )  # fmt: skip


def _assistant(number: int, chance: random.Random, needs: Sequence[str]) -> Candidate:
    return _candidate(
        number, chance, needs, len(needs), fee=Fee("hour", chance.randrange(1271, 1900)),
        employment=chance.choice(("employed", "employed", "unknown", "self_employed")),
        least_hours=chance.choice((0, 2, 5)), most_hours=chance.choice((8, 12, 20, 40)),
    )  # fmt: skip


def _club(number: int, chance: random.Random, needs: Sequence[str]) -> Candidate:
    length = chance.choice((2, 3))
    return _candidate(
        number, chance, needs[-3:], 2, fee=Fee("session", chance.randrange(0, 1500, 50), length),
        most_hours=length * chance.randint(1, 2),
    )  # fmt: skip


def _volunteer(number: int, chance: random.Random, needs: Sequence[str]) -> Candidate:
    return _candidate(number, chance, needs[-3:], 1, fee=Fee("free", None), most_hours=chance.choice((1, 2)))


def _candidate(
    number: int, chance: random.Random, needs: Sequence[str], most: int, owner: int = 0, **fields: object
) -> Candidate:
    met = chance.sample(list(needs), chance.randint(1, min(most, len(needs))))
    fit = {need: round(chance.uniform(0.3, 1.0), 4) for need in met}
    ask = frozenset(need for need in met if chance.random() < 0.3)
    return Candidate(number, owner or number, fit, ask=ask, **fields)  # type: ignore[arg-type]
