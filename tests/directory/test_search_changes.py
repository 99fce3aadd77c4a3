"""An index with its changes answers like one built anew."""

import random
import threading

import pytest

from directory.errors import PublishedVersionRefused
from directory.search.protocol import Document, Topic


def a_document(option_number=1, name="Rose House", **words):
    return Document(option_number=option_number, name=name, **words)


@pytest.fixture
def changed_index(tmp_path, engine):
    """``changed_index(before, after)``: the first documents, but where the second have the same number."""

    def build(before, after, gone=()):
        made = len(list(tmp_path.iterdir()))
        base, changes = tmp_path / f"{made}-base", tmp_path / f"{made}-changes"
        engine.build(base, before)
        engine.build(changes, after)
        changed = {document.option_number for document in after} | set(gone)
        return engine.open(base).with_changes(changes, changed)

    return build


def found(index, text, limit=20):
    return [hit.option_number for hit in index.search(text, limit)]


def test_what_is_gone_is_never_found(changed_index):
    index = changed_index([a_document(1), a_document(2)], [], gone=[1])
    assert found(index, "rose") == [2]


def test_what_is_gone_was_perhaps_never_there(changed_index):
    index = changed_index([a_document(2)], [], gone=[1, 2, 3])
    assert found(index, "rose") == []
    assert found(changed_index([], [a_document(7)], gone=[1]), "rose") == [7]


def test_a_changed_option_is_found_by_its_new_words_only(changed_index):
    index = changed_index([a_document(1, "Rose"), a_document(2, "Daisy")], [a_document(1, "Lily")])
    assert found(index, "rose") == []
    assert found(index, "lily") == [1]


def test_a_new_option_stands_where_a_whole_index_would_have_it(changed_index):
    others = [a_document(number, f"Choir {number}", description="garden") for number in range(10, 40)]
    index = changed_index(others, [a_document(3, "Garden friends")])
    assert found(index, "garden")[0] == 3


def test_an_exact_word_among_the_changes_keeps_guesses_out(changed_index):
    index = changed_index([a_document(1, "Thistle")], [a_document(2, "Thistly")])
    assert found(index, "thistly") == [2]


def test_words_of_old_and_new_are_guessed_alike(changed_index):
    index = changed_index([a_document(1, "Companionship")], [a_document(2, "Rambling")])
    assert found(index, "compansionship") == [1]
    assert found(index, "ramblign") == [2]


def test_the_index_beneath_goes_on_answering_as_before(tmp_path, engine):
    engine.build(tmp_path / "base", [a_document(1)])
    engine.build(tmp_path / "changes", [a_document(2)])
    before = engine.open(tmp_path / "base")
    after = before.with_changes(tmp_path / "changes", [1, 2])
    assert found(before, "rose") == [1]
    assert found(after, "rose") == [2]


def test_a_torn_index_of_changes_is_refused(tmp_path, engine):
    engine.build(tmp_path / "base", [a_document(1)])
    with pytest.raises(PublishedVersionRefused):
        engine.open(tmp_path / "base").with_changes(tmp_path / "nowhere", [1])


def test_threads_that_share_a_base_get_the_answers_of_one(tmp_path, engine):
    engine.build(tmp_path / "base", [a_document(n, f"Rose {n % 7}") for n in range(200)])
    engine.build(tmp_path / "changes", [a_document(n, f"Lily {n % 7}") for n in range(50)])
    base = engine.open(tmp_path / "base")
    both = [base, base.with_changes(tmp_path / "changes", range(50))]
    questions = [f"{name} {n}" for n in range(7) for name in ("rose", "lily")]
    expected = [[found(index, question, 100) for question in questions] for index in both]
    answers = {}

    def ask(thread):
        answers[thread] = [[found(index, question, 100) for question in questions] for index in both]

    threads = [threading.Thread(target=ask, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(answers[n] == expected for n in range(4))


@pytest.mark.parametrize("seed", range(4))
def test_random_changes_are_found_as_in_an_index_built_anew(changed_index, tmp_path, engine, seed):
    """The same options; a word is a little rarer or commoner by the few options that are gone."""
    chance = random.Random(seed)
    names = ["".join(chance.choices("bcdfglmnprst", k=6)) for _ in range(30)]
    told = [Topic(chance.choice(names), (chance.choice(names),)) for _ in range(10)]

    def any_document(number):
        words = " ".join(chance.sample(names, 2))
        return a_document(number, words, description=chance.choice(names), topics=(chance.choice(told),))

    before = {number: any_document(number) for number in range(300)}
    after = {number: any_document(number) for number in chance.sample(range(330), 6)}
    gone = set(chance.sample(sorted(before.keys() - after.keys()), 3))
    index = changed_index(before.values(), after.values(), gone)
    engine.build(tmp_path / "anew", [d for n, d in {**before, **after}.items() if n not in gone])
    anew = engine.open(tmp_path / "anew")
    for _ in range(40):
        text = " ".join(chance.sample(names, chance.randint(1, 2)))
        assert set(found(index, text, 500)) == set(found(anew, text, 500))
        for ours, theirs in zip(index.search(text, 500), anew.search(text, 500), strict=True):
            assert ours.score == pytest.approx(theirs.score, rel=0.05)
