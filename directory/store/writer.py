"""Deciding about records: links, visibility, private details, and folding what changed."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy import delete, select, update

from directory import records
from directory.errors import NotFound
from directory.store import links, questions, visibility
from directory.store.alone import Alone
from directory.store.audit import Change, note_changes
from directory.store.blocks import in_blocks
from directory.store.links import Hand, Link, LinkVerdict
from directory.store.look_reader import LookReader
from directory.store.record_models import (
    PrivateDetail,
    Publisher,
    SourceRecord,
    SourceVersion,
    VersionIdentifier,
)
from directory.store.refold import NONE_READY, refold

LIVE = SourceVersion.ended_by_run.is_(None)


class Writer(LookReader):
    """A reader that may also write. All it does is kept together, or not at all."""

    def link(
        self,
        record_a: int,
        record_b: int,
        verdict: LinkVerdict,
        evidence: Mapping[str, Any],
        by: str = "import",
    ) -> None:
        """Say whether two records are one provider, replacing what was said before. Fold afterwards."""
        self.link_all([(record_a, record_b, verdict, evidence)], by)

    def link_all(self, said: Iterable[Link], by: str = "import") -> None:
        """``link`` for many at once."""
        links.replace_links(self._connection, said, self._hand(by))

    def pairs_spoken_of(self, pairs: Iterable[links.Pair]) -> set[links.Pair]:
        """Those of these pairs that are linked, or that a person unlinked: imports leave them be."""
        return links.spoken_of(self._connection, pairs)

    def unlink(self, record_a: int, record_b: int, by: str) -> None:
        """Withdraw what was said of two records, and fold them again."""
        pair = links.pair_of(record_a, record_b)
        if not links.withdraw_link(self._connection, pair, self._hand(by)):
            raise NotFound("Nothing is said of these two records.", "Check both numbers.")
        self.fold(pair)

    def take_back(self, record_a: int, record_b: int, by: str) -> str | None:
        """Take back what is said of two records, and fold them again; returns what is said of them now.

        What a person had been asked is asked again. Anything else is withdrawn, and no import says it again.
        """
        link = self.link_between(record_a, record_b)
        before = questions.said_before(self._connection, link.pair)
        if link.verdict == "ask" or before != "ask":
            self.unlink(*link.pair, by)
            return None
        evidence = {name: said for name, said in link.evidence.items() if name != "answer"}
        self.link(*link.pair, "ask", evidence, by)
        self.fold(link.pair)
        return "ask"

    def _hand(self, by: str) -> Hand:
        return Hand(by, self._clock(), self._run_id)

    def hide(self, what: int | str, why: str, by: str) -> None:
        """Take a record (by number) or an option (by id) out of everything public, at once.

        A hidden record hides the option it speaks for, its other records included.
        """
        self.hide_all(visibility.records_named(self._connection, what), why, by)

    def hide_all(self, record_ids: Collection[int], why: str, by: str) -> None:
        """``hide`` for many records at once, those without a live version too."""
        visibility.hide_records(self._connection, sorted(record_ids), why, by, self._clock())
        self.fold(record_ids)

    def hidden_by(self, by: str) -> frozenset[int]:
        """Records that this one hid and nobody has shown again."""
        return visibility.records_hidden_by(self._connection, by)

    def show_again(self, what: int | str, by: str) -> None:
        """Lift what ``hide`` did."""
        record_ids = visibility.records_named(self._connection, what)
        visibility.show_records(self._connection, record_ids, by, self._clock())
        self.fold(record_ids)

    def fold(self, record_ids: Iterable[int] | None = None, ready: Mapping[int, Alone] = NONE_READY) -> None:
        """Fold these records and all that are joined to them, before or now, into options; None for all.

        ``ready``: what ``Landed.ready`` says of those among them that came folded.
        """
        refold(self._connection, record_ids, ready)

    def records_with_identifier(self, scheme: str, value: str) -> tuple[int, ...]:
        """Live records that state this identifier."""
        query = (
            select(SourceVersion.record_id)
            .join(VersionIdentifier, VersionIdentifier.version_id == SourceVersion.id)
            .where(VersionIdentifier.scheme == scheme, VersionIdentifier.value == value, LIVE)
        )
        return tuple(sorted(self._connection.scalars(query)))

    def live_claims(
        self, *, sources: Iterable[str] | None = None
    ) -> Iterator[tuple[int, str, records.Claims]]:
        """(record id, source, claims) of every live version, by record id: what linking compares."""
        query = (
            select(SourceRecord.id, SourceRecord.source, SourceVersion.claims)
            .join(SourceVersion, SourceVersion.record_id == SourceRecord.id)
            .where(LIVE)
            .order_by(SourceRecord.id)
        )
        if sources is not None:
            query = query.where(SourceRecord.source.in_(list(sources)))
        for record_id, source, plain in self._connection.execute(query):
            yield record_id, source, records.claims_from_json(plain)

    def ended_records(self, source: str, publisher: str, scope: str) -> dict[str, int]:
        """Records of a register that have no live version, by source id."""
        live = select(SourceVersion.record_id).where(LIVE)
        query = (
            select(SourceRecord.source_id, SourceRecord.id)
            .join(Publisher, Publisher.id == SourceRecord.publisher_id)
            .where(SourceRecord.source == source, Publisher.name == publisher, SourceRecord.scope == scope)
            .where(SourceRecord.id.not_in(live))
        )
        return dict(self._connection.execute(query).all())

    def private_details(
        self, record_ids: Iterable[int], *, ended: bool = False
    ) -> dict[int, records.PrivateDetails]:
        """The live private details of these records; for linking and relayed contact, never for showing.

        With ``ended``, the last that were ever held of each.
        """
        names = records.PrivateDetails.__slots__
        query = (
            select(SourceVersion.record_id, *(getattr(PrivateDetail, name) for name in names))
            .join(PrivateDetail, PrivateDetail.version_id == SourceVersion.id)
            .order_by(SourceVersion.id)
        )
        if not ended:
            query = query.where(LIVE)
        return {
            record_id: records.PrivateDetails(*details)
            for block in in_blocks(record_ids)
            for record_id, *details in self._connection.execute(
                query.where(SourceVersion.record_id.in_(block))
            )
        }

    def purge_private(self, record_ids: Iterable[int], why: str, by: str) -> int:
        """Delete every private detail ever held of these records; returns how many versions lost theirs.

        Their hashes go too, so that an import which brings the details again is seen to.
        """
        purged: list[int] = []
        for block in in_blocks(record_ids):
            versions = select(SourceVersion.id).where(SourceVersion.record_id.in_(block))
            gone = delete(PrivateDetail).where(PrivateDetail.version_id.in_(versions))
            purged += self._connection.scalars(gone.returning(PrivateDetail.version_id))
            self._connection.execute(
                update(SourceVersion).where(SourceVersion.record_id.in_(block)).values(private_hash=None)
            )
            line = Change(self._clock(), by, "purge private details", f"records {block}", after={"why": why})
            note_changes(self._connection, [line])
        return len(purged)

    def set_publisher_contact(self, publisher: str, contact: str | None, by: str) -> None:
        """How people reach a personal assistant through the register that sent the record."""
        publisher_id = self._publisher_id(publisher)
        this = Publisher.id == publisher_id
        before = self._connection.scalar(select(Publisher.contact).where(this))
        self._connection.execute(update(Publisher).where(this).values(contact=contact))
        line = Change(self._clock(), by, "set contact", publisher, {"contact": before}, {"contact": contact})
        note_changes(self._connection, [line])
