"""The question on the README's first screen, asked of the example market: its answer is the real one."""

import re
import shlex
from datetime import date

import pytest
from click.testing import CliRunner

from directory.cli import main
from directory.rates import rates_on
from directory.settings import read_settings
from importers.demo_market import load_demo_market
from tests.house.repository import ROOT

SHOWN = re.search(
    r"^```\n\$ caremarket match (.*?[^\\])\n(.*?)```", (ROOT / "README.md").read_text(), re.S | re.M
)


@pytest.fixture(scope="module")
def example_market(tmp_path_factory, reference_dir, gazetteer):
    folder = tmp_path_factory.mktemp("example")
    (folder / "reference").symlink_to(reference_dir)
    with pytest.MonkeyPatch.context() as patch:
        # Costs and the lawful wage change with each tax year; the README's answer is of this one.
        for asks_for_rates in ("directory.live_market", "importers.pipeline"):
            patch.setattr(f"{asks_for_rates}.rates_on", lambda day: rates_on(date(2026, 11, 21)))
        load_demo_market(read_settings({"CAREMARKET_DATA_DIR": str(folder)}), say=lambda line: None)
    return folder


def without_what_differs_by_machine_and_day(text):
    """Ids of people come from the installation's secret; dates and versions from the day of the import."""
    text = re.sub(r"\b[0-9a-hjkmnp-tv-z]{13}\b", "ID", text)
    text = re.sub(r"Version \S+", "Version …", text)
    return re.sub(r"\d{4}-\d\d-\d\d", "DATE", text).strip()


def test_the_readme_shows_what_the_command_answers(example_market, monkeypatch):
    monkeypatch.setenv("CAREMARKET_DATA_DIR", str(example_market))
    question, shown = SHOWN.groups()
    answered = CliRunner().invoke(main, ["match", *shlex.split(question.replace("\\\n", ""))])
    assert answered.exit_code == 0
    assert without_what_differs_by_machine_and_day(answered.output) == (
        without_what_differs_by_machine_and_day(shown)
    )
