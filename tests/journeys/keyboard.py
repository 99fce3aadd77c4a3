"""Somebody without a mouse: Tab, Enter, Space and the arrows, and a focus that is always seen."""

import re
from collections.abc import Callable
from typing import Any

MOST_STOPS = 150
SEEN = """() => {
    const { outlineStyle, boxShadow } = getComputedStyle(document.activeElement);
    return outlineStyle !== 'none' || boxShadow !== 'none'
        || ['main', ''].includes(document.activeElement.id) && document.activeElement.matches('main, body');
}"""


def focus_on(page: Any, wanted: Any) -> None:
    """Tab on until this is reached."""
    _tab_until(page, lambda: wanted.evaluate("each => each.matches(':focus')"), str(wanted))


def tab_to(page: Any, words: str) -> None:
    """Tab on until something that says these words has the focus."""

    def said() -> bool:
        focused = page.locator(":focus")
        return bool(focused.count()) and words in " ".join(focused.inner_text().split())

    _tab_until(page, said, words)


def press_enter_on(page: Any, wanted: Any) -> None:
    """Enter on a link or a button opens another page."""
    focus_on(page, wanted)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def enter(page: Any, words: str) -> None:
    """The same, found by its words."""
    tab_to(page, words)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def tick(page: Any, words: str) -> None:
    """A box is ticked, or a round one chosen, with the space bar."""
    box = page.get_by_label(re.compile(f"^{re.escape(words)}"))
    if box.get_attribute("type") == "radio":
        _choose(page, box)
        return
    focus_on(page, box)
    page.keyboard.press("Space")
    assert box.is_checked()


def write(page: Any, label: str, words: str) -> None:
    focus_on(page, page.get_by_label(label, exact=True))
    page.keyboard.type(words)


def _choose(page: Any, box: Any) -> None:
    """Into the group with Tab, then to the choice with the arrows: a group is one stop."""
    name = box.get_attribute("name")
    _tab_until(page, lambda: page.locator(f":focus[name='{name}']").count(), name)
    page.keyboard.press("Space")
    for _ in range(20):
        if box.is_checked():
            return
        page.keyboard.press("ArrowDown")
    raise AssertionError(f"The arrows do not come to {box}.")


def _tab_until(page: Any, reached: Callable[[], Any], words: str) -> None:
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        assert page.evaluate(SEEN), f"The focus can't be seen on {page.locator(':focus').inner_html()}."
        if reached():
            return
    raise AssertionError(f"The keyboard never came to “{words}”.")
