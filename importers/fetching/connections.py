"""A connection to the very address that was checked, with TLS verified for the host's name."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Timer

from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.response import BaseHTTPResponse

from importers.fetching.networks import Address
from importers.fetching.reach import Reach
from importers.fetching.web_addresses import WebAddress

HEADERS = {
    "User-Agent": "caremarket",
    "Accept": "application/json, text/csv, */*;q=0.5",
    "Accept-Encoding": "gzip",
}


class Connection:
    """One host at one address, kept open between questions. No proxy of the environment is used.

    A proxy would look the name up once more, and reach what was never checked.
    """

    def __init__(self, asked: WebAddress, address: Address, reach: Reach) -> None:
        self._host = (asked.scheme, asked.host, asked.port)
        self._wire = _wire(asked, address, reach)
        self._read_seconds = reach.limits.read_seconds

    def leads_to(self, asked: WebAddress) -> bool:
        return self._host == (asked.scheme, asked.host, asked.port)

    @contextmanager
    def answer(self, asked: WebAddress, seconds_left: float) -> Iterator[BaseHTTPResponse]:
        """What the server answers. After ``seconds_left`` the line is cut, however slowly it drips."""
        end = Timer(seconds_left, self._cut)
        end.daemon = True
        end.start()
        try:
            if self._wire.sock is None:
                self._wire.connect()
                self._wire.timeout = self._read_seconds
            headers = {**HEADERS, "Host": asked.authority}
            self._wire.request(
                "GET", asked.target, headers=headers, preload_content=False, decode_content=False
            )
            yield self._wire.getresponse()
        except BaseException:
            self.close()
            raise
        finally:
            end.cancel()

    def close(self) -> None:
        self._wire.close()

    def _cut(self) -> None:
        wire = self._wire.sock
        if wire is not None:
            with suppress(OSError):
                # Of the socket below TLS: whoever is reading from it is in another thread.
                socket.socket.shutdown(wire, socket.SHUT_RDWR)


def _wire(asked: WebAddress, address: Address, reach: Reach) -> HTTPConnection:
    limits = reach.limits
    if asked.scheme == "http":
        return HTTPConnection(str(address), asked.port, timeout=limits.connect_seconds)
    return HTTPSConnection(
        str(address),
        asked.port,
        timeout=limits.connect_seconds,
        ssl_context=reach.trust(),
        server_hostname=asked.host.rstrip("."),
    )
