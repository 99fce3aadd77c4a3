"""Whose list a file is: publisher and scope as they were spelt before, however they are typed this time."""

import re
from collections.abc import Iterable
from dataclasses import replace

from directory.errors import PlaceNotFound
from directory.geography.areas import find_area
from directory.store.session import Store
from directory.vocabulary import folded
from importers.source import NOT_NAMED, Note, ReadingContext

_LARGER = frozenset(["england and wales", "great britain", "united kingdom", "uk"])
_ABOUT = re.compile(
    r"\s+and (?:its )?(?:neighbou?rs|surroundings?|surrounding areas?|nearby)$", re.IGNORECASE
)


def area_name(text: str) -> str:
    """A council's or region's name as it is usually written, so that two spellings are not two scopes."""
    try:
        return find_area(text).label
    except PlaceNotFound:
        return text


def as_known(store: Store, source_name: str, context: ReadingContext) -> ReadingContext:
    """The context with publisher and scope as earlier imports spelt them, case and spaces apart."""
    with store.reading() as reader:
        past = reader.sources()
    publisher = _known_spelling(context.publisher, (one.publisher for one in past))
    scopes = (one.scope for one in past if (one.source, one.publisher) == (source_name, publisher))
    return replace(context, publisher=publisher, scope=_known_spelling(context.scope, scopes))


def _known_spelling(text: str, known: Iterable[str]) -> str:
    alike = [spelling for spelling in known if folded(spelling) == folded(text)]
    return text if text in alike or not alike else alike[0]


def publisher_note(publisher: str) -> list[Note]:
    """A note where nobody said who sent the file: the next such file would replace this one."""
    if publisher != NOT_NAMED:
        return []
    sentence = (
        "Who sent this file was not said, and another list without a name would take its place. "
        'Name the council: --publisher "Your Council".'
    )
    return [Note(1, "publisher_not_named", sentence)]


def scope_note(scope: str) -> list[Note]:
    """A note where the scope names no area: a slip there begins a second list beside the first."""
    name = _ABOUT.sub("", scope)
    try:
        if folded(name) not in _LARGER:
            find_area(name)
    except PlaceNotFound as unknown:
        sentence = f"The scope “{scope}” names no council, district or region of England. {unknown.remedy}"
        return [Note(1, "scope_not_known", sentence, value=scope)]
    return []
