"""Grades by the written rules, on small made-up options: one table a rule."""

import pytest

from benchmarks.relevance.entries import Case
from benchmarks.relevance.grading import grade
from benchmarks.relevance.money import employer_cost
from directory.rates import rates_on
from directory.records import CostOption, Place, ServiceArea
from tests.builders import (
    a_care_home,
    a_community_group,
    a_home_care_agency,
    a_personal_assistant,
    within_miles,
)
from tests.journeys.market_in_memory import E1, TODAY, folded, needs_in

RATES = rates_on(TODAY)


def graded(claims, **question):
    return grade(
        Case({"needs": ["companionship"], "setting": ["go_to"], **question}, E1), folded(claims), RATES
    )


def lunch(**changes):
    """A free lunch club, a mile away unless told otherwise."""
    return a_community_group(
        **{"needs": [], "attributes": needs_in("go_to", "meals", "companionship"), **changes}
    )


def helper(**changes):
    """A self-employed assistant who comes to Whitechapel for £17.50 an hour."""
    usual = {"needs": [], "service_area": within_miles(5), "employment": "self_employed"}
    usual["attributes"] = needs_in("own_home", "personal_care", "companionship")
    return a_personal_assistant(**{**usual, **changes})


def at_home(claims, **question):
    return graded(claims, **{"needs": ["personal_care"], "setting": ["own_home"], **question}).grade


def miles_east(miles):
    return Place(int(E1.easting + miles * 1609.344), E1.northing, "postcode", "E1", "", "", "somewhere")


def test_all_the_help_near_and_free_is_the_best():
    assert graded(lunch()).grade == 3


def test_equal_questions_get_equal_grades_and_reasons():
    assert graded(lunch(), languages=["syl"]) == graded(lunch(), languages=["syl"])


def test_a_grade_is_explained_by_the_numbers_of_its_rules():
    told = graded(lunch(place=miles_east(4))).explained()
    assert told.splitlines()[0] == "grade 2"
    assert "rule 6: is 4.0 miles away (at most 2)" in told


def test_rule_1_ways_that_were_not_asked_for_do_not_count():
    assert graded(lunch(), setting=["own_home"]).grade == 0
    assert graded(lunch(setting=[])).grade == 2


def test_rule_2_what_a_service_usually_does_is_half_met():
    assert graded(lunch(attributes=needs_in("go_to", "meals"))).grade == 2
    assert graded(lunch(), needs=["nursing"]).grade == 0


@pytest.mark.parametrize(
    ("kind", "legal_form", "expected"),
    [
        ("micro_provider", "sole_trader", 3),
        ("micro_provider", None, 2),
        ("micro_provider", "company", 0),
        ("voluntary_organisation", "charity", 0),
        ("introductory_agency", "company", 2),
        ("personal_assistant", None, 3),
    ],
)
def test_rule_3_washing_at_home_counts_from_those_who_may(kind, legal_form, expected):
    assert at_home(helper(provider_kind=kind, legal_form=legal_form)) == expected


def test_rule_3_a_registered_agency_may():
    assert at_home(a_home_care_agency()) == 3


def test_rule_4_nursing_is_not_an_assistants():
    assert at_home(helper(attributes=needs_in("own_home", "nursing")), needs=["nursing"]) == 0


def test_rule_5_a_direct_payment_buys_a_break_in_a_care_home_and_no_more():
    home = a_care_home(place=miles_east(1))
    asked = {"needs": ["care_home"], "setting": ["move_in"]}
    assert graded(home, **asked).grade == 3
    assert graded(home, **asked, funding="direct_payment").grade == 0
    with_break = {"needs": ["care_home", "short_break"], "setting": ["move_in"], "funding": "direct_payment"}
    assert graded(home, **with_break).grade == 2


@pytest.mark.parametrize(("miles", "expected"), [(3, 3), (5, 2), (8, 1), (13, 0)])
def test_rule_6_how_far_people_go(miles, expected):
    assert graded(lunch(place=miles_east(miles))).grade == expected


@pytest.mark.parametrize(("miles", "expected"), [(5, 3), (8, 2), (10.5, 0)])
def test_rule_6_their_own_limit_of_ten_miles(miles, expected):
    assert graded(lunch(place=miles_east(miles)), within_miles=10).grade == expected


@pytest.mark.parametrize(
    ("area", "miles", "expected"),
    [
        (within_miles(5), 4, 3),
        (within_miles(5), 6, 0),
        (ServiceArea("outcodes", codes=("E1",)), 20, 3),
        (ServiceArea("councils", codes=("E09000001",)), 1, 0),
        (None, 5, 3),
        (None, 9, 1),
        (None, 11, 0),
    ],
)
def test_rule_7_who_comes(area, miles, expected):
    assert at_home(helper(service_area=area, place=miles_east(miles))) == expected


@pytest.mark.parametrize(("miles", "expected"), [(5, 3), (15, 2), (40, 1)])
def test_rule_8_a_home_is_visited(miles, expected):
    home = a_care_home(place=miles_east(miles))
    assert graded(home, needs=["care_home"], setting=["move_in"]).grade == expected


def test_rule_9_the_internet_has_no_miles():
    online = lunch(setting=["online"], attributes=needs_in("online", "companionship"), place=miles_east(200))
    assert graded(online, setting=["online"]).grade == 3


@pytest.mark.parametrize(
    ("bands", "expected"),
    [
        (["dementia"], 3),
        (["whole_population"], 3),
        (["carers"], 1),
        (["children"], 0),
        ([], 1),
        (["older_people"], 1),
    ],
)
def test_rules_10_and_11_for_whom_it_is(bands, expected):
    asked = {"user_bands": ["older_people", "dementia"]}
    assert graded(lunch(user_bands=bands), **asked).grade == expected


@pytest.mark.parametrize(
    ("languages", "expected"), [(["syl"], 3), (["ben"], 2), (["eng"], 1), (["syl", "ben"], 3)]
)
def test_rules_12_and_13_a_language_and_its_neighbour(languages, expected):
    assert at_home(helper(languages=languages), languages=["syl"]) == expected


@pytest.mark.parametrize(
    ("faith", "culture", "expected"),
    [
        (["muslim"], ["african"], 3),
        (["hindu"], ["african"], 2),
        ([], ["african"], 2),
        (["hindu"], ["irish"], 1),
    ],
)
def test_rule_14_what_was_made_for_others(faith, culture, expected):
    assert (
        graded(lunch(faith=faith, culture=culture), faith=["muslim"], culture=["african"]).grade == expected
    )


def test_rule_14_another_faith_keeps_up_nobodys_own():
    circle = lunch(attributes=needs_in("go_to", "faith_practice"), faith=["christian"])
    assert graded(circle, needs=["faith_practice"], faith=["christian"]).grade == 3
    assert graded(circle, needs=["faith_practice"], faith=["sikh"]).grade == 0


def test_rule_15_a_woman_counts_for_washing_only():
    man = helper(staff_gender=["male"], no={"staff_gender": ["female"]})
    assert at_home(man, staff_gender="female") == 1
    assert at_home(man, staff_gender="female", must=["staff_gender"]) == 0
    assert at_home(man, needs=["companionship"], staff_gender="female") == 3


def test_rule_16_steps_matter_where_one_goes():
    assert graded(lunch(), accessibility=["step_free"]).grade == 1
    assert graded(lunch(accessibility=["step_free"]), accessibility=["step_free"]).grade == 3
    assert at_home(helper(), accessibility=["step_free"]) == 3
    assert at_home(helper(), accessibility=["bsl"]) == 1


def test_rule_17_only_the_kinds_asked_for():
    assert graded(lunch(), provider_kinds=["volunteer_scheme"]).grade == 0


@pytest.mark.parametrize(
    ("most_an_hour", "must", "expected"),
    [(1750, [], 3), (1600, [], 2), (1500, [], 1), (800, [], 0), (1749, ["max_pence_per_hour"], 0)],
)
def test_rules_18_20_and_21_the_price_of_an_hour(most_an_hour, must, expected):
    assert at_home(helper(), budget={"max_pence_per_hour": most_an_hour}, must=must) == expected


def test_rule_18_a_session_is_three_hours_of_the_week():
    five_pounds = lunch(costs=(CostOption("session", 500),))
    year = {"per": "week", "hours_per_week": 6}
    assert graded(five_pounds, budget={**year, "pence": 1000}).grade == 3
    assert graded(five_pounds, budget={**year, "pence": 999}).grade == 2


def test_rule_19_an_employer_pays_more_than_wages():
    # 15.00 × 10 × 52 = 7,800; holiday 840; sick 120; below the pension trigger; 110 and 180.
    assert employer_cost(1500, 10, 52, RATES) == pytest.approx(905_000)
    limit = {"max_pence_per_hour": 1740, "hours_per_week": 10}
    assert at_home(helper(hourly_pence=1500, employment="employed"), budget=limit) == 2
    assert at_home(helper(hourly_pence=1500, employment=None), budget=limit) == 2
    assert at_home(helper(hourly_pence=1500), budget=limit) == 3


def test_rule_20_no_price_is_not_a_price_of_nothing():
    assert graded(lunch(costs=()), budget={"pence": 100, "hours_per_week": 1}).grade == 2


def test_rule_21_one_must_have_to_ask_and_two():
    asked = {"needs": ["companionship"], "languages": ["syl"], "diet": ["halal"], "faith": ["muslim"]}
    club = lunch(faith=["muslim"], diet=["halal"])
    assert graded(club, **asked, must=["languages"]).grade == 2
    assert graded(lunch(faith=["muslim"]), **asked, must=["languages", "diet"]).grade == 1


def test_rule_21_half_of_a_must_have_will_not_do():
    asked = {"diet": ["halal", "diabetic"]}
    assert graded(lunch(diet=["halal"]), **asked).grade == 3
    assert graded(lunch(diet=["halal"]), **asked, must=["diet"]).grade == 2
    assert graded(lunch(), needs=["companionship", "nursing"], must=["needs"]).grade == 1


@pytest.mark.parametrize(
    ("needs", "wishes_kept", "expected"),
    [(3, 2, 3), (3, 1, 2), (3, 0, 1), (2, 2, 2), (2, 1, 1), (1, 2, 1)],
)
def test_rules_22_to_24_help_and_fit_together(needs, wishes_kept, expected):
    asked = ["companionship", "meals", "peer_support", "advocacy"]
    kept = {"diet": ["halal"], "languages": ["syl"]}
    club = lunch(
        service_type=[],
        attributes=needs_in("go_to", *asked[:needs]),
        **dict(list(kept.items())[:wishes_kept]),
    )
    wanted = {**kept, "culture": ["arab"]}
    assert graded(club, needs=asked, **wanted).grade == expected


def test_rule_25_what_comes_first_weighs_most():
    asked = {"diet": ["halal"], "faith": ["muslim"], "languages": ["syl"]}
    club = lunch(faith=["muslim"], languages=["syl"])
    assert graded(club, **asked, order=["faith"]).grade == 3
    assert graded(club, **asked, order=["diet"]).grade == 2


def test_rule_26_the_lowest_limit_holds():
    assert graded(lunch(place=miles_east(8)), languages=["syl"], diet=["halal"], must=["diet"]).grade == 1


def test_rule_27_aspects_are_kinds_and_kept_wishes_of_what_is_worth_ringing():
    club = graded(lunch(diet=["halal"]), diet=["halal", "vegan"])
    assert club.aspects == ("kind:community_group", "diet:halal")
    assert graded(lunch(), diet=["halal"]).aspects == ()
