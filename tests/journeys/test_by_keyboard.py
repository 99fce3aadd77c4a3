"""Each journey from its start to its end with the keyboard alone, without JavaScript."""

import pytest

from tests.journeys.keyboard import enter, focus_on, press_enter_on, tab_to, tick, write

pytestmark = pytest.mark.browser


@pytest.fixture
def page(open_page):
    return open_page(width=768, java_script_enabled=False)


def heading(page):
    return page.get_by_role("heading", level=1).inner_text()


def begin(page, who="Me"):
    enter(page, "Start the questions")
    tick(page, who)
    enter(page, "Continue")


def test_the_skip_link_is_first_and_leads_to_the_main_part(page):
    page.keyboard.press("Tab")
    assert page.locator(":focus").inner_text() == "Skip to the main part"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.locator("main :focus").count() == 1


def test_the_questions_one_by_one_to_an_answer_and_a_plan(page):
    begin(page)
    tick(page, "Washing, dressing and using the toilet")
    enter(page, "Continue")
    write(page, "Postcode, town or area", "E1 4NS")
    enter(page, "Continue")
    for _ in ("setting", "kinds", "knowing", "languages", "culture"):
        enter(page, "Skip this question")
    tick(page, "A woman")
    enter(page, "Continue")
    for _ in ("access", "formats", "times", "start", "visits", "order"):
        enter(page, "Skip this question")
    tab_to(page, "what does it usually cost?")
    page.keyboard.press("Enter")
    assert page.get_by_text("the National Living Wage").is_visible()
    write(page, "Money for support", "400")
    write(page, "Hours of support a week", "5")
    enter(page, "Continue")
    assert heading(page) == "Check your answers"
    enter(page, "Show me what fits")
    assert heading(page) == "What we found for you"
    tab_to(page, "How we put it in order")
    page.keyboard.press("Enter")
    assert page.get_by_role("region", name="Points for").first.is_visible()
    enter(page, "Put a plan together")
    assert heading(page) == "A plan for your support"
    focus_on(page, page.get_by_label("Money a week"))
    page.keyboard.press("Control+A")
    page.keyboard.type("500")
    enter(page, "Make the plan again")
    assert page.get_by_label("Money a week").input_value() == "500"


def test_the_short_form(page):
    enter(page, "Use the short form")
    tick(page, "Company and someone to talk to")
    write(page, "Postcode, town or area", "E1 4NS")
    focus_on(page, page.get_by_role("button", name="Show me what fits"))
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert heading(page) == "What we found for you"
    enter(page, "Best matches only")
    assert page.get_by_text("In order of how well they fit, nothing else.").is_visible()


def test_both_of_us(page):
    begin(page, "Both of us")
    for person in (1, 2):
        tick(page, "Company and someone to talk to")
        enter(page, "Continue")
        if person == 1:
            write(page, "Postcode, town or area", "E1 4NS")
        enter(page, "That is all: check my answers")
        if person == 1:
            enter(page, "Go on: about the other person")
    enter(page, "Show what suits both of us")
    assert heading(page) == "What suits both of you"


def test_easy_read(page):
    enter(page, "Start easy read")
    enter(page, "Start")
    focus_on(page, page.locator("input[name='needs']").first)
    page.keyboard.press("Space")
    enter(page, "Next")
    focus_on(page, page.locator("#place"))
    page.keyboard.type("E1 4NS")
    enter(page, "Next")
    while page.get_by_role("button", name="I do not want to say").count():
        enter(page, "I do not want to say")
    assert page.locator("article, .easy-line").count() > 0
    assert "/results" in page.url


def test_looking_around_and_how_much_choice_there_is(page):
    enter(page, "Choose a council")
    enter(page, "Tower Hamlets")
    enter(page, "How much choice is there in Tower Hamlets?")
    tab_to(page, "The same as a table")
    page.keyboard.press("Enter")
    assert page.get_by_role("region", name="Options here, by kind of provider").is_visible()


def test_after_a_slip_the_focus_is_on_what_is_wrong_and_leads_to_it(page):
    enter(page, "Start the questions")
    enter(page, "Continue")
    assert page.title().startswith("Error:")
    assert page.locator(":focus").get_attribute("aria-labelledby") == "trouble-title"
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Space")
    assert page.get_by_label("Me", exact=True).is_checked()
    press_enter_on(page, page.get_by_role("button", name="Continue"))
    assert heading(page) == "What would you like help with?"
