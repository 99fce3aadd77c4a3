"""What must not be in the repository, read file by file."""

import hashlib
import os
import re
from pathlib import Path

import pytest

from tests.house.repository import ROOT, kept_files, kept_text

pytestmark = pytest.mark.skipif(not (ROOT / ".git").exists(), reason="the list of kept files is git's")

# Spelled in halves so that this file doesn't find itself.
UNFINISHED = re.compile("TO" + "DO|FIX" + "ME|X" + "XX|raise Not" + "ImplementedError|pragma: no" + " cover")
MACHINE_PATH = re.compile(r"(?<![\w.~])/(?:work|home|root|tmp|Users|opt)" + r"/\w")
REGISTRY_HOST = re.compile(
    r"py" + r"pi\.org|python" + r"hosted|npm" + r"js\.|deb\." + r"debian|extra-" + r"index-url"
)
SECRET = re.compile(
    "-----BEGIN [A-Z ]*PRIV"
    + r"ATE KEY|AKIA[0-9A-Z]{16}|gh[pousr]_\w{30}|xox[bap]-\w{10}|://[^/\s:@]+:[^/\s:@{<]{6,}@(?!example\.)"
)
NEVER_KEPT = re.compile(r"\.(sqlite3|db|key|pem|log|pyc|npy|msgpack|br|whl)$|(^|/)\.env$")

# Lines a file may have; tests have tables. A longer one stands here with the reason it is still one room.
ROOM, ROOM_FOR_TABLES = 300, 350
LONG_FILES: dict[str, str] = {}


def lines_with(pattern: re.Pattern[str], suffixes: tuple[str, ...] = ()) -> list[str]:
    return [
        f"{path}:{number}: {line.strip()[:90]}"
        for path, text in kept_text()
        if not suffixes or path.suffix in suffixes
        for number, line in enumerate(text.splitlines(), 1)
        if pattern.search(line)
    ]


def test_nothing_is_left_unfinished():
    assert lines_with(UNFINISHED, (".py", ".html", ".cfg", ".toml")) == []


def test_no_file_names_a_path_of_one_machine():
    assert lines_with(MACHINE_PATH) == []


def test_no_file_names_a_package_registry():
    assert lines_with(REGISTRY_HOST) == []


def test_no_file_holds_a_secret():
    assert lines_with(SECRET) == []
    assert [str(path) for path in kept_files() if NEVER_KEPT.search(path.name)] == []


def test_no_python_file_is_longer_than_a_room_without_a_reason():
    long_files = {
        str(path)
        for path, text in kept_text()
        if path.suffix == ".py" and text.count("\n") > (ROOM_FOR_TABLES if path.parts[0] == "tests" else ROOM)
    }
    assert long_files - set(LONG_FILES) == set()


def test_no_file_of_the_real_data_is_kept():
    beside = ROOT.parent / "shared" / "data"
    real_files = Path(os.environ.get("CAREMARKET_REAL_FILES", beside))
    if not real_files.is_dir():
        pytest.skip("the real files aren't beside this checkout")
    theirs = {digest(path) for path in real_files.rglob("*") if path.is_file() and path.stat().st_size}
    assert [str(path) for path in kept_files() if digest(path) in theirs] == []


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
