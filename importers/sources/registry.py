"""Every source this installation can read: ours in an explicit tuple, others by entry point."""

from importlib.metadata import entry_points
from pathlib import Path

from directory.errors import FileRefused, NotFound
from importers.files.headers import read_header
from importers.headings import headings_of
from importers.source import Source
from importers.sources.charities import Charities
from importers.sources.community_groups import CommunityGroups
from importers.sources.cqc_directory import CqcDirectory
from importers.sources.cqc_locations import CqcLocations
from importers.sources.open_referral.source import OpenReferral
from importers.sources.personal_assistants import PersonalAssistants

SOURCES: tuple[Source, ...] = (
    PersonalAssistants(),
    CommunityGroups(),
    CqcDirectory(),
    CqcLocations(),
    Charities(),
    OpenReferral(),
)


def all_sources() -> tuple[Source, ...]:
    """Ours first, then whatever other packages offer under ``caremarket.sources`` (each a Source)."""
    return SOURCES + tuple(point.load() for point in entry_points(group="caremarket.sources"))


def of_another_source(refusal: FileRefused, path: Path, source: Source) -> FileRefused:
    """The refusal of a file without the source's columns; it names the source that knows more of them."""
    if refusal.code not in ("no_header", "missing_columns"):
        return refusal
    for other in all_sources():
        if other.name != source.name and _has_a_row(other, path) and _knows_more(other, source, path):
            return FileRefused(
                f"This looks like a {other.name} file, not a {source.name} one. {refusal.sentence}",
                f"Import it as what it is: caremarket import {other.name} …",
                code="wrong_source",
            )
    return refusal


def _has_a_row(source: Source, path: Path) -> bool:
    try:
        return next(iter(source.rows(path)), None) is not None
    except FileRefused:
        return False


def _knows_more(other: Source, source: Source, path: Path) -> bool:
    """Whether more of the headings are the other's: a register with a slip stays what it was sent as."""
    headings = headings_of(path, other.columns)
    theirs, ours = (len(read_header(1, headings, each.columns).known) for each in (other, source))
    return theirs > ours


def source_named(name: str) -> Source:
    """The source of that name; NotFound names those there are."""
    for source in all_sources():
        if source.name == name:
            return source
    known = ", ".join(source.name for source in all_sources())
    raise NotFound(f"There is no source called {name!r}.", f"Choose one of: {known}.", code="unknown_source")
