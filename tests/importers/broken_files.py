"""Files that must be refused: name → (code of the refusal, what the file holds)."""

import gzip
import io
import zipfile
from functools import cache

from tests.importers.sheets import PEOPLE, a_person

HEADER = ",".join(column.name for column in PEOPLE.columns)
ROW = ",".join(a_person(Languages="Sylheti", Skills="company").values())
GOOD = f"{HEADER}\r\n{ROW}\r\n"
CELLS = "".join(f'<c t="inlineStr"><is><t>{column.name}</t></is></c>' for column in PEOPLE.columns)
HEADER_ROW = f"<row>{CELLS}</row>"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def a_workbook(rows="", *, before="", shared=None, parts=(), state="visible"):
    """The bytes of a small XLSX with these rows of XML below the header."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{PACKAGE}"><Relationship Id="rId1" Target="xl/workbook.xml" '
            f'Type="{RELATIONS}/officeDocument"/></Relationships>',
        )
        archive.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><sheets>'
            f'<sheet name="People" sheetId="1" state="{state}" r:id="rId1"/></sheets></workbook>',
        )
        archive.writestr(
            "xl/_rels/workbook.xml.rels",
            f'<Relationships xmlns="{PACKAGE}"><Relationship Id="rId1" Target="worksheets/sheet1.xml" '
            f'Type="{RELATIONS}/worksheet"/></Relationships>',
        )
        sheet = f'{before}<worksheet xmlns="{MAIN}"><sheetData>{HEADER_ROW}{rows}</sheetData></worksheet>'
        archive.writestr("xl/worksheets/sheet1.xml", sheet)
        if shared is not None:
            archive.writestr("xl/sharedStrings.xml", f'<sst xmlns="{MAIN}">{shared}</sst>')
        for name, content in parts:
            archive.writestr(name, content)
    return held.getvalue()


def a_zip(**parts):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return held.getvalue()


def locked(content):
    """The same zip with the flag "encrypted" set on every part."""
    flagged = bytearray(content)
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = flagged.find(mark)
        while place >= 0:
            flagged[place + offset] |= 1
            place = flagged.find(mark, place + 4)
    return bytes(flagged)


def harmed(content):
    """The same bytes with a stretch in the middle turned over."""
    middle = len(content) // 2
    return (
        content[:middle]
        + bytes(255 - byte for byte in content[middle : middle + 40])
        + content[middle + 40 :]
    )


def many_entities():
    names = [f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10)]
    return f'<!DOCTYPE worksheet [<!ENTITY e0 "ha">{"".join(names)}]>'


@cache
def files():
    """Every kind."""
    one_text = '<row r="{0}"><c r="A{0}" t="s"><v>0</v></c></row>'
    return {
        "nothing at all": ("empty_file", b""),
        "blank lines": ("empty_file", b"\r\n \r\n\t\r\n"),
        "a header and no rows": ("no_rows", HEADER.encode()),
        "a workbook with a header and no rows": ("no_rows", a_workbook()),
        "a web page": ("web_page", b"<!DOCTYPE html><html><table><tr><td>Name</td></tr></table></html>"),
        "a web page behind a byte-order mark": ("web_page", b"\xef\xbb\xbf\r\n<HTML><body>Not found</body>"),
        "an XML file": ("web_page", b'<?xml version="1.0"?><people/>'),
        "a PDF": ("not_a_table", b"%PDF-1.7 " + bytes(range(200, 256)) * 20),
        "a picture": ("not_a_table", b"\x89PNG\r\n\x1a\n" + b"\0" * 50),
        "an old .xls, or a workbook with a password": (
            "not_a_table",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 99,
        ),
        "a zip with a CSV inside": ("not_a_table", a_zip(**{"people.csv": GOOD})),
        "an ODS": ("not_a_table", a_zip(mimetype="application/vnd.oasis.opendocument.spreadsheet")),
        "a workbook cut short": ("damaged_file", a_workbook(HEADER_ROW)[:-300]),
        "a workbook harmed on the way": ("damaged_file", harmed(a_workbook(HEADER_ROW * 200))),
        "a workbook with a locked part": ("locked", locked(a_workbook(HEADER_ROW))),
        "a workbook without its sheet": ("not_a_table", a_workbook_without_its_sheet()),
        "a workbook whose only sheet is hidden": ("hidden_sheet", a_workbook(HEADER_ROW, state="hidden")),
        "a workbook of another kind": ("no_header", a_workbook_of_something_else()),
        "a zip bomb": ("too_large", a_workbook(parts=[("xl/media/a.xml", bytes(121_000_000))])),
        "a workbook of very many parts": (
            "too_large",
            a_workbook(parts=[(f"xl/media/{n}.bin", "") for n in range(2_100)]),
        ),
        "an entity bomb": (
            "unsafe_workbook",
            a_workbook("<row><c><v>&e9;</v></c></row>", before=many_entities()),
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
        "a packed file cut short": ("ends_mid_record", gzip.compress((GOOD * 500).encode())[:-200]),
        "a packed file harmed on the way": ("damaged_file", harmed(gzip.compress((GOOD * 50).encode()))),
        "a packed file with a wrong check sum": (
            "damaged_file",
            gzip.compress(GOOD.encode())[:-8] + b"\1" * 8,
        ),
        "a packed bomb": ("too_large", gzip.compress(b"Name," * 6_000_000)),
        "half a million lines": ("too_large", (GOOD + "x\n" * 500_000).encode()),
        "a packed workbook": ("not_a_table", gzip.compress(a_workbook(HEADER_ROW))),
        "NUL bytes": ("nul_bytes", GOOD.replace("Josephina", "Jo\0sephina").encode()),
        "UTF-16 without its mark": ("unknown_encoding", GOOD.encode("utf-16-le")),
        "UTF-16 cut inside a letter": ("unknown_encoding", GOOD.encode("utf-16")[:-1]),
        "UTF-8 with a stray Western letter": (
            "unknown_encoding",
            f"{GOOD}{GOOD} Zoë “hi”".encode() + b" caf\xe9",
        ),
        "Cyrillic letters of another code page": (
            "unknown_encoding",
            GOOD.replace("Josephina", "Жозефина Примерова").replace("£", "").encode("cp1251"),
        ),
        "letters of an old Mac": ("unknown_encoding", GOOD.replace("Josephina", "José").encode("mac-roman")),
        "pounds of an old PC": ("unknown_encoding", GOOD.encode("cp850")),
        "random bytes": ("unknown_encoding", bytes((n * 7919 + n * n) % 251 + 1 for n in range(5_000))),
        "semicolons between the cells": ("wrong_delimiter", GOOD.replace(",", ";").encode()),
        "bars between the cells": ("wrong_delimiter", GOOD.replace(",", "|").encode()),
        "JSON": ("no_header", b'[{"Name": "Josephina", "Postcode": "E1 4NS"}]'),
        "another source's file": (
            "no_header",
            b"CQC Location ID,Service types\r\n1-100000001,Homecare agencies\r\n",
        ),
        "columns missing": ("missing_columns", b"Name,Postcode,Phone,Email\r\nJosephina,E1 4NS,,\r\n"),
        "a column twice": ("duplicate_column", f"{HEADER},name\r\n{ROW},Jo\r\n".encode()),
        "100,000 columns": ("too_many_columns", (",".join(["Name"] * 100_000) + "\r\n").encode()),
        "a line without end": ("record_too_long", (GOOD + "x" * 2_000_000).encode()),
        "a record without end": ("record_too_long", (GOOD + '"a\n",' * 300_000).encode()),
        "a cell without end": ("quotes_not_paired", (GOOD + '"' + "word \r\n" * 60_000 + '"').encode()),
        "a quotation mark never closed": ("ends_mid_record", f'{GOOD}"Jo, Example\r\n{GOOD}'.encode()),
        "a quotation mark closed rows later": (
            "quotes_not_paired",
            f'{GOOD}"Jo,{ROW}\r\n{ROW}\r\n"Sam" Example,{ROW}\r\n'.encode(),
        ),
        "a file cut inside a record": ("ends_mid_record", f"{GOOD}{ROW[:60]}".encode()),
    }


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
