"""Larger letters, on the screen and on paper, for as long as somebody wants them."""

import pytest

from tests.journeys.browser import overflows


def test_larger_letters_stay_from_page_to_page_until_they_are_not_wanted(visitor):
    visitor.open("/find/needs")
    visitor.send("/text-size", size="large", back="/find/needs")
    assert visitor.path == "/find/needs"
    assert 'class="large-print"' in visitor.page.text
    assert 'class="large-print"' in visitor.open("/shortlist/").text
    visitor.send("/text-size", size="usual", back="/shortlist/")
    assert "large-print" not in visitor.open("/").text


@pytest.mark.parametrize("back", ["https://example.org/", "//example.org", "/\\example.org"])
def test_a_choice_of_letters_leads_nowhere_else(visitor, back):
    visitor.open("/")
    visitor.send("/text-size", size="large", back=back)
    assert visitor.path == "/"


def test_after_a_form_that_failed_a_choice_leads_to_a_page_that_opens(visitor):
    visitor.open("/")
    page = visitor.send("/find/words", words="")
    assert page.status_code == 422
    assert 'name="back" value="/"' in page.text


@pytest.mark.browser
def test_they_are_half_as_large_again_and_eighteen_point_on_paper(open_page):
    page = open_page("/places/tower-hamlets", width=320)

    def height():
        return page.locator("main p").first.evaluate("each => parseFloat(getComputedStyle(each).fontSize)")

    usual = height()
    page.get_by_role("button", name="Larger letters, on paper too").click()
    assert height() == pytest.approx(1.5 * usual)
    assert overflows(page) <= 0
    page.emulate_media(media="print")
    assert height() >= 18 * 96 / 72
