"""Must-haves: who is confirmed, who must be asked first, who is out."""

from dataclasses import replace

import numpy as np
import pytest

from matching.offers import Area, Fee, YesNo
from matching.ranking import explain, rank
from matching.verdict import NO, UNKNOWN, YES, Answers, all_of, any_of
from tests.matching.builders import (
    a_budget,
    a_care_home,
    a_lunch_club,
    a_market,
    a_personal_assistant,
    a_question,
    a_radius,
    an_offer,
    no,
    numbers,
    yes,
)  # fmt: skip


def tiers(question, *offers):
    ranking = rank(question, a_market(*offers))
    return numbers(ranking.snapshot, ranking.confirmed), numbers(ranking.snapshot, ranking.ask_first)


def tier(question, offer):
    confirmed, ask_first = tiers(question, offer)
    return "confirmed" if confirmed else "ask_first" if ask_first else "excluded"


@pytest.mark.parametrize("a", [NO, UNKNOWN, YES])
@pytest.mark.parametrize("b", [NO, UNKNOWN, YES])
def test_kleene_and_is_the_worse_and_or_the_better(a, b):
    left, right = (Answers(np.array([each == YES]), np.array([each != NO])) for each in (a, b))
    assert all_of([left, right]).verdicts().tolist() == [min(a, b)]
    assert any_of([left, right]).verdicts().tolist() == [max(a, b)]


@pytest.mark.parametrize(
    ("answer", "expected"),
    [(yes("muslim"), "confirmed"), (YesNo(), "ask_first"), (no("muslim"), "excluded"),
     (YesNo(frozenset({"jewish"}), complete=True), "excluded")],
)  # fmt: skip
def test_a_demanded_faith_confirms_asks_or_excludes(answer, expected):
    question = a_question(faith=("muslim",), must=frozenset({"faith"}))
    assert tier(question, an_offer(lists={"faith": answer})) == expected


def test_a_wish_that_is_no_must_have_excludes_nobody():
    assert tier(a_question(faith=("muslim",)), an_offer(lists={"faith": no("muslim")})) == "confirmed"


def test_every_confirmed_option_precedes_every_ask_first_whatever_its_utility():
    question = a_question(languages=("syl",), must=frozenset({"languages"}))
    far_but_sure = an_offer(1, miles_east=9, languages=yes("syl"), fee=Fee("hour", 9900))
    near_but_unsure = an_offer(2, miles_east=0)
    assert tiers(question, near_but_unsure, far_but_sure) == ([1], [2])


def test_the_office_of_an_agency_is_never_held_against_it():
    assert tier(a_question(within_miles=1), an_offer(miles_east=8, area=a_radius(20))) == "confirmed"


@pytest.mark.parametrize(
    ("area", "miles", "expected"),
    [
        (a_radius(5), 4, "confirmed"),
        (a_radius(5), 6, "excluded"),
        (Area("outcodes", codes=("E1", "E2")), 30, "confirmed"),
        (Area("outcodes", codes=("E3",)), 0, "excluded"),
        (Area("councils", codes=("E09000030",)), 30, "confirmed"),
        (Area("councils", codes=("E09000025",)), 0, "excluded"),
        (Area("national"), 300, "confirmed"),
        (None, 9, "confirmed"),
        (None, 11, "ask_first"),
    ],
)
def test_a_visiting_provider_is_judged_by_its_area(area, miles, expected):
    assert tier(a_question(), an_offer(miles_east=miles, area=area)) == expected


@pytest.mark.parametrize(("miles", "expected"), [(5, "confirmed"), (6, "ask_first")])
def test_a_personal_assistant_who_names_no_area_is_taken_to_travel_five_miles(miles, expected):
    assert tier(a_question(), a_personal_assistant(miles_east=miles)) == expected


def test_a_live_in_worker_comes_from_anywhere():
    far = an_offer(miles_east=200, needs=yes("live_in", "companionship"))
    assert tier(a_question("live_in"), far) == "confirmed"
    assert tier(a_question("companionship"), far) == "ask_first"


@pytest.mark.parametrize(("miles", "expected"), [(2, "confirmed"), (4, "excluded"), (None, "ask_first")])
def test_a_place_to_go_to_must_be_within_the_miles_stated(miles, expected):
    question = a_question("companionship", within_miles=3, setting=("go_to",))
    assert tier(question, a_lunch_club(miles_east=miles)) == expected


def test_a_care_home_does_not_flood_a_search_for_help_at_home():
    assert tier(a_question("personal_care"), a_care_home()) == "excluded"
    assert tier(a_question("care_home"), a_care_home()) == "confirmed"


@pytest.mark.parametrize(
    ("kind", "registered", "legal_form", "expected"),
    [
        ("regulated_provider", True, None, "confirmed"),
        ("personal_assistant", False, None, "confirmed"),
        ("introductory_agency", False, "company", "confirmed"),
        ("micro_provider", False, "sole_trader", "confirmed"),
        ("micro_provider", False, None, "ask_first"),
        ("micro_provider", False, "company", "excluded"),
        ("micro_provider", True, "company", "confirmed"),
        ("voluntary_organisation", False, "charity", "excluded"),
        ("community_group", False, None, "excluded"),
        ("volunteer_scheme", False, None, "excluded"),
    ],
)
def test_personal_care_at_home_is_only_from_those_who_may_lawfully_give_it(
    kind, registered, legal_form, expected
):
    offer = an_offer(kind=kind, registered_for_personal_care=registered, legal_form=legal_form)
    assert tier(a_question("personal_care"), offer) == expected


def test_an_unregistered_group_still_counts_for_what_it_may_do():
    group = an_offer(kind="community_group", registered_for_personal_care=False,
                     needs=yes("personal_care", "companionship"))  # fmt: skip
    question = a_question("personal_care", "companionship")
    assert tier(question, group) == "confirmed"
    needs = explain(question, a_market(group), a_market(group).all_rows())[0].outcomes[0].reason
    assert needs.values["safeguards"] == {"personal_care": "personal_care_unregistered"}
    assert needs.values["yes"] == ["companionship"]


@pytest.mark.parametrize(
    ("kind", "registered", "expected"),
    [
        ("regulated_provider", True, "confirmed"),
        ("regulated_provider", False, "ask_first"),
        ("voluntary_organisation", False, "excluded"),
    ],
)
def test_personal_care_where_a_person_moves_in_is_only_from_those_registered_to_give_it(
    kind, registered, expected
):
    home = a_care_home(kind=kind, registered_for_personal_care=False, registered_where_people_live=registered)
    assert tier(a_question("personal_care", setting=("move_in",)), home) == expected


def test_a_care_homes_registration_does_not_reach_into_other_peoples_homes():
    visits_too = a_care_home(settings=("own_home", "move_in"), registered_for_personal_care=False,
                             registered_where_people_live=True)  # fmt: skip
    assert tier(a_question("personal_care", setting=("own_home",)), visits_too) == "ask_first"


@pytest.mark.parametrize(("need", "expected"), [("care_home", "excluded"), ("personal_care", "confirmed")])
def test_a_direct_payment_buys_a_home_that_also_visits_for_its_visits_only(need, expected):
    home = a_care_home(settings=("own_home", "move_in"))
    question = a_question(need, setting=("own_home", "move_in"), funding="direct_payment")
    assert tier(question, home) == expected


def test_personal_care_at_a_day_place_is_a_question_to_ask():
    club = a_lunch_club(needs=yes("personal_care"))
    assert tier(a_question("personal_care"), club) == "ask_first"


@pytest.mark.parametrize(
    ("offer", "need", "expected"),
    [
        (a_care_home(), "care_home", "excluded"),
        (a_care_home(needs=yes("short_break")), "short_break", "confirmed"),
        (an_offer(needs=yes("nursing")), "nursing", "excluded"),
        (an_offer(kind="nhs_service"), "personal_care", "excluded"),
        (an_offer(kind="council_service"), "personal_care", "ask_first"),
        (an_offer(), "personal_care", "confirmed"),
    ],
)
def test_a_direct_payment_buys_only_what_the_law_lets_it(offer, need, expected):
    question = a_question(need, setting=("own_home", "move_in"), funding="direct_payment")
    assert tier(question, offer) == expected


def test_one_need_met_makes_an_option_unless_all_are_demanded():
    only_one = an_offer(needs=YesNo(frozenset({"personal_care"}), frozenset({"meals"})))
    assert tier(a_question("personal_care", "meals"), only_one) == "confirmed"
    assert tier(a_question("personal_care", "meals", must=frozenset({"needs"})), only_one) == "excluded"


def test_needs_that_nobody_has_answered_are_asked_about():
    assert tier(a_question("meals"), an_offer(needs=yes("personal_care"))) == "ask_first"


def test_kinds_of_provider_stated_are_the_only_ones():
    question = a_question(provider_kinds=("personal_assistant",))
    assert tiers(question, an_offer(1), a_personal_assistant(2)) == ([2], [])


def test_a_wish_for_a_woman_counts_for_personal_care_only():
    worker = an_offer(needs=yes("personal_care", "meals"), lists={"staff_gender": no("female")})
    must = frozenset({"staff_gender"})
    assert tier(a_question("personal_care", staff_gender="female", must=must), worker) == "excluded"
    assert tier(a_question("meals", staff_gender="female", must=must), worker) == "confirmed"
    outcomes = explain(
        a_question("meals", staff_gender="female"), a_market(worker), a_market(worker).all_rows()
    )
    verdicts = {o.criterion: o.verdict for o in outcomes[0].outcomes}
    assert verdicts["staff_gender"] == "not_applicable"


@pytest.mark.parametrize(
    ("fee", "expected"),
    [(Fee("hour", 1800), "confirmed"), (Fee("hour", 1801), "excluded"), (Fee("hour", None), "ask_first"),
     (None, "ask_first"), (Fee("visit", 900), "confirmed"), (Fee("free", None), "confirmed")],
)  # fmt: skip
def test_the_most_an_hour_may_cost_is_inclusive(fee, expected):
    question = a_question(budget=a_budget(max_pence_per_hour=1800), must=frozenset({"max_pence_per_hour"}))
    assert tier(question, an_offer(fee=fee)) == expected


@pytest.mark.parametrize(("pence", "expected"), [(936000, "confirmed"), (935999, "excluded")])
def test_affordable_means_the_years_cost_is_within_the_budget(pence, expected):
    budget = a_budget(pence=pence, hours_per_week=10, weeks_per_year=52)
    assert (
        tier(a_question(budget=budget, must=frozenset({"budget"})), an_offer(fee=Fee("hour", 1800)))
        == expected
    )


def test_an_assistant_whose_status_is_not_known_is_asked_about_where_the_costs_straddle_the_limit():
    question = a_question(budget=a_budget(max_pence_per_hour=1600, hours_per_week=10, pence=None),
                          must=frozenset({"max_pence_per_hour"}))  # fmt: skip
    assert (
        tier(question, a_personal_assistant(employment="self_employed", fee=Fee("hour", 1500))) == "confirmed"
    )
    assert tier(question, a_personal_assistant(employment="employed", fee=Fee("hour", 1500))) == "excluded"
    assert tier(question, a_personal_assistant(employment=None, fee=Fee("hour", 1500))) == "ask_first"


def test_closeness_of_languages_never_meets_a_must_have():
    bengali = a_personal_assistant(languages=YesNo(frozenset({"ben"}), complete=True))
    assert tier(a_question(languages=("syl",), must=frozenset({"languages"})), bengali) == "excluded"


def test_a_home_that_also_visits_is_as_far_as_the_home_is_for_someone_who_wants_to_move_in():
    both = an_offer(
        miles_east=9,
        settings=("own_home", "move_in"),
        needs=yes("personal_care"),
        lists={"service_type": yes("care_home", "home_care")},
    )
    living_there = {**both.needs, "move_in": yes("care_home", "personal_care")}
    market = a_market(replace(both, needs=living_there))
    moving = explain(a_question("care_home", within_miles=20), market, market.all_rows())[0]
    staying = explain(a_question("personal_care"), market, market.all_rows())[0]
    contributions = [next(o for o in e.outcomes if o.criterion == "distance") for e in (moving, staying)]
    assert contributions[0].contribution == pytest.approx(contributions[0].weight * 2**-3, abs=1e-4)
    assert contributions[1].contribution == pytest.approx(contributions[1].weight * 2 ** (-9 / 15), abs=1e-4)
    assert tier(a_question("care_home", within_miles=5), replace(both, needs=living_there)) == "excluded"


def test_what_a_place_too_far_away_does_is_not_counted_for_whoever_is_visited():
    both = an_offer(
        miles_east=8,
        settings=("own_home", "go_to"),
        lists={},
        area=a_radius(20),
    )
    offers = {"own_home": yes("companionship"), "go_to": yes("meals")}
    market = a_market(replace(both, needs=offers))
    near = explain(a_question("companionship", "meals", within_miles=10), market, market.all_rows())[0]
    far = explain(a_question("companionship", "meals", within_miles=5), market, market.all_rows())[0]
    assert near.outcomes[0].reason.values["yes"] == ["companionship", "meals"]
    assert far.outcomes[0].reason.values["yes"] == ["companionship"]


def test_a_place_within_reach_is_asked_about_where_visits_do_not_come():
    both = an_offer(miles_east=2, settings=("own_home", "go_to"), area=a_radius(1))
    offers = {"own_home": yes("meals"), "go_to": YesNo()}
    assert tier(a_question("meals", within_miles=5), replace(both, needs=offers)) == "ask_first"
