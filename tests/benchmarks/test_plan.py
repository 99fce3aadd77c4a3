"""``caremarket bench plan`` on a few small wishes: the plans are CP-SAT's, or the run fails."""

import json

import pytest
from click.testing import CliRunner

pytest.importorskip("ortools", reason="the peer of plans comes with the extra “test”")

from benchmarks.plan import measuring
from benchmarks.plan.peer import PeerPlan
from directory.cli import main

SMALL = ["bench", "plan", "--wishes", "3", "--options", "5", "--needs", "2", "--larger", "1"]


def test_plans_are_timed_beside_cp_sats_and_are_the_same():
    answer = CliRunner().invoke(main, [*SMALL, "--json"])
    assert answer.exit_code == 0
    told = json.loads(answer.stdout)
    assert (told["wishes"], told["differences"], told["beyond"]["wishes"]) == (3, 0, 1)
    assert told["ratio"] > 0
    assert 0 < told["page"]["median"] <= told["page"]["p95"] <= told["page"]["most"]


def test_the_words_say_whether_plans_were_the_same():
    assert "all plans fit and cost the same" in CliRunner().invoke(main, SMALL).output
    alone = CliRunner().invoke(main, [*SMALL, "--without-peer"]).output
    assert "CP-SAT" not in alone and "under 1 s" in alone


def test_a_plan_that_differs_fails_the_run(monkeypatch):
    monkeypatch.setattr(measuring.Peer, "best", lambda self, budget: PeerPlan(0, 0, frozenset()))
    answer = CliRunner().invoke(main, SMALL)
    assert answer.exit_code == 1
    assert "3 plans differ in fit or cost" in answer.output
