"""Which records become one organization, and which one option."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.records import Identifier
from directory.store.grouping import Entry, Organizations, Register, options_of
from tests.builders import (
    BOW_CELL,
    MILE_END,
    STRETFORD,
    a_care_home,
    a_community_group,
    a_home_care_agency,
    a_personal_assistant,
)
from tests.directory.importing import published, take_in

CQC = Register("cqc-directory", "Care Quality Commission", "England")
COUNCIL = Register("council-homes", "Example Council", "Trafford")
GROUPS = Register("community-groups", "Example Council", "Trafford")
OTHER_HOME = (Identifier("cqc_location", "1-999"), Identifier("cqc_provider", "1-200000002"))
NO_NUMBER = ()

# description, each record as (register, claims), records linked directly, positions expected by option
TOGETHER = [
    ("one record", [(CQC, a_care_home())], [], [[0]]),
    ("the same home in two registers", [(CQC, a_care_home()), (COUNCIL, a_care_home())], [], [[0, 1]]),
    (
        "the same number although the postcode was mistyped",
        [(CQC, a_care_home()), (COUNCIL, a_care_home(place=MILE_END))],
        [],
        [[0, 1]],
    ),
    (
        "two numbers at one place",
        [(CQC, a_care_home()), (COUNCIL, a_care_home(identifiers=OTHER_HOME))],
        [],
        [[0], [1]],
    ),
    (
        "a council's row without a number at the home's place",
        [(CQC, a_care_home()), (COUNCIL, a_care_home(identifiers=NO_NUMBER))],
        [],
        [[0, 1]],
    ),
    (
        "a register that lists two services at one place means two",
        [(GROUPS, a_community_group()), (GROUPS, a_community_group(name="Befriending"))],
        [(0, 1)],
        [[0], [1]],
    ),
    (
        "two kinds at one place",
        [(CQC, a_care_home()), (GROUPS, a_community_group(place=STRETFORD))],
        [(0, 1)],
        [[0], [1]],
    ),
    (
        "two places",
        [(GROUPS, a_community_group()), (COUNCIL, a_community_group(place=STRETFORD))],
        [(0, 1)],
        [[0], [1]],
    ),
    (
        "a record without a place goes where a link takes it",
        [(GROUPS, a_community_group()), (COUNCIL, a_community_group(place=None))],
        [(0, 1)],
        [[0, 1]],
    ),
    (
        "a record without a place or a link stays by itself",
        [(GROUPS, a_community_group()), (COUNCIL, a_community_group(place=None))],
        [],
        [[0], [1]],
    ),
    (
        "a personal assistant is one person, wherever and however often listed",
        [
            (GROUPS, a_personal_assistant()),
            (GROUPS, a_personal_assistant(place=replace(BOW_CELL, easting=1000))),
        ],
        [],
        [[0, 1]],
    ),
    (
        "a branch that visits people and one that houses them",
        [(CQC, a_home_care_agency(place=STRETFORD)), (CQC, a_care_home())],
        [],
        [[0], [1]],
    ),
]


@pytest.mark.parametrize(
    ("records", "linked", "expected"), [row[1:] for row in TOGETHER], ids=[row[0] for row in TOGETHER]
)
def test_options_of_one_organization(records, linked, expected):
    entries = [
        Entry(
            number,
            register,
            claims,
            frozenset(b for pair in linked for a, b in (pair, pair[::-1]) if a == number),
        )
        for number, (register, claims) in enumerate(records)
    ]
    assert options_of(entries) == expected


def test_joined_groups_are_one_group():
    groups = Organizations()
    for a, b in ((1, 2), (3, 4), (2, 3)):
        groups.join(a, b)
    assert sorted(groups.of(1)) == [1, 2, 3, 4]
    assert groups.of(5) == [5]


def test_a_pair_known_to_be_different_is_never_joined_even_through_others():
    groups = Organizations(different=[(1, 3)])
    groups.join(1, 2)
    groups.join(2, 3)
    assert sorted(groups.of(2)) == [1, 2]
    assert groups.of(3) == [3]


@given(
    st.lists(st.tuples(st.integers(0, 8), st.integers(0, 8)), max_size=12),
    st.lists(
        st.tuples(st.integers(0, 8), st.integers(0, 8)).filter(lambda pair: pair[0] != pair[1]), max_size=4
    ),
)
def test_groups_part_the_records_and_keep_the_different_apart(joins, different):
    groups = Organizations(different)
    for a, b in joins:
        groups.join(a, b)
    for record in range(9):
        assert record in groups.of(record)
        assert all(sorted(groups.of(other)) == sorted(groups.of(record)) for other in groups.of(record))
    assert all(b not in groups.of(a) for a, b in different)


def test_homes_of_one_registered_provider_are_one_organization_without_a_link(store):
    homes = [
        a_care_home(
            source_id=f"1-{n}",
            name=f"Home {n}",
            identifiers=(Identifier("cqc_location", f"1-{n}"), Identifier("cqc_provider", "1-200000002")),
        )
        for n in range(10)
    ]
    take_in(store, *homes, source="cqc-directory")
    assert {(option.owner_name, option.size_class) for option in published(store)} == {
        ("Example Homes Ltd", "large")
    }
    assert len({option.owner_number for option in published(store)}) == 1
    assert published(store)[0].identifiers[0].scheme == "cqc_location"


def test_each_option_shows_its_own_numbers_only(store):
    take_in(
        store, a_care_home(), a_care_home(source_id="1-999", identifiers=OTHER_HOME), source="cqc-directory"
    )
    shown = {identifier.value for option in published(store) for identifier in option.identifiers[:1]}
    assert shown == {"1-100000002", "1-999"}
    assert {len(option.identifiers) for option in published(store)} == {2}


def test_a_provider_that_shrinks_is_sized_anew(store):
    homes = [
        a_care_home(
            source_id=n, identifiers=(Identifier("cqc_location", n), Identifier("cqc_provider", "1-2"))
        )
        for n in ("a", "b")
    ]
    take_in(store, *homes, source="cqc-directory")
    assert {option.size_class for option in published(store)} == {"medium"}
    take_in(store, homes[0], source="cqc-directory")
    assert {option.size_class for option in published(store)} == {"small"}


def test_the_order_of_rows_decides_nothing(store):
    def a_home(n):
        numbers = (Identifier("cqc_location", n), Identifier("cqc_provider", "1-2"))
        return a_care_home(source_id=n, name=n, identifiers=numbers)

    take_in(store, *(a_home(n) for n in "dbcafe"), source="cqc-directory")
    rows = {option.name: option for option in published(store)}
    assert {option.owner_number for option in rows.values()} == {rows["a"].option_number}
