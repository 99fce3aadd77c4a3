"""Which words an option is found by, and which it never is."""

from types import SimpleNamespace

from directory.records import Attribute
from directory.search.documents import document_of
from directory.search.whoosh_index import WhooshIndex
from tests.builders import a_community_group, a_personal_assistant


def folded(claims, number=1):
    """What the store folds one record to, as far as a search reads it."""
    read = ("name", "provider_kind", "description", "place", "attributes")
    fields = {name: getattr(claims, name) for name in read}
    return SimpleNamespace(option_number=number, owner_name=claims.organization_name, **fields)


def labels(document):
    return {topic.label for topic in document.topics}


def also_called(document):
    return {word for topic in document.topics for word in topic.also_called}


def test_a_document_has_the_labels_of_what_is_offered():
    document = document_of(folded(a_community_group(languages=["bfi"], diet=["halal"], faith=["muslim"])))
    assert document.name == "Example Lunch Club"
    assert {"Lunch club", "Company and someone to talk to", "Halal", "Muslim"} <= labels(document)
    assert "British Sign Language (BSL)" in labels(document)
    assert "English" not in labels(document)
    assert document.place_label == "Mile End E1"


def test_what_is_denied_or_unknown_is_no_word():
    document = document_of(folded(a_community_group(no={"diet": ["kosher"]})))
    assert not any("kosher" in word.casefold() for word in labels(document) | also_called(document))


def test_everyday_words_find_it_too_but_no_part_of_a_longer_name():
    document = document_of(folded(a_personal_assistant(needs=["meals"])))
    assert {"pa", "cooking"} <= also_called(document)
    assert "lunch club" not in also_called(document)


def test_options_that_say_the_same_share_one_topic():
    one, other = (document_of(folded(a_personal_assistant(languages=["syl"]), n)) for n in (1, 2))
    assert all(mine is theirs for mine, theirs in zip(one.topics, other.topics, strict=True))


def test_an_option_without_a_place_has_no_place_words():
    assert document_of(folded(a_personal_assistant(place=None))).place_label == ""


def test_options_are_found_by_everyday_words(tmp_path):
    documents = [
        document_of(folded(a_personal_assistant(languages=["syl"]), 1)),
        document_of(folded(a_community_group(), 2)),
        document_of(
            folded(
                a_community_group(
                    name="Bow Hands", attributes=(Attribute("languages", "bfi", "yes", "provider"),)
                ),
                3,
            )
        ),
    ]
    WhooshIndex.build(tmp_path / "index", documents)
    index = WhooshIndex.open(tmp_path / "index")
    numbers = {text: [hit.option_number for hit in index.search(text, 5)] for text in ("sylheti pa", "bsl")}
    assert numbers == {"sylheti pa": [1], "bsl": [3]}
    index.close()
