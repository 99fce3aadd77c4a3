"""What may be written down about a request: its route, status and time; never an id, a query or an answer."""

import logging
import sys
import time
import traceback
from types import TracebackType
from typing import Any

from flask import Flask, Response, g, request

ACCESS = logging.getLogger("caremarket.access")
FAILURES = logging.getLogger("caremarket.failures")
METHODS = frozenset({"GET", "HEAD", "POST", "OPTIONS", "PUT", "PATCH", "DELETE"})


def log_requests(app: Flask) -> None:
    """One line a request, naming the route as it stands in the code ("/results/<answer_id>")."""
    _write_to_stderr()
    app.before_request(_start_clock)
    app.after_request(_log_request)


def log_failure(
    exc_info: tuple[type, BaseException, TracebackType | None] | tuple[None, None, None],
) -> None:
    """A fault's kind and the places in the code it passed; not its message, which may hold an answer."""
    frames = traceback.extract_tb(exc_info[2])
    places = " > ".join(
        f"{frame.filename.rpartition('/')[2]}:{frame.lineno} {frame.name}" for frame in frames
    )
    kind = exc_info[0].__name__ if exc_info[0] else "Failure"
    FAILURES.error("%s %s %s at %s", _method(), _route(), kind, places)


def _route() -> str:
    return request.url_rule.rule if request.url_rule else "(no such page)"


def _method() -> str:
    return request.method if request.method in METHODS else "(other)"


def _start_clock() -> None:
    g.began = time.perf_counter()


def _log_request(response: Response) -> Response:
    took_ms = (time.perf_counter() - g.get("began", time.perf_counter())) * 1000
    ACCESS.info("%s %s %d %.0fms", _method(), _route(), response.status_code, took_ms)
    return response


def _write_to_stderr() -> None:
    """Send both logs to standard error once, and quiet the server's own line, which holds whole addresses."""
    root: Any = logging.getLogger("caremarket")
    if not root.handlers:
        handler = logging.StreamHandler(sys.stderr)
        handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
        root.addHandler(handler)
        root.setLevel(logging.INFO)
    logging.getLogger("werkzeug").setLevel(logging.WARNING)
