"""A PostgreSQL server of the benchmark's own: a new cluster in a temporary folder, on a socket there."""

import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import current_thread, main_thread
from typing import Any

from directory.errors import CareMarketError

FOLDER = Path(__file__).parent
DEBIAN_PROGRAMS = Path("/usr/lib/postgresql/15/bin")
UNPRIVILEGED = ("postgres", "nobody")


@contextmanager
def running_server(programs: Path = DEBIAN_PROGRAMS) -> Iterator[Path]:
    """The folder with the socket of a new, empty server; it is stopped and removed whatever happens."""
    if not (programs / "postgres").is_file():
        raise CareMarketError(
            "PostgreSQL 15 isn't installed where Debian puts it.",
            "Install postgresql-15 and postgresql-15-postgis-3, or add --without-postgresql.",
            code="no_postgresql",
        )
    # A short path: a socket's has at most 107 characters.
    home = Path(tempfile.mkdtemp(prefix="pg-"))
    try:
        as_whom = _unprivileged(home)
        created = ("-U", "postgres", "-A", "trust", "-N", "-E", "UTF8", "--locale", "C")
        _run(home, as_whom, programs / "initdb", *created)
        with (home / "data" / "postgresql.conf").open("a", encoding="utf-8") as configuration:
            configuration.write((FOLDER / "tuned.conf").read_text(encoding="utf-8"))
        with _ending_on_sigterm():
            _run(
                home, as_whom, programs / "pg_ctl", "-w", "-l", str(home / "log"), "-o", f"-k {home}", "start"
            )
            try:
                yield home
            finally:
                _run(home, as_whom, programs / "pg_ctl", "-w", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(home, ignore_errors=True)


@contextmanager
def _ending_on_sigterm() -> Iterator[None]:
    """A process told to end would otherwise leave its server behind."""
    if current_thread() is not main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _unprivileged(home: Path) -> dict[str, Any]:
    """PostgreSQL refuses to run as root: then as its own user, or as nobody, who gets the folder."""
    if os.geteuid() != 0:
        return {}
    known = {user.pw_name: user for user in pwd.getpwall()}
    whom = next(known[name] for name in UNPRIVILEGED if name in known)
    os.chown(home, whom.pw_uid, whom.pw_gid)
    return {"user": whom.pw_uid, "group": whom.pw_gid, "extra_groups": []}


def _run(home: Path, as_whom: dict[str, Any], program: Path, *arguments: str) -> None:
    command = [program, "-D", home / "data", *arguments]
    quiet = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    subprocess.run(command, check=True, cwd=home, **quiet, **as_whom)
