"""Single things said of many options at once, for who counts them: whose word, where, which fact, which "
"owner."""

from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, func, select

from directory.store.blocks import in_blocks
from directory.store.option_models import (
    Location,
    OptionRecord,
    Organization,
    Service,
    ServiceAtLocation,
    ServiceFact,
)
from directory.store.record_models import Publisher, SourceRecord
from directory.store.views import Whereabouts

Register = tuple[str, str, str]
"""Source, publisher and scope."""


def spoken_for(connection: Connection, option_numbers: NDArray[np.int64]) -> Counter[Register]:
    """How many of these options each register speaks for."""
    records: Counter[Register] = Counter()
    member, register = OptionRecord, (SourceRecord.source, Publisher.name, SourceRecord.scope)
    counted = (
        select(*register, func.count())
        .join(member, member.record_id == SourceRecord.id)
        .join(Publisher, Publisher.id == SourceRecord.publisher_id)
        .group_by(*register)
    )
    for block in in_blocks(option_numbers.tolist()):
        for source, publisher, scope, count in connection.execute(
            counted.where(member.option_number.in_(block))
        ):
            records[source, publisher, scope] += count
    return records


def names(connection: Connection, option_numbers: NDArray[np.int64]) -> dict[int, str]:
    """What these options are called, by ``option_number``; those that aren't listed are absent."""
    option, service = ServiceAtLocation, Service
    named = (
        select(option.option_number, service.name)
        .join(service, service.option_number == option.option_number)
        .where(option.listed)
    )
    return {
        number: name
        for block in in_blocks(option_numbers.tolist())
        for number, name in connection.execute(named.where(option.option_number.in_(block)))
    }


def whereabouts(connection: Connection, councils: Sequence[str]) -> dict[int, Whereabouts]:
    """Where each listed option of these councils is, by ``option_number``."""
    option, place = ServiceAtLocation, Location
    told = (
        select(place.option_number, place.district, place.postcode)
        .join(option, option.option_number == place.option_number)
        .where(option.listed, place.council.in_(councils))
    )
    return {number: Whereabouts(*where) for number, *where in connection.execute(told)}


def facts(connection: Connection, label: str, option_numbers: NDArray[np.int64]) -> dict[int, str]:
    """A short labelled text of these options, by ``option_number``; those without it are absent."""
    fact = ServiceFact
    told = select(fact.option_number, fact.value).where(fact.label == label)
    return {
        number: value
        for block in in_blocks(option_numbers.tolist())
        for number, value in connection.execute(told.where(fact.option_number.in_(block)))
    }


def owner_names(connection: Connection, owner_numbers: Iterable[int]) -> dict[int, str]:
    """What these organizations are called."""
    named = select(Organization.owner_number, Organization.name)
    return {
        number: name
        for block in in_blocks(owner_numbers)
        for number, name in connection.execute(named.where(Organization.owner_number.in_(block)))
    }
