"""``caremarket bench report`` on a small market: peers count what ours counts, and its words hold figures."""

import json

import numpy as np
import pytest
from click.testing import CliRunner

from benchmarks.market_report import command, measuring
from benchmarks.market_report.measuring import measured
from benchmarks.market_report.page import page_of
from benchmarks.market_report.question import question
from benchmarks.market_report.report import as_json, as_text
from benchmarks.match.england import AS_OF, england
from directory.cli import main
from directory.offers import codes_for
from directory.rates import rates_on
from matching.snapshot import Snapshot
from tests.journeys.small_market import published_market


@pytest.fixture(scope="module")
def asked(homes):
    snapshot = Snapshot.of(england(3000, 5, homes), codes_for(homes.outcodes), AS_OF, rates_on(AS_OF))
    return question(snapshot, homes, 80, 5)


def test_a_loop_over_a_kd_tree_counts_the_same_owners(asked, monkeypatch):
    monkeypatch.setattr(measuring, "ROUNDS", 1)
    found = measured(asked, 40, 5, None, lambda said: None)
    told = as_json(3000, found, "it isn't here.")
    assert told["differences"] == []
    assert (told["areas"], told["profiles"], told["kd_tree"]["areas_sampled"]) == (80, 8, 40)
    assert told["postgis"] is None
    text = as_text(told)
    assert "PostGIS was left out: it isn't here." in text
    assert "the same as ours" in text


def test_a_peer_that_counts_otherwise_is_told_of(asked, monkeypatch):
    monkeypatch.setattr(measuring, "ROUNDS", 1)
    monkeypatch.setattr(measuring.KdTreeLoop, "owners", lambda self, area: (9, 9, 9))
    found = measured(asked, 2, 1, None, lambda said: None)
    told = as_json(3000, found, None)
    assert len(told["differences"]) == 16
    assert "16 counts differ" in as_text(told)


def test_areas_are_the_same_again_and_no_option_asked_is_nationwide(asked, homes):
    again = question(asked.snapshot, homes, 80, 5)
    assert np.array_equal(again.areas.easting, asked.areas.easting)
    assert 0 < asked.local.mean() < 1


def test_the_command_measures_a_market_of_its_own(tmp_path, homes, monkeypatch):
    monkeypatch.setattr(command.Homes, "of", lambda table: homes)
    monkeypatch.setattr(measuring, "ROUNDS", 1)
    asked = ["bench", "report", "--n", "1000", "--areas", "20", "--sample", "4", "1", "--json"]
    answer = CliRunner().invoke(main, [*asked, "--without-postgresql", "--keep", str(tmp_path)])
    assert answer.exit_code == 0
    told = json.loads(answer.stdout)
    assert told["without_postgis_because"] == "it was asked to be."
    assert told["kd_tree"]["goal"] == 5
    assert told["all_councils"]["councils"] > 0


def test_what_postgis_lacks_is_named(monkeypatch, tmp_path):
    monkeypatch.setattr(command, "DEBIAN_PROGRAMS", tmp_path)
    assert command._what_is_missing() == "Debian's postgresql-15 isn't installed."
    (tmp_path / "postgres").touch()
    monkeypatch.setattr(command, "POSTGIS", tmp_path / "postgis.control")
    assert command._what_is_missing() == "Debian's postgresql-15-postgis-3 isn't installed."
    (tmp_path / "postgis.control").touch()
    assert command._what_is_missing() is None


def test_a_councils_page_is_timed_the_first_time_and_again(tmp_path):
    market_folder = published_market(tmp_path).data_dir
    found = page_of(market_folder, "E09000030")
    assert (found.options > 0, found.size > 1000) == (True, True)
    assert found.first > 0
    with pytest.raises(ValueError, match="no page"):
        page_of(market_folder, "Atlantis")
