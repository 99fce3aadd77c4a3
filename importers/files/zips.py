"""A zip from anyone, safe to look into: few parts, bounded, unlocked, nothing that points outside."""

import stat
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from errno import EINVAL
from io import BufferedReader, FileIO
from pathlib import Path, PurePosixPath, PureWindowsPath

from directory.errors import FileRefused
from importers.files.refusals import damaged_file, locked, not_a_table, too_large

MAX_PARTS = 2_000
MAX_RATIO = 200
MAX_DIRECTORY_BYTES = 4_000_000
CHUNK = 1 << 20


class _Bounded(BufferedReader):
    """Refuses to read a list of millions of parts into memory; zipfile reads that list at once."""

    def read(self, size: int | None = -1, /) -> bytes:
        if size and size > MAX_DIRECTORY_BYTES:
            raise too_large()
        return super().read(size)


@contextmanager
def opened_zip(path: Path) -> Iterator[zipfile.ZipFile]:
    """The zip while the block runs, with whatever is wrong with it told as a FileRefused."""
    try:
        with _Bounded(FileIO(path)) as file, zipfile.ZipFile(file) as archive:
            _refuse_unsafe(archive.infolist())
            yield archive
    except OSError as error:
        if error.errno != EINVAL:  # a place that no file can have
            raise
        raise damaged_file() from error
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError) as error:
        raise damaged_file() from error


def chunks_of(archive: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    """The unpacked bytes of one part."""
    with archive.open(name) as part:
        while chunk := part.read(CHUNK):
            yield chunk


def _refuse_unsafe(entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > MAX_PARTS:
        raise too_large()
    if not all(entry.filename for entry in entries):
        raise damaged_file()
    if any(entry.flag_bits & 1 for entry in entries):
        raise locked()
    if any(_leads_outside(entry) for entry in entries):
        raise FileRefused(
            "The zip holds a name or a link that leads outside of it.",
            "Don't open it. Ask whoever sent it for the plain file.",
            code="unsafe_zip",
        )
    if any(entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for entry in entries):
        raise not_a_table(
            "a zip packed in a way that only some programs can open",
            "Pack it as an ordinary zip, or send the plain file.",
        )


def _leads_outside(entry: zipfile.ZipInfo) -> bool:
    windows = PureWindowsPath(entry.filename)
    is_link = stat.S_ISLNK(entry.external_attr >> 16)
    outside = windows.drive or windows.root or ".." in windows.parts
    return bool(is_link or outside or PurePosixPath(entry.filename).is_absolute())
