"""Descriptions as feeds write them, with HTML, as plain text that is inert wherever it is shown."""

import re
import unicodedata
from html.parser import HTMLParser

from importers.tidy import one_line

MOST_LETTERS = 20_000
LONGEST_ITEM = 1_000
_JOINERS = "\u200c\u200d"
_UNSEEN = ("script", "style", "template", "noscript", "iframe", "object", "title")
_OWN_LINE = ("p", "div", "br", "li", "ul", "ol", "tr", "table", "h1", "h2", "h3", "h4", "h5", "h6", "hr")
_BETWEEN_ITEMS = re.compile(r"[;|\n•]")


class _Text(HTMLParser):
    """What of HTML people would read, each block on a line of its own."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self._unseen += tag in _UNSEEN
        if tag in _OWN_LINE:
            self.pieces.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self._unseen = max(0, self._unseen - (tag in _UNSEEN))
        if tag in _OWN_LINE:
            self.pieces.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.pieces.append(data)


def plain_text(value: object) -> str:
    """A text or number as text, without tags, control marks and direction marks; "" for anything else."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    text = str(value)[:MOST_LETTERS]
    if "<" in text or "&" in text:
        text = _without_tags(text)
    text = text.replace("\r\n", "\n").strip()
    if text.isascii() and text.replace("\n", "").isprintable():
        return text
    return unicodedata.normalize("NFC", "".join(filter(_is_seen, text))).strip()


def item_of(value: object) -> str:
    """Text that stands as one item of a list whose items are split by semicolons."""
    text = plain_text(value)
    return _BETWEEN_ITEMS.sub(",", one_line(text))[:LONGEST_ITEM] if text else ""


def _without_tags(text: str) -> str:
    reader = _Text()
    reader.feed(text)
    reader.close()
    return "".join(reader.pieces)


def _is_seen(letter: str) -> bool:
    return letter in "\n\t" or letter in _JOINERS or unicodedata.category(letter) not in ("Cc", "Cf", "Cs")
