"""The register of charities: those whose own words say that they support adults become options.

A charity's address may be a trustee's home, so only its area is kept; an e-mail or mobile that may be a
trustee's own is left out, and the register's page is shown instead.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

from directory.errors import PlaceNotFound
from directory.records import Attribute, Claims, Identifier, Place
from importers.files.tables import read_table
from importers.source import (
    Column,
    InColumns,
    LeftOut,
    Note,
    Places,
    Reading,
    ReadingContext,
    RowError,
    SourceRow,
)
from importers.sources.charity_names import tidy_name
from importers.sources.charity_rules import Judgement, Rule, judge, rules
from importers.tidy import company_number, day, email, one_line, paragraphs, telephone, web_address, yes_no

NUMBER = "registered_charity_number"
LINKED_NUMBER = "linked_charity_number"
COMPANY_NUMBER = "charity_company_registration_number"
NAME = "charity_name"
TYPE = "charity_type"
ACTIVITIES = "charity_activities"
REGISTERED_ON = "date_of_registration"
STATUS = "charity_registration_status"
REMOVED_ON = "date_of_removal"
DISSOLVED = "cio_is_dissolved"
DISSOLVES_ON = "date_cio_dissolution_notice"
INSOLVENT = "charity_insolvent"
IN_ADMINISTRATION = "charity_in_administration"
ADDRESS = "charity_contact_address"
ADDRESS_LINES = tuple(f"{ADDRESS}{number}" for number in range(1, 6))
POSTCODE = "charity_contact_postcode"
TELEPHONE = "charity_contact_phone"
EMAIL = "charity_contact_email"
WEBSITE = "charity_contact_web"

REGISTER_PAGE = (
    "https://register-of-charities.charitycommission.gov.uk/charity-details/?regId={number}&subId={linked}"
)
_CLOSING = (
    (DISSOLVED, "dissolved", "It is dissolved, or about to be."),
    (INSOLVENT, "insolvent", "It is insolvent."),
    (IN_ADMINISTRATION, "in_administration", "It is in administration."),
)
_SAYS_NOTHING = frozenset(["unchanged", "as before", "no change", "see above", "same", "not applicable"])
_ANYWHERE = ("own_home", "go_to", "online")


class Charities:
    """A list of 14 or 11 columns made from the register, or the register's own extract (JSON, or tabs)."""

    name = "charities"
    title = "Register of charities"
    about = "Charities of England and Wales; those that say they support adults are listed."
    default_publisher = "Charity Commission for England and Wales"
    default_scope = "England and Wales"
    columns = (
        Column(NUMBER, aliases=("charity_number", "Registered charity number")),
        Column(LINKED_NUMBER, required=False),
        Column(COMPANY_NUMBER, required=False, aliases=("company_registration_number", "Company number")),
        Column(NAME, aliases=("Charity name",)),
        Column(TYPE, required=False),
        Column(ACTIVITIES, aliases=("activities", "Charity activities")),
        Column(REGISTERED_ON, required=False),
        Column(STATUS, required=False),
        Column(REMOVED_ON, required=False),
        Column(DISSOLVED, required=False),
        Column(DISSOLVES_ON, required=False),
        Column(INSOLVENT, required=False),
        Column(IN_ADMINISTRATION, required=False),
        Column("charity_gift_aid", required=False),
        Column(ADDRESS, required=False, private=True),
        *(Column(line, required=False, private=True) for line in ADDRESS_LINES),
        Column(POSTCODE, private=True),
        Column(TELEPHONE, required=False, private=True),
        Column(EMAIL, required=False, private=True),
        Column(WEBSITE, required=False),
    )

    in_columns = InColumns()

    def rows(self, path: Path) -> Iterator[SourceRow | RowError | LeftOut | Note]:
        """Every row below the header; read_table says when a file is refused."""
        return read_table(path, self.columns)

    def read_row(self, row: SourceRow, context: ReadingContext) -> Reading | RowError | LeftOut:
        """One charity as one option, or the reason that it is none."""
        refused = _no_charity(row)
        if refused:
            return refused
        judgement = judge(_text(row, NAME), _text(row, ACTIVITIES))
        if judgement.left_out:
            return LeftOut(row.line, judgement.left_out, judgement.because)
        place = _area(row, context.gazetteer)
        if place is None:
            return RowError(
                row.line,
                "no_place",
                "Neither the postcode nor the town can be found.",
                "Correct the postcode, or add the charity as a community group with its place.",
                POSTCODE,
                _source_id(row),
            )
        if not place.council:
            return LeftOut(row.line, "outside_england", "Its address is outside England.")
        return Reading(_claims(row, judgement, place), notes=tuple(_notes(row)))


def _text(row: SourceRow, column: str) -> str:
    return one_line(row.cells.get(column, ""))


def _no_charity(row: SourceRow) -> RowError | LeftOut | None:
    """Rows without a number or name, charities that are closed or closing, and those that say nothing."""
    if not _number(row).isdigit() or not _text(row, NAME):
        sentence = "The charity's number or name is missing or damaged."
        remedy = "Take the file from the register again; the number is six or seven digits."
        return RowError(row.line, "number_or_name_missing", sentence, remedy, NUMBER)
    if _text(row, STATUS).casefold() == "removed" or _text(row, REMOVED_ON):
        return LeftOut(row.line, "removed", "It is no longer on the register.")
    for column, code, sentence in _CLOSING:
        if yes_no(_text(row, column)):
            return LeftOut(row.line, code, sentence)
    if not _text(row, ACTIVITIES) or _text(row, ACTIVITIES).casefold().strip(" .") in _SAYS_NOTHING:
        return LeftOut(row.line, "no_activities", "It has not told the register what it does.")
    return None


def _number(row: SourceRow) -> str:
    return _text(row, NUMBER).removesuffix(".0")


def _linked_number(row: SourceRow) -> str:
    """0 for a charity of its own; others share the number of their main charity."""
    return _text(row, LINKED_NUMBER).removesuffix(".0") or "0"


def _source_id(row: SourceRow) -> str:
    linked = _linked_number(row)
    return _number(row) if linked == "0" else f"{_number(row)}-{linked}"


def _claims(row: SourceRow, judgement: Judgement, place: Place) -> Claims:
    name = tidy_name(_text(row, NAME))
    return Claims(
        source_id=_source_id(row),
        provider_kind=_provider_kind(row),
        organization_name=name,
        name=name,
        identifiers=_identifiers(row),
        legal_form="cio" if _text(row, TYPE).casefold() == "cio" else "charity",
        description=paragraphs(row.cells.get(ACTIVITIES, "")),
        place=place,
        telephone=office_telephone(_text(row, TELEPHONE)),
        email=office_email(_text(row, EMAIL)),
        website=web_address(_text(row, WEBSITE)),
        attributes=attributes_of(judgement),
        facts=_facts(row),
    )


def _provider_kind(row: SourceRow) -> str:
    kind = _text(row, TYPE).casefold()
    return next(
        (rule.code for rule in rules("provider_kind") if rule.phrases.search(kind)), "community_group"
    )


def _identifiers(row: SourceRow) -> tuple[Identifier, ...]:
    """A linked charity doesn't state the company, which is its main charity's: the two would count as one."""
    charity = Identifier("charity", _source_id(row))
    company = company_number(_text(row, COMPANY_NUMBER))
    if company is None or _linked_number(row) != "0":
        return (charity,)
    return (charity, Identifier("company", company))


def _facts(row: SourceRow) -> dict[str, str]:
    facts = {"register_url": REGISTER_PAGE.format(number=_number(row), linked=_linked_number(row))}
    if when := day(_text(row, REGISTERED_ON).split("T", maxsplit=1)[0]):
        facts["registered_on"] = f"{when.day} {when:%B %Y}"
    return facts


def _notes(row: SourceRow) -> Iterator[Note]:
    """What is not shown, and why; never the contact itself."""
    for column, shown in ((TELEPHONE, office_telephone), (EMAIL, office_email)):
        if _text(row, column) and not shown(_text(row, column)):
            sentence = "It may be a trustee's own, or can't be read, so the register's page is shown instead."
            yield Note(row.line, "contact_not_shown", sentence, column)
    if when := day(_text(row, DISSOLVES_ON).split("T", maxsplit=1)[0]):
        sentence = "A notice says that it will be dissolved."
        yield Note(row.line, "dissolution_notice", sentence, DISSOLVES_ON, when.isoformat())
    if _text(row, WEBSITE) and not web_address(_text(row, WEBSITE)):
        yield Note(row.line, "website_not_understood", "The website's address can't be read.", WEBSITE)


def attributes_of(judgement: Judgement) -> tuple[Attribute, ...]:
    """What the charity's words make YES, where they say; moved into only if they say so."""
    every_rule = (*judgement.offers, *judgement.audiences, *judgement.describing)
    said = [("service_type", code) for rule in every_rule for code in rule.service_types]
    said += [tuple(pair.split(":")) for rule in every_rule for pair in rule.attributes]
    settings = dict.fromkeys(
        setting for rule in every_rule for setting in rule.settings if setting != "not known"
    )
    yes = [
        Attribute(name, code, "yes", "provider")
        for name, code in (*said, *(("setting", s) for s in settings))
    ]
    no = [] if "move_in" in settings else [Attribute("setting", "move_in", "no", "provider")]
    return tuple(dict.fromkeys([*yes, *no, *_needs(every_rule)]))


def _needs(every_rule: Sequence[Rule]) -> list[Attribute]:
    return [
        Attribute("needs", need, "yes", "provider", setting)
        for rule in every_rule
        for need in rule.needs
        for setting in (_ANYWHERE if "not known" in rule.settings else rule.settings)
    ]


def office_telephone(cell: str) -> str | None:
    """A number that can be shown: mobiles and personal numbers may be a trustee's own."""
    number = telephone(cell)
    return None if number is None or number.startswith("07") else number


def office_email(cell: str) -> str | None:
    """An address that can be shown: an office's mailbox at the charity's own domain."""
    address = email(cell)
    if address is None:
        return None
    mailbox, _, domain = address.partition("@")
    looked_in = {"office_mailbox": mailbox, "free_mail": domain.split(".", maxsplit=1)[0]}
    fits = {rule.code for rule in rules("contact") if rule.phrases.fullmatch(looked_in[rule.code])}
    return address if fits == {"office_mailbox"} else None


def _address(row: SourceRow) -> str:
    """On one line, whether it came in one cell or in five."""
    lines = (_text(row, line) for line in ADDRESS_LINES)
    return _text(row, ADDRESS) or ", ".join(line for line in lines if line)


def _area(row: SourceRow, gazetteer: Places) -> Place | None:
    """The area of the postcode, else of the town that ends the address; never the address itself."""
    try:
        return gazetteer.public_place(_text(row, POSTCODE))
    except PlaceNotFound:
        parts = [part.strip() for part in _address(row).split(",")]
    for part in reversed(parts[-2:] if len(parts) > 1 else []):
        try:
            at = gazetteer.locate(part)
        except PlaceNotFound:
            continue
        if at.precision in ("place", "council", "district"):
            return Place(
                at.easting,
                at.northing,
                at.precision,
                at.outcode or "",
                at.council or "",
                at.district or "",
                at.label,
            )
    return None
