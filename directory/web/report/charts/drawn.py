"""Pictures of a report's figures, drawn on the server as SVG that needs no script and no style of a page."""

from markupsafe import Markup

from directory.web.report.blocks import AreaMap, Bars, Chart, RangeBars, StackedBars
from directory.web.report.charts.area_map import area_map
from directory.web.report.charts.bars import bars
from directory.web.report.charts.range_bars import range_bars
from directory.web.report.charts.stacked_bars import stacked_bars


def drawn(chart: Chart) -> Markup:
    """A chart as one SVG element, 320 units wide; its alternative text is inside."""
    match chart:
        case RangeBars():
            return range_bars(chart)
        case StackedBars():
            return stacked_bars(chart)
        case Bars():
            return bars(chart)
        case AreaMap():
            return area_map(chart)
