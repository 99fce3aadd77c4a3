"""Cells as people type them: what is understood, and what is left alone rather than guessed."""

from datetime import date

import pytest

from importers import tidy


@pytest.mark.parametrize("text", ["", " ", "NA", "n/a", "#N/A", "None", "-", "—", "not known", "TBC", "..."])
def test_words_that_say_nothing_are_blank(text):
    assert tidy.one_line(text) == ""


@pytest.mark.parametrize("text", ["0", "No", "Nan's Kitchen", "-5", "Tba Road"])
def test_words_that_say_something_stay(text):
    assert tidy.one_line(text) == text


def test_a_list_is_split_by_semicolons_bars_bullets_and_lines_but_not_by_commas():
    assert tidy.items("- Urdu\n• Punjabi; Bengali | Bengali;;") == ("Urdu", "Punjabi", "Bengali")
    assert tidy.items("Washing, dressing") == ("Washing, dressing",)


@pytest.mark.parametrize("text", ["yes", "Y", " YES ", "true", "Yes.", "I consent", "✓", "Yes, I agree"])
def test_a_clear_yes(text):
    assert tidy.yes_no(text) is True


@pytest.mark.parametrize("text", ["no", "N", "FALSE", "refused", "consent withdrawn", "do not list"])
def test_a_clear_no(text):
    assert tidy.yes_no(text) is False


@pytest.mark.parametrize(
    "text", ["", "maybe", "yes, but not online", "pending", "x", "yes?no", "to ask", "2"]
)
def test_anything_else_is_neither(text):
    assert tidy.yes_no(text) is None


@pytest.mark.parametrize(
    "text",
    ["2026-03-09", "09/03/2026", "9.3.2026", "9 March 2026", "9th Mar 2026", "09/03/2026 - 00:00", "46090"],
)
def test_dates_are_read_day_first(text):
    assert tidy.day(text) == date(2026, 3, 9)


@pytest.mark.parametrize(
    "text", ["", "31/02/2026", "03/25/2026", "March 2026", "soon", "9/3/26", "9 Foo 2026"]
)
def test_dates_that_are_not_clear_are_none(text):
    assert tidy.day(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "020 7946 0123",
        "(020) 7946-0123",
        "+44 20 7946 0123",
        "+44 (0)20 7946 0123",
        "0044 2079460123",
        "2079460123",
        "2079460123.0",
        "02079460123 ext 4",
        "020 7946 0123 / 01632 960123",
    ],
)
def test_telephones_come_down_to_one_spelling(text):
    assert tidy.telephone(text) == "02079460123"


@pytest.mark.parametrize("text", ["", "ask at reception", "12345", "020 7946", "+1 202 555 0123"])
def test_what_is_no_uk_telephone_is_none(text):
    assert tidy.telephone(text) is None


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("http://example.org/a?b=1", "http://example.org/a?b=1"),
        ("www.example.org", "https://www.example.org"),
        ("example.org/club", "https://example.org/club"),
    ],
)
def test_links_are_http_or_https(text, address):
    assert tidy.web_address(text) == address


@pytest.mark.parametrize(
    "text",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)//example.org",
        "data:text/html,hello",
        "ftp://example.org",
        "//example.org",
        "https://me:secret@example.org",
        "https://exa mple.org",
        'https://example.org/"onclick=',
        "http://[::1",
        "hello@example.org",
        "ask us",
    ],
)
def test_no_other_link_gets_through(text):
    assert tidy.web_address(text) is None


@pytest.mark.parametrize(
    ("text", "address"),
    [
        (" Jo@Example.ORG ", "jo@example.org"),
        ("mailto:jo@example.org", "jo@example.org"),
        ("jo@example.org; sam@example.org", None),
        ("jo at example.org", None),
        ("jo@example", None),
    ],
)
def test_one_email_address_or_none(text, address):
    assert tidy.email(text) == address


@pytest.mark.parametrize(
    "text", ["call 020 7946 0123", "jo@example.org", "www.example.org", "I live at e1 4ns"]
)
def test_free_text_that_gives_a_way_to_reach_someone_is_seen(text):
    assert tidy.holds_contact(text)


@pytest.mark.parametrize("text", ["20 hours a week", "NVQ level 3, 2019", "Mon-Fri 9-5", "E1 and E2"])
def test_other_free_text_is_not_held_against_them(text):
    assert not tidy.holds_contact(text)
