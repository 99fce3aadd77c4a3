"""Broken and hostile files: name → (code of the refusal, what the file holds)."""

import struct
import zipfile
from functools import cache

from tests.importers.broken_workbooks import ods_files, xlsx_files
from tests.importers.people_files import (
    GOOD,
    HEADER,
    HEADER_ROW,
    PERSON,
    ROW,
    a_json,
    a_workbook,
    a_zip,
    harmed,
    locked,
    packed,
    people_ods,
    person_row,
)


@cache
def files():
    """Every kind."""
    return {
        **not_tables(),
        **packed_files(),
        **strange_letters(),
        **broken_tables(),
        **broken_json(),
        **xlsx_files(),
        **ods_files(),
    }


def not_tables():
    return {
        "nothing at all": ("empty_file", b""),
        "blank lines": ("empty_file", b"\r\n \r\n\t\r\n"),
        "only a mark": ("empty_file", b"\xef\xbb\xbf"),
        "a web page": ("web_page", b"<!DOCTYPE html><html><table><tr><td>Name</td></tr></table></html>"),
        "a web page behind a byte-order mark": ("web_page", b"\xef\xbb\xbf\r\n<HTML><body>Not found</body>"),
        "a web page that says that it is XML": ("web_page", b'<?xml version="1.0"?><html><body/></html>'),
        "an XML file": ("not_a_table", b'<?xml version="1.0"?><people/>'),
        "a PDF": ("not_a_table", b"%PDF-1.7 " + bytes(range(200, 256)) * 20),
        "a picture": ("not_a_table", b"\x89PNG\r\n\x1a\n" + b"\0" * 50),
        "a text document": ("not_a_table", rb"{\rtf1 Josephina}"),
        "a 7-Zip archive": ("not_a_table", b"7z\xbc\xaf\x27\x1c" + b"\0" * 50),
        "a database": ("not_a_table", b"SQLite format 3\0" + b"\0" * 50),
    }


def packed_files():
    linked = zipfile.ZipInfo("people.csv")
    linked.external_attr = 0o120777 << 16
    return {
        "a zip without anything": ("empty_file", a_zip({})),
        "a zip of two tables": ("several_tables", a_zip({"a.csv": GOOD, "b/b.csv": GOOD})),
        "a zip of two texts": ("several_tables", a_zip({"a.txt": GOOD, "b.txt": GOOD})),
        "a zip in a zip": ("packed_twice", a_zip({"a.zip": a_zip({"people.csv": GOOD})})),
        "a packed file in a zip": ("packed_twice", a_zip({"a.csv.gz": packed(GOOD)})),
        "a zip packed again": ("packed_twice", packed(a_zip({"people.csv": GOOD}))),
        "a packed file packed again": ("packed_twice", packed(packed(GOOD))),
        "a zip whose name climbs out": ("unsafe_zip", a_zip({"../../people.csv": GOOD})),
        "a zip whose name climbs out as on Windows": ("unsafe_zip", a_zip({"..\\people.csv": GOOD})),
        "a zip whose name starts at the root": ("unsafe_zip", a_zip({"/etc/people.csv": GOOD})),
        "a zip whose name starts at a drive": ("unsafe_zip", a_zip({"C:\\people.csv": GOOD})),
        "a zip with a link": ("unsafe_zip", a_zip({linked: "/etc/passwd"})),
        "a locked zip": ("locked", locked(a_zip({"people.csv": GOOD}))),
        "a zip packed in another way": (
            "not_a_table",
            a_zip({"people.csv": GOOD}, zipfile.ZIP_LZMA),
        ),
        "a zip cut short": ("damaged_file", a_zip({"people.csv": GOOD * 50})[:-30]),
        "a zip harmed on the way": ("damaged_file", harmed(a_zip({"people.csv": GOOD * 50}))),
        "a zip that is a bomb": ("too_large", a_zip({"people.csv": b"Name," * 6_000_000})),
        "a zip that lies about its size": ("damaged_file", _lying(a_zip({"people.csv": b"a," * 9_000_000}))),
        "a zip of very many files": ("too_large", a_zip({f"{n}.csv": "" for n in range(2_100)})),
        "a zip with a list of 5 MB": (
            "too_large",
            a_zip({f"{n}{'x' * 2_600}.csv": "" for n in range(1_900)}),
        ),
        "a web page in a zip": ("web_page", a_zip({"people.csv": "<html><body>Not found</body></html>"})),
        "a packed file cut short": ("ends_mid_record", packed(GOOD * 500)[:-200]),
        "a packed file harmed on the way": ("damaged_file", harmed(packed(GOOD * 50))),
        "a packed file with a wrong check sum": ("damaged_file", packed(GOOD)[:-8] + b"\1" * 8),
        "a packed bomb": ("too_large", packed(b"Name," * 6_000_000)),
        "a packed workbook cut short": ("damaged_file", packed(a_workbook(HEADER_ROW)[:-300])),
        "an ODS in a zip with a repeated row": (
            "too_large",
            a_zip(
                {
                    "a.ods": people_ods(
                        person_row().replace("row>", 'row table:number-rows-repeated="99999">', 1)
                    )
                }
            ),
        ),
    }


def strange_letters():
    named = GOOD.replace("Josephina", "{}").replace("£", "").format
    return {
        "NUL bytes": ("nul_bytes", GOOD.replace("Josephina", "Jo\0sephina").encode()),
        "UTF-16 without its mark": ("unknown_encoding", GOOD.encode("utf-16-le")),
        "UTF-16 cut inside a letter": ("unknown_encoding", GOOD.encode("utf-16")[:-1]),
        "UTF-32": ("unknown_encoding", GOOD.encode("utf-32")),
        "UTF-7": ("unknown_encoding", GOOD.replace("Josephina", "José").encode("utf-7")),
        "EBCDIC": ("unknown_encoding", GOOD.encode("cp1140")),
        "UTF-8 with a stray Western letter": (
            "unknown_encoding",
            f"{GOOD}{GOOD} Zoë “hi”".encode() + b" caf\xe9",
        ),
        "Cyrillic letters of another code page": ("unknown_encoding", named("Жозефина").encode("cp1251")),
        "Polish letters of another code page": ("unknown_encoding", named("Władysława").encode("cp1250")),
        "Greek letters of another code page": ("unknown_encoding", named("Ιωσηφίνα").encode("cp1253")),
        "Japanese letters of another code page": (
            "unknown_encoding",
            named("ジョセフィーナ").encode("shift-jis"),
        ),
        "Chinese letters of another code page": ("unknown_encoding", named("约瑟芬娜").encode("gb18030")),
        "letters of an old Mac": ("unknown_encoding", GOOD.replace("Josephina", "José").encode("mac-roman")),
        "pounds of an old PC": ("unknown_encoding", GOOD.encode("cp850")),
        "random bytes": ("unknown_encoding", bytes((n * 7919 + n * n) % 251 + 1 for n in range(5_000))),
    }


def broken_tables():
    swapped = GOOD.replace(",", ";")
    return {
        "a header and no rows": ("no_rows", HEADER.encode()),
        "colons between the cells": ("no_header", GOOD.replace(",", ":").encode()),
        "semicolons between the cells and in some": (
            "wrong_delimiter",
            f"{swapped}{ROW.replace(',', ';')};a;b\r\n".encode(),
        ),
        "bars between the cells and in some": (
            "wrong_delimiter",
            f"{GOOD}{ROW.replace('Sylheti', 'a|b')}".replace(",", "|").encode(),
        ),
        "half a million lines of something else": ("rows_do_not_fit", (GOOD + "x\n" * 500_000).encode()),
        "two million lines": ("too_large", (GOOD + "\n" * 2_100_000).encode()),
        "another source's file": (
            "no_header",
            b"CQC Location ID,Service types\r\n1-100000001,Homecare agencies\r\n",
        ),
        "columns missing": ("missing_columns", b"Name,Postcode,Phone,Email\r\nJosephina,E1 4NS,,\r\n"),
        "a column twice": ("duplicate_column", f"{HEADER},name\r\n{ROW},Jo\r\n".encode()),
        "100,000 columns": ("too_many_columns", (",".join(["Name"] * 100_000) + "\r\n").encode()),
        "a row of a million cells": ("too_many_columns", (GOOD + "," * 999_000).encode()),
        "wide rows without a header": ("no_header", b"\n".join([b",".join(_headings())] * 60)),
        "a cell of 10 MB": ("record_too_long", GOOD.replace("Josephina", "x" * 10_000_000).encode()),
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


def broken_json():
    """In short: test_json_records.py has every kind of damage."""
    return {
        "JSON without the columns": ("missing_columns", b'[{"Name": "Josephina", "Postcode": "E1 4NS"}]'),
        "JSON of something else": ("no_header", b'{"error": "not found"}'),
        "JSON without records": ("no_rows", b"[]"),
        "JSON cut short": ("bad_json", a_json(*[PERSON] * 9)[:-40].encode()),
        "JSON behind the end": ("bad_json", f"{a_json()}]".encode()),
        "JSON with a key twice": ("duplicate_column", b'[{"Name": "Josephina", "Name": "Jo"}]'),
        "JSON that names a column twice": ("duplicate_column", a_json(PERSON | {"NAME": "Jo"}).encode()),
        "JSON with 10,000 brackets": ("too_deep", b'[{"Name":' + b"[" * 10_000),
        "JSON with a text of 10 MB": (
            "record_too_long",
            a_json(PERSON | {"Name": "x" * 10_000_000}).encode(),
        ),
        "JSON with half of a letter": ("bad_json", a_json(PERSON | {"Name": "\ud83d"}).encode()),
        "JSON that is not a number": ("bad_json", a_json(PERSON | {"Name": float("nan")}).encode()),
        "JSON in Western letters": (
            "unknown_encoding",
            a_json().replace("Josephina", "José").encode("cp1252"),
        ),
        "JSON with 100,000 keys": (
            "too_many_columns",
            a_json({f"key{number}": number for number in range(100_000)}).encode(),
        ),
        "JSON with a new key in each record": (
            "too_many_columns",
            a_json(*({f"key{number}": number} for number in range(50_000))).encode(),
        ),
        "a packed JSON bomb": ("too_large", packed(b"[" + b'{"Name": "Jo"},' * 9_000_000)),
    }


def _headings():
    return (f"heading {number * number:x} of {number:x}".encode() for number in range(1_990))


def _lying(content):
    """The same zip, whose list says that its only file unpacks to a hundred bytes."""
    place = content.rindex(b"PK\x01\x02") + 24
    return content[:place] + struct.pack("<L", 100) + content[place + 4 :]
