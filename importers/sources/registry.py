"""Every source this installation can read: ours in an explicit tuple, others by entry point."""

from importlib.metadata import entry_points

from directory.errors import NotFound
from importers.source import Source
from importers.sources.charities import Charities
from importers.sources.community_groups import CommunityGroups
from importers.sources.cqc_directory import CqcDirectory
from importers.sources.personal_assistants import PersonalAssistants

SOURCES: tuple[Source, ...] = (PersonalAssistants(), CommunityGroups(), CqcDirectory(), Charities())


def all_sources() -> tuple[Source, ...]:
    """Ours first, then whatever other packages offer under ``caremarket.sources`` (each a Source)."""
    return SOURCES + tuple(point.load() for point in entry_points(group="caremarket.sources"))


def source_named(name: str) -> Source:
    """The source of that name; NotFound names those there are."""
    for source in all_sources():
        if source.name == name:
            return source
    known = ", ".join(source.name for source in all_sources())
    raise NotFound(f"There is no source called {name!r}.", f"Choose one of: {known}.", code="unknown_source")
