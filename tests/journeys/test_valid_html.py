"""Every page is valid HTML by the Nu checker of the W3C, which CI installs."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.house.repository import ROOT
from tests.journeys.crawled import every_page

CHECKER = ROOT / "build" / "vnu" / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"


def faults(folder: Path) -> list[str]:
    """What the checker says is wrong, a line each."""
    command = ["java", "-Xss2m", "-jar", str(CHECKER), "--format", "json", "--errors-only", "--skip-non-html"]
    told = subprocess.run([*command, str(folder)], capture_output=True, text=True, check=False).stderr
    return [
        f"{Path(each['url']).stem}: {each['message']} … {each.get('extract', '')[:120]!r}"
        for each in json.loads(told)["messages"]
    ]


@pytest.fixture(scope="module", autouse=True)
def checker():
    if not shutil.which("java") or not CHECKER.is_file():
        pytest.skip("The HTML checker is not here: “make html-checker” fetches it, and it needs Java.")


def test_every_page_in_every_state_is_valid(visitor, tmp_path):
    for number, (name, html) in enumerate(every_page(visitor)):
        plain = "".join(letter if letter.isalnum() else "-" for letter in name)
        (tmp_path / f"{number:02}-{plain}.html").write_text(html, encoding="utf-8")
    assert number > 40
    assert faults(tmp_path) == []


def test_the_checker_finds_what_is_wrong(tmp_path):
    (tmp_path / "wrong.html").write_text("<!doctype html><html lang=en><title>t</title><p><div></p></html>")
    assert len(faults(tmp_path)) > 0
