"""The shortlist: kept for the visit, with the reasons of the question each option was chosen for."""

import re

from directory.store.session import open_store


def option_id(visitor, name):
    return re.search(rf'href="/services/([^"]+)">{re.escape(name)}<', visitor.page.text)[1]


def chosen(visitor, name="Josephina, Bow"):
    answer_id = visitor.answers({"needs": ["personal_care"], "place": "E1 4NS", "languages": ["syl"]})
    wanted = option_id(visitor, name)
    visitor.send("/shortlist/add", option_id=wanted, answer_id=answer_id)
    return wanted


def test_an_empty_shortlist_says_what_to_do(visitor):
    visitor.open("/shortlist/")
    assert "There is nothing on it yet" in visitor.words


def test_a_chosen_option_keeps_its_reasons(visitor):
    chosen(visitor)
    assert "Your shortlist (1)" in visitor.words
    visitor.open("/shortlist/")
    assert "Speaks Sylheti" in visitor.words
    assert "Chosen for this question" in visitor.words
    assert "it passes your message on" in visitor.words


def test_each_question_has_its_own_list_with_what_was_asked(visitor):
    chosen(visitor)
    answer_id = visitor.answers({"needs": ["meals"], "place": "Bow"})
    lunch = option_id(visitor, "Example Lunch Club")
    visitor.send("/shortlist/add", option_id=lunch, answer_id=answer_id)
    visitor.open("/shortlist/")
    first, _, second = visitor.words.partition("List 2 of 2: Chosen for this question")
    assert "Sylheti" in first.partition("Josephina, Bow")[0]
    assert "Preparing food, eating and drinking" in second.partition("Example Lunch Club")[0]
    assert "Josephina, Bow" not in second
    said = re.search(r"<dl.*?</dl>", visitor.page.text, re.S)
    assert "<details" not in visitor.page.text[: said.end()], "a closed one isn't printed"


def test_options_for_one_question_stand_side_by_side_the_best_fit_first(visitor):
    answer_id = visitor.answers({"needs": ["personal_care"], "place": "E1 4NS", "languages": ["syl"]})
    results = visitor.page.text
    for name in ("Josephina, Bow", "Example Home Care"):
        wanted = re.search(rf'href="/services/([^"]+)">{re.escape(name)}<', results)[1]
        visitor.send("/shortlist/add", option_id=wanted, answer_id=answer_id)
    visitor.send(f"/results/{answer_id}/list", list="best")
    visitor.open("/shortlist/")
    visitor.open(re.search(r'href="(/shortlist/compare[^"]+)"', visitor.page.text)[1])
    table = visitor.words.partition("Points for what counts")[2]
    assert table.index("Example Home Care") < table.index("Josephina, Bow")
    in_all = table.partition("In all (100)")[2]
    totals = [float(points) for points in re.findall(r"\d+\.\d+", in_all)]
    assert totals == sorted(totals, reverse=True)
    most, *got = re.findall(
        r"\d+\.\d+", re.search(r"Speaking the language .*?Josephina, Bow [\d.]+", table)[0]
    )
    assert float(got[0]) < float(got[1]) == float(most)


def test_an_option_chosen_from_its_page_needs_no_question(visitor):
    visitor.answers({"needs": ["meals"]})
    visitor.open(f"/services/{option_id(visitor, 'Example Lunch Club')}")
    visitor.send("/shortlist/add", option_id=visitor.path.rpartition("/")[2])
    visitor.open("/shortlist/")
    assert "Example Lunch Club" in visitor.words
    assert "020 7946 0103" in visitor.words
    assert "Chosen for this question" not in visitor.words


def test_an_option_is_taken_off(visitor):
    chosen(visitor)
    visitor.open("/shortlist/")
    visitor.send("/shortlist/remove", item=re.search(r'name="item" value="(\d+)"', visitor.page.text)[1])
    assert "There is nothing on it yet" in visitor.words


def test_nobody_else_sees_it(visitor, app):
    chosen(visitor)
    assert "There is nothing on it yet" in app.test_client().get("/shortlist/").text


def test_an_option_that_left_the_directory_says_so(visitor, market_settings):
    wanted = chosen(visitor, "Example Home Care")
    store = open_store(market_settings)
    with store.writing() as writer:
        writer.hide(wanted, "asked for by a test", "tests")
    try:
        visitor.open("/shortlist/")
        assert "This service has left the directory" in visitor.words
        assert "Example Home Care" in visitor.words
        assert visitor.open(f"/services/{wanted}").status_code == 404
        assert visitor.open(f"/api/v1/services/{wanted}").status_code == 404
    finally:
        with store.writing() as writer:
            writer.show_again(wanted, "tests")
        store.close()


def test_what_is_not_there_cannot_be_chosen(visitor):
    visitor.open("/search")
    assert visitor.send_to("/shortlist/add", {"option_id": "0" * 13}).status_code == 404
