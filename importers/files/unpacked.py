"""The one table in a file: the file itself, or what a .zip or .gz around it holds, unpacked within bounds."""

import gzip
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from errno import ENOSPC
from pathlib import Path, PurePosixPath
from stat import S_ISDIR, S_ISREG
from tempfile import TemporaryDirectory

from directory.errors import FileRefused
from importers.files.kinds import LOOKED_AT, Kind, is_json, kind_of
from importers.files.refusals import damaged_file, too_large
from importers.files.zips import CHUNK, MAX_RATIO, chunks_of, opened_zip

MAX_BYTES = 300_000_000
MAX_JSON_BYTES = 1_000_000_000
"""Every record of JSON repeats the names of its columns."""

SMALL = 10 * CHUNK
"""What unpacks to less may be packed as well as it likes."""

_TABLES = frozenset([".csv", ".tsv", ".json", ".jsonl", ".ndjson", ".xlsx", ".ods", ".gz", ".zip"])
_TEXTS = frozenset([".txt", ".tab", ".dat", ""])
_ABOUT = ("readme", "read me", "licence", "license", "notes", "about", "metadata", "copying")


@contextmanager
def unpacked(path: Path) -> Iterator[tuple[Path, Kind]]:
    """(a file, its kind) while the block runs. Raises FileRefused for what isn't one file with one table."""
    _refuse_no_file(path)
    kind = kind_of(path)
    if kind not in ("zip", "gzip"):
        if path.stat().st_size > _most_bytes(kind):
            raise too_large()
        yield path, kind
        return
    with TemporaryDirectory(prefix="caremarket-", ignore_cleanup_errors=True) as folder:
        inside = Path(folder) / "table"
        unpack = _unpack_zip if kind == "zip" else _unpack_gzip
        unpack(path, inside)
        kind = kind_of(inside)
        if kind in ("zip", "gzip"):
            raise FileRefused(
                "The packed file holds another packed file.",
                "Unpack it and send the table itself, packed once or not at all.",
                code="packed_twice",
            )
        yield inside, kind


@contextmanager
def told_plainly(path: Path) -> Iterator[None]:
    """What the system says of a file that can't be read, as a FileRefused."""
    try:
        yield
    except OSError as error:
        if error.errno == ENOSPC:
            raise FileRefused(
                "There is no room left to unpack the file.", "Free some space first.", code="no_room"
            ) from error
        raise FileRefused(
            f"The file {shown_name(path.name)} can't be read.",
            "Check that it is whole and that you may open it.",
            code="unreadable",
        ) from error


def shown_name(name: str) -> str:
    """A file's name as it may be printed."""
    return "".join(letter if letter.isprintable() else "?" for letter in name)[:80]


def _most_bytes(kind: Kind) -> int:
    return MAX_JSON_BYTES if kind == "json" else MAX_BYTES


def _refuse_no_file(path: Path) -> None:
    """Only a regular file is opened: a pipe or a device might never end."""
    name = shown_name(path.name)
    try:
        mode = path.stat().st_mode
    except (FileNotFoundError, NotADirectoryError, ValueError) as error:
        raise FileRefused(
            f"There is no file {name}.", "Check its name and folder.", code="no_such_file"
        ) from error
    if S_ISDIR(mode):
        raise FileRefused(f"{name} is a folder.", "Name one file in it.", code="no_such_file")
    if not S_ISREG(mode):
        raise FileRefused(f"{name} is a pipe or a device.", "Save it as a file first.", code="no_such_file")


def _unpack_zip(path: Path, inside: Path) -> None:
    with opened_zip(path) as archive:
        entry = _the_table(archive.infolist())
        _write(inside, chunks_of(archive, entry.filename), entry.compress_size)


def _unpack_gzip(path: Path, inside: Path) -> None:
    try:
        with gzip.open(path, "rb") as packed:
            _write(inside, iter(lambda: packed.read(CHUNK), b""), path.stat().st_size)
    except EOFError as error:
        raise FileRefused(
            "The packed file stops in the middle of a record: part of it is missing.",
            "Fetch the whole file again.",
            code="ends_mid_record",
        ) from error
    except (gzip.BadGzipFile, zlib.error) as error:
        raise damaged_file() from error


def _write(inside: Path, chunks: Iterable[bytes], packed_bytes: int) -> None:
    total, most = 0, 0
    with inside.open("wb") as file:
        for chunk in chunks:
            most = most or _most_bytes("json" if is_json(chunk[:LOOKED_AT]) else "text")
            total += len(chunk)
            if total > most or (total > SMALL and total > MAX_RATIO * packed_bytes):
                raise too_large()
            file.write(chunk)


def _the_table(entries: list[zipfile.ZipInfo]) -> zipfile.ZipInfo:
    """The only file, or the only one whose name is a table's; what lies beside it may be a readme."""
    files = [entry for entry in entries if not entry.is_dir() and not _is_of_the_system(entry.filename)]
    tables = [entry for entry in files if _suffix(entry) in _TABLES]
    texts = [entry for entry in files if _suffix(entry) in _TEXTS and not _is_about(entry)]
    found = next((these for these in (tables, texts, files) if these), [])
    if len(found) == 1:
        return found[0]
    if not found:
        raise FileRefused("The zip is empty.", "Pack the table and send it again.", code="empty_file")
    seen = ", ".join(sorted(_shown(entry) for entry in found)[:5])
    raise FileRefused(
        f"The zip holds {len(found)} files that may be the table: {seen}{' …' if len(found) > 5 else ''}.",
        "Send one of them on its own.",
        code="several_tables",
    )


def _suffix(entry: zipfile.ZipInfo) -> str:
    return PurePosixPath(entry.filename).suffix.lower()


def _is_about(entry: zipfile.ZipInfo) -> bool:
    return PurePosixPath(entry.filename).name.lower().startswith(_ABOUT)


def _is_of_the_system(name: str) -> bool:
    """What a computer puts in on its own, such as __MACOSX/ and .DS_Store."""
    parts = PurePosixPath(name).parts
    return any(part.startswith(".") or part in ("__MACOSX", "Thumbs.db", "desktop.ini") for part in parts)


def _shown(entry: zipfile.ZipInfo) -> str:
    return shown_name(PurePosixPath(entry.filename).name)
