"""Search by words through the whole journey: near a place, of a kind, and never what is hidden."""

import pytest

from directory.errors import PlaceNotFound, QuestionError
from directory.journeys import search_facets
from directory.journeys.search_options import View, search_options
from tests.builders import BOW_CELL, STRETFORD, a_community_group, a_personal_assistant
from tests.journeys.market_in_memory import SmallGazetteer, a_small_market, folded

CHESS = folded(a_community_group(source_id="chess", name="Chess and tea"))
FAR_CHESS = folded(a_community_group(source_id="far", name="Chess in Stretford", place=STRETFORD))
NOWHERE_CHESS = folded(a_community_group(source_id="nowhere", name="Chess by telephone", place=None))
PA = folded(a_personal_assistant(description="Plays chess."))


@pytest.fixture
def search(tmp_path):
    market, store = a_small_market(tmp_path, [CHESS, FAR_CHESS, NOWHERE_CHESS, PA])

    def run(words, **options):
        return search_options(market, store, SmallGazetteer(), words, **options)

    run.store = store
    yield run
    market.search_index.close()


def names(result):
    return [found.option.name for found in result.found]


def test_everything_with_the_word_is_found_names_first(search):
    result = search("chess")
    assert result.total == 4
    assert names(result)[-1] == "Josephina, Bow"
    assert result.data_version == "v1"


def test_near_a_place_keeps_what_is_within_and_what_has_no_place(search):
    result = search("chess", near="E1")
    assert set(names(result)) == {"Chess and tea", "Chess by telephone", "Josephina, Bow"}
    miles = {found.option.name: found.distance_miles for found in result.found}
    assert miles["Chess by telephone"] is None
    assert 0 < miles["Chess and tea"] < 1
    assert result.place.label == "Whitechapel"


def test_of_options_that_fit_equally_the_nearer_comes_first(tmp_path):
    here = folded(a_community_group(source_id="here"))
    there = folded(a_community_group(source_id="there", place=BOW_CELL))
    nowhere = folded(a_community_group(source_id="nowhere", place=None))
    for options in ([here, there, nowhere], [nowhere, there, here]):
        market, store = a_small_market(tmp_path / options[0].option_id, options)
        found = search_options(market, store, SmallGazetteer(), "lunch", near="E1").found
        assert [each.option for each in found] == [here, there, nowhere]
        market.search_index.close()


def test_a_personal_assistants_distance_is_in_whole_miles(search):
    (found,) = search("josephina", near="E1").found
    assert found.distance_miles == round(found.distance_miles)


def test_only_the_kinds_asked_for_are_found(search):
    assert names(search("chess", chosen={"kinds": ["personal_assistant"]})) == ["Josephina, Bow"]
    assert search("chess", chosen={"kinds": ["nhs_service"]}).total == 0


def test_the_limit_is_of_what_is_shown_not_of_what_is_counted(search):
    result = search("chess", view=View(limit=2))
    assert (len(result.found), result.total) == (2, 4)


def test_what_was_hidden_since_is_not_shown_and_others_take_its_place(search):
    search.store.hide(CHESS)
    result = search("chess", view=View(limit=3))
    assert len(result.found) == 3
    assert "Chess and tea" not in names(result)


def test_an_unknown_kind_or_place_is_refused_by_name(search):
    with pytest.raises(QuestionError, match="“dragon”"):
        search("chess", chosen={"kinds": ["dragon"]})
    with pytest.raises(PlaceNotFound):
        search("chess", near="Atlantis")


def test_words_that_say_nothing_find_nothing(search):
    assert search("  ***  ").total == 0


def counts(result, facet):
    found = {each.name: each for each in result.facets}
    return {value.code: value.count for value in found[facet].values} if facet in found else {}


def test_facets_count_what_each_code_would_leave(search):
    result = search("chess")
    assert counts(result, "kinds") == {"community_group": 3, "personal_assistant": 1}
    chosen = search("chess", chosen={"kinds": ["personal_assistant"]})
    assert chosen.total == 1
    assert counts(chosen, "kinds") == {"community_group": 3, "personal_assistant": 1}
    for code, count in counts(result, "needs").items():
        assert search("chess", chosen={"needs": [code]}).total == count


def test_codes_of_one_facet_add_up_and_those_of_two_are_both_asked_for(search):
    both = search("chess", chosen={"kinds": ["personal_assistant", "community_group"]})
    assert both.total == 4
    languages = counts(search("chess"), "languages")
    for code in languages:
        of_two = search("chess", chosen={"languages": [code], "kinds": ["personal_assistant"]})
        alone = counts(search("chess", chosen={"languages": [code]}), "kinds")
        assert of_two.total == alone.get("personal_assistant", 0)


def test_a_code_chosen_that_nothing_has_stays_to_be_taken_out(search):
    result = search("chess", chosen={"kinds": ["nhs_service"]})
    assert result.total == 0
    assert counts(result, "kinds")["nhs_service"] == 0


def test_pages_hold_everything_once_and_one_beyond_the_last_is_the_last(search):
    whole = names(search("chess"))
    pages = [search("chess", view=View(page=number, limit=3)) for number in (1, 2, 9)]
    assert [(page.page, page.pages) for page in pages] == [(1, 2), (2, 2), (2, 2)]
    assert names(pages[0]) + names(pages[1]) == whole


def test_nearest_first_is_in_order_of_distance_with_unknown_places_last(search):
    result = search("chess", near="E1", view=View(order="nearest"))
    miles = [found.distance_miles for found in result.found]
    known = [each for each in miles if each is not None]
    assert known == sorted(known)
    assert miles[: len(known)] == known


def test_by_name_is_by_name_and_only_of_those_that_are_still_listed(search):
    result = search("chess", view=View(order="name"))
    assert names(result) == ["Chess and tea", "Chess by telephone", "Chess in Stretford", "Josephina, Bow"]
    search.store.hide(CHESS)
    assert names(search("chess", view=View(order="name", limit=2)))[0] == "Chess by telephone"


def test_each_distance_says_how_many_it_would_leave(search):
    result = search("chess", near="E1")
    for miles, count in result.distances:
        assert search("chess", near="E1", within_miles=miles).total == count
    assert result.distances[-1] == (None, 4)
    assert search("chess").distances == ()


def test_councils_and_places_of_support_are_counted_and_chosen(search):
    result = search("chess")
    assert counts(result, "councils") == {"E09000030": 2, "E08000009": 1}
    assert names(search("chess", chosen={"councils": ["E08000009"]})) == ["Chess in Stretford"]
    assert counts(result, "settings") == {"go_to": 3, "own_home": 1}
    assert names(search("chess", chosen={"settings": ["own_home"]})) == ["Josephina, Bow"]


def test_a_word_that_is_nowhere_is_told_as_it_was_meant(search):
    result = search("ches")
    assert (result.total, result.meant) == (4, None)
    result = search("chses stretfrod")
    assert result.meant == "chess stretford"
    assert "Chess in Stretford" in names(result)
    assert search("zzzzzzzz").meant is None


def test_thousands_of_languages_are_not_gone_through_for_each_search(search, monkeypatch):
    asked = []
    known = search_facets.vocabulary
    monkeypatch.setattr(search_facets, "vocabulary", lambda name: asked.append(name) or known(name))
    search("chess")
    assert 0 < len(asked) < 50
    assert search("chess", chosen={"languages": ["aaa"]}).total == 0
