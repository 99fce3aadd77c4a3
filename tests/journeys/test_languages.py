"""Pages in other languages: no sentence of ours is left out, and a choice of language stays a choice."""

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from babel import Locale
from babel.messages.pofile import read_po

from directory.app import create_app
from directory.errors import CareMarketError
from directory.vocabulary import vocabulary
from directory.web.catalogs import messages
from directory.web.translation import CATALOGS
from tests.journeys.crawled import FULL, STEPS
from tests.journeys.pseudo_languages import KEPT, LEFT_TO_RIGHT, RIGHT_TO_LEFT, write_pseudo_catalogs
from tests.journeys.small_market import OpenedHere
from tests.journeys.visitor import Visitor

SHOWN_ATTRIBUTES = ("aria-label", "title", "alt", "placeholder")
PAGES = ("/", "/find/who", "/shortlist/", "/search", "/s/never-was", "/easy/",
         "/easy/needs", "/find/needs", "/find/short", "/find/not-sure", "/how-it-works",
         "/privacy", "/accessibility", "/no-such-page", "/services/aaaaaaaaaaaaa")  # fmt: skip
UNSEEN = ("script", "style")


class Words(HTMLParser):
    """Every text of a page that a person sees or hears."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.texts: list[str] = []
        self.labels: list[str] = []
        self._unseen = 0

    def handle_starttag(self, tag, attrs):
        self._unseen += tag in UNSEEN
        self.labels += [value for name, value in attrs if name in SHOWN_ATTRIBUTES and value]

    def handle_endtag(self, tag):
        self._unseen -= tag in UNSEEN

    def handle_data(self, data):
        if not self._unseen and data.strip():
            self.texts.append(data.strip())


@pytest.fixture(scope="module")
def translated_app(market_settings, tmp_path_factory):
    catalogs = write_pseudo_catalogs(tmp_path_factory.mktemp("catalogs"))
    settings = replace(market_settings, languages=(LEFT_TO_RIGHT, RIGHT_TO_LEFT))
    return create_app(settings, OpenedHere(settings), catalogs)


@pytest.fixture
def reader(translated_app):
    """Somebody who has chosen the language that is none."""
    visitor = Visitor(translated_app.test_client())
    visitor.open("/")
    visitor.send("/language", language=LEFT_TO_RIGHT, back="/")
    return visitor


def without_brackets(text):
    """What of a text stands outside of any translated sentence."""
    outside, depth = [], 0
    for letter in text:
        depth += letter == "⟦"
        if not depth:
            outside.append(letter)
        depth -= letter == "⟧"
    return "".join(outside)


def untranslated(page, known=()):
    parser = Words()
    parser.feed(page.text)
    left = without_brackets("\n".join(parser.texts)).split("\n")
    left += [without_brackets(label) for label in parser.labels]
    return [text for text in left if re.search(r"[A-Za-z]{2,}", _apart_from(text, known))]


def _apart_from(text, known):
    for word in sorted(known, key=len, reverse=True):
        text = text.replace(word, "")
    return text


NAMES_OF_LANGUAGES = {
    *Locale(LEFT_TO_RIGHT).languages.values(),
    *(vocabulary("languages").label(code) for code in vocabulary("languages").codes),
}
OURS = {" kaj ", "Caremarket", "English", "esperanto", "Esperanto", "999", "caremarket"}


@pytest.mark.parametrize("path", PAGES)
def test_no_sentence_of_a_page_is_left_in_english(reader, path):
    assert untranslated(reader.open(path), OURS | NAMES_OF_LANGUAGES) == []


@pytest.mark.parametrize("step", STEPS)
def test_no_sentence_of_a_question_is_left_in_english(reader, step):
    reader.open("/find/needs")
    reader.send("/find/needs", needs="personal_care", action="continue")
    start = reader.path.rpartition("/")[0]
    assert untranslated(reader.open(f"{start}/{step}"), OURS | NAMES_OF_LANGUAGES) == []


def test_no_sentence_of_an_answer_is_left_in_english(reader, translated_app):
    """Names, places and descriptions are the providers' own; all else is ours."""
    answer_id = reader.answers(FULL)
    found = reader.page
    ids, known = theirs_and_ours(found, translated_app)
    assert len(ids) > 4
    assert untranslated(found, known) == []
    assert untranslated(reader.open(f"/find/{answer_id}/check"), known) == []
    assert untranslated(reader.open(f"/plan/{answer_id}"), known) == []
    for option_id in ids:
        assert untranslated(reader.open(f"/services/{option_id}"), known) == []


def theirs_and_ours(found, translated_app):
    """Ids of the options on a page, and all that may stand there in English: the providers' own words."""
    ids = sorted(set(re.findall(r'href="/services/([^"]+)"', found.text)))
    with translated_app.extensions["caremarket"].store.reading() as store:
        shown = store.options(ids).values()
    places = [each.place for each in shown if each.place]
    theirs = {part for each in shown for part in (each.name, each.description, each.owner_name) if part}
    theirs |= {part for each in places for part in (each.label, each.address, each.postcode) if part}
    dates = set(Locale(LEFT_TO_RIGHT).months["format"]["wide"].values())
    return ids, OURS | NAMES_OF_LANGUAGES | theirs | dates | {"Tower Hamlets", "Example data"}


def test_no_sentence_of_what_suits_two_people_is_left_in_english(reader, translated_app):
    reader.open("/find/who")
    reader.send(who="both")
    reader.send(needs=["companionship"], action="continue")
    reader.send(place="E1 4NS", action="results")
    assert untranslated(reader.page, OURS) == []
    reader.send(f"{reader.path.removesuffix('/check')}/other-person")
    reader.send(needs=["companionship", "personal_care"], action="results")
    assert untranslated(reader.page, OURS | {"NS, "}) == []
    found = reader.open(reader.path.replace("/find/", "/results/").replace("/check", "/both"))
    ids, known = theirs_and_ours(found, translated_app)
    assert len(ids) > 1
    assert untranslated(found, known) == []


def test_no_sentence_of_a_shortlist_is_left_in_english(reader, translated_app):
    answer_id = reader.answers(FULL)
    ids, known = theirs_and_ours(reader.page, translated_app)
    for option_id in ids[:3]:
        reader.send("/shortlist/add", option_id=option_id, answer_id=answer_id)
    reader.open("/shortlist/")
    this = re.search(r'name="list" value="([^"]+)"', reader.page.text)[1]
    item = re.search(r'name="item" value="(\d+)"', reader.page.text)[1]
    doings = (
        ("words", {"item": item, "words": "Zz"}),
        ("words", {"item": item, "words": "Zz" * 600}),
        ("name", {"list": this, "label": "Zz" * 30}),
        ("move", {"item": item, "way": "down"}),
        ("link", {"list": this, "answers": "yes"}),
        ("remove", {"item": item}),
    )
    pages = [reader.page, *(reader.send(f"/shortlist/{doing}", **told) for doing, told in doings)]
    link = re.search(r">(http://[^<]+/s/[^<]+)<", pages[-2].text)[1]
    taken = ("compare?list={}", "questions?list={}", "email?list={}&reasons=yes", "link?list={}", "clear")
    pages += [reader.open(f"/shortlist/{path.format(this)}") for path in taken]
    pages.append(reader.open(f"/s/{link.rpartition('/')[2]}"))
    assert [untranslated(page, known | {"Zz" * 600, "Zz" * 30, "Zz", link}) for page in pages] == [[]] * 13


@pytest.mark.parametrize(
    "place", ["", "tower-hamlets", "tower-hamlets/all", "tower-hamlets/choice", "barnet", "barnet/choice"]
)
def test_no_sentence_of_looking_around_is_left_in_english(reader, place):
    found = reader.open(f"/places/{place}")
    theirs = set(re.findall(r'href="/services/[^"]+">([^<]+)<', found.text))
    lists = (vocabulary(name) for name in ("councils", "regions"))
    places = {names.label(code) for names in lists for code in names.codes}
    parts = {"Mile End", "Stretford", "Example data", "Example Home Care Ltd"}
    dates = set(Locale(LEFT_TO_RIGHT).months["format"]["wide"].values())
    assert untranslated(found, OURS | NAMES_OF_LANGUAGES | theirs | places | parts | dates) == []


@pytest.mark.parametrize("step", ["where", "languages", "worker", "results"])
def test_no_sentence_of_easy_read_is_left_in_english(reader, step):
    reader.open("/easy/needs")
    reader.send("/easy/needs", needs=["personal_care", "nursing"], action="continue")
    found = reader.open(f"{reader.path.rpartition('/')[0]}/{step}")
    names = re.findall(r'href="/services/[^"]+">([^<]+)<', found.text)
    assert untranslated(found, OURS | NAMES_OF_LANGUAGES | set(names)) == []


def test_no_sentence_of_a_refused_form_is_left_in_english(reader):
    assert untranslated(reader.client.post("/find/needs", data={"needs": "meals"}), OURS) == []


def test_a_page_left_in_english_would_be_seen(visitor):
    assert "Start the questions" in untranslated(visitor.open("/"))


def test_a_page_says_its_language_and_runs_its_way(reader):
    assert '<html lang="eo" dir="ltr">' in reader.open("/").text
    reader.send("/language", language=RIGHT_TO_LEFT, back="/find/needs")
    assert reader.path == "/find/needs"
    assert '<html lang="fa" dir="rtl">' in reader.page.text
    reader.send("/language", language="en-GB", back="/")
    assert '<html lang="en-GB" dir="ltr">' in reader.page.text


@pytest.mark.parametrize("back", ["https://example.org/", "//example.org", "/\\example.org", "example.org"])
def test_a_choice_of_language_leads_nowhere_else(reader, back):
    reader.send("/language", language=RIGHT_TO_LEFT, back=back)
    assert reader.path == "/"


def test_a_language_that_is_not_offered_is_english(visitor):
    visitor.open("/")
    visitor.send("/language", language="bn", back="/")
    assert '<html lang="en-GB"' in visitor.page.text
    assert "Language" not in visitor.words


def test_reports_for_councils_and_answers_to_programs_are_english(reader):
    assert '<html lang="en-GB"' in reader.open("/market/").text
    assert "⟦" not in reader.open("/api/v1/services").text


def test_a_language_without_a_catalog_is_refused_with_those_there_are(market_settings):
    with pytest.raises(CareMarketError) as refusal:
        create_app(replace(market_settings, languages=("xx",)), OpenedHere(market_settings))
    assert "CAREMARKET_LANGUAGES" in refusal.value.sentence
    assert "bn" in refusal.value.remedy


@pytest.mark.parametrize("language", ["bn", "pl"])
def test_a_draft_says_on_every_page_that_nobody_has_checked_it(market_settings, language):
    settings = replace(market_settings, languages=(language,))
    visitor = Visitor(create_app(settings, OpenedHere(settings)).test_client())
    visitor.open("/")
    visitor.send("/language", language=language, back="/how-it-works")
    assert f'<html lang="{language}"' in visitor.page.text
    assert visitor.page.text.count('class="notice"') == 2


@pytest.mark.parametrize("path", sorted(CATALOGS.glob("*.po")), ids=lambda path: path.stem)
def test_a_catalog_has_every_sentence_of_today_and_no_other(path):
    """``python -m directory.web.catalogs`` brings them up to date."""
    with path.open("rb") as file:
        kept = read_po(file)
    assert {(m.context, m.id) for m in kept} == {(m.context, m.id) for m in messages()}


@pytest.mark.parametrize("path", sorted(CATALOGS.glob("*.po")), ids=lambda path: path.stem)
def test_a_catalog_leaves_no_sentence_untranslated_and_no_form_of_a_plural(path):
    with path.open("rb") as file:
        kept = read_po(file)
    strings = {m.id: m.string if isinstance(m.string, tuple) else (m.string,) for m in kept if m.id}
    assert [told for told, string in strings.items() if not all(string)] == []
    assert {len(s) for told, s in strings.items() if isinstance(told, tuple)} == {kept.num_plurals}
    assert [message.id for message in kept if message.fuzzy] == []


@pytest.mark.parametrize("path", sorted(CATALOGS.glob("*.po")), ids=lambda path: path.stem)
def test_a_translation_keeps_every_value_and_all_markup(path):
    with path.open("rb") as file:
        translated = [message for message in read_po(file) if message.id and message.string]
    for message in translated:
        ids, strings = (each if isinstance(each, tuple) else (each,) for each in (message.id, message.string))
        assert {tuple(sorted(KEPT.findall(each))) for each in strings if each} <= {
            tuple(sorted(KEPT.findall(each))) for each in ids
        }
