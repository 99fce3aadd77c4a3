"""Which records are one provider: said where numbers or enough else agrees, asked where they look alike."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from directory.store.links import Link, pair_of
from directory.store.repository import LinkVerdict, Writer
from importers.linking.blocking import pairs_sharing
from importers.linking.choosing import chosen, evidence_of
from importers.linking.compared import Compared, compared_with
from importers.linking.people import same_people
from importers.linking.scoring import Scored, scored
from importers.linking.specification import Specification, read_specification
from importers.linking.successors import successions

# Numbers that a register gives to one provider only.
TELLING_SCHEMES = ("cqc_location", "charity", "company")
JOINED_BY = "cqc_provider"
"""A number that needs no link: the fold reads it."""
ALL_SCHEMES = (*TELLING_SCHEMES, JOINED_BY)
MOST_ALIKE = 20
"""A number that more records state tells nobody apart."""

Pair = tuple[int, int]
Found = dict[Pair, tuple[LinkVerdict, Mapping[str, Any]]]


@cache
def providers() -> Specification:
    """How providers are compared, by ``providers.json``."""
    return read_specification(Path(str(files("importers.linking"))) / "providers.json")


def link_new(writer: Writer, new_ids: Iterable[int]) -> dict[str, int]:
    """Link what a run brought, and what it ended, with what is there; returns how many links of each kind.

    A pair that an import or a person has spoken of before is left as it is.
    """
    new = sorted(set(new_ids))
    found: Found = _same_number(writer, new)
    for pair, verdict, evidence in same_people(writer, new):
        found.setdefault(pair, (verdict, evidence))
    for pair, said in _alike(writer, compared_with(writer, new, providers()), found).items():
        found.setdefault(pair, said)
    known = writer.pairs_spoken_of(found)
    links: list[Link] = [(*pair, *said) for pair, said in sorted(found.items()) if pair not in known]
    writer.link_all(links)
    verdicts = [verdict for _, _, verdict, _ in links]
    counts = {"same": verdicts.count("same"), "ask": verdicts.count("ask")}
    if "succeeded" in verdicts:
        counts["succeeded"] = verdicts.count("succeeded")
    return counts


def _same_number(writer: Writer, new: list[int]) -> Found:
    """Records that state one number of a register are one provider, those of one list too.

    Those of one CQC provider are joined by that already: a register's chains need no link a pair.
    """
    news = frozenset(new)
    stating = writer.stating_numbers_of(new, TELLING_SCHEMES)
    told = {number: sorted(records) for number, records in stating.items() if 1 < len(records) <= MOST_ALIKE}
    numbers = writer.numbers_of({record for records in told.values() for record in records}, (JOINED_BY,))
    provider_of = {record_id: stated[JOINED_BY] for record_id, stated in numbers.items()}
    return {
        pair_of(a, b): ("same", {"same": scheme})
        for (scheme, _), records in sorted(told.items(), reverse=True)
        for a, b in combinations(records, 2)
        if (a in news or b in news) and (a not in provider_of or provider_of[a] != provider_of.get(b))
    }


@dataclass(frozen=True)
class _Worth:
    """Scored pairs that may be one, with the records they are of and what registers number those."""

    pairs: Scored
    records: tuple[NDArray[Any], NDArray[Any]]
    numbers: Mapping[int, Mapping[str, str]]

    def where(self, mask: NDArray[Any]) -> "_Worth":
        return _Worth(self.pairs.where(mask), tuple(side[mask] for side in self.records), self.numbers)  # type: ignore[arg-type]

    def differing(self) -> NDArray[Any]:
        """Whether both state a number of one kind, and not the same."""
        sides = zip(*(side.tolist() for side in self.records), strict=True)
        numbers = ((self.numbers.get(a, {}), self.numbers.get(b, {})) for a, b in sides)
        return np.array([any(a[s] != b[s] for s in a.keys() & b.keys()) for a, b in numbers], bool)


def _alike(writer: Writer, compared: Compared | None, sure: Found) -> Found:
    if compared is None:
        return {}
    specification, looks = providers(), compared.looks
    live = looks["is_live"].to_numpy()
    worth = _worth(writer, _likely(compared, specification), looks["record_id"].to_numpy())
    alive = live[worth.pairs.a] & live[worth.pairs.b]
    found = _one_provider(writer, worth.where(alive), looks, sure)
    found |= successions(writer, worth.where(~alive).pairs, looks, worth.numbers, specification)
    return found


def _likely(compared: Compared, specification: Specification) -> Scored:
    """Pairs that are worth asking about at least: a small part of those that were compared."""
    looks = compared.looks
    live, records = looks["is_live"].to_numpy(), looks["record_id"].to_numpy()
    # Whoever left a list may have a successor in it: such are a list of their own.
    lists = np.where(live, looks["list"].to_numpy().astype(np.int64), -1)
    a, b = pairs_sharing(compared.keys, specification.largest_block, lists, compared.asking)
    two = records[a] != records[b]
    weighed = scored(looks, (a[two], b[two]), specification)
    return weighed.where(weighed.weight >= specification.ask_at)


def _worth(writer: Writer, pairs: Scored, records: NDArray[Any]) -> _Worth:
    sides = records[pairs.a], records[pairs.b]
    numbers = writer.numbers_of(np.unique(np.concatenate(sides)).tolist(), ALL_SCHEMES)
    return _Worth(pairs, sides, numbers)


def _one_provider(writer: Writer, worth: _Worth, looks: pl.DataFrame, sure: Found) -> Found:
    """Live records of different lists; those whose numbers differ are two, whatever else agrees."""
    specification = providers()
    worth = worth.where(~worth.differing())
    lists = looks["list"].to_numpy()
    both = np.concatenate(worth.records).tolist(), np.concatenate([worth.pairs.a, worth.pairs.b]).tolist()
    row_of = dict(zip(*both, strict=True))
    taken = _taken(writer, row_of, looks, sure)
    same, ask = chosen(worth.pairs, lists, specification, taken)
    verdicts: tuple[tuple[LinkVerdict, NDArray[Any]], ...] = (("same", same), ("ask", ask))
    return {
        pair_of(int(worth.records[0][number]), int(worth.records[1][number])): (
            verdict,
            evidence_of(worth.pairs, number, specification),
        )
        for verdict, numbers in verdicts
        for number in numbers.tolist()
    }


def _taken(
    writer: Writer, row_of: Mapping[int, int], looks: pl.DataFrame, sure: Found
) -> set[tuple[int, int]]:
    """Places in other lists that a link fills already, or will, as (row, list)."""
    list_of = dict(looks.select("register", "list").unique().iter_rows())
    taken = {
        (row_of[record_id], list_of[register])
        for record_id, register in writer.lists_linked_with(row_of)
        if register in list_of
    }
    joined = {record_id for pair, (verdict, _) in sure.items() if verdict == "same" for record_id in pair}
    of_record = dict(looks.filter(pl.col("record_id").is_in(joined)).select("record_id", "list").iter_rows())
    for pair, (verdict, _) in sure.items():
        for record_id, other in (pair, pair[::-1]):
            if verdict == "same" and record_id in row_of and other in of_record:
                taken.add((row_of[record_id], of_record[other]))
    return taken
