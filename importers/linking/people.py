"""Private people: who is one and the same is told by telephone, e-mail, birth date, never by a likeness."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from itertools import combinations
from typing import Any

from directory.records import PrivateDetails
from directory.store.links import pair_of
from directory.store.repository import LinkVerdict, Writer
from directory.vocabulary import folded
from importers.linking.columns import as_latin

PRIVATE_FIELDS = ("telephone", "email", "birth_date")
MOST_ALIKE = 20

Pair = tuple[int, int]
People = Mapping[int, PrivateDetails]


def same_people(
    writer: Writer, new_ids: Collection[int]
) -> Iterator[tuple[Pair, LinkVerdict, dict[str, Any]]]:
    """Namesakes who agree in two of telephone, e-mail and birth date, and differ in none, are one person.

    Who agrees in fewer, or differs in any, is for someone to judge: a family may share a telephone. So is who
    would be joined, through others, with someone they differ from. Evidence names fields, not what they say.
    """
    new = writer.private_details(writer.private_records(new_ids))
    sharing = writer.people_sharing(
        *({getattr(person, field) for person in new.values()} - {None} for field in PRIVATE_FIELDS[:2])
    )
    people = {**writer.private_details(sharing), **new}
    groups = {record_id: set(group) for record_id, group in writer.joined(people).items()}
    members = {member for group in groups.values() for member in group}
    people |= writer.private_details(members - people.keys())
    for pair in sorted(_sharing(people, new)):
        agree = [field for field in PRIVATE_FIELDS if _agree(people, pair, field)]
        sure = len(agree) > 1 and _namesakes(people, pair) and not _anyone_differs(people, groups, pair)
        if sure:
            together = groups[pair[0]] | groups[pair[1]]
            groups |= dict.fromkeys(together, together)
        yield pair, "same" if sure else "ask", {"agree": agree}


def _sharing(people: People, new: People) -> set[Pair]:
    """Pairs with someone new who share a telephone or an e-mail; what very many share tells nobody apart."""
    alike: dict[tuple[str, str], list[int]] = defaultdict(list)
    for record_id, person in people.items():
        for field in PRIVATE_FIELDS[:2]:
            if value := getattr(person, field):
                alike[field, value].append(record_id)
    return {
        pair_of(a, b)
        for record_ids in alike.values()
        if len(record_ids) <= MOST_ALIKE
        for a, b in combinations(record_ids, 2)
        if a in new or b in new
    }


def _agree(people: People, pair: Pair, field: str) -> bool:
    a, b = (getattr(people[side], field) for side in pair)
    return bool(a) and a == b


def _namesakes(people: People, pair: Pair) -> bool:
    a, b = (folded(as_latin(people[side].name)) for side in pair)
    return a == b


def _anyone_differs(people: People, groups: Mapping[int, set[int]], pair: Pair) -> bool:
    """Whether anyone already joined with the one states something else than anyone joined with the other."""
    ours, theirs = ([people[member] for member in groups[side] if member in people] for side in pair)
    return any(
        getattr(a, field) and getattr(b, field) and getattr(a, field) != getattr(b, field)
        for a in ours
        for b in theirs
        for field in PRIVATE_FIELDS
    )
