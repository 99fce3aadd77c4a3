"""What linking asks of the store: what is compared, by which keys it is found, and what is joined already."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any

from numpy.typing import NDArray

from directory.store import links, look_keys, looks
from directory.store.intake import Intake
from directory.store.joins import joined_with
from directory.store.looks import Look


class LookReader(Intake):
    """An intake that also compares what came in with what is there. Nothing it hands out is for showing."""

    def looks_after(self, version_id: int) -> Iterator[list[Look]]:
        """What is compared of every version begun later than this one, ended or not, in blocks."""
        all_begun = len(self._begun) == self.last_version() - version_id
        if self._run_id and self._begun and self._begun[0][0] == version_id + 1 and all_begun:
            return looks.looks_begun(self._connection, self._run_id, self._begun)
        return looks.looks_after(self._connection, version_id)

    def looks_of_versions(self, version_ids: Iterable[int]) -> Iterator[list[Look]]:
        """Of those among these that are live, or the last one of a record that has left."""
        return looks.looks_of_versions(self._connection, version_ids)

    def versions_of(self, record_ids: Collection[int]) -> list[int]:
        """The live version of each of these records."""
        return looks.live_versions_of(self._connection, record_ids)

    def versions_left(self) -> list[int]:
        """The versions with which records left their register in this run."""
        return looks.versions_left_in(self._connection, self._run_id)

    def private_records(self, record_ids: Collection[int]) -> list[int]:
        """Those of these records that are of private people."""
        return looks.private_records(self._connection, record_ids)

    def last_version(self) -> int:
        """The newest version there is; 0 without any."""
        return looks.last_version(self._connection)

    def last_version_with_keys(self, form: str) -> int:
        """Up to which version keys of this form are kept; those of another form are dropped."""
        return look_keys.last_version_with_keys(self._connection, form)

    def keep_keys(self, form: str, last: int, keys: NDArray[Any], versions: NDArray[Any]) -> None:
        """Keep the keys of all versions up to ``last`` that have none yet."""
        look_keys.keep_keys(self._connection, form, last, keys, versions)

    def keep_looks(self, form: str, last: int, count: int, columns: bytes) -> None:
        """Keep what is compared of the versions up to ``last`` that are not kept yet: so many rows."""
        look_keys.keep_looks(self._connection, form, last, count, columns)

    def take_back_small_looks(self, at_most: int) -> bytes | None:
        """The last that were kept, if they are no more rows than that, to be kept again with more."""
        return look_keys.take_back_small_looks(self._connection, at_most)

    def kept_looks(self, version_ids: NDArray[Any]) -> Iterator[bytes]:
        """All that is kept together with any of these versions (sorted), block by block."""
        return look_keys.kept_looks(self._connection, version_ids)

    def ended_among(self, version_ids: Collection[int]) -> dict[int, int]:
        """The run that ended each of these versions that have ended."""
        return looks.ended_among(self._connection, version_ids)

    def left_among(self, version_ids: Iterable[int]) -> set[int]:
        """Those of these versions that are the last of a record that has left its register."""
        return looks.left_among(self._connection, version_ids)

    def key_counts(self, keys: NDArray[Any]) -> NDArray[Any]:
        """How many versions state each of these keys (sorted), ended versions too."""
        return look_keys.key_counts(self._connection, keys)

    def versions_with_keys(self, keys: NDArray[Any]) -> tuple[NDArray[Any], NDArray[Any]]:
        """(keys, versions) of all that state one of these keys (sorted), ended versions too."""
        return look_keys.versions_with_keys(self._connection, keys)

    def numbers_of(self, record_ids: Collection[int], schemes: Sequence[str]) -> dict[int, dict[str, str]]:
        """What registers number each record, by scheme."""
        return looks.numbers_of(self._connection, record_ids, schemes)

    def stating_numbers_of(
        self, record_ids: Collection[int], schemes: Sequence[str]
    ) -> dict[tuple[str, str], set[int]]:
        """Each (scheme, number) that these records state, with every live record that states it."""
        here = {record_id: arrival.identifiers for _, record_id, arrival in self._begun}
        wanted = set(record_ids)
        at_hand = {number for record_id in wanted & here.keys() for number in here[record_id]}
        numbers = {number for number in at_hand if number[0] in schemes}
        numbers |= looks.numbers_stated_by(self._connection, wanted - here.keys(), schemes)
        return looks.stating_numbers(self._connection, numbers)

    def first_runs(self, record_ids: Collection[int]) -> dict[int, int]:
        """The run that first brought each record."""
        return looks.first_runs(self._connection, record_ids)

    def people_sharing(self, telephones: Iterable[str], emails: Iterable[str]) -> set[int]:
        """Live records of private people who state one of these telephones or e-mails."""
        return looks.people_sharing(self._connection, telephones, emails)

    def joined(self, record_ids: Iterable[int]) -> dict[int, frozenset[int]]:
        """All that each record is one provider with, itself included."""
        wanted = set(record_ids)
        organizations = joined_with(self._connection, wanted).organizations
        return {record_id: frozenset(organizations.of(record_id)) for record_id in wanted}

    def lists_linked_with(self, record_ids: Collection[int]) -> Iterator[tuple[int, str]]:
        """(one of these records, "source|publisher id|scope" of one that it is said to be the same as)."""
        return links.lists_linked_with(self._connection, record_ids)
