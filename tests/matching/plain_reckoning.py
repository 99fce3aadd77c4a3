"""Who is confirmed, who is asked first, in which order; what relaxing would bring; what a varied list holds.

Plain Python, one option at a time and every set by brute force: slow, short, and nothing of the engine's.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from matching.costs import Rates
from matching.needs import PersonalBudget, SupportNeeds
from matching.offers import Offer
from tests.matching.plain_costs import cost_bounds, measure_scored, whole
from tests.matching.plain_values import Bounds, value_of, verdicts_shown, weights
from tests.matching.plain_verdicts import SAFEGUARD, miles_between, must_haves, without

WISHES = (
    "languages", "faith", "culture", "diet", "staff_gender", "lgbt_affirming", "accessibility", "times",
)  # fmt: skip
PRICE_BANDS = (1, 1500, 2000, 2500, 3000)


@dataclass(frozen=True)
class Market:
    offers: list[Offer]
    as_of: date
    rates: Rates


@dataclass(frozen=True)
class Account:
    """One option as reckoned: its tier, what each criterion is worth and weighs, and what is shown of it."""

    offer: Offer
    tier: str
    values: dict[str, Bounds]
    weights: dict[str, float]
    verdicts: dict[str, str]
    miles: float | None
    cost: tuple[int | None, int | None]

    def total(self, bound: int) -> float:
        return sum(self.weights[criterion] * value[bound] for criterion, value in self.values.items())

    @property
    def low(self) -> float:
        return self.total(0)

    @property
    def utility(self) -> float:
        return self.total(1)

    @property
    def high(self) -> float:
        return self.total(2)


def tier_of(question: SupportNeeds, offer: Offer, rates: Rates) -> str:
    verdicts = must_haves(question, offer, rates).values()
    if "no" in verdicts:
        return "excluded"
    return "ask_first" if "unknown" in verdicts else "confirmed"


def account_of(question: SupportNeeds, offer: Offer, market: Market) -> Account:
    weighed = weights(question)
    cost = None, None
    if "cost" in weighed:
        cost = cost_bounds(question.budget, offer, market.rates, measure_scored(question.budget))
    return Account(
        offer,
        tier_of(question, offer, market.rates),
        {
            name: value_of(name, question, offer, market.offers, market.as_of, market.rates)
            for name in weighed
        },
        weighed,
        verdicts_shown(question, offer, market.rates),
        miles_between(question, offer),
        (whole(cost[0]), whole(cost[1])),
    )


def accounts(question: SupportNeeds, market: Market) -> list[Account]:
    """Every option, best first by utility (level to twelve places is level), then by number."""
    reckoned = [account_of(question, offer, market) for offer in market.offers]
    return sorted(reckoned, key=lambda each: (-round(each.utility, 12), each.offer.number))


def in_tier(reckoned: Iterable[Account], tier: str) -> list[Account]:
    return [each for each in reckoned if each.tier == tier]


def option_numbers(reckoned: Iterable[Account]) -> list[int]:
    return [each.offer.number for each in reckoned]


@dataclass(frozen=True)
class Miss:
    confirmed: int
    ask_first: int
    miles: list[float]


def relaxable(question: SupportNeeds, market: Market) -> list[str]:
    names = must_haves(question, market.offers[0], market.rates) if market.offers else {}
    return sorted(set(names) - {SAFEGUARD})


def tiers(question: SupportNeeds, market: Market) -> dict[int, str]:
    return {offer.number: tier_of(question, offer, market.rates) for offer in market.offers}


def near_misses(question: SupportNeeds, market: Market) -> dict[tuple[str, ...], Miss]:
    """Every set of must-haves which, given up, makes either tier longer: the question simply asked again.

    Whoever gives up their place gives up the limit of miles with it, so the two are not named together.
    """
    names = relaxable(question, market)
    before = tiers(question, market)
    found = {}
    for given_up in (each for size in range(1, len(names) + 1) for each in combinations(names, size)):
        if {"place", "within_miles"} <= set(given_up):
            continue
        after = tiers(without(question, set(given_up)), market)
        gains = [count(after, tier) > count(before, tier) for tier in ("confirmed", "ask_first")]
        if any(gains):
            far = {"place", "within_miles"} & set(given_up)
            miles = miles_of(question, market, brought_in(before, after)) if far else []
            found[given_up] = Miss(count(after, "confirmed"), count(after, "ask_first"), miles)
    return found


def count(of_options: dict[int, str], tier: str) -> int:
    return list(of_options.values()).count(tier)


def brought_in(before: dict[int, str], after: dict[int, str]) -> list[int]:
    """Who is newly confirmed, or where nobody is, who was excluded and may now be asked."""
    confirmed = [n for n, tier in after.items() if tier == "confirmed" and before[n] != "confirmed"]
    to_ask = [n for n, tier in after.items() if tier == "ask_first" and before[n] == "excluded"]
    return confirmed or to_ask


def miles_of(question: SupportNeeds, market: Market, numbers: list[int]) -> list[float]:
    """The five least distances of these options, nearest first."""
    miles = [miles_between(question, offer) for offer in market.offers if offer.number in numbers]
    return sorted(each for each in miles if each is not None)[:5]


def varied(question: SupportNeeds, market: Market, limit: int, diversity: float = 0.3) -> tuple[list, list]:
    """Numbers of the confirmed and of the ask-first, the first filling the list before the second."""
    reckoned = accounts(question, market)
    confirmed = varied_tier(question, market, in_tier(reckoned, "confirmed"), limit, diversity)
    left = limit - len(confirmed)
    return confirmed, varied_tier(question, market, in_tier(reckoned, "ask_first"), left, diversity)


def varied_tier(
    question: SupportNeeds, market: Market, tier: list[Account], limit: int, diversity: float
) -> list[int]:
    """One after the other, whoever adds most to F; two of an owner in the first ten while others are left."""
    covers, importance = aspects(question, market, tier)
    chosen: list[int] = []
    while len(chosen) < min(limit, len(tier)):
        left = [at for at in range(len(tier)) if at not in chosen]
        owners = [tier[at].offer.owner for at in chosen]
        under_cap = [at for at in left if owners.count(tier[at].offer.owner) < 2]
        candidates = under_cap if under_cap and len(chosen) < 10 else left
        utility = [each.utility for each in tier]
        gains = {at: gain(at, chosen, utility, covers, importance, diversity) for at in candidates}
        chosen.append(max(candidates, key=lambda at: (round(gains[at], 12), -at)))
    return [tier[at].offer.number for at in chosen]


def aspects(
    question: SupportNeeds, market: Market, tier: list[Account]
) -> tuple[list[list[float]], list[float]]:
    """How far each option covers each aspect, and what the aspects weigh: the families present weigh alike.

    Kinds of provider, size classes and price bands found in the tier, and each wish stated.
    """
    groups = [
        [each.offer.kind for each in tier],
        [each.offer.size_class for each in tier],
        [price_band(question, market, each.offer) for each in tier],
    ]
    wishes = [name for name in WISHES if name in weights(question)]
    families = [[[float(g == group) for g in of_tier] for group in set(of_tier)] for of_tier in groups]
    families += [[[each.values[name][1] for each in tier] for name in wishes]] if wishes else []
    columns = [column for family in families for column in family]
    importance = [1 / len(families) / len(family) for family in families for _ in family]
    return [[column[at] for column in columns] for at in range(len(tier))], importance


def price_band(question: SupportNeeds, market: Market, offer: Offer) -> int | None:
    an_hour = cost_bounds(question.budget or PersonalBudget(), offer, market.rates, "max_pence_per_hour")[1]
    return None if an_hour is None else sum(an_hour >= edge for edge in PRICE_BANDS)


def worth_of(
    chosen: Iterable[int],
    utility: Sequence[float],
    covers: Sequence[Sequence[float]],
    importance: Sequence[float],
    diversity: float,
) -> float:
    """F(S) = (1−λ) ΣU + λ Σ_g π_g (1 − Π_{a∈S} (1 − P_ag))."""
    chosen = list(chosen)
    covered = [1 - math.prod(1 - covers[at][g] for at in chosen) for g in range(len(importance))]
    variety = sum(weight * share for weight, share in zip(importance, covered, strict=True))
    return (1 - diversity) * sum(utility[at] for at in chosen) + diversity * variety


def gain(at, chosen, utility, covers, importance, diversity) -> float:
    """What one more option adds to F: its share of λ counts what those chosen leave uncovered."""
    variety = sum(
        weight * covers[at][g] * math.prod(1 - covers[other][g] for other in chosen)
        for g, weight in enumerate(importance)
        if covers[at][g]
    )
    return (1 - diversity) * utility[at] + diversity * variety


def best_worth(k, utility, covers, importance, diversity, owners=None, most=None) -> float:
    """The F of the best k there are, or of the best at most k with at most so many of an owner."""
    sizes = [k] if owners is None else range(k + 1)
    sets = (each for size in sizes for each in combinations(range(len(utility)), size))
    fair = (s for s in sets if owners is None or fits_cap([owners[at] for at in s], most))
    return max(worth_of(each, utility, covers, importance, diversity) for each in fair)


def fits_cap(owners: list[int], most: int) -> bool:
    return all(owners.count(owner) <= most for owner in owners)
