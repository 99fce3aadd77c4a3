"""Lists in a person's order with their words, and links that show a copy for a time."""

from datetime import date, timedelta

from sqlalchemy import text

from directory.store.engines import make_engine, reading

MINE, THEIRS = "a session's token", "another's"
CONTENT = {"lines": [{"option_id": "one", "words": "canary words"}]}


def items_of(answers, session=MINE):
    return [item.item for item in answers.shortlists.items(session)]


def kept_in(settings, table):
    engine = make_engine(settings.answers_url, "answers")
    with reading(engine) as connection:
        rows = connection.execute(text(f"SELECT * FROM {table}")).all()
    engine.dispose()
    return rows


def listed(answers, *option_ids, list_id="a list"):
    for option_id in option_ids:
        answers.shortlists.add(option_id, MINE, list_id=list_id)
    return items_of(answers)


def test_one_option_may_stand_on_two_lists_and_once_on_each(answers):
    listed(answers, "one", "one", list_id="for a client")
    listed(answers, "one", list_id="for another")
    assert [(item.option_id, item.list_id) for item in answers.shortlists.items(MINE)] == [
        ("one", "for a client"),
        ("one", "for another"),
    ]
    assert answers.shortlists.options(MINE) == ["one"]


def test_a_list_is_kept_in_the_order_somebody_put_it(answers):
    first, second, third = listed(answers, "one", "two", "three")
    answers.shortlists.arrange([third, first, second], MINE)
    answers.shortlists.arrange([second, first, third], THEIRS)
    places = {item.option_id: item.position for item in answers.shortlists.items(MINE)}
    assert places == {"three": 0, "one": 1, "two": 2}


def test_words_and_names_are_their_sessions_alone(answers):
    (item,) = listed(answers, "one")
    answers.shortlists.write(item, MINE, "Rang on Monday")
    answers.shortlists.write(item, THEIRS, "not mine to write")
    answers.shortlists.name("a list", MINE, "J.B.")
    answers.shortlists.name("a list", THEIRS, "not mine")
    assert answers.shortlists.items(MINE)[0].words == "Rang on Monday"
    assert answers.shortlists.labels(MINE) == {"a list": "J.B."}
    answers.shortlists.name("a list", MINE, "")
    assert answers.shortlists.labels(MINE) == {}


def test_what_was_taken_off_comes_back_with_its_words(answers):
    first, second = listed(answers, "one", "two")
    answers.shortlists.write(first, MINE, "Rang on Monday")
    answers.shortlists.remove([first, second], MINE)
    assert [item.option_id for item in answers.shortlists.removed(MINE, [first, second])] == ["one", "two"]
    answers.shortlists.restore([first], THEIRS)
    assert items_of(answers) == []
    answers.shortlists.restore([first, second], MINE)
    assert [item.words for item in answers.shortlists.items(MINE)] == ["Rang on Monday", ""]


def test_what_came_back_by_itself_is_not_put_back_twice(answers):
    (item,) = listed(answers, "one")
    answers.shortlists.remove([item], MINE)
    listed(answers, "one")
    answers.shortlists.restore([item], MINE)
    assert len(items_of(answers)) == 1


def test_words_go_with_their_time(answers, calendar, settings):
    (item,) = listed(answers, "one")
    answers.shortlists.write(item, MINE, "Rang on Monday")
    answers.shortlists.name("a list", MINE, "J.B.")
    calendar.turn_to(date(2026, 11, 23))
    answers.save({"needs": ["shopping"]}, THEIRS)
    assert kept_in(settings, "shortlist_item") == []
    assert kept_in(settings, "shortlist_label") == []


def test_a_link_is_long_random_and_only_its_hash_is_kept(answers, settings):
    tokens = {answers.links.make(MINE, CONTENT) for _ in range(3)}
    assert {len(token) for token in tokens} == {43}  # 32 bytes in base 64: 256 bits
    stored = repr(kept_in(settings, "shared_list"))
    assert "canary words" in stored
    assert not any(token in stored for token in tokens)
    assert MINE not in stored


def test_whoever_has_a_link_opens_it_and_its_maker_sees_that(answers):
    token = answers.links.make(MINE, CONTENT)
    assert answers.links.made_by(MINE)[0].openings == 0
    for _ in range(2):
        assert answers.links.open(token).content == CONTENT
    (made,) = answers.links.made_by(MINE)
    assert (made.openings, made.last_opened) == (2, made.made_at)
    assert answers.links.made_by(THEIRS) == []
    assert answers.links.open("another token") is None


def test_a_link_that_was_ended_shows_nothing_and_keeps_nothing(answers, settings):
    token = answers.links.make(MINE, CONTENT)
    answers.links.open(token)
    (made,) = answers.links.made_by(MINE)
    answers.links.withdraw(made.link, THEIRS)
    assert answers.links.open(token).content == CONTENT
    answers.links.withdraw(made.link, MINE)
    assert answers.links.open(token).content is None
    assert answers.links.made_by(MINE) == []
    assert "canary words" not in repr(kept_in(settings, "shared_list"))
    assert kept_in(settings, "shared_opening") == []


def test_a_link_ends_after_fourteen_days_and_is_forgotten(answers, calendar, settings):
    token = answers.links.make(MINE, CONTENT)
    answers.links.open(token)
    begun = calendar.now
    calendar.now = begun + timedelta(days=13, hours=23)
    assert answers.links.open(token) is not None
    calendar.now = begun + timedelta(days=14)
    assert answers.links.open(token) is None
    assert answers.links.made_by(MINE) == []
    answers.save({"needs": ["shopping"]}, THEIRS)
    assert kept_in(settings, "shared_list") == []
    assert kept_in(settings, "shared_opening") == []
