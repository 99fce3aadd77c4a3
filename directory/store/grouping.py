"""Which records are one organization, and which of those are one option."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from directory.records import Claims
from directory.store.precedence import ONE_OPTION


class Register(NamedTuple):
    """The list a record stands in: of which source, sent by whom, covering which area."""

    source: str
    publisher: str
    scope: str


class Person(NamedTuple):
    """How a private person is told from another; None where not stated."""

    telephone: str | None
    email: str | None
    birth_date: str | None

    def is_another_than(self, other: "Person") -> bool:
        """Whether they differ in telephone, e-mail and birth date: nothing that is said may join them."""
        return all(mine and theirs and mine != theirs for mine, theirs in zip(self, other, strict=True))


class Organizations:
    """Records joined two by two (union–find), except across a pair that is known to be different.

    ``people``: what tells the private persons among them apart.
    """

    def __init__(
        self, different: Iterable[tuple[int, int]] = (), people: Mapping[int, Person] | None = None
    ) -> None:
        self._people = people or {}
        self._parent: dict[int, int] = {}
        self._members: dict[int, list[int]] = {}
        self._apart: dict[int, set[int]] = defaultdict(set)
        for a, b in different:
            self._apart[a].add(b)
            self._apart[b].add(a)

    def join(self, a: int, b: int) -> None:
        """Make two groups one, unless that would join records known to be different."""
        large, small = sorted((self._root(a), self._root(b)), key=lambda root: -len(self.of(root)))
        if (
            large == small
            or not self._apart[large].isdisjoint(self.of(small))
            or self._strangers(large, small)
        ):
            return
        self._members.setdefault(large, [large]).extend(self._members.pop(small, [small]))
        self._apart[large] |= self._apart.pop(small, set())
        self._parent[small] = large

    def of(self, record_id: int) -> Sequence[int]:
        """Every record in this one's group, itself included."""
        root = self._root(record_id)
        return self._members.get(root, [root])

    def _strangers(self, large: int, small: int) -> bool:
        ours, theirs = (
            [self._people[member] for member in self.of(root) if member in self._people]
            for root in (large, small)
        )
        return any(person.is_another_than(other) for person in ours for other in theirs)

    def _root(self, record_id: int) -> int:
        # Joining small to large keeps every path short: no compression needed.
        while (parent := self._parent.get(record_id)) is not None:
            record_id = parent
        return record_id


@dataclass(frozen=True, slots=True)
class Entry:
    """What decides which option a record belongs to. ``linked``: the records a link joins it to directly."""

    record_id: int
    register: Register
    claims: Claims
    linked: frozenset[int] = frozenset()


def options_of(entries: Sequence[Entry]) -> list[list[int]]:
    """Positions of one organization's entries by option, each founder first."""
    if len(entries) == 1:
        return [[0]]
    options: list[list[int]] = []
    found_by: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for position, entry in enumerate(entries):
        keys = list(_keys(entry))
        candidates = sorted({number for key in keys for number in found_by[key]})
        number = next((n for n in candidates if _fits(entry, [entries[p] for p in options[n]])), len(options))
        if number == len(options):
            options.append([])
        options[number].append(position)
        for key in (*keys, ("record", str(entry.record_id))):
            found_by[key].append(number)
    return options


def _keys(entry: Entry) -> Iterator[tuple[str, ...]]:
    """Where an entry looks for its option: the same person, establishment or place, or a direct link."""
    kind, place = entry.claims.provider_kind, entry.claims.place
    if kind == "personal_assistant":
        yield ("person",)
    elif number := _establishment(entry.claims):
        yield (kind, "establishment", number)
    if place:
        where = place.postcode or f"{place.precision} {place.easting} {place.northing}"
        yield (kind, "place", where)
    for record_id in entry.linked:
        yield ("record", str(record_id))


def _fits(entry: Entry, option: Sequence[Entry]) -> bool:
    if any(entry.claims.provider_kind != other.claims.provider_kind for other in option):
        return False
    if entry.claims.provider_kind == "personal_assistant":
        return True  # one person, wherever each register says they live
    if any(entry.register == other.register for other in option):
        return False  # a register that lists two means two
    numbers = {_establishment(other.claims) for other in option} - {None}
    own = _establishment(entry.claims)
    if own and numbers:
        return own in numbers
    return not _elsewhere(entry, option)


def _elsewhere(entry: Entry, option: Sequence[Entry]) -> bool:
    """Whether both state a place and none is the same. Without a place, the link or number decides."""
    wheres = {key for other in option for key in _keys(other) if "place" in key}
    own = {key for key in _keys(entry) if "place" in key}
    return bool(own and wheres and own.isdisjoint(wheres))


def _establishment(claims: Claims) -> str | None:
    return next((i.value for i in claims.identifiers if i.scheme == ONE_OPTION), None)
