"""The search engine of the extra ``national``: Tantivy, good to millions of options."""

from directory.search.asking import LayeredIndex
from directory.search.tantivy_layer import TantivyLayer


class TantivyIndex(LayeredIndex):
    """A ``SearchIndex`` that answers as Whoosh's does, some hundred times quicker on a national market."""

    layer = TantivyLayer
