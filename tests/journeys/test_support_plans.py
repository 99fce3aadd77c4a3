"""A support plan of a small published market, from the question to costs, alternatives and what to ask."""

import pytest

from directory.errors import QuestionError
from directory.journeys.find_support import ask
from directory.journeys.plan_shapes import COST_LINES, PLAN_ASK_IDS
from directory.journeys.plan_wishes import PlanRequest, hours_wanted
from directory.journeys.support_plans import plan_support
from directory.journeys.support_question import support_needs
from directory.live_market import LiveMarket
from directory.rates import rates_on
from directory.records import Availability, CostOption
from directory.store.session import open_store
from matching.costs import annual_cost_pence
from tests.builders import a_community_group, a_home_care_agency, a_personal_assistant, within_miles
from tests.journeys.market_in_memory import TODAY, SmallGazetteer, a_small_market, folded, needs_in
from tests.journeys.small_market import ShortGazetteer

BUDGET = {"pence": 1_000_000, "per": "year", "hours_per_week": 10}
QUESTION = {"needs": ["personal_care", "companionship", "meals"], "place": "E1", "languages": ["syl"]}


@pytest.fixture(scope="module")
def opened(market_settings):
    return LiveMarket.open(market_settings), open_store(market_settings), ShortGazetteer()


@pytest.fixture(scope="module")
def planned(opened):
    return plan_support(*opened, {**QUESTION, "budget": BUDGET}, PlanRequest(what_ifs=True))


def an_assistant(source_id="pa", **changes):
    usual = {"needs": [], "attributes": needs_in("own_home", "personal_care", "companionship"),
             "service_area": within_miles(5), "hourly_pence": 1400}  # fmt: skip
    return folded(a_personal_assistant(source_id=source_id, **{**usual, **changes}))


def plan_of(tmp_path, options, question=None, request=None):
    live, store = a_small_market(tmp_path, options)
    asked = question or {"needs": ["personal_care"], "place": "E1", "budget": BUDGET}
    return plan_support(live, store, SmallGazetteer(), asked, request)


def names(plan):
    return {each.option.option.name for each in plan.options}


def test_every_hour_asked_for_is_covered_and_the_rest_of_the_money_told(planned):
    assert [(each.need, each.hours) for each in planned.needs] == [
        ("personal_care", 3.5), ("companionship", 3.5), ("meals", 3.0),
    ]  # fmt: skip
    assert planned.hours_from == "split"
    for plan in (planned.best, *planned.alternatives, *(point.plan for point in planned.frontier)):
        covered = {}
        for option in plan.options:
            for part in option.hours:
                covered[part.need] = covered.get(part.need, 0) + part.hours
        assert covered == {"personal_care": 3.5, "companionship": 3.5, "meals": 3.0}
        assert plan.left_pence == planned.budget_pence - plan.year_pence >= 0


def test_costs_add_up_by_the_year_and_by_the_week(planned):
    for plan in (planned.best, *planned.alternatives):
        shared = sum(line.year_pence for line in plan.shared_costs)
        assert plan.year_pence == sum(option.year_pence for option in plan.options) + shared
        assert plan.week_pence == sum(option.week_pence for option in plan.options)
        assert plan.week_pence == round(plan.year_pence / 52)
        for option in plan.options:
            assert option.year_pence == sum(line.year_pence for line in option.costs)
            assert option.week_pence == sum(line.week_pence for line in option.costs)
            assert {line.key for line in option.costs} <= set(COST_LINES)


def test_alternatives_are_others_and_the_frontier_ends_at_the_best(planned):
    sets = [names(plan) for plan in (planned.best, *planned.alternatives)]
    assert len(sets) == 4
    assert all(sets.count(each) == 1 for each in sets)
    assert [point.is_best for point in planned.frontier] == [False] * (len(planned.frontier) - 1) + [True]
    assert [point.year_pence for point in planned.frontier] == sorted(p.year_pence for p in planned.frontier)


def test_a_free_lunch_whose_hours_nobody_told_is_marked_and_asked_about(planned):
    lunch = next(each for each in planned.best.options if each.option.option.name == "Example Lunch Club")
    assert (lunch.hours_assumed, lunch.year_pence) == (True, 0)
    assert ("plan.ask_hours", {"hours": 3.0}) in [(each.id, each.values) for each in lunch.to_ask]
    assert {each.id for each in lunch.to_ask if each.id.startswith("plan.")} <= set(PLAN_ASK_IDS)


def test_who_has_no_known_price_or_no_room_is_left_out_and_said_so(planned):
    why = {each.option.option.name: each.why for each in planned.left_out}
    assert why["Rita, Bow"] == "price_unknown"
    assert "Tom, Bow" not in {each.option.name for each in planned.considered}


def test_what_ifs_are_of_money_and_of_each_needs_hours(planned):
    assert [(each.kind, each.need, each.value) for each in planned.what_ifs] == [
        ("budget", None, 900_000), ("budget", None, 1_100_000),
        ("hours", "personal_care", 2.5), ("hours", "personal_care", 4.5),
        ("hours", "companionship", 2.5), ("hours", "companionship", 4.5),
        ("hours", "meals", 2.0), ("hours", "meals", 4.0),
    ]  # fmt: skip
    more = next(each for each in planned.what_ifs if each.value == 4.5)
    assert more.possible and more.pence > planned.best.year_pence


def test_a_shortlist_is_chosen_among_and_nothing_else(opened):
    answer = ask(*opened, {**QUESTION, "varied": False})
    by_name = {each.option.name: each.option.option_id for each in (*answer.confirmed, *answer.ask_first)}
    chosen = tuple(by_name[name] for name in ("Tom, Bow", "Amina, Bow", "Rita, Bow", "Example Lunch Club"))
    told = plan_support(*opened, {**QUESTION, "budget": BUDGET}, PlanRequest(options=chosen))
    assert names(told.best) == {"Amina, Bow", "Example Lunch Club"}
    why = {each.option.option.name: each.why for each in told.left_out}
    assert why == {"Tom, Bow": "full", "Rita, Bow": "price_unknown"}


def test_whoever_is_kept_is_in_every_plan_and_an_unknown_price_is_said_to_be_missing(opened):
    answer = ask(*opened, {**QUESTION, "varied": False})
    rita = next(o.option.option_id for o in (*answer.confirmed, *answer.ask_first) if "Rita" in o.option.name)
    told = plan_support(*opened, {**QUESTION, "budget": BUDGET}, PlanRequest(pinned=(rita,)))
    assert all("Rita, Bow" in names(plan) for plan in (told.best, *told.alternatives))
    assert not told.best.complete
    line = next(each for each in told.best.options if each.option.option.name == "Rita, Bow")
    assert (line.price_known, line.pinned, line.year_pence) == (False, True, 0)
    assert "plan.ask_price" in {each.id for each in line.to_ask}


def test_whoever_is_left_out_by_wish_is_in_no_plan(opened, planned):
    first = planned.best.options[0].option.option
    told = plan_support(*opened, {**QUESTION, "budget": BUDGET}, PlanRequest(forbidden=(first.option_id,)))
    assert all(first.name not in names(plan) for plan in (told.best, *told.alternatives))


def test_too_little_money_is_told_with_the_least_it_costs_and_which_need_drives_it(opened):
    told = plan_support(*opened, {**QUESTION, "budget": BUDGET}, PlanRequest(budget_pence=200_000))
    assert told.best is None
    shortage = told.shortage
    assert (shortage.kind, shortage.driver) == ("over_budget", "personal_care")
    assert shortage.short_pence == shortage.cheapest.year_pence - 200_000 > 0
    assert dict(shortage.saves)["personal_care"] == max(dict(shortage.saves).values())
    assert {each.need for each in shortage.missing} <= {"personal_care", "companionship"}
    enough = PlanRequest(budget_pence=shortage.cheapest.year_pence)
    assert plan_support(*opened, {**QUESTION, "budget": BUDGET}, enough).best is not None


def test_a_need_that_nobody_near_can_meet_is_named(opened):
    unbuyable = {"needs": ["personal_care", "nursing"], "funding": "direct_payment", "budget": BUDGET}
    told = plan_support(*opened, {**QUESTION, **unbuyable})
    assert (told.shortage.kind, [each.need for each in told.shortage.missing]) == ("not_covered", ["nursing"])


def test_a_must_have_of_the_whole_budget_does_not_bar_who_gives_some_of_the_hours(opened):
    strict = {**QUESTION, "budget": {**BUDGET, "pence": 500_000}, "must": ["budget", "needs"]}
    told = plan_support(*opened, strict)
    assert told.best.year_pence <= 500_000


def test_an_employed_assistant_is_costed_to_the_penny_with_each_line(tmp_path):
    best = plan_of(tmp_path, [an_assistant(employment="employed")]).best
    rates = rates_on(TODAY)
    assert best.year_pence == round(annual_cost_pence([14000], 1.0, 52, rates)[0])
    assert [line.key for line in best.options[0].costs] == [
        "wages", "holiday_cover", "sick_pay", "pension", "insurance", "payroll",
    ]  # fmt: skip


def test_an_assistant_whose_status_is_unknown_shows_both_costs_and_the_dearer_counts(tmp_path):
    best = plan_of(tmp_path, [an_assistant(employment=None)]).best
    least, most = best.options[0].year_range
    assert least == 1400 * 10 * 52 < most == best.year_pence
    asked = {each.id: each.values for each in best.options[0].to_ask}
    assert asked["plan.ask_employment"] == {"low_pence": least, "high_pence": most}


def test_nobody_gives_more_hours_than_they_say_they_have(tmp_path):
    busy = an_assistant("busy", availability=Availability(taking_new=True, hours_free=4), hourly_pence=1300)
    free = an_assistant("free", hourly_pence=1900, name="Dear, Bow")
    question = {"needs": ["personal_care"], "place": "E1", "budget": {**BUDGET, "pence": 2_000_000}}
    best = plan_of(tmp_path, [busy, free], question).best
    hours = {each.option.option.option_number: each.hours_in_all for each in best.options}
    assert hours.get(busy.option_number, 0) <= 4
    assert sum(each.hours_in_all for each in best.options) == 10


def test_of_an_agency_one_may_ask_for_what_it_does_not_say_and_of_a_group_not(tmp_path):
    group = folded(a_community_group(needs=[], attributes=needs_in("go_to", "companionship")))
    question = {"needs": ["companionship", "meals"], "place": "E1", "budget": {**BUDGET, "pence": 5_000_000}}
    alone = plan_of(tmp_path / "alone", [group], question)
    assert [each.need for each in alone.shortage.missing] == ["meals"]
    agency = folded(
        a_home_care_agency(costs=(CostOption("hour", 2500),), place=a_community_group().place),
        source="cqc-directory",
    )
    both = plan_of(tmp_path / "both", [group, agency], question).best
    asked = {each.option.option.name: each.ask_first for each in both.options}
    assert "meals" in asked["Example Home Care"]
    assert asked.get("Example Lunch Club", ()) == ()


def test_a_lunch_club_may_not_wash_anybody_in_a_plan_either(tmp_path):
    club = folded(a_community_group(
        needs=[], attributes=needs_in("own_home", "personal_care", "companionship"), legal_form="company",
        setting=["own_home"],
    ))  # fmt: skip
    told = plan_of(tmp_path, [club])
    assert told.best is None
    assert told.shortage.kind == "not_covered"


def test_a_direct_payment_buys_no_nursing_in_a_plan(tmp_path):
    agency = folded(a_home_care_agency(
        attributes=needs_in("own_home", "nursing", "personal_care"), costs=(CostOption("hour", 2500),),
        place=a_community_group().place, service_area=within_miles(10),
    ))  # fmt: skip
    question = {
        "needs": ["personal_care", "nursing"],
        "place": "E1",
        "budget": {**BUDGET, "pence": 5_000_000},
    }
    assert plan_of(tmp_path / "own", [agency], question).best is not None
    paid = plan_of(tmp_path / "paid", [agency], {**question, "funding": "direct_payment"})
    assert [(each.need, each.hours) for each in paid.shortage.missing] == [("nursing", 5.0)]


def test_whoever_was_hidden_since_the_market_was_published_is_in_no_plan(tmp_path):
    hidden, seen = an_assistant("hidden"), an_assistant("seen", hourly_pence=1500)
    live, store = a_small_market(tmp_path, [hidden, seen])
    store.hide(hidden)
    told = plan_support(live, store, SmallGazetteer(), {"needs": ["personal_care"], "place": "E1"})
    assert [each.option.option.option_number for each in told.best.options] == [seen.option_number]
    assert told.budget_pence is None and told.best.left_pence is None


@pytest.mark.parametrize(
    ("question", "hours", "source"),
    [
        ({"needs": ["personal_care", "meals"]}, {"personal_care": 5, "meals": 5}, "assumed"),
        ({"needs": ["personal_care", "meals"], "budget": {"hours_per_week": 6.5}},
         {"personal_care": 3.5, "meals": 3}, "split"),
        ({"needs": ["meals", "care_home", "advocacy"]}, {"meals": 10}, "assumed"),
        ({"needs": ["meals"], "visits": {"per_day": 2, "minutes": 30}}, {"meals": 7}, "split"),
        ({"needs": ["meals", "shopping", "companionship"], "budget": {"hours_per_week": 0.5}},
         {"meals": 0.5, "shopping": 0.5, "companionship": 0.5}, "split"),
    ],
)  # fmt: skip
def test_hours_that_nobody_stated_are_shared_out_and_said_to_be(question, hours, source):
    needs, _ = support_needs(question, None)
    assert hours_wanted(needs, PlanRequest()) == (hours, source)


@pytest.mark.parametrize(
    ("request_", "field"),
    [
        (PlanRequest(hours={"nursing": 3}), "hours.nursing"),
        (PlanRequest(hours={"personal_care": 0.3}), "hours.personal_care"),
        (PlanRequest(hours={"personal_care": -1}), "hours.personal_care"),
        (PlanRequest(hours={"personal_care": float("nan")}), "hours.personal_care"),
        (PlanRequest(hours={"personal_care": 0}), "hours"),
        (PlanRequest(pinned=("nobody",)), "pinned"),
        (PlanRequest(budget_pence=-5), "budget_pence"),
    ],
)
def test_a_request_that_means_nothing_is_refused_by_field_with_a_remedy(opened, request_, field):
    with pytest.raises(QuestionError) as refused:
        plan_support(*opened, QUESTION, request_)
    assert (refused.value.field, bool(refused.value.remedy)) == (field, True)


@pytest.mark.parametrize("need", ["care_home", "advocacy"])
def test_what_is_not_bought_by_the_hour_has_no_plan(opened, need):
    with pytest.raises(QuestionError, match="by the hour"):
        plan_support(*opened, {"needs": [need]})


def test_one_person_kept_and_left_out_at_once_is_refused(opened, planned):
    first = planned.best.options[0].option.option.option_id
    with pytest.raises(QuestionError, match="both kept and left out"):
        plan_support(*opened, QUESTION, PlanRequest(pinned=(first,), forbidden=(first,)))
