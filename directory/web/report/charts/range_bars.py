"""Shares from what is confirmed to what is possible: a dark bar, and a hatched one that goes on from it."""

from markupsafe import Markup

from directory.web.report.blocks import RangeBars
from directory.web.report.cells import percent
from directory.web.report.charts.drawing import (
    BAR,
    DARK,
    GAP,
    LINE,
    PAPER,
    WIDTH,
    box,
    hatching,
    label,
    legend,
    named,
    picture,
    words,
)

FIGURES = 92
"""Units at the right for "12% to 100%"."""
ACROSS = WIDTH - FIGURES


def range_bars(chart: RangeBars) -> Markup:
    """Each row's label stands above its bar, so that one drawing serves a phone and a page."""
    hatched = named(chart.table.key, "possible")
    key, top = legend(
        [(DARK, "Confirmed"), (f"url(#{hatched})", "Possible, if all who must be asked say yes")], 0
    )
    parts = [key]
    for name, low, high in chart.rows:
        said, y = label(name, top)
        parts.append(said)
        if low is None or high is None:
            parts.append(words("not known", 0, y + BAR * 0.8))
        else:
            parts += [
                box(0.5, y, ACROSS - 1, BAR, PAPER),
                box(0.5, y, high * (ACROSS - 1), BAR, f"url(#{hatched})"),
                box(0.5, y, low * (ACROSS - 1), BAR, DARK),
                words(_between(low, high), WIDTH, y + BAR * 0.8, anchor="end"),
            ]
        top = y + BAR + GAP
    return picture(chart.table.key, chart.alt, top - GAP + LINE / 4, parts, hatching(hatched))


def _between(low: float, high: float) -> str:
    ends = percent(low), percent(high)
    return ends[0] if ends[0] == ends[1] else f"{round(100 * low)}% to {round(100 * high)}%"
