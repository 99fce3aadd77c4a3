"""People at the site at once: each fills in the short form, reads the answer, and looks at services in it."""

import random
import re
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from html import unescape
from statistics import quantiles
from threading import Event
from time import perf_counter
from urllib.parse import urlencode

import urllib3

TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')
SERVICE = re.compile(r'href="(/services/[0-9a-z]+)"')
NEEDS = ("personal_care", "companionship", "household_tasks", "day_activities", "getting_out", "meals")
LANGUAGES = ("ben", "pol", "urd", "pan", "guj", "som")
SERVICES_READ = 2


@dataclass
class Seen:
    """Seconds of each kind of page, how many answers were none, and how long all of it took."""

    seconds: dict[str, list[float]] = field(default_factory=dict)
    failures: int = 0
    took: float = 0.0

    @property
    def requests(self) -> int:
        return sum(map(len, self.seconds.values()))

    @property
    def a_second(self) -> float:
        return self.requests / self.took

    def half_and_95th(self, kind: str) -> tuple[float, float]:
        """Half of the pages of a kind took the first at most, all but one in twenty the second."""
        cuts = quantiles(self.seconds[kind], n=20, method="inclusive")
        return cuts[9], cuts[18]


class Visit:
    """One person with a browser of their own: a cookie, and one connection that stays open."""

    def __init__(self, port: int, seen: Seen) -> None:
        self._pool = urllib3.HTTPConnectionPool("127.0.0.1", port, maxsize=1, timeout=60, retries=False)
        self._seen = seen
        self._cookie = ""

    def asks(self, question: dict[str, str]) -> None:
        form = self.get("/find/short", "form")
        token = TOKEN.search(form)
        if token is None:
            self._seen.failures += 1
            return
        fields = {**question, "csrf_token": unescape(token[1]), "action": "results"}
        there = self._answered("POST", "/find/short", "sent", fields).headers.get("Location", "")
        page = self.get(there, "results") if there else ""
        for address in list(dict.fromkeys(SERVICE.findall(page)))[:SERVICES_READ]:
            self.get(address, "service")

    def get(self, address: str, kind: str) -> str:
        return self._answered("GET", address, kind).data.decode()

    def _answered(
        self, method: str, address: str, kind: str, fields: dict[str, str] | None = None
    ) -> urllib3.BaseHTTPResponse:
        headers = {"Cookie": self._cookie} if self._cookie else {}
        if fields is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        body = urlencode(fields) if fields is not None else None
        began = perf_counter()
        answer = self._pool.request(method, address, body=body, headers=headers, redirect=False)
        self._seen.seconds.setdefault(kind, []).append(perf_counter() - began)
        self._seen.failures += answer.status not in (200, 303)
        if cookie := answer.headers.get("Set-Cookie"):
            self._cookie = cookie.partition(";")[0]
        return answer


def visits(port: int, clients: int, questions: Sequence[dict[str, str]], each: int, until: Event) -> Seen:
    """``clients`` people at once, who ask ``each`` questions and go on until ``until`` is set."""

    def one(number: int) -> Seen:
        seen = Seen()
        chance = random.Random(number)
        asked = 0
        while asked < each or not until.is_set():
            Visit(port, seen).asks(chance.choice(questions))
            asked += 1
        return seen

    return _together(one, clients)


def reads(port: int, clients: int, address: str, each: int) -> Seen:
    """``clients`` programs at once that ask for the same address, ``each`` times."""

    def one(number: int) -> Seen:
        seen = Seen()
        visit = Visit(port, seen)
        for _ in range(each):
            visit.get(address, "static")
        return seen

    return _together(one, clients)


def questions(places: Sequence[str], seed: int) -> Iterator[dict[str, str]]:
    """One question near each place, as the short form sends it."""
    chance = random.Random(seed)
    for place in places:
        yield {
            "needs": chance.choice(NEEDS),
            "place": place,
            "languages": chance.choice(LANGUAGES),
            "budget": str(chance.randrange(50, 600)),
            "per": "week",
            "hours_per_week": str(chance.randrange(2, 30)),
        }


def _together(one: Callable[[int], Seen], clients: int) -> Seen:
    began = perf_counter()
    with ThreadPoolExecutor(clients) as pool:
        parts = list(pool.map(one, range(clients)))
    whole = Seen(failures=sum(part.failures for part in parts), took=perf_counter() - began)
    for part in parts:
        for kind, seconds in part.seconds.items():
            whole.seconds.setdefault(kind, []).extend(seconds)
    return whole
