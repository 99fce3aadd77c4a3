"""A register of personal assistants: private people, listed with their consent by first name and district."""

import re
from collections.abc import Iterator
from pathlib import Path

from directory.errors import PlaceNotFound
from directory.records import Attribute, Claims, CostOption, Employment, Place, PrivateDetails
from directory.vocabulary import vocabulary
from importers.availability import AVAILABILITY_COLUMNS, hours_a_week, read_availability
from importers.files.tables import MOST_ROWS, read_table
from importers.prices import read_pay
from importers.row_errors import not_understood, refused
from importers.row_reading import RowReader, claim
from importers.source import (
    NOT_NAMED,
    Column,
    LeftOut,
    Note,
    Reading,
    ReadingContext,
    RowError,
    SourceRow,
)
from importers.sources.consent import read_consent
from importers.sources.minimum_pay import first_below
from importers.sources.private_person import (
    dbs_facts,
    first_name,
    keyed_id,
    private_details,
    public_text,
)
from importers.terms import Terms
from importers.tidy import one_line, yes_no

_SELF_EMPLOYED = re.compile(r"\bself[- ]?employed\b|\bsole trader\b|\bfreelance\b|\binvoices?\b")
_EMPLOYED = re.compile(r"\bemploy(?:ed|ee|ment)\b|\bpaye\b|\bpayroll\b")
_MONEY = re.compile(r"(?<![\d.])(?:£\s?\d{1,4}(?:\.\d{1,2})?|\d{1,3}\.\d{1,2})(?![\d.])")
_NOT_LISTED = {
    "blank": ("no_consent", "There is no consent to be listed."),
    "no": ("no_consent", "There is no consent to be listed."),
    "unclear": (
        "consent_unclear",
        "It is not clear whether this person agrees to be listed: write “yes” or “no”.",
    ),
}
_YES_NO = ("Drives", "Pets", "Smoking", "References seen")
_FACTS = {
    "Hours available": "hours_available",
    "Training": "training",
    "Times": "when",
    "Travel area": "travel_area_text",
    "Drives": "drives",
    "Pets": "pets",
    "Smoking": "smoking",
    "References seen": "references_seen",
}


class PersonalAssistants:
    """One row a person, as a council or a support service keeps its register."""

    name = "personal-assistants"
    title = "Register of personal assistants"
    about = "Personal assistants who agreed to be listed, from a council's or a support service's register."
    default_publisher = NOT_NAMED
    default_scope = "England"
    columns = (
        Column("Name", aliases=("Full name", "PA name"), private=True),
        Column("Home address", aliases=("Address",), private=True),
        Column("Postcode", aliases=("Post code", "Home postcode"), private=True),
        Column(
            "Phone",
            aliases=("Telephone", "Phone number", "Mobile", "Telephone number", "Phone no", "Tel", "Tel no"),
            private=True,
        ),
        Column("Email", aliases=("E-mail", "Email address"), private=True),
        Column("Date of birth", aliases=("DOB", "D O B", "Birth date", "Birthday"), private=True),
        Column("Gender", aliases=("Sex",), private=True),
        Column("Languages", aliases=("Languages spoken", "Language")),
        Column("Faith", aliases=("Faith knowledge", "Religion")),
        Column(
            "Skills",
            aliases=("Support offered", "Skills offered", "Skills and experience", "Skills / experience"),
        ),
        Column("Hourly rate", aliases=("Rate", "Rate per hour", "Pay", "Hourly pay")),
        Column("Hours available", aliases=("Hours", "Availability")),
        Column("DBS level", aliases=("DBS type", "Type of DBS", "Level of DBS", "DBS check level")),
        Column(
            "DBS certificate number",
            aliases=("DBS number", "DBS certificate no", "DBS no", "DBS certificate"),
            private=True,
        ),
        Column(
            "DBS date",
            aliases=("DBS issue date", "Date of DBS", "DBS issued", "DBS date of issue"),
            private=True,
        ),
        Column("DBS checked by", aliases=("DBS seen by",), private=True),
        Column("Consent to list", aliases=("Consent", "Consent to be listed", "Consent to publish")),
        Column(
            "Contact preference",
            aliases=(
                "Preferred contact",
                "Contact by",
                "Preferred contact method",
                "Preferred method of contact",
            ),
            private=True,
        ),
        Column("Travel area", required=False, aliases=("Area covered", "Travels to", "Travel")),
        Column("Employment", required=False, aliases=("Employment status",)),
        Column("Times", required=False, aliases=("Days and times",)),
        Column("Drives", required=False, aliases=("Driver", "Can drive")),
        Column("Pets", required=False, aliases=("Happy with pets",)),
        Column("Smoking", required=False, aliases=("Smoker",)),
        Column("Training", required=False, aliases=("Qualifications",)),
        Column("References seen", required=False, aliases=("References",)),
        *AVAILABILITY_COLUMNS,
    )

    def rows(self, path: Path) -> Iterator[SourceRow | RowError | LeftOut | Note]:
        return read_table(path, self.columns, at_most=MOST_ROWS)

    def read_row(self, row: SourceRow, context: ReadingContext) -> Reading | RowError | LeftOut:
        """Consent first: without it nothing of the row is kept. No sentence repeats a private cell."""
        source_id = keyed_id(row.cells, context.publisher, context.secret)
        consent = read_consent(row.cells["Consent to list"])
        if consent != "yes":
            code, sentence = _NOT_LISTED[consent]
            return LeftOut(row.line, code, sentence, source_id, private_details(row.cells))
        if source_id is None:
            return refused(row.line, "no_key", "Email")
        name = first_name(row.cells["Name"])
        if name is None:
            return refused(row.line, "no_name", "Name", source_id)
        try:
            place = context.gazetteer.public_place(row.cells["Postcode"])
        except PlaceNotFound:
            return refused(row.line, "postcode_not_found", "Postcode", source_id)
        return _Person(row, context).reading(source_id, f"{name}, {place.label}", place)


class _Person(RowReader):
    """One row; nothing that could name or reach the person goes into a note or a fact."""

    def __init__(self, row: SourceRow, context: ReadingContext) -> None:
        super().__init__(row)
        self._context = context

    def is_private(self, column: str) -> bool:
        if column == "Hourly rate":
            # "12.71-13.50" has as many digits as a telephone.
            rest = _MONEY.sub(" ", self.cells[column])
            return bool(one_line(rest)) and public_text(rest, self.cells) is None
        return column == "Gender" or self._public(column) is None

    def reading(self, source_id: str, public_name: str, place: Place) -> Reading:
        languages = self.languages("Languages")
        employment = self._employment()
        costs, below_minimum = self._costs()
        claims = Claims(
            source_id=source_id,
            provider_kind="personal_assistant",
            organization_name=public_name,
            name=public_name,
            legal_form="sole_trader" if employment == "self_employed" else None,
            place=place,
            attributes=self._attributes(languages),
            complete=("languages",) if languages.yes and not languages.not_understood else (),
            costs=costs,
            employment=employment,
            service_area=self.service_area("Travel area"),
            availability=read_availability(self, hours_a_week(self.cells["Hours available"])),
            unlisted_because="below_minimum_wage" if below_minimum else None,
            facts=self._facts(),
        )
        return Reading(claims, self._private(), tuple(self.notes))

    def _attributes(self, languages: Terms) -> tuple[Attribute, ...]:
        skills = self.terms("Skills", "needs", "user_bands", "diet", first_only=True)
        attributes = [
            claim("service_type", "personal_assistance"),
            claim("setting", "own_home"),
            claim("setting", "go_to", "no"),
            claim("setting", "move_in", "no"),
            *(claim("needs", code, "yes", "own_home") for code in skills.codes("needs")),
            *(claim("needs", code, "no", "own_home") for name, code in skills.no if name == "needs"),
            *skills.attributes(without=("needs",)),
            *languages.attributes(),
            *self.terms("Faith", "faith").attributes(),
            *self.times("Times"),
            *self._gender(),
        ]
        return tuple(dict.fromkeys(attributes))

    def _gender(self) -> list[Attribute]:
        said = self.terms("Gender", "staff_gender").codes("staff_gender")
        if len(said) != 1:
            return []
        return [
            claim("staff_gender", code, "yes" if code == said[0] else "no")
            for code in vocabulary("staff_gender").codes
        ]

    def _costs(self) -> tuple[tuple[CostOption, ...], bool]:
        """The pay, and whether an hour is below the National Living Wage: stored, and an officer told.

        Of a range the upper end is the cost, never understated; the lower end must be lawful too.
        """
        pay, rest = read_pay(self.cells["Hourly rate"], "hour")
        self.not_understood("Hourly rate", *rest)
        below = first_below((one.least for one in pay), self._context.minimum_pence_per_hour)
        if below:
            rate, sentence = below
            self.note("below_minimum_wage", sentence, "Hourly rate", rate)
        return tuple(one.most for one in pay), bool(below)

    def _employment(self) -> Employment | None:
        """Unknown where both are offered: what an hour costs then depends on the person's choice."""
        said = one_line(self.cells["Employment"]).casefold()
        self_employed = bool(_SELF_EMPLOYED.search(said))
        employed = bool(_EMPLOYED.search(_SELF_EMPLOYED.sub(" ", said)))
        if said and not self_employed and not employed and said not in ("either", "both"):
            self.not_understood("Employment", said)
        if self_employed == employed:
            return None
        return "self_employed" if self_employed else "employed"

    def _facts(self) -> dict[str, str]:
        facts = dbs_facts(self.cells, self._context.today)
        for column, label in _FACTS.items():
            said = yes_no(self.cells[column]) if column in _YES_NO else None
            text = self._public(column) if said is None else "yes" if said else "no"
            if text:
                facts[label] = text
            elif one_line(self.cells[column]):
                sentence = f"“{column}” holds a name or a way to reach the person: not shown."
                self.note("private_text", sentence, column)
        if (hours := hours_a_week(facts.get("hours_available", ""))) is not None:
            facts["hours_per_week"] = f"{hours:g}"
        return facts

    def _private(self) -> PrivateDetails:
        details = private_details(self.cells)
        if details.birth_date is None and one_line(self.cells["Date of birth"]):
            self.notes.append(not_understood(self.line, "Date of birth", None))
        return details

    def _public(self, column: str) -> str | None:
        return public_text(self.cells[column], self.cells)
