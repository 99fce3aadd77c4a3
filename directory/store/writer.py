"""Writing the store: source records, their versions, links and visibility, all in one transaction."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Literal

from directory.records import Claims, PrivateDetails
from directory.store.reader import Reader
from directory.store.views import Landed, LiveRecord

LinkVerdict = Literal["same", "different", "ask"]


class Writer(Reader):
    """A reader that may also write. All it does is kept together, or not at all."""

    def begin_run(self, source: str, publisher: str, scope: str, file_name: str, file_sha256: str) -> int:
        """Open an import run; everything stored until ``finish_run`` is stamped with it."""

    def live_records(self, source: str, publisher: str, scope: str) -> dict[str, LiveRecord]:
        """The live records of one register, by source id."""

    def add_versions(
        self, run_id: int, items: Iterable[tuple[Claims, PrivateDetails | None, str | None]]
    ) -> Landed:
        """Begin a version for every item that differs from its live one, which ends; the rest stand.

        An item is (claims, private details, hash of those details). Each source id may come once.
        """

    def end_versions(self, run_id: int, source_ids: Iterable[str]) -> tuple[int, ...]:
        """End the live versions of these ids of the run's register; returns the record ids."""

    def finish_run(self, run_id: int, counts: Mapping[str, int], report: Mapping[str, Any]) -> None:
        """Mark the run accepted, with its counts and its report (which names no private detail)."""

    def undo_run(self, run_id: int, by: str) -> tuple[int, ...]:
        """End what the run began, reopen what it ended, and fold; only the latest of its register."""

    def link(
        self,
        record_a: int,
        record_b: int,
        verdict: LinkVerdict,
        evidence: Mapping[str, Any],
        by: str = "import",
    ) -> None:
        """Say whether two records are one provider, replacing what was said before. Fold afterwards."""

    def link_all(
        self, links: Iterable[tuple[int, int, LinkVerdict, Mapping[str, Any]]], by: str = "import"
    ) -> None:
        """``link`` for many at once."""

    def unlink(self, record_a: int, record_b: int, by: str) -> None:
        """Withdraw what was said of two records, and fold them again."""

    def hide(self, what: int | str, why: str, by: str) -> None:
        """Take a record (by number) or an option (by id) out of everything public, at once."""

    def show_again(self, what: int | str, by: str) -> None:
        """Lift what ``hide`` did."""

    def fold(self, record_ids: Iterable[int] | None = None) -> None:
        """Fold these records and all that are joined to them, before or now, into options; None for all."""

    def records_with_identifier(self, scheme: str, value: str) -> tuple[int, ...]:
        """Live records that state this identifier."""

    def live_claims(self, *, sources: Iterable[str] | None = None) -> Iterator[tuple[int, str, Claims]]:
        """(record id, source, claims) of every live version, in blocks: what linking compares."""

    def private_details(self, record_ids: Iterable[int]) -> dict[int, PrivateDetails]:
        """The live private details of these records; for linking and relayed contact, never for showing."""

    def purge_private(self, record_ids: Iterable[int], why: str, by: str) -> int:
        """Delete every private detail ever held of these records; returns how many rows went."""

    def set_publisher_contact(self, publisher: str, contact: str | None, by: str) -> None:
        """How people reach a personal assistant through the register that sent the record."""
