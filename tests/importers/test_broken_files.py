"""Broken and hostile files: a clear refusal within five seconds and 512 MB, and nothing is changed."""

import json
import subprocess
import sys
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.errors import FileRefused
from importers.files.tables import read_table
from importers.source import Note, RowError, SourceRow
from tests.importers import broken_files
from tests.importers.sheets import PEOPLE

KINDS = sorted(broken_files.files())


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Every broken file, by its number in KINDS."""
    folder = tmp_path_factory.mktemp("broken")
    for number, (_, (_, content)) in enumerate(sorted(broken_files.files().items())):
        (folder / str(number)).write_bytes(content)
    return folder


@pytest.fixture(scope="module")
def codes():
    return {kind: code for kind, (code, _) in broken_files.files().items()}


@pytest.mark.parametrize("kind", KINDS)
def test_it_is_refused_with_a_sentence_and_a_remedy_and_soon(folder, codes, kind):
    started = perf_counter()
    with pytest.raises(FileRefused) as refusal:
        list(read_table(folder / str(KINDS.index(kind)), PEOPLE.columns))
    assert refusal.value.code == codes[kind]
    assert refusal.value.sentence.endswith(".")
    assert refusal.value.remedy.endswith(".")
    assert "Josephina" not in str(refusal.value)
    assert perf_counter() - started < 5


READ_ALL = """
import json, resource, sys
from pathlib import Path
from directory.errors import FileRefused
from importers.files.tables import read_table
from tests.importers.sheets import PEOPLE
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
for path in Path(sys.argv[1]).iterdir():
    try:
        list(read_table(path, PEOPLE.columns))
    except FileRefused:
        pass
print(json.dumps([before, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss]))
"""


def test_none_of_them_needs_more_than_512_megabytes(folder):
    done = subprocess.run(
        [sys.executable, "-c", READ_ALL, str(folder)], capture_output=True, check=True, text=True
    )
    _, most_kilobytes = json.loads(done.stdout)
    assert most_kilobytes < 512 * 1024


@given(st.data())
def test_any_harm_to_a_good_file_leaves_rows_or_a_refusal_and_nothing_else(tmp_path_factory, data):
    good = bytearray((broken_files.GOOD + broken_files.ROW + "\r\n").encode())
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(good) - 1))
        good[start : start + data.draw(st.integers(0, 9))] = data.draw(st.binary(max_size=9))
    path = tmp_path_factory.mktemp("harmed") / "people.csv"
    path.write_bytes(good)
    try:
        items = list(read_table(path, PEOPLE.columns))
    except FileRefused as refusal:
        assert refusal.sentence and refusal.remedy
    else:
        assert all(isinstance(item, SourceRow | RowError | Note) for item in items)


@pytest.mark.parametrize("name", ["no-such-file.csv", "."])
def test_a_file_that_is_not_there_is_refused(tmp_path, name):
    with pytest.raises(FileRefused) as refusal:
        list(read_table(tmp_path / name, PEOPLE.columns))
    assert refusal.value.code == "no_such_file"
