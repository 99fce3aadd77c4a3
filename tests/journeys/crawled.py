"""Every kind of page in every state, as one visit meets them: for what looks at all of them."""

import re
from collections.abc import Iterator

from tests.journeys.visitor import Visitor

PLAIN_PAGES = (
    "/", "/find/needs", "/find/not-sure", "/find/short", "/search", "/shortlist/", "/how-it-works",
    "/privacy", "/accessibility", "/easy/", "/easy/needs", "/market/", "/market/councils",
    "/market/E09000030", "/nothing-here",
)  # fmt: skip
STEPS = (
    "needs", "where", "setting", "kinds", "knowing", "languages", "culture", "worker", "access", "times",
    "start", "visits", "order", "money",
)  # fmt: skip
FULL = {
    "needs": ["personal_care", "companionship"],
    "place": "E1 4NS",
    "languages": ["syl", "ben"],
    "faith": ["muslim"],
    "staff_gender": "female",
    "accessibility": ["step_free"],
    "times": ["weekday_morning"],
    "start_day": "4",
    "start_month": "1",
    "start_year": "2027",
    "visits_per_day": "2",
    "visit_minutes": "30",
    "budget": "180",
    "per": "week",
    "hours_per_week": "10",
    "max_per_hour": "18",
    "funding": "direct_payment",
    "order_1": "languages",
}
"""A question with something said in every step."""


def every_page(visitor: Visitor) -> Iterator[tuple[str, str]]:
    """(what it is, its HTML): whole, empty, wrong, and full."""

    def now(name: str) -> tuple[str, str]:
        assert visitor.page is not None
        return name, visitor.page.text

    for path in PLAIN_PAGES:
        visitor.open(path)
        yield now(path)
    answer_id = visitor.answers(FULL)
    yield now("results")
    services = list(dict.fromkeys(re.findall(r'href="(/services/[^"]+)"', now("")[1])))
    visitor.open(f"/plan/{answer_id}")
    yield now("plan")
    visitor.send(**{"hours-personal_care": "x"})
    yield now("a plan with hours that are none")
    visitor.send(**{"hours-personal_care": "90", "week": "5"})
    yield now("no plan for so little money")
    visitor.send("/shortlist/add", option_id=services[0].rpartition("/")[2], answer_id=answer_id)
    visitor.open("/shortlist/")
    yield now("shortlist")
    for path in services:
        visitor.open(path)
        yield now(path)
    for step in STEPS:
        visitor.open(f"/find/{answer_id}/change/{step}")
        yield now(step)
    visitor.send(max_per_hour="lots", action="continue")
    yield now("an amount that is none")
    visitor.open(f"/find/{answer_id}/check")
    yield now("check")
    visitor.open("/find/needs")
    visitor.send(action="continue")
    yield now("a need left out")
    visitor.open("/easy/needs")
    visitor.send(action="continue")
    yield now("easy read, nothing ticked")
    visitor.send(needs=["personal_care"], action="continue")
    for picture in ("where", "languages", "worker"):
        yield now(f"easy read, {picture}")
        visitor.send(place="E1 4NS", languages="ben", action="continue")
    yield now("easy read, results")
    visitor.answers(
        {"needs": ["nursing"], "place": "Bow", "max_per_hour": "1", "must": ["max_pence_per_hour"]}
    )
    yield now("nothing fits")
    visitor.open("/")
    visitor.send("/find/words", words="a Polish woman for my mother near Bow and a blue thing")
    yield now("words understood")
    visitor.send("/search", words="lunch")
    yield now("found by words")
    visitor.send("/search", words="xyzzy")
    yield now("nothing found by words")
