"""Compare, ask, and take along: what is known, what isn't, whom to contact; nothing of the person unasked."""

import re
from html import unescape
from urllib.parse import unquote

from tests.journeys.test_shortlist_in_order import NAMES, filled, item_of, list_of

MONEY = {
    "needs": ["personal_care"],
    "place": "E1 4NS",
    "languages": ["syl"],
    "must": ["languages"],
    "budget": "180",
    "per": "week",
    "hours_per_week": "10",
}


def row(visitor, heading):
    """Each cell of a row, in words."""
    found = re.search(rf'scope="row">{re.escape(heading)}.*?</tr>', visitor.page.text, re.S)[0]
    cells = re.findall(r"<td>(.*?)</td>", found, re.S)
    return [" ".join(unescape(re.sub(r"<[^>]+>", " ", cell)).split()) for cell in cells]


def compared(visitor, question=MONEY, **more):
    filled(visitor, NAMES, question)
    words = "".join(f"&{name}={value}" for name, value in more.items())
    visitor.open(f"/shortlist/compare?list={list_of(visitor)}{words}")


def test_options_stand_side_by_side_in_plain_words(visitor):
    compared(visitor)
    fits = row(visitor, "Does it fit?")
    assert fits[0] == "Josephina, Bow Yes: Fits what you must have"
    assert fits[2] == "Example Home Care Ask: May fit: ask them first"
    assert "£8,840 a year" in row(visitor, "What it costs")[0]
    assert "Within what you can spend" in row(visitor, "Is it within your money?")[0]
    assert "mile" in row(visitor, "How far")[0]
    assert "Yes: Speaks Sylheti" in row(visitor, "Languages")[0]
    assert "confirmed" in row(visitor, "Who says so, and when")[0]
    assert "it passes your message on" in row(visitor, "Get in touch")[0]
    ratings = " ".join(row(visitor, "Official rating"))
    assert "Good on 1 March 2019" in ratings
    assert "None. Only care services that must register get one." in ratings


def test_not_known_is_told_apart_from_no(visitor):
    compared(visitor)
    languages = row(visitor, "Languages")
    assert any("Ask: We don't know if they speak Sylheti." in cell for cell in languages)
    assert not any("No: " in cell for cell in languages)
    visitor.answers({"needs": ["companionship"]})
    filled(visitor, ("Josephina, Bow", "Tom, Bow"), {"needs": ["companionship"], "place": "Bow"})
    visitor.open(f"/shortlist/compare?list={list_of(visitor, -1)}")
    assert any("Not taking on new people now" in cell for cell in row(visitor, "Room for you"))


def test_what_differs_is_said_in_words(visitor):
    compared(visitor)
    assert "What it costs ≠ Different" in visitor.words
    assert "= The same" in visitor.words
    compared(visitor, only="yes")
    assert "= The same" not in visitor.words


def test_somebody_picks_what_to_compare(visitor):
    filled(visitor)
    this, picked = list_of(visitor), [item_of(visitor, name) for name in NAMES[:2]]
    visitor.open(f"/shortlist/compare?list={this}&picking=yes&pick={picked[0]}&pick={picked[1]}")
    assert len(row(visitor, "What it is")) == 2
    answer = visitor.open(f"/shortlist/compare?list={this}&picking=yes&pick={picked[0]}")
    assert answer.status_code == 422
    assert "Pick two or more to compare." in visitor.words
    assert "<title>Error: " in answer.text


def test_no_more_than_four_are_compared(visitor):
    filled(visitor, ("Josephina, Bow", "Amina, Bow", "Tom, Bow", "Rita, Bow", "Example Lunch Club"),
           {"needs": ["companionship"], "place": "Bow"})  # fmt: skip
    this, items = list_of(visitor), re.findall(r'<li id="item-(\d+)">', visitor.page.text)
    visitor.open(f"/shortlist/compare?list={this}")
    assert len(row(visitor, "What it is")) == 4
    picks = "&".join(f"pick={item}" for item in items)
    assert visitor.open(f"/shortlist/compare?list={this}&picking=yes&{picks}").status_code == 422
    assert "You picked 5. Pick 4 or fewer." in visitor.words


def test_one_option_alone_is_not_compared(visitor):
    filled(visitor, NAMES[:1])
    assert "Compare side by side" not in visitor.words
    assert visitor.open(f"/shortlist/compare?list={list_of(visitor)}").status_code == 200
    assert "put two or more options on this list" in visitor.words


def test_questions_are_ready_to_read_out_with_whom_to_contact(visitor):
    filled(visitor)
    visitor.open(f"/shortlist/questions?list={list_of(visitor)}")
    assert "Does somebody there speak Sylheti?" in visitor.words
    assert "What happens if they are ill or away?" in visitor.words
    assert "it passes your message on" in visitor.words, "a personal assistant through the register"
    assert 'class="room"' in visitor.page.text, "room to write on paper"
    item = re.search(r'id="item-(\d+)"', visitor.page.text)[1]
    visitor.send("/shortlist/words", item=item, words="Yes, from Monday", back="questions")
    assert visitor.path == "/shortlist/questions"
    assert "Yes, from Monday" in visitor.words


def test_an_option_without_a_question_is_asked_what_is_not_known(visitor):
    visitor.answers({"needs": ["meals"]})
    from tests.journeys.test_shortlist_page import option_id

    visitor.open(f"/services/{option_id(visitor, 'Example Lunch Club')}")
    visitor.send("/shortlist/add", option_id=visitor.path.rpartition("/")[2])
    visitor.open("/shortlist/questions")
    assert "Do you have room for me, and from when?" in visitor.words


def letter(visitor):
    return unescape(re.search(r'<textarea id="letter".*?>\n(.*?)</textarea>', visitor.page.text, re.S)[1])


def test_an_email_says_nothing_of_the_person_unless_they_tick_it(visitor):
    filled(visitor)
    this = list_of(visitor)
    visitor.send("/shortlist/words", item=item_of(visitor, NAMES[0]), words="canary words")
    visitor.open(f"/shortlist/email?list={this}")
    plain = letter(visitor)
    assert "Josephina, Bow" in plain
    assert "£17 an hour" in plain
    assert not re.search(r"canary words|E1 4NS|What was asked|Fits|Meets|budget", plain)
    visitor.open(f"/shortlist/email?list={this}&reasons=yes&words=yes")
    full = letter(visitor)
    assert "canary words" in full
    assert "Languages: Sylheti" in full
    assert "E1 4NS" not in full
    assert "can be read by anybody who uses the same e-mail account" in visitor.words


def test_the_link_for_an_email_is_short_addressed_to_nobody_and_plain(visitor):
    filled(visitor)
    visitor.send("/shortlist/words", item=item_of(visitor, NAMES[0]), words="canary words")
    visitor.open(f"/shortlist/email?list={list_of(visitor)}&reasons=yes&words=yes")
    link = unescape(re.search(r'href="(mailto:[^"]+)"', visitor.page.text)[1])
    assert link.startswith("mailto:?")
    assert len(link) <= 1_800
    assert "Josephina, Bow\r\n" in unquote(link)
    assert not re.search(r"canary|Sylheti|E1 4NS", unquote(link))


def test_a_long_list_still_makes_a_short_link():
    from types import SimpleNamespace as Some

    from directory.web.take_away import LONGEST_MAIL, mail_link

    card = Some(
        kind="Personal assistant", cost=("£17 an hour",), contact=("Through the register: " + "é" * 60,)
    )
    link = mail_link([Some(name=f"Name {at}", card=card) for at in range(40)])
    assert len(link) <= LONGEST_MAIL
    assert re.search(r"And \d+ others\.$", unquote(link))


def test_the_pdf_is_tagged_and_its_name_and_title_say_nothing_of_the_person(visitor):
    filled(visitor)
    visitor.send("/shortlist/name", list=list_of(visitor), label="Canary")
    visitor.send("/shortlist/words", item=item_of(visitor, NAMES[0]), words="ਕਿਰਪਾਲ rang")
    answer = visitor.open(f"/shortlist/shortlist.pdf?list={list_of(visitor)}")
    assert answer.mimetype == "application/pdf"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="shortlist.pdf"'
    assert answer.headers["Cache-Control"] == "no-store"
    assert b"/StructTreeRoot" in answer.data
    assert b"pdfuaid" in answer.data
    titles = re.findall(rb"<dc:title>.*?</dc:title>", answer.data, re.S)
    assert titles
    assert not re.search(rb"Canary|Josephina", b"".join(titles))
