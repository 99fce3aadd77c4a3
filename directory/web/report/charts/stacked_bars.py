"""Shares that add up to all: one bar a row, in parts that grey tells apart."""

from collections.abc import Sequence

from markupsafe import Markup

from directory.web.report.blocks import StackedBars
from directory.web.report.cells import percent
from directory.web.report.charts.drawing import (
    BAR,
    GAP,
    LINE,
    PAPER,
    SHADES,
    WIDTH,
    box,
    label,
    legend,
    picture,
    words,
)

WIDE_ENOUGH = 40
"""Units that a part needs to have its figure written in it."""


def stacked_bars(chart: StackedBars) -> Markup:
    """Parts go from dark to light, so that the first one named is the strongest."""
    fills = tuple(reversed(SHADES))[: len(chart.parts)]
    if len(fills) < len(chart.parts):
        raise ValueError(f"at most {len(SHADES)} parts can be told apart")
    key, top = legend(zip(fills, chart.parts, strict=True), 0)
    parts = [key]
    for name, shares in chart.rows:
        said, y = label(name, top)
        parts.append(said)
        parts.append(words("not known", 0, y + BAR * 0.8) if shares is None else _bar(shares, fills, y))
        top = y + BAR + GAP
    return picture(chart.table.key, chart.alt, top - GAP + LINE / 4, parts)


def _bar(shares: Sequence[float], fills: tuple[str, ...], y: float) -> Markup:
    parts, x = [], 0.5
    for share, fill in zip(shares, fills, strict=True):
        width = share * (WIDTH - 1)
        parts.append(box(x, y, width, BAR, fill))
        if width >= WIDE_ENOUGH:
            ink = PAPER if fill in SHADES[2:] else "#1d2a2e"
            parts.append(words(percent(share), x + width / 2, y + BAR * 0.8, fill=ink, anchor="middle"))
        x += width
    return Markup("").join(parts)
