"""One amount a row, with its interval as a whisker where it has one."""

from markupsafe import Markup

from directory.web.report.blocks import Bars
from directory.web.report.cells import as_words
from directory.web.report.charts.drawing import (
    BAR,
    DARK,
    GAP,
    INK,
    LINE,
    PAPER,
    SHADES,
    WIDTH,
    box,
    label,
    number,
    picture,
    words,
)

FIGURES = 84
"""Units at the right for the amount."""
ACROSS = WIDTH - FIGURES


def bars(chart: Bars) -> Markup:
    """Amounts from nought to the largest one or its interval; shares from nought to all."""
    intervals = chart.intervals or [None] * len(chart.rows)
    ends = [value for _, value in chart.rows if value is not None]
    ends += [interval[1] for interval in intervals if interval]
    most = 1.0 if chart.kind == "share" else max(ends, default=0)
    parts: list[Markup] = []
    top = 0.0
    for (name, value), interval in zip(chart.rows, intervals, strict=True):
        said, y = label(name, top)
        parts.append(said)
        if value is not None and most > 0:
            parts.append(box(0.5, y, ACROSS - 1, BAR, PAPER, SHADES[1]))
            parts.append(box(0.5, y, value / most * (ACROSS - 1), BAR, DARK))
            if interval:
                parts.append(_whisker(interval, most, y))
        parts.append(words(as_words(value, chart.kind), WIDTH, y + BAR * 0.8, anchor="end"))
        top = y + BAR + GAP
    return picture(chart.table.key, chart.alt, max(top - GAP + LINE / 4, LINE), parts)


def _whisker(interval: tuple[float, float], most: float, y: float) -> Markup:
    """A line with a white edge, so that it shows on the bar and beside it."""
    low, high = (number(0.5 + end / most * (ACROSS - 1)) for end in interval)
    middle, up, down = number(y + BAR / 2), number(y + 3), number(y + BAR - 3)
    path = f"M{low} {up}V{down}M{low} {middle}H{high}M{high} {up}V{down}"
    return Markup('<path d="{0}" fill="none" stroke="{1}" stroke-width="4"/>').format(path, PAPER) + Markup(
        '<path d="{0}" fill="none" stroke="{1}" stroke-width="2"/>'
    ).format(path, INK)
