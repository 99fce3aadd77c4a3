"""Every step by which a process changes something outside itself, and what happens to it at one of them.

For a child process only: what is patched stays patched. What it does and what happens to it travel by pickle.
A step is told before it is taken, so that being killed at the next one is being killed just after it.
"""

import builtins
import errno
import io
import os
import signal
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event
from sqlalchemy.engine.default import DefaultDialect

from tests.clean_process import Ended, Work, done

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
    return partial(_killed, step)


def disk_full_from(step: int) -> Happens:
    """Whatever takes room fails from this step on; what frees room goes on working."""
    return partial(_full, step)


def disk_fails_at(step: int) -> Happens:
    """One step on a file fails, as on a disk with a bad block."""
    return partial(_fails, step)


def nothing(_number: int, _name: str) -> None:
    """Happens at any step."""


def _killed(step: int, number: int, _name: str) -> None:
    if number == step:
        os.kill(os.getpid(), signal.SIGKILL)


def _full(step: int, number: int, name: str) -> None:
    if number >= step and name in TAKES_ROOM:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def _fails(step: int, number: int, name: str) -> None:
    if number == step and name in ("open", *ON_FILES):
        raise OSError(errno.EIO, os.strerror(errno.EIO))


def in_a_child(does: Work, happens: Happens) -> Ended:
    return done(partial(_watched, does, happens))


def steps_of(does: Work) -> list[str]:
    """The names of all steps, taken by a child of its own."""
    with tempfile.NamedTemporaryFile() as names:
        ended = done(partial(_written, does, names.name))
        assert ended.status == 0, ended.said
        return names.read().decode().splitlines()


def _watched(does: Work, happens: Happens) -> list[str]:
    steps = Steps(happens).watch()
    does()
    return steps.names


def _written(does: Work, path: str) -> None:
    Path(path).write_text("\n".join(_watched(does, nothing)))
