"""Links between records: what is said of a pair, replaced or withdrawn but never deleted."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import Connection, Row, Select, select, tuple_, update

from directory.store.audit import Change, note_changes
from directory.store.blocks import in_blocks, insert_rows, rows_of
from directory.store.record_models import RecordLink, SourceRecord

LinkVerdict = Literal["same", "different", "ask", "succeeded"]
"""Succeeded: one left its register and the other came in its place, as CQC registers a service anew. It joins
nothing: both stay what they are, and evidence["predecessor"] is the record that left."""
Link = tuple[int, int, LinkVerdict, Mapping[str, Any]]
"""Two record ids, what is said of them, and the evidence for it (which names no private detail)."""
Pair = tuple[int, int]

BOTH = tuple_(RecordLink.record_a, RecordLink.record_b)
STANDS = RecordLink.withdrawn_at.is_(None)
FEW_PAIRS = 20_000


@dataclass(frozen=True, slots=True)
class Hand:
    """Who is changing links, when, and in which run if any."""

    by: str
    at: datetime
    run_id: int | None


def pair_of(record_a: int, record_b: int) -> Pair:
    """The pair as it is stored, whichever way round it is named."""
    return min(record_a, record_b), max(record_a, record_b)


def replace_links(connection: Connection, links: Iterable[Link], hand: Hand) -> None:
    """Say it of each pair, withdrawing what was said before; of two that name one pair the later stands."""
    wanted = {pair_of(a, b): (verdict, evidence) for a, b, verdict, evidence in links}
    before = standing_links(connection, wanted)
    news = {pair: link for pair, link in sorted(wanted.items()) if before.get(pair) != link[0]}
    _withdraw(connection, [pair for pair in news if pair in before], hand)
    made = {"made_at": hand.at, "made_by": hand.by, "made_by_run": hand.run_id}
    for block in in_blocks(news.items()):
        rows = [
            {"record_a": a, "record_b": b, "verdict": verdict, "evidence": dict(evidence), **made}
            for (a, b), (verdict, evidence) in block
        ]
        insert_rows(connection, RecordLink, rows)
        note_changes(
            connection, (_change(hand, pair, before.get(pair), verdict) for pair, (verdict, _) in block)
        )


def withdraw_link(connection: Connection, pair: Pair, hand: Hand) -> bool:
    """Take back what is said of a pair; False when nothing is."""
    before = standing_links(connection, [pair]).get(pair)
    if before is None:
        return False
    _withdraw(connection, [pair], hand)
    note_changes(connection, [_change(hand, pair, before, None)])
    return True


def standing_links(connection: Connection, pairs: Iterable[Pair]) -> dict[Pair, str]:
    """What is said of each of these pairs now."""
    query = select(RecordLink.record_a, RecordLink.record_b, RecordLink.verdict).where(STANDS)
    return {(a, b): verdict for a, b, verdict in _of_pairs(connection, query, set(pairs))}


def spoken_of(connection: Connection, pairs: Iterable[Pair]) -> set[Pair]:
    """Those of these pairs of which something is said, or was until a person took it back."""
    query = select(RecordLink.record_a, RecordLink.record_b).where(RecordLink.withdrawn_by_run.is_(None))
    return {(a, b) for a, b in _of_pairs(connection, query, set(pairs))}


def _of_pairs(connection: Connection, query: Select[Any], pairs: Collection[Pair]) -> Iterator[Row[Any]]:
    """Rows of these pairs; of very many it is quicker to read all rows."""
    if len(pairs) > FEW_PAIRS:
        yield from (row for row in connection.execute(query) if (row[0], row[1]) in pairs)
    else:
        for block in in_blocks(pairs):
            yield from connection.execute(query.where(BOTH.in_(block)))


def lists_linked_with(connection: Connection, record_ids: Collection[int]) -> Iterator[tuple[int, str]]:
    """(one of these records, "source|publisher id|scope" of one that it is said to be the same as)."""
    a, b = RecordLink.record_a, RecordLink.record_b
    for here, there in ((a, b), (b, a)):
        query = (
            select(here, SourceRecord.source, SourceRecord.publisher_id, SourceRecord.scope)
            .join(SourceRecord, SourceRecord.id == there)
            .where(RecordLink.verdict == "same", STANDS)
        )
        for record_id, *register in rows_of(connection, query, here, record_ids):
            yield record_id, "|".join(map(str, register))


def undo_links(connection: Connection, run_id: int, hand: Hand) -> set[int]:
    """Withdraw what a run said and reinstate what it replaced; returns the records on either side."""
    made, withdrawn = RecordLink.made_by_run == run_id, RecordLink.withdrawn_by_run == run_id
    pairs = connection.execute(select(RecordLink.record_a, RecordLink.record_b).where(made | withdrawn)).all()
    ending = {"withdrawn_at": hand.at, "withdrawn_by": hand.by, "withdrawn_by_run": run_id}
    connection.execute(update(RecordLink).where(made, STANDS).values(ending))
    replaced = withdrawn & RecordLink.made_by_run.is_distinct_from(run_id)
    connection.execute(update(RecordLink).where(replaced).values(dict.fromkeys(ending)))
    return {record_id for pair in pairs for record_id in pair}


def _withdraw(connection: Connection, pairs: Iterable[Pair], hand: Hand) -> None:
    ending = {"withdrawn_at": hand.at, "withdrawn_by": hand.by, "withdrawn_by_run": hand.run_id}
    for block in in_blocks(pairs):
        connection.execute(update(RecordLink).where(BOTH.in_(block), STANDS).values(ending))


def _change(hand: Hand, pair: Pair, before: str | None, after: str | None) -> Change:
    what = "link" if after else "unlink"
    said = ({"verdict": verdict} if verdict else None for verdict in (before, after))
    return Change(hand.at, hand.by, what, f"records {pair[0]} and {pair[1]}", *said)
