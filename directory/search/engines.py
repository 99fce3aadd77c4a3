"""Which search engine a version is made with, and which reads it."""

from importlib import import_module
from importlib.util import find_spec
from types import MappingProxyType

from directory.errors import PublishedVersionRefused
from directory.search.protocol import SearchIndex

WHOOSH, TANTIVY, AUTO = "whoosh", "tantivy", "auto"
LARGE_MARKET = 50_000
"""From so many options on, building and asking Whoosh takes more patience than an extra to install."""
INDEXES = MappingProxyType(
    {
        WHOOSH: ("directory.search.whoosh_index", "WhooshIndex"),
        TANTIVY: ("directory.search.tantivy_index", "TantivyIndex"),
    }
)


def engine_for(wanted: str, options: int) -> str:
    """The engine to make a version of so many options with; ``wanted`` is the setting."""
    if wanted != AUTO:
        return wanted
    return TANTIVY if options >= LARGE_MARKET and find_spec("tantivy") else WHOOSH


def index_of(engine: str) -> type[SearchIndex]:
    """An engine's index; PublishedVersionRefused for one that is not known or not installed here."""
    if engine not in INDEXES or not find_spec(engine):
        raise PublishedVersionRefused(
            f"The search engine {engine} is not installed here.",
            "Install the package with its extra “national”, or set CAREMARKET_SEARCH_ENGINE=whoosh and run"
            " “caremarket publish”.",
            code="search_engine_missing",
        )
    module, name = INDEXES[engine]
    index: type[SearchIndex] = getattr(import_module(module), name)
    return index
