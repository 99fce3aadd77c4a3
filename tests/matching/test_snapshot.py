import json
from dataclasses import replace
from mmap import mmap

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.case import Case
from matching.criteria.base_rates import base_rate
from matching.offers import YesNo
from matching.ranking import rank
from matching.snapshot import Snapshot, SnapshotRefused
from matching.verdict import NO, UNKNOWN, YES
from tests.matching.builders import (
    CODES,
    HERE,
    RATES_2026,
    a_market,
    a_personal_assistant,
    a_question,
    an_offer,
    no,
    yes,
)


@pytest.fixture
def written(tmp_path):
    market = a_market(
        an_offer(1, languages=yes("syl")), an_offer(2, miles_east=3), an_offer(3, miles_east=None)
    )
    market.write(tmp_path / "v1")
    return market, tmp_path / "v1"


def test_a_written_snapshot_answers_as_the_one_in_memory(written):
    market, folder = written
    question = a_question(languages=("syl",))
    opened = Snapshot.open(folder)
    assert rank(question, opened).confirmed.tolist() == rank(question, market).confirmed.tolist()
    assert (opened.codes, opened.rates, opened.as_of) == (dict(market.codes), RATES_2026, market.as_of)


def test_large_columns_are_memory_mapped(tmp_path):
    a_market(*(an_offer(n) for n in range(1, 900))).write(tmp_path / "big")
    column = Snapshot.open(tmp_path / "big").columns["number"]
    while isinstance(column.base, np.ndarray):
        column = column.base
    assert isinstance(column.base, mmap)


def test_a_torn_column_is_refused(written):
    _, folder = written
    column = folder / "columns.bin"
    column.write_bytes(column.read_bytes()[:-3])
    with pytest.raises(SnapshotRefused, match="torn"):
        Snapshot.open(folder)


@pytest.mark.parametrize("text", ["", "{", "[]", json.dumps({"format": "something-else"})])
def test_a_foreign_folder_is_refused(written, text):
    _, folder = written
    (folder / "market.json").write_text(text)
    with pytest.raises(SnapshotRefused):
        Snapshot.open(folder)


def test_an_option_is_found_by_its_number(written):
    market, _ = written
    assert [int(market.columns["number"][market.row_of(n)]) for n in (1, 2, 3)] == [1, 2, 3]
    assert market.row_of(99) is None
    assert market.rows_of_numbers(np.array([3, 99, 1, -5])).tolist() == [
        market.row_of(3),
        -1,
        market.row_of(1),
        -1,
    ]
    assert market.rows_of_numbers(np.array([], dtype=np.int64)).tolist() == []


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.tuples(st.integers(80000, 655000), st.integers(5000, 657000)), min_size=1, max_size=30),
    st.tuples(st.integers(80000, 655000), st.integers(5000, 657000)),
    st.floats(0, 300),
)
def test_rows_within_a_radius_are_those_a_plain_scan_finds(places, point, km):
    market = a_market(*(an_offer(n, easting=e, northing=north) for n, (e, north) in enumerate(places, 1)))
    gaps = np.hypot(market.columns["easting"] - point[0], market.columns["northing"] - point[1])
    assert market.rows_within(*point, km).tolist() == np.flatnonzero(gaps <= km * 1000).tolist()


def test_a_coarse_place_is_compared_and_shown_in_whole_miles():
    market = a_market(a_personal_assistant(miles_east=2.4), an_offer(2, miles_east=2.4))
    miles = market.miles_from(535000, 181000, market.all_rows())
    assert sorted(miles.tolist()) == pytest.approx([2.0, 2.4], abs=1e-3)


def test_a_blank_is_unknown_and_a_complete_list_denies_the_rest():
    open_list = an_offer(1, lists={"faith": yes("muslim")})
    complete = an_offer(2, lists={"faith": replace(yes("muslim"), complete=True)})
    market = a_market(open_list, complete)
    verdicts = {int(market.columns["number"][row]): market.verdicts("faith", "jewish", np.array([row]))[0]
                for row in market.all_rows()}  # fmt: skip
    assert verdicts == {1: UNKNOWN, 2: NO}


def test_no_wins_over_yes_where_both_are_claimed():
    market = a_market(an_offer(lists={"diet": YesNo(frozenset({"halal"}), frozenset({"halal"}))}))
    assert market.verdicts("diet", "halal", market.all_rows())[0] == NO


def test_codes_beyond_the_sixty_fourth_spill_into_a_second_word():
    codes = {**CODES, "diet": tuple(f"d{n}" for n in range(70))}
    market = Snapshot.of([an_offer(lists={"diet": yes("d3", "d69")})], codes, a_market().as_of, RATES_2026)
    rows = market.all_rows()
    assert [int(market.verdicts("diet", code, rows)[0]) for code in ("d3", "d68", "d69")] == [
        YES,
        UNKNOWN,
        YES,
    ]


def rate_of(market, vocabulary, code, council):
    here = None if council is None else replace(HERE, council=council)
    return base_rate(Case.of_market(a_question(here=here), market), vocabulary, code)


def test_a_base_rate_is_the_local_share_drawn_towards_the_national_one():
    here = [an_offer(n, lists={"faith": yes("muslim") if n <= 6 else no("muslim")}) for n in range(1, 9)]
    there = [an_offer(n, council="E09000025", lists={"faith": no("muslim")}) for n in range(11, 19)]
    silent = [an_offer(30)]
    market = a_market(*here, *there, *silent)
    national = 6 / 16
    assert rate_of(market, "faith", "muslim", "E09000030") == pytest.approx((6 + 10 * national) / (8 + 10))
    assert rate_of(market, "faith", "muslim", None) == pytest.approx(national)


def test_where_no_answer_speaks_against_it_nothing_is_learnt():
    assert rate_of(a_market(an_offer(lists={"faith": yes("muslim")})), "faith", "muslim", None) == 0.5
    assert rate_of(a_market(), "languages", "syl", None) == 0.5


def test_languages_have_base_rates_of_their_own():
    market = a_market(
        a_personal_assistant(1),
        a_personal_assistant(2, languages=yes("syl")),
        an_offer(3, languages=no("syl")),
    )
    assert rate_of(market, "languages", "syl", None) == pytest.approx(1 / 3)
