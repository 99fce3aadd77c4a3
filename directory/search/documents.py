"""What of an option becomes words to find it by: public text and the labels of what it says yes to."""

from collections.abc import Iterable
from functools import cache
from typing import Protocol

from directory.records import Place, YesNo
from directory.search.protocol import Document, Topic
from directory.vocabulary import vocabulary

SEARCHED = frozenset(
    ["service_type", "needs", "user_bands", "flags", "languages", "faith", "diet", "culture"]
)


class Stated(Protocol):
    """A yes or no about an option, by vocabulary and code."""

    @property
    def vocabulary(self) -> str: ...

    @property
    def code(self) -> str: ...

    @property
    def verdict(self) -> YesNo: ...


class Findable(Protocol):
    """The part of a folded option that a search may read; all of it is public."""

    @property
    def option_number(self) -> int: ...

    @property
    def name(self) -> str: ...

    @property
    def owner_name(self) -> str: ...

    @property
    def provider_kind(self) -> str: ...

    @property
    def description(self) -> str | None: ...

    @property
    def place(self) -> Place | None: ...

    @property
    def attributes(self) -> Iterable[Stated]: ...


def document_of(option: Findable) -> Document:
    """The document of one option. A no, or what nobody knows, is never a word to find it by."""
    yes = {(said.vocabulary, said.code) for said in option.attributes if said.verdict == "yes"}
    return Document(
        option_number=option.option_number,
        name=option.name,
        organization_name=option.owner_name,
        topics=topics_of(option.provider_kind, {pair for pair in yes if pair[0] in SEARCHED}),
        description=option.description or "",
        place_label=f"{option.place.label} {option.place.outcode}" if option.place else "",
    )


def topics_of(provider_kind: str, yes: Iterable[tuple[str, str]]) -> tuple[Topic, ...]:
    """The topics of an option of this kind that says yes to each vocabulary and code."""
    return (topic_of("provider_kind", provider_kind), *(topic_of(*pair) for pair in sorted(yes)))


@cache
def topic_of(name: str, code: str) -> Topic:
    """The words for one code of the vocabulary ``name``."""
    term = vocabulary(name).term(code)
    # People search by everyday names as much as by ours: "PA", "bathing". Of several words each would be
    # found alone, and a personal assistant who cooks would be found as a "lunch club".
    return Topic(term.label, tuple(alias for alias in term.aliases if " " not in alias))
