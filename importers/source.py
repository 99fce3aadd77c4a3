"""What a source is: how it names its columns, hands over its rows and reads one of them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from directory.records import Claims, Place, PrivateDetails

if TYPE_CHECKING:
    from directory.geography.located import Located
    from importers.fetching.reach import Reach
    from importers.fetching.web_addresses import WebAddress
    from importers.rules import Rule

NOT_NAMED = "Publisher not named"
"""Stands for whoever sent a file without saying who they are; two such files are taken for one list."""

MENDED_ROWS = "mended_rows"
"""The code of the note on a file that holds a part of its list only: nothing that it lacks is gone."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column by the name we give it; ``aliases`` are other headers it goes by.

    Case and punctuation never matter. A file without a ``required`` column is refused. No report ever repeats
    a value of a ``private`` column.
    """

    name: str
    required: bool = True
    aliases: tuple[str, ...] = ()
    private: bool = False


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One row of a file: ``cells`` maps a column's name to its text, stripped; a blank cell is "".

    Columns that the source doesn't know keep the file's own header. ``line`` counts from 1, header included.
    """

    line: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class RowError:
    """A row that can't be taken in. With ``source_id``, the record's earlier version stays as it was."""

    line: int
    code: str
    sentence: str
    remedy: str
    column: str | None = None
    source_id: str | None = None


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A row understood and rightly not listed, counted by code.

    With ``source_id`` or ``person`` somebody does not agree to be listed: every earlier version of theirs
    ends at once, whatever else the file removes. No report repeats either.
    """

    line: int
    code: str
    sentence: str
    source_id: str | None = None
    person: PrivateDetails | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Note:
    """Something in a row, or in the file, that a person should look at; the row still lands.

    ``value`` is what the cell held, or None where that is private.
    """

    line: int
    code: str
    sentence: str
    column: str | None = None
    value: str | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """A row that was understood."""

    claims: Claims
    private: PrivateDetails | None = None
    notes: tuple[Note, ...] = ()


class Places(Protocol):
    """The part of directory.geography.gazetteer.Gazetteer that a source needs."""

    def locate(self, text: str) -> "Located": ...

    def public_place(self, postcode: str) -> Place: ...

    def place(self, postcode: str, address: str | None) -> Place | None: ...


@dataclass(frozen=True, slots=True)
class ReadingContext:
    """What reading a row may depend on besides the row: no clock, no settings, no network."""

    gazetteer: Places
    secret: bytes
    today: date
    publisher: str
    scope: str
    minimum_pence_per_hour: int


@dataclass(frozen=True, slots=True)
class InColumns:
    """How a large table of text is read: at most so many rows, each of which meets the rules.

    ``uses`` says of a column without a name of ours whether it is used all the same. ``check_header`` is told
    the columns that the source doesn't know, and raises FileRefused where they show that the file is another.
    """

    rules: tuple["Rule", ...] = ()
    at_most: int | None = None
    check_header: Callable[[Sequence[str]], None] | None = None
    uses: Callable[[str], bool] = lambda column: False


class Source(Protocol):
    """One kind of file. ``rows`` may also yield what it found wrong with a line, or with the file as a whole.

    ``default_publisher`` is NOT_NAMED where several may send such a file: who did is best said each time.
    ``rows`` raises errors.FileRefused; ``read_row`` raises nothing. A source may also have ``in_columns``
    (InColumns), where reading a row depends on the row and the context alone, and ``source_id_of(row)``.
    """

    name: str
    title: str
    about: str
    default_publisher: str
    default_scope: str
    columns: tuple[Column, ...]

    def rows(self, path: Path) -> Iterator[SourceRow | RowError | LeftOut | Note]: ...

    def read_row(self, row: SourceRow, context: ReadingContext) -> Reading | RowError | LeftOut: ...


@runtime_checkable
class FetchingSource(Source, Protocol):
    """A source that fetches what an address gives in its own way; of all others the file is fetched as it is.

    ``folder`` is there for one import; what lies in ``kept`` stays for the next, in case this one breaks off.
    ``publisher_of`` stands in where nobody says whose it is, and may not know either.
    """

    def fetch(self, asked: "WebAddress", reach: "Reach", folder: Path, kept: Path) -> Path: ...

    def publisher_of(self, asked: "WebAddress") -> str | None: ...
