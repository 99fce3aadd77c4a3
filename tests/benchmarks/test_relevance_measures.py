"""The measures are those of the field: pyndeval's own worked run, and hand-made lists."""

from math import log2

import pytest
from ir_measures import ERR_IA, Qrel, ScoredDoc, StRecall, alpha_nDCG

from benchmarks.relevance.grading import Graded
from benchmarks.relevance.measures import difference, exposure, measured, scores


def test_the_worked_run_of_pyndevals_readme():
    judged = [Qrel("0", doc, 1, aspect) for aspect, doc in ("aA", "bB", "bD", "cC")]
    run = [ScoredDoc("0", doc, score) for doc, score in (("A", 9.3), ("D", 8.4), ("E", 8.1), ("B", 7.6))]
    wanted = {"α-nDCG@5": alpha_nDCG(alpha=0.5) @ 5, "strec@5": StRecall @ 5, "ERR-IA@5": ERR_IA @ 5}
    found = {name: values["0"] for name, values in measured(wanted, judged, run).items()}
    assert found == pytest.approx({"α-nDCG@5": 0.786896, "strec@5": 0.666667, "ERR-IA@5": 0.393343}, abs=1e-6)


GRADES = {
    "anna": {1: Graded(3, (), ("kind:a", "diet:x")), 2: Graded(1, ()), 3: Graded(2, (), ("kind:b",))},
    "bill": {1: Graded(0, ()), 2: Graded(1, ()), 3: Graded(0, ())},
    "cora": {1: Graded(0, ()), 2: Graded(0, ()), 3: Graded(0, ())},
}


def test_gain_is_the_grade_and_a_place_lower_counts_less():
    found = scores({"anna": [2, 1], "bill": [2], "cora": []}, GRADES)["nDCG@10"]
    best = 3 + 2 / log2(3) + 1 / log2(4)
    assert found == pytest.approx({"anna": (1 + 3 / log2(3)) / best, "bill": 1.0})


def test_who_can_be_shown_nothing_good_is_in_no_mean():
    found = scores({"anna": [1, 2, 3], "bill": [3], "cora": [1]}, GRADES)
    assert {name: set(people) for name, people in found.items()} == {
        "nDCG@10": {"anna", "bill"},
        "α-nDCG@10": {"anna"},
        "S-recall@10": {"anna"},
    }


def test_an_empty_list_is_worth_nothing_where_something_fits():
    found = scores({"anna": [], "bill": [2], "cora": []}, GRADES)
    assert [found[name]["anna"] for name in found] == [0.0, 0.0, 0.0]


def test_aspects_shown_are_counted_once():
    assert scores({"anna": [1]}, GRADES)["S-recall@10"]["anna"] == pytest.approx(2 / 3)


def test_only_the_first_ten_count():
    late = [*range(10, 20), 1]
    assert scores({"anna": late}, GRADES)["nDCG@10"]["anna"] == 0


def test_exposure_is_the_mean_share_of_the_lists_that_show_anything():
    found = exposure([["small", "large"], ["small"], []])
    first = 1 / (1 + 1 / log2(3))
    assert found == pytest.approx({"small": (first + 1) / 2, "medium": 0, "large": (1 - first) / 2})


def test_a_difference_is_paired_and_repeatable():
    ours, theirs = {"a": 0.9, "b": 0.5, "c": 0.5}, {"a": 0.4, "b": 0.5, "c": 0.6}
    found = difference(ours, theirs)
    assert (found.better, found.same, found.worse) == (1, 1, 1)
    assert found.mean == pytest.approx(0.4 / 3)
    assert found.low < found.mean < found.high
    assert found.verdict == "can't be told apart"
    assert difference(ours, theirs) == found


def test_a_loss_is_called_one():
    people = [f"p{n}" for n in range(12)]
    assert difference(dict.fromkeys(people, 0.2), dict.fromkeys(people, 0.5)).verdict == "worse"
    assert difference(dict.fromkeys(people, 0.5), dict.fromkeys(people, 0.2)).verdict == "better"
