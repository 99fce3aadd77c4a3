"""The page of one service, and the search by words."""

import re

import pytest


def test_a_service_says_what_is_known_on_whose_word_and_since_when(visitor):
    visitor.open("/search")
    visitor.send(words="Example Lodge")
    visitor.open(re.search(r'href="(/services/[^"]+)">Example Lodge', visitor.page.text)[1])
    for words in (
        "A place to live with care day and night",
        "What we don't know: ask them",
        "Phone: 01632 960102",
        "Care Quality Commission directory (Example data), confirmed",
        "Official rating good",
        "1 Example Street",
    ):
        assert words in visitor.words


def test_a_personal_assistant_has_an_area_and_no_address(visitor):
    visitor.open("/search")
    visitor.send(words="Josephina")
    visitor.open(re.search(r'href="(/services/[^"]+)">Josephina, Bow', visitor.page.text)[1])
    assert "We show the area only" in visitor.words
    assert "Phone:" not in visitor.words


def test_words_find_services_and_stand_in_no_address(visitor):
    visitor.open("/search")
    visitor.send(words="walking group", near="Bow")
    assert "Example Walking Group" in visitor.words
    assert re.fullmatch(r"/search/[\w-]{32}", visitor.path)


def test_an_empty_search_asks_for_a_word(visitor):
    visitor.open("/search")
    assert visitor.send(words=" ").status_code == 422
    assert "Write a word to look for" in visitor.words


def test_a_search_near_nowhere_says_so(visitor):
    visitor.open("/search")
    assert visitor.send(words="lunch", near="Atlantis").status_code == 422
    assert "can't find that place" in visitor.words


def test_a_search_that_finds_nothing_suggests_what_to_do(visitor):
    visitor.open("/search")
    visitor.send(words="zzzzzz")
    assert "0 options found" in visitor.words
    assert "Nothing here has all of that" in visitor.words
    assert "Use one word, or another word" in visitor.words


def test_a_service_whose_facts_are_all_on_one_word_says_so_once(visitor):
    visitor.open("/search")
    visitor.send(words="Josephina")
    visitor.open(re.search(r'href="(/services/[^"]+)">Josephina, Bow', visitor.page.text)[1])
    assert len(re.findall(r"[Ss]ays the provider, ", visitor.words)) == 1
    assert "Somebody you choose and direct yourself." in visitor.words


@pytest.mark.parametrize("wanted", ["zzzzzzzzzzzzz", "8000000000000", "7zzzzzzzzzzzz"])
def test_an_id_that_no_service_can_have_is_not_found(visitor, wanted):
    """Thirteen letters hold more than 63 bits, which no id has."""
    assert visitor.open(f"/services/{wanted}").status_code == 404


def test_what_was_found_is_narrowed_without_losing_the_words_and_stands_in_no_address(visitor):
    visitor.open("/search")
    visitor.send("/search", words="example")
    assert "Kind of provider" in visitor.words
    everything = visitor.page.text.count("<article")
    visitor.send(kinds="regulated_provider")
    assert 0 < visitor.page.text.count("<article") < everything
    assert 'name="without" value="kinds:regulated_provider"' in visitor.page.text
    assert 'value="example"' in visitor.page.text
    assert "regulated" not in visitor.path
    visitor.send()
    assert visitor.page.text.count("<article") == everything


def test_a_page_number_is_part_of_the_address_and_nobody_elses(visitor, app):
    visitor.open("/search")
    visitor.send("/search", words="example")
    page = visitor.open(f"{visitor.path}/1")
    assert page.status_code == 200
    assert app.test_client().get(f"{visitor.path}").status_code == 404


def test_nearest_first_can_be_chosen_where_there_is_a_place(visitor):
    visitor.open("/search")
    visitor.send("/search", words="example", near="E1 4NS")
    assert "Nearest first" in visitor.words
    visitor.send(order="nearest")
    assert re.search(r'value="nearest" checked', visitor.page.text)


def articles(visitor):
    return visitor.page.text.count("<article")


def test_one_thing_chosen_is_taken_out_and_the_rest_stays(visitor):
    visitor.open("/search")
    visitor.send("/search", words="example")
    visitor.send(kinds="community_group", settings="go_to", order="name")
    assert articles(visitor) == 2
    visitor.send(without="settings:go_to")
    assert 'value="kinds:community_group"' in visitor.page.text
    assert 'value="settings:go_to"' not in re.sub(r"<input[^>]*>", "", visitor.page.text)
    assert re.search(r'value="name" checked', visitor.page.text)
    assert visitor.send(without="words:").status_code == 200
    assert 'value="example"' in visitor.page.text


def test_a_word_spelt_otherwise_is_told_as_it_was_meant(visitor):
    visitor.open("/search")
    visitor.send("/search", words="lnuch clubb")
    assert "this is what we found for “lunch club”" in visitor.words
    assert "Example Lunch Club" in visitor.words
    visitor.send("/search", words="lunch")
    assert "this is what we found for" not in visitor.words


def test_what_is_too_far_is_offered_with_its_number(visitor):
    visitor.open("/search")
    visitor.send("/search", words="lunch", near="Stretford")
    assert "0 options found" in visitor.words
    assert "2 options are further away." in visitor.words
    visitor.send(without="miles")
    assert "2 options found" in visitor.words
    assert "Example Lunch Club" in visitor.words
    assert re.search(r'name="miles" value="any" checked', visitor.page.text)


@pytest.mark.parametrize("wrong", [{"miles": "nan"}, {"miles": "1e9"}, {"order": "price"}, {"councils": "x"}])
def test_what_was_not_offered_is_as_if_it_were_not_chosen(visitor, wrong):
    visitor.open("/search")
    visitor.send("/search", words="example", near="E1 4NS")
    before = articles(visitor)
    assert visitor.send(**wrong).status_code == 200
    assert articles(visitor) == before > 0
