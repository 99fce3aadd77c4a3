"""A shortlist from its first option to its private link: with the keyboard alone, without JavaScript."""

import pytest

from tests.journeys.browser import violations
from tests.journeys.keyboard import enter, focus_on, tab_to

pytestmark = pytest.mark.browser


def shortlist_of_three(page):
    page.goto("/find/short")
    page.get_by_label("Company and someone to talk to").check()
    page.get_by_label("Postcode, town or area").fill("E1 4NS")
    page.get_by_role("button", name="Show me what fits").first.click()
    for name in ("Josephina, Bow", "Rita, Bow", "Example Lunch Club"):
        page.get_by_role("button", name=f"Add to shortlist {name}").click()
    page.goto("/shortlist/")


def names(page):
    return page.locator("article h3").all_inner_texts()


def test_the_whole_shortlist_by_keyboard_without_javascript(open_page):
    page = open_page(java_script_enabled=False)
    shortlist_of_three(page)
    first, second, third = names(page)
    enter(page, f"Move down {first}")
    assert names(page) == [second, first, third]
    focused = page.locator(":focus")
    assert focused.inner_text() == f"{first}: now number 2.", "the keyboard goes on from what was done"
    tab_to(page, f"Write a note ({first})")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("Rang on Monday")
    enter(page, f"Save your notes ({first})")
    assert page.locator(":focus").inner_text() == f"{first}: your note is saved."
    enter(page, f"Take off the list {third}")
    assert names(page) == [second, first]
    enter(page, "Put it back")
    assert names(page) == [second, first, third]
    enter(page, "Compare side by side")
    assert page.get_by_role("heading", level=1).inner_text() == "Compare side by side"
    assert page.get_by_role("row", name="What it costs").is_visible()
    enter(page, "Your shortlist")
    enter(page, "Questions to ask")
    assert page.get_by_text("What happens if they are ill or away?").first.is_visible()
    page.goto("/shortlist/")
    enter(page, "Make a private link")
    focus_on(page, page.locator("input[name='words']"))
    page.keyboard.press("Space")
    enter(page, "Make a link to this list")
    link = page.locator("#address").input_value()
    reader = open_page(link, java_script_enabled=False)
    assert [reader.locator("article h3").nth(at).inner_text() for at in range(3)] == [second, first, third]
    assert reader.get_by_text("Rang on Monday").is_visible()
    page.goto("/shortlist/")
    enter(page, "End this link now")
    assert reader.goto(link).status == 410
    enter(page, "Clear this list")
    enter(page, "Yes, clear it")
    assert page.get_by_text("There is nothing on it yet").is_visible()


def test_forced_colours_leave_no_fault(open_page):
    page = open_page(forced_colors="active")
    shortlist_of_three(page)
    page.get_by_role("link", name="Compare side by side").click()
    assert violations(page) == []


def test_side_by_side_is_one_under_another_on_a_phone_and_a_table_on_paper(open_page):
    page = open_page(width=320)
    shortlist_of_three(page)
    page.get_by_role("link", name="Compare side by side").click()
    cells = page.locator("tr", has_text="What it costs").first.locator("td")
    assert len({round(cells.nth(at).bounding_box()["x"]) for at in range(3)}) == 1
    assert page.locator(".whose").first.is_visible()
    page.emulate_media(media="print")
    assert len({round(cells.nth(at).bounding_box()["x"]) for at in range(3)}) == 3
    assert not page.locator(".whose").first.is_visible()


def test_questions_print_with_room_to_write(open_page):
    page = open_page()
    shortlist_of_three(page)
    page.get_by_role("link", name="Questions to ask").click()
    assert not page.locator(".room").first.is_visible()
    page.emulate_media(media="print")
    assert page.locator(".room").first.bounding_box()["height"] >= 30
    assert not page.get_by_role("button").first.is_visible()
