"""``caremarket bench match``: what it tells of a small market, and how its ratios are made."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from benchmarks.match.answering import Answer
from benchmarks.match.building import Built
from benchmarks.match.measuring import Measured
from benchmarks.match.processes import Swap, Worker
from benchmarks.match.report import as_json, as_text
from benchmarks.match.timing import Times, interleaved
from directory.cli import main

KEYS = {
    "n", "p50_ms", "p99_ms", "varied_p50_ms", "varied_p99_ms", "p50_ratio_to_best_postgresql",
    "p99_ratio_to_best_postgresql", "p50_ratio_without_totals", "p99_ratio_without_totals", "worst_case_ms",
    "worst_case_ratio_to_best_postgresql", "growth", "private_mb", "private_mb_over_imports", "cold_start_ms",
    "build_seconds", "bytes_a_row", "swap_ms", "swap_failed_requests", "answers_equal", "differences",
    "best_variant", "postgresql",
}  # fmt: skip


def times(**milliseconds):
    return Times({name.replace("_", " "): [ms / 1000] for name, ms in milliseconds.items()})


@pytest.fixture
def told():
    asked = times(ours=2, varied=3, point_list=4, point_totals=6, postgis_list=3, postgis_totals=21)
    measured = Measured(
        1000, Built(Path(), 1.0, 300.0), {"point": 1.0, "postgis": 2.0}, asked, asked, ["one"], 2
    )
    return as_json([measured], Worker(50.0, 20.0, 600.0, 500.0), Swap(2.0, 1.0, 100, 0))


def test_the_object_has_its_keys(told):
    assert set(told) >= KEYS
    assert set(told["postgresql"]) == {"point", "postgis"}


def test_ours_is_held_against_the_best_variant_of_each_figure(told):
    assert told["best_variant"] == "point"
    assert told["p50_ratio_to_best_postgresql"] == pytest.approx(5)
    assert told["p99_ratio_without_totals"] == pytest.approx(1.5)
    assert told["worst_case_ratio_to_best_postgresql"] == pytest.approx(5)


def test_a_difference_is_told(told):
    assert told["answers_equal"] is False
    assert "1 of 2 answers differ:\none" in as_text(told)


def test_the_table_names_what_it_measures(told):
    text = as_text(told)
    assert "1,000     2.00 ms" in text
    assert "A worker holds 50 MB alone, 20 MB more than its imports" in text


@pytest.mark.parametrize(
    ("theirs", "difference"),
    [
        (Answer((1, 2), (0.5, 0.4), 1, 7), None),
        (Answer((1, 2), (0.5, 0.4 + 1e-10), 1, 7), None),
        (Answer((1, 2), (0.5, 0.4 + 1e-8), 1, 7), "utility apart by 1e-08"),
        (Answer((1, 3), (0.5, 0.4), 1, 7), "another option in place 2"),
        (Answer((1,), (0.5,), 1, 7), "another option in place 2"),
        (Answer((1, 2), (0.5, 0.4), 2, 6), "totals 1+7 and 2+6"),
    ],
)
def test_answers_are_equal_in_options_utilities_and_totals(theirs, difference):
    assert Answer((1, 2), (0.5, 0.4), 1, 7).differs_from(theirs) == difference


def test_every_system_answers_each_question_in_changing_order_and_the_first_round_is_not_counted():
    asked, seen = [], []
    systems = {name: lambda question, name=name: asked.append((question, name)) or name for name in "ab"}
    taken = interleaved(systems, range(20), rounds=1, look=lambda question, answers: seen.append(answers))
    pairs = list(zip(asked[::2], asked[1::2], strict=True))
    assert [{first, second} for first, second in pairs] == [{(q, "a"), (q, "b")} for q in [*range(20)] * 2]
    assert {first[1] for first, _ in pairs} == {"a", "b"}
    assert seen == [{"a": "a", "b": "b"}] * 20
    assert {name: len(seconds) for name, seconds in taken.seconds.items()} == {"a": 20, "b": 20}


def test_the_command_measures_a_small_market_without_postgresql(tmp_path, reference_dir, homes, monkeypatch):
    (tmp_path / "reference").symlink_to(reference_dir)
    monkeypatch.setenv("CAREMARKET_DATA_DIR", str(tmp_path))
    wanted = [
        "--n",
        "1000",
        "--queries",
        "8",
        "--without-postgresql",
        "--json",
        "--keep",
        str(tmp_path / "kept"),
    ]
    result = CliRunner().invoke(main, ["bench", "match", *wanted])
    assert result.exit_code == 0, result.output
    told = json.loads(result.stdout)
    assert set(told) >= KEYS
    assert told["n"] == 1000
    assert told["postgresql"] is told["p50_ratio_to_best_postgresql"] is told["answers_equal"] is None
    assert told["swap_failed_requests"] == 0
    assert told["private_mb"] > told["private_mb_over_imports"] > 0
    assert told["cold_start_ms"] > told["cold_start_of_imports_ms"] > 0
    assert (tmp_path / "kept" / "england-1000-1" / "market.json").is_file()
