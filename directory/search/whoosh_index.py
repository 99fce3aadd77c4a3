"""The search engine by default: Whoosh, good to about 100,000 options."""

from directory.search.asking import LayeredIndex
from directory.search.whoosh_layer import WhooshLayer


class WhooshIndex(LayeredIndex):
    """A ``SearchIndex`` that needs nothing installed besides."""

    layer = WhooshLayer
