"""Broken and hostile files: a clear refusal within five seconds and 512 MB, and nothing is changed."""

import io
import os
import subprocess
import sys
import zipfile
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.errors import FileRefused
from importers.files.tables import read_table
from importers.pipeline import Orders, run
from importers.source import Note, RowError, SourceRow
from tests.importers import broken_files
from tests.importers.paper_map import a_reading_context
from tests.importers.people_files import (
    GOOD,
    PERSON,
    PERSON_ROW,
    ROW,
    a_json,
    a_workbook,
    a_zip,
    packed,
    people_ods,
    person_row,
)
from tests.importers.sheets import PEOPLE
from tests.importers.taking_in import fingerprint

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
    started = process_time()
    with pytest.raises(FileRefused) as refusal:
        list(read_table(folder / str(KINDS.index(kind)), PEOPLE.columns))
    assert refusal.value.code == codes[kind]
    assert refusal.value.sentence.endswith(".")
    assert refusal.value.remedy.endswith(".")
    assert "Josephina" not in str(refusal.value)
    assert process_time() - started < 5


READ_ALL = """
import sys
from pathlib import Path
from directory.errors import FileRefused
from importers.files.tables import read_table
from tests.importers.sheets import PEOPLE
for path in Path(sys.argv[1]).iterdir():
    try:
        list(read_table(path, PEOPLE.columns))
    except FileRefused:
        pass
print(Path("/proc/self/status").read_text().split("VmHWM:")[1].split()[0])
"""


@pytest.mark.skipif(sys.platform != "linux", reason="a process's own peak of memory is told by Linux only")
def test_none_of_them_needs_more_than_512_megabytes(folder):
    done = subprocess.run(
        [sys.executable, "-c", READ_ALL, str(folder)], capture_output=True, check=True, text=True
    )
    assert int(done.stdout) < 512 * 1024


WHOLE = {
    "CSV": (GOOD + ROW + "\r\n").encode(),
    "JSON": a_json(PERSON, PERSON).encode(),
    "a zip": a_zip({"people.csv": GOOD, "readme.txt": "x"}),
    "a packed file": packed(GOOD),
    "XLSX": a_workbook(PERSON_ROW),
    "ODS": people_ods(person_row(), person_row(Name="Sam Example")),
}


@pytest.mark.parametrize("inside", [False, True])
@pytest.mark.parametrize("kind", WHOLE)
@given(data=st.data())
def test_any_harm_to_a_good_file_leaves_rows_or_a_refusal_and_nothing_else(
    tmp_path_factory, kind, inside, data
):
    path = tmp_path_factory.getbasetemp() / "harmed"
    path.write_bytes(part_harmed(WHOLE[kind], data) if inside else harmed_by(WHOLE[kind], data))
    try:
        items = list(read_table(path, PEOPLE.columns))
    except FileRefused as refusal:
        assert refusal.sentence and refusal.remedy
    else:
        assert all(isinstance(item, SourceRow | RowError | Note) for item in items)


def test_after_all_of_them_the_market_is_as_it_was(folder, store, tmp_path):
    good = tmp_path / "good.csv"
    good.write_text(GOOD, encoding="utf-8", newline="")
    run(store, PEOPLE, good, a_reading_context(), Orders())
    before = fingerprint(store)
    for number in range(len(KINDS)):
        with pytest.raises(FileRefused):
            run(store, PEOPLE, folder / str(number), a_reading_context(), Orders())
        assert fingerprint(store) == before


def a_pipe(path):
    os.mkfifo(path)


def a_link_to_nowhere(path):
    path.symlink_to(path.with_name("nowhere"))


def a_link_to_itself(path):
    path.symlink_to(path)


def a_device(path):
    path.symlink_to("/dev/zero")


NO_FILES = {
    "nothing": ("no_such_file", lambda path: None),
    "a folder": ("no_such_file", lambda path: path.mkdir()),
    "a pipe that nobody writes to": ("no_such_file", a_pipe),
    "a device without end": ("no_such_file", a_device),
    "a link to nowhere": ("no_such_file", a_link_to_nowhere),
    "a link to itself": ("unreadable", a_link_to_itself),
}


def harmed_by(content, data):
    """The bytes with one to four stretches replaced, often by a number or a sign that means something."""
    harmed = bytearray(content)
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(harmed)))
        telling = st.sampled_from([b"<", b">", b'"', b"-1", b"99999999999", b"1e999", b"[", b"{", b"\\u"])
        harmed[start : start + data.draw(st.integers(0, 9))] = data.draw(st.binary(max_size=9) | telling)
    return bytes(harmed)


def part_harmed(content, data):
    """A zip with one of its parts harmed before it was packed; another file as it is harmed itself."""
    if not content.startswith(b"PK"):
        return harmed_by(content, data)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = data.draw(st.sampled_from(sorted(parts.keys() - {"mimetype"})))
    return a_zip(parts | {name: harmed_by(parts[name], data)})


@pytest.mark.skipif(os.name == "nt", reason="no pipes and devices among its files")
@pytest.mark.parametrize("kind", NO_FILES)
def test_what_is_no_file_is_refused_and_nothing_waits_for_it(tmp_path, kind):
    code, make = NO_FILES[kind]
    make(tmp_path / "people.csv")
    with pytest.raises(FileRefused) as refusal:
        list(read_table(tmp_path / "people.csv", PEOPLE.columns))
    assert refusal.value.code == code


@pytest.mark.parametrize(
    ("error", "code"), [(PermissionError(13, "denied"), "unreadable"), (OSError(28, "full"), "no_room")]
)
def test_a_file_that_the_system_keeps_back_is_refused_by_name(tmp_path, monkeypatch, error, code):
    path = tmp_path / "people.csv"
    path.write_text(GOOD, encoding="utf-8")

    def refuse(*_, **__):
        raise error

    monkeypatch.setattr("importers.files.unpacked.kind_of", refuse)
    with pytest.raises(FileRefused) as refusal:
        list(read_table(path, PEOPLE.columns))
    assert refusal.value.code == code


def test_there_are_enough_kinds():
    assert len(KINDS) >= 60
