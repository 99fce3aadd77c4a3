"""A web server of our own on 127.0.0.1 that answers as it is told, faults included."""

import gzip
import json
import socket
import threading
import time
from collections import defaultdict
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_network
from urllib.parse import parse_qs, urlsplit

from importers.fetching.reach import Limits, Reach

HERE = (ip_network("127.0.0.1/32"),)


class _QuietServer(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request, address):
        """Whoever asked hangs up in some tests: nothing to print."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    own = None

    def do_GET(self):
        self.own.asked.append(self.path)
        self.own.hosts.append(self.headers["Host"])
        with suppress(OSError):
            self._give(self.own.answer(self.path))

    def log_message(self, *said):
        pass

    def _give(self, answer):
        if answer.head is not None:
            self._drip(answer.head, answer.drip)
            return self._break()
        self.send_response(answer.status)
        for name, value in {"Content-Length": str(len(answer.body)), **answer.headers}.items():
            if value is not None:
                self.send_header(name, value)
        self.end_headers()
        self._drip(answer.body[: answer.cut], answer.drip)
        if answer.cut is not None:
            self._break()

    def _break(self):
        self.connection.shutdown(socket.SHUT_RDWR)
        self.close_connection = True

    def _drip(self, text, seconds):
        for piece in [text[at : at + 1] for at in range(len(text))] if seconds else [text]:
            self.wfile.write(piece)
            time.sleep(seconds)


@dataclass
class Says:
    """One answer; ``drip`` is in seconds for each byte.

    The line breaks after ``cut`` bytes of the body, or after ``head``, which is then all there is.
    """

    body: bytes = b""
    status: int = 200
    headers: dict = field(default_factory=dict)
    cut: int | None = None
    drip: float = 0.0
    head: bytes | None = None


def says_json(plain, **more):
    return Says(json.dumps(plain).encode(), headers={"Content-Type": "application/json"}, **more)


def packed(body, **more):
    return Says(gzip.compress(body), headers={"Content-Encoding": "gzip"}, **more)


class OwnServer:
    """``answers``: path → answers in turn (the last one stays), or a function of the query."""

    def __init__(self):
        self.answers = {}
        self.asked = []
        self.hosts = []
        self._given = defaultdict(int)
        self._server = _QuietServer(("127.0.0.1", 0), type("Handler", (_Handler,), {"own": self}))
        self.port = self._server.server_address[1]
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()

    def at(self, path):
        return f"http://127.0.0.1:{self.port}{path}"

    def close(self):
        self._server.shutdown()
        self._server.server_close()

    def answer(self, target):
        path, query = urlsplit(target).path, urlsplit(target).query
        found = self.answers.get(path, [Says(b"nothing", 404)])
        if callable(found):
            return found({name: values[0] for name, values in parse_qs(query).items()})
        number = self._given[path]
        self._given[path] += 1
        return found[min(number, len(found) - 1)]


def a_reach(slept=None, *, allowed=HERE, resolve=None, **limits):
    """Reach to our own server only; who sleeps only says so, in ``slept``."""
    more = {"resolve": resolve} if resolve else {}
    waits = slept if slept is not None else []
    return Reach(allowed, Limits(**limits), sleep=waits.append, chance=lambda: 1.0, **more)
