"""Everything a person can type or set stands in the README."""

import re

import click
import pytest

from directory.cli import main
from importers.sources.registry import SOURCES
from matching.criteria.registry import CRITERIA
from tests.house.repository import ROOT

COMMANDS = main.list_commands(click.Context(main))
README = (ROOT / "README.md").read_text()
SETTINGS_FILE = (ROOT / "directory" / "settings.py").read_text()
SETTINGS = sorted(set(re.findall(r"CAREMARKET_[A-Z_]+", SETTINGS_FILE)))


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_stands_in_the_readme(command):
    assert f"`caremarket {command}`" in README


@pytest.mark.parametrize("setting", SETTINGS)
def test_every_setting_stands_in_the_readme(setting):
    assert f"`{setting}`" in README


@pytest.mark.parametrize("file", sorted(set(re.findall(r"[a-z_]+\.(?:json|csv)", SETTINGS_FILE))))
def test_every_file_that_a_council_may_put_into_its_data_folder_stands_in_the_readme(file):
    assert f"`{file}`" in README


@pytest.mark.parametrize("source", [source.name for source in SOURCES])
def test_every_source_stands_in_the_readme(source):
    assert f"`{source}`" in README


@pytest.mark.parametrize("criterion", [criterion.key for criterion in CRITERIA])
def test_every_criterion_stands_in_the_readme(criterion):
    assert f"`{criterion}`" in README


def test_the_readme_names_no_command_setting_or_criterion_that_is_gone():
    assert set(re.findall(r"`caremarket ([a-z]+)`", README)) <= set(COMMANDS)
    assert set(re.findall(r"CAREMARKET_[A-Z_]+", README)) <= set(SETTINGS)
    criteria = README.split("## What a search weighs")[1].split("\n## ")[0]
    assert set(re.findall(r"^\| `([a-z_]+)`", criteria, re.M)) == {criterion.key for criterion in CRITERIA}
