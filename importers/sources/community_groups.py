"""Groups, small businesses, charities, volunteers and council services, from a council's own list."""

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

from directory.errors import PlaceNotFound
from directory.geography.postcodes import parse, parse_at_end
from directory.records import Attribute, Availability, Claims, CostOption, Identifier, Place
from directory.vocabulary import folded, vocabulary
from importers.availability import AVAILABILITY_COLUMNS, hours_a_week, read_availability
from importers.files.tables import MOST_ROWS, read_table
from importers.prices import read_prices
from importers.row_errors import refused
from importers.row_reading import RowReader, claim
from importers.rules import says_something
from importers.source import (
    NOT_NAMED,
    Column,
    InColumns,
    LeftOut,
    Note,
    Reading,
    ReadingContext,
    RowError,
    SourceRow,
)
from importers.sources.other_lists import refuse_other_lists
from importers.sources.settings_of import needs_and_settings
from importers.terms import read_terms
from importers.tidy import email, items, one_line, paragraphs, telephone, web_address, yes_no

_CQC_LOCATION = re.compile(r"1-\d{6,12}")
# Forms whose business address is often somebody's home.
_LIVES_THERE = (None, "sole_trader", "employer")
_CARE_HOMES = frozenset(
    [("needs", "care_home"), ("service_type", "care_home"), ("service_type", "nursing_home")]
)
_CARE_HOME_WITHOUT_ID = (
    "A care home must be registered with the CQC: without its CQC location id it is taken only as what its"
    " organisation type says."
)
_KIND_OF_FORM = {
    "sole_trader": "micro_provider",
    "employer": "micro_provider",
    "company": "micro_provider",
    "partnership": "micro_provider",
    "cic": "voluntary_organisation",
    "charity": "voluntary_organisation",
    "cio": "voluntary_organisation",
    "unincorporated": "community_group",
    "public_body": "council_service",
}


class CommunityGroups:
    """One row an offer. Columns are those a council's own list of local groups usually has."""

    name = "community-groups"
    title = "List of community groups and small providers"
    about = "Groups, small businesses, charities, volunteers and council services, from a council's own list."
    default_publisher = NOT_NAMED
    default_scope = "England"
    columns = (
        Column("Name", aliases=("Organisation", "Organisation name", "Group name", "Group")),
        Column("Description", required=False, aliases=("About", "About us", "What we do")),
        Column("Address", required=False, aliases=("Venue", "Venue address")),
        Column("Postcode", required=False, aliases=("Post code",)),
        Column(
            "Telephone",
            required=False,
            aliases=("Phone", "Phone number", "Telephone number", "Phone no", "Tel", "Tel no"),
        ),
        Column("Email", required=False, aliases=("E-mail", "Email address")),
        Column(
            "Website", required=False, aliases=("Web", "Web site", "Web address", "Website address", "URL")
        ),
        Column("Languages", required=False, aliases=("Language", "Languages spoken")),
        Column("Faith", required=False, aliases=("Religion",)),
        Column("Diet", required=False, aliases=("Food", "Dietary needs")),
        Column("Activities", required=False, aliases=("Services", "Services offered", "Support offered")),
        Column("Cost", required=False, aliases=("Price", "Charge", "Charges", "Costs")),
        Column("Cost unit", required=False, aliases=("Price unit", "Unit", "Cost per", "Per")),
        Column("When", required=False, aliases=("Opening times", "Opening hours", "Times")),
        Column("Access", required=False, aliases=("Accessibility",)),
        Column(
            "Organisation type", required=False, aliases=("Type", "Type of organisation", "Organization type")
        ),
        Column("Who for", required=False, aliases=("Audience", "Who is it for")),
        Column(
            "LGBT+ affirming", required=False, aliases=("LGBT affirming", "LGBTQ+ affirming", "LGBT friendly")
        ),
        Column("Travel", required=False, aliases=("Where", "Setting")),
        Column("Service area", required=False, aliases=("Area covered", "Area served")),
        Column("Legal form", required=False, aliases=("Legal status",)),
        Column("CQC location id", required=False, aliases=("CQC location", "CQC id")),
        Column("Id", required=False, aliases=("Reference", "Ref", "Record id")),
        Column("Hours available", required=False, aliases=("Hours free", "Hours available a week")),
        *AVAILABILITY_COLUMNS,
    )

    in_columns = InColumns(
        (says_something("Name", "no_name"),), at_most=MOST_ROWS, check_header=refuse_other_lists
    )

    def rows(self, path: Path) -> Iterator[SourceRow | RowError | LeftOut | Note]:
        """Every row below the header, whose name is the only column needed; not those of another list."""
        not_used: list[str] = []
        for item in read_table(path, self.columns, at_most=MOST_ROWS):
            if isinstance(item, Note) and item.code == "column_not_used" and item.column:
                not_used.append(item.column)
            elif not_used and not isinstance(item, Note):
                refuse_other_lists(not_used)
                not_used = []
            yield item

    def source_id_of(self, row: SourceRow) -> str:
        """The record that a row is about, whether or not it can be taken in."""
        return _source_id(row, one_line(row.cells["Name"]))

    def read_row(self, row: SourceRow, context: ReadingContext) -> Reading | RowError | LeftOut:
        name = one_line(row.cells["Name"])
        source_id = self.source_id_of(row)
        if not name:
            return refused(row.line, "no_name", "Name", source_id)
        group = _Group(row)
        kind, legal_form = group.organisation()
        if kind == "personal_assistant":
            return refused(row.line, "private_person", "Organisation type", source_id)
        cqc_location = group.cqc_location()
        if kind == "regulated_provider" and cqc_location is None:
            return refused(row.line, "cqc_id_missing", "CQC location id", source_id)
        try:
            place = group.place(context, kind, legal_form)
        except PlaceNotFound:
            return refused(row.line, "postcode_not_found", "Postcode", source_id)
        identifiers = (Identifier("cqc_location", cqc_location),) if cqc_location else ()
        claims = Claims(
            source_id=source_id,
            provider_kind=kind,
            organization_name=name,
            name=name,
            identifiers=identifiers,
            legal_form=legal_form,
            description=paragraphs(row.cells["Description"]),
            place=place,
            telephone=group.telephone(),
            email=group.email(),
            website=group.website(),
            attributes=group.attributes(kind),
            costs=group.costs(),
            service_area=group.service_area("Service area"),
            availability=group.availability(),
            facts=group.facts(),
        )
        return Reading(claims, None, tuple(group.notes))


def _source_id(row: SourceRow, name: str) -> str:
    """The list's own id, else one that stays while name and postcode do."""
    if own := one_line(row.cells["Id"]):
        return own
    postcode = parse(row.cells["Postcode"])
    text = f"{folded(name)}|{postcode.text if postcode else folded(row.cells['Postcode'])}"
    return f"name-{hashlib.sha256(text.encode()).hexdigest()[:16]}"


class _Group(RowReader):
    """One row, read cell by cell."""

    def organisation(self) -> tuple[str, str | None]:
        """(kind of provider, legal form). The kind follows from the form where only that is given.

        A company with a CQC location id is a registered provider, not a very small business.
        """
        said = self.terms("Organisation type", "provider_kind", "legal_form")
        stated = self.terms("Legal form", "legal_form").codes("legal_form")
        form = next(iter(stated or said.codes("legal_form")), None)
        if kinds := said.codes("provider_kind"):
            return kinds[0], form
        is_registered = bool(_CQC_LOCATION.fullmatch(one_line(self.cells["CQC location id"])))
        kind = _KIND_OF_FORM.get(form or "")
        if is_registered and kind in (None, "micro_provider"):
            return "regulated_provider", form
        if kind:
            return kind, form
        self.note(
            "kind_assumed",
            "No kind of organisation is given: taken as a community group.",
            "Organisation type",
        )
        return "community_group", None

    def cqc_location(self) -> str | None:
        """The register's id; a note where it is missing and the law asks for one."""
        cell = one_line(self.cells["CQC location id"])
        if _CQC_LOCATION.fullmatch(cell):
            return cell
        if cell:
            self.not_understood("CQC location id", cell)
        activities = read_terms(self.cells["Activities"], "needs", "service_type")
        if not _CARE_HOMES.isdisjoint(activities.yes):
            self.note("cqc_id_missing", _CARE_HOME_WITHOUT_ID, "CQC location id")
        return None

    def place(self, context: ReadingContext, kind: str, legal_form: str | None) -> Place | None:
        """The premises; of a sole trader who goes to people only the area, since it may be a home."""
        postcode = parse(self.cells["Postcode"]) or parse_at_end(self.cells["Address"])
        if postcode is None:
            if one_line(self.cells["Postcode"]):
                raise PlaceNotFound("That is not a postcode.")
            self.note("no_postcode", "Without a postcode no distance can be told.", "Postcode")
            return None
        welcomes = {"to_place", "both"} & set(read_terms(self.cells["Travel"], "travel").codes("travel"))
        if kind == "micro_provider" and legal_form in _LIVES_THERE and not welcomes:
            self.note("address_not_shown", "It may be somebody's home: only the area is shown.", "Address")
            return context.gazetteer.public_place(postcode.text)
        place = context.gazetteer.place(postcode.text, one_line(self.cells["Address"]) or None)
        if place is None:
            raise PlaceNotFound("No such postcode is known.")
        if place.precision != "postcode":
            self.note(
                "place_not_exact",
                f"The place is known only to the {place.label} area.",
                "Postcode",
                postcode.text,
            )
        return place

    def telephone(self) -> str | None:
        return self._checked("Telephone", telephone(self.cells["Telephone"]))

    def email(self) -> str | None:
        return self._checked("Email", email(self.cells["Email"]))

    def website(self) -> str | None:
        return self._checked("Website", web_address(self.cells["Website"]))

    def costs(self) -> tuple[CostOption, ...]:
        costs, rest = read_prices(self.cells["Cost"], self.cells["Cost unit"])
        self.not_understood("Cost", *rest)
        return costs

    def availability(self) -> Availability | None:
        said = one_line(self.cells["Hours available"])
        hours = hours_a_week(said)
        self.not_understood("Hours available", *([said] if said and hours is None else ()))
        return read_availability(self, hours)

    def attributes(self, kind: str) -> tuple[Attribute, ...]:
        return tuple(
            dict.fromkeys(
                [
                    *needs_and_settings(self, "Activities", "Travel", kind),
                    *self._who_for(),
                    *self.languages("Languages").attributes(),
                    *self.terms("Faith", "faith").attributes(),
                    *self.terms("Diet", "diet").attributes(),
                    *self.terms("Access", "accessibility").attributes(),
                    *self.times("When"),
                    *self._lgbt_affirming(),
                ]
            )
        )

    def facts(self) -> dict[str, str]:
        """Texts shown as they are; a price that was not understood is better read than left out."""
        texts = {"when": one_line(self.cells["When"]), "access": one_line(self.cells["Access"])}
        _, price_not_understood = read_prices(self.cells["Cost"], self.cells["Cost unit"])
        if price_not_understood:
            texts["cost_text"] = one_line(f"{self.cells['Cost']} {self.cells['Cost unit']}")
        return {label: text[:500] for label, text in texts.items() if text}

    def _who_for(self) -> list[Attribute]:
        """ "Everyone" makes every band of adults YES, as the register's "Services for everyone" does."""
        terms = self.terms("Who for", "user_bands", "culture", "flags", "faith", first_only=True)
        bands = vocabulary("user_bands").codes
        everyone = (
            bands[: bands.index("whole_population")]
            if "whole_population" in terms.codes("user_bands")
            else ()
        )
        adults = [claim("user_bands", code) for code in everyone if code != "children"]
        return [*terms.attributes(), *(band for band in adults if ("user_bands", band.code) not in terms.no)]

    def _lgbt_affirming(self) -> list[Attribute]:
        cell = self.cells["LGBT+ affirming"]
        said = yes_no(cell)
        if said is None:
            return self.terms("LGBT+ affirming", "flags").attributes() if items(cell) else []
        return [claim("flags", "lgbt_affirming", "yes" if said else "no")]

    def _checked(self, column: str, value: str | None) -> str | None:
        if value is None and one_line(self.cells[column]):
            self.not_understood(column, one_line(self.cells[column]))
        return value
