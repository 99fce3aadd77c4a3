"""Addresses on the web as somebody types them: http or https, without a name or password in them."""

import re
from dataclasses import dataclass
from ipaddress import IPv6Address
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from directory.errors import FileRefused

_ANY_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)
_HOST = re.compile(r"[a-z0-9_](?:[a-z0-9_.-]*[a-z0-9_])?\.?", re.IGNORECASE)
_USUAL_PORTS = {"http": 80, "https": 443}
LONGEST = 4_000


@dataclass(frozen=True, slots=True)
class WebAddress:
    """``target`` is what the server is asked for: path and query, escaped. The fragment is gone."""

    scheme: str
    host: str
    port: int
    target: str

    @property
    def authority(self) -> str:
        """Host and, where it isn't the usual one, port."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _USUAL_PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def path(self) -> str:
        return self.target.partition("?")[0]

    @property
    def query(self) -> str:
        return self.target.partition("?")[2]

    @property
    def shown(self) -> str:
        """What may stand in a report: a query may hold a key, so it is left out."""
        return f"{self.scheme}://{self.authority}{self.path}"

    def beside(self, location: str) -> "WebAddress":
        """The address that ``location`` (whole or relative) means from here."""
        try:
            return web_address_of(urljoin(f"{self.scheme}://{self.authority}{self.target}", location))
        except ValueError as error:
            raise _not_understood() from error


def is_web_address(text: str) -> bool:
    """Whether a text names something by scheme, so that it is no path of a file."""
    return bool(_ANY_SCHEME.match(text))


def web_address_of(text: str) -> WebAddress:
    """The address; FileRefused for other schemes, for credentials, and for what can't be read."""
    if not text.strip().isprintable() or len(text) > LONGEST:
        raise _not_understood()
    try:
        parts = urlsplit(text.strip())
        _refuse_others(parts)
        host, port = _host(parts.hostname or ""), parts.port
    except (ValueError, UnicodeError) as error:
        raise _not_understood() from error
    if port == 0:
        raise _not_understood()
    scheme = parts.scheme
    query = f"?{_escaped(parts.query)}" if parts.query else ""
    return WebAddress(scheme, host, port or _USUAL_PORTS[scheme], (_escaped(parts.path) or "/") + query)


def _refuse_others(parts: SplitResult) -> None:
    """Other schemes, and credentials, which would end in a log somewhere."""
    if parts.scheme not in _USUAL_PORTS:
        raise FileRefused(
            "Only addresses that begin with https:// or http:// are fetched.",
            "Give such an address, or save the file and give its path.",
            code="scheme_refused",
        )
    if "@" in parts.netloc:
        raise FileRefused(
            "The address holds a user name or a password.",
            "Give an address that is open to everyone, or save the file and give its path.",
            code="credentials_in_address",
        )


def _host(text: str) -> str:
    """In lower case and ASCII; ValueError for what is no host."""
    if ":" in text:
        # An interface's name after % would reach past the check of the address.
        if "%" in text:
            raise ValueError("an address with an interface")
        return str(IPv6Address(text))
    host = text.encode("idna").decode() if not text.isascii() else text
    if not _HOST.fullmatch(host):
        raise ValueError("no host")
    return host.lower()


def _escaped(text: str) -> str:
    return quote(text, safe="/%:=&?~+!$,;'@()*-._[]|")


def _not_understood() -> FileRefused:
    return FileRefused(
        "That address can't be read.",
        "Copy it whole from the browser, such as https://example.org/services.csv.",
        code="address_not_understood",
    )
