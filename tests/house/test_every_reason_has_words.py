"""Every reason that matching or a journey can give has its sentence in directory/web/wording.py."""

import ast
from pathlib import Path

import pytest

from directory.web.wording import known_ids
from matching.criteria.registry import CRITERIA
from tests.house.repository import ROOT, python_files

CRITERIA_HOME = ROOT / "matching" / "criteria"
STATED_IDS = {reason_id for criterion in CRITERIA for reason_id in criterion.reason_ids}


def first_arguments_of_reasons(path: Path) -> list[ast.expr]:
    """What each ``Reason(…)`` in a file is named by."""
    return [
        node.args[0]
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "Reason"
        and node.args
    ]


def literal_ids(argument: ast.expr) -> set[str]:
    """The ids written out in it: a string, or the strings of a choice between two."""
    if isinstance(argument, ast.IfExp):
        return literal_ids(argument.body) | literal_ids(argument.orelse)
    return {argument.value} if isinstance(argument, ast.Constant) else set()


REASONED = [
    path for path in python_files("matching", "directory", "importers") if first_arguments_of_reasons(path)
]
WRITTEN_IDS = {
    found for path in REASONED for call in first_arguments_of_reasons(path) for found in literal_ids(call)
}


def test_the_reasons_are_found_where_they_are_given():
    assert "quality.not_known" in WRITTEN_IDS
    assert len(STATED_IDS) >= len(CRITERIA)


@pytest.mark.parametrize("reason_id", sorted(STATED_IDS | WRITTEN_IDS))
def test_a_reason_has_words(reason_id):
    assert reason_id in known_ids()


def test_outside_the_criteria_every_reason_is_written_out():
    composed = [
        f"{path.relative_to(ROOT)}:{argument.lineno}"
        for path in REASONED
        if CRITERIA_HOME not in path.parents
        for argument in first_arguments_of_reasons(path)
        if not literal_ids(argument)
    ]
    assert composed == []


def test_a_criterion_states_every_reason_it_writes_out():
    written = {
        found
        for path in REASONED
        if CRITERIA_HOME in path.parents
        for argument in first_arguments_of_reasons(path)
        for found in literal_ids(argument)
    }
    assert written <= STATED_IDS


def test_no_sentence_is_kept_for_a_reason_that_is_gone():
    assert known_ids() - STATED_IDS - WRITTEN_IDS == set()
