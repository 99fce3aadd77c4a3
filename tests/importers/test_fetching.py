"""A file by its address: whole and within bounds, or refused with what to do about it."""

import errno
import io
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from ipaddress import ip_network

import pytest

from directory.errors import FileRefused
from importers.fetching.downloads import download
from importers.fetching.fetcher import Fetcher
from importers.fetching.web_addresses import web_address_of
from tests.importers.own_server import OwnServer, Says, a_reach, packed

TABLE = b"Name,Postcode\n" + b"Example Lunch Club,E1 4NS\n" * 400
HEAD = b"HTTP/1.1 200 OK\r\nX: "


@pytest.fixture
def server():
    own = OwnServer()
    yield own
    own.close()


@pytest.fixture
def fetched(server, tmp_path):
    """Fetch a path of our own server; limits and the like by keyword."""

    def fetch(path="/groups.csv", slept=None, **reach):
        return download(web_address_of(server.at(path)), a_reach(slept, **reach), tmp_path)

    return fetch


def refusal_of(call, *words, **more):
    with pytest.raises(FileRefused) as refusal:
        call(*words, **more)
    assert refusal.value.sentence
    assert refusal.value.remedy
    return refusal.value


def test_a_file_is_fetched_as_it_lies_there_under_a_name_that_tells_from_where(server, fetched):
    server.answers["/lists/groups.csv"] = [Says(TABLE)]
    path = fetched("/lists/groups.csv?key=secret#part")
    assert path.read_bytes() == TABLE
    assert path.name == "127.0.0.1_lists_groups.csv"
    assert server.hosts == [f"127.0.0.1:{server.port}"]


def test_what_was_packed_for_the_way_is_unpacked(server, fetched):
    server.answers["/groups.csv"] = [packed(TABLE)]
    assert fetched().read_bytes() == TABLE


def test_a_packed_file_of_its_own_stays_packed(server, fetched):
    body = packed(TABLE).body
    server.answers["/groups.csv.gz"] = [Says(body, headers={"Content-Type": "application/gzip"})]
    assert fetched("/groups.csv.gz").read_bytes() == body


def test_a_server_in_trouble_is_asked_again_after_ever_longer_waits(server, fetched):
    slept = []
    server.answers["/groups.csv"] = [Says(b"", 503), Says(b"", 500), Says(b"", 502), Says(TABLE)]
    assert fetched(slept=slept).read_bytes() == TABLE
    assert slept == [1.0, 2.0, 4.0]


def test_a_server_that_stays_in_trouble_is_left_alone(server, fetched):
    server.answers["/groups.csv"] = [Says(b"", 503)]
    assert refusal_of(fetched, attempts=3).code == "server_busy"
    assert len(server.asked) == 3


@pytest.mark.parametrize("how", ["seconds", "date"])
def test_who_says_when_to_come_back_is_asked_then(server, fetched, how):
    slept = []
    later = format_datetime(datetime.now(UTC) + timedelta(seconds=30), usegmt=True)
    said = {"seconds": "17", "date": later}[how]
    server.answers["/groups.csv"] = [Says(b"", 429, {"Retry-After": said}), Says(TABLE)]
    assert fetched(slept=slept).read_bytes() == TABLE
    assert {"seconds": slept == [17.0], "date": 25 < slept[0] <= 30}[how]


@pytest.mark.parametrize("said", ["soon", "", "-1", "\xb2", "1e5", "Wed, 99 Foo 2026 99:99:99 GMT", "Wed"])
def test_who_says_it_unreadably_is_waited_for_as_ever(server, fetched, said):
    slept = []
    server.answers["/groups.csv"] = [Says(b"", 429, {"Retry-After": said}), Says(TABLE)]
    fetched(slept=slept)
    assert slept == [1.0]


def test_who_says_to_come_back_tomorrow_is_not_asked_again(server, fetched):
    server.answers["/groups.csv"] = [Says(b"", 429, {"Retry-After": "86400"}), Says(TABLE)]
    assert refusal_of(fetched).code == "server_busy"
    assert len(server.asked) == 1


def test_a_line_that_breaks_is_tried_again_from_the_beginning(server, fetched):
    server.answers["/groups.csv"] = [Says(TABLE, cut=100), Says(TABLE)]
    assert fetched().read_bytes() == TABLE


@pytest.mark.parametrize(
    "cut",
    [
        Says(TABLE, cut=100),
        Says(packed(TABLE).body[:-20], headers={"Content-Encoding": "gzip"}),
        Says(b"5\r\nName,\r\n", headers={"Content-Length": None, "Transfer-Encoding": "chunked"}, cut=10),
        Says(b"", headers={"Content-Length": "10"}, cut=0),
        Says(head=HEAD),
        Says(head=b""),
    ],
)
def test_what_never_arrives_whole_is_refused(server, fetched, cut):
    server.answers["/groups.csv"] = [cut]
    assert refusal_of(fetched, attempts=2).code == "broken_off"
    assert len(server.asked) == 2


@pytest.mark.parametrize("slow", [Says(TABLE, drip=0.01), Says(head=HEAD + b"y" * 1_000, drip=0.01)])
def test_a_drip_is_cut_when_the_time_is_over(server, fetched, slow):
    server.answers["/groups.csv"] = [slow]
    assert refusal_of(fetched, seconds=0.3).code == "too_slow"


def test_a_server_that_says_nothing_is_waited_for_only_so_long(fetched, server):
    server.answers["/groups.csv"] = [Says(head=HEAD, drip=5)]
    assert refusal_of(fetched, read_seconds=0.05, attempts=2).code == "broken_off"


def test_a_bomb_is_met_long_before_it_is_unpacked(server, fetched):
    bomb = packed(b"\0" * 20_000_000)
    assert len(bomb.body) < 30_000
    server.answers["/groups.csv"] = [bomb]
    assert refusal_of(fetched, unpacked_bytes=1_000_000).code == "too_large"


def test_more_than_may_arrive_is_refused_whatever_it_says_of_its_length(server, fetched):
    server.answers["/groups.csv"] = [Says(TABLE)]
    assert refusal_of(fetched, arriving_bytes=1_000).code == "too_large"


def test_another_packing_than_asked_for_is_refused(server, fetched):
    server.answers["/groups.csv"] = [Says(TABLE, headers={"Content-Encoding": "br"})]
    assert refusal_of(fetched).code == "packing_not_known"


def test_a_web_page_is_refused_as_one(server, fetched):
    server.answers["/groups.csv"] = [
        Says(b"<!DOCTYPE html><p>Sorry", headers={"Content-Type": "text/html; charset=x"})
    ]
    assert refusal_of(fetched).code == "web_page"


@pytest.mark.parametrize(("status", "word"), [(404, "nothing"), (403, "forbids"), (418, "418")])
def test_what_is_not_given_is_refused_and_not_asked_for_again(server, fetched, status, word):
    server.answers["/groups.csv"] = [Says(b"", status)]
    refusal = refusal_of(fetched)
    assert (refusal.code, word in refusal.sentence, len(server.asked)) == ("not_given", True, 1)


@pytest.mark.parametrize(
    "location", ["/b.csv", "b.csv", "//127.0.0.1:{port}/b.csv", "http://127.0.0.1:{port}/b.csv"]
)
def test_a_redirect_is_followed(server, fetched, location):
    server.answers["/a.csv"] = [Says(b"", 302, {"Location": location.format(port=server.port)})]
    server.answers["/b.csv"] = [Says(TABLE)]
    assert fetched("/a.csv").read_bytes() == TABLE


@pytest.mark.parametrize(
    ("location", "code"),
    [
        ("http://127.0.0.2:{port}/b.csv", "address_not_public"),
        ("http://2130706434:{port}/b.csv", "address_not_public"),
        ("http://169.254.169.254/latest/meta-data", "address_not_public"),
        ("http://[::1]:{port}/b.csv", "address_not_public"),
        ("http://[::ffff:127.0.0.1]:{port}/b.csv", "address_not_public"),
        ("http://10.0.0.1/b.csv", "address_not_public"),
        ("http://name:word@127.0.0.1:{port}/b.csv", "credentials_in_address"),
        ("file:///etc/passwd", "scheme_refused"),
        ("ftp://127.0.0.1/b.csv", "scheme_refused"),
        ("http://[", "address_not_understood"),
        ("/a.csv", "too_many_redirects"),
    ],
)
def test_a_redirect_that_leads_astray_is_refused(server, fetched, location, code):
    server.answers["/a.csv"] = [Says(b"", 301, {"Location": location.format(port=server.port)})]
    server.answers["/b.csv"] = [Says(TABLE)]
    assert refusal_of(fetched, "/a.csv").code == code


def test_a_name_is_looked_up_once_and_what_was_checked_is_what_is_asked(server, fetched, tmp_path):
    server.answers["/groups.csv"] = [Says(TABLE)]
    looked_up = []

    def resolve(host, port):
        looked_up.append(host)
        return ["127.0.0.1"] if len(looked_up) == 1 else ["127.0.0.2"]

    asked = web_address_of(f"http://feed.example:{server.port}/groups.csv")
    assert download(asked, a_reach(resolve=resolve), tmp_path).read_bytes() == TABLE
    assert (looked_up, server.hosts) == (["feed.example"], [f"feed.example:{server.port}"])


@pytest.mark.parametrize(
    "others", [["127.0.0.1", "10.0.0.1"], ["127.0.0.1", "::1"], ["fe80::1%eth0"], [], ["nonsense"]]
)
def test_one_address_of_several_that_is_inside_refuses_all(server, tmp_path, others):
    asked = web_address_of(f"http://feed.example:{server.port}/groups.csv")
    refusal = refusal_of(download, asked, a_reach(resolve=lambda host, port: others), tmp_path)
    assert refusal.code in ("address_not_public", "host_not_found")
    assert server.asked == []


def test_without_a_setting_our_own_machine_is_out_of_reach(server, fetched):
    assert refusal_of(fetched, allowed=()).code == "address_not_public"
    assert server.asked == []


def test_no_proxy_of_the_environment_is_used(server, fetched, monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.2:1")
    monkeypatch.setenv("http_proxy", "http://127.0.0.2:1")
    server.answers["/groups.csv"] = [Says(TABLE)]
    assert fetched().read_bytes() == TABLE


def test_the_next_attempt_takes_the_next_address(server, tmp_path):
    server.answers["/groups.csv"] = [Says(TABLE)]
    asked = web_address_of(f"http://feed.example:{server.port}/groups.csv")
    loopback = (ip_network("127.0.0.0/8"),)
    reach = a_reach(allowed=loopback, resolve=lambda host, port: ["127.0.0.3", "127.0.0.1"])
    assert download(asked, reach, tmp_path).read_bytes() == TABLE


def test_a_full_disk_is_no_broken_line(server):
    class FullDisk(io.BytesIO):
        def write(self, piece):
            raise OSError(errno.ENOSPC, "no space left")

    server.answers["/groups.csv"] = [Says(TABLE)]
    refusal = refusal_of(Fetcher(a_reach()).fetch, web_address_of(server.at("/groups.csv")), FullDisk())
    assert (refusal.code, len(server.asked)) == ("no_room", 1)
