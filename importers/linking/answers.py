"""Questions about look-alikes as a person sees them, and what an answer does."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from directory.errors import CareMarketError
from directory.records import Claims
from directory.store.questions import LinkView, RecordView
from directory.store.repository import LinkVerdict, Reader
from directory.store.session import Store

Answer = Literal["same", "different"]
TELL_PEOPLE_APART = ("telephone", "email", "birth_date")


@dataclass(frozen=True, slots=True)
class Line:
    """One field of both records. ``agrees`` is None where one of them says nothing."""

    field: str
    ours: str
    theirs: str
    agrees: bool | None


@dataclass(frozen=True, slots=True)
class Question:
    """Two records side by side. Of private people the lines say what agrees, and hold nothing of theirs."""

    link: LinkView
    ours: RecordView
    theirs: RecordView
    lines: tuple[Line, ...]

    @property
    def name(self) -> str:
        """How it is named when it is answered: both record numbers."""
        return f"{self.link.pair[0]}-{self.link.pair[1]}"

    def as_json(self) -> dict[str, Any]:
        """For programs."""
        sides = (self.ours, self.theirs)
        return {
            "pair": self.name,
            "said": self.link.verdict,
            "evidence": dict(self.link.evidence),
            "records": [
                {
                    "record": side.record_id,
                    "source": side.source,
                    "publisher": side.publisher,
                    "scope": side.scope,
                    "listed_now": side.is_live,
                    "source_id": side.source_id,
                }
                for side in sides
            ],
            "fields": [
                {"field": line.field, "ours": line.ours, "theirs": line.theirs, "agrees": line.agrees}
                for line in self.lines
            ],
        }


def questions(reader: Reader, limit: int, after: tuple[int, int] = (0, 0)) -> list[Question]:
    """Those that wait for a person, in order of their numbers."""
    return [question_of(reader, link) for link in reader.links_asked(limit, after)]


def question_of(reader: Reader, link: LinkView) -> Question:
    """A pair with what both sides state."""
    views = reader.record_views(link.pair)
    ours, theirs = (views[record_id] for record_id in link.pair)
    if ours.claims and theirs.claims:
        lines = tuple(_lines(ours.claims, theirs.claims))
    else:
        agreement = reader.private_agreement(link.pair)
        lines = tuple(_private_line(field, said) for field, said in agreement.items())
    return Question(link, ours, theirs, lines)


def answer(store: Store, pair: tuple[int, int], said: Answer, by: str) -> LinkVerdict:
    """Keep what a person says of a pair, and fold what that changes; returns what is said of it now.

    Raises CareMarketError for two people who differ in telephone, e-mail and birth date: nothing joins those.
    """
    with store.writing() as writer:
        link = writer.link_between(*pair)
        verdict: LinkVerdict = said
        if said == "same" and "predecessor" in link.evidence:
            verdict = "succeeded"
        agreement = writer.private_agreement(link.pair)
        if said == "same" and all(agreement.get(field) == "differs" for field in TELL_PEOPLE_APART):
            raise CareMarketError(
                "These are two people: their telephone, e-mail and birth date all differ.",
                "Answer that they are different, or have the register correct its record first.",
                code="two_people",
            )
        writer.link(*link.pair, verdict, {**link.evidence, "answer": said}, by)
        writer.fold(link.pair)
    return verdict


def _lines(ours: Claims, theirs: Claims) -> Iterator[Line]:
    for (field, mine), (_, other) in zip(_stated(ours), _stated(theirs), strict=True):
        if mine or other:
            agrees = mine.casefold() == other.casefold() if mine and other else None
            yield Line(field, mine, other, agrees)


def _stated(claims: Claims) -> Iterator[tuple[str, str]]:
    """What tells providers apart, as text."""
    place = claims.place
    yield "name", claims.name
    yield "also known as", claims.facts.get("also_known_as", "")
    yield "organization", claims.organization_name
    yield "kind", claims.provider_kind
    yield "address", (place and place.address) or ""
    yield "postcode", (place and (place.postcode or place.outcode)) or ""
    yield "telephone", claims.telephone or ""
    yield "e-mail", claims.email or ""
    yield "website", claims.website or ""
    yield "numbers", ", ".join(sorted(f"{number.scheme} {number.value}" for number in claims.identifiers))
    offered = sorted(
        a.code for a in claims.attributes if a.vocabulary == "service_type" and a.verdict == "yes"
    )
    yield "services", ", ".join(offered)
    yield "description", claims.description or ""


def _private_line(field: str, said: str) -> Line:
    agrees = None if said == "stated by one only" else said == "agrees"
    return Line(field.replace("_", " "), "(private)", "(private)", agrees)
