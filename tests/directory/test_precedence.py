"""Whose word counts: a table that people can read, and that is what the fold goes by."""

import pytest
from click.testing import CliRunner

from directory.cli import main
from directory.records import Claims
from directory.store.fold import PLAIN_FIELDS
from directory.store.precedence import attribute_rank, field_rank, table


def test_the_table_names_every_field_that_a_record_may_win():
    named = dict(table())
    assert {name.replace("_", " ") for name in PLAIN_FIELDS} <= named.keys()
    assert {"place", "costs", "rating", "availability", "service area", "facts"} <= named.keys()
    assert {name.replace(" ", "_") for name in named if name.replace(" ", "_") in Claims.__slots__} >= {
        "name"
    }
    assert all(sorted(order) == ["officer", "provider", "register"] for order in named.values())


@pytest.mark.parametrize("evidence", ["register", "officer", "provider"])
def test_the_fold_goes_by_the_table(evidence):
    named = dict(table())
    assert field_rank("telephone", evidence) == named["telephone"].index(evidence)
    assert field_rank("rating", evidence) == named["rating"].index(evidence)
    assert attribute_rank("languages", "syl", evidence) == named["languages (each yes or no)"].index(evidence)
    assert attribute_rank("needs", "nursing", evidence) == named["needs: nursing"].index(evidence)


def test_it_is_printed_for_people_and_programs():
    lines = CliRunner().invoke(main, ["sources", "--precedence"]).stdout.splitlines()
    assert [line.split("  ")[-1].strip() for line in lines if line.startswith("telephone ")] == [
        "officer > provider > register"
    ]
    assert len(lines) == len(table()) + 2
    assert '"telephone": [' in CliRunner().invoke(main, ["sources", "--precedence", "--json"]).stdout
