"""What each criterion is worth for one option, in plain Python: (low, expected, high), each from 0 to 1."""

from datetime import date

from matching.costs import Rates
from matching.needs import SupportNeeds
from matching.offers import Offer
from tests.matching.plain_costs import measure_scored, value_of_cost, verdict_of_cost
from tests.matching.plain_verdicts import (
    answer,
    helpful_settings,
    miles_between,
    some,
    stated_lists,
    told,
    verdict_of_list,
    verdict_of_need,
    verdict_of_place,
    verdict_of_setting,
)  # fmt: skip

SETTINGS = ("own_home", "go_to", "move_in", "online")
ALWAYS_LAST = ("quality", "evidence", "freshness")
SCORED = (
    "needs", "user_bands", "distance", "cost", "languages", "faith", "culture", "diet", "staff_gender",
    "lgbt_affirming", "accessibility", "times",
)  # fmt: skip
RATED = {"inadequate": 0.0, "requires_improvement": 0.3, "good": 0.75, "outstanding": 1.0}
CLOSE = {"syl": "ben", "ben": "syl"}

Bounds = tuple[float, float, float]


def known(value: float) -> Bounds:
    return value, value, value


def mean(values: list[Bounds]) -> Bounds:
    low, expected, high = (sum(column) / len(values) for column in zip(*values, strict=True))
    return low, expected, high


def worth(verdict: str, chance_of_yes: float) -> Bounds:
    return {"yes": known(1.0), "no": known(0.0), "unknown": (0.0, chance_of_yes, 1.0)}[verdict]


def says_of_needs(offer: Offer, need: str) -> str:
    """What an option says of a need wherever it is met."""
    return some(answer(offer.needs.get(setting), need) for setting in SETTINGS)


def says(offer: Offer, criterion: str, code: str) -> str:
    return says_of_needs(offer, code) if criterion == "needs" else answer(told(offer, criterion), code)


def answered(offer: Offer, criterion: str) -> bool:
    """Whether an option states anything at all in a list."""
    lists = offer.needs.values() if criterion == "needs" else [told(offer, criterion)]
    return any(each is not None and (each.yes or each.no or each.complete) for each in lists)


def base_rate(offers: list[Offer], criterion: str, code: str, council: str | None) -> float:
    """(k + 10 p₀) / (n + 10) of the council's options that answered, clipped; ½ where no answer is a no."""
    all_told = [says(offer, criterion, code) == "yes" for offer in offers if answered(offer, criterion)]
    if all(all_told):
        return 0.5
    prior = sum(all_told) / len(all_told)
    local = [o for o in offers if council is not None and o.council == council and answered(o, criterion)]
    said_yes = sum(says(offer, criterion, code) == "yes" for offer in local)
    return min(0.99, max(0.01, (said_yes + 10 * prior) / (len(local) + 10)))


def value_of_list(question: SupportNeeds, offer: Offer, offers: list[Offer], criterion: str) -> Bounds:
    council = question.here.council if question.here else None
    values = []
    for code in stated_lists(question)[criterion]:
        verdict = answer(told(offer, criterion), code)
        value = worth(verdict, base_rate(offers, criterion, code, council))
        if criterion == "languages" and answer(offer.languages, CLOSE.get(code, "")) == "yes":
            value = tuple(0.5 + 0.5 * each for each in value)
        values.append(value)
    return mean(values)


def value_of_needs(question: SupportNeeds, offer: Offer, offers: list[Offer]) -> Bounds:
    council = question.here.council if question.here else None
    return mean(
        [
            worth(verdict_of_need(question, offer, need), base_rate(offers, "needs", need, council))
            for need in question.needs
        ]
    )


def value_of_distance(question: SupportNeeds, offer: Offer) -> Bounds:
    """Halving every 3 miles for places, 0 beyond the person's limit, every 15 for visits."""
    helpful, miles = helpful_settings(question, offer), miles_between(question, offer)
    if "online" in helpful:
        return known(1.0)
    if miles is None:
        return 0.0, 0.25, 1.0
    too_far = question.within_miles is not None and miles > question.within_miles
    going = 0.0 if too_far else 2 ** (-miles / 3)
    return known(max(2 ** (-miles / 15) if setting == "own_home" else going for setting in helpful))


def value_of_rating(offer: Offer, as_of: date) -> Bounds:
    """Moving from the new rating's value to one half, halfway every five years; undated, anything between."""
    if offer.rating is None:
        return 0.0, 0.5, 1.0
    new = RATED[offer.rating]
    if offer.rated_on is None:
        return min(new, 0.5), (new + 0.5) / 2, max(new, 0.5)
    years = max(0, (as_of - offer.rated_on).days) / 365.25
    return known(0.5 + (new - 0.5) * 2 ** (-years / 5))


def value_of_record(criterion: str, offer: Offer, as_of: date) -> Bounds:
    """The regulator's rating, the share of claims backed by others, and an age that halves with each year."""
    if criterion == "quality":
        return value_of_rating(offer, as_of)
    if criterion == "evidence":
        return known(offer.backing)
    if offer.confirmed_on is None:
        return 0.0, 0.5, 1.0
    return known(2 ** (-max(0, (as_of - offer.confirmed_on).days) / 365))


def value_of(
    criterion: str, question: SupportNeeds, offer: Offer, offers: list[Offer], as_of: date, rates: Rates
) -> Bounds:
    if criterion == "needs":
        return value_of_needs(question, offer, offers)
    if criterion == "distance":
        return value_of_distance(question, offer)
    if criterion == "cost":
        return value_of_cost(question.budget, offer, rates)
    if criterion in ALWAYS_LAST:
        return value_of_record(criterion, offer, as_of)
    return value_of_list(question, offer, offers, criterion)


def weights(question: SupportNeeds) -> dict[str, float]:
    """The person's order, then what is stated and not ordered, then quality, evidence and freshness.

    The criterion at rank k of K weighs (1/K) Σ_{j≥k} 1/j; a tied group shares the mean of its ranks.
    """
    stated = {"needs", *stated_lists(question)} | ({"distance"} if question.here else set())
    budget = question.budget
    if budget and (budget.pence is not None or budget.max_pence_per_hour is not None):
        stated.add("cost")
    ordered = [[c for c in group if c in stated or c in ALWAYS_LAST] for group in question.order]
    placed = {criterion for group in ordered for criterion in group}
    rest = [c for c in SCORED if c in stated and c not in placed]
    groups = [*ordered, rest, [c for c in ALWAYS_LAST if c not in placed]]
    total = sum(map(len, groups))
    centroid = [sum(1 / j for j in range(k, total + 1)) / total for k in range(1, total + 1)]
    weighed: dict[str, float] = {}
    for group in groups:
        ranks = centroid[len(weighed) : len(weighed) + len(group)]
        weighed |= {criterion: sum(ranks) / len(ranks) for criterion in group}
    return weighed


def verdicts_shown(question: SupportNeeds, offer: Offer, rates: Rates) -> dict[str, str]:
    """The verdict beside each criterion of an answer, those that only filter among them."""
    shown = {
        "needs": some(verdict_of_need(question, offer, need) for need in question.needs),
        "setting": verdict_of_setting(question, offer),
        "quality": {None: "unknown", "good": "yes", "outstanding": "yes"}.get(offer.rating, "no"),
        "evidence": "yes" if offer.backing > 0 else "unknown",
        "freshness": "unknown" if offer.confirmed_on is None else "yes",
    }
    if question.provider_kinds:
        shown["provider_kinds"] = "yes" if offer.kind in question.provider_kinds else "no"
    if question.here is not None:
        shown["distance"] = verdict_of_place(question, offer)
    if "cost" in weights(question):
        shown["cost"] = verdict_of_cost(question.budget, offer, rates, measure_scored(question.budget))
    if question.staff_gender and "personal_care" not in question.needs:
        shown["staff_gender"] = "not_applicable"
    lists = stated_lists(question).items()
    return shown | {name: verdict_of_list(offer, name, codes) for name, codes in lists}
