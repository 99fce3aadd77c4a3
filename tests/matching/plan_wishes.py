"""Wishes for plans: worked, made up and drawn; and every plan of a small one, by counting through."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import product

from hypothesis import strategies as st

from benchmarks.plan.reckoning import fees_of, pence_in_all, sold
from matching.offers import Fee
from matching.plan.wishes import Candidate, PlanWish
from tests.matching.builders import RATES_2026

Units = Mapping[tuple[int, str], int]
C1_HOURS = {"personal_care": 7, "companionship": 4, "day_activity": 3}
C1_NAMES = ("AgencyA", "AgencyB_sylheti", "PA_Rahima", "Micro_Joy", "Mosque_lunch_club", "Volunteer")


def the_worked_example(budget_pounds: int, **fields: object) -> PlanWish:
    """Oracle C1: six providers, pounds an hour and fit by need, hours least and most, fifty paid weeks."""
    told = (
        ({"personal_care": (25, 0.8), "companionship": (24, 0.55)}, 2, 20, 0),
        ({"personal_care": (27.5, 0.95), "companionship": (27, 0.85)}, 3, 10, 0),
        ({need: (16.5, fit) for need, fit in zip(C1_HOURS, (0.9, 0.9, 0.6), strict=True)}, 5, 8, 290),
        ({"companionship": (19, 0.75), "day_activity": (19, 0.8)}, 1, 6, 0),
        ({"day_activity": (6, 0.92)}, 2, 3, 0),
        ({"companionship": (0, 0.6)}, 1, 2, 0),
    )
    candidates = tuple(
        a_candidate(
            number,
            {need: fit for need, (_, fit) in offers.items()},
            fee=None,
            fee_by_need={need: Fee("hour", round(pounds * 100)) for need, (pounds, _) in offers.items()},
            least_hours=least,
            most_hours=most,
            fixed_pence=fixed * 100,
        )
        for number, (offers, least, most, fixed) in enumerate(told)
    )
    defaults = {"weeks": 50, "unit_hours": 1, "budget_pence": budget_pounds * 100}
    return a_plan_wish(*candidates, hours=C1_HOURS, **{**defaults, **fields})


def names(numbers: frozenset[int]) -> set[str]:
    return {C1_NAMES[number] for number in numbers}


def a_candidate(number: int = 1, fit: Mapping[str, float] | None = None, **fields: object) -> Candidate:
    """An agency at £25 an hour that gives personal care, unless told otherwise."""
    defaults: dict[str, object] = {"owner": number, "fee": Fee("hour", 2500)}
    return Candidate(number, fit=fit or {"personal_care": 0.8}, **{**defaults, **fields})  # type: ignore[arg-type]


def an_assistant(number: int = 1, fit: Mapping[str, float] | None = None, **fields: object) -> Candidate:
    return a_candidate(number, fit, **{"fee": Fee("hour", 1400), "employment": "employed", **fields})


def a_plan_wish(
    *candidates: Candidate, hours: Mapping[str, float] | None = None, **fields: object
) -> PlanWish:
    """Ten hours of personal care, with money enough, unless told otherwise."""
    defaults: dict[str, object] = {"rates": RATES_2026, "budget_pence": 10_000_000}
    return PlanWish(hours or {"personal_care": 10}, candidates or (a_candidate(),), **{**defaults, **fields})  # type: ignore[arg-type]


def every_plan(wish: PlanWish) -> Iterator[tuple[float, int, Units]]:
    """(fit, pence, units) of each way to cover all hours with what is allowed; the budget isn't held."""
    ways = [list(_ways(need, count, wish)) for need, count in wish.units.items()]
    for chosen in product(*ways):
        units = {cell: count for part in chosen for cell, count in part.items()}
        if _allowed(units, wish):
            yield fit_of(units, wish), pence_in_all(units, wish), units


def fit_of(units: Units, wish: PlanWish) -> float:
    fits = {candidate.number: candidate.fit for candidate in wish.candidates}
    suits = sum(fits[number][need] * count for (number, need), count in units.items())
    return suits / sum(wish.units.values()) - wish.penalty * (len({number for number, _ in units}) - 1)


def _ways(need: str, count: int, wish: PlanWish) -> Iterator[Units]:
    able = [candidate.number for candidate in wish.usable if need in wish.needs_met(candidate)]
    for shares in product(range(count + 1), repeat=len(able)):
        if sum(shares) == count:
            yield {(number, need): share for number, share in zip(able, shares, strict=True) if share}


def _allowed(units: Units, wish: PlanWish) -> bool:
    taking_part = {number for number, _ in units}
    if not wish.pinned <= taking_part:
        return False
    for candidate in (c for c in wish.usable if c.number in taking_part):
        given = {need: units.get((candidate.number, need), 0) for need in candidate.fit}
        hours = sum(given.values()) * wish.unit_hours
        if hours < candidate.least_hours or (
            candidate.most_hours is not None and hours > candidate.most_hours
        ):
            return False
        for fee, needs in fees_of(candidate, wish).items():
            if not sold(fee, sum(given[need] for need in needs), wish):
                return False
    return True


_fits = st.integers(1, 100).map(lambda hundredths: hundredths / 100)
_fees = st.one_of(
    st.integers(0, 4000).map(lambda pence: Fee("hour", pence)),
    st.integers(0, 4000).map(lambda pence: Fee("visit", pence)),
    st.tuples(st.integers(0, 3000), st.sampled_from((1.0, 1.5))).map(lambda of: Fee("session", *of)),
    st.integers(0, 90_000).map(lambda pence: Fee("month", pence)),
    st.sampled_from((Fee("free", None), Fee("item", 900), None)),
)


@st.composite
def candidates(draw, number: int) -> Candidate:
    fit = draw(st.dictionaries(st.sampled_from(("personal_care", "companionship")), _fits, min_size=1))
    least = draw(st.sampled_from((0, 0, 1, 1.5)))
    return Candidate(
        number,
        draw(st.integers(1, number)),
        fit,
        fee=draw(_fees),
        employment=draw(st.sampled_from(("none", "employed", "unknown", "self_employed"))),
        ask=frozenset(draw(st.sets(st.sampled_from(sorted(fit))))),
        least_hours=least,
        most_hours=draw(st.sampled_from((None, 1, 1.5, 2))) if least <= 1 else None,
        fixed_pence=draw(st.sampled_from((0, 0, 5_000))),
        fee_by_need=draw(st.sampled_from(({}, {}, {"companionship": Fee("hour", 1111)}))),
    )


@st.composite
def small_wishes(draw) -> PlanWish:
    """Up to four options for up to four hours of two needs; allowances so small that insurance is due."""
    options = tuple(draw(candidates(number)) for number in range(1, draw(st.integers(1, 4)) + 1))
    hours = draw(
        st.dictionaries(
            st.sampled_from(("personal_care", "companionship")), st.sampled_from((0.5, 1, 1.5, 2)), min_size=1
        )
    )
    allowance, threshold = draw(st.sampled_from(((1050000, 500000), (2000, 30000), (0, 0))))
    rates = replace(
        RATES_2026, sick_weeks=1, pension_trigger_pence=90000, pension_lower_pence=60000,
        employment_allowance_pence=allowance, secondary_threshold_pence=threshold,
    )  # fmt: skip
    pinned = draw(st.sets(st.sampled_from([option.number for option in options]), max_size=1))
    return PlanWish(
        hours, options, rates, weeks=draw(st.sampled_from((52, 50, 47.5))),
        penalty=draw(st.sampled_from((0, 0.02))),
        budget_pence=draw(st.none() | st.integers(0, 600_000)), pinned=frozenset(pinned),
    )  # fmt: skip
