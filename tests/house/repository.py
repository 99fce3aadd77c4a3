"""The files of the repository, for the tests that read all of them."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
FLOORS = ("wsgi.py", "importers", "directory", "matching")


def kept_files() -> list[Path]:
    """Every file that git keeps or is about to keep; needs a git checkout."""
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    paths = (ROOT / name for name in listing.stdout.split("\0") if name)
    return [path for path in paths if path.is_file()]


def kept_text() -> Iterator[tuple[Path, str]]:
    """Path from the root and text of every kept file that is UTF-8 text."""
    for path in kept_files():
        try:
            yield path.relative_to(ROOT), path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue


def python_files(*floors: str) -> list[Path]:
    """The Python files of these floors (packages or modules of the top level)."""
    tops = [ROOT / floor for floor in floors]
    return [file for top in tops for file in ([top] if top.suffix else sorted(top.rglob("*.py")))]
