"""Asks for one thing after another: redirects followed by hand, failures tried again, in one budget."""

import ssl
import zlib
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http.client import HTTPException
from typing import BinaryIO

from urllib3.exceptions import HTTPError
from urllib3.response import BaseHTTPResponse

from directory.errors import FileRefused
from importers.fetching.bodies import write_body
from importers.fetching.budget import Budget
from importers.fetching.connections import Connection
from importers.fetching.networks import is_public
from importers.fetching.reach import Reach
from importers.fetching.web_addresses import WebAddress

FIRST_WAIT_SECONDS = 1.0
_MOVED = (301, 302, 303, 307, 308)
_ASKED_TOO_MUCH = 429
_BROKEN_LINE = (OSError, HTTPException, HTTPError, EOFError, zlib.error)


@dataclass(frozen=True, slots=True)
class Answer:
    """Where the body came from in the end, and what its sender calls it ("" where it says nothing)."""

    address: WebAddress
    content_type: str


class _TryAgain(Exception):
    """A failure that may pass; ``refusal`` is what is said when it doesn't. ``after``: seconds asked for."""

    def __init__(self, refusal: FileRefused, after: float | None = None) -> None:
        super().__init__(refusal.code)
        self.refusal = refusal
        self.after = after


class _Moved(Exception):
    def __init__(self, location: str) -> None:
        super().__init__("moved")
        self.location = location


class Fetcher:
    """For one thread; several may share a budget."""

    def __init__(self, reach: Reach, budget: Budget | None = None) -> None:
        self._reach = reach
        self._budget = budget or Budget(reach.limits)
        self._connection: Connection | None = None

    def fetch(self, asked: WebAddress, sink: BinaryIO, *, at_most: int | None = None) -> Answer:
        """The body of what lies there into ``sink``, whole and at most so many bytes; else FileRefused."""
        left_public = False
        for _ in range(self._reach.limits.redirects + 1):
            try:
                return self._patiently(asked, sink, at_most, redirected=left_public)
            except _Moved as moved:
                left_public = left_public or self._is_public(asked)
                asked = _followed(asked, moved.location)
        raise FileRefused(
            f"{asked.host} sends whoever asks from one address to the next.",
            "Open the address in a browser, and give the one it ends at.",
            code="too_many_redirects",
        )

    def close(self) -> None:
        if self._connection:
            self._connection.close()

    def _is_public(self, asked: WebAddress) -> bool:
        return any(is_public(address) for address in self._reach.addresses(asked))

    def _patiently(
        self, asked: WebAddress, sink: BinaryIO, at_most: int | None, *, redirected: bool
    ) -> Answer:
        attempts = self._reach.limits.attempts
        for attempt in range(attempts):
            try:
                connection = self._connected(asked, redirected=redirected, attempt=attempt)
                return self._once(connection, asked, sink, at_most)
            except _TryAgain as failed:
                self._connection = None
                if attempt + 1 == attempts:
                    raise failed.refusal from failed
                self._wait(attempt, failed)
        raise AssertionError("no attempt was made")

    def _wait(self, attempt: int, failed: _TryAgain) -> None:
        """As long as the server asked; otherwise twice as long each time, by chance up to half of it less.

        Who asks for more patience than an import has is left alone: coming back sooner would be rude.
        """
        longest = self._reach.limits.longest_wait_seconds
        if failed.after is not None and failed.after > min(longest, self._budget.seconds_left()):
            raise failed.refusal from failed
        usual = min(longest, FIRST_WAIT_SECONDS * 2**attempt) * (0.5 + self._reach.chance() / 2)
        self._reach.sleep(usual if failed.after is None else failed.after)
        self._budget.seconds_left()

    def _once(self, connection: Connection, asked: WebAddress, sink: BinaryIO, at_most: int | None) -> Answer:
        try:
            with connection.answer(asked, self._budget.seconds_left()) as response:
                _refuse_others(asked, response)
                write_body(response, sink, self._budget, at_most)
                return Answer(asked, _content_type(response))
        except ssl.SSLCertVerificationError as error:
            raise FileRefused(
                f"{asked.host} can't prove that it is {asked.host}: its certificate isn't right.",
                "Tell whoever runs it. If it is signed by your own authority, name that in SSL_CERT_FILE.",
                code="certificate_refused",
            ) from error
        except _BROKEN_LINE as error:
            self._budget.seconds_left()
            raise _TryAgain(_broken_off(asked)) from error

    def _connected(self, asked: WebAddress, *, redirected: bool, attempt: int) -> Connection:
        """The connection kept, or a new one: of several addresses each attempt takes the next."""
        if self._connection and self._connection.leads_to(asked):
            return self._connection
        self.close()
        addresses = self._reach.addresses(asked, redirected=redirected)
        self._connection = Connection(asked, addresses[attempt % len(addresses)], self._reach)
        return self._connection


def _followed(asked: WebAddress, location: str) -> WebAddress:
    """Where a redirect leads; from https never to http."""
    to = asked.beside(location)
    if (asked.scheme, to.scheme) == ("https", "http"):
        raise FileRefused(
            f"{asked.host} sends whoever asks from https to http, where anyone may change what arrives.",
            "Ask whoever runs it for an address that stays with https.",
            code="redirect_refused",
        )
    return to


def _refuse_others(asked: WebAddress, response: BaseHTTPResponse) -> None:
    """Nothing for a whole answer; otherwise what to do about it."""
    status = response.status
    if status == 200:
        return
    if status in _MOVED and (location := response.headers.get("Location")):
        raise _Moved(location)
    if status == _ASKED_TOO_MUCH or status >= 500:
        raise _TryAgain(_busy(asked, status), _asked_to_wait(response.headers.get("Retry-After", "")))
    if status in (401, 403):
        sentence, remedy = "asks for a key or forbids this", "Ask whoever runs it for an open address."
    elif status in (404, 410):
        sentence, remedy = "has nothing at that address", "Check the address; it may have moved."
    else:
        sentence, remedy = f"gave an unexpected answer ({status})", "Open the address in a browser."
    raise FileRefused(f"{asked.host} {sentence}.", remedy, code="not_given")


def _content_type(response: BaseHTTPResponse) -> str:
    return response.headers.get("Content-Type", "").partition(";")[0].strip().lower()


def _asked_to_wait(said: str) -> float | None:
    """Seconds from a Retry-After header, a number or a date; None where it says nothing."""
    if said.strip().isdecimal():
        return float(said)
    try:
        when = parsedate_to_datetime(said)
        when = when if when.tzinfo else when.replace(tzinfo=UTC)
        return max(0.0, (when - datetime.now(UTC)).total_seconds())
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _busy(asked: WebAddress, status: int) -> FileRefused:
    return FileRefused(
        f"{asked.host} is too busy or out of order ({status}).", "Try again later.", code="server_busy"
    )


def _broken_off(asked: WebAddress) -> FileRefused:
    return FileRefused(
        f"The connection to {asked.host} broke off, again and again: not all of it arrived.",
        "Check that the address opens in a browser, and try again later.",
        code="broken_off",
    )
