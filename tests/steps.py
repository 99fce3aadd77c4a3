"""Every step by which a process changes something outside itself, and what happens to it at one of them.

For a child process only: what is patched stays patched. A step is told before it is taken, so that being
killed at the next one is being killed just after it.
"""

import builtins
import errno
import io
import os
import signal
import tempfile
import traceback
from collections.abc import Callable
from typing import Any

from sqlalchemy import Engine, event
from sqlalchemy.engine.default import DefaultDialect

ON_FILES = (
    "rename",
    "replace",
    "link",
    "mkdir",
    "rmdir",
    "unlink",
    "fsync",
    "write",
    "ftruncate",
    "truncate",
)
TAKES_ROOM = ("mkdir", "write", "fsync", "open", "rename", "replace", "link")
WRITES = ("INSERT", "UPDATE", "DELETE", "BEGIN IMMEDIATE", "CREATE", "SAVEPOINT")
Happens = Callable[[int, str], None]


class Steps:
    """Counts steps and tells ``happens`` of each: its number, from 1, and its name."""

    def __init__(self, happens: Happens) -> None:
        self.names: list[str] = []
        self._happens = happens

    def came(self, name: str) -> None:
        self.names.append(name)
        self._happens(len(self.names), name)

    def watch(self) -> "Steps":
        """From now on, in this process."""
        for name in ON_FILES:
            setattr(os, name, self._told(name, getattr(os, name)))
        os.open = self._told_if(_opens_to_write, "open", os.open)
        builtins.open = io.open = self._told_if(_is_to_be_written, "open", builtins.open)
        DefaultDialect.do_commit = self._told("commit", DefaultDialect.do_commit)
        event.listen(Engine, "before_cursor_execute", self._statement)
        return self

    def _statement(self, _connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if statement.lstrip().startswith(WRITES):
            self.came(" ".join(statement.split()[:3]))

    def _told(self, name: str, does: Callable[..., Any]) -> Callable[..., Any]:
        return self._told_if(lambda *_, **__: True, name, does)

    def _told_if(
        self, counts: Callable[..., bool], name: str, does: Callable[..., Any]
    ) -> Callable[..., Any]:
        def told(*arguments: Any, **named: Any) -> Any:
            if counts(*arguments, **named):
                self.came(name)
            return does(*arguments, **named)

        return told


def _opens_to_write(_path: Any, flags: int, *_: Any, **__: Any) -> bool:
    return bool(flags & (os.O_WRONLY | os.O_RDWR))


def _is_to_be_written(_path: Any, mode: str = "r", *_: Any, **__: Any) -> bool:
    return bool(set(mode) & set("wax+"))


def killed_at(step: int) -> Happens:
    def happens(number: int, _name: str) -> None:
        if number == step:
            os.kill(os.getpid(), signal.SIGKILL)

    return happens


def disk_full_from(step: int) -> Happens:
    """Whatever takes room fails from this step on; what frees room goes on working."""

    def happens(number: int, name: str) -> None:
        if number >= step and name in TAKES_ROOM:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    return happens


def disk_fails_at(step: int) -> Happens:
    """One step on a file fails, as on a disk with a bad block."""

    def happens(number: int, name: str) -> None:
        if number == step and name in ("open", *ON_FILES):
            raise OSError(errno.EIO, os.strerror(errno.EIO))

    return happens


def in_a_child(does: Callable[[], None], happens: Happens, said: int | None = None) -> int:
    """The exit status of a child process that does it; minus the signal that killed it.

    ``said``: a file descriptor that gets the names of the steps, one a line.
    """
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    write, status = os.write, 1
    try:
        steps = Steps(happens).watch()
        does()
        if said is not None:
            write(said, "\n".join(steps.names).encode())
        status = 0
    except SystemExit as ended:
        status = ended.code if isinstance(ended.code, int) else 1
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(status)


def steps_of(does: Callable[[], None]) -> list[str]:
    """The names of all steps, taken by a child of its own."""
    with tempfile.TemporaryFile() as said:
        assert in_a_child(does, lambda *_: None, said.fileno()) == 0
        said.seek(0)
        return said.read().decode().splitlines()
