"""How far fetching may go: to which machines, for how long, for how much."""

import random
import socket
import ssl
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from directory.errors import FileRefused
from directory.settings import Settings
from importers.fetching.networks import Address, Network, address_of, is_allowed, networks_named
from importers.fetching.web_addresses import WebAddress

Resolver = Callable[[str, int], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Limits:
    """``seconds`` and bytes are of one import in all; ``read_seconds`` of each wait for an arrival."""

    seconds: float = 3_600.0
    connect_seconds: float = 10.0
    read_seconds: float = 30.0
    arriving_bytes: int = 500_000_000
    unpacked_bytes: int = 1_000_000_000
    attempts: int = 5
    redirects: int = 5
    longest_wait_seconds: float = 120.0


def addresses_by_name(host: str, port: int) -> list[str]:
    """What the system's resolver says; OSError where it knows no such host."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


@dataclass(frozen=True)
class Reach:
    """``allowed`` are networks that may be reached though they aren't public.

    ``resolve``, ``sleep``, ``chance`` (0 to 1) and ``trust`` are the world outside: tests bring their own.
    """

    allowed: tuple[Network, ...] = ()
    limits: Limits = field(default_factory=Limits)
    resolve: Resolver = addresses_by_name
    sleep: Callable[[float], None] = time.sleep
    chance: Callable[[], float] = random.random
    trust: Callable[[], ssl.SSLContext] = ssl.create_default_context

    def addresses(self, asked: WebAddress, *, redirected: bool = False) -> tuple[Address, ...]:
        """Where a host is. FileRefused unless every one of its addresses may be reached.

        Whoever is ``redirected`` by a public machine reaches public ones only: no site outside may steer
        what is asked inside.
        """
        try:
            found = tuple(address_of(text) for text in self.resolve(asked.host, asked.port))
        except (OSError, ValueError) as error:
            raise _host_not_found(asked) from error
        if not found:
            raise _host_not_found(asked)
        allowed = () if redirected else self.allowed
        if not all(is_allowed(address, allowed) for address in found):
            raise FileRefused(
                f"{asked.host} is not a public address, so it was not asked for anything.",
                "If it is a feed inside your own network, name that network in"
                " CAREMARKET_ALLOW_PRIVATE_ADDRESSES; otherwise save the file and give its path.",
                code="address_not_public",
            )
        return found


def reach_of(settings: Settings) -> Reach:
    """As far as the settings of this installation allow."""
    return Reach(allowed=networks_named(settings.allow_private_addresses))


def _host_not_found(asked: WebAddress) -> FileRefused:
    return FileRefused(
        f"No machine called {asked.host} can be found.",
        "Check the address, and that this machine is on the internet.",
        code="host_not_found",
    )
