"""Every way in: listed here, locked, and refusing plainly. A new route fails until it is listed."""

import re
from pathlib import Path

import pytest

from directory.app import create_app
from tests.house.repository import ROOT
from tests.journeys.small_market import OpenedHere, published_market

ROUTES = {
    "/": "GET",
    "/static/<path:filename>": "GET",
    "/language": "POST",
    "/text-size": "POST",
    "/plan/<answer_id>": "GET POST",
    "/plan/from-shortlist": "POST",
    "/easy/": "GET",
    "/easy/needs": "GET POST",
    "/easy/<answer_id>/results": "GET",
    "/easy/<answer_id>/<name>": "GET POST",
    "/brand/<mark>.css": "GET",
    "/brand/<mark>/logo": "GET",
    "/how-it-works": "GET",
    "/privacy": "GET",
    "/accessibility": "GET",
    "/find/": "GET",
    "/find/needs": "GET POST",
    "/find/who": "GET POST",
    "/find/<answer_id>/who": "GET POST",
    "/find/<answer_id>/other-person": "POST",
    "/results/<answer_id>/both": "GET",
    "/find/not-sure": "GET",
    "/find/words": "POST",
    "/find/short": "GET POST",
    "/find/<answer_id>/not-sure": "GET",
    "/find/<answer_id>/short": "GET POST",
    "/find/<answer_id>/check": "GET",
    "/find/<answer_id>/<name>": "GET POST",
    "/find/<answer_id>/change/<name>": "GET POST",
    "/results/<answer_id>": "GET",
    "/results/<answer_id>/list": "POST",
    "/results/<answer_id>/more": "POST",
    "/results/<answer_id>/relax": "POST",
    "/services/<option_id>": "GET",
    "/places/": "GET POST",
    "/places/<place>": "GET",
    "/places/<place>/choice": "GET",
    "/places/<place>/<kind_or_need>/<code>": "GET",
    "/places/<place>/<kind_or_need>/<code>/<int:number>": "GET",
    "/places/<place>/all": "GET",
    "/places/<place>/all/<int:number>": "GET",
    "/robots.txt": "GET",
    "/sitemap.xml": "GET",
    "/sitemap/<int:part>.xml": "GET",
    "/search": "GET POST",
    "/search/<answer_id>": "GET POST",
    "/search/<answer_id>/<int:number>": "GET",
    "/shortlist/": "GET",
    "/shortlist/add": "POST",
    "/shortlist/move": "POST",
    "/shortlist/words": "POST",
    "/shortlist/name": "POST",
    "/shortlist/remove": "POST",
    "/shortlist/restore": "POST",
    "/shortlist/clear": "GET POST",
    "/shortlist/compare": "GET",
    "/shortlist/questions": "GET",
    "/shortlist/email": "GET",
    "/shortlist/shortlist.pdf": "GET",
    "/shortlist/link": "GET POST",
    "/shortlist/link/withdraw": "POST",
    "/s/<token>": "GET",
    "/market/": "GET POST",
    "/market/councils": "GET",
    "/market/councils/report.<form>": "GET",
    "/market/<area>": "GET",
    "/market/<area>/report.<form>": "GET",
    "/api/v1/match": "POST",
    "/api/v1/markets": "GET",
    "/api/v1/markets/<area>": "GET",
    "/api/v1/services": "GET",
    "/api/v1/services/<service_id>": "GET",
    "/api/v1/openapi.json": "GET",
}
PUBLIC = ("/static/<path:filename>", "/api/v1/openapi.json")


@pytest.fixture(scope="module")
def app(tmp_path_factory):
    settings = published_market(tmp_path_factory.mktemp("routes"))
    return create_app(settings, OpenedHere(settings))


def path_of(rule):
    return re.sub(r"<[^>]+>", "needs", rule.replace("<path:filename>", "caremarket.css"))


def test_every_route_is_listed_with_its_methods(app):
    found = {}
    for rule in app.url_map.iter_rules():
        found.setdefault(rule.rule, set()).update(rule.methods - {"HEAD", "OPTIONS"})
    assert {rule: " ".join(sorted(methods)) for rule, methods in found.items()} == ROUTES


@pytest.mark.parametrize("rule", ROUTES)
def test_every_answer_is_locked(app, rule):
    answer = app.test_client().get(path_of(rule))
    assert answer.status_code < 500
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "Permissions-Policy" in answer.headers
    if rule not in PUBLIC:
        assert answer.headers["Cache-Control"] == "no-store"


WITHOUT_A_TOKEN = {"/text-size": "pages.size"}
"""Forms that every page has, and that keep nothing of anybody: a token would need a cookie on every page."""


@pytest.mark.parametrize(
    "rule", [rule for rule, methods in ROUTES.items() if "POST" in methods and rule not in WITHOUT_A_TOKEN]
)
def test_every_form_needs_its_token(app, rule):
    answer = app.test_client().post(path_of(rule), data={"needs": "meals", "words": "help"})
    if rule.startswith("/api/"):
        assert answer.status_code == 415
    else:
        assert answer.status_code == 400
        assert "Please send that again" in answer.text


@pytest.mark.parametrize("rule", [rule for rule in ROUTES if "<" in rule and "path:" not in rule])
def test_what_is_not_there_is_not_found_in_plain_words(app, rule):
    answer = app.test_client().get(path_of(rule))
    assert answer.status_code in (404, 405)
    if not rule.startswith("/api/"):
        assert "<h1>" in answer.text


def test_a_wrong_method_keeps_the_header_that_says_which_is_right(app):
    answer = app.test_client().post("/privacy", data={})
    assert answer.status_code in (400, 405)
    answer = app.test_client().get("/find/words")
    assert answer.status_code == 405
    assert "POST" in answer.headers["Allow"]


def test_too_long_a_form_is_refused_plainly(app):
    answer = app.test_client().post("/find/words", data={"words": "x" * 200_000})
    assert answer.status_code == 413
    assert "That was too long" in answer.text


def test_a_folder_with_nothing_published_says_so_honestly(tmp_path):
    from directory.settings import read_settings

    empty = create_app(read_settings({"CAREMARKET_DATA_DIR": str(tmp_path / "empty")}))
    answer = empty.test_client().get("/")
    assert answer.status_code == 503
    assert "There are no services to show yet" in answer.text
    api = empty.test_client().post("/api/v1/match", json={"needs": ["meals"]})
    assert api.status_code == 503
    assert api.json["code"] == "not_published"
    assert empty.test_client().get("/privacy").status_code == 200


def test_no_template_holds_a_style_a_script_or_another_sites_address():
    """A block of data is no script: browsers never run it."""
    for path in sorted(Path(ROOT / "templates").rglob("*.html")):
        text = path.read_text(encoding="utf-8")
        assert not re.search(
            r'<script(?! type="application/ld\+json">)|<style|\sstyle=|\son\w+=|javascript:', text
        ), path.name
        assert not re.search(r'(?:src|href|action)="(?:https?:)?//', text), path.name
        assert "|safe" not in text, path.name


def test_every_form_that_posts_has_a_token():
    for path in sorted(Path(ROOT / "templates").rglob("*.html")):
        text = path.read_text(encoding="utf-8")
        for form in re.findall(r'<form method="post".*?</form>', text, re.S):
            exempt = any(name in form for name in WITHOUT_A_TOKEN.values())
            assert ("token()" in form) is not exempt, path.name
