"""Whole imports as the command line runs them, timed and watched from outside."""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter, sleep
from typing import Any

from benchmarks.imports.making import MadeFile

LOOK_SECONDS = 0.2
CHECKOUT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class Ran:
    """One import: its seconds on the wall, and the most memory that it and its processes held (MB)."""

    file: MadeFile
    seconds: float
    peak_mb: float
    report: Mapping[str, Any]


def run_imports(files: Iterable[MadeFile], data_dir: Path) -> list[Ran]:
    """Every file in its order; the last one publishes."""
    files = list(files)
    return [_run(file, data_dir, publish=file is files[-1]) for file in files]


def _run(file: MadeFile, data_dir: Path, *, publish: bool) -> Ran:
    command = [sys.executable, "-m", "directory.cli", "import", file.source, str(file.path), "--json"]
    command += ["--publisher", file.publisher, "--scope", file.scope, *([] if publish else ["--no-publish"])]
    env = {**os.environ, "CAREMARKET_DATA_DIR": str(data_dir)}
    began = perf_counter()
    with subprocess.Popen(command, cwd=CHECKOUT, env=env, stdout=subprocess.PIPE, text=True) as process:
        watch = _Watch(process.pid)
        told, _ = process.communicate()
        seconds = perf_counter() - began
        peak_mb = watch.peak_mb()
    if process.returncode:
        raise RuntimeError(f"The import of {file.path.name} ended with {process.returncode}: {told}")
    return Ran(file, seconds, peak_mb, json.loads(told))


class _Watch:
    """The memory of a process and those it began (proportional set size), looked at again and again."""

    def __init__(self, pid: int) -> None:
        self._pid, self._peak, self._done = pid, 0, False
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()

    def peak_mb(self) -> float:
        self._done = True
        self._thread.join()
        return self._peak / 1000

    def _look(self) -> None:
        while not self._done:
            self._peak = max(self._peak, sum(map(_kilobytes, _family(self._pid))))
            sleep(LOOK_SECONDS)


def _family(pid: int) -> list[int]:
    family = [pid]
    for one in family:
        try:
            children = Path(f"/proc/{one}/task/{one}/children").read_text().split()
        except OSError:
            continue
        family += map(int, children)
    return family


def _kilobytes(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)
