"""The progress of an import: rows a second and the time left on a terminal, nothing anywhere else."""

import io
import re
import sys
from functools import partial

import pytest
from tqdm import tqdm

from importers.commands.progress_bar import ProgressBar
from importers.progress import Unwatched, counted


class Terminal(io.StringIO):
    def isatty(self):
        return True


class Told(Unwatched):
    def __init__(self):
        self.rows = []

    def advance(self, rows):
        self.rows.append(rows)


@pytest.fixture
def path(tmp_path):
    file = tmp_path / "people.csv"
    file.write_text("Name\n" * 3_000)
    return file


def shown(monkeypatch, path, stream, **how):
    monkeypatch.setattr(sys, "stderr", stream)
    at_once = partial(tqdm, mininterval=0, miniters=1)
    monkeypatch.setattr("importers.commands.progress_bar.tqdm", at_once)
    with ProgressBar(path, **how) as bar:
        bar.stage("Reading")
        for _ in range(3):
            bar.advance(1_000)
        bar.stage("Storing", 2_000)
        bar.advance(500)
        bar.stage("Linking", 0)
    return stream.getvalue()


def test_a_terminal_shows_each_part_with_rows_a_second_and_the_time_left(monkeypatch, path):
    seen = shown(monkeypatch, path, Terminal())
    assert re.search(r"Reading +\d+% \|.*\d of 3000 · .* rows/s · \d\d:\d\d left", seen)
    assert re.search(r"Storing +25% \|.*500 of 2000", seen)
    assert "Linking …" in seen
    assert seen.endswith("\r"), "nothing is left on the screen"


@pytest.mark.parametrize(("stream", "how"), [(io.StringIO(), {}), (Terminal(), {"shown": False})])
def test_nothing_is_shown_without_a_terminal_or_beside_json(monkeypatch, path, stream, how):
    assert shown(monkeypatch, path, stream, **how) == ""


@pytest.mark.parametrize("content", [b"PK\x03\x04packed", b"\x1f\x8bpacked", None])
def test_a_packed_or_missing_file_shows_rows_without_a_total(monkeypatch, tmp_path, content):
    path = tmp_path / "register"
    if content:
        path.write_bytes(content)
    assert "Reading 0 · " in shown(monkeypatch, path, Terminal())


def test_rows_are_told_by_the_thousand_and_all_of_them():
    told = Told()
    assert list(counted(range(2_300), told)) == list(range(2_300))
    assert told.rows == [1_000, 1_000, 300]


def test_nobody_is_told_of_rows_that_were_not_read():
    told = Told()
    assert next(counted(iter(range(5)), told)) == 0
    assert told.rows == []
