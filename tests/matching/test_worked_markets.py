"""The published markets, option by option: how near a miss is, and who stands where with what utility."""

import pytest

from matching.near_miss import relaxations
from matching.offers import Fee, YesNo
from matching.ranking import explain, rank
from tests.matching.builders import (
    a_budget,
    a_market,
    a_personal_assistant,
    a_question,
    a_radius,
    an_offer,
    no,
    numbers,
    yes,
)  # fmt: skip
from tests.matching.test_worked_examples import at_miles, values_of, weighed

NEAR = (  # oracle A13: Sylheti spoken, a woman, within 5 miles, within budget, miles
    (1, 1, 0, 1, 7.3), (0, 1, 1, 0, 3.3), (0, 0, 0, 1, 7.2), (0, 0, 0, 0, 13.3), (0, 1, 0, 1, 10.4),
    (0, 1, 0, 0, 7.0), (0, 1, 1, 0, 2.4), (1, 0, 1, 0, 1.5), (0, 1, 1, 1, 5.0), (0, 0, 1, 1, 4.3),
    (0, 1, 1, 1, 1.3), (1, 0, 0, 1, 16.1), (0, 1, 0, 0, 5.5), (0, 1, 1, 1, 1.8), (0, 1, 0, 1, 9.8),
    (0, 0, 0, 1, 11.6), (0, 0, 1, 1, 2.3), (0, 0, 0, 1, 15.0), (0, 0, 0, 1, 14.4), (1, 1, 0, 0, 16.4),
    (1, 1, 1, 0, 1.1), (0, 1, 1, 0, 3.4), (1, 1, 1, 0, 1.5), (1, 1, 0, 0, 9.9), (0, 1, 1, 1, 2.3),
    (0, 1, 1, 1, 4.8), (0, 0, 1, 0, 3.6), (1, 1, 1, 0, 3.7), (0, 0, 1, 0, 1.6), (1, 1, 0, 1, 14.1),
    (0, 1, 0, 1, 16.0), (0, 0, 0, 1, 15.1), (0, 1, 0, 1, 9.9), (0, 1, 1, 0, 4.0), (0, 0, 0, 1, 14.7),
    (0, 0, 0, 1, 18.2), (0, 0, 0, 0, 11.8), (0, 1, 0, 0, 15.6), (0, 1, 0, 1, 18.1),
)  # fmt: skip


def test_near_misses_are_counted_as_the_example_counts_them():
    market = a_market(
        *(
            an_offer(number, settings=("go_to",), languages=yes("syl") if spoken else no("syl"),
                     lists={"staff_gender": yes("female") if woman else no("female")},
                     fee=Fee("hour", 1000 if affordable else 9000), **at_miles(miles))
            for number, (spoken, woman, _, affordable, miles) in enumerate(NEAR, 1)
        )
    )  # fmt: skip
    language, woman, near, money = "languages", "staff_gender", "within_miles", "max_pence_per_hour"
    question = a_question(
        setting=("go_to",), languages=("syl",), staff_gender="female", within_miles=5,
        budget=a_budget(max_pence_per_hour=2000), must=frozenset({language, woman, money}),
    )  # fmt: skip
    ranking = rank(question, market)
    assert len(ranking.confirmed) == len(ranking.ask_first) == 0
    misses = relaxations(ranking, up_to=2)
    found = {miss.relax: miss.confirmed for miss in misses if {"setting", "place"}.isdisjoint(miss.relax)}
    expected = {
        (language,): 5, (near,): 2, (money,): 3, (language, woman): 7, (language, near): 12,
        (language, money): 12, (woman, near): 3, (woman, money): 4, (near, money): 7,
    }  # fmt: skip
    assert found == {tuple(sorted(names)): count for names, count in expected.items()}
    nearest = next(miss.nearest_miles for miss in misses if miss.relax == (near,))
    assert nearest == pytest.approx((7.3, 14.1), abs=1e-3)


A14 = {  # oracle A14: tier and utility of each option
    1: ("confirmed", 0.647143), 2: ("ask_first", 0.94822), 3: ("excluded", 0.973213),
    4: ("confirmed", 0.82974), 5: ("excluded", 0.94822), 6: ("excluded", 0.52411),
    7: ("excluded", 0.94822), 8: ("confirmed", 0.306951),
}  # fmt: skip


def the_mini_market():
    """Its journeys three times as long: visits halve every 15 miles here, every 5 in the example."""
    muslim = {True: yes("muslim"), False: no("muslim"), None: YesNo()}

    def agency(number, miles, radius, pounds, faith, languages, **fields):
        fee = None if pounds is None else Fee("year", pounds * 100)
        return an_offer(number, area=a_radius(3 * radius), fee=fee, lists={"faith": muslim[faith]},
                        languages=languages, **at_miles(3 * miles), **fields)  # fmt: skip

    syl, unregistered = yes("syl"), {"registered_for_personal_care": False}
    offers = [
        agency(1, 2.0, 10, 5200, None, syl),
        agency(2, 1.0, 5, 4800, True, YesNo()),
        agency(3, 0.5, 10, 4000, True, syl, kind="voluntary_organisation", **unregistered),
        a_personal_assistant(4, languages=syl, area=a_radius(30), fee=Fee("year", 460000), whole_miles=False,
                             employment="self_employed", lists={"faith": muslim[True]}, **at_miles(12)),
        agency(5, 1.0, 5, 4300, True, syl, kind="micro_provider", legal_form="company", **unregistered),
        agency(6, 6.0, 5, 4700, False, syl),
        agency(7, 1.0, 10, 4500, True, no("syl")),
        agency(8, 8.0, 15, None, False, syl),
    ]  # fmt: skip
    one_in_five = [an_offer(number, settings=("move_in",), lists={"faith": no("muslim")}, languages=no("syl"))
                   for number in range(11, 29)]  # fmt: skip
    return a_market(*offers, *one_in_five)


def test_the_mini_market_has_the_examples_tiers_utilities_and_order():
    market = the_mini_market()
    question = a_question(
        languages=("syl",), faith=("muslim",), budget=a_budget(pence=500000), must=frozenset({"languages"}),
        order=(("distance",), ("cost",), ("faith",)),
    )  # fmt: skip
    ranking = rank(question, market)
    confirmed, ask_first = numbers(market, ranking.confirmed), numbers(market, ranking.ask_first)
    assert (confirmed, ask_first) == ([4, 1, 8], [2])
    for e in (each for each in explain(question, market, market.all_rows()) if each.number in A14):
        tier, utility = A14[e.number]
        assert (e.number in confirmed, e.number in ask_first) == (tier == "confirmed", tier == "ask_first")
        found = weighed(values_of(e, ("distance", "cost", "faith")), (0.4, 0.35, 0.25))
        assert found == pytest.approx(utility, abs=1e-6)
