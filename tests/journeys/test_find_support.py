"""One question to the small market of Bow, from its words to its explained answer."""

import pytest

from directory.errors import QuestionError
from directory.journeys.find_support import ask
from directory.live_market import LiveMarket
from directory.store.session import open_store
from tests.journeys.small_market import ShortGazetteer, published_market


@pytest.fixture(scope="module")
def asked(market_settings):
    store, market = open_store(market_settings), LiveMarket.open(market_settings)

    def answer_to(**question):
        return ask(market, store, ShortGazetteer(), {"needs": ["personal_care"], "place": "E1", **question})

    return answer_to


def names(shown):
    return [option.option.name for option in shown]


SYLHETI_WOMAN = {
    "languages": ["syl"],
    "staff_gender": "female",
    "provider_kinds": ["personal_assistant"],
    "budget": {"max_pence_per_hour": 1800},
    "must": ["languages", "staff_gender", "max_pence_per_hour"],
}


def test_a_sylheti_speaking_woman_near_e1_under_18_pounds_is_found(asked):
    answer = asked(**SYLHETI_WOMAN)
    assert names(answer.confirmed) == ["Josephina, Bow"]
    assert names(answer.ask_first) == ["Rita, Bow"]
    assert [reason.id for reason in answer.ask_first[0].to_ask] == ["ask.cost"]


def test_what_a_relaxed_must_have_would_bring_is_told(asked):
    without_price = next(m for m in asked(**SYLHETI_WOMAN).near_misses if m.relax == ("max_pence_per_hour",))
    assert (without_price.confirmed, without_price.ask_first) == (3, 0)


def test_a_list_that_is_full_needs_no_near_misses(asked):
    assert asked(limit=1).near_misses == ()


def test_each_option_says_its_whole_cost_distance_and_reasons(asked):
    answer = asked(**{**SYLHETI_WOMAN, "budget": {"max_pence_per_hour": 1800, "hours_per_week": 10}})
    shown = answer.confirmed[0]
    assert shown.annual_cost_pence == 1700 * 10 * 52
    assert (shown.distance_miles, shown.distance_precision) == (2.0, "cell_2km")
    assert sum(outcome.contribution for outcome in shown.outcomes) == pytest.approx(shown.utility.expected)
    assert {o.criterion for o in shown.outcomes} >= {"needs", "distance", "cost", "languages", "staff_gender"}


def test_the_local_market_counts_kinds_owners_and_what_is_missing(asked):
    market = asked().market
    assert market.by_kind == {"personal_assistant": 4, "regulated_provider": 1}
    assert (market.options, market.owners, market.place_label) == (5, 5, "E1")
    assert (market.choice_confirmed, market.choice_possible) == (5, 7)


def test_a_care_home_is_found_only_by_those_who_would_move(asked):
    assert "Example Lodge" not in names(asked().confirmed)
    assert "Example Lodge" in names(asked(needs=["care_home"]).confirmed)


def test_notes_say_how_the_question_was_taken(asked):
    answer = asked(needs=["companionship"], staff_gender="female", order=["diet"])
    assert {note.id for note in answer.notes} == {
        "note.staff_gender_not_applied", "note.order_not_stated", "note.place_is_wide"
    }  # fmt: skip


def test_a_limit_in_miles_without_a_place_is_told_not_to_count(asked):
    answer = asked(place=None, within_miles=1)
    assert [note.id for note in answer.notes] == ["note.miles_without_place"]
    assert answer.total_confirmed == asked(place=None).total_confirmed


def test_a_known_price_is_not_asked_about_when_only_the_hours_are_missing(asked):
    answer = asked(budget={"pence": 20000, "per": "week"})
    priced = next(shown for shown in answer.confirmed if shown.option.name == "Josephina, Bow")
    unpriced = next(shown for shown in answer.confirmed if shown.option.name == "Rita, Bow")
    assert "ask.cost" not in [reason.id for reason in priced.to_ask]
    assert "ask.cost" in [reason.id for reason in unpriced.to_ask]
    assert "note.hours_not_said" in [note.id for note in answer.notes]


@pytest.mark.parametrize(
    ("question", "field"),
    [
        ({"needs": ["magic"]}, "needs"),
        ({"languages": ["klingon"]}, "languages"),
        ({"must": ["diet"]}, "must"),
        ({"order": ["beauty"]}, "order"),
        ({"place": "Nowhere"}, "place"),
        ({"within_miles": -2}, "within_miles"),
    ],
)
def test_a_question_that_cannot_be_asked_is_refused_by_field(asked, question, field):
    with pytest.raises(QuestionError) as refusal:
        asked(**question)
    assert refusal.value.field == field


def test_an_option_hidden_since_the_version_was_made_is_not_shown(tmp_path):
    settings = published_market(tmp_path / "own")
    store, market = open_store(settings), LiveMarket.open(settings)
    question = {"needs": ["personal_care"], "place": "E1", **SYLHETI_WOMAN}
    shown = ask(market, store, ShortGazetteer(), question).confirmed[0].option
    with store.writing() as writer:
        writer.hide(shown.option_id, "asked to be left out", by="officer")
    assert ask(market, store, ShortGazetteer(), question).confirmed == ()
