"""Searching by word and looking around in a real browser: by keyboard, without JavaScript, on a phone."""

import pytest

from tests.journeys.keyboard import focus_on, press_enter_on

pytestmark = pytest.mark.browser
WIDTHS = (320, 768, 1280)


def test_the_whole_search_goes_by_keyboard_without_javascript(open_page):
    page = open_page("/", java_script_enabled=False)
    press_enter_on(page, page.get_by_role("main").get_by_role("link", name="Search by word"))
    focus_on(page, page.get_by_label("Words to look for"))
    page.keyboard.type("exampel")
    focus_on(page, page.get_by_label("Near"))
    page.keyboard.type("E1 4NS")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert "this is what we found for “example”" in page.get_by_role("main").inner_text()
    everything = page.locator("article").count()
    page.goto(page.url.split("#")[0])
    focus_on(page, page.get_by_text("Kind of provider"))
    page.keyboard.press("Enter")
    focus_on(page, page.get_by_label("Officially registered care provider"))
    page.keyboard.press("Space")
    press_enter_on(page, page.get_by_role("button", name="Show these"))
    assert 0 < page.locator("article").count() < everything
    page.goto(page.url.split("#")[0])
    press_enter_on(
        page, page.get_by_role("button", name="Officially registered care provider (take this out)")
    )
    assert page.locator("article").count() == everything
    assert "example" not in page.url.split("/search/")[1]
    assert "Bow" not in page.title()


def test_somebody_looks_around_by_keyboard_without_javascript(open_page):
    page = open_page("/", java_script_enabled=False)
    press_enter_on(page, page.get_by_role("link", name="Choose a council"))
    press_enter_on(page, page.get_by_role("link", name="Tower Hamlets"))
    press_enter_on(page, page.get_by_role("link", name="Preparing food, eating and drinking"))
    press_enter_on(page, page.get_by_role("link", name="Example Lunch Club", exact=True))
    assert page.get_by_role("heading", level=1).inner_text() == "Example Lunch Club"


def test_data_for_search_engines_is_no_script_to_the_browser(open_page):
    page = open_page("/search")
    said = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto("/places/tower-hamlets/all")
    page.get_by_role("link", name="Example Home Care", exact=True).click()
    page.evaluate(
        """() => {
            const data = document.createElement("script");
            data.type = "application/ld+json";
            data.textContent = '{"@context": "https://schema.org"}';
            document.head.append(data);
        }"""
    )
    assert said == []
