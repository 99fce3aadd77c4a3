"""The three journeys in a real browser; every page by keyboard, on a phone, zoomed and printed."""

import pytest

from tests.journeys.browser import overflows, violations
from tests.screenshots import IN_README, pages

pytestmark = pytest.mark.browser
SENTENCE = "Sylheti-speaking woman, personal assistant, near E1, under £18 an hour"


def press(page, name):
    page.get_by_role("button", name=name).first.click()


def to_results(page, words=SENTENCE):
    """From the start page to the results, in one's own words."""
    page.goto("/")
    page.get_by_label("What support are you looking for?").fill(words)
    press(page, "See what we understood")
    if page.url.endswith("/needs"):
        press(page, "Continue")
    page.get_by_role("link", name="Show me what fits").click()
    page.wait_for_url("**/results/*")
    return page


def test_somebody_with_a_budget_finds_support_without_javascript(open_page):
    page = open_page("/", java_script_enabled=False)
    page.get_by_role("link", name="Start the questions").click()
    page.get_by_label("Me", exact=True).check()
    press(page, "Continue")
    page.get_by_label("Washing, dressing and using the toilet").check()
    press(page, "Continue")
    page.get_by_label("Postcode, town or area").fill("E1 4NS")
    press(page, "Continue")
    for _ in ("setting", "kinds", "knowing"):
        press(page, "Skip this question")
    page.get_by_label("Sylheti", exact=True).check()
    press(page, "Continue")
    press(page, "Skip this question")
    page.get_by_label("A woman", exact=True).check()
    press(page, "Continue")
    for _ in ("access", "formats", "times", "start", "visits"):
        press(page, "Skip this question")
    page.get_by_label("Most important", exact=True).select_option(label="Speaking the language")
    page.get_by_label("The language", exact=True).check()
    press(page, "Continue")
    page.get_by_label("Money for support", exact=True).fill("180")
    page.get_by_label("Hours of support a week").fill("10")
    press(page, "Continue")
    assert page.get_by_role("heading", level=1).inner_text() == "Check your answers"
    page.get_by_role("link", name="Show me what fits").click()
    card = page.locator("article").first
    assert card.get_by_role("link").first.inner_text() == "Josephina, Bow"
    assert "£8,840 a year" in card.inner_text()
    assert "Within what you can spend" in card.inner_text()
    assert page.get_by_role("complementary").get_by_text("How varied your local market is").is_visible()


def test_the_sentence_in_the_issue_gives_a_sensible_first_page(open_page):
    page = to_results(open_page())
    assert page.locator("#fits + ol article").count() == 1
    assert "Josephina, Bow" in page.locator("#fits + ol").inner_text()
    assert "Rita, Bow" in page.locator("#ask ~ ol").inner_text()
    assert "Tom, Bow" not in page.locator("main").inner_text()
    assert "Amina, Bow" not in page.locator("main").inner_text()


def test_an_adviser_makes_and_prints_a_shortlist_with_reasons(open_page):
    page = open_page("/find/short")
    page.get_by_label("Company and someone to talk to").check()
    page.get_by_label("Postcode, town or area").fill("E1 4NS")
    page.get_by_label("Bengali", exact=True).check()
    press(page, "Show me what fits")
    press(page, "Add to shortlist Josephina, Bow")
    press(page, "Add to shortlist Example Lunch Club")
    page.get_by_role("link", name="Your shortlist (2)").click()
    assert page.locator("article").count() == 2
    page.emulate_media(media="print")
    printed = page.locator("main").inner_text()
    assert "Speaks Bengali" in printed
    assert "020 7946 0103" in printed
    assert "confirmed" in printed
    assert not page.get_by_role("button").first.is_visible()
    assert len(page.pdf()) > 5_000


def test_a_commissioner_opens_the_local_market(open_page):
    page = open_page()
    page.get_by_role("link", name="For councils: your local market").click()
    page.get_by_role("link", name="Tower Hamlets", exact=True).click()
    assert page.get_by_role("heading", level=1).inner_text() == "Choice of care and support: Tower Hamlets"
    page.get_by_text("The figures as a table: Options based here, by kind of provider").click()
    kinds = page.get_by_role("region", name="Options based here, by kind of provider")
    assert kinds.get_by_text("Personal assistant").is_visible()


def test_the_sentence_works_with_the_keyboard_alone(open_page):
    page = open_page()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the main part"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("someone to talk to near Bow")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Check your answers").wait_for()
    outline = page.evaluate("""() => {
        document.querySelector('main a').focus();
        return getComputedStyle(document.activeElement).outlineStyle }""")
    assert outline != "none"


def test_text_four_times_as_big_loses_nothing(open_page):
    page = to_results(open_page(width=320, height=256))
    assert overflows(page) <= 0
    assert page.get_by_role("button", name="Best matches only").is_visible()


@pytest.mark.parametrize("setting", [{"forced_colors": "active"}, {"reduced_motion": "reduce"}])
def test_a_persons_own_settings_are_kept_to(open_page, setting):
    page = to_results(open_page(**setting))
    assert violations(page) == []
    if "reduced_motion" in setting:
        duration = page.evaluate("getComputedStyle(document.querySelector('main button')).transitionDuration")
        assert duration == "0s"


def test_a_page_asks_nobody_else_for_anything(open_page, address):
    page = open_page()
    asked = []
    page.on("request", lambda request: asked.append(request))  # noqa: PLW0108 - no built-in
    to_results(page)
    page.goto("/market/E09000030")
    assert asked
    assert {request.url.startswith(address) for request in asked} == {True}
    assert not any(request.headers.get("referer") for request in asked)


def test_the_security_policy_stops_nothing_of_ours(open_page):
    page = open_page()
    said = []
    page.on("console", lambda message: said.append(message.text))
    to_results(page)
    assert said == []


def test_a_long_address_breaks_where_the_page_ends(open_page):
    """As entries in a register have: nothing to break at, and wider than a phone."""
    page = open_page("/", width=320)
    fits = page.evaluate(
        """() => {
            const entry = '<a href="#">https://' + "a".repeat(80) + "</a>";
            document.querySelector("main").innerHTML =
                '<dl class="said"><div><dt>Entry</dt><dd>' + entry + "</dd></div></dl>";
            return document.documentElement.scrollWidth <= 320;
        }"""
    )
    assert fits


def test_the_walk_that_makes_the_screenshots_comes_to_every_page(open_page):
    walked = list(pages(open_page()))
    assert len(walked) == len(set(walked)) == 13
    assert {name for name, _ in IN_README} <= set(walked)
