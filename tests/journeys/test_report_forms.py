"""A report's blocks in every form: nothing lost, nothing run, nothing read as markup, the same again."""

import io
import re
import xml.etree.ElementTree as ET
from datetime import date

import numpy as np
import pytest
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from directory.web.report.blocks import (
    AreaMap,
    Bars,
    Column,
    Points,
    RangeBars,
    ReportDocument,
    Section,
    Shape,
    StackedBars,
    Table,
    Text,
)
from directory.web.report.cells import as_words
from directory.web.report.charts.drawn import drawn
from directory.web.report.pdf import as_pdf
from directory.web.report.text import WIDTH, as_text
from directory.web.report.workbook import as_workbook

HOSTILE = (
    '=HYPERLINK("http://x")',
    "#panic()",
    "*x* _y_ $z$ `w`",
    "<script>alert(1)</script>",
    "\\",
    "\u202ename\u202c",
)
EVERY_KIND = Table(
    "every_kind",
    "One of each kind of cell",
    (
        *(Column("Name"), Column("People", "count"), Column("Share", "share"), Column("Price", "pounds")),
        *(Column("Figure", "figure"), Column("Miles", "miles"), Column("Day", "date")),
    ),
    [
        ("All known", 1234, 0.125, 1750, 2.4, 1.4, date(2026, 6, 3)),
        ("Nothing known", None, None, None, None, None, None),
        ("Few", "*", 0.001, 0, 0, 0.01, date(2026, 1, 1)),
    ],
    "A note.",
)
SQUARE = np.array([[0, 0], [1000, 0], [1000, 1000], [0, 1000]], dtype=np.int32)


def table(key, *rows):
    return Table(key, f"Table {key}", (Column("Name"), Column("Value", "figure")), rows)


def a_document(*more):
    blocks = (
        Text("A paragraph."),
        Text("A quiet one.", quiet=True),
        Points(HOSTILE),
        EVERY_KIND,
        RangeBars(
            "Ranges.", [("Known", 0.1, 0.9), ("Not known", None, None)], table("ranges", ("Known", 0.1))
        ),
        StackedBars(
            "Parts.", ("a", "b"), [("Row", (0.25, 0.75)), ("Lost", None)], table("parts", ("Row", 1))
        ),
        Bars("Bars.", "count", [("One", 5), ("None", None)], table("bars", ("One", 5)), [(3, 8), None]),
        AreaMap(
            "A map.",
            ("few", "many"),
            [Shape("Here", [SQUARE], 1), Shape("There", [SQUARE + 2000], None), Shape("No outline", [], 0)],
            table("map", ("Here", 1)),
        ),
        Table("empty", "Nothing in it", (Column("Name"), Column("Value", "count")), []),
        *more,
    )
    return ReportDocument(
        "A report", "What it is.", (Text("In short."),), (Section("all", "Everything", blocks),),
        date(2026, 11, 26), "v1", True,
    )  # fmt: skip


@pytest.fixture
def pdf_of(app):
    def made(document):
        with app.app_context():
            return as_pdf(document)

    return made


@pytest.mark.parametrize(
    ("cell", "kind", "words"),
    [
        (None, "count", "not known"), ("*", "count", "*"), (1234567, "count", "1,234,567"),
        (0.004, "share", "under 1%"), (0.996, "share", "over 99%"), (1750, "pounds", "£17.50"),
        (2.0, "figure", "2"), (0.256, "figure", "0.26"), (1234.5, "figure", "1,234"),
        (1.4, "miles", "1.4 miles"), (date(2026, 6, 3), "date", "3 June 2026"), ("plain", "text", "plain"),
    ],
)  # fmt: skip
def test_a_cell_reads_the_same_in_every_form(cell, kind, words):
    assert as_words(cell, kind) == words


def test_a_workbook_holds_every_table_and_runs_nothing(tmp_path):
    made = as_workbook(a_document())
    book = CalamineWorkbook.from_filelike(io.BytesIO(made))
    assert book.sheet_names == ["About", "every kind", "ranges", "parts", "bars", "map", "empty"]
    rows = book.get_sheet_by_name("every kind").to_python()
    header = next(at for at, row in enumerate(rows) if row[0] == "Name")
    assert rows[header + 1] == ["All known", 1234, 0.125, 17.5, 2.4, 1.4, date(2026, 6, 3)]
    assert rows[header + 2] == ["Nothing known", *["not known"] * 6]
    assert rows[header + 3][1] == "*"
    assert b"<f>" not in made
    assert as_workbook(a_document()) == made


def test_a_workbook_of_hostile_words_has_them_as_words():
    made = as_workbook(a_document(Table("bad", "Bad", (Column("Name"),), [(words,) for words in HOSTILE])))
    rows = CalamineWorkbook.from_filelike(io.BytesIO(made)).get_sheet_by_name("bad").to_python()
    assert [row[0] for row in rows if row[0] in HOSTILE] == list(HOSTILE)


def test_a_pdf_is_tagged_titled_and_the_same_again(pdf_of):
    made = pdf_of(a_document())
    pdf = PdfReader(io.BytesIO(made))
    root = pdf.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en-GB"
    assert pdf.metadata.title == "A report"
    assert "pdfuaid" in root["/Metadata"].get_object().get_data().decode()
    kinds = list(_kinds(root["/StructTreeRoot"]))
    assert kinds.count("/TH") >= 9
    assert kinds.count("/Figure") == 4
    assert {"/H1", "/H2", "/L", "/Table"} <= set(kinds)
    assert pdf_of(a_document()) == made


def _kinds(node):
    """Every structure type of a PDF's tree."""
    node = node.get_object()
    if isinstance(node, list):
        for each in node:
            yield from _kinds(each)
    elif isinstance(node, dict):
        if "/S" in node:
            yield node["/S"]
        if "/K" in node:
            yield from _kinds(node["/K"])


def test_no_word_of_a_pdf_is_read_as_markup(pdf_of):
    words = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf_of(a_document()))).pages)
    for hostile in ("#panic()", "*x* _y_ $z$", "alert(1)"):
        assert hostile in words


@pytest.mark.parametrize(
    "name", ["বাংলা নাম", "اردو نام", "🏡 Home", "中文", "ᵠD ¹", "a" * 10_000, "\x00\x07", ""]
)
def test_a_pdf_can_be_made_of_any_name(pdf_of, name):
    made = pdf_of(a_document(Table("names", "Names", (Column("Name"),), [(name,)])))
    assert made.startswith(b"%PDF")


def test_a_name_in_another_script_is_spelt_and_the_pdf_says_so(pdf_of):
    made = pdf_of(a_document(Table("names", "Names", (Column("Name"),), [("ঢাকা",)])))
    words = " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(made)).pages).split())
    assert "dhaka" in words.casefold()
    assert "spelt in Latin letters" in words


def test_a_long_table_goes_over_pages_with_its_headings_again(pdf_of):
    long = table("long", *[(f"Row {n}", n) for n in range(200)])
    pages = PdfReader(io.BytesIO(pdf_of(a_document(long)))).pages
    headed = [page for page in pages if "Row 1" in page.extract_text() and "Value" in page.extract_text()]
    assert len(headed) >= 3


def test_text_fits_its_width_and_tells_everything():
    text = as_text(a_document())
    assert max(map(len, text.splitlines())) <= WIDTH
    assert "EXAMPLE DATA" in text
    for words in ("A quiet one.", "Table ranges", "not known", "1 to 7 people", "3 June 2026"):
        assert words in text


def pictures():
    return [block for block in a_document().parts[0].blocks if hasattr(block, "alt")]


@pytest.mark.parametrize("chart", pictures(), ids=lambda chart: type(chart).__name__)
def test_a_picture_is_sound_says_what_it_shows_and_has_no_style_of_its_own(chart):
    svg = str(drawn(chart))
    root = ET.fromstring(svg)
    assert root.get("role") == "img"
    title = root.find("{http://www.w3.org/2000/svg}title")
    assert (title.get("id"), title.text) == (root.get("aria-labelledby"), chart.alt)
    assert "style=" not in svg
    assert str(drawn(chart)) == svg
    width, height = (float(each) for each in root.get("viewBox").split()[2:])
    for box in root.iter("{http://www.w3.org/2000/svg}rect"):
        right = float(box.get("x", 0)) + float(box.get("width"))
        assert right <= width + 0.5
        assert float(box.get("y", 0)) + float(box.get("height")) <= height + 0.5


def test_a_label_in_a_picture_is_only_words():
    chart = Bars("<b>", "count", [("<script>", 1)], table("t", ("x", 1)))
    svg = str(drawn(chart))
    assert "<script>" not in svg
    assert "&lt;script&gt;" in svg


def test_a_map_without_any_outline_still_has_its_legend():
    svg = str(drawn(AreaMap("A map.", ("few", "many"), [Shape("Here", [], 0)], table("m", ("Here", 1)))))
    assert len(re.findall("<text", svg)) == 2
