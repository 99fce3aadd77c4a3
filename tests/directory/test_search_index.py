"""Words in, option numbers out: what any engine behind the SearchIndex protocol must do."""

import random
import shutil
import threading

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from directory.errors import PublishedVersionRefused
from directory.search.protocol import Document, Topic


def a_document(option_number=1, name="Rose House", **words):
    return Document(option_number=option_number, name=name, **words)


def topics(*labels):
    return tuple(Topic(label) for label in labels)


@pytest.fixture
def index_of(tmp_path, engine):
    opened = []

    def build(*documents):
        folder = tmp_path / f"index{len(opened)}"
        engine.build(folder, documents)
        opened.append(engine.open(folder))
        return opened[-1]

    yield build
    for index in opened:
        index.close()


def found(index, text, limit=20):
    return [hit.option_number for hit in index.search(text, limit)]


def test_an_option_is_found_by_any_of_its_words(index_of):
    index = index_of(
        a_document(
            7,
            "Rose House",
            organization_name="Thistle Trust",
            topics=topics("Community group", "Shopping and errands", "Bengali", "Muslim", "Halal"),
            description="A garden by the canal.",
            place_label="Bow",
        ),
        a_document(8, "Elsewhere"),
    )
    for words in (
        "rose",
        "THISTLE",
        "community",
        "shop",
        "Bengali",
        "halal food at Bow",
        "gardens",
        "canals",
    ):
        assert found(index, words) == [7], words


def test_every_word_must_be_there_when_one_option_has_them_all(index_of):
    index = index_of(
        a_document(1, "Lunch club", place_label="Bow"), a_document(2, "Lunch club", place_label="York")
    )
    assert found(index, "lunch club in Bow") == [1]


def test_a_name_outranks_a_label_and_a_label_a_description(index_of):
    index = index_of(
        a_document(1, "One", description="Gardening gardening gardening, and gardens."),
        a_document(2, "Two", topics=topics("Repairs and gardening")),
        a_document(3, "Garden friends"),
        *(a_document(n, f"Other {n}") for n in range(10, 30)),
    )
    assert found(index, "gardening") == [3, 2, 1]


MEALS = Topic("Preparing food", ("cooking", "meals"))
COMPANY = Topic("Company and food for thought", ("companionship", "chatting"))


def test_a_label_outranks_another_everyday_word_for_it(index_of):
    index = index_of(
        a_document(1, "One", topics=(Topic("Taking medicines", ("tablets",)),)),
        a_document(2, "Two", topics=(Topic("Tablets and computers"),)),
        *(a_document(n, f"Other {n}") for n in range(10, 30)),
    )
    assert found(index, "tablets") == [2, 1]


def test_a_rare_topic_never_outranks_a_common_name(index_of):
    index = index_of(
        a_document(1, "One", topics=topics("Rose growing")),
        *(a_document(n, "Rose House") for n in range(10, 25)),
    )
    assert found(index, "rose") == [*range(10, 25), 1]


def test_many_topics_with_a_word_count_as_one(index_of):
    index = index_of(
        a_document(1, "One", topics=topics("Home care", "Day care", "Night care", "Nursing care")),
        a_document(2, "Two", topics=topics("Home care")),
        a_document(3, "Care for all"),
    )
    assert found(index, "care") == [3, 1, 2]
    assert index.search("care", 3)[1].score == index.search("care", 3)[2].score


def test_words_of_two_topics_and_of_a_name_are_asked_together(index_of):
    index = index_of(
        a_document(1, "Rose House", topics=(MEALS, COMPANY)),
        a_document(2, "Rose House", topics=(MEALS,)),
        a_document(3, "Lily House", topics=(MEALS, COMPANY)),
    )
    assert found(index, "cooking chatting rose") == [1]
    assert found(index, "food") == [1, 2, 3]


def test_a_topics_words_may_be_unfinished_or_misspelt(index_of):
    index = index_of(a_document(1, "One", topics=(MEALS,)), a_document(2, "Two", topics=(COMPANY,)))
    assert found(index, "cook") == [1]
    assert found(index, "cooki") == [1]
    assert found(index, "compani") == [2]
    assert found(index, "compansionship") == [2]
    assert found(index, "prepairing") == [1]


def test_of_what_an_unfinished_word_may_mean_a_name_comes_first(index_of):
    index = index_of(
        a_document(1, "One", topics=topics("Gardening")),
        a_document(2, "Two", description="Garden"),
        a_document(3, "Gardens for all"),
    )
    assert found(index, "garde")[0] == 3
    assert set(found(index, "garde")) == {1, 2, 3}


def test_the_numbers_of_topics_are_no_words(index_of):
    index = index_of(a_document(1, "One", topics=topics("Gardening", "Singing")))
    assert found(index, "0") == found(index, "1") == []


def test_saying_a_word_often_brings_nothing(index_of):
    index = index_of(
        a_document(1, "One", description="care " * 200), a_document(2, "Two", description="care")
    )
    once, often = sorted(index.search("care", 5), key=lambda hit: -hit.option_number)
    assert once.score == often.score


def test_the_last_word_may_be_unfinished(index_of):
    index = index_of(a_document(1, "Josephina"), a_document(2, "Swimming for all"))
    assert found(index, "joseph") == [1]
    assert found(index, "all swimmin") == [2]


def test_a_misspelt_word_finds_what_was_meant(index_of):
    index = index_of(a_document(1, "Companionship at home"), a_document(2, "Dementia café"))
    assert found(index, "compansionship") == [1]
    assert found(index, "demetnia cafe") == [2]


def test_a_short_word_or_a_number_is_never_respelt(index_of):
    index = index_of(a_document(1, "Bow 2024"))
    assert found(index, "2025") == []
    assert found(index, "bot") == []


def test_when_no_option_has_every_word_those_with_most_come_first(index_of):
    index = index_of(
        a_document(1, "Chess club", organization_name="Chess"),
        a_document(2, "Elsewhere", description="A halal lunch."),
        a_document(3, "Rambling"),
    )
    assert found(index, "halal chess lunch quux") == [2, 1]


def test_equal_scores_come_in_order_of_number_whatever_the_order_of_writing(index_of):
    numbers = list(range(2**62, 2**62 + 60))
    shuffled = random.Random(5).sample(numbers, len(numbers))
    index = index_of(*(a_document(number, "Same name") for number in shuffled))
    assert found(index, "same", limit=60) == numbers
    assert found(index, "same", limit=7) == numbers[:7]


def test_numbers_of_sixty_three_bits_come_back_unharmed(index_of):
    numbers = [0, 1, 2**53 + 1, 2**63 - 1]
    index = index_of(*(a_document(number, f"Name{place}") for place, number in enumerate(numbers)))
    for place, number in enumerate(numbers):
        assert found(index, f"name{place}") == [number]


def test_the_limit_is_kept_and_nought_gives_nothing(index_of):
    index = index_of(*(a_document(number) for number in range(30)))
    assert len(found(index, "rose", limit=12)) == 12
    assert found(index, "rose", limit=0) == []


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "*",
        "?*?*",
        "rose AND NOT house OR (",
        "name:rose^9 ~2 [a TO z] {",
        '"unclosed',
        "\u202eesuoh\u202c \u2066rose\u2069",
        "\x00\x01rose",
        "\ud800",
        "x" * 100_000,
        "' OR 1=1 --",
        "=cmd|' /C calc'!A0",
        "🙂" * 500,
    ],
)
def test_hostile_text_is_only_words(index_of, text):
    index = index_of(a_document())
    assert found(index, text) in ([], [1])


def test_operators_and_wildcards_mean_nothing(index_of):
    index = index_of(a_document(1, "Rose"), a_document(2, "House"), a_document(3, "Not here"))
    assert found(index, "rose AND NOT house") == found(index, "rose not house")
    assert found(index, "ro*e") == found(index, "ro e")


def test_ten_thousand_words_are_answered_by_the_first_few(index_of):
    index = index_of(a_document(1, "Rose House"))
    assert found(index, "rose " + " ".join(f"word{n}" for n in range(10_000))) == [1]


@pytest.fixture(scope="module")
def small_index(tmp_path_factory, engine):
    folder = tmp_path_factory.mktemp("index") / "one"
    engine.build(folder, [a_document(n, f"Rose {n}", description="tea and talk") for n in range(20)])
    index = engine.open(folder)
    yield index
    index.close()


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(text=st.text(max_size=80))
def test_no_text_ever_raises(small_index, text):
    assert all(0 <= hit.option_number < 20 for hit in small_index.search(text, 20))


def every_word_of(document):
    told = [word for topic in document.topics for word in (topic.label, *topic.also_called)]
    return [*document.name.split(), *document.description.split(), *told]


def test_generated_options_are_found_exactly_where_a_plain_scan_finds_them(index_of):
    """No hit is missing, none is stale, and the numbers are the documents' own."""
    chance = random.Random(11)
    letters = "bcdfghjklmnprtv"
    names = ["".join(chance.choices(letters, k=6)) for _ in range(80)]
    told = [Topic(chance.choice(names), tuple(chance.sample(names, 2))) for _ in range(20)]
    documents = [
        a_document(
            chance.getrandbits(63),
            " ".join(chance.sample(names, 3)),
            description=chance.choice(names),
            topics=tuple(chance.sample(told, 3)),
        )
        for _ in range(400)
    ]
    index = index_of(*documents)
    for _ in range(40):
        asked = chance.sample(names, 2)
        scanned = {
            document.option_number for document in documents if set(asked) <= set(every_word_of(document))
        }
        if scanned:
            assert set(found(index, " ".join(asked), limit=1_000)) == scanned


def test_a_second_index_knows_nothing_of_the_first(index_of):
    first = index_of(a_document(1, "Rose"))
    second = index_of(a_document(2, "Lily"))
    assert found(first, "lily") == []
    assert found(second, "rose") == []


def test_an_empty_market_has_an_empty_index(index_of):
    assert found(index_of(), "rose") == []


def test_a_folder_without_a_whole_index_is_refused(tmp_path, engine):
    with pytest.raises(PublishedVersionRefused):
        engine.open(tmp_path / "nowhere")
    engine.build(tmp_path / "whole", [a_document()])
    for path in (tmp_path / "whole").glob("*.*[!k]"):
        folder = shutil.copytree(tmp_path / "whole", tmp_path / path.name)
        (folder / path.name).write_bytes(b"torn")
        with pytest.raises(PublishedVersionRefused):
            engine.open(folder)


def test_an_index_with_the_numbers_of_another_is_refused(tmp_path, engine):
    engine.build(tmp_path / "one", [a_document()])
    engine.build(tmp_path / "two", [a_document(1), a_document(2)])
    (tmp_path / "two" / "option_numbers.npy").replace(tmp_path / "one" / "option_numbers.npy")
    with pytest.raises(PublishedVersionRefused):
        engine.open(tmp_path / "one")


@pytest.mark.parametrize("torn", ["", "{", "[]", '{"stem_of": {}}'])
def test_an_index_without_its_dictionary_is_refused(tmp_path, engine, torn):
    engine.build(tmp_path, [a_document()])
    (tmp_path / "words.json").write_text(torn)
    with pytest.raises(PublishedVersionRefused):
        engine.open(tmp_path)


def test_several_threads_get_the_answers_of_one(index_of):
    index = index_of(*(a_document(n, f"Rose {n % 7}", description=f"tea{n % 5}") for n in range(200)))
    questions = [f"rose {n % 7} tea{n % 5}" for n in range(35)]
    expected = [found(index, question) for question in questions]
    answers = {}

    def ask(thread):
        answers[thread] = [found(index, question) for question in questions]

    threads = [threading.Thread(target=ask, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(answers[n] == expected for n in range(4))


def test_an_open_index_outlives_its_folder(tmp_path, engine):
    folder = tmp_path / "index"
    engine.build(folder, [a_document()])
    index = engine.open(folder)
    for path in folder.iterdir():
        path.unlink()
    folder.rmdir()
    assert found(index, "rose") == [1]
    index.close()
