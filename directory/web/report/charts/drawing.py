"""What all pictures share: one width, one set of colours told apart in grey too, and words in lines."""

import textwrap
from collections.abc import Iterable

from markupsafe import Markup, escape

WIDTH = 320
"""Units across, whatever the screen: a phone shows a unit as about a pixel."""
LETTER = 14
LINE = 18
LETTERS_A_LINE = 38
BAR = 16
GAP = 14
INK, QUIET, EDGE, PAPER, DARK = "#1d2a2e", "#4b5a5f", "#4b5a5f", "#ffffff", "#0e5058"
NOTHING = Markup("")
SHADES = ("#e4efee", "#9cc3c0", "#4a8f8f", "#0e5058")
"""From least to most; each is darker than the one before, so that grey tells them apart."""


def picture(key: str, alt: str, height: float, parts: Iterable[Markup], defs: Markup = NOTHING) -> Markup:
    """One SVG on a white ground, so that it stays readable in whatever colours a reader has chosen."""
    name = f"{key}-picture"
    return Markup(
        '<svg xmlns="http://www.w3.org/2000/svg" class="chart" role="img" aria-labelledby="{0}" '
        'viewBox="0 0 {1} {2}" font-family="Arial, Liberation Sans, DejaVu Sans, sans-serif" font-size="{3}">'
        '<title id="{0}">{4}</title>{5}<rect width="{1}" height="{2}" fill="{6}"/>{7}</svg>'
    ).format(name, WIDTH, number(height), LETTER, alt, defs, PAPER, Markup("").join(parts))


def number(value: float) -> str:
    """One decimal at most, so that equal figures give equal drawings."""
    return f"{value:.1f}".removesuffix(".0")


def words(
    text: str, x: float, y: float, *, fill: str = INK, anchor: str = "start", bold: bool = False
) -> Markup:
    """One line of words; ``y`` is its base line."""
    weight = Markup(' font-weight="bold"') if bold else ""
    return Markup('<text x="{}" y="{}" fill="{}" text-anchor="{}"{}>{}</text>').format(
        number(x), number(y), fill, anchor, weight, text
    )


def lines_of(text: str, letters: int = LETTERS_A_LINE) -> list[str]:
    """A label in lines that fit; a word longer than a line is broken."""
    return textwrap.wrap(text, letters) or [""]


def label(text: str, top: float) -> tuple[Markup, float]:
    """A label in lines from ``top`` on, and where what it names may begin."""
    lines = lines_of(text)
    said = Markup("").join(words(line, 0, top + LINE * (at + 0.8)) for at, line in enumerate(lines))
    return said, top + LINE * len(lines) + 3


def box(x: float, y: float, width: float, height: float, fill: str, stroke: str = EDGE) -> Markup:
    return Markup(
        '<rect x="{}" y="{}" width="{}" height="{}" fill="{}" stroke="{}" stroke-width="1"/>'
    ).format(number(x), number(y), number(max(width, 0)), number(height), fill, stroke)


def hatching(name: str) -> Markup:
    """A pattern of slanting lines, for what is possible and not sure, or isn't known."""
    return Markup(
        '<defs><pattern id="{}" width="6" height="6" patternUnits="userSpaceOnUse" '
        'patternTransform="rotate(45)">'
        '<rect width="6" height="6" fill="{}"/><rect width="2" height="6" fill="{}"/></pattern></defs>'
    ).format(name, SHADES[0], SHADES[2])


def legend(entries: Iterable[tuple[str, str]], top: float) -> tuple[Markup, float]:
    """Fills with what they mean, one a line, and where they end."""
    parts, y = [], top
    for fill, meaning in entries:
        parts.append(box(0, y + 3, 22, 13, fill))
        for line in lines_of(meaning, LETTERS_A_LINE - 5):
            parts.append(words(line, 30, y + LINE * 0.8))
            y += LINE
    return Markup("").join(parts), y + 6


def named(key: str, what: str) -> str:
    """An id that no other picture of a page has."""
    return str(escape(f"{key}-{what}"))
