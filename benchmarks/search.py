"""Text search against a plain scan in the same run: ``python -m benchmarks.search [OPTIONS] [ENGINE …]``.

The scan keeps every option's set of stems in memory and looks through all of them; it ranks nothing.
"""

import random
import statistics
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from time import perf_counter, process_time

from directory.search.documents import topic_of
from directory.search.engines import INDEXES, index_of
from directory.search.protocol import Document, SearchIndex
from directory.search.words import stem, words, words_to_ask
from directory.vocabulary import vocabulary

QUESTIONS = 100
SHOWN = 20


def main() -> None:
    """Build, ask and print each engine; the ratios are what to compare between machines."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    chance = random.Random(7)
    documents = some_documents(count, chance)
    questions = some_questions(documents, chance)
    began = process_time()
    sets = [stems_of(document) for document in documents]
    kept = process_time() - began
    scanned = {kind: times_of(lambda text: scan(text, sets), asked) for kind, asked in questions.items()}
    for engine in sys.argv[2:] or sorted(INDEXES):
        with tempfile.TemporaryDirectory() as folder:
            index = built(engine, Path(folder) / "index", documents, kept)
            for kind, asked in questions.items():
                searched = times_of(lambda text, index=index: index.search(text, SHOWN), asked)
                peers = scanned[kind]
                print(
                    f"{kind:<12} {in_words(searched)}  scan {in_words(peers)}  ratio {ratio(searched, peers)}"
                )


def built(engine: str, folder: Path, documents: Sequence[Document], kept: float) -> SearchIndex:
    """The index, open; what making it took is printed, also as a ratio to the scan's preparation."""
    began = process_time()
    index_of(engine).build(folder, documents)
    made = process_time() - began
    began = perf_counter()
    index = index_of(engine).open(folder)
    opened = perf_counter() - began
    megabytes = sum(path.stat().st_size for path in folder.iterdir()) / 1e6
    print(
        f"{engine}, {len(documents):,} options: {made:.1f} s of processors, {made / kept:.1f} of the scan's"
    )
    print(f"{megabytes:.0f} MB, open {opened * 1e3:.0f} ms; ratio: the scan's median over ours")
    return index


def some_documents(count: int, chance: random.Random) -> list[Document]:
    """Invented names over the real code lists, so that some words are rare and some in every third option."""
    syllables = ["ba", "ren", "tol", "mi", "sha", "wick", "ford", "dun", "el", "ro", "sa", "han"]
    names = ["".join(chance.choices(syllables, k=3)).capitalize() for _ in range(2_000)]
    told = {
        name: [topic_of(name, code) for code in vocabulary(name).codes[:40]]
        for name in ("service_type", "needs", "languages", "faith")
    }
    return [
        Document(
            option_number=chance.getrandbits(63),
            name=" ".join(chance.sample(names, 2)),
            topics=(
                *chance.sample(told["service_type"], 1),
                *chance.sample(told["needs"], chance.randint(1, 4)),
                *chance.sample(told["languages"], chance.randint(0, 2)),
                *chance.sample(told["faith"], chance.randint(0, 1)),
            ),
            description=" ".join(chance.choices(names, k=chance.randint(0, 25))),
            place_label=chance.choice(names[:300]),
        )
        for _ in range(count)
    ]


def some_questions(documents: Sequence[Document], chance: random.Random) -> dict[str, list[str]]:
    names = [chance.choice(documents).name for _ in range(QUESTIONS)]
    labels = [chance.choice(documents).topics[1].label for _ in range(QUESTIONS)]
    return {
        "a name": names,
        "common words": labels,
        "unfinished": [name[:-2] for name in names],
        "misspelt": [name[:2] + name[3:] for name in names],
    }


def stems_of(document: Document) -> frozenset[str]:
    told = [word for topic in document.topics for word in (topic.label, *topic.also_called)]
    text = " ".join([document.name, *told, document.place_label, document.description])
    return frozenset(stem(word) for word in words(text))


def scan(text: str, sets: Sequence[frozenset[str]]) -> list[int]:
    wanted = {stem(word) for word in words_to_ask(text, 20)}
    return [row for row, held in enumerate(sets) if wanted <= held][:SHOWN]


def times_of(ask: Callable[[str], object], questions: Sequence[str]) -> list[float]:
    """Seconds of each question, sorted."""
    taken = []
    for question in questions:
        began = perf_counter()
        ask(question)
        taken.append(perf_counter() - began)
    return sorted(taken)


def in_words(taken: Sequence[float]) -> str:
    return f"p50 {statistics.median(taken) * 1e3:7.2f} ms, p99 {taken[-len(taken) // 100] * 1e3:7.2f} ms"


def ratio(ours: Sequence[float], peers: Sequence[float]) -> str:
    return f"{statistics.median(peers) / statistics.median(ours):.2f}"


if __name__ == "__main__":
    main()
