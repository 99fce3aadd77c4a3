"""A small register of people as bytes of every kind of file, to be made wrong."""

import gzip
import io
import json
import zipfile

from tests.importers.ods import a_row, a_sheet, an_ods
from tests.importers.sheets import PEOPLE, a_person

NAMES = [column.name for column in PEOPLE.columns]
PERSON = a_person(Languages="Sylheti", Skills="company")
HEADER = ",".join(NAMES)
ROW = ",".join(PERSON.values())
GOOD = f"{HEADER}\r\n{ROW}\r\n"

CELLS = "".join(f'<c t="inlineStr"><is><t>{name}</t></is></c>' for name in NAMES)
HEADER_ROW = f"<row>{CELLS}</row>"
PERSON_ROW = "".join(f'<c t="inlineStr"><is><t>{text}</t></is></c>' for text in PERSON.values())
PERSON_ROW = f"<row>{PERSON_ROW}</row>"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def a_json(*people):
    return json.dumps(list(people or [PERSON]))


def people_ods(*rows, **other):
    """An ODS with the header and these rows of XML."""
    return an_ods(a_sheet(a_row(*NAMES), *rows), **other)


def person_row(**changes):
    """A row of an ODS."""
    return a_row(*(PERSON | changes).values())


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


def a_zip(parts, compression=zipfile.ZIP_DEFLATED):
    """A zip of these parts by name."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", compression) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return held.getvalue()


def packed(content):
    return gzip.compress(content if isinstance(content, bytes) else content.encode())


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
    turned = bytes(255 - byte for byte in content[middle : middle + 40])
    return content[:middle] + turned + content[middle + 40 :]


def many_entities(root):
    names = [f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10)]
    return f'<!DOCTYPE {root} [<!ENTITY e0 "ha">{"".join(names)}]>'


def a_file_of_this_computer(root):
    return f'<!DOCTYPE {root} [<!ENTITY xxe SYSTEM "file:///etc/passwd">]>'
