"""What of an option becomes words to find it by: public text and the labels of what it says yes to."""

from collections.abc import Iterable
from typing import Protocol

from directory.records import Place, YesNo
from directory.search.protocol import Document
from directory.vocabulary import Term, vocabulary


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
    kinds = [vocabulary("provider_kind").term(option.provider_kind), *_terms(yes, "service_type")]
    needs = _terms(yes, "needs", "user_bands", "flags")
    languages = _terms(yes, "languages")
    faith_and_diet = _terms(yes, "faith", "diet", "culture")
    every_term = (*kinds, *needs, *languages, *faith_and_diet)
    return Document(
        option_number=option.option_number,
        name=option.name,
        organization_name=option.owner_name,
        kind_labels=_labels(kinds),
        need_labels=_labels(needs),
        language_labels=_labels(languages),
        faith_and_diet_labels=_labels(faith_and_diet),
        # People search by everyday names as much as by ours: "PA", "bathing". Of several words each would be
        # found alone, and a personal assistant who cooks would be found as a "lunch club".
        also_called=tuple(alias for term in every_term for alias in term.aliases if " " not in alias),
        description=option.description or "",
        place_label=f"{option.place.label} {option.place.outcode}" if option.place else "",
    )


def _terms(yes: set[tuple[str, str]], *names: str) -> list[Term]:
    return [vocabulary(name).term(code) for name, code in sorted(yes) if name in names]


def _labels(terms: Iterable[Term]) -> tuple[str, ...]:
    return tuple(term.label for term in terms)
