"""Reasons in words: codes by their labels, money in pounds, no more exact than what is known."""

import pytest

from directory.journeys.find_support import REASON_IDS
from directory.web.near_miss_words import near_miss
from directory.web.plain_words import counted, long_date, miles, pounds
from directory.web.wording import sentence, told_apart
from matching.near_miss import NearMiss
from matching.verdict import Reason

LISTED_CODES = {
    "languages": ["syl", "pol"],
    "faith": ["muslim"],
    "culture": ["bangladeshi"],
    "diet": ["halal"],
    "staff_gender": ["female"],
    "lgbt_affirming": ["lgbt_affirming"],
    "accessibility": ["step_free"],
    "times": ["weekday_morning"],
    "user_bands": ["dementia"],
    "funding": ["direct_payment"],
    "needs": ["personal_care", "companionship"],
    "availability": ["start", "room", "visit_length", "visits_a_day", "two_workers"],
}
OTHER_VALUES = {
    "asked": 2, "safeguards": {}, "settings": ["own_home"], "kind": "micro_provider", "wanted": [],
    "miles": 3.26, "whole_miles": False, "limit": 5.0, "assumed_miles": 10.0, "verdict": "yes",
    "measure": "year", "low_pence": 900000, "high_pence": 936050, "limit_pence": 1000000,
    "pay_pence_per_hour": 1500, "employment": "employed", "hours_assumed": False, "rating": "good",
    "share": 0.4, "days_ago": 400, "criteria": ["languages"], "label": "Bow", "precision": "place",
    "nearest_miles": 14.1, "rated_on": "2025-10-17", "inherited": False, "start": "2027-01-04",
    "hours_per_week": 14.0, "minutes": 30, "per_day": 4, "workers": 2, "available_from": "2027-02-01",
    "taking_new": "yes", "hours_free": 9, "shortest_visit_minutes": 45, "most_visits_a_day": 2,
}  # fmt: skip


def a_reason(reason_id):
    family, _, situation = reason_id.partition(".")
    codes = LISTED_CODES.get(situation if family == "ask" else family, [])
    answers = {"yes": [], "no": [], "unknown": []}
    answers["unknown" if family == "ask" else situation if situation in answers else "yes"] = codes
    return Reason(reason_id, {**OTHER_VALUES, **answers})


@pytest.mark.parametrize("reason_id", sorted(set(REASON_IDS)))
def test_every_reason_reads_as_a_sentence(reason_id):
    told = sentence(a_reason(reason_id))
    assert told[:1].isupper() or told[:1].isdigit()
    assert told.rstrip()[-1] in ".?"
    assert "_" not in told
    assert "{" not in told
    assert "None" not in told
    assert "  " not in told


@pytest.mark.parametrize(
    ("reason", "told"),
    [
        (Reason("languages.yes", {"yes": ["syl", "ben"]}), "Speaks Sylheti and Bengali."),
        (Reason("languages.no", {"no": ["syl"]}), "Does not speak Sylheti."),
        (
            Reason("languages.some", {"yes": ["ben"], "unknown": ["syl"], "no": []}),
            "Speaks Bengali. We don't know if they speak Sylheti.",
        ),
        (Reason("staff_gender.unknown", {"unknown": ["female"]}),
         "We don't know if you can have a woman to help you."),
        (Reason("distance.within", {"miles": 3.26, "whole_miles": False, "limit": 5}),
         "3.3 miles away, within the 5 miles you said."),
        (Reason("distance.miles", {"miles": 3.0, "whole_miles": True}), "About 3 miles away."),
        (Reason("distance.miles", {"miles": 0.0, "whole_miles": True}), "Less than 1 mile away."),
        (Reason("cost.over", {"measure": "hour", "high_pence": 1950, "limit_pence": 1800}),
         "Costs £19.50 an hour, more than the most you want to pay of £18 an hour."),
        (Reason("ask.languages", {"unknown": ["syl"]}), "Does somebody there speak Sylheti?"),
        (Reason("market.none_nearby", {"kind": "volunteer_scheme", "nearest_miles": 14.1}),
         "Volunteers: none near you. The nearest we know of is about 14 miles away."),
    ],
)  # fmt: skip
def test_reasons_are_told_with_their_values(reason, told):
    assert sentence(reason) == told


def test_a_safeguard_is_told_with_the_need_it_bars():
    rule = {"personal_care": "personal_care_unregistered"}
    barred = Reason("needs.unlawful", {"yes": [], "no": ["personal_care"], "unknown": [], "safeguards": rule})
    assert "Care Quality Commission, may do that" in sentence(barred)


def test_a_near_miss_says_what_to_leave_out_and_how_far_the_nearest_are():
    told = near_miss(NearMiss(("within_miles",), 2, 1, (14.1, 14.1, 20.0)))
    assert told == (
        "If you leave out the distance, 2 options fit and 1 more might if you ask them. "
        "The nearest are 14.1 and 20 miles away."
    )


@pytest.mark.parametrize(
    ("pence", "told"),
    [(1800, "£18"), (1750, "£17.50"), (936050, "£9,360"), (0, "£0"), (5, "£0.05"), (None, "not known")],
)
def test_money_is_told_as_people_say_it(pence, told):
    assert pounds(pence) == told


@pytest.mark.parametrize(
    ("distance", "precision", "told"),
    [
        (0.83, "postcode", "0.8 miles away"),
        (0.01, "postcode", "less than 0.1 miles away"),
        (1.4, "cell_2km", "about 1 mile away"),
        (0.2, "district", "less than 1 mile away"),
        (None, None, "distance not known"),
    ],
)
def test_a_distance_is_no_more_exact_than_the_place(distance, precision, told):
    assert miles(distance, precision) == told


def test_dates_and_counts():
    assert long_date("2026-11-02") == "2 November 2026"
    assert counted(1, "option") == "1 option"
    assert counted(2340, "option") == "2,340 options"


def test_a_sign_language_is_used_and_never_spoken():
    both = Reason("languages.some", {"yes": ["ben", "bfi"], "no": [], "unknown": ["syl"]})
    assert sentence(both) == (
        "Speaks Bengali. We don't know if they speak Sylheti. Uses British Sign Language (BSL)."
    )
    assert sentence(Reason("ask.languages", {"unknown": ["bfi"]})) == (
        "Does somebody there use British Sign Language (BSL)?"
    )


def test_what_is_a_yes_and_what_is_a_no_are_told_apart():
    reason = Reason(
        "needs.some",
        {"yes": ["companionship"], "no": ["personal_care"], "unknown": ["meals"], "asked": 3,
         "safeguards": {"personal_care": "personal_care_unregistered"}},
    )  # fmt: skip
    told = dict(told_apart(reason))
    assert told["yes"] == "Helps with: company and someone to talk to."
    assert told["unknown"] == "May help with: preparing food, eating and drinking. Ask them."
    assert told["no"].startswith("Does not help with: washing, dressing and using the toilet. At home they")
