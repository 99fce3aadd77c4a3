"""Which addresses may be asked: public ones only, unless whoever runs this installation names others."""

import ssl
import subprocess
import threading
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, HTTPServer
from ipaddress import IPv4Address, IPv6Address, ip_address

import pytest
from hypothesis import given
from hypothesis.strategies import integers, text

from directory.errors import CareMarketError, FileRefused
from directory.settings import read_settings
from importers.fetching.downloads import download
from importers.fetching.networks import is_allowed, is_public, networks_named
from importers.fetching.reach import Limits, Reach, reach_of
from importers.fetching.web_addresses import is_web_address, web_address_of
from tests.importers.own_server import HERE


@pytest.mark.parametrize(
    "address",
    [
        *("0.0.0.0", "0.1.2.3", "10.1.2.3", "100.64.0.1", "100.127.255.254", "127.0.0.1", "127.255.255.255"),
        *("169.254.169.254", "172.16.0.1", "172.31.255.255", "192.0.0.1", "192.0.2.1", "192.88.99.1"),
        *("192.168.1.1", "198.18.0.1", "198.51.100.7", "203.0.113.9", "224.0.0.1", "240.0.0.1"),
        *(
            "255.255.255.255",
            "::",
            "::1",
            "::7f00:1",
            "::ffff:10.0.0.1",
            "::ffff:8.8.8.8",
            "fc00::1",
            "fd12::1",
        ),
        *(
            "fe80::1",
            "fe80::1%eth0",
            "fec0::1",
            "ff02::1",
            "2001:db8::1",
            "2001::1",
            "2002:7f00:1::",
            "3fff::1",
        ),
        *("64:ff9b::10.0.0.1", "64:ff9b::127.0.0.1", "64:ff9b:1::1", "100::1", "5f00::1"),
    ],
)
def test_an_address_that_is_not_for_everybody_is_never_public(address):
    assert not is_public(ip_address(address))


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "51.140.1.1", "2a00:1450::1", "2606:4700::1111", "64:ff9b::8.8.8.8"]
)
def test_an_address_of_a_public_machine_is_public(address):
    assert is_public(ip_address(address))


@given(integers(0, 2**32 - 1))
def test_what_python_calls_private_is_never_public(number):
    address = IPv4Address(number)
    assert not is_public(address) or address.is_global


@given(integers(0, 2**128 - 1))
def test_what_python_calls_private_is_never_public_in_ipv6(number):
    address = IPv6Address(number)
    assert not is_public(address) or address.is_global


def test_a_network_that_is_named_may_be_reached_and_no_other():
    allowed = networks_named("10.20.0.0/16, 192.168.4.7,fd00:1::/64")
    assert is_allowed(ip_address("10.20.3.4"), allowed)
    assert is_allowed(ip_address("192.168.4.7"), allowed)
    assert is_allowed(ip_address("fd00:1::7"), allowed)
    assert not is_allowed(ip_address("10.21.0.1"), allowed)
    assert not is_allowed(ip_address("192.168.4.8"), allowed)


def test_the_setting_is_off_unless_it_is_given(tmp_path):
    usual = {"CAREMARKET_DATA_DIR": str(tmp_path)}
    assert reach_of(read_settings(usual)).allowed == ()
    named = read_settings({**usual, "CAREMARKET_ALLOW_PRIVATE_ADDRESSES": "127.0.0.1"})
    assert reach_of(named).allowed == HERE
    with pytest.raises(CareMarketError) as refusal:
        reach_of(read_settings({**usual, "CAREMARKET_ALLOW_PRIVATE_ADDRESSES": "yes"}))
    assert "10.20.0.0/16" in refusal.value.remedy


def test_a_site_outside_never_leads_inside_though_inside_is_allowed():
    inside = Reach(networks_named("10.0.0.0/8"), resolve=lambda host, port: ["10.1.2.3"])
    asked = web_address_of("http://feed.example/")
    assert inside.addresses(asked) == (ip_address("10.1.2.3"),)
    with pytest.raises(FileRefused):
        inside.addresses(asked, redirected=True)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("ftp://example.org/a", "scheme_refused"),
        ("file:///a.csv", "scheme_refused"),
        ("https://name:word@example.org/a", "credentials_in_address"),
        ("https://name@example.org/a", "credentials_in_address"),
        ("https://@example.org/a", "credentials_in_address"),
        ("https:///a", "address_not_understood"),
        ("https://exa mple.org/a", "address_not_understood"),
        ("https://example.org:0/a", "address_not_understood"),
        ("https://example.org:99999/a", "address_not_understood"),
        ("https://[fe80::1%25eth0]/a", "address_not_understood"),
        ("https://[::1/a", "address_not_understood"),
        ("https://example.org/a\r\nX: y", "address_not_understood"),
        ("https://exam\u202eple.org/", "address_not_understood"),
        ("https://example.org/" + "a" * 5_000, "address_not_understood"),
    ],
)
def test_an_address_that_must_not_be_asked_is_refused_without_repeating_it(text, code):
    with pytest.raises(FileRefused) as refusal:
        web_address_of(text)
    assert refusal.value.code == code
    assert "name:" not in str(refusal.value)
    assert "example" not in refusal.value.sentence


@given(text() | text(alphabet="htps:/.@[]%:?#\\\n1a").map("http://".__add__))
def test_any_text_is_an_address_or_refused(said):
    with suppress(FileRefused):
        asked = web_address_of(said)
        assert web_address_of(asked.shown).host == asked.host
        assert not any(mark in asked.target for mark in " \r\n#")


def test_what_is_shown_of_an_address_has_no_query_and_no_fragment():
    asked = web_address_of("HTTPS://Example.ORG:443/a b/é.csv?key=secret#part")
    assert asked.shown == "https://example.org/a%20b/%C3%A9.csv"
    assert asked.target == "/a%20b/%C3%A9.csv?key=secret"
    assert web_address_of("http://bücher.example/").shown == "http://xn--bcher-kva.example/"
    assert web_address_of("http://[2A00:1450::1]:8080/x").shown == "http://[2a00:1450::1]:8080/x"


@pytest.mark.parametrize(
    ("text", "is_one"),
    [("https://a.org/b", True), ("FILE:///b", True), ("b.csv", False), ("C:\\b.csv", False), ("a:b", False)],
)
def test_paths_are_told_from_addresses(text, is_one):
    assert is_web_address(text) is is_one


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """A certificate for feed.example and its key, signed by nobody else."""
    folder = tmp_path_factory.mktemp("tls")
    made = [
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-days",
        "2",
        "-subj",
        "/CN=feed.example",
    ]
    files = [
        "-addext",
        "subjectAltName=DNS:feed.example",
        "-keyout",
        folder / "own.key",
        "-out",
        folder / "own.pem",
    ]
    try:
        subprocess.run([*made, *files], check=True, capture_output=True)
    except OSError:
        pytest.skip("no openssl to make a certificate with")
    return folder


@pytest.fixture
def secure(certificate):
    """The port of a server that proves to be feed.example."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200) if self.path == "/a.csv" else self.send_response(302)
            self.send_header("Location", "http://feed.example/a.csv")
            self.send_header("Content-Length", "2")
            self.end_headers()
            self.wfile.write(b"ab")

        def log_message(self, *said):
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate / "own.pem", certificate / "own.key")
    server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield server.server_address[1]
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(
    ("host", "path", "trusts", "code"),
    [
        ("feed.example", "/a.csv", True, None),
        ("feed.example", "/a.csv", False, "certificate_refused"),
        ("other.example", "/a.csv", True, "certificate_refused"),
        ("feed.example", "/moved", True, "redirect_refused"),
    ],
)
def test_a_server_must_prove_the_name_it_was_asked_by(
    certificate, secure, tmp_path, host, path, trusts, code
):
    def trust():
        return ssl.create_default_context(cafile=certificate / "own.pem" if trusts else None)

    reach = Reach(HERE, Limits(attempts=1), resolve=lambda host, port: ["127.0.0.1"], trust=trust)
    asked = web_address_of(f"https://{host}:{secure}{path}")
    if code is None:
        assert download(asked, reach, tmp_path).read_bytes() == b"ab"
        return
    with pytest.raises(FileRefused) as refusal:
        download(asked, reach, tmp_path)
    assert refusal.value.code == code
