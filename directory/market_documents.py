"""What a whole market is found by, from the store's columns; option by option the same as ``document_of``."""

from collections.abc import Iterable, Iterator
from functools import cache

from directory.search.documents import SEARCHED, topics_of
from directory.search.protocol import Document
from directory.store.listed_columns import WordsBlock
from directory.store.statements import BETWEEN_STATEMENTS, statement


def market_documents(blocks: Iterable[WordsBlock]) -> Iterator[Document]:
    """The documents of all options of a market."""
    for block in blocks:
        for number, name, owner_name, kind, description, label, outcode, said in block.rows():
            yes = {_yes(text) for text in said.split(BETWEEN_STATEMENTS)}
            yes.discard(None)
            yield Document(
                option_number=number,
                name=name,
                organization_name=owner_name,
                topics=topics_of(kind, yes),
                description=description or "",
                place_label=f"{label} {outcode}" if label is not None else "",
            )


@cache
def _yes(text: str) -> tuple[str, str] | None:
    """What a statement says yes to, where that may be searched for."""
    said = statement(text) if text else None
    if said is None or said.verdict != "yes" or said.vocabulary not in SEARCHED:
        return None
    return said.vocabulary, said.code
