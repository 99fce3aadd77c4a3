"""Private people are never joined across the line, by no chain of records and by nobody's word."""

import shutil
from hashlib import sha256
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from directory.errors import CareMarketError
from directory.records import PrivateDetails
from directory.store.session import open_store
from importers.linking.answers import answer
from importers.linking.new_records import link_new
from tests.builders import a_personal_assistant
from tests.directory.conftest import settings_for

FIELDS = ("telephone", "email", "birth_date")
A_PERSON = st.builds(
    PrivateDetails,
    name=st.sampled_from(["Jo Example", "Jo Еxample", "Amina Example"]),
    telephone=st.sampled_from([None, "02079460101", "02079460102"]),
    email=st.sampled_from([None, "a@example.org", "b@example.org"]),
    birth_date=st.sampled_from([None, "1980-04-03", "1990-01-01"]),
)


@pytest.fixture
def take_people(store):
    return lambda *people: take(store, people)


def take(store, people):
    """Each person from a register of their own, linked as imports do; returns their record ids."""
    record_ids = []
    for number, person in enumerate(people):
        with store.writing() as writer:
            run_id = writer.begin_run(
                "personal-assistants", f"Register {number}", "England", "f.csv", "0" * 64
            )
            hashed = sha256(repr(person).encode()).hexdigest()
            landed = writer.add_versions(run_id, [(a_personal_assistant(source_id="x"), person, hashed)])
            link_new(writer, landed.added)
            writer.fold(landed.added)
            writer.finish_run(run_id, {}, {})
        record_ids += landed.added
    return record_ids


def joined(store, record_ids):
    with store.writing(dry_run=True) as writer:
        return {frozenset(group) for group in writer.joined(record_ids).values()}


def differ_in_all(one, other):
    both = [(getattr(one, field), getattr(other, field)) for field in FIELDS]
    return all(mine and theirs and mine != theirs for mine, theirs in both)


@given(
    st.lists(A_PERSON, min_size=2, max_size=7),
    st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), max_size=6),
)
@settings(max_examples=40)
def test_nobody_is_joined_with_someone_who_differs_in_all(tables, tmp_path_factory, people, by_hand):
    path = tmp_path_factory.mktemp("people") / "market.sqlite3"
    shutil.copy(tables, path)
    store = open_store(settings_for(f"sqlite:///{path}", None))
    try:
        record_ids = take(store, people)
        known = dict(zip(record_ids, people, strict=True))
        for group in joined(store, record_ids):
            for a, b in combinations(group, 2):
                assert not any(
                    getattr(known[a], field)
                    and getattr(known[b], field)
                    and getattr(known[a], field) != getattr(known[b], field)
                    for field in FIELDS
                )
        with store.writing() as writer:
            for a, b in by_hand:
                if a != b and max(a, b) < len(people):
                    writer.link(record_ids[a], record_ids[b], "same", {}, by="an officer")
            writer.fold()
        for group in joined(store, record_ids):
            assert not any(differ_in_all(known[a], known[b]) for a, b in combinations(group, 2))
        with store.reading() as reader:
            options = list(reader.published_rows())
        assert len(options) == len(joined(store, record_ids))
    finally:
        store.close()


def test_a_chain_of_records_joins_nobody_who_differs(store, take_people):
    first = PrivateDetails("Jo Example", telephone="1", email="a", birth_date="1980")
    middle = PrivateDetails("Jo Example", telephone="1", email="a")
    last = PrivateDetails("Jo Example", telephone="1", email="a", birth_date="1990")
    record_ids = take_people(first, middle, last)
    assert joined(store, record_ids) == {frozenset(record_ids[:2]), frozenset(record_ids[2:])}
    with store.reading() as reader:
        assert {link.pair for link in reader.links_asked(10)} == {
            (record_ids[0], record_ids[2]),
            (record_ids[1], record_ids[2]),
        }


def test_a_person_cannot_say_that_two_people_are_one(store, take_people):
    record_ids = take_people(
        PrivateDetails("Jo Example", telephone="1", email="a", birth_date="1980"),
        PrivateDetails("Jo Example", telephone="2", email="b", birth_date="1990"),
    )
    with store.writing() as writer:
        writer.link(*record_ids, "ask", {"agree": []})
    with pytest.raises(CareMarketError, match="two people") as refusal:
        answer(store, tuple(record_ids), "same", "Amina")
    assert refusal.value.code == "two_people"
    assert answer(store, tuple(record_ids), "different", "Amina") == "different"


def test_who_is_joined_leaves_when_the_register_corrects_every_detail(store, take_people):
    person = PrivateDetails("Jo Example", telephone="1", email="a", birth_date="1980")
    record_ids = take_people(person, person)
    assert joined(store, record_ids) == {frozenset(record_ids)}
    another = PrivateDetails("Jo Example", telephone="2", email="b", birth_date="1990")
    with store.writing() as writer:
        run_id = writer.begin_run("personal-assistants", "Register 0", "England", "g.csv", "1" * 64)
        writer.add_versions(run_id, [(a_personal_assistant(source_id="x"), another, "another")])
        writer.fold(record_ids)
        writer.finish_run(run_id, {}, {})
    with store.reading() as reader:
        assert len(list(reader.published_rows())) == 2


def test_a_name_in_letters_that_look_latin_is_the_same_name(store, take_people):
    record_ids = take_people(
        PrivateDetails("Jo Example", telephone="1", email="a"),
        PrivateDetails("Jо Ехample", telephone="1", email="a"),
    )
    assert joined(store, record_ids) == {frozenset(record_ids)}
