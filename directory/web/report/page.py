"""What a template needs to show a report's blocks."""

from collections.abc import Callable

from flask import Flask

from directory.web.report.blocks import AreaMap, Block, Points, Table, Text
from directory.web.report.cells import WHAT_HIDDEN_MEANS, as_words, hides_people
from directory.web.report.charts.drawn import drawn


def add_blocks(app: Flask) -> None:
    """Filters and tests for templates/market/blocks.html."""
    app.add_template_filter(as_words, "cell")
    app.add_template_filter(drawn, "drawn")
    app.add_template_filter(hides_people, "hides_people")
    app.jinja_env.globals["what_hidden_means"] = WHAT_HIDDEN_MEANS
    for name, kind in (
        ("words_block", Text),
        ("points_block", Points),
        ("table_block", Table),
        ("map_block", AreaMap),
    ):
        app.add_template_test(_is_a(kind), name)


def _is_a(kind: type[Block]) -> Callable[[Block], bool]:
    return lambda block: isinstance(block, kind)
