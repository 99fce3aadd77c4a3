"""An import that reads with several processes and is killed leaves none of them, and keeps nobody waiting."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from directory.settings import read_settings
from directory.store.session import open_store
from tests.importers.sheets import a_group, write_csv

ROOT = Path(__file__).parents[2]
READS = """
import sys
from pathlib import Path
from importers import file_reading
from importers.pipeline import Orders, run
from directory.settings import read_settings
from directory.store.session import open_store
from tests.importers.paper_map import a_reading_context
from tests.importers.sheets import GROUPS
file_reading.SEVERAL_PROCESSES_BYTES = 1
file_reading.processes_at_hand = lambda: 2
if __name__ == "__main__":
    run(open_store(read_settings()), GROUPS, Path(sys.argv[1]), a_reading_context(), Orders())
"""


def processes_with(data_dir):
    """Numbers of the processes that were begun with this data folder."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if f"={data_dir}\0".encode() in (process / "environ").read_bytes():
                found.append(process.name)
        except OSError:
            continue
    return found


def within(seconds, happens):
    until = time.monotonic() + seconds
    while not (came := happens()) and time.monotonic() < until:
        time.sleep(0.05)
    return came


@pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="Processes are found by Linux's /proc.")
def test_an_import_killed_while_several_processes_read_leaves_none_of_them_and_no_lock(tmp_path):

    data_dir = tmp_path / "data"
    rows = [a_group(Id=str(number), Description="A warm lunch. " * 20) for number in range(10_000)]
    path = write_csv(tmp_path / "groups.csv", rows)
    environment = {**os.environ, "CAREMARKET_DATA_DIR": str(data_dir)}
    command = [sys.executable, "-c", READS, str(path)]
    with subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.DEVNULL) as importing:
        assert within(60, lambda: len(processes_with(data_dir)) > 3)
        importing.kill()
    store = open_store(read_settings({"CAREMARKET_DATA_DIR": str(data_dir)}))
    with store.importing("the next", wait_seconds=5), store.reading() as reader:
        assert reader.runs() == []
    store.close()
    assert within(30, lambda: not processes_with(data_dir))
