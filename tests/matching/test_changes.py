"""What changed since a version was made reaches its answers, and nothing else moves."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.changes import CodeNotKnown, with_changes, write_changes
from matching.column_files import SPARE_ROWS, SnapshotRefused
from matching.offers import Area, Fee, YesNo
from matching.ranking import explain, rank
from matching.snapshot import Snapshot
from tests.matching.builders import a_budget, a_market, a_question, a_radius, an_offer, no, numbers, yes
from tests.matching.test_properties import markets, offers, questions


def changed(base, tmp_path, *offers, gone=()):
    folder = tmp_path / f"changes-{len(list(tmp_path.iterdir()))}"
    write_changes(folder, base, offers, gone)
    return with_changes(base, folder)


def published(tmp_path, *offers):
    folder = tmp_path / f"market-{len(list(tmp_path.iterdir()))}"
    a_market(*offers).write(folder)
    return Snapshot.open(folder)


def confirmed(question, market):
    return numbers(market, rank(question, market).confirmed)


def test_an_edited_price_is_the_price_of_the_answer(tmp_path):
    question = a_question(budget=a_budget(max_pence_per_hour=2000), must=frozenset({"max_pence_per_hour"}))
    base = published(tmp_path, an_offer(1, fee=Fee("hour", 2500)), an_offer(2, fee=Fee("hour", 2500)))
    assert confirmed(question, base) == []
    assert confirmed(question, changed(base, tmp_path, an_offer(2, fee=Fee("hour", 1900)))) == [2]


def test_an_option_that_is_gone_is_in_no_tier_no_place_and_no_count(tmp_path):
    base = published(tmp_path, an_offer(1), an_offer(2, miles_east=1), an_offer(3, miles_east=None))
    left = changed(base, tmp_path, gone=[1, 3])
    ranking = rank(a_question(), left)
    assert numbers(left, ranking.confirmed) == [2] and ranking.total_confirmed == 1
    assert ranking.total_ask_first == 0
    assert (left.rows_of_numbers(np.array([1, 2, 3, 99])) < 0).tolist() == [True, False, True, True]
    assert [left.row_of(n) is None for n in (1, 2, 3)] == [True, False, True]
    assert numbers(left, left.rows_within(535000, 181000, 50)) == [2]
    assert numbers(left, left.all_rows()) == [2]


def test_a_new_option_is_found_by_place_language_and_area(tmp_path):
    base = published(tmp_path, *(an_offer(n, languages=yes("pol")) for n in range(1, 70)))
    added = an_offer(200, miles_east=30, languages=yes("syl"), area=Area("outcodes", codes=("E1",)))
    market = changed(base, tmp_path, added)
    assert market.rows_of_numbers(np.array([200, 69])).tolist() == [market.row_of(200), market.row_of(69)]
    question = a_question(languages=("syl",), must=frozenset({"languages"}))
    assert confirmed(question, market) == [200]
    assert numbers(market, market.rows_within(535000 + 48280, 181000, 2)) == [200]


def test_the_version_itself_stays_as_it_was(tmp_path):
    base = published(tmp_path, an_offer(1), an_offer(2))
    changed(base, tmp_path, an_offer(2, needs=no("personal_care")), gone=[1])
    assert confirmed(a_question(), base) == [1, 2]
    assert confirmed(a_question(), Snapshot.open(base.folder)) == [1, 2]


@settings(max_examples=12, deadline=None)
@given(market=markets(most=12), question=questions(), data=st.data())
def test_a_version_with_changes_answers_like_one_made_anew(tmp_path_factory, market, question, data):
    tmp_path = tmp_path_factory.mktemp("versions")
    known = [offer.number for offer in market]
    gone = data.draw(st.sets(st.sampled_from(known), max_size=3))
    edited = data.draw(st.sets(st.sampled_from([*known, 101, 102]), max_size=5)) - gone
    new = {number: data.draw(offers(number)) for number in edited}
    base = data.draw(st.sampled_from([a_market, lambda *each: published(tmp_path, *each)]))(*market)
    patched = changed(base, tmp_path, *new.values(), gone=gone)
    kept = [offer for offer in market if offer.number not in {*gone, *new}]
    anew = a_market(*kept, *new.values())
    frozen = {name: column for name, column in base.columns.items() if "_count_" in name}
    anew = replace(anew, columns={**anew.columns, **frozen})
    assert answered(question, patched) == answered(question, anew)


def answered(question, market):
    ranking = rank(question, market)
    shown = np.concatenate([ranking.confirmed, ranking.ask_first])
    return (
        numbers(market, ranking.confirmed),
        numbers(market, ranking.ask_first),
        [(each.number, each.expected, each.outcomes) for each in explain(question, market, shown)],
    )


def test_a_code_the_version_does_not_know_asks_for_a_whole_new_one(tmp_path):
    with pytest.raises(CodeNotKnown, match="ZZ9"):
        write_changes(tmp_path / "c", a_market(), [an_offer(area=Area("outcodes", codes=("ZZ9",)))], [])


def test_more_changes_than_there_is_room_for_are_refused(tmp_path):
    many = (an_offer(n) for n in range(SPARE_ROWS[0] + 1))
    with pytest.raises(SnapshotRefused, match="room"):
        write_changes(tmp_path / "c", a_market(), many, [])


def test_changes_made_for_another_version_are_refused(tmp_path):
    write_changes(tmp_path / "c", a_market(an_offer(1)), [an_offer(2)], [])
    with pytest.raises(SnapshotRefused, match="another"):
        with_changes(a_market(an_offer(1, area=a_radius(7))), tmp_path / "c")


def test_torn_changes_are_refused(tmp_path):
    base = a_market(an_offer(1, languages=YesNo(frozenset({"eng"}))))
    write_changes(tmp_path / "c", base, [an_offer(2)], [])
    (tmp_path / "c" / "columns.bin").write_bytes(b"")
    with pytest.raises(SnapshotRefused, match="torn"):
        with_changes(base, tmp_path / "c")


def test_a_version_with_changes_is_not_written_as_a_version(tmp_path):
    with pytest.raises(SnapshotRefused, match="changes"):
        changed(a_market(an_offer(1)), tmp_path, an_offer(2)).write(tmp_path / "again")
