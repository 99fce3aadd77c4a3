"""What a file is by what it holds, whatever its name says."""

import codecs
import re
from pathlib import Path
from typing import Literal

from directory.errors import FileRefused
from importers.files.refusals import locked, not_a_table
from importers.files.zips import opened_zip

Kind = Literal["text", "json", "xlsx", "ods", "zip", "gzip"]

LOOKED_AT = 4096
_STARTS_JSON = re.compile(
    r'\s*(?:\[\s*(?:[\[\]{"]|-?\d|true\b|false\b|null\b|NaN\b|$)|\{\s*(?:["}]|$))', re.ASCII
)
_WEB_PAGE = ("<!doctype html", "<html", "<table", "<head", "<meta", "<body", "<script", "<!--")
_UNPACK = "Unpack it and send the file inside, or pack that as a zip."
_OTHERS = {
    b"%PDF": ("a PDF document", "Ask for the sheet it was made from, and send that."),
    b"{\\rtf": ("a text document (RTF)",),
    b"\x89PNG": ("a picture",),
    b"\xff\xd8\xff": ("a picture",),
    b"GIF8": ("a picture",),
    b"7z\xbc\xaf": ("a 7-Zip archive", _UNPACK),
    b"Rar!": ("a RAR archive", _UNPACK),
    b"BZh": ("a bzip2 archive", _UNPACK),
    b"\xfd7zXZ": ("an xz archive", _UNPACK),
    b"\x28\xb5\x2f\xfd": ("a Zstandard archive", _UNPACK),
    b"SQLite format 3": ("a database", "Export the table as CSV and send that."),
    b"PAR1": ("a Parquet file", "Export the table as CSV and send that."),
}
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_LOCKED_INSIDE = "EncryptedPackage".encode("utf-16-le")
_OFFICE_PARTS = {
    "xl/workbook.xml": "xlsx",
    "xl/workbook.bin": "a binary workbook (.xlsb)",
    "word/document.xml": "a Word document",
    "ppt/presentation.xml": "a presentation",
    "visio/document.xml": "a drawing",
    "index/document.iwa": "a file of Apple's iWork",
}
_ODS = "application/vnd.oasis.opendocument.spreadsheet"


def kind_of(path: Path) -> Kind:
    """Raises FileRefused, saying what the file is, for what can't be a table."""
    with path.open("rb") as file:
        start = file.read(LOOKED_AT)
        is_locked = start.startswith(_OLD_OFFICE) and _LOCKED_INSIDE in start + file.read(1 << 22)
    if is_locked:
        raise locked()
    if start.startswith(_OLD_OFFICE):
        raise not_a_table("an old Office file, such as .xls or .doc", "Save the sheet as XLSX or CSV.")
    if start.startswith(b"PK"):
        return _kind_of_zip(path)
    if start.startswith(b"\x1f\x8b"):
        return "gzip"
    if other := next((what for mark, what in _OTHERS.items() if start.startswith(mark)), None):
        raise not_a_table(*other)
    return _kind_of_text(start)


def text_of(start: bytes) -> str:
    """The first letters of a text file, as far as they can be read before its encoding is proved."""
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return start.decode("utf-16", "ignore")
    return start.decode("utf-8-sig", "ignore")


def is_json(start: bytes) -> bool:
    """Whether a file that begins so is meant as JSON: a bracket, and what may follow it there."""
    return bool(_STARTS_JSON.match(text_of(start)))


def _kind_of_text(start: bytes) -> Kind:
    shown = text_of(start).lstrip().lower()
    if shown.startswith(_WEB_PAGE) or ("<html" in shown and shown.startswith(("<?xml", "<!doctype"))):
        raise FileRefused(
            "This is a web page saved under the name of a table.",
            "Open the page, download the file it offers, or save the sheet as CSV.",
            code="web_page",
        )
    if shown.startswith(("<?xml", "<!doctype")):
        raise not_a_table("an XML file")
    return "json" if is_json(start) else "text"


def _kind_of_zip(path: Path) -> Kind:
    with opened_zip(path) as archive:
        names = {name.lower() for name in archive.namelist()}
        office = [what for part, what in _OFFICE_PARTS.items() if part in names]
        mimetype = ""
        if "mimetype" in archive.namelist():
            with archive.open("mimetype") as part:
                mimetype = part.read(200).decode("ascii", "ignore").strip()
    is_ods = mimetype.startswith(_ODS)
    if len(office) + is_ods > 1 or (office == ["xlsx"] and "content.xml" in names):
        raise not_a_table("several kinds of workbook in one", "Save the sheet as XLSX or CSV.")
    if office and office[0] != "xlsx":
        raise not_a_table(office[0])
    if mimetype and not is_ods:
        raise not_a_table("a document of another kind")
    return "xlsx" if office else "ods" if is_ods else "zip"
