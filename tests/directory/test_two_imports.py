"""Two imports at once: the second says for whom it waits, and is refused when that takes too long."""

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from directory.errors import CareMarketError
from directory.store.session import open_store
from importers.pipeline import Orders, run
from tests.directory.conftest import settings_for
from tests.importers.paper_map import a_reading_context
from tests.importers.sheets import GROUPS, PEOPLE, a_group, write_csv
from tests.importers.taking_in import fingerprint, listed, people

ROOT = Path(__file__).parents[2]
HOLDS_THE_LOCK = """
import sys
from directory.settings import Settings
from directory.store.session import open_store
with open_store(Settings(None, sys.argv[1], "", 1, "")).importing("cqc-directory, week.csv"):
    print("importing", flush=True)
    sys.stdin.read()
"""
IMPORTS = """
import sys
from pathlib import Path
from directory.settings import Settings
from directory.store.session import open_store
from importers.pipeline import Orders, run
from tests.directory.conftest import settings_for
from tests.importers.paper_map import a_reading_context
from tests.importers.sheets import GROUPS
store = open_store(Settings(Path(sys.argv[2]).parent, sys.argv[1], "", 1, "secret"))
run(store, GROUPS, Path(sys.argv[2]), a_reading_context(), Orders(wait_seconds=60))
"""


class Watched:
    """Remembers what an import says while it is under way."""

    def __init__(self):
        self.told, self.stages, self.rows = [], [], 0

    def stage(self, name, total=None):
        self.stages.append((name, total))

    def advance(self, rows):
        self.rows += rows

    def says(self, sentence):
        self.told.append(sentence)


@pytest.fixture
def other(settings):
    """An import of another process, under way."""
    command = [sys.executable, "-c", HOLDS_THE_LOCK, settings.database_url]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT) as importing:
        assert importing.stdout.readline() == b"importing\n"
        yield importing
        importing.kill()


def take(settings, tmp_path, wait_seconds, watched=None):
    store = open_store(settings)
    path = write_csv(tmp_path / "people.csv", people(1, 2))
    try:
        orders = Orders(wait_seconds=wait_seconds, progress=watched or Watched())
        return run(store, PEOPLE, path, a_reading_context(), orders)
    finally:
        store.close()


def test_an_import_beside_another_is_refused_with_what_is_running_since_when(settings, other, tmp_path):
    watched = Watched()
    with pytest.raises(CareMarketError) as refusal:
        take(settings, tmp_path, 0.3, watched)
    assert refusal.value.code == "import_running"
    assert "cqc-directory, week.csv" in refusal.value.sentence
    assert "UTC" in refusal.value.sentence
    assert "--wait" in refusal.value.remedy
    (told,) = watched.told
    assert told.startswith("Another import has been running since ")
    assert watched.stages == []


def test_an_import_waits_for_another_to_end(settings, other, tmp_path):
    watched, ending = Watched(), threading.Timer(0.5, other.stdin.close)
    ending.start()
    assert take(settings, tmp_path, 60, watched).added == 2
    assert len(watched.told) == 1


def test_an_import_that_was_killed_keeps_nobody_waiting(settings, other, tmp_path):
    os.kill(other.pid, signal.SIGKILL)
    other.wait()
    began = time.monotonic()
    assert take(settings, tmp_path, 5).added == 2
    assert time.monotonic() - began < 5


def test_imports_of_several_processes_all_land_one_after_another(settings, tmp_path):
    files = [
        write_csv(tmp_path / f"{name}.csv", [a_group(Id=name, Name=f"Club {name}", Postcode="E1 4NS")])
        for name in ("a", "b", "c")
    ]
    commands = [[sys.executable, "-c", IMPORTS, settings.database_url, str(path)] for path in files]
    running = [subprocess.Popen(command, cwd=ROOT) for command in commands]
    assert [process.wait(timeout=120) for process in running] == [0, 0, 0]
    store, alone = open_store(settings), open_store(settings_for(f"sqlite:///{tmp_path / 'alone'}", tmp_path))
    with store.reading() as reader:
        runs = reader.runs()
    assert sorted(one.file_name for one in runs) == ["a.csv", "b.csv", "c.csv"]
    assert [one.counts["added"] for one in runs] == [1, 1, 1]
    run(alone, GROUPS, tmp_path / runs[0].file_name, a_reading_context(), Orders())
    assert (listed(store), fingerprint(store)) == (1, fingerprint(alone))
    store.close()
    alone.close()


def test_the_stages_of_an_import_are_told_with_their_rows(settings, tmp_path):
    watched = Watched()
    take(settings, tmp_path, 0, watched)
    assert watched.stages == [("Reading", None), ("Storing", 2), ("Linking", 0), ("Joining", 0)]
    assert watched.rows == 4
