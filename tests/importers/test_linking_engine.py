"""The engine of linking: keys, levels, weights and choices, on records that are no register's."""

from dataclasses import replace

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from importers.linking.blocking import hashed, keys_of, pairs_sharing
from importers.linking.choosing import chosen, evidence_of, one_for_one
from importers.linking.columns import RAW, provider_columns, with_counts
from importers.linking.comparing import MEASURES
from importers.linking.new_records import providers
from importers.linking.scoring import Scored, counted, learnt, scored
from importers.linking.specification import Field, Level, Specification


def columns_of(*told):
    blank = dict.fromkeys(RAW)
    return provider_columns(pl.DataFrame([{**blank, **row} for row in told], schema=RAW))


NAMES = [
    ("The Rose & Crown Day-Centre Ltd.", "centre crown day rose"),
    ("ROSE CROWN DAY CENTRE", "centre crown day rose"),
    ("St. Mary's Café", "cafe marys st"),
    ("Аmber Саrе", "amber care"),
    ("Am\u200bber\u00ad Care", "amber care"),
    ("Tallow Lodge (t/a Amber Care)", "lodge tallow"),
    ("Limited", None),
    ("", None),
    (None, None),
]


@pytest.mark.parametrize(("name", "spelt"), NAMES)
def test_a_name_in_one_plain_spelling(name, spelt):
    assert columns_of({"name": name})["name"].to_list() == [spelt]


CELLS = [
    ("telephone", "telephone", "+44 (0)20 7946 0101", "2079460101"),
    ("telephone", "telephone", "020 7946 0101", "2079460101"),
    ("telephone", "telephone", "ext 12", None),
    ("website", "host", "https://www.Example.org/page?x=1", "example.org"),
    ("website", "host", "facebook.com/lunchclub", None),
    ("email", "domain", "Info@Example.org", "example.org"),
    ("email", "domain", "someone@gmail.com", None),
    ("address", "street", "Flat 2, 10a High Street, London", "10a high st"),
    ("address", "house", "10a High Street", "10a"),
    ("postcode", "outcode", "E1 4NS", "E1"),
    ("name", "alias", "Tallow Lodge t/a Amber Care", "amber care"),
]


@pytest.mark.parametrize(("cell", "column", "text", "spelt"), CELLS)
def test_a_cell_in_one_plain_spelling(cell, column, text, spelt):
    assert columns_of({cell: text})[column].to_list() == [spelt]


KEPT = [
    6153039478517765790,
    6743896765420676130,
    8715773692352058770,
    9231986126158386292,
    18352732941343804001,
]


def test_keys_are_the_same_on_every_machine():
    """Keys are kept. When this fails, name another FORM in compared.py, so that kept keys are made anew."""
    records = columns_of({"name": "Tallow Lodge", "postcode": "E1 4NS", "telephone": "020 7946 0101"})
    keys, rows = keys_of(records, providers().keys)
    assert sorted(keys.tolist()) == KEPT
    assert set(rows.tolist()) == {0}


def test_equal_strings_of_different_kinds_are_different_keys():
    one = pl.Series(["example.org", "example.org", "example.com"])
    assert hashed(one, 0)[0] == hashed(one, 0)[1] != hashed(one, 1)[0]
    assert hashed(one, 0)[2] not in hashed(one, 0)[:2]


@given(
    st.lists(st.tuples(st.integers(0, 5), st.integers(0, 8)), max_size=40),
    st.lists(st.integers(0, 1), min_size=9, max_size=9),
    st.lists(st.booleans(), min_size=9, max_size=9),
)
def test_pairs_are_those_that_plain_looking_finds(stated, lists, asking):
    keys = np.array([key for key, _ in stated], np.uint64), np.array([row for _, row in stated], np.int64)
    sizes = {key: sum(key == other for other, _ in stated) for key, _ in stated}
    plain = {
        (a, b)
        for key, a in stated
        for other, b in stated
        if key == other and a < b and sizes[key] <= 6 and lists[a] != lists[b] and (asking[a] or asking[b])
    }
    a, b = pairs_sharing(keys, 6, np.array(lists), np.array(asking))
    assert list(zip(a.tolist(), b.tolist(), strict=True)) == sorted(plain)


ADDRESSES = [
    ("one address", {}, 1.0),
    ("street mistyped", {"address": "1 Exmple Street"}, 0.9),
    ("street not known", {"address": None}, 0.8),
    ("another number", {"address": "7 Example Street"}, 0.7),
    ("a digit of the postcode", {"postcode": "E1 4NX", "easting": 1200}, 0.6),
    ("around the corner", {"postcode": "E1 4NX", "easting": 1200, "address": "9 Far Road"}, 0.4),
    ("in the district", {"postcode": "E1 7ZZ", "easting": 4000, "address": "9 Far Road"}, 0.3),
    ("only the district known", {"postcode": None, "outcode": "E1", "address": None}, 0.3),
    ("far away", {"postcode": "M1 1AA", "easting": 90_000, "address": "9 Far Road"}, 0.0),
    ("not known", {"postcode": None, "easting": None, "address": None}, None),
]


@pytest.mark.parametrize(("changes", "near"), [a[1:] for a in ADDRESSES], ids=[a[0] for a in ADDRESSES])
def test_how_near_two_places_are(changes, near):
    here = {"postcode": "E1 4NS", "easting": 1000, "northing": 1000, "address": "1 Example Street"}
    records = columns_of(here, {**here, **changes})
    measured = MEASURES["address"](
        records[:1], records[1:], ("postcode", "easting", "northing", "street", "house")
    )
    assert measured.tolist() == [near] if near is not None else np.isnan(measured[0])


def test_what_is_missing_says_nothing():
    told = {"name": "Tallow Lodge", "postcode": "E1 4NS", "easting": 1, "northing": 1}
    known = {**told, "telephone": "020 7946 0101", "email": "a@example.org", "website": "example.org"}
    bare, half = (with_counts(columns_of(told, other)) for other in (told, known))
    pair = np.array([0]), np.array([1])
    assert scored(bare, pair, providers()).weight == scored(half, pair, providers()).weight


A_FIELD = Field(
    "number", "equal", ("number",), (Level("same", 1.0, ((0.9, 0.1),)), Level("differs", 0, ((0.1, 0.9),)))
)
A_SPECIFICATION = Specification((A_FIELD, replace(A_FIELD, name="other", columns=("other",))), (), 0.5, 3, -1)


def test_shares_are_learnt_without_the_truth():
    draw = np.random.default_rng(1)
    same = draw.random(20_000) < 0.2
    levels = np.stack([np.where(draw.random(20_000) < np.where(same, 0.95, 0.05), 0, 1) for _ in range(2)])
    third = replace(A_FIELD, name="third")
    levels = np.vstack([levels, np.where(draw.random(20_000) < np.where(same, 0.95, 0.05), 0, 1)]).astype(
        np.int8
    )
    found = learnt(replace(A_SPECIFICATION, fields=(*A_SPECIFICATION.fields, third)), levels)
    assert found.prior == pytest.approx(0.2, abs=0.02)
    assert found.fields[0].levels[0].shares[0] == pytest.approx((0.95, 0.05), abs=0.02)


def test_shares_are_counted_where_the_truth_is_known():
    levels = np.array([[0, 0, 1, 1], [0, 2, 2, 2]], np.int8)
    found = counted(A_SPECIFICATION, levels, np.array([True, True, False, False]))
    assert found.prior == 0.5
    assert found.fields[0].levels[0].shares[0] == (0.75, 0.25)
    assert found.fields[1].levels[0].shares[0] == (pytest.approx(2 / 3), 0.5)


def a_few(*told):
    """(a, b, weight) of pairs, all fields the same."""
    a, b, weight = (np.array(side) for side in zip(*told, strict=True))
    return Scored(a, b, np.zeros((2, len(told)), np.int8), weight.astype(float))


CHOICES = [
    ("one that is clear", [(0, 5, 9)], [(0, 5)], []),
    ("too light to be sure", [(0, 5, 1)], [], [(0, 5)]),
    ("too light to ask", [(0, 5, -2)], [], []),
    ("a rival far behind", [(0, 5, 9), (0, 6, 2)], [(0, 5)], []),
    ("a rival close behind", [(0, 5, 9), (0, 6, 8)], [], [(0, 5), (0, 6)]),
    ("the rest find their own", [(0, 5, 9), (0, 6, 2), (1, 6, 9)], [(0, 5), (1, 6)], []),
]


@pytest.mark.parametrize(("pairs", "same", "ask"), [c[1:] for c in CHOICES], ids=[c[0] for c in CHOICES])
def test_one_for_one(pairs, same, ask):
    weighed, lists = a_few(*pairs), np.array([0, 0, 0, 0, 0, 1, 1])
    found = chosen(weighed, lists, A_SPECIFICATION)
    assert [[(int(weighed.a[n]), int(weighed.b[n])) for n in numbers] for numbers in found] == [same, ask]


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(5, 9), st.integers(-2, 9)), min_size=1, max_size=25))
def test_no_record_is_the_same_as_two_of_a_list(pairs):
    lists = np.array([0] * 5 + [1] * 5)
    weighed = a_few(*{(a, b): (a, b, weight) for a, b, weight in pairs}.values())
    same, ask = chosen(weighed, lists, A_SPECIFICATION)
    for side in (weighed.a, weighed.b):
        assert len(set(side[same].tolist())) == len(same)
        assert set(side[one_for_one(weighed, lists, 0)].tolist()) >= set(side[same].tolist())
    assert not set(same.tolist()) & set(ask.tolist())


def test_a_place_that_is_filled_takes_nobody_else():
    weighed, lists = a_few((0, 5, 9)), np.array([0, 0, 0, 0, 0, 1])
    assert [list(found) for found in chosen(weighed, lists, A_SPECIFICATION, {(0, 1)})] == [[], []]


def test_every_weight_in_the_table_can_be_read():
    for field in providers().fields:
        weights = field.weights
        assert weights.shape == (2, len(field.levels) + 1)
        assert np.isfinite(weights).all()
        assert weights[0, 0] == max(weights[0, [0, len(field.levels) - 1]])
        assert set(field.rare) <= {level.name for level in field.levels}


def test_evidence_says_what_is_known_only():
    records = with_counts(columns_of({"name": "Tallow Lodge"}, {"name": "Tallow Lodge"}))
    weighed = scored(records, (np.array([0]), np.array([1])), providers())
    assert evidence_of(weighed, 0, providers())["fields"] == {"name": "same"}
