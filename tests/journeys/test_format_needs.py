"""How somebody must be told things (Accessible Information Standard) goes along to whoever will tell them."""

import re
from io import BytesIO

import pypdf
import pytest

FIRST = "Please tell me things like this: large print; not by phone."
ASKED = {"needs": ["companionship"], "place": "E1 4NS", "formats": ["large_print", "no_telephone"]}


@pytest.fixture
def listed(visitor):
    """A visit with one option on the list of a question; the list's name."""
    answer_id = visitor.answers(ASKED)
    option_id = re.search(r'href="/services/([^"]+)"', visitor.page.text)[1]
    visitor.send("/shortlist/add", option_id=option_id, answer_id=answer_id)
    visitor.open("/shortlist/")
    return re.search(r'name="list" value="([^"]+)"', visitor.page.text)[1]


def test_it_is_asked_and_told_back(visitor):
    visitor.open("/find/needs")
    visitor.send(needs=["companionship"], action="continue")
    visitor.open(visitor.path.rpartition("/")[0] + "/formats")
    assert "Accessible Information Standard" in visitor.words
    visitor.send(formats=["braille", "no-such-format"], action="continue")
    visitor.open(visitor.path.rpartition("/")[0] + "/check")
    assert re.search(r"How to tell you things Braille Change", visitor.words)


def test_it_changes_nothing_in_what_is_found(visitor):
    visitor.answers({name: said for name, said in ASKED.items() if name != "formats"})
    without = re.findall(r'id="name-([^"]+)"', visitor.page.text)
    visitor.answers(ASKED)
    assert re.findall(r'id="name-([^"]+)"', visitor.page.text) == without != []


@pytest.mark.parametrize("page", ["questions?list={}", "email?list={}&reasons=yes"])
def test_it_stands_first_where_somebody_is_written_or_spoken_to(visitor, listed, page):
    assert FIRST in visitor.open(f"/shortlist/{page.format(listed)}").text


def test_it_is_on_the_list_the_pdf_and_the_plan(visitor, listed):
    assert "Large print; Not by phone" in visitor.open("/shortlist/").text
    pdf = pypdf.PdfReader(BytesIO(visitor.open(f"/shortlist/shortlist.pdf?list={listed}").data))
    assert "large print; not by phone" in " ".join(pdf.pages[0].extract_text().split())
    visitor.answers(ASKED)
    assert FIRST in visitor.open(visitor.path.replace("/results/", "/plan/")).text


def test_an_email_or_a_link_tells_it_only_with_the_answers(visitor, listed):
    assert "arge print" not in visitor.open(f"/shortlist/email?list={listed}").text.split("<textarea")[1]
    for more, told in (({}, False), ({"answers": "yes"}, True)):
        visitor.open(f"/shortlist/link?list={listed}")
        visitor.send("/shortlist/link", list=listed, **more)
        token = re.search(r"/s/([^<\s]+)<", visitor.page.text)[1]
        assert ("Large print; Not by phone" in visitor.open(f"/s/{token}").text) is told
