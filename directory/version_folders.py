"""The folder of published versions: which is in use, how another takes its place, which are kept.

``published/<version>/manifest.json`` makes a folder a version; the file ``published/current`` names the one
in use and is replaced by an atomic rename. Whoever has an old version open keeps its files.
"""

import fcntl
import json
import os
import secrets
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from matching.column_files import sync_folder

MANIFEST = "manifest.json"
KEPT_VERSIONS = 2


def current_version(published_dir: Path) -> str | None:
    """The version in use, None where there is none yet."""
    try:
        return (published_dir / "current").read_text(encoding="utf-8").strip() or None
    except FileNotFoundError:
        return None


def published_versions(published_dir: Path) -> list[str]:
    """The versions kept on disk, oldest first."""
    return sorted(path.parent.name for path in published_dir.glob(f"[0-9]*/{MANIFEST}"))


def manifest_of(published_dir: Path, version: str) -> dict[str, Any]:
    """What a version says of itself; OSError or ValueError where it can't be read."""
    manifest = json.loads((published_dir / version / MANIFEST).read_text(encoding="utf-8"))
    if not isinstance(manifest, dict):
        raise ValueError("The manifest is not a set of fields.")
    return manifest


@contextmanager
def publishing(published_dir: Path) -> Iterator[Path]:
    """Hold the publishers' lock, so that an older look at the store never replaces a newer one.

    Gives a hidden folder to make a version in; what is left of it at the end goes.
    """
    with _locked(published_dir, ".publishing") as folder:
        yield folder


@contextmanager
def rebuilding(published_dir: Path) -> Iterator[Path]:
    """Hold the lock of those who make a whole version, which takes long and keeps no small change waiting."""
    with _locked(published_dir, ".rebuilding") as folder:
        yield folder


@contextmanager
def _locked(published_dir: Path, name: str) -> Iterator[Path]:
    published_dir.mkdir(parents=True, exist_ok=True)
    with (published_dir / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        folder = published_dir / name
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def put_in_place(folder: Path, manifest: Mapping[str, Any]) -> str:
    """Make a folder whose files are on disk a version beside it; nobody reads it before ``switch_to``."""
    now = datetime.now(UTC)
    version = f"{now:%Y%m%dT%H%M%S%f}-{secrets.token_hex(4)}"
    said = {"version": version, "published_at": now.isoformat(timespec="seconds"), **manifest}
    _write_whole(folder / MANIFEST, json.dumps(said))
    folder.rename(folder.with_name(version))
    sync_folder(folder.parent)
    return version


def switch_to(published_dir: Path, version: str) -> None:
    """Put a version in use, and remove all but the latest and what they are made against.

    What somebody who was killed had begun to remove goes too. Only with the publishers' lock.
    """
    _write_whole(published_dir / "current", version)
    versions = published_versions(published_dir)
    kept = {version, *versions[-KEPT_VERSIONS:]}
    kept |= {_base_of(published_dir, each) for each in kept}
    for old in {path.name for path in published_dir.glob("[0-9]*")} - kept:
        shutil.rmtree(published_dir / old, ignore_errors=True)


def _base_of(published_dir: Path, version: str) -> str | None:
    try:
        base: str | None = manifest_of(published_dir, version).get("base")
    except (OSError, ValueError):
        return None
    return base


def _write_whole(path: Path, text: str) -> None:
    """Replace a file so that a reader sees the old text or the new, through a power cut too.

    What was left unfinished by somebody who was killed is written over.
    """
    unfinished = path.with_name(f".{path.name}.unfinished")
    with unfinished.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(path)
    sync_folder(path.parent)
