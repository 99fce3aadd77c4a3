"""Small .ods files as LibreOffice writes them, by hand, so that any part of one can be made wrong."""

import io
import zipfile
from xml.sax.saxutils import escape, quoteattr

NAMESPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (
        *(("office", "office"), ("table", "table"), ("text", "text"), ("style", "style")),
        ("draw", "drawing"),
    )
)
CALC = 'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
MIMETYPE = "application/vnd.oasis.opendocument.spreadsheet"
PADDING = (
    '<table:table-row table:number-rows-repeated="1048000">'
    '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
)


def a_cell(text="", *, repeated=1, inside="", **attributes):
    """A cell; keywords are attributes with _ for : and then -, such as office_value__type."""
    said = {"table:number-columns-repeated": repeated} if repeated != 1 else {}
    said |= {"office:value-type": "string"} if text or inside else {}
    said |= {name.replace("__", "-").replace("_", ":", 1): value for name, value in attributes.items()}
    marks = "".join(f" {name}={quoteattr(str(value))}" for name, value in said.items())
    paragraphs = "".join(f"<text:p>{escape(line)}</text:p>" for line in str(text).split("\n") if text)
    return f"<table:table-cell{marks}>{inside}{paragraphs}</table:table-cell>"


def a_row(*cells, repeated=1):
    """A row of texts, or of cells as XML."""
    marks = f' table:number-rows-repeated="{repeated}"' if repeated != 1 else ""
    made = [cell if cell.startswith("<table:") else a_cell(cell) for cell in cells]
    return f"<table:table-row{marks}>{''.join(made)}</table:table-row>"


def a_sheet(*rows, name="Register", hidden=False, padding=PADDING):
    style = "ta2" if hidden else "ta1"
    return (
        f'<table:table table:name={quoteattr(name)} table:style-name="{style}">'
        f"<table:table-column/>{''.join(rows)}{padding}</table:table>"
    )


def an_ods(*sheets, before="", mimetype=MIMETYPE, parts=(), inside=""):
    """The bytes of an ODS; ``before`` stands ahead of the content, ``inside`` ahead of its sheets."""
    styles = "".join(
        f'<style:style style:name="{name}" style:family="table">'
        f'<style:table-properties table:display="{shown}"/></style:style>'
        for name, shown in (("ta1", "true"), ("ta2", "false"))
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?>{before}<office:document-content {NAMESPACES} {CALC}>'
        f"<office:automatic-styles>{styles}</office:automatic-styles><office:body><office:spreadsheet>"
        f"{inside}{''.join(sheets)}</office:spreadsheet></office:body></office:document-content>"
    )
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", mimetype, zipfile.ZIP_STORED)
        archive.writestr("content.xml", content)
        for name, part in {"META-INF/manifest.xml": "<manifest/>", **dict(parts)}.items():
            archive.writestr(name, part)
    return held.getvalue()
