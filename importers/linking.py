"""Which records are one provider: said where register numbers agree, asked where they only look alike."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from directory.records import Claims, PrivateDetails
from directory.store.links import Link, pair_of
from directory.store.repository import LinkVerdict, Writer
from directory.vocabulary import folded

PERSONAL_ASSISTANT = "personal_assistant"
# Numbers that a register gives to one provider only; cqc_provider needs no link, the fold reads it.
TELLING_SCHEMES = ("cqc_location", "charity", "company")
PRIVATE_FIELDS = ("telephone", "email", "birth_date")
MOST_ALIKE = 20

Pair = tuple[int, int]
Register = tuple[str, str, str]
Found = dict[Pair, tuple[LinkVerdict, Mapping[str, Any]]]


@dataclass(frozen=True, slots=True)
class _Look:
    """What of a record is compared. ``alike``: folded name and postcode, where both are public.

    ``register`` is None for the one that is being taken in for the first time.
    """

    register: Register | None
    numbers: Mapping[str, str]
    alike: tuple[str, str] | None
    is_person: bool


def link_new(writer: Writer, new_ids: Iterable[int]) -> dict[str, int]:
    """Link what a run brought with what was there; returns how many "same" and "ask" links were made.

    A pair that an import or a person has spoken of before is left as it is.
    """
    new = frozenset(new_ids)
    if not new:
        return {"same": 0, "ask": 0}
    registers = _registers(writer)
    looks = {
        record_id: _look(registers.get(record_id), claims) for record_id, _, claims in writer.live_claims()
    }
    found: Found = {}
    for pair, scheme in _same_number(looks, new):
        found.setdefault(pair, ("same", {"same": scheme}))
    for pair in _same_name_and_postcode(looks, new):
        found.setdefault(pair, ("ask", {"alike": ["name", "postcode"]}))
    people = [record_id for record_id, look in looks.items() if look.is_person]
    for pair, verdict, agree in _same_person(writer.private_details(people), new):
        found.setdefault(pair, (verdict, {"agree": list(agree)}))
    known = writer.pairs_spoken_of(found)
    links: list[Link] = [(*pair, *said) for pair, said in sorted(found.items()) if pair not in known]
    writer.link_all(links)
    verdicts = [verdict for _, _, verdict, _ in links]
    return {"same": verdicts.count("same"), "ask": verdicts.count("ask")}


def _registers(writer: Writer) -> dict[int, Register]:
    """Record id → (source, publisher, scope)."""
    registers = [(past.source, past.publisher, past.scope) for past in writer.sources()]
    return {
        record.record_id: register
        for register in registers
        for record in writer.live_records(*register).values()
    }


def _look(register: Register | None, claims: Claims) -> _Look:
    is_person = claims.provider_kind == PERSONAL_ASSISTANT
    postcode = claims.place.postcode if claims.place else None
    numbers = {number.scheme: number.value for number in claims.identifiers}
    alike = (folded(claims.name), postcode) if postcode and not is_person else None
    return _Look(register, numbers, alike, is_person)


def _same_number(looks: Mapping[int, _Look], new: frozenset[int]) -> Iterator[tuple[Pair, str]]:
    """Records that state one number of a register are one provider, those of one list too."""
    stating: dict[tuple[str, str], list[int]] = defaultdict(list)
    for record_id, look in looks.items():
        for scheme in TELLING_SCHEMES:
            if number := look.numbers.get(scheme):
                stating[(scheme, number)].append(record_id)
    for (scheme, _), record_ids in stating.items():
        for pair in _pairs(record_ids, new):
            yield pair, scheme


def _same_name_and_postcode(looks: Mapping[int, _Look], new: frozenset[int]) -> Iterator[Pair]:
    """Records of different registers that look alike, unless their numbers differ: for a person to judge."""
    alike: dict[tuple[str, str], list[int]] = defaultdict(list)
    for record_id, look in looks.items():
        if look.alike:
            alike[look.alike].append(record_id)
    for record_ids in alike.values():
        for pair in _pairs(record_ids, new):
            a, b = looks[pair[0]], looks[pair[1]]
            if a.register != b.register and not _differ(a.numbers, b.numbers):
                yield pair


def _same_person(
    details: Mapping[int, PrivateDetails], new: frozenset[int]
) -> Iterator[tuple[Pair, LinkVerdict, tuple[str, ...]]]:
    """Namesakes who agree in two of telephone, e-mail and birth date, and differ in none, are one person.

    Who agrees in fewer, or differs in any, is for someone to judge: a family may share a telephone.
    """
    alike: dict[tuple[str, str], list[int]] = defaultdict(list)
    for record_id, person in details.items():
        for field in PRIVATE_FIELDS[:2]:
            if value := getattr(person, field):
                alike[(field, value)].append(record_id)
    for pair in sorted({pair for record_ids in alike.values() for pair in _pairs(record_ids, new)}):
        a, b = ({field: getattr(details[side], field) for field in PRIVATE_FIELDS} for side in pair)
        agree = tuple(field for field in PRIVATE_FIELDS if a[field] and a[field] == b[field])
        same_name = folded(details[pair[0]].name) == folded(details[pair[1]].name)
        sure = same_name and len(agree) > 1 and not _differ(a, b)
        yield pair, "same" if sure else "ask", agree


def _differ(a: Mapping[str, str | None], b: Mapping[str, str | None]) -> bool:
    """Whether both state something under one label, and not the same."""
    return any(a[label] and b[label] and a[label] != b[label] for label in a.keys() & b.keys())


def _pairs(record_ids: list[int], new: frozenset[int]) -> Iterator[Pair]:
    """Pairs with something new in them; a number that very many state tells nobody apart."""
    if len(record_ids) <= MOST_ALIKE:
        for a, b in combinations(record_ids, 2):
            if a in new or b in new:
                yield pair_of(a, b)
