"""``caremarket bench``: a measurement of a small market from end to end, and what a wheel says instead."""

import json

import pytest
from click.testing import CliRunner

from benchmarks.relevance.collection import Vignette
from benchmarks.relevance.judging import judge
from benchmarks.relevance.rankings import PEERS, RANKERS, Market
from benchmarks.relevance.report import as_json, as_text, explained
from directory.cli import main
from directory.commands import bench
from directory.rates import rates_on
from tests.builders import a_community_group, a_personal_assistant, within_miles
from tests.journeys.market_in_memory import TODAY, SmallGazetteer, a_small_market, folded, needs_in

AMINA = Vignette(
    "t1",
    70,
    (),
    "Amina wants company in Sylheti.",
    {"needs": ["companionship"], "place": "E1", "languages": ["syl"]},
)
NOBODY = Vignette(
    "t2", 70, (), "Nothing here is for Bill.", {"needs": ["nursing"], "setting": ["move_in"], "place": "E1"}
)


class StoreWithFingerprint:
    """What a report asks of a store beside its options."""

    def __init__(self, store):
        self._store = store

    def reading(self):
        return self

    def __enter__(self):
        return self

    def __exit__(self, *_):
        return None

    def options(self, ids):
        return self._store.options(ids)

    def fingerprint(self):
        return "made up"


@pytest.fixture
def judged(tmp_path):
    company = needs_in("go_to", "companionship")
    far = {"needs": [], "attributes": needs_in("own_home", "companionship"), "service_area": within_miles(5)}
    options = [
        folded(a_community_group(needs=[], attributes=company, languages=["eng"])),
        folded(a_community_group(source_id="syl", needs=[], attributes=company, languages=["syl"], costs=())),
        folded(a_personal_assistant(languages=["eng", "syl"], hourly_pence=1900, **far)),
    ]
    live, store = a_small_market(tmp_path, options)
    by_number = {option.option_number: option for option in options}
    market = Market(live, StoreWithFingerprint(store), SmallGazetteer(), by_number, rates_on(TODAY))
    return judge(market, [AMINA, NOBODY])


def test_every_ranking_lists_what_it_can(judged):
    shown = {name: len(judged.lists[name]["t1"]) for name in RANKERS}
    assert shown == dict.fromkeys(RANKERS, 3)
    assert [len(judged.lists[name]["t2"]) for name in PEERS] == [0, 0, 0]


def test_the_words_asked_for_come_first_by_text_and_the_free_one_by_price(judged):
    first = {name: judged.market.options[judged.lists[name]["t1"][0]] for name in ("by text", "by price")}
    assert "syl" in {said.code for said in first["by text"].attributes}
    assert first["by price"].costs[0].unit == "free"


def test_the_report_says_for_whom_nothing_fits_and_who_is_better(judged):
    text = as_text(judged)
    assert "t2: nothing fits" in text
    assert "varied     against by price" in text
    assert "nDCG@10: 1 people" in text


def test_the_same_figures_stand_in_json(judged):
    told = json.loads(json.dumps(as_json(judged)))
    assert set(told["rankings"]) == set(RANKERS)
    assert told["rankings"]["varied"]["nDCG@10"] == judged.scores["varied"]["nDCG@10"]["t1"]
    assert [row["id"] for row in told["vignettes"]] == ["t1", "t2"]
    assert sum(told["vignettes"][0]["grades"].values()) == 3
    assert told["vignettes"][1]["rankings"]["varied"]["nDCG@10"] is None


def test_an_explanation_names_rules(judged):
    told = explained(judged, AMINA)
    assert told.startswith("t1: Amina wants company")
    assert "grade 3\n  rule 1:" in told


def test_a_checkout_lists_its_measurements():
    result = CliRunner().invoke(main, ["bench", "--help"])
    assert "relevance" in result.output


def test_an_installed_package_says_where_measurements_are(monkeypatch, tmp_path):
    monkeypatch.setattr(bench, "CHECKOUT", tmp_path)
    assert CliRunner().invoke(main, ["bench", "--help"]).exit_code == 0
    result = CliRunner().invoke(main, ["bench", "relevance"])
    assert result.exit_code == 3
    assert "come with a checkout" in result.output


def test_a_missing_package_is_named(monkeypatch):
    monkeypatch.setitem(bench.BENCHMARKS, "relevance", "benchmarks.not_there")
    result = CliRunner().invoke(main, ["bench", "relevance"])
    assert result.exit_code == 3
    assert "not_there" in result.output
