"""Every reason that an answer can hold has its sentence in directory/web/wording.py."""

import ast
from pathlib import Path

import pytest

from directory.journeys.find_support import REASON_IDS
from directory.web.wording import known_ids
from matching.criteria.registry import CRITERIA
from tests.house.repository import ROOT, python_files

CRITERIA_HOME = ROOT / "matching" / "criteria"


def written_ids(path: Path) -> set[str]:
    """The ids that a file's ``Reason("…")`` calls write out; those it composes can't be read here."""
    return {
        found
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "Reason"
        and node.args
        for found in literal_ids(node.args[0])
    }


def literal_ids(argument: ast.expr) -> set[str]:
    """A string, or the strings of a choice between two."""
    if isinstance(argument, ast.IfExp):
        return literal_ids(argument.body) | literal_ids(argument.orelse)
    return (
        {argument.value} if isinstance(argument, ast.Constant) and isinstance(argument.value, str) else set()
    )


def test_every_reason_written_out_is_one_that_an_answer_states():
    written = {path: written_ids(path) for path in python_files("matching", "directory/journeys")}
    assert any("quality.not_known" in found for found in written.values())
    assert {
        path.name: found - set(REASON_IDS) for path, found in written.items() if found - set(REASON_IDS)
    } == {}


def test_a_criterion_states_every_reason_it_writes_out():
    stated = {reason_id for criterion in CRITERIA for reason_id in criterion.reason_ids}
    written = set().union(*(written_ids(path) for path in CRITERIA_HOME.glob("*.py")))
    assert written <= stated


@pytest.mark.parametrize("reason_id", sorted(set(REASON_IDS)))
def test_a_reason_has_words(reason_id):
    assert reason_id in known_ids()


def test_no_sentence_is_kept_for_a_reason_that_is_gone():
    assert known_ids() - set(REASON_IDS) == set()
