"""The questions: one thing at a time, each skippable, in any order, in anybody's own words."""

import re

import pytest

from directory.vocabulary import vocabulary
from directory.web.need_groups import NEED_GROUPS, SITUATIONS
from directory.web.steps import STEP_NAMES

SENTENCE = "Sylheti-speaking woman, personal assistant, near E1, under £18 an hour"


def step_of(visitor):
    return visitor.path.rpartition("/")[2]


def begun(visitor, *needs):
    visitor.open("/find/needs")
    visitor.send_to("/find/needs", {"needs": list(needs or ["companionship"])})
    return visitor


def test_each_question_leads_to_the_next_and_the_last_to_a_summary(visitor):
    begun(visitor, "personal_care")
    seen = ["needs"]
    while step_of(visitor) != "check":
        seen.append(step_of(visitor))
        visitor.send(action="skip")
    assert tuple(seen) == STEP_NAMES


def test_every_question_but_the_first_can_be_skipped(visitor):
    begun(visitor)
    while step_of(visitor) != "check":
        visitor.send(action="skip")
    visitor.open(visitor.path.replace("/find/", "/results/").removesuffix("/check"))
    assert visitor.page.status_code == 200
    assert "Example Lunch Club" in visitor.words


def test_the_need_is_asked_for_in_plain_words_when_it_is_left_out(visitor):
    visitor.open("/find/needs")
    visitor.send()
    assert visitor.page.status_code == 422
    assert "There is a problem" in visitor.words
    assert visitor.page.text.count("Choose at least one thing") == 2
    assert "<title>Error: " in visitor.page.text


def test_not_sure_leads_to_everyday_situations_and_on(visitor):
    visitor.open("/find/not-sure")
    assert "I spend too much time alone" in visitor.words
    visitor.send_to("/find/needs", {"needs": "companionship"})
    assert step_of(visitor) == "where"


def test_needs_in_own_words_are_ticked_and_asked_back(visitor):
    visitor.open("/find/needs")
    visitor.send(words="help washing and someone to talk to")
    assert "We think you mean: Washing, dressing and using the toilet Company and someone" in visitor.words
    assert re.search(r'value="personal_care" checked', visitor.page.text)
    assert re.search(r'value="companionship" checked', visitor.page.text)


def test_words_that_nobody_understands_are_met_with_help(visitor):
    visitor.open("/find/needs")
    visitor.send(words="xyzzy plugh")
    assert visitor.page.status_code == 422
    assert "We did not understand that" in visitor.words


def test_a_woman_or_a_man_is_asked_about_for_personal_care_only_and_with_the_reason(visitor):
    begun(visitor, "companionship")
    seen = []
    while step_of(visitor) != "check":
        seen.append(step_of(visitor))
        visitor.send(action="skip")
    assert "worker" not in seen
    begun(visitor, "personal_care")
    visitor.open(visitor.path.replace("/where", "/worker"))
    assert "Equality Act 2010" in visitor.words


def test_the_sentence_typed_on_the_start_page_comes_back_as_understood(visitor):
    visitor.open("/")
    visitor.send_to("/find/words", {"words": SENTENCE})
    assert step_of(visitor) == "needs"
    assert "You asked for a woman to help you" in visitor.words
    for told in ("Sylheti", "Personal assistant (PA)", "E1, any distance", "£18 an hour at most"):
        assert told in visitor.words
    visitor.send(needs="personal_care")
    assert step_of(visitor) == "check"
    assert "Must have: the most an hour may cost, the language and a woman or a man" in visitor.words


def test_the_sentence_typed_into_the_short_form_fills_the_fields(visitor):
    visitor.open("/find/short")
    visitor.send(words=SENTENCE, action="words")
    for ticked in ('value="syl" checked', 'value="female" checked', 'value="personal_assistant" checked'):
        assert ticked in visitor.page.text
    assert 'id="place" name="place" value="E1"' in visitor.page.text
    assert 'id="max_per_hour" name="max_per_hour" value="18"' in visitor.page.text
    assert visitor.path.endswith("/short")


def test_what_is_said_of_a_person_is_handed_back_unused(visitor):
    visitor.open("/")
    visitor.send_to("/find/words", {"words": "I am a Muslim woman and need help washing"})
    assert "We did not use “woman”, “Muslim”" in visitor.words
    assert "we never guess" in visitor.words


def test_one_answer_can_be_changed_without_losing_the_rest(visitor):
    visitor.answers({"needs": ["personal_care"], "place": "E1", "languages": ["syl"]})
    check = visitor.path.replace("/results/", "/find/") + "/check"
    visitor.open(check.replace("/check", "/change/languages"))
    visitor.send(languages=["pol"])
    assert step_of(visitor) == "check"
    assert "Polish" in visitor.words
    assert "Sylheti" not in visitor.words
    assert "E1, any distance" in visitor.words


def test_a_must_falls_away_with_the_wish_it_was_about(visitor):
    visitor.answers({"needs": ["personal_care"], "languages": ["syl"], "must": ["languages"]})
    visitor.open(visitor.path.replace("/results/", "/find/") + "/change/languages")
    visitor.send(action="skip")
    assert "Must have" not in visitor.words
    visitor.open(visitor.path.replace("/find/", "/results/").removesuffix("/check"))
    assert visitor.page.status_code == 200


@pytest.mark.parametrize("amount", ["lots", "-5", "18.505", "NaN", "1e9", "inf", "£", "99999999999"])
def test_money_that_is_no_amount_is_told_and_what_was_typed_stays(visitor, amount):
    begun(visitor)
    visitor.open(visitor.path.replace("/where", "/money"))
    visitor.send(max_per_hour=amount, hours_per_week="10")
    if amount == "£":
        assert step_of(visitor) == "check"
    else:
        assert visitor.page.status_code == 422
        assert "Write an amount in pounds, like 18 or 18.50." in visitor.words
        assert 'id="hours_per_week" name="hours_per_week" value="10"' in visitor.page.text


def test_a_place_that_is_none_is_told_without_saying_it_back_in_the_message(visitor):
    begun(visitor)
    visitor.send(place="Canary Gulch")
    assert visitor.page.status_code == 422
    summary = visitor.page.text.partition('role="alert"')[2].partition("</div>")[0]
    assert "can&#39;t find that place" in summary
    assert "Canary" not in summary


def test_a_language_nobody_knows_is_told(visitor):
    begun(visitor)
    visitor.open(visitor.path.replace("/where", "/languages"))
    visitor.send(other_language="Klingonese-ish")
    assert "We don't know that language" in visitor.words


def test_a_language_can_be_typed_that_is_not_in_the_list(visitor):
    begun(visitor)
    visitor.open(visitor.path.replace("/where", "/change/languages"))
    visitor.send(other_language="Yiddish, Welsh")
    assert "Yiddish" in visitor.words
    assert "Welsh" in visitor.words


def test_ticks_that_no_list_knows_are_no_answer(visitor):
    visitor.open("/find/needs")
    visitor.send(needs="everything")
    assert visitor.page.status_code == 422


def test_every_need_stands_in_one_group_and_every_situation_is_a_need():
    grouped = [need for _, group in NEED_GROUPS for need in group]
    assert sorted(grouped) == sorted(vocabulary("needs").codes)
    assert set(SITUATIONS) <= set(grouped)


def test_an_unknown_question_is_not_found(visitor):
    begun(visitor)
    assert visitor.open(visitor.path.replace("/where", "/shoe-size")).status_code == 404


def test_after_words_without_a_need_the_one_missing_thing_is_asked_for(visitor):
    visitor.open("/")
    visitor.send_to("/find/words", {"words": "somebody who speaks Bengali, near Bow"})
    assert "One more thing: what is the help for?" in visitor.words


def test_a_place_that_is_not_known_is_told_what_to_do_once(visitor):
    visitor.answers({"needs": ["meals"]})
    answers = visitor.path.replace("/results/", "/find/")
    visitor.open(f"{answers}/change/where")
    visitor.send(place="Atlantis")
    told = re.search(r'id="place-error">.*?</span>(.*?)</p>', visitor.page.text)[1]
    assert told == "We can&#39;t find that place. Use a postcode or a town."
