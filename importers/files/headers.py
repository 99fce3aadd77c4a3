"""Which row of a file is its header, and which of a source's columns each cell of it names."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from directory.errors import FileRefused
from importers.source import Column

MAX_COLUMNS = 2_000
ROWS_SEARCHED = 60
NEAR_ENOUGH = 86.0
CLEAR_BY = 6.0

_HINT = re.compile(r"\s*[(\[][^)\]]*[)\]]\s*$")


@dataclass(frozen=True, slots=True)
class Header:
    """``names`` per position: the column's own name, else the file's spelling, or "" where nothing stands."""

    line: int
    names: tuple[str, ...]
    known: frozenset[str]
    near: tuple[tuple[str, str], ...]
    missing: tuple[str, ...]


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
        raise FileRefused(
            f"Line {line} has {len(cells):,} columns.",
            "Send a table with one column for each question.",
            code="too_many_columns",
        )
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


def _exact(line: int, texts: list[str], columns: tuple[Column, ...]) -> dict[int, Column]:
    """Names before aliases, so that no column takes a header that is another's own name.

    Last comes what stands before a hint in brackets ("Date of birth (dd/mm/yyyy)"), where only one has it.
    """
    found: dict[int, Column] = {}
    folded = [fold(text) for text in texts]
    spellings = [(column, column.name) for column in columns]
    spellings += [(column, alias) for column in columns for alias in column.aliases]
    for column, spelling in spellings:
        places = [place for place, text in enumerate(folded) if text == fold(spelling) and place not in found]
        if len(places) > 1:
            raise FileRefused(
                f"Line {line} names the column “{column.name}” {len(places)} times.",
                "Keep one of them and send the file again.",
                code="duplicate_column",
            )
        if places and column not in found.values():
            found[places[0]] = column
    unhinted = [fold(_HINT.sub("", text)) if _HINT.search(text) else "" for text in texts]
    for column, spelling in spellings:
        places = [
            place for place, text in enumerate(unhinted) if text == fold(spelling) and place not in found
        ]
        if len(places) == 1 and column not in found.values():
            found[places[0]] = column
    return found


def _near(texts: list[str], columns: tuple[Column, ...], found: dict[int, Column]) -> dict[int, Column]:
    """Misspelt headers, each the only one that comes near its column, and near no other."""
    open_columns = [column for column in columns if column not in found.values()]
    near: dict[int, Column] = {}
    for place, text in enumerate(texts):
        if place in found or not 3 <= len(text) <= 80:
            continue
        scored = sorted(
            ((_likeness(text, column), index) for index, column in enumerate(open_columns)), reverse=True
        )
        clear = len(scored) == 1 or (len(scored) > 1 and scored[0][0] - scored[1][0] >= CLEAR_BY)
        if scored and scored[0][0] >= NEAR_ENOUGH and clear:
            column = open_columns[scored[0][1]]
            if column not in near.values():
                near[place] = column
    return near


def _likeness(text: str, column: Column) -> float:
    return max(fuzz.ratio(fold(text), fold(spelling)) for spelling in (column.name, *column.aliases))
