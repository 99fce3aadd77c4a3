"""A whole version against small changes to it, in one run: ``python -m benchmarks.publish [OPTIONS]``.

Each is published by a process of its own. Memory is what that process took on top of what it began with, and
what the one it may start for the index took; processors' seconds are those of both.
"""

import os
import random
import resource
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import replace
from time import perf_counter, process_time

from directory.live_market import LiveMarket
from directory.publishing import Published, publish, publish_changes
from directory.records import Attribute, Claims, CostOption, Identifier, Place, ServiceArea
from directory.settings import Settings, read_settings
from directory.store.blocks import in_blocks
from directory.store.session import Store, open_store
from directory.vocabulary import vocabulary

CHANGES = (1, 100, 1_000, 2_000)
SOURCES = ("personal-assistants", "cqc-directory", "community-groups")


def main() -> None:
    """Fill a store, publish it whole, then change more and more of it; ratios compare between machines."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    with tempfile.TemporaryDirectory() as folder:
        settings = read_settings({"CAREMARKET_DATA_DIR": folder})
        edits = EditedMarket(settings, count)
        whole = measured(f"{count:,} options, whole", settings, publish)
        open_market = LiveMarket.open(settings)
        for changes in CHANGES:
            edits.change(changes)
            small = measured(f"{changes:>6,} changes", settings, publish_changes)
            began = perf_counter()
            newer = open_market.refreshed()
            swapped = perf_counter() - began
            kind = "changes" if newer.base else "whole"
            print(f"        a {kind} version, 1/{whole / small:.0f} of whole; swap {swapped * 1e3:.1f} ms")


def measured(title: str, settings: Settings, publishes: Callable[[Store, Settings], Published]) -> float:
    """Publish in a process of its own; print its seconds, parts and memory, return the seconds."""
    began = perf_counter()
    child = os.fork()
    if child == 0:
        before = peak_megabytes()
        parts = publishes(open_store(settings), settings).seconds
        told = ", ".join(f"{part} {seconds:.2f}" for part, seconds in parts.items())
        beside = resource.getrusage(resource.RUSAGE_CHILDREN)
        used = process_time() + beside.ru_utime + beside.ru_stime
        taken = f"{used:.2f} s of processors, {peak_megabytes() - before:.0f} MB"
        taken += f" and {beside.ru_maxrss / 1024:.0f} MB beside" if beside.ru_maxrss else ""
        print(f"{title}: {perf_counter() - began:.2f} s ({told}); {taken}", flush=True)
        os._exit(0)
    os.waitpid(child, 0)
    return perf_counter() - began


def peak_megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


class EditedMarket:
    """A store of invented options, some of which get another price each time."""

    def __init__(self, settings: Settings, count: int) -> None:
        self._chance = random.Random(7)
        self._settings = settings
        self._people: list[Claims] = []
        by_source: dict[str, list[Claims]] = defaultdict(list)
        for source, claims in some_claims(count, self._chance):
            by_source[source].append(claims)
        self._people = by_source[SOURCES[0]]
        store = open_store(settings)
        with store.writing() as writer:
            for source, several in by_source.items():
                run = writer.begin_run(source, "Example data", "England", f"{source}.csv", "0" * 64)
                for block in in_blocks(several):
                    writer.add_versions(run, [(claims, None, None) for claims in block])
                writer.finish_run(run, {"added": len(several)}, {})
            writer.fold()
        store.close()

    def change(self, count: int) -> None:
        """Give so many people another price."""
        chosen = self._chance.sample(self._people, min(count, len(self._people)))
        price = (CostOption("hour", self._chance.randrange(1300, 2600)),)
        store = open_store(self._settings)
        with store.writing() as writer:
            run = writer.begin_run(SOURCES[0], "Example data", "England", "edited.csv", "1" * 64)
            landed = writer.add_versions(run, [(replace(c, costs=price), None, None) for c in chosen])
            writer.fold(landed.changed)
            writer.finish_run(run, {}, {})
        store.close()


def some_claims(count: int, chance: random.Random) -> Iterator[tuple[str, Claims]]:
    """Four in ten are personal assistants, three agencies of owners with some ten each, three groups."""
    syllables = ["ba", "ren", "tol", "mi", "sha", "wick", "ford", "dun", "el", "ro", "sa", "han"]
    names = ["".join(chance.choices(syllables, k=3)).capitalize() for _ in range(3_000)]
    councils, faiths = vocabulary("councils").codes, vocabulary("faith").codes
    languages, needs = vocabulary("languages").codes[:60], vocabulary("needs").codes
    for number in range(count):
        source = chance.choices(SOURCES, (4, 3, 3))[0]
        name, owner = " ".join(chance.sample(names, 2)), f"Owner {chance.randrange(count // 30 + 1)}"
        said = [("needs", code) for code in chance.sample(needs, 4)]
        said += [("languages", code) for code in chance.sample(languages, chance.randint(1, 3))]
        said += [("faith", code) for code in chance.sample(faiths, chance.randint(0, 1))]
        yield (
            source,
            Claims(
                source_id=f"{number}",
                name=name,
                organization_name=owner if source == SOURCES[1] else name,
                description=" ".join(chance.choices(names, k=chance.randint(0, 25))),
                place=a_place(chance, source, chance.choice(councils), chance.choice(names)),
                attributes=tuple(Attribute(name, code, "yes", "provider") for name, code in said),
                **of_kind(source, number, owner, chance),
            ),
        )


def of_kind(source: str, number: int, owner: str, chance: random.Random) -> dict[str, object]:
    if source == SOURCES[0]:
        return {
            "provider_kind": "personal_assistant",
            "costs": (CostOption("hour", chance.randrange(1300, 2600, 50)),),
            "service_area": ServiceArea("radius", chance.randint(2, 15)),
        }
    if source == SOURCES[1]:
        numbers = (Identifier("cqc_location", f"1-{number}"), Identifier("cqc_provider", owner))
        return {"provider_kind": "regulated_provider", "identifiers": numbers}
    return {"provider_kind": "community_group"}


def a_place(chance: random.Random, source: str, council: str, label: str) -> Place:
    precision = "cell_2km" if source == SOURCES[0] else "postcode"
    where = chance.randrange(350_000, 560_000), chance.randrange(150_000, 420_000)
    return Place(*where, precision, "E1", council, council, label)


if __name__ == "__main__":
    main()
