"""A shortlist is the person's own: their order, words and names; nothing is lost by a slip."""

import re

from tests.journeys.test_shortlist_page import option_id

QUESTION = {"needs": ["personal_care"], "place": "E1 4NS", "languages": ["syl"]}
NAMES = ("Josephina, Bow", "Rita, Bow", "Example Home Care")


def filled(visitor, names=NAMES, question=QUESTION):
    answer_id = visitor.answers(question)
    wanted = [option_id(visitor, name) for name in names]
    for each in wanted:
        visitor.send("/shortlist/add", option_id=each, answer_id=answer_id)
    visitor.open("/shortlist/")
    return answer_id


def order(visitor):
    return re.findall(r'<h3 id="name-[^"]+"><a [^>]+>([^<]+)<', visitor.page.text)


def item_of(visitor, name):
    """The number of a line, from the form that takes it off."""
    part = visitor.page.text.partition(f">{name}</a></h3>")[2]
    return re.search(r'action="/shortlist/remove">.*?name="item" value="(\d+)"', part, re.S)[1]


def list_of(visitor, at=0):
    names = re.findall(r'name="list" value="([0-9a-f]{32})"', visitor.page.text)
    return list(dict.fromkeys(names))[at]


def test_a_line_goes_up_and_down_and_the_page_says_where_it_is(visitor):
    filled(visitor)
    before = order(visitor)
    item = item_of(visitor, before[0])
    visitor.send("/shortlist/move", item=item, way="down")
    assert order(visitor) == [before[1], before[0], before[2]]
    assert f"{before[0]}: now number 2." in visitor.words
    assert re.search(r'id="told" role="status" tabindex="-1"', visitor.page.text)
    visitor.send("/shortlist/move", item=item, way="up")
    assert order(visitor) == before
    visitor.open("/shortlist/")
    assert "now number" not in visitor.words, "what was done is told once"


def test_the_first_has_no_way_up_and_the_last_none_down(visitor):
    filled(visitor)
    first, _, last = order(visitor)
    assert f"Move up {first}" not in visitor.words
    assert f"Move down {last}" not in visitor.words
    visitor.send("/shortlist/move", item=item_of(visitor, first), way="up")
    assert order(visitor)[0] == first


def test_what_is_added_later_comes_after_an_order_of_ones_own(visitor):
    answer_id = filled(visitor, NAMES[:2])
    visitor.send("/shortlist/move", item=item_of(visitor, order(visitor)[1]), way="up")
    mine = order(visitor)
    visitor.open(f"/results/{answer_id}")
    visitor.send("/shortlist/add", option_id=option_id(visitor, NAMES[2]), answer_id=answer_id)
    visitor.open("/shortlist/")
    assert order(visitor) == [*mine, NAMES[2]]


def test_a_note_is_kept_in_the_persons_own_words(visitor):
    filled(visitor)
    item = item_of(visitor, NAMES[1])
    visitor.send("/shortlist/words", item=item, words="Rang on Monday.\r\n<b>Kind</b>, has a dog")
    assert "your note is saved" in visitor.words
    assert "Rang on Monday. <b>Kind</b>, has a dog" in visitor.words, "shown as it was written, as text"
    visitor.send("/shortlist/words", item=item, words="")
    assert "Rang on Monday" not in visitor.words


def test_a_note_that_is_too_long_is_given_back_to_be_made_shorter(visitor):
    filled(visitor)
    answer = visitor.send("/shortlist/words", item=item_of(visitor, NAMES[0]), words="long " * 300)
    assert answer.status_code == 422
    assert "<title>Error: " in answer.text
    assert "Your note is 1,499 letters long. Use 1,000 or fewer." in visitor.words
    assert answer.text.count(("long " * 300).strip()) == 1, "what was typed is still there"
    visitor.open("/shortlist/")
    assert "long long" not in visitor.words
    assert (
        visitor.send("/shortlist/words", item=item_of(visitor, NAMES[0]), words="é" * 1000).status_code == 200
    )


def test_a_slip_is_undone(visitor):
    filled(visitor)
    before = order(visitor)
    item = item_of(visitor, before[1])
    visitor.send("/shortlist/words", item=item, words="Rang on Monday")
    visitor.send("/shortlist/remove", item=item)
    assert f"Taken off your list: {before[1]}." in visitor.words
    assert order(visitor) == [before[0], before[2]]
    visitor.send("/shortlist/restore", item=item)
    assert order(visitor) == before
    assert "Rang on Monday" in visitor.words


def test_clearing_asks_first_and_can_be_undone(visitor):
    filled(visitor)
    this = list_of(visitor)
    visitor.open(f"/shortlist/clear?list={this}")
    assert "Clear this list?" in visitor.words
    assert "This takes off 3 options" in visitor.words
    visitor.send("/shortlist/clear", list=this)
    assert "There is nothing on it yet" in visitor.words
    assert "3 options taken off" in visitor.words
    items = re.findall(r'name="item" value="(\d+)"', visitor.page.text)
    visitor.send_to("/shortlist/restore", {"item": items})
    assert set(order(visitor)) == set(NAMES)


def test_an_adviser_has_a_list_for_each_client_even_of_the_same_option(visitor):
    filled(visitor, NAMES[:1])
    answer_id = visitor.answers({"needs": ["companionship"], "place": "Bow"})
    assert "On your shortlist" not in visitor.words
    visitor.send("/shortlist/add", option_id=option_id(visitor, NAMES[0]), answer_id=answer_id)
    assert "On your shortlist" in visitor.words
    visitor.open("/shortlist/")
    assert order(visitor) == [NAMES[0], NAMES[0]]
    visitor.send("/shortlist/name", list=list_of(visitor, 1), label="  J.B. ")
    assert "List 1 of 2: Chosen for this question" in visitor.words
    assert '<h2 id="list-2">J.B.</h2>' in visitor.page.text
    assert "J.B." not in re.search(r"<title>(.*?)</title>", visitor.page.text)[1]
    assert visitor.send("/shortlist/name", list=list_of(visitor), label="x" * 41).status_code == 422
    visitor.send("/shortlist/clear", list=list_of(visitor))
    assert order(visitor) == [NAMES[0]]
    assert "J.B." in visitor.words


def test_nobody_else_can_touch_a_line_or_a_list(visitor, app):
    from tests.journeys.visitor import Visitor

    filled(visitor)
    before, item, this = order(visitor), item_of(visitor, NAMES[0]), list_of(visitor)
    stranger = Visitor(app.test_client())
    filled(stranger, NAMES[:1])
    for path, fields in (
        ("move", {"item": item, "way": "down"}),
        ("words", {"item": item, "words": "canary"}),
        ("remove", {"item": item}),
        ("name", {"list": this, "label": "canary"}),
        ("clear", {"list": this}),
        ("link", {"list": this}),
    ):
        stranger.open("/shortlist/")
        assert stranger.send(f"/shortlist/{path}", **fields).status_code == 404, path
    for path in ("compare", "questions", "email", "shortlist.pdf", "link", "clear"):
        assert stranger.open(f"/shortlist/{path}?list={this}").status_code == 404, path
    visitor.open("/shortlist/")
    assert order(visitor) == before
    assert "canary" not in visitor.words


def test_a_number_that_is_none_is_refused_plainly(visitor):
    filled(visitor)
    for item in ("", "-1", "x", "9" * 30):
        visitor.open("/shortlist/")
        assert visitor.send("/shortlist/remove", item=item).status_code == 404
    visitor.open("/shortlist/")
    assert visitor.send_to("/shortlist/restore", {"item": ["9" * 30, "x"]}).status_code == 200
