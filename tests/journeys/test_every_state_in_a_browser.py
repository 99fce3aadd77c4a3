"""Every kind of page in every state in a real browser: at three widths, enlarged, in own colours."""

import re
from collections import defaultdict
from dataclasses import replace

import pytest

from directory.app import create_app
from directory.web.translation import CATALOGS
from tests.journeys.browser import overflows, violations
from tests.journeys.crawled import every_page
from tests.journeys.pseudo_languages import RIGHT_TO_LEFT, write_pseudo_catalogs
from tests.journeys.small_market import OpenedHere
from tests.journeys.visitor import Visitor

pytestmark = pytest.mark.browser
BY_LAYOUT = ("color-contrast", "link-in-text-block", "target-size", "scrollable-region-focusable")
"""Axe's rules that look at how a page is laid out and coloured; the others read its elements only."""
OPEN_ALL = "document.querySelectorAll('details').forEach(each => each.open = true)"
MOVING = """[...document.querySelectorAll('*')].filter(each => {
    const { transitionDuration, animationDuration } = getComputedStyle(each);
    return transitionDuration !== '0s' || animationDuration !== '0s';
}).length"""


@pytest.fixture(scope="module")
def states(app):
    """(what it is, its HTML) of all of them."""
    return list(every_page(Visitor(app.test_client())))


@pytest.fixture(scope="module")
def shown(browser, address, states):
    """Shows every state one after the other, styled by the real server, with all that folds unfolded."""
    contexts = []

    def showing(width, states=states, **more):
        def answer(route):
            _, html = states[int(route.request.url.rpartition("/")[2])]
            route.fulfill(body=html, content_type="text/html; charset=utf-8")

        context = browser.new_context(base_url=address, viewport={"width": width, "height": 900}, **more)
        contexts.append(context)
        page = context.new_page()
        page.route("**/state/*", answer)
        for number, (name, _) in enumerate(states):
            page.goto(f"/state/{number}")
            page.evaluate(OPEN_ALL)
            yield name, page

    yield showing
    for context in contexts:
        context.close()


@pytest.fixture(scope="module")
def faults(shown):
    """What is wrong in each circumstance, by state: each is opened once and looked at in all of them."""
    found = defaultdict(dict)
    for name, page in shown(320):
        for circumstance, wrong in _looked_at(page):
            if wrong:
                found[circumstance][name] = wrong
    return found


def _looked_at(page):
    """Axe by all its rules on a phone; wider and in other colours, by those whose answer can differ."""
    for width, rules in ((320, ()), (768, BY_LAYOUT), (1280, BY_LAYOUT)):
        page.set_viewport_size({"width": width, "height": 900})
        yield f"axe, {width}", violations(page, rules)
        yield f"too wide, {width}", max(0, overflows(page))
    page.emulate_media(forced_colors="active")
    yield "axe, own colours", violations(page, BY_LAYOUT)
    page.emulate_media(forced_colors="none", reduced_motion="reduce")
    yield "moving", page.evaluate(MOVING)
    page.emulate_media(reduced_motion="no-preference")
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    for width in (1280, 640):
        page.set_viewport_size({"width": width, "height": 900})
        yield f"text twice as big, {width}", max(0, overflows(page))
    page.set_viewport_size({"width": 320, "height": 900})


@pytest.mark.parametrize("width", [320, 768, 1280])
def test_no_state_has_a_fault_that_axe_finds_or_is_wider_than_its_window(faults, width):
    assert (faults[f"axe, {width}"], faults[f"too wide, {width}"]) == ({}, {})


@pytest.mark.parametrize("width", [640, 1280])
def test_text_twice_as_big_loses_nothing(faults, width):
    assert faults[f"text twice as big, {width}"] == {}


def test_colours_of_ones_own_hide_nothing(faults):
    assert faults["axe, own colours"] == {}


def test_nothing_moves_for_who_wants_less_motion(faults):
    assert faults["moving"] == {}


@pytest.mark.parametrize("language", [RIGHT_TO_LEFT, "bn"])
def test_no_language_breaks_a_page_on_a_phone(shown, market_settings, tmp_path, language):
    """One of them is none: a third longer than English, and from right to left."""
    catalogs = write_pseudo_catalogs(tmp_path) if language == RIGHT_TO_LEFT else CATALOGS
    settings = replace(market_settings, languages=(language,))
    reader = Visitor(create_app(settings, OpenedHere(settings), catalogs).test_client())
    reader.open("/")
    reader.send("/language", language=language, back="/")
    wrong = {}
    for name, page in shown(320, list(every_page(reader))):
        if overflows(page) > 0:
            wrong[name] = overflows(page)
    assert wrong == {}


def test_every_state_has_one_heading_a_main_part_and_a_title_that_tells_of_errors(states):
    wrong = []
    for name, html in states:
        title = re.search(r"<title>(.*?)</title>", html, re.DOTALL)[1].strip()
        has_errors = 'id="trouble-title"' in html
        if html.count("<h1") != 1 or html.count("<main ") != 1 or has_errors != title.startswith("Error:"):
            wrong.append((name, title))
    assert wrong == []


def test_no_state_needs_a_script(states):
    scripts = {
        name: re.findall(r"<script(?! type=\"application/ld\+json\")|\son\w+=", html) for name, html in states
    }
    assert {name: found for name, found in scripts.items() if found} == {}
