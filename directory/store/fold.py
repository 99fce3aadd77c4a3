"""Fold the live records of one organization into its options: the same records give the same rows, always.

Pure: records in, table rows out. Who wins a disagreement stands in ``precedence``.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from directory.records import Attribute, Claims, Evidence
from directory.store import option_models as tables
from directory.store.grouping import Entry, Register, options_of
from directory.store.numbers import option_id
from directory.store.precedence import attribute_rank, field_rank
from directory.store.record_models import Base
from directory.store.statements import Told, in_runs, joined, one_run
from directory.store.views import EXAMPLE_PUBLISHER, SizeClass

Rows = dict[type[Base], list[dict[str, Any]]]

ALWAYS_SMALL = frozenset({"personal_assistant", "micro_provider", "community_group"})
PLAIN_FIELDS = ("name", "description", "telephone", "email", "website", "employment", "registered_activities")


@dataclass(frozen=True, slots=True, eq=False)
class Member:
    """A live record as the fold sees it. ``said_on`` dates its version, ``since`` older claims in it."""

    record_id: int
    register: Register
    number: int
    claims: Claims
    standing: Evidence
    said_on: date
    since: Mapping[Attribute, date] = field(default_factory=dict)
    hidden: bool = False
    linked: frozenset[int] = frozenset()

    @property
    def unlisted_because(self) -> str | None:
        return "hidden" if self.hidden else self.claims.unlisted_because


Answer = tuple[Attribute, Member]


def fold_organization(members: Sequence[Member]) -> Rows:
    """Rows for every table of the market, from all live records of one organization."""
    members = sorted(members, key=lambda member: member.record_id)
    entries = [Entry(m.record_id, m.register, m.claims, m.linked) for m in members]
    options = [[members[position] for position in option] for option in options_of(entries)]
    listed = [option for option in options if _unlisted_because(option) is None]
    # What may not be shown must not lend its name to what may.
    speakers = [member for option in listed for member in option] or members
    owner_number = members[0].number
    rows: Rows = defaultdict(list)
    rows[tables.Organization].append(
        {
            "owner_number": owner_number,
            "name": _plain(speakers, "organization_name"),
            "legal_form": _plain(speakers, "legal_form"),
            "size_class": size_class([option[0].claims.provider_kind for option in listed]),
        }
    )
    rows[tables.OrganizationIdentifier] = _identifier_rows(owner_number, members)
    for option in options:
        _add_option(rows, owner_number, option)
    return rows


def size_class(kinds: Sequence[str]) -> SizeClass:
    """By the number of listed options; people, micro-providers and groups are small with any number."""
    if len(kinds) < 2 or ALWAYS_SMALL.issuperset(kinds):
        return "small"
    return "medium" if len(kinds) < 10 else "large"


def _unlisted_because(option: Sequence[Member]) -> str | None:
    """One record that may not be shown keeps the whole option from being shown."""
    return next((member.unlisted_because for member in option if member.unlisted_because), None)


def _identifier_rows(owner_number: int, members: Iterable[Member]) -> list[dict[str, Any]]:
    return [
        {"owner_number": owner_number, "scheme": scheme, "value": value, "record_id": member.record_id}
        for member in members
        for scheme, value in sorted({(i.scheme, i.value) for i in member.claims.identifiers})
    ]


def _add_option(rows: Rows, owner_number: int, option: Sequence[Member]) -> None:
    founder = option[0]
    key = {"option_number": founder.number}
    unlisted_because = _unlisted_because(option)
    rows[tables.ServiceAtLocation].append(
        {
            **key,
            "option_id": option_id(founder.number),
            "owner_number": owner_number,
            "provider_kind": founder.claims.provider_kind,
            "listed": unlisted_because is None,
            "unlisted_because": unlisted_because,
            "example": any(member.register.publisher == EXAMPLE_PUBLISHER for member in option),
        }
    )
    rows[tables.OptionRecord].extend({**key, "record_id": member.record_id} for member in option)
    field_records: dict[str, int] = {}
    _add_service(rows, key, option, field_records)
    _add_place_costs_area(rows, key, option, field_records)
    _add_availability_rating(rows, key, option, field_records)
    rows[tables.StatedAttributes].extend(_stated(key, option))
    rows[tables.ServiceFact].extend(_fact_rows(key, option))


def _add_service(
    rows: Rows, key: dict[str, int], option: Sequence[Member], field_records: dict[str, int]
) -> None:
    service: dict[str, Any] = {**key, "field_records": field_records}
    for name in PLAIN_FIELDS:
        service[name] = _spoken(option, name, field_records)
    service["registered_activities"] = list(service["registered_activities"] or ())
    service["complete"] = sorted({vocabulary for member in option for vocabulary in member.claims.complete})
    rows[tables.Service].append(service)


def _add_place_costs_area(
    rows: Rows, key: dict[str, int], option: Sequence[Member], field_records: dict[str, int]
) -> None:
    if place := _spoken(option, "place", field_records):
        rows[tables.Location].append({**key, **_fields(place)})
    if area := _spoken(option, "service_area", field_records):
        rows[tables.ServiceArea].append({**key, **_fields(area), "codes": list(area.codes)})
    # The whole list from one record: two lists side by side would read as two charges.
    for position, cost in enumerate(_spoken(option, "costs", field_records) or ()):
        rows[tables.CostOption].append({**key, "position": position, **_fields(cost)})


def _add_availability_rating(
    rows: Rows, key: dict[str, int], option: Sequence[Member], field_records: dict[str, int]
) -> None:
    """Each whole from one record: free from May by one and full by another would be neither's word."""
    if availability := _spoken(option, "availability", field_records):
        rows[tables.Availability].append({**key, **_fields(availability)})
    if rating := _spoken(option, "rating", field_records):
        rows[tables.Rating].append({**key, **_fields(rating)})


def _stated(key: dict[str, int], option: Sequence[Member]) -> Iterable[dict[str, Any]]:
    """Every yes and no in order of what is asked; of several answers to one question the first stands."""
    standing, overruled = _alone_answered(option) or _answered(option)
    if standing:
        yield {
            **key,
            "said": joined(_statement(attribute) for attribute, _ in standing),
            "told_by": _told_by(option, standing),
            "overruled": joined(_statement(attribute) for attribute, _ in overruled),
            "overruled_by": _told_by(option, overruled),
        }


def _alone_answered(option: Sequence[Member]) -> tuple[list[Answer], list[Answer]] | None:
    """What stands of one record that answers no question twice, as most do; None of any other."""
    if len(option) > 1:
        return None
    member = option[0]
    answers = {(said[0], said[1], said[4] or ""): said for said in member.claims.attributes}
    if len(answers) < len(member.claims.attributes):
        return None
    return [(answers[question], member) for question in sorted(answers)], []


def _answered(option: Sequence[Member]) -> tuple[list[Answer], list[Answer]]:
    """(what stands, what is overruled)."""
    answers: dict[tuple[str, str, str], list[Answer]] = defaultdict(list)
    for member in option:
        for attribute in member.claims.attributes:
            answers[attribute.vocabulary, attribute.code, attribute.setting or ""].append((attribute, member))
    standing: list[Answer] = []
    overruled: list[Answer] = []
    for question in sorted(answers):
        first, *others = answers[question]
        if others:
            first, *others = sorted(dict.fromkeys(answers[question]), key=_attribute_order)
        standing.append(first)
        overruled += others
    return standing, overruled


def _statement(said: Attribute) -> tuple[str, str, str, str, str]:
    """The fields of a ``Statement``."""
    vocabulary, code, verdict, evidence, setting = said
    return vocabulary, code, setting or "", verdict, evidence


def _told_by(option: Sequence[Member], answers: Sequence[Answer]) -> list[list[Any]]:
    if len(option) > 1 or option[0].since:
        return in_runs(_told(*answer) for answer in answers)
    return one_run(len(answers), _told(*answers[0])) if answers else []


def _told(said: Attribute, member: Member) -> Told:
    return Told(member.since.get(said, member.said_on) if member.since else member.said_on, member.record_id)


def _attribute_order(answer: tuple[Attribute, Member]) -> tuple[int, int, bool, int]:
    attribute, member = answer
    rank = attribute_rank(attribute.vocabulary, attribute.code, attribute.evidence)
    return rank, -member.said_on.toordinal(), attribute.verdict == "yes", member.number


def _fact_rows(key: dict[str, int], option: Sequence[Member]) -> Iterable[dict[str, Any]]:
    told: set[str] = set()
    for member in sorted(option, key=lambda member: _field_order("facts", member)):
        for label, value in member.claims.facts.items():
            if label not in told:
                told.add(label)
                yield {**key, "label": label, "value": value, "record_id": member.record_id}


def _field_order(name: str, member: Member) -> tuple[int, int, int]:
    return field_rank(name, member.standing), -member.said_on.toordinal(), member.number


def _plain(members: Sequence[Member], name: str) -> Any:
    return _spoken(members, name, {})


def _spoken(members: Sequence[Member], name: str, field_records: dict[str, int]) -> Any:
    """What the record with the most say states of a field; a blank says nothing. Notes whose word it was."""
    speaking = members
    if len(members) > 1 or not getattr(members[0].claims, name):
        speaking = [member for member in members if getattr(member.claims, name)]
    if not speaking:
        return None
    speaker = speaking[0] if len(speaking) == 1 else min(speaking, key=lambda m: _field_order(name, m))
    field_records[name] = speaker.record_id
    return getattr(speaker.claims, name)


def _fields(record: Any) -> dict[str, Any]:
    """A flat record's fields as columns of the same names."""
    return {name: getattr(record, name) for name in record.__slots__}
