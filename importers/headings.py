"""What each heading of a file is taken as, and a guess at those that are not: for a person to confirm."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from rapidfuzz import fuzz

from directory.errors import FileRefused
from importers.files.headers import fold, read_header
from importers.files.tables import read_table
from importers.source import Column, Note

How = Literal["mapped", "exact", "alias", "near", "guessed", "not used"]

GUESS_FROM = 80.0
SURELY_A_HEADER = 2
"""So many known headings, where those that are needed are missing: else it may be a row about somebody."""
WORDS: dict[How, str] = {
    "mapped": "as the mapping file says",
    "exact": "its own name",
    "alias": "another name for it",
    "near": "a near spelling of it",
    "guessed": "only a guess: not used until a mapping file says so",
    "not used": "",
}


@dataclass(frozen=True, slots=True)
class Taken:
    """A heading as the file spells it, the column it is taken as (None for none) and how that was found."""

    heading: str
    column: str | None
    how: How

    def as_text(self) -> str:
        if self.column is None:
            return f"“{self.heading}” is not used"
        return f"“{self.heading}” → {self.column} ({WORDS[self.how]})"


def headings_of(path: Path, columns: tuple[Column, ...]) -> tuple[str, ...]:
    """The headings as the file spells them, in no order; none where no row is surely a header.

    read_table names the headings that it doesn't know. Asked for one of those, it names all the others.
    """
    unknown = _headings_unknown(path, columns)
    if not unknown and (needed := next((column for column in columns if column.required), None)):
        unknown = _headings_unknown(path, (needed,))
    if unknown:
        return _all_headings(path, unknown[0])
    if any(column.private for column in columns):
        return ()
    optional = tuple(replace(column, required=False) for column in columns)
    unknown = _headings_unknown(path, optional)
    headings = _all_headings(path, unknown[0]) if unknown else ()
    return headings if len(read_header(1, headings, columns).known) >= SURELY_A_HEADER else ()


def _all_headings(path: Path, one: str) -> tuple[str, ...]:
    return (one, *_headings_unknown(path, (Column(one),)))


def _headings_unknown(path: Path, columns: tuple[Column, ...]) -> tuple[str, ...]:
    """Every heading that is none of these columns' names; none where no row has the required ones."""
    unknown: list[str] = []
    try:
        for item in read_table(path, columns):
            if not isinstance(item, Note):
                break
            if item.code == "column_not_used" and item.column:
                unknown.append(item.column)
    except FileRefused as refusal:
        if refusal.code in ("no_header", "missing_columns"):
            return ()
        if refusal.code != "no_rows":
            raise
    return tuple(unknown)


def taken_as(headings: tuple[str, ...], columns: tuple[Column, ...]) -> tuple[Taken, ...]:
    """Each heading as an import takes it; of the others, the column each may be, which no import uses."""
    header = read_header(1, headings, columns)
    near = {heading for heading, _ in header.near}
    guesses = _guesses([name for name in header.names if name not in header.known], columns, header.known)
    return tuple(
        _taken(heading, name if name in header.known else None, near, guesses)
        for heading, name in zip(headings, header.names, strict=True)
    )


def _taken(heading: str, column: str | None, near: set[str], guesses: dict[str, str]) -> Taken:
    if column is None:
        guess = guesses.get(heading)
        return Taken(heading, guess, "guessed" if guess else "not used")
    if " ".join(heading.split()) in near:
        return Taken(heading, column, "near")
    return Taken(heading, column, "exact" if fold(heading) == fold(column) else "alias")


def _guesses(headings: list[str], columns: tuple[Column, ...], known: Iterable[str]) -> dict[str, str]:
    """Heading → the column whose words it shares most; each at most once, the likeliest first."""
    open_columns = [column for column in columns if column.name not in known]
    likely = sorted(
        ((_shared(heading, column), heading, column.name) for heading in headings for column in open_columns),
        reverse=True,
    )
    guesses: dict[str, str] = {}
    for score, heading, name in likely:
        if score[0] >= GUESS_FROM and heading not in guesses and name not in guesses.values():
            guesses[heading] = name
    return guesses


def _shared(heading: str, column: Column) -> tuple[float, float]:
    """How far one's words are all in the other, in any order, and then how alike the whole is; of 100."""
    words = fold(heading)
    return max(
        (fuzz.token_set_ratio(words, fold(spelling)), fuzz.ratio(words, fold(spelling)))
        for spelling in (column.name, *column.aliases)
    )


def lines(taken: Iterable[Taken]) -> Iterator[str]:
    """For a terminal: what is used first, then what is guessed, then what is not used."""
    order: list[How] = ["mapped", "exact", "alias", "near", "guessed", "not used"]
    yield "Columns of the file:"
    for each in sorted(taken, key=lambda each: order.index(each.how)):
        yield f"  {each.as_text()}"
    yield ""
