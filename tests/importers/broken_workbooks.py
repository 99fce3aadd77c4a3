"""Broken and hostile workbooks (XLSX, ODS): name → (code of the refusal, what the file holds)."""

import io
import zipfile

from tests.importers.ods import a_cell, a_row, a_sheet, an_ods
from tests.importers.people_files import (
    HEADER_ROW,
    MAIN,
    NAMES,
    a_file_of_this_computer,
    a_workbook,
    harmed,
    locked,
    many_entities,
    packed,
    people_ods,
    person_row,
)


def xlsx_files():
    one_text = '<row r="{0}"><c r="A{0}" t="s"><v>0</v></c></row>'
    return {
        "a workbook with a header and no rows": ("no_rows", a_workbook()),
        "an old .xls": ("not_a_table", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 99),
        "a workbook with a password": (
            "locked",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 99 + "EncryptedPackage".encode("utf-16-le") + bytes(512),
        ),
        "a binary workbook": ("not_a_table", _office("xl/workbook.bin")),
        "a Word document": ("not_a_table", _office("word/document.xml")),
        "a presentation": ("not_a_table", _office("ppt/presentation.xml")),
        "two kinds of workbook in one": ("not_a_table", a_workbook(parts=[("content.xml", "<a/>")])),
        "a workbook cut short": ("damaged_file", a_workbook(HEADER_ROW)[:-300]),
        "a workbook harmed on the way": ("damaged_file", harmed(a_workbook(HEADER_ROW * 200))),
        "a workbook with a locked part": ("locked", locked(a_workbook(HEADER_ROW))),
        "a workbook without its sheet": ("not_a_table", a_workbook_without_its_sheet()),
        "a workbook whose only sheet is hidden": ("hidden_sheet", a_workbook(HEADER_ROW, state="hidden")),
        "a workbook of another kind": ("no_header", a_workbook_of_something_else()),
        "a workbook that is a bomb": (
            "too_large",
            a_workbook(parts=[("xl/media/a.xml", bytes(201_000_000))]),
        ),
        "a workbook of very many parts": (
            "too_large",
            a_workbook(parts=[(f"xl/media/{n}.bin", "") for n in range(2_100)]),
        ),
        "an entity bomb": (
            "unsafe_workbook",
            a_workbook("<row><c><v>&e9;</v></c></row>", before=many_entities("worksheet")),
        ),
        "a workbook that asks for a file of this computer": (
            "unsafe_workbook",
            a_workbook("<row><c><v>&xxe;</v></c></row>", before=a_file_of_this_computer("worksheet")),
        ),
        "a cell in the last corner of the sheet": (
            "too_large",
            a_workbook('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'),
        ),
        "an unnamed cell in the last row": (
            "too_large",
            a_workbook('<row r="3"><c r="XFD3"><v>1</v></c></row><row r="1048576"><c><v>1</v></c></row>'),
        ),
        "one long text in very many cells": (
            "too_large",
            a_workbook(
                "".join(one_text.format(n) for n in range(2, 5_000)),
                shared=f"<si><t>{'ha' * 16_000}</t></si>",
            ),
        ),
        "a list of texts that announces four billion": ("too_large", a_workbook_of_announced_texts()),
        "a workbook of 100,000 columns": (
            "too_large",
            a_workbook(f"<row>{'<c><v>1</v></c>' * 100_000}</row>" * 30),
        ),
    }


def ods_files():
    """As XLSX, and what only ODS has: rows and cells that say how often they come."""
    text = a_cell("ha", repeated=16_384)
    return {
        "an ODS with a header and no rows": ("no_rows", people_ods()),
        "an ODS without its content": (
            "not_a_table",
            _office("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        ),
        "an ODT": ("not_a_table", people_ods(mimetype="application/vnd.oasis.opendocument.text")),
        "an ODS cut short": ("damaged_file", people_ods(person_row())[:-300]),
        "an ODS harmed on the way": (
            "damaged_file",
            harmed(people_ods(*(person_row(Name=f"n{n}") for n in range(500)))),
        ),
        "an ODS whose content breaks off": ("damaged_file", people_ods("<table:table-row>")),
        "an ODS with a password": (
            "locked",
            people_ods(person_row(), parts=[("META-INF/manifest.xml", "<m><manifest:encryption-data/></m>")]),
        ),
        "an ODS whose only sheet is hidden": (
            "hidden_sheet",
            an_ods(a_sheet(a_row(*NAMES), person_row(), hidden=True)),
        ),
        "an ODS of another kind": ("no_header", an_ods(a_sheet(a_row("a", "b")))),
        "an ODS without sheets": ("damaged_file", an_ods()),
        "a row repeated a million times": (
            "too_large",
            people_ods(
                person_row().replace(
                    "<table:table-row", '<table:table-row table:number-rows-repeated="1048576"', 1
                )
            ),
        ),
        "many rows repeated often": (
            "too_large",
            people_ods(*[a_row(f"Jo{n}", repeated=900) for n in range(20)]),
        ),
        "a cell repeated to the edge of the sheet": ("too_large", people_ods(a_row(text))),
        "a header repeated to the edge of the sheet": ("too_large", an_ods(a_sheet(a_row(text)))),
        "many rows of many repeated cells": (
            "too_large",
            people_ods(*[a_row(a_cell("ha", repeated=2_000), repeated=1_000)] * 9),
        ),
        "one long text repeated": (
            "too_large",
            people_ods(*[a_row(a_cell("ha" * 9_000, repeated=500))] * 99),
        ),
        "a cell repeated minus one times": ("damaged_file", people_ods(a_row(a_cell("ha", repeated=-1)))),
        "a cell repeated too often to be counted": (
            "damaged_file",
            people_ods(a_row(a_cell("ha", repeated="9" * 5_000))),
        ),
        "rows repeated past any sheet": (
            "damaged_file",
            people_ods(a_row(a_cell(), repeated=2**40), person_row()),
        ),
        "a billion spaces": (
            "record_too_long",
            people_ods(
                a_row(_inside('<text:p>a<text:s text:c="999999999"/><text:s text:c="999999999"/></text:p>'))
            ),
        ),
        "an ODS cell of 10 MB": ("record_too_long", people_ods(a_row("".join(map(str, range(1_500_000)))))),
        "a number that is none": (
            "damaged_file",
            people_ods(a_row(a_cell(office_value__type="float", office_value="1e999"))),
        ),
        "very many brackets": ("damaged_file", people_ods("<text:a>" * 10_000)),
        "an attribute of 20 MB": (
            "too_large",
            people_ods(a_row(a_cell("ha", table_formula="1+" * 10_000_000))),
        ),
        "an entity bomb in an ODS": ("unsafe_workbook", people_ods(before=many_entities("office"))),
        "an ODS that asks for a file of this computer": (
            "unsafe_workbook",
            people_ods(before=a_file_of_this_computer("office")),
        ),
        "an ODS that is a bomb": ("too_large", people_ods(" " * 60_000_000)),
        "a packed ODS that is a bomb": ("too_large", packed(people_ods(" " * 60_000_000))),
    }


def _inside(xml):
    return f'<table:table-cell office:value-type="string">{xml}</table:table-cell>'


def _office(name, content="x"):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr(name, content)
    return held.getvalue()


def a_workbook_without_its_sheet():
    return _workbook_with(lambda name, content: None if "sheet1" in name else content)


def a_workbook_of_something_else():
    return _workbook_with(
        lambda name, content: content.replace(HEADER_ROW.encode(), b"<row><c><v>1</v></c></row>")
    )


def a_workbook_of_announced_texts():
    announced = f'<sst xmlns="{MAIN}" uniqueCount="4294967295"/>'
    return a_workbook(HEADER_ROW, parts=[("xl/sharedStrings.xml", announced)])


def _workbook_with(change):
    """A small workbook whose parts went through ``change``; None drops the part."""
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(a_workbook())) as whole, zipfile.ZipFile(held, "w") as archive:
        for name in whole.namelist():
            if (content := change(name, whole.read(name))) is not None:
                archive.writestr(name, content)
    return held.getvalue()
