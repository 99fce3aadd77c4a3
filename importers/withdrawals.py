"""Whose consent a row takes back: the person's records, also where the row no longer has the same key."""

import re
from collections.abc import Iterable, Iterator, Mapping

from directory.records import PrivateDetails
from directory.vocabulary import folded

_TITLES = frozenset(["mr", "mrs", "ms", "miss", "mx", "dr", "rev", "sir", "lady", "dame", "prof"])

Mark = tuple[str, str]


def belonging_to(
    withdrawn: Iterable[PrivateDetails],
    details: Mapping[str, PrivateDetails],
    *,
    consenting: frozenset[str] = frozenset(),
) -> set[str]:
    """Ids, of those in ``details``, whose person is among the ``withdrawn``.

    E-mail, telephone, or name and birth date tell; the name alone where nothing else may be compared.
    Who agrees in a row of their own (``consenting``) and has another name only shares a telephone.
    """
    by_mark: dict[Mark, set[str]] = {}
    for source_id, person in details.items():
        for mark in _marks(person):
            by_mark.setdefault(mark, set()).add(source_id)
    return {
        source_id
        for person in withdrawn
        for mark in _marks(person)
        for source_id in by_mark.get(mark, ())
        if _is_same(person, details[source_id], mark, agrees=source_id in consenting)
    }


def _is_same(person: PrivateDetails, other: PrivateDetails, mark: Mark, *, agrees: bool) -> bool:
    kind, _ = mark
    if kind == "name":
        return not agrees and not _differ(person, other)
    return not agrees or _name(person.name) == _name(other.name)


def _marks(person: PrivateDetails) -> Iterator[Mark]:
    name = _name(person.name)
    if person.email:
        yield "email", person.email.casefold()
    if person.telephone:
        yield "telephone", person.telephone.casefold()
    if name and person.birth_date:
        yield "birth", f"{name}|{person.birth_date}"
    if " " in name:
        yield "name", name


def _differ(person: PrivateDetails, other: PrivateDetails) -> bool:
    """Whether both state a birth date, and not the same."""
    return bool(person.birth_date and other.birth_date and person.birth_date != other.birth_date)


def _name(text: str) -> str:
    """ "SMITH, Jo" and "Mrs Jo Smith" alike."""
    words = folded(re.sub(r"\(.*?\)", " ", text)).split()
    return " ".join(sorted(word for word in words if word not in _TITLES))
