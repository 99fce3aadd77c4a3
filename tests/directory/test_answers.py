"""Answers belong to one session, expire, and leave no trace of whose they were."""

from datetime import date

from sqlalchemy import text

from directory.store.engines import make_engine, reading

QUESTION = {"needs": ["personal_care"], "place": "E1 4NS", "faith": ["muslim"]}
MINE, THEIRS = "a session's token", "another's"
NEXT_DAY = date(2026, 11, 22)


def everything_kept(settings):
    engine = make_engine(settings.answers_url, "answers")
    with reading(engine) as connection:
        told = [
            connection.execute(text(f"SELECT * FROM {name}")).all() for name in ("answer", "shortlist_item")
        ]
    engine.dispose()
    return told


def items_of(answers, session=MINE):
    return [item.item for item in answers.shortlists.items(session)]


def test_an_answer_is_loaded_by_the_session_that_gave_it(answers):
    answer_id = answers.save(QUESTION, MINE)
    assert answers.load(answer_id, MINE) == QUESTION


def test_no_other_session_can_load_an_answer(answers):
    assert answers.load(answers.save(QUESTION, MINE), THEIRS) is None


def test_an_unknown_id_is_no_answer(answers):
    assert answers.load("no such id", MINE) is None


def test_ids_are_long_random_and_never_the_same(answers):
    ids = {answers.save(QUESTION, MINE) for _ in range(5)}
    assert len(ids) == 5
    assert {len(answer_id) for answer_id in ids} == {32}  # 24 bytes in base 64: 192 bits


def test_an_answer_expires(answers, calendar):
    answer_id = answers.save(QUESTION, MINE)
    calendar.turn_to(NEXT_DAY)
    assert answers.load(answer_id, MINE) is None


def test_what_has_expired_is_deleted_by_the_next_that_is_kept(answers, calendar, settings):
    answers.save(QUESTION, MINE)
    answers.shortlists.add("1h4xya4n1sbm6", MINE)
    calendar.turn_to(NEXT_DAY)
    answers.save({"needs": ["shopping"]}, THEIRS)
    kept, shortlisted = everything_kept(settings)
    assert len(kept) == 1
    assert shortlisted == []


def test_neither_ids_nor_session_tokens_are_stored(answers, settings):
    answer_id = answers.save(QUESTION, MINE)
    answers.shortlists.add("1h4xya4n1sbm6", MINE)
    stored = repr(everything_kept(settings))
    assert "personal_care" in stored
    assert answer_id not in stored
    assert MINE not in stored


def test_a_shortlist_keeps_the_order_of_adding_and_takes_each_option_once(answers):
    for option_id in ("second", "first", "second"):
        answers.shortlists.add(option_id, MINE)
    assert answers.shortlists.options(MINE) == ["second", "first"]


def test_a_shortlist_is_its_sessions_alone(answers):
    answers.shortlists.add("an option", MINE)
    answers.shortlists.remove(items_of(answers), THEIRS)
    assert answers.shortlists.options(MINE) == ["an option"]
    assert answers.shortlists.options(THEIRS) == []


def test_an_option_taken_off_a_shortlist_may_be_put_back_at_its_end(answers):
    for option_id in ("one", "two"):
        answers.shortlists.add(option_id, MINE)
    answers.shortlists.remove(items_of(answers)[:1], MINE)
    assert answers.shortlists.options(MINE) == ["two"]
    answers.shortlists.add("one", MINE)
    assert answers.shortlists.options(MINE) == ["two", "one"]


def test_taking_an_option_off_leaves_its_history_until_it_expires(answers, settings):
    answers.shortlists.add("one", MINE)
    answers.shortlists.remove(items_of(answers)[:1], MINE)
    _, (item,) = everything_kept(settings)
    assert item.added_at is not None
    assert item.removed_at is not None


def test_a_shortlist_in_use_is_kept_whole(answers, calendar):
    answers.shortlists.add("one", MINE)
    calendar.now = calendar.now.replace(hour=23)
    answers.shortlists.add("two", MINE)
    calendar.turn_to(NEXT_DAY)
    assert answers.shortlists.options(MINE) == ["one", "two"]
    calendar.turn_to(date(2026, 11, 23))
    assert answers.shortlists.options(MINE) == []


def test_the_question_an_option_was_chosen_for_is_kept_beside_it(answers):
    answers.shortlists.add("one", MINE, note=QUESTION)
    answers.shortlists.add("two", MINE)
    assert [item.note for item in answers.shortlists.items(MINE)] == [QUESTION, {}]
    assert answers.shortlists.items(THEIRS) == []
