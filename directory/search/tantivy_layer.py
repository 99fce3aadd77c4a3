"""One Tantivy index in one folder: written once, then read by one searcher, perhaps without some options.

A field of Tantivy's holds the stems of one weight, so that scores are ours to the last bit.
"""

from collections.abc import Collection, Iterable, Sequence
from contextlib import nullcontext
from copy import copy
from functools import cache
from pathlib import Path
from typing import Any, Self

import numpy as np
from tantivy import Document as Row
from tantivy import Index, Occur, Query, Schema, SchemaBuilder, Searcher

from directory.errors import PublishedVersionRefused
from directory.search.dictionary import Dictionary
from directory.search.protocol import Document, Hit
from directory.search.weights import (
    DESCRIPTION,
    NAME,
    OWNER,
    PLACE,
    ByWeight,
    StemOf,
    TopicNames,
    names_of,
    said_of,
)
from directory.search.written import keep_beside, numbers_beside, refuse_torn

WEIGHTS: dict[str, tuple[float, ...]] = {
    "names": (NAME, OWNER, NAME + OWNER),
    "said": (PLACE, DESCRIPTION, PLACE + DESCRIPTION),
}
"""All that a stem can weigh in each field."""
MOST_MEMORY = 1_000_000_000
"""What a segment may take, in bytes: some millions of options. No more is taken than the options need."""


class TantivyLayer:
    """An open index and its dictionary; some of its options may not be found."""

    one_at_a_time = nullcontext()

    def __init__(
        self, searcher: Searcher, schema: Schema, dictionary: Dictionary, numbers: np.ndarray
    ) -> None:
        self.dictionary = dictionary
        self.options = len(numbers)
        self._numbers = numbers
        self._gone: frozenset[int] = frozenset()
        self._searcher: Any = searcher
        self._schema = schema
        self._topics_counted: dict[frozenset[int], int] = {}

    @classmethod
    def write(cls, folder: Path, documents: Iterable[Document]) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        # Rows in order of number: of options that score alike, the first rows are given.
        index = Index(_schema(), str(folder), reuse=False, sort_by_field="number")
        # One thread writes one segment; over several, which rows are first would be left to chance.
        writer = index.writer(MOST_MEMORY, num_threads=1)
        topics = TopicNames()
        stem_of = StemOf()
        option_numbers = []
        for document in documents:
            option_numbers.append(document.option_number)
            writer.add_document(
                Row(
                    number=document.option_number,
                    topics=" ".join(map(topics.__getitem__, document.topics)),
                    **_by_weight("names", names_of(document, stem_of)),
                    **_by_weight("said", said_of(document, stem_of)),
                )
            )
        writer.commit()
        writer.wait_merging_threads()
        keep_beside(folder, option_numbers, stem_of, topics)

    @classmethod
    def open(cls, folder: Path) -> Self:
        try:
            refuse_torn(folder)
            index = Index.open(str(folder))
            # Nothing is ever added: no thread need watch the folder.
            index.config_reader("manual")
            searcher = index.searcher()
            numbers = numbers_beside(folder, searcher.num_docs)
            return cls(searcher, index.schema, Dictionary.read(folder), np.sort(numbers))
        except Exception as problem:
            # A torn folder, whatever of it is torn.
            raise PublishedVersionRefused(
                "The search index of the published market can't be read.", "Publish the market again."
            ) from problem

    def without(self, option_numbers: np.ndarray) -> "TantivyLayer":
        layer = copy(self)
        gone = np.intersect1d(self._numbers, option_numbers)
        layer._gone = self._gone | frozenset(gone.tolist())
        layer.options = len(self._numbers) - len(layer._gone)
        return layer

    def hits(self, wanted: Query, limit: int) -> list[Hit]:
        """Few are gone, so the best few mostly hold enough that aren't; else more are asked for."""
        asked = limit if self._searcher.num_segments <= 1 else max(1, len(self._numbers))
        while True:
            found = self._searcher.search(wanted, asked, count=False).hits
            numbers = self._searcher.fast_field_values("number", [address for _, address in found])
            hits = [
                Hit(number, score)
                for number, (score, _) in zip(numbers, found, strict=True)
                if number not in self._gone
            ]
            if len(hits) >= limit or len(found) < asked:
                return sorted(hits, key=lambda hit: (-hit.score, hit.option_number))[:limit]
            asked *= 4

    def frequency(self, field: str, root: str) -> int:
        # A row has a stem once in a field, for one weight.
        return sum(self._searcher.doc_freq(_name(field, weight), root) for weight in WEIGHTS[field])

    def frequency_of_topics(self, topics: Collection[int]) -> int:
        wanted = frozenset(topics)
        if wanted not in self._topics_counted:
            counted = self._searcher.search(self.having(1.0, topics=wanted), 1).count if wanted else 0
            self._topics_counted[wanted] = counted
        return self._topics_counted[wanted]

    def weighed(self, field: str, root: str, times: float) -> Query:
        return self.any_of(
            [
                self.alike(Query.term_query(self._schema, _name(field, weight), root), weight * times)
                for weight in WEIGHTS[field]
            ]
        )

    def having(
        self,
        score: float,
        *,
        names: Collection[str] = (),
        said: Collection[str] = (),
        topics: Collection[int] = (),
    ) -> Query:
        terms = {_name("names", weight): names for weight in WEIGHTS["names"]}
        terms |= {_name("said", weight): said for weight in WEIGHTS["said"]}
        terms["topics"] = [str(topic) for topic in topics]
        sets = [
            Query.term_set_query(self._schema, field, list(texts)) for field, texts in terms.items() if texts
        ]
        return self.alike(self.any_of(sets), score)

    def all_of(self, several: Sequence[Query]) -> Query:
        return Query.boolean_query([(Occur.Must, one) for one in several])

    def any_of(self, several: Sequence[Query]) -> Query:
        return Query.boolean_query([(Occur.Should, one) for one in several])

    def alike(self, wanted: Query, score: float) -> Query:
        return Query.const_score_query(wanted, score)

    def close(self) -> None:
        self._searcher = None


def _schema() -> Schema:
    builder = SchemaBuilder().add_integer_field("number", fast=True)
    by_weight = [_name(field, weight) for field, weights in WEIGHTS.items() for weight in weights]
    for name in ("topics", *by_weight):
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="basic")
    return builder.build()


@cache
def _name(field: str, weight: float) -> str:
    return f"{field}_{weight:g}"


def _by_weight(field: str, stems: ByWeight) -> dict[str, str]:
    return {_name(field, weight): " ".join(roots) for weight, roots in stems.items() if roots}
