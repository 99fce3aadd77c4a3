"""Which row of a file is its header, and which of a source's columns each cell of it names."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from rapidfuzz import fuzz, process

from directory.errors import FileRefused
from importers.files.refusals import too_many_columns
from importers.source import Column

MAX_COLUMNS = 2_000
ROWS_SEARCHED = 60
NEAR_ENOUGH = 86.0
CLEAR_BY = 6.0

MENDING_COLUMNS = ("Line", "What is wrong", "What to do")
"""What our own spreadsheet of refused rows adds to them."""

_HINT = re.compile(r"\s*[(\[][^)\]]*[)\]]\s*$")


@dataclass(frozen=True, slots=True)
class Header:
    """``names`` per position: the column's own name, else the file's spelling, or "" where nothing stands."""

    line: int
    names: tuple[str, ...]
    known: frozenset[str]
    near: tuple[tuple[str, str], ...]
    missing: tuple[str, ...]

    @property
    def not_used(self) -> tuple[str, ...]:
        """What the file names and the source doesn't know."""
        told = self.known | set(MENDING_COLUMNS) if self.is_of_refused_rows else self.known
        return tuple(name for name in self.names if name and name not in told)

    @property
    def is_of_refused_rows(self) -> bool:
        """Whether this is our own spreadsheet of refused rows, sent back."""
        return set(MENDING_COLUMNS) <= set(self.names)


def find_header(rows: Iterable[tuple[int, Sequence[str]]], columns: tuple[Column, ...]) -> Header | None:
    """The first row with every required column; else the row that comes nearest, if any comes near at all.

    One known cell may be chance, as in "Organisation, Example Council" above a table: such a row is the
    header only where none below it has more, and of several such the one that names most columns.
    """
    best: Header | None = None
    lone: Header | None = None
    for count, (line, cells) in enumerate(rows):
        if count == ROWS_SEARCHED:
            break
        header = read_header(line, cells, columns)
        if not header.missing and len(header.known) > 1:
            return header
        if not header.missing and (lone is None or _named(header) > _named(lone)):
            lone = header
        if len(header.known) >= 2 and (best is None or len(header.known) > len(best.known)):
            best = header
    return best or lone


def _named(header: Header) -> int:
    return sum(map(bool, header.names))


def read_header(line: int, cells: Sequence[str], columns: tuple[Column, ...]) -> Header:
    """The columns that these cells name: by name, else by an alias, else by a near spelling of either."""
    if len(cells) > MAX_COLUMNS:
        raise too_many_columns(line, len(cells))
    texts = [" ".join(cell.split()) for cell in cells]
    found = _exact(line, texts, columns)
    near = _near(texts, columns, found)
    found.update(near)
    return Header(
        line,
        tuple(found[place].name if place in found else text for place, text in enumerate(texts)),
        frozenset(column.name for column in found.values()),
        tuple(
            (texts[place], column.name) for place, column in sorted(near.items(), key=lambda item: item[0])
        ),
        tuple(c.name for c in columns if c.required and c not in found.values()),
    )


def fold(text: str) -> str:
    """Letters and digits only, without case: "E-mail address:" and "email address" fold alike."""
    plain = unicodedata.normalize("NFKC", text).casefold().replace("'", "").replace("’", "").replace("-", "")
    return " ".join(re.findall(r"[^\W_]+", plain))


@cache
def _spellings(columns: tuple[Column, ...]) -> tuple[tuple[Column, str], ...]:
    """Every folded name before any alias, so that no column takes a header that is another's own name."""
    names = [(column, column.name) for column in columns]
    aliases = [(column, alias) for column in columns for alias in column.aliases]
    return tuple((column, fold(spelling)) for column, spelling in (*names, *aliases))


def _exact(line: int, texts: list[str], columns: tuple[Column, ...]) -> dict[int, Column]:
    """By the whole header; then by what stands before a hint in brackets ("Date of birth (dd/mm/yyyy)"),
    where only one has it."""
    found: dict[int, Column] = {}
    taken: set[Column] = set()
    whole = _places([fold(text) for text in texts])
    for column, spelling in _spellings(columns):
        places = [place for place in whole.get(spelling, ()) if place not in found]
        if len(places) > 1:
            raise FileRefused(
                f"Line {line} names the column “{column.name}” {len(places)} times.",
                "Keep one of them and send the file again.",
                code="duplicate_column",
            )
        if places and column not in taken:
            found[places[0]] = column
            taken.add(column)
    unhinted = _places([fold(_HINT.sub("", text)) if _HINT.search(text) else "" for text in texts])
    for column, spelling in _spellings(columns):
        places = [place for place in unhinted.get(spelling, ()) if place not in found]
        if len(places) == 1 and column not in taken:
            found[places[0]] = column
            taken.add(column)
    return found


def _places(folded: list[str]) -> dict[str, list[int]]:
    places: dict[str, list[int]] = {}
    for place, text in enumerate(folded):
        places.setdefault(text, []).append(place)
    return places


def _may_be_near(place: int, text: str, found: dict[int, Column]) -> bool:
    return place not in found and text not in MENDING_COLUMNS and 3 <= len(text) <= 80


def _near(texts: list[str], columns: tuple[Column, ...], found: dict[int, Column]) -> dict[int, Column]:
    """Misspelt headers, each the only one that comes near its column, and near no other."""
    taken = set(found.values())
    spellings = [(column, spelling) for column, spelling in _spellings(columns) if column not in taken]
    places = [place for place, text in enumerate(texts) if _may_be_near(place, text, found)]
    near: dict[int, Column] = {}
    if not spellings or not places:
        return near
    likeness = process.cdist(
        [fold(texts[place]) for place in places],
        [spelling for _, spelling in spellings],
        scorer=fuzz.ratio,
        score_cutoff=NEAR_ENOUGH - CLEAR_BY,
    )
    for row, place in enumerate(places):
        if not likeness[row].any():
            continue
        scores: dict[Column, float] = {}
        for (column, _), score in zip(spellings, likeness[row], strict=True):
            scores[column] = max(score, scores.get(column, 0.0))
        best, *others = sorted(scores, key=scores.__getitem__, reverse=True)
        clear = not others or scores[best] - scores[others[0]] >= CLEAR_BY
        if scores[best] >= NEAR_ENOUGH and clear and best not in near.values():
            near[place] = best
    return near
