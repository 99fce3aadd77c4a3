"""``caremarket bench link``: what it measures, that no linker sees the truth, and how it tells a loss."""

import json
from dataclasses import replace

import numpy as np
import pytest
from click.testing import CliRunner

from benchmarks.link import judging
from benchmarks.link.command import link
from benchmarks.link.febrl import read_febrl
from benchmarks.link.judging import Rightness, judged_febrl, judged_market, providers_linked
from benchmarks.link.market import made_up
from benchmarks.link.providers import DIFFICULTIES
from benchmarks.link.report import as_text
from benchmarks.link.weights import SEEDS
from importers.linking.columns import RAW
from tests.real_files import real_file

HEADER = "rec_id, given_name, surname, street_number, address_1, address_2, suburb, postcode, state, "
FEBRL = f"""{HEADER}date_of_birth, soc_sec_id
rec-1-org, amina, waller, 6, tulip street, , st james, 4011, wa, 19081209, 6988048
rec-1-dup-0, amina, wallre, 6, tulip street, , st james, 4011, wa, 19081209, 6988048
rec-2-org, jo, berry, 69, giblin street, , bittern, 4814, qld, 19990219, 7364009
rec-1-dup-1, amina, waller, , tulip st, , st james, 4011, wa, 19081219, 6988048
"""


@pytest.fixture(scope="module")
def a_market():
    return judged_market(300, 1, "hard")


def test_a_made_up_market_is_the_same_for_the_same_seed():
    one, again, other = (made_up(200, seed, DIFFICULTIES["easy"]) for seed in (1, 1, 2))
    assert one.records.equals(again.records)
    assert np.array_equal(one.truth, again.truth)
    assert not one.records.equals(other.records)


def test_the_truth_pairs_one_record_of_each_register():
    market = made_up(200, 1, DIFFICULTIES["hard"])
    lists = market.records["register"].to_numpy()
    assert (lists[market.truth[:, 0]] != lists[market.truth[:, 1]]).all()
    assert len(set(market.truth.ravel().tolist())) == market.truth.size


def test_nobody_who_links_sees_the_truth(monkeypatch):
    """What is handed over has the columns of a file and nothing else, in an order that tells nothing."""
    seen = []
    ours, theirs = judging.providers_linked, judging.peer.providers_scored
    monkeypatch.setattr(judging, "providers_linked", lambda *told: seen.append(told) or ours(*told))
    monkeypatch.setattr(judging.peer, "providers_scored", lambda *told: seen.append(told) or theirs(*told))
    judged_market(100, 1, "easy")
    (records, lists), (cleaned, _) = seen
    assert set(records.columns) == set(RAW)
    assert len(cleaned) == len(records) == len(lists)
    market = made_up(100, 1, DIFFICULTIES["easy"])
    apart = np.abs(market.truth[:, 0] - market.truth[:, 1])
    assert 40 < np.median(apart) < 90


def test_links_depend_on_what_records_say_not_on_their_order():
    market = made_up(150, 3, DIFFICULTIES["hard"])
    records, lists = market.records.drop("register"), market.records["register"].to_numpy()
    order = np.random.default_rng(1).permutation(len(records))
    weighed, same, _ = providers_linked(records, lists)
    mixed, mixed_same, _ = providers_linked(records[order], lists[order])
    plain = {frozenset(pair) for pair in zip(weighed.a[same].tolist(), weighed.b[same].tolist(), strict=True)}
    back = zip(order[mixed.a[mixed_same]].tolist(), order[mixed.b[mixed_same]].tolist(), strict=True)
    assert {frozenset(pair) for pair in back} == plain


def test_weights_are_from_seeds_that_no_report_uses():
    done = CliRunner().invoke(link, ["--seed", str(SEEDS[0])])
    assert done.exit_code == 2
    assert "choose another" in done.output


def test_both_linkers_are_judged_alike(a_market):
    assert a_market.records == 600
    for told in (a_market.ours, a_market.splink):
        assert 0.5 < told.even.f1 <= told.best.f1 <= 1
        assert told.cpu_seconds > 0
    assert a_market.certain.precision > 0.97


def test_a_loss_is_said_plainly(a_market):
    worse = replace(a_market.ours, even=Rightness(1, 0.1, 0.1, 0.1, 0.0), cpu_seconds=100.0)
    text = as_text([replace(a_market, ours=worse)], ["a file, which isn't there"])
    losses = text.split("Where we lose:")[1]
    assert "providers, hard, F1 at even odds: 0.1000 <" in losses
    assert "less than twice as fast" in losses
    assert "Left out: a file, which isn't there" in text


def test_people_who_come_several_times_are_found_in_every_pair(tmp_path):
    path = tmp_path / "dataset0.csv"
    path.write_text(FEBRL)
    people = read_febrl(path)
    assert people.truth.tolist() == [[0, 1], [0, 3], [1, 3]]
    assert "rec_id" not in people.records.columns


def test_the_command_tells_all_of_it_and_what_it_left_out(monkeypatch, tmp_path):
    monkeypatch.setenv("CAREMARKET_REAL_FILES", str(tmp_path))
    done = CliRunner().invoke(link, ["--n", "120", "--json"])
    told = json.loads(done.stdout)
    assert [one["name"] for one in told["compared"]] == ["providers, easy", "providers, hard"]
    assert len(told["left_out"]) == 2
    assert told["compared"][0]["speed_ratio"] > 0


@pytest.mark.real_files
def test_febrl_is_linked_at_least_as_well_as_by_splink():
    one = judged_febrl(real_file("testsuites/dataset1.csv.gz"))
    assert one.ours.even.f1 >= one.splink.even.f1
    assert one.ours.even.f1 > 0.99
