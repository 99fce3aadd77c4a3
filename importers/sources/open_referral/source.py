"""Services as councils publish them by the Open Referral UK standard: HSDS-UK 3.0 or 1, files and feeds."""

import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from directory.errors import FileRefused, PlaceNotFound
from directory.records import Claims
from importers.fetching.reach import Reach
from importers.fetching.web_addresses import WebAddress
from importers.files.json_records import json_records
from importers.row_errors import refused
from importers.source import NOT_NAMED, LeftOut, Note, Reading, ReadingContext, RowError, SourceRow
from importers.sources.open_referral import columns as at
from importers.sources.open_referral.feed import fetch_feed
from importers.sources.open_referral.feed_address import publisher_of
from importers.sources.open_referral.flatten import rows_of, services_in
from importers.sources.open_referral.organizations import (
    identifiers_of,
    kind_and_form,
    may_be_a_personal_assistant,
)
from importers.sources.open_referral.reading import Service
from importers.tidy import one_line, paragraphs

MOST_SERVICES = 200_000
PAGE_HEADER_BYTES = 2_000
_PAGES = re.compile(rb'"total_?[pP]ages"\s*:\s*(\d{1,9})')
_ACTIVE = ("", "active")


class OpenReferral:
    """One option for each service at each of its locations, or one where it names none."""

    name = "open-referral"
    title = "Services in the Open Referral UK standard"
    about = "A page, a list or a feed of services in HSDS-UK 3.0 or 1 (JSON)."
    default_publisher = NOT_NAMED
    default_scope = "England"
    columns = at.COLUMNS

    def rows(self, path: Path) -> Iterator[SourceRow | RowError | LeftOut | Note]:
        yield from _page_of_several(path)
        blank = dict.fromkeys((column.name for column in self.columns), "")
        others: list[int] = []
        number = 0
        for line, record in json_records(path, at_most=MOST_SERVICES):
            services = services_in(record)
            others += [] if services else [line]
            number += len(services)
            for service in services:
                for cells in rows_of(service):
                    yield SourceRow(line, {**blank, **cells})
        if not number:
            raise _no_services(others)
        for line in others:
            yield LeftOut(line, "not_a_service", "A taxonomy, a location or an organization on its own.")

    def read_row(self, row: SourceRow, context: ReadingContext) -> Reading | RowError | LeftOut:
        name, service_id = one_line(row.cells[at.NAME]), one_line(row.cells[at.SERVICE_ID])
        location_id = one_line(row.cells[at.LOCATION_ID])
        source_id = f"{service_id}@{location_id}" if location_id else service_id
        if not service_id:
            return refused(row.line, "no_id", at.SERVICE_ID)
        if not name:
            return refused(row.line, "no_name", at.NAME, source_id)
        status = one_line(row.cells[at.STATUS]).casefold()
        if status not in _ACTIVE:
            return LeftOut(row.line, "not_active", "Its status says that it isn't active.")
        return _read(Service(row, context), source_id, name)

    def publisher_of(self, asked: WebAddress) -> str | None:
        return publisher_of(asked)

    def fetch(self, asked: WebAddress, reach: Reach, folder: Path, kept: Path) -> Path:
        return fetch_feed(asked, reach, folder, kept)


def _page_of_several(path: Path) -> list[Note]:
    """A note where it is a page of a feed of several: what stands on the others would seem to be gone."""
    with suppress(OSError), path.open("rb") as file:
        start = file.read(PAGE_HEADER_BYTES)
        file.seek(max(0, path.stat().st_size - PAGE_HEADER_BYTES))
        said = _PAGES.search(start) or _PAGES.search(file.read())
        if said and int(said[1]) > 1:
            sentence = (
                f"This is one page of a feed of {int(said[1]):,}: what stands on the others is not in it."
                " Give the feed's address in place of a file, and all are read."
            )
            return [Note(1, "page_of_several", sentence)]
    return []


def _no_services(others: list[int]) -> FileRefused:
    return FileRefused(
        "This file holds no services.",
        "Send what the feed gives at /services: a page, a list, or services one by one.",
        code="no_header" if others else "no_rows",
    )


def _read(service: Service, source_id: str, name: str) -> Reading | RowError | LeftOut:
    organization = one_line(service.cells[at.ORGANIZATION]) or name
    identifiers, rest = identifiers_of(service.cells[at.IDENTIFIERS])
    service.not_understood(at.IDENTIFIERS, *rest)
    kind, legal_form = kind_and_form(organization, identifiers)
    if may_be_a_personal_assistant(name, organization, service.cells[at.TERMS], kind):
        return refused(service.line, "private_person", at.TERMS, source_id)
    if service.is_abroad:
        return LeftOut(service.line, "outside_england", "Its address is outside England.")
    try:
        place = service.place()
    except PlaceNotFound:
        return refused(service.line, "postcode_not_found", at.POSTCODE, source_id)
    if place and not place.council:
        return LeftOut(service.line, "outside_england", "Its address is outside England.")
    if kind is None:
        service.note(
            "kind_assumed", "No kind of organisation is given: taken as a community group.", at.ORGANIZATION
        )
    claims = Claims(
        source_id=source_id,
        provider_kind=kind or "community_group",
        organization_name=organization,
        name=name,
        identifiers=identifiers,
        legal_form=legal_form,
        description=paragraphs(service.cells[at.DESCRIPTION]),
        place=place,
        telephone=service.telephone(),
        email=service.email(),
        website=service.website(),
        attributes=service.attributes(kind or "community_group"),
        costs=service.costs(),
        service_area=service.service_area(at.SERVICE_AREAS),
        claimed_on=service.claimed_on(),
        facts=service.facts(),
    )
    return Reading(claims, None, tuple(service.notes))
