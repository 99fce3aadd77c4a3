"""A report as a tagged PDF (PDF/UA-1), set by typst from data: no word of a report is read as markup."""

import json
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import typst
from flask import current_app

from directory.web.plain_words import long_date
from directory.web.report.blocks import AreaMap, Block, Points, ReportDocument, Table, Text
from directory.web.report.cells import WHAT_HIDDEN_MEANS, as_words, hides_people
from directory.web.report.charts.drawn import drawn
from directory.web.report.letters import SPELT, all_in_latin

NUMBERS = frozenset({"count", "share", "pounds", "figure", "miles"})
CHART_MM, MAP_MM = 84, 100
NARROWEST, WIDEST = 6, 30
"""Letters that a column is taken to be at least and at most, for its share of the width."""


def as_pdf(document: ReportDocument) -> bytes:
    """Equal documents give equal bytes; alternative texts are those of the pictures."""
    told = _told(document)
    spelt = all_in_latin(told)
    if spelt != told:
        spelt["lead"] = f"{spelt['lead']} {SPELT}"
    made: bytes = typst.compile(
        _template(),
        format="pdf",
        ignore_system_fonts=True,
        sys_inputs={"report": json.dumps(spelt)},
        pdf_standards=["ua-1"],
        timestamp=int(datetime.combine(document.as_of, datetime.min.time(), UTC).timestamp()),
    )
    return made


def _template() -> bytes:
    return _read(Path(current_app.root_path, str(current_app.template_folder), "market", "report.typ"))


@cache
def _read(path: Path) -> bytes:
    return path.read_bytes()


def _told(document: ReportDocument) -> dict[str, Any]:
    example = " Holds example data." if document.example else ""
    return {
        "title": document.title,
        "lead": document.lead,
        "foot": f"As of {long_date(document.as_of)}. Data version {document.data_version}.{example}",
        "headline": [_block(block) for block in document.headline],
        "parts": [
            {"title": part.title, "blocks": [_block(block) for block in part.blocks]}
            for part in document.parts
        ],
    }


def _block(block: Block) -> dict[str, Any]:
    if isinstance(block, Text):
        return {"is": "text", "words": block.words, "quiet": block.quiet}
    if isinstance(block, Points):
        return {"is": "points", "items": list(block.items), "ordered": block.ordered}
    if isinstance(block, Table):
        return {"is": "table", **_table(block)}
    return {
        "is": "picture",
        "svg": str(drawn(block)),
        "alt": block.alt,
        "width": MAP_MM if isinstance(block, AreaMap) else CHART_MM,
        "table": _table(block.table),
    }


def _table(table: Table) -> dict[str, Any]:
    rows = [
        [as_words(cell, column.kind) for cell, column in zip(row, table.columns, strict=True)]
        for row in table.rows
    ]
    return {
        "caption": table.caption,
        "columns": [{"label": each.label, "number": each.kind in NUMBERS} for each in table.columns],
        "widths": [
            _width(table.columns[at].label, [row[at] for row in rows]) for at in range(len(table.columns))
        ],
        "rows": rows,
        "notes": [*filter(None, [table.note, WHAT_HIDDEN_MEANS if hides_people(table) else ""])],
    }


def _width(label: str, cells: list[str]) -> int:
    """A column's share: of its longest cell, or of the longest word of its heading."""
    longest = max([*map(len, cells), *map(len, label.split())], default=0)
    return min(max(longest, NARROWEST), WIDEST)
