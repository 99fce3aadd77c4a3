"""Files as a council would send them: rows of a person or a group, every cell defaulted, as CSV or XLSX."""

import csv
import io

import xlsxwriter

from importers.source import SourceRow
from importers.sources.community_groups import CommunityGroups
from importers.sources.personal_assistants import PersonalAssistants

PEOPLE, GROUPS = PersonalAssistants(), CommunityGroups()


def a_person(**changes):
    """Josephina of Mile End, who agreed to be listed. Keywords are columns with _ for spaces."""
    return _row(
        PEOPLE,
        {
            "Name": "Josephina Example",
            "Home address": "1 Example Street",
            "Postcode": "E1 4NS",
            "Phone": "020 7946 0101",
            "Email": "josephina@example.org",
            "Date of birth": "03/04/1980",
            "Gender": "Female",
            "Languages": "Sylheti; Bengali; English",
            "Skills": "Washing and dressing; company",
            "Hourly rate": "£17.50 ph",
            "Hours available": "20 hours a week",
            "DBS level": "Enhanced",
            "DBS certificate number": "001234567890",
            "DBS date": "01/03/2026",
            "DBS checked by": "Example Council",
            "Consent to list": "yes",
            "Contact preference": "Text message",
        },
        changes,
    )


def another_person(number, **changes):
    """One of many, told apart by number."""
    own = {"Name": f"Person{chr(97 + number % 26)} Example", "Email": f"person{number}@example.org"}
    return a_person(**{**own, "Phone": "", "Date_of_birth": "", **changes})


def a_group(**changes):
    """A lunch club in Mile End."""
    return _row(
        GROUPS,
        {
            "Name": "Example Lunch Club",
            "Description": "A warm lunch and company.",
            "Address": "2 Example Road",
            "Postcode": "E1 4NS",
            "Telephone": "020 7946 0102",
            "Email": "lunch@example.org",
            "Website": "https://lunch.example.org",
            "Activities": "Lunch club",
            "Cost": "£4",
            "Cost unit": "per session",
            "When": "Tuesdays 11am-2pm",
            "Organisation type": "Charity",
            "Who for": "Older people",
        },
        changes,
    )


def source_row(row, line=2):
    return SourceRow(line, row)


def write_csv(path, rows, *, columns=None, encoding="utf-8", delimiter=",", preamble=()):
    """The rows as CSV, in this order of columns; ``preamble`` lines stand above the header."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=delimiter)
    writer.writerows([line] for line in preamble)
    columns = columns or list(rows[0])
    writer.writerow(columns)
    writer.writerows([row.get(column, "") for column in columns] for row in rows)
    path.write_bytes(text.getvalue().encode(encoding))
    return path


def write_workbook(path, rows, *, sheets=None, hidden=()):
    """The rows as the only sheet of an XLSX, or each of ``sheets`` (name → rows of cells) as given."""
    with xlsxwriter.Workbook(path, {"strings_to_formulas": False, "strings_to_numbers": False}) as workbook:
        if sheets is None:
            sheets = {"Register": [list(rows[0]), *(list(row.values()) for row in rows)]}
        for name, lines in sheets.items():
            sheet = workbook.add_worksheet(name)
            if name in hidden:
                sheet.hide()
            for number, cells in enumerate(lines):
                sheet.write_row(number, 0, cells)
    return path


def _row(source, usual, changes):
    said = {key.replace("_", " "): value for key, value in changes.items()}
    return {column.name: "" for column in source.columns} | usual | said
