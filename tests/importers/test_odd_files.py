"""Odd files that are no hopeless case: which of their people land, and which lines are refused or noted."""

import codecs
import json

import pytest

from tests.importers.landed import taken_in
from tests.importers.ods import a_cell, a_row, a_sheet, an_ods
from tests.importers.people_files import (
    GOOD,
    HEADER,
    NAMES,
    PERSON,
    PERSON_ROW,
    ROW,
    a_json,
    a_workbook,
    a_zip,
    packed,
    people_ods,
    person_row,
)
from tests.importers.sheets import PEOPLE, a_person, another_person

GOOD_ODS = people_ods(person_row())
ANOTHER = ",".join(another_person(2).values())
DATES = ("31/02/1980", "1980-13-01", "00/00/0000", "0001-01-01", "9999-12-31", "tomorrow", "29296.0")


def table(*rows, header=HEADER, end="\r\n"):
    return "".join(f"{line}{end}" for line in (header, *rows))


def person(**changes):
    return ",".join(a_person(Languages="Sylheti", Skills="company", **changes).values())


def of_two_sheets(*, hidden):
    second = a_sheet(a_row(*NAMES), person_row(Name="Second Example"), name="Second")
    return an_ods(a_sheet(a_row(*NAMES), person_row(Name="First Example"), hidden=hidden), second)


JOSEPHINA = {"Josephina"}
# name → (first names that land, (line, code) of what is refused, codes among the notes)
ODD = {
    "UTF-8": (GOOD, JOSEPHINA, [], []),
    "UTF-8 with its mark": (GOOD.encode("utf-8-sig"), JOSEPHINA, [], []),
    "UTF-16 of Windows": (GOOD.encode("utf-16"), JOSEPHINA, [], []),
    "UTF-16 of others": (codecs.BOM_UTF16_BE + GOOD.encode("utf-16-be"), JOSEPHINA, [], []),
    "Western letters": (GOOD.replace("Josephina", "Zoë").encode("cp1252"), {"Zoë"}, [], []),
    "line ends of an old Mac": (table(ROW, end="\r"), JOSEPHINA, [], []),
    "mixed line ends": (f"{HEADER}\r{ROW}\n{ANOTHER}\r\n", {"Josephina", "Personc"}, [], []),
    "no end of the last line": (f"{HEADER}\n{ROW}", JOSEPHINA, [], []),
    "tabs": (GOOD.replace(",", "\t"), JOSEPHINA, [], ["delimiter"]),
    "semicolons": (GOOD.replace(",", ";"), JOSEPHINA, [], ["delimiter"]),
    "bars": (GOOD.replace(",", "|"), JOSEPHINA, [], ["delimiter"]),
    "a line that tells Excel the delimiter": (
        f"sep=;\r\n{GOOD.replace(',', ';')}",
        JOSEPHINA,
        [],
        ["delimiter"],
    ),
    "a name written from right to left": (table(person(Name="Jo\u202esephina Example")), JOSEPHINA, [], []),
    "a name with marks of no width": (
        table(person(Name="\ufeffJo\u200bsephina\u2060 Example")),
        JOSEPHINA,
        [],
        [],
    ),
    "a name that breaks the line": (table(person(Name='"Josephina\nExample"')), JOSEPHINA, [], []),
    "a name of control signs": (table(person(Name="\x07\x1b")), set(), [(2, "no_name")], []),
    "ragged rows": (
        table("Jo", ROW, f"{ROW},more", f"{ANOTHER},,"),
        {"Josephina", "Personc"},
        [(2, "wrong_number_of_cells"), (4, "wrong_number_of_cells")],
        [],
    ),
    "stray quotation marks": (table(f'"Jo "x"{ROW}', ROW), JOSEPHINA, [(2, "broken_quotes")], []),
    "one person twice": (table(ROW, ROW), JOSEPHINA, [], ["repeated_row"]),
    "one id for two": (
        table(ROW, ANOTHER, person(Gender="Male")),
        {"Personc"},
        [(2, "duplicate_id"), (4, "duplicate_id")],
        [],
    ),
    "two columns that nobody knows": (
        table(f"{ROW},1,2", header=f"{HEADER},Colour,Colour"),
        JOSEPHINA,
        [],
        ["column_not_used"],
    ),
    "a cell below no header": (
        table(f"{ROW},1", header=f"{HEADER},"),
        JOSEPHINA,
        [],
        ["cell_without_header"],
    ),
    "what a spreadsheet would run": (table(person(Hours_available="=cmd|' /C calc'!A0")), JOSEPHINA, [], []),
    "letters that were damaged before": (table(person(Name="JosÃ© Example")), {"José"}, [], ["garbled_text"]),
    "a total at the foot": (table(ROW, "Total,,3"), JOSEPHINA, [], []),
    "a workbook": (a_workbook(PERSON_ROW), JOSEPHINA, [], []),
    "a packed workbook": (packed(a_workbook(PERSON_ROW)), JOSEPHINA, [], []),
    "a zip of a workbook": (a_zip({"people.xlsx": a_workbook(PERSON_ROW)}), JOSEPHINA, [], []),
    "a packed table": (packed(GOOD), JOSEPHINA, [], []),
    "a packed ODS": (packed(GOOD_ODS), JOSEPHINA, [], []),
    "packed JSON": (packed(a_json()), JOSEPHINA, [], ["records_counted"]),
    "a zip beside a readme": (
        a_zip(
            {"README.txt": "Read me", "__MACOSX/._people.csv": "x", ".DS_Store": "x", "in/people.csv": GOOD}
        ),
        JOSEPHINA,
        [],
        [],
    ),
    "a zip of one file of any name": (a_zip({"export": GOOD}), JOSEPHINA, [], []),
    "a zip of an ODS": (a_zip({"people.ods": GOOD_ODS, "notes.pdf": "%PDF"}), JOSEPHINA, [], []),
    "an ODS": (GOOD_ODS, JOSEPHINA, [], []),
    "an ODS below a preamble": (
        an_ods(a_sheet(a_row("Our people"), a_row(), a_row(*NAMES), person_row())),
        JOSEPHINA,
        [],
        [],
    ),
    "an ODS behind a sheet to read": (
        an_ods(a_sheet(a_row("Read me"), name="README"), a_sheet(a_row(*NAMES), person_row())),
        JOSEPHINA,
        [],
        [],
    ),
    "an ODS of two sheets": (of_two_sheets(hidden=False), {"First"}, [], ["sheet_not_read"]),
    "an ODS of a hidden sheet and another": (of_two_sheets(hidden=True), {"Second"}, [], ["sheet_not_read"]),
    "an ODS with a row that comes twice": (
        people_ods(person_row().replace("row>", 'row table:number-rows-repeated="2">', 1)),
        JOSEPHINA,
        [],
        ["repeated_row"],
    ),
    "an ODS with a failed formula": (
        people_ods(
            a_row(
                *[a_cell("#N/A", table_formula="of:=NA()", calcext_value__type="error")]
                + [a_cell(x) for x in list(PERSON.values())[1:]]
            )
        ),
        set(),
        [(2, "no_name")],
        ["error_cells"],
    ),
    "JSON": (a_json(), JOSEPHINA, [], ["records_counted"]),
    "JSON with its mark": (a_json().encode("utf-8-sig"), JOSEPHINA, [], ["records_counted"]),
    "JSON in UTF-16": (a_json().encode("utf-16"), JOSEPHINA, [], ["records_counted"]),
    "JSON on lines": (f"{a_json()[1:-1]}\n", JOSEPHINA, [], ["records_counted"]),
    "a page of JSON": (f'{{"totalItems": 1, "contents": {a_json()}}}', JOSEPHINA, [], ["records_counted"]),
    "JSON with values of other kinds": (
        a_json(
            PERSON
            | {"Consent to list": True, "Languages": ["Sylheti", "English"], "Gender": None, "More": {"a": 1}}
        ),
        JOSEPHINA,
        [],
        ["nested_value", "column_not_used"],
    ),
    **{f"the date {date}": (table(person(Date_of_birth=date)), JOSEPHINA, [], []) for date in DATES},
}


@pytest.mark.parametrize("kind", ODD)
def test_its_good_rows_land_and_each_other_is_refused_by_its_line(store, tmp_path, kind):
    content, landing, refused, noted = ODD[kind]
    path = tmp_path / "people"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    report, landed = taken_in(store, PEOPLE, path)
    assert {claims.name.split(",")[0] for claims in landed.values()} == landing
    assert [(row.line, row.code) for row in report.rows_refused] == refused
    assert set(noted) <= set(report.notes_by_code())
    assert "Example Street" not in json.dumps(report.as_json())
