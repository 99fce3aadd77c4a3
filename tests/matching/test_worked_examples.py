"""The published examples come out of the engine itself: offers and a question in, their numbers out."""

import json
import math
from datetime import date

import pytest

from matching.comparison import why_above
from matching.costs import Rates, annual_cost_pence
from matching.needs import rank_order_centroid
from matching.offers import Area, Fee, YesNo
from matching.ranking import explain, rank
from matching.snapshot import Snapshot
from tests.matching.builders import (
    CODES,
    HOME_EASTING,
    HOME_NORTHING,
    METRES_A_MILE,
    RATES_2026,
    a_budget,
    a_lunch_club,
    a_market,
    a_personal_assistant,
    a_question,
    an_offer,
    no,
    numbers,
    yes,
)  # fmt: skip
from tests.real_files import real_file

COVERED = (
    "A1_roc_weights",  # test_needs
    "A2_additive_unknown",
    "A3_explain_counterfactual",  # and test_comparison
    "A5_rank_reversal",
    "A6_smaa_2crit",  # test_robustness
    "A9_distance",
    "A10_decay",
    "A11_pa_oncosts",  # and test_costs
    "A13_near_miss",
    "A14_mini_market",
    "B1_ndeval_readme",  # tests/benchmarks/test_relevance_measures
    "B4_xquad_coverage_greedy",  # test_shortlist, test_promises_of_lists
    "B5_owner_cap",  # test_shortlist, test_promises_of_lists
    "B9_exposure",  # test_shortlist, test_promises_of_lists
)


@pytest.mark.real_files
def test_every_worked_example_of_matching_and_of_lists_is_tested():
    examples = json.loads(real_file("oracles/oracles.json").read_text(encoding="utf-8"))["oracles"]
    assert {each["id"] for each in examples if each["part"] in ("A", "B")} == set(COVERED)


def at_miles(miles: float) -> dict[str, int]:
    """A place in whole metres that many miles away, to a hundredth of a metre, and no further."""
    metres = miles * METRES_A_MILE
    norths = range(int(min(metres, 3000)) + 1)
    steps = ((math.floor(math.sqrt(metres**2 - north**2)), north) for north in norths)
    east, north = max(steps, key=lambda step: math.hypot(*step))
    return {"easting": HOME_EASTING + east, "northing": HOME_NORTHING + north}


def values_of(explanation, criteria):
    """What each criterion is worth, its weight taken out."""
    of = {outcome.criterion: outcome.contribution / outcome.weight for outcome in explanation.outcomes if
          outcome.weight > 0}  # fmt: skip
    return [of[criterion] for criterion in criteria]


def weighed(values, weights):
    return sum(value * weight for value, weight in zip(values, weights, strict=True))


FIVE = ("needs", "culture", "distance", "cost", "diet")  # diet stands for the example's quality
CULTURES = ("one", "two", "three", "four", "five")
DIETS = ("halal", "kosher", "vegan", "jain")
FIVE_CODES = {**CODES, "culture": CULTURES, "diet": DIETS}
GIVEN = {
    1: (1.0, 0.8, 0.55, 0.9, 0.75),
    2: (1.0, None, 0.9, 0.6, 0.75),
    3: (0.7, 0.0, 1.0, 1.0, 1.0),
    4: (1.0, None, 0.3, 1.0, None),
}
BASE_RATES = (None, 0.25, None, None, 0.75)


def with_values(number, needs, culture, distance, cost, diet):
    """An option worth what is given: lists by their share of YES, distance and cost by their inverse."""

    def saying(codes, share):
        said = round((share or 0) * len(codes))
        return YesNo() if share is None else YesNo(frozenset(codes[:said]), frozenset(codes[said:]))

    return an_offer(
        number, settings=("own_home", "move_in"), needs=saying(FIVE_CODES["needs"], needs),
        area=Area("national"),
        lists={"culture": saying(CULTURES, culture), "diet": saying(DIETS, diet),
               "setting": yes("own_home", "move_in")},
        fee=Fee("year", 125000 - round(25000 * cost)), rating="inadequate",
        rated_on=date(2026, 11, 21), confirmed_on=date(1970, 1, 1),
        registered_where_people_live=True, **at_miles(-15 * math.log2(distance)),
    )  # fmt: skip


@pytest.fixture
def of_five():
    """The question, and the example's four options explained; nine more only make its base rates."""
    first_of_all = YesNo(frozenset(CULTURES[4:]), frozenset(CULTURES[:4]))
    last_diet = YesNo(frozenset(DIETS[3:]), frozenset(DIETS[:3]))
    background = [
        an_offer(11, lists={"culture": first_of_all, "diet": last_diet}),
        an_offer(12, lists={"culture": no(*CULTURES), "diet": last_diet}),
        *(an_offer(number, lists={"diet": yes(*DIETS)}) for number in range(13, 19)),
        an_offer(19, lists={"diet": no(*DIETS)}),
    ]
    offers = [*(with_values(number, *values) for number, values in GIVEN.items()), *background]
    market = Snapshot.of(offers, FIVE_CODES, date(2026, 11, 21), RATES_2026)
    question = a_question(
        *FIVE_CODES["needs"], setting=("own_home", "move_in"), culture=CULTURES, diet=DIETS,
        budget=a_budget(pence=100000), order=tuple((criterion,) for criterion in FIVE),
    )  # fmt: skip
    return question, {e.number: e for e in explain(question, market, market.all_rows()) if e.number in GIVEN}


@pytest.mark.parametrize(
    ("number", "low", "expected", "high", "known"),
    [(1, 0.859167, 0.859167, 0.859167, 1.0), (2, 0.681667, 0.745833, 0.938333, 0.743333),
     (3, 0.606333, 0.606333, 0.606333, 1.0), (4, 0.593667, 0.687833, 0.890333, 0.703333)],
)  # fmt: skip
def test_utilities_with_unknowns_are_those_of_the_example(of_five, number, low, expected, high, known):
    question, explained = of_five  # oracle A2
    five = rank_order_centroid(5)
    values = values_of(explained[number], FIVE)
    unknown = [o.verdict == "unknown" for o in sorted_outcomes(explained[number])]
    assert weighed(values, five) == pytest.approx(expected, abs=1e-6)
    least = [0.0 if u else v for u, v in zip(unknown, values, strict=True)]
    most = [1.0 if u else v for u, v in zip(unknown, values, strict=True)]
    assert (weighed(least, five), weighed(most, five)) == pytest.approx((low, high), abs=1e-6)
    assert weighed([not u for u in unknown], five) == pytest.approx(known, abs=1e-6)
    ours = [question.weights()[criterion] for criterion in FIVE]
    rest = explained[number].expected - weighed(values, ours)
    assert (explained[number].low, explained[number].high) == pytest.approx(
        (weighed(least, ours) + rest, weighed(most, ours) + rest), abs=1e-9
    )


def sorted_outcomes(explanation):
    of = {outcome.criterion: outcome for outcome in explanation.outcomes}
    return [of[criterion] for criterion in FIVE]


def test_the_order_of_the_example_is_the_engines(of_five):
    assert sorted(GIVEN, key=lambda number: -of_five[1][number].expected) == [1, 2, 4, 3]  # oracle A2


@pytest.mark.parametrize(
    ("number", "parts"),
    [(1, [0.456667, 0.205333, 0.086167, 0.081, 0.03]), (2, [0.456667, 0.064167, 0.141, 0.054, 0.03]),
     (3, [0.319667, 0.0, 0.156667, 0.09, 0.04]), (4, [0.456667, 0.064167, 0.047, 0.09, 0.03])],
)  # fmt: skip
def test_each_part_of_a_utility_is_that_of_the_example(of_five, number, parts):
    found = values_of(of_five[1][number], FIVE)  # oracle A3
    assert [v * w for v, w in zip(found, rank_order_centroid(5), strict=True)] == pytest.approx(
        parts, abs=1e-6
    )


def test_why_the_first_is_above_the_second_is_what_the_example_says(of_five):
    question, explained = of_five  # oracle A3
    leads = {each.criterion: each.difference for each in why_above(explained[1], explained[2])}
    at_five = [
        leads[criterion] / question.weights()[criterion] * weight
        for criterion, weight in zip(FIVE, rank_order_centroid(5), strict=True)
    ]
    assert at_five == pytest.approx([0.0, 0.141166, -0.054833, 0.027, 0.0], abs=1e-6)


def test_a_clearly_worse_option_leaves_utilities_and_their_order_as_they_were():
    rates_miles_ratings = [(11.4, 2.5, 1.8), (15.8, 5.7, 4.8), (19.6, 9.7, 3.7), (22.8, 23.5, 1.1)]
    offers = [  # oracle A5, its journeys three times as long: ours halve every 15 miles
        an_offer(number, fee=Fee("year", round(5_000_000 + 100_000 * rate)), backing=(rating - 1) / 4,
                 area=Area("national"), **at_miles(3 * miles))
        for number, (rate, miles, rating) in enumerate(rates_miles_ratings, 1)
    ]  # fmt: skip
    question = a_question(budget=a_budget(pence=6_000_000), order=(("cost",), ("distance",), ("evidence",)))
    orders = []
    for market in (a_market(*offers[:3]), a_market(*offers)):
        found = {e.number: e for e in explain(question, market, market.all_rows())}
        utilities = {
            n: weighed(values_of(found[n], ("cost", "distance", "evidence")), (0.4, 0.35, 0.25))
            for n in found
        }
        published = dict(enumerate([0.660154, 0.641649, 0.403966, 0.078382][: len(found)], 1))
        assert utilities == pytest.approx(published, abs=1e-6)
        orders.append([n for n in numbers(market, rank(question, market).confirmed) if n != 4])
    assert orders[0] == orders[1]


@pytest.mark.parametrize(
    ("one", "other", "km"),
    [((530029, 180380), (407540, 287592), 162.8308), ((383997, 398258), (429796, 433927), 58.0709),
     ((533898, 181382), (536543, 182955), 3.0775), ((247737, 55040), (422867, 568262), 542.4358)],
)  # fmt: skip
def test_miles_on_the_grid_are_those_on_the_earth_within_a_thousandth(one, other, km):
    market = a_market(an_offer(easting=other[0], northing=other[1]))  # oracle A9 (WGS 84), places on the grid
    miles = market.miles_from(*one, market.all_rows())[0]
    assert miles * METRES_A_MILE / 1000 == pytest.approx(km, rel=1e-3)


@pytest.mark.parametrize(
    ("of_d50", "value"), [(0, 1.0), (0.5, 0.707107), (1, 0.5), (2, 0.25), (3, 0.125), (3.002, 0.0)]
)
def test_a_journey_is_worth_what_the_example_says_in_units_of_its_half_value(of_d50, value):
    market = a_market(a_lunch_club(**at_miles(3 * of_d50)))  # oracle A10
    (found,) = explain(a_question("meals", within_miles=9), market, market.all_rows())
    assert values_of(found, ("distance",))[0] == pytest.approx(value, abs=1e-6)


@pytest.mark.parametrize(
    ("pay", "hours", "an_hour", "without_allowance"),
    [(1350, 10, 1551.15, 836900), (1350, 20, 1545.77, 1743200), (1500, 35, 1712.19, 3450680)],
)
def test_an_hour_of_an_employed_assistant_costs_what_the_example_says(pay, hours, an_hour, without_allowance):
    market = a_market(a_personal_assistant(fee=Fee("hour", pay)))  # oracle A11
    question = a_question(budget=a_budget(max_pence_per_hour=2000, hours_per_week=hours))
    (found,) = explain(question, market, market.all_rows())
    cost = next(outcome.reason.values for outcome in found.outcomes if outcome.criterion == "cost")
    assert cost["low_pence"] == cost["high_pence"] == round(an_hour)
    no_allowance = Rates(**{**RATES_2026.as_json(), "employment_allowance_pence": 0})
    assert annual_cost_pence([pay], hours, 52, no_allowance)[0] == pytest.approx(without_allowance, abs=1)
