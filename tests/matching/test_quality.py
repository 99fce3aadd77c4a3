"""An official rating tells less with each year, and says so."""

from datetime import date, timedelta

import pytest

from matching.ranking import explain
from tests.matching.builders import a_market, a_question, an_offer

TODAY = date(2026, 11, 21)
FIVE_YEARS_AGO = TODAY - timedelta(days=1826)


def quality(**fields):
    market = a_market(an_offer(**fields), as_of=TODAY)
    (explanation,) = explain(a_question(), market, market.all_rows())
    (found,) = [outcome for outcome in explanation.outcomes if outcome.criterion == "quality"]
    return found, explanation


def value(**fields):
    found, _ = quality(**fields)
    return found.contribution / found.weight


@pytest.mark.parametrize(
    ("rating", "rated_on", "expected"),
    [
        ("outstanding", TODAY, 1.0),
        ("outstanding", FIVE_YEARS_AGO, 0.75),
        ("good", FIVE_YEARS_AGO, 0.625),
        ("inadequate", FIVE_YEARS_AGO, 0.25),
        ("requires_improvement", date(1975, 1, 1), 0.5),
        ("good", TODAY + timedelta(days=30), 0.75),
        (None, None, 0.5),
        (None, TODAY, 0.5),
    ],
)
def test_a_ratings_value_moves_half_way_to_not_knowing_every_five_years(rating, rated_on, expected):
    assert value(rating=rating, rated_on=rated_on) == pytest.approx(expected, abs=1e-3)


@pytest.mark.parametrize(("rating", "verdict"), [("good", "yes"), ("inadequate", "no"), (None, "unknown")])
@pytest.mark.parametrize("rated_on", [TODAY, FIVE_YEARS_AGO, None])
def test_its_verdict_stays_however_old_it_is(rating, verdict, rated_on):
    assert quality(rating=rating, rated_on=rated_on)[0].verdict == verdict


@pytest.mark.parametrize(("rating", "ends"), [("outstanding", (0.5, 1.0)), ("inadequate", (0.0, 0.5))])
def test_without_its_day_it_may_be_worth_anything_up_to_a_new_one(rating, ends):
    found, explanation = quality(rating=rating)
    dated = quality(rating=rating, rated_on=TODAY)[1]
    assert value(rating=rating) == pytest.approx(sum(ends) / 2)
    spread = (explanation.high - explanation.low) - (dated.high - dated.low)
    assert spread == pytest.approx(found.weight * (ends[1] - ends[0]))


@pytest.mark.parametrize(
    ("fields", "reason_id", "days_ago"),
    [
        ({"rated_on": TODAY - timedelta(days=1000)}, "quality.rated", 1000),
        ({"rated_on": TODAY - timedelta(days=1100)}, "quality.rated_long_ago", 1100),
        ({"rated_on": TODAY - timedelta(days=9), "rating_inherited": True}, "quality.inherited", 9),
        ({}, "quality.rated", None),
    ],
)
def test_the_reason_says_how_old_it_is_and_whose_it_was(fields, reason_id, days_ago):
    reason = quality(rating="good", **fields)[0].reason
    rated_on = fields.get("rated_on")
    assert reason.id == reason_id
    assert reason.values == {
        "rating": "good",
        "rated_on": rated_on.isoformat() if rated_on else None,
        "days_ago": days_ago,
        "inherited": fields.get("rating_inherited", False),
    }


def test_no_rating_gives_no_figures():
    assert quality()[0].reason.id == "quality.not_known"
