"""A map of areas, shaded by class; the list beside it says the same, and with names."""

import numpy as np
from markupsafe import Markup

from directory.web.report.blocks import AreaMap, Ring, Shape
from directory.web.report.charts.drawing import (
    EDGE,
    PAPER,
    SHADES,
    WIDTH,
    hatching,
    legend,
    named,
    number,
    picture,
)

TALLEST = 420
MARGIN = 4
SMALLEST_STEP = 1.0


def area_map(chart: AreaMap) -> Markup:
    """North is up; holes go by the even-odd rule; areas without an outline are in the list only."""
    hatched = named(chart.table.key, "unknown")
    fills = _fills(len(chart.levels))
    entries = list(zip(fills, chart.levels, strict=True))
    if any(shape.level is None for shape in chart.shapes):
        entries.append((f"url(#{hatched})", "not known"))
    corners = [ring for shape in chart.shapes for ring in shape.rings if len(ring)]
    if not corners:
        key, end = legend(entries, 0)
        return picture(chart.table.key, chart.alt, end, [key], hatching(hatched))
    low, high = np.concatenate(corners).min(axis=0), np.concatenate(corners).max(axis=0)
    scale = min((WIDTH - 2 * MARGIN) / max(high[0] - low[0], 1), TALLEST / max(high[1] - low[1], 1))
    height = (high[1] - low[1]) * scale + 2 * MARGIN
    left = (WIDTH - (high[0] - low[0]) * scale) / 2
    parts = [
        _shape(shape, fills, hatched, (low[0], high[1]), scale, left)
        for shape in chart.shapes
        if len(shape.rings)
    ]
    key, end = legend(entries, height + 8)
    return picture(chart.table.key, chart.alt, end, [*parts, key], hatching(hatched))


def _fills(levels: int) -> tuple[str, ...]:
    if levels > len(SHADES):
        raise ValueError(f"at most {len(SHADES)} classes can be told apart")
    return SHADES if levels == len(SHADES) else (*SHADES[: levels - 1], SHADES[-1])


def _shape(
    shape: Shape, fills: tuple[str, ...], hatched: str, corner: tuple[float, float], scale: float, left: float
) -> Markup:
    fill = f"url(#{hatched})" if shape.level is None else fills[shape.level]
    path = "".join(_ring(ring, corner, scale, left) for ring in shape.rings)
    return Markup('<path d="{}" fill="{}" fill-rule="evenodd" stroke="{}" stroke-width="1.2"/>').format(
        path, fill, PAPER if shape.level else EDGE
    )


def _ring(ring: Ring, corner: tuple[float, float], scale: float, left: float) -> str:
    """Corners nearer to the last one drawn than anybody could see are left out; the shape stays closed."""
    x = (ring[:, 0] - corner[0]) * scale + left
    y = (corner[1] - ring[:, 1]) * scale + MARGIN
    kept: list[tuple[float, float]] = []
    for a, b in zip(x.tolist(), y.tolist(), strict=True):
        if not kept or abs(a - kept[-1][0]) + abs(b - kept[-1][1]) >= SMALLEST_STEP:
            kept.append((a, b))
    return "M" + "L".join(f"{number(a)} {number(b)}" for a, b in kept) + "Z"
