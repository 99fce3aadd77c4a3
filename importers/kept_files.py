"""Reports written where an officer asks: whole or not at all, and readable by their owner only."""

import os
from pathlib import Path

from directory.errors import CareMarketError


def can_be_written(path: Path) -> None:
    """Refuse a place where nothing can be written, before anything else is done."""
    folder = path.parent
    if not folder.is_dir() or path.is_dir() or not os.access(folder, os.W_OK):
        raise CareMarketError(
            f"Nothing can be written to {path}.",
            "Name a file in a folder that is there and that you may write to.",
            code="cannot_write",
        )


def write_kept(path: Path, content: bytes) -> None:
    """Put the content in place of the file; OSError leaves what was there."""
    unfinished = path.with_name(f".{path.name}.unfinished")
    try:
        handle = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
