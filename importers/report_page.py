"""What an import did, as one page to read, print or send on: no script, nothing fetched, no private value."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from importlib.resources import files

from jinja2 import Environment, StrictUndefined, Template

from directory.store.views import RunView
from importers.report import Report, by_sentence, listed_lines, words

SHOWN_KINDS = 200
SHOWN_LINES = 30
"""How many sentences in one table, and how many lines beside each; JSON has them all."""


@dataclass(frozen=True, slots=True)
class Said:
    """One sentence with the lines it is about."""

    lines: str
    sentence: str
    remedy: str = ""
    column: str = ""


@dataclass(frozen=True, slots=True)
class Notes:
    """All of one code: ``number`` found, of which ``shown`` were kept; ``more`` sentences left unsaid."""

    title: str
    number: int
    shown: int
    said: tuple[Said, ...]
    more: int


def report_page(report: Report, run: RunView | None = None, *, sheet: str | None = None) -> str:
    """The page as HTML. ``sheet``: the name of the spreadsheet with the refused rows, if one was made."""
    refused = [(row.line, (row.column or "", row.sentence, row.remedy)) for row in report.rows_refused]
    kinds = by_sentence(refused)
    left_out = by_sentence((row.line, row.sentence) for row in report.left_out_by_line())
    return _template().render(
        title=f"Import {run.run_id} of {report.source}" if run else f"Import of {report.source}",
        style=(files("directory") / "static" / "caremarket.css").read_text("utf-8"),
        report=report,
        file_name=run.file_name if run else None,
        when=_moment(run.accepted_at) if run else None,
        undone_on=_moment(run.undone_at) if run and run.undone_at else None,
        figures=report.figures(),
        refused=[
            Said(_lines(numbers), sentence, remedy, column)
            for (column, sentence, remedy), numbers in kinds[:SHOWN_KINDS]
        ],
        refused_more=max(0, len(kinds) - SHOWN_KINDS),
        sheet=sheet,
        left_out=[Said(_lines(numbers), sentence) for sentence, numbers in left_out[:SHOWN_KINDS]],
        notes=list(_notes(report)),
    )


def _notes(report: Report) -> Iterator[Notes]:
    for code, number in report.notes_by_code().items():
        of_code = [(note.line, note.sentence) for note in report.notes if note.code == code]
        kinds = by_sentence(of_code)
        said = tuple(Said(_lines(numbers), sentence) for sentence, numbers in kinds[:SHOWN_KINDS])
        yield Notes(words(code), number, len(of_code), said, len(kinds) - len(said))


def _lines(numbers: list[int]) -> str:
    return listed_lines(numbers, SHOWN_LINES)


def _moment(moment: datetime) -> str:
    return f"{moment.day} {moment:%B %Y, %H:%M} UTC"


def _template() -> Template:
    environment = Environment(
        autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=StrictUndefined
    )
    return environment.from_string((files("importers") / "report_page.html").read_text("utf-8"))
