"""Every kind of page in every state, as one visit meets them: for what looks at all of them."""

import re
from collections.abc import Iterator

from tests.journeys.visitor import Visitor

PLAIN_PAGES = (
    "/", "/find/who", "/find/needs", "/find/not-sure", "/find/short", "/search", "/shortlist/",
    "/how-it-works", "/privacy", "/accessibility", "/easy/", "/easy/needs", "/market/", "/market/councils",
    "/market/E09000030", "/places/", "/places/tower-hamlets", "/places/tower-hamlets/all", "/places/barnet",
    "/places/tower-hamlets/choice", "/places/barnet/choice",
    "/nothing-here",
)  # fmt: skip
Page = tuple[str, str]
STEPS = (
    "needs", "where", "setting", "kinds", "knowing", "languages", "culture", "worker", "access", "formats",
    "times", "start", "visits", "order", "money",
)  # fmt: skip
FULL = {
    "needs": ["personal_care", "companionship"],
    "place": "E1 4NS",
    "languages": ["syl", "ben"],
    "faith": ["muslim"],
    "staff_gender": "female",
    "accessibility": ["step_free"],
    "formats": ["large_print", "no_telephone"],
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
APOLOGIES = {"/nothing-here", "/s/never-was", "a form that is too old"}
WITH_ERRORS = {
    "a plan with hours that are none", "nothing picked to compare", "shortlist, words with 1001 letters",
    "an amount that is none", "a need left out", "nobody chosen", "easy read, nothing ticked",
    "a place that is none",
}  # fmt: skip
"""Which states say sorry, and which tell of what is wrong in a form: all the others do neither."""


def every_page(visitor: Visitor) -> Iterator[Page]:
    """(what it is, its HTML): whole, empty, wrong, and full."""
    for path in PLAIN_PAGES:
        visitor.open(path)
        yield now(visitor, path)
    for part in (_answer, _shortlist, _wrong_answers, _both_of_us, _easy_read, _words, _refusals):
        yield from part(visitor)


def now(visitor: Visitor, name: str) -> Page:
    assert visitor.page is not None
    status = visitor.page.status_code
    assert (status >= 400 and status != 422) == (name in APOLOGIES), name
    assert ('id="trouble-title"' in visitor.page.text) == (name in WITH_ERRORS), name
    return name, visitor.page.text


def _answer(visitor: Visitor) -> Iterator[Page]:
    answer_id = visitor.answers(FULL)
    yield now(visitor, "results")
    services = list(dict.fromkeys(re.findall(r'href="(/services/[^"]+)"', now(visitor, "")[1])))
    visitor.send("/shortlist/add", option_id=services[0].rpartition("/")[2], answer_id=answer_id)
    for path in ("/shortlist/", *services[:3], f"/find/{answer_id}/check", f"/plan/{answer_id}"):
        visitor.open(path)
        yield now(visitor, path)
    visitor.send(**{"hours-personal_care": "x"})
    yield now(visitor, "a plan with hours that are none")
    visitor.send(**{"hours-personal_care": "90", "week": "5"})
    yield now(visitor, "no plan for so little money")
    for step in STEPS:
        visitor.open(f"/find/{answer_id}/change/{step}")
        yield now(visitor, step)


def _shortlist(visitor: Visitor) -> Iterator[Page]:
    answer_id = visitor.answers({"needs": ["companionship"], "place": "E1 4NS", "formats": ["bsl"]})
    for option_id in list(dict.fromkeys(re.findall(r'href="/services/([^"]+)"', now(visitor, "")[1])))[:4]:
        visitor.send("/shortlist/add", option_id=option_id, answer_id=answer_id)
    visitor.open("/shortlist/")
    yield now(visitor, "a shortlist")
    this = re.findall(r'name="list" value="([^"]+)"', now(visitor, "")[1])[-1]
    item = re.findall(r'name="item" value="(\d+)"', now(visitor, "")[1])[-1]
    for doing in ("compare", "questions", "email", "link", "clear"):
        visitor.open(f"/shortlist/{doing}?list={this}&reasons=yes")
        yield now(visitor, f"shortlist, {doing}")
    visitor.open(f"/shortlist/compare?list={this}&picking=yes")
    yield now(visitor, "nothing picked to compare")
    visitor.send("/shortlist/link", list=this, answers="yes", words="yes")
    yield now(visitor, "a private link")
    token = re.search(r"/s/([^<]+)<", now(visitor, "")[1])
    assert token
    for doing, told in (
        ("words", {"words": "z" * 1_001}), ("remove", {}), ("clear", {"list": this}),
    ):  # fmt: skip
        visitor.open("/shortlist/")
        visitor.send(f"/shortlist/{doing}", item=item, **told)
        yield now(visitor, f"shortlist, {doing} with {len(told.get('words', ''))} letters")
    for path in (f"/s/{token[1]}", "/s/never-was"):
        visitor.open(path)
        yield now(visitor, path)


def _refusals(visitor: Visitor) -> Iterator[Page]:
    visitor.open("/places/")
    visitor.send(place="Nowhere-on-Sea", show="who")
    yield now(visitor, "a place that is none")
    visitor.page = visitor.client.post("/find/needs", data={"needs": "meals"})
    yield now(visitor, "a form that is too old")
    visitor.answers({"needs": ["companionship"], "place": "E1 4NS", "within_miles": "0.1"})
    yield now(visitor, "as good as nowhere")


def _wrong_answers(visitor: Visitor) -> Iterator[Page]:
    visitor.answers(FULL)
    visitor.open(f"/find/{visitor.path.rpartition('/')[2]}/change/money")
    visitor.send(max_per_hour="lots", action="continue")
    yield now(visitor, "an amount that is none")
    visitor.open("/find/needs")
    visitor.send(action="continue")
    yield now(visitor, "a need left out")
    visitor.answers(
        {"needs": ["nursing"], "place": "Bow", "max_per_hour": "1", "must": ["max_pence_per_hour"]}
    )
    yield now(visitor, "nothing fits")


def _both_of_us(visitor: Visitor) -> Iterator[Page]:
    visitor.open("/find/who")
    visitor.send()
    yield now(visitor, "nobody chosen")
    visitor.send(who="both")
    yield now(visitor, "needs of the first person")
    visitor.send(needs=["companionship"], action="continue")
    visitor.send(place="E1 4NS", action="results")
    yield now(visitor, "answers of the first person")
    visitor.send(f"{visitor.path.removesuffix('/check')}/other-person")
    yield now(visitor, "needs of the second person")
    visitor.send(needs=["companionship", "personal_care"], action="results")
    yield now(visitor, "answers of both")
    visitor.open(visitor.path.replace("/find/", "/results/").replace("/check", "/both"))
    yield now(visitor, "what suits both")


def _easy_read(visitor: Visitor) -> Iterator[Page]:
    visitor.open("/easy/needs")
    visitor.send(action="continue")
    yield now(visitor, "easy read, nothing ticked")
    visitor.send(needs=["personal_care"], action="continue")
    for question in ("where", "languages", "worker"):
        yield now(visitor, f"easy read, {question}")
        visitor.send(place="E1 4NS", languages="ben", action="continue")
    yield now(visitor, "easy read, results")


def _words(visitor: Visitor) -> Iterator[Page]:
    visitor.open("/")
    visitor.send("/find/words", words="a Polish woman for my mother near Bow and a blue thing")
    yield now(visitor, "words understood")
    for words in ("lunch", "xyzzy"):
        visitor.send("/search", words=words)
        yield now(visitor, f"search for {words}")
    visitor.open("/search")
    visitor.send("/search", words="exampel", near="E1 4NS")
    yield now(visitor, "search for a word that is spelt wrongly, near a place")
    visitor.send(kinds="community_group", kind="community_group")
    yield now(visitor, "search, narrowed")
