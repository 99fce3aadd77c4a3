"""Whether they can begin in time, have room for the hours, and can keep the visits."""

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching import planes
from matching.case import Case
from matching.criteria.availability import item_answers
from matching.needs import NeedsError, Visits
from matching.ranking import explain, rank
from matching.verdict import NAMES, NO, YES
from tests.matching.builders import (
    a_budget,
    a_market,
    a_personal_assistant,
    a_question,
    an_offer,
    numbers,
)

TODAY = date(2026, 11, 21)
START = date(2027, 1, 4)


def verdicts(question, offer):
    case = Case.of_rows(question, a_market(offer), np.array([0]))
    return {item: NAMES[int(given.verdicts()[0])] for item, given in item_answers(case).items()}


def outcome(question, offer):
    market = a_market(offer)
    return next(
        o for o in explain(question, market, market.all_rows())[0].outcomes if o.criterion == "availability"
    )


def value(question, offer):
    found = outcome(question, offer)
    return found.contribution / found.weight


STARTS = [
    ("full, or a waiting list", {"taking_new": False}, "no"),
    ("full, whatever the date", {"taking_new": False, "available_from": date(2026, 12, 1)}, "no"),
    ("free before the start", {"available_from": date(2026, 12, 1)}, "yes"),
    ("free on the day", {"available_from": START}, "yes"),
    ("free a day too late", {"available_from": START + timedelta(days=1)}, "no"),
    ("taking new people, too late", {"taking_new": True, "available_from": date(2027, 2, 1)}, "no"),
    ("taking new people, no date", {"taking_new": True}, "yes"),
    ("nothing is said", {}, "unknown"),
]


@pytest.mark.parametrize(("fields", "expected"), [row[1:] for row in STARTS], ids=[row[0] for row in STARTS])
def test_whether_they_can_begin_in_time(fields, expected):
    assert verdicts(a_question(start=START), an_offer(**fields)) == {"start": expected}


def test_a_start_that_has_passed_is_today():
    question = a_question(start=date(2026, 9, 1))
    assert verdicts(question, an_offer(available_from=date(2026, 11, 1))) == {"start": "yes"}
    assert verdicts(question, an_offer(available_from=TODAY + timedelta(days=1))) == {"start": "no"}


ITEMS = [
    ("room for the hours", {"hours_per_week": 10}, None, {"hours_free": 10}, {"room": "yes"}),
    ("too few hours", {"hours_per_week": 10}, None, {"hours_free": 9.5}, {"room": "no"}),
    ("hours not known", {"hours_per_week": 10}, None, {}, {"room": "unknown"}),
    ("no hours stated", {}, None, {"hours_free": 3}, {}),
    (
        "hours that the visits come to",
        {},
        Visits(4, 30),
        {"hours_free": 14, "shortest_visit_minutes": 30, "most_visits_a_day": 4},
        {"room": "yes", "visit_length": "yes", "visits_a_day": "yes"},
    ),
    (
        "two workers are twice the hours",
        {},
        Visits(4, 30, 2),
        {"hours_free": 27, "two_workers": True},
        {"room": "no", "visit_length": "unknown", "visits_a_day": "unknown", "two_workers": "yes"},
    ),
    (
        "stated hours before the visits'",
        {"hours_per_week": 5},
        Visits(4, 30),
        {"hours_free": 5},
        {"room": "yes", "visit_length": "unknown", "visits_a_day": "unknown"},
    ),
    (
        "visits too short for them",
        {},
        Visits(minutes=15),
        {"shortest_visit_minutes": 30},
        {"visit_length": "no"},
    ),
    ("visits too many", {}, Visits(per_day=4), {"most_visits_a_day": 2}, {"visits_a_day": "no"}),
    ("two workers, nothing said", {}, Visits(workers=2), {}, {"two_workers": "unknown"}),
    ("two workers, no", {}, Visits(workers=2), {"two_workers": False}, {"two_workers": "no"}),
]


@pytest.mark.parametrize(
    ("budget", "visits", "fields", "expected"), [row[1:] for row in ITEMS], ids=[row[0] for row in ITEMS]
)
def test_room_and_visits_are_judged_item_by_item(budget, visits, fields, expected):
    question = a_question(start=START, visits=visits, budget=a_budget(**budget))
    expected = {"start": "unknown", **expected}
    assert verdicts(question, an_offer(**fields)) == expected


@pytest.mark.parametrize(("said", "expected"), [(None, "no"), (True, "yes"), (False, "no")])
def test_one_person_is_not_two_workers_unless_they_say_so(said, expected):
    question = a_question(visits=Visits(workers=2))
    assert verdicts(question, a_personal_assistant(two_workers=said)) == {"two_workers": expected}


@pytest.mark.parametrize("visits", [None, Visits(), Visits(workers=1)])
def test_without_a_start_or_visits_nothing_is_weighed(visits):
    plain = a_question(budget=a_budget(hours_per_week=10, pence=10**6))
    question = a_question(budget=plain.budget, visits=visits)
    assert question.weights() == plain.weights()
    assert "availability" not in question.weights()
    market = a_market(an_offer(hours_free=1, taking_new=False))
    assert [o.criterion for o in explain(question, market, market.all_rows())[0].outcomes] == [
        o.criterion for o in explain(plain, market, market.all_rows())[0].outcomes
    ]


def test_an_unknown_item_is_worth_half_and_the_value_is_the_mean():
    question = a_question(start=START, visits=Visits(minutes=30))
    assert value(question, an_offer()) == pytest.approx(0.5)
    assert value(question, an_offer(taking_new=True)) == pytest.approx(0.75)
    assert value(question, an_offer(taking_new=True, shortest_visit_minutes=60)) == pytest.approx(0.5)
    assert value(question, an_offer(taking_new=True, shortest_visit_minutes=30)) == pytest.approx(1)


@pytest.mark.parametrize(
    ("fields", "tier"),
    [
        ({"taking_new": True, "shortest_visit_minutes": 15}, "confirmed"),
        ({"taking_new": True}, "ask_first"),
        ({"taking_new": True, "shortest_visit_minutes": 60}, "excluded"),
    ],
)
def test_as_a_must_have_every_item_counts(fields, tier):
    must = frozenset({"availability"})
    question = a_question(start=START, visits=Visits(minutes=30), must=must)
    ranking = rank(question, a_market(an_offer(**fields)))
    found = "confirmed" if len(ranking.confirmed) else "ask_first" if len(ranking.ask_first) else "excluded"
    assert found == tier


def test_the_reason_names_items_and_figures():
    question = a_question(start=START, visits=Visits(4, 30))
    offer = an_offer(
        available_from=date(2027, 2, 1), taking_new=True, shortest_visit_minutes=45, most_visits_a_day=6
    )
    reason = outcome(question, offer).reason
    assert reason.id == "availability.some"
    assert reason.values == {
        "no": ["start", "visit_length"],
        "unknown": ["room"],
        "yes": ["visits_a_day"],
        "start": "2027-01-04",
        "hours_per_week": 14,
        "minutes": 30,
        "per_day": 4,
        "workers": None,
        "free_now": False,
        "available_from": "2027-02-01",
        "taking_new": "yes",
        "hours_free": None,
        "shortest_visit_minutes": 45,
        "most_visits_a_day": 6,
    }


@pytest.mark.parametrize(
    ("visits", "field"),
    [
        (Visits(per_day=0), "visits.per_day"),
        (Visits(minutes=4), "visits.minutes"),
        (Visits(minutes=1441), "visits.minutes"),
        (Visits(minutes=30.5), "visits.minutes"),
        (Visits(minutes=float("nan")), "visits.minutes"),
        (Visits(workers=3), "visits.workers"),
        (Visits(per_day=5, minutes=300), "visits"),
    ],
)
def test_visits_that_cannot_be_are_refused_by_name(visits, field):
    with pytest.raises(NeedsError) as refusal:
        a_question(visits=visits)
    assert (refusal.value.field, refusal.value.code) == (field, "out_of_range")


def test_availability_can_be_a_must_have_only_where_it_is_stated():
    with pytest.raises(NeedsError, match="isn't stated"):
        a_question(must=frozenset({"availability"}), budget=a_budget(hours_per_week=4))


def test_a_whole_market_is_judged_as_its_options_one_by_one():
    question = a_question(start=START, visits=Visits(2, 30, 2), must=frozenset({"availability"}))
    says = [None, True, False]
    market = a_market(
        *(
            (an_offer, a_personal_assistant)[n % 2](
                n,
                taking_new=says[n % 3],
                two_workers=says[n // 3 % 3],
                hours_free=[None, 14, 3][n // 9 % 3],
                shortest_visit_minutes=[None, 30, 60][n // 27 % 3],
                most_visits_a_day=2,
            )
            for n in range(1, 163)
        )
    )
    ranking = rank(question, market)
    (answers,) = [ranking.judgement.answers(d) for d in ranking.demands if d.key == "availability"]
    one_by_one = item_answers(Case.of_rows(question, market, market.all_rows()))
    expected = np.min([given.verdicts() for given in one_by_one.values()], axis=0)
    assert set(expected.tolist()) == {0, 1, 2}
    assert planes.unpack(answers.yes, len(market)).tolist() == (expected == YES).tolist()
    assert planes.unpack(answers.may, len(market)).tolist() == (expected != NO).tolist()


FREE = st.sampled_from([{"taking_new": True}, {"available_from": TODAY}, {"available_from": START}])
NOT_FREE = st.sampled_from(
    [{"taking_new": False}, {"available_from": START + timedelta(days=1)}, {"available_from": date.max}]
)


@settings(max_examples=12, deadline=None)
@given(
    FREE,
    NOT_FREE,
    st.sampled_from([None, Visits(2, 30), Visits(workers=2)]),
    st.sampled_from([an_offer, a_personal_assistant]),
    st.permutations([1, 2, 3]),
)
def test_who_is_surely_free_never_stands_below_a_twin_who_is_not_and_unknown_is_between(
    free, not_free, visits, twin, ids
):
    question = a_question(start=START, visits=visits)
    sure, unknown, surely_not = ids
    market = a_market(twin(sure, **free), twin(unknown), twin(surely_not, **not_free))
    ranking = rank(question, market)
    assert numbers(market, ranking.confirmed) == [sure, unknown, surely_not]
