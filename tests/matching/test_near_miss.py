"""Nothing fits: what each relaxed must-have would bring, and what is never suggested."""

import pytest

from matching.near_miss import fewest_relaxations, relaxations
from matching.ranking import rank
from tests.matching.builders import (
    a_budget,
    a_care_home,
    a_lunch_club,
    a_market,
    a_personal_assistant,
    a_question,
    a_radius,
    no,
    yes,
)  # fmt: skip


def misses(question, *offers, **more):
    return {miss.relax: miss for miss in relaxations(rank(question, a_market(*offers)), **more)}


def test_a_longer_way_brings_in_places_and_says_how_far_they_are():
    question = a_question("meals", within_miles=2)
    near_misses = misses(question, a_lunch_club(1, miles_east=7), a_lunch_club(2, miles_east=4))
    miss = near_misses[("within_miles",)]
    assert (miss.confirmed, miss.ask_first) == (2, 0)
    assert miss.nearest_miles == pytest.approx((4, 7), abs=0.01)


def test_going_further_does_not_bring_in_whoever_travels_to_the_person_and_not_that_far():
    question = a_question("personal_care", within_miles=2)
    near_misses = misses(question, a_personal_assistant(miles_east=8, area=a_radius(5)))
    assert ("within_miles",) not in near_misses
    assert near_misses[("place",)].nearest_miles == (8,)


def test_a_limit_and_a_setting_nobody_stated_are_not_suggested_while_something_else_helps():
    question = a_question("personal_care", must=frozenset({"languages"}), languages=("syl",))
    offers = a_personal_assistant(1, miles_east=1), a_care_home(2)
    assert set(misses(question, *offers)) == {("languages",)}


def test_without_the_usual_settings_help_may_happen_anywhere():
    question = a_question("nursing")
    home = a_care_home(needs=yes("nursing"))
    (miss,) = fewest_relaxations(rank(question, a_market(home)))
    assert (miss.relax, miss.confirmed) == (("setting",), 1)


def test_where_no_one_must_have_is_to_blame_as_few_as_help_are_named():
    question = a_question(
        "meals",
        faith=("muslim",),
        diet=("halal",),
        budget=a_budget(max_pence_per_hour=100),
        must=frozenset({"faith", "diet", "max_pence_per_hour"}),
    )
    club = a_lunch_club(lists={**a_lunch_club().lists, "faith": no("muslim"), "diet": no("halal")})
    ranking = rank(question, a_market(club))
    assert relaxations(ranking, up_to=2) == []
    (miss,) = fewest_relaxations(ranking)
    assert (miss.relax, miss.confirmed) == (("diet", "faith", "max_pence_per_hour"), 1)


def test_where_only_a_safeguard_stands_in_the_way_nothing_is_suggested():
    question = a_question("care_home", funding="direct_payment", within_miles=5)
    assert fewest_relaxations(rank(question, a_market(a_care_home(miles_east=1)))) == []
