"""Texts of a large file put aside on disk until they are stored: all at once would fill the memory."""

import os
import weakref
from tempfile import TemporaryFile
from typing import IO, NamedTuple

from directory.errors import FileRefused


class AsideFile:
    """A file without a name, gone with the process however it ends; it grows at its end."""

    def __init__(self) -> None:
        self._file: IO[bytes] = TemporaryFile(buffering=0)  # noqa: SIM115 - open as long as its pieces are wanted
        weakref.finalize(self, self._file.close)
        self._length = 0

    def append(self, content: bytes) -> int:
        """Returns where it begins; FileRefused where the disk has no room or fails."""
        start = self._length
        left = memoryview(content)
        try:
            while left:
                left = left[os.write(self._file.fileno(), left) :]
        except OSError as error:
            raise FileRefused(
                f"The file could not be read: the folder for temporary files says “{error.strerror}”.",
                "Free some space there, or name another folder in TMPDIR, and import it again.",
                code="no_room",
            ) from error
        self._length += len(content)
        return start

    def read(self, start: int, length: int) -> bytes:
        """What was appended."""
        return os.pread(self._file.fileno(), length, start)


class Shelf:
    """The texts of one block of rows: at first here, later in a file."""

    def __init__(self) -> None:
        self._content = bytearray()
        self._file: AsideFile | None = None
        self._start = 0

    def put(self, content: bytes) -> "Shelved":
        """Lay a text on it, which is possible until it moves to a file."""
        start = len(self._content)
        self._content += content
        return Shelved(self, start, len(content))

    def move_to(self, file: AsideFile) -> None:
        """Write all its texts to the file and let go of them here; FileRefused where there is no room."""
        self._start, self._file = file.append(bytes(self._content)), file
        self._content = bytearray()

    def read(self, start: int, length: int) -> bytes:
        """One text of it."""
        if self._file is None:
            return bytes(self._content[start : start + length])
        return self._file.read(self._start + start, length)


class Shelved(NamedTuple):
    """A text on a shelf."""

    shelf: Shelf
    start: int
    length: int

    def read(self) -> bytes:
        """The text."""
        return self.shelf.read(self.start, self.length)
