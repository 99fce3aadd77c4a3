"""``caremarket review``: look-alikes side by side, one key an answer, each with who gave it."""

import json

import pytest
from click.testing import CliRunner
from sqlalchemy import select

from directory.cli import main
from directory.settings import read_settings
from directory.store.record_models import Audit, RecordLink
from directory.store.session import open_store
from tests.importers.paper_map import PaperMap
from tests.importers.sheets import a_group, a_person, write_csv

BARE = {"Telephone": "", "Email": "", "Website": "", "Address": ""}
A_CLUB = a_group(**{**BARE, "Description": "Told \x1b[31mhere."})
SAME_NAME_AND_PLACE = a_group(**{**BARE, "Address": "9 Other Road", "Email": "there@example.org"})


@pytest.fixture
def caremarket(tmp_path, monkeypatch):
    """Run a command on a data folder of its own."""
    monkeypatch.setenv("CAREMARKET_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setattr("importers.commands.import_file.Gazetteer.open", lambda settings: PaperMap())

    def run(*words):
        return CliRunner().invoke(main, [str(word) for word in words])

    return run


@pytest.fixture
def take(caremarket, tmp_path):
    def taken(source, publisher, *rows):
        path = write_csv(tmp_path / "file.csv", rows)
        done = caremarket(
            "import", source, path, "--publisher", publisher, "--scope", "England", "--no-publish"
        )
        assert done.exit_code == 0, done.output

    return taken


@pytest.fixture
def two_clubs(take):
    take("community-groups", "Here", A_CLUB)
    take("community-groups", "There", SAME_NAME_AND_PLACE)


@pytest.fixture
def four_clubs(take):
    clubs = [A_CLUB, a_group(**{**BARE, "Name": "Tallow Circle", "Id": "2"})]
    take("community-groups", "Here", *clubs)
    take("community-groups", "There", *clubs)


@pytest.fixture
def keys(monkeypatch):
    """Press these, as somebody at a terminal."""

    def press(*pressed):
        waiting = iter(pressed)
        monkeypatch.setattr("importers.commands.review._is_terminal", lambda: True)
        monkeypatch.setattr("click.getchar", lambda: next(waiting))

    return press


def stored(query):
    store = open_store(read_settings())
    with store.reading() as reader:
        rows = reader._connection.execute(query).all()
    store.close()
    return [tuple(row) for row in rows]


def said():
    return stored(select(RecordLink.verdict, RecordLink.made_by).where(RecordLink.withdrawn_at.is_(None)))


def listed(caremarket):
    return json.loads(caremarket("status", "--json").stdout)["listed"]["total"]


def test_what_waits_is_shown_side_by_side_with_what_differs_marked(caremarket, two_clubs):
    shown = caremarket("review", "--list").stdout
    lines = {line.split()[0]: line for line in shown.splitlines() if line.startswith("  ") and line.split()}
    assert shown.startswith("1-2  One provider?")
    assert " = " in lines["name"]
    assert "≠" in lines["description"]
    assert "=" not in lines["address"]
    assert "≠" not in lines["address"]
    assert "\x1b" not in shown
    assert shown.endswith("1 to judge.\n")


def test_a_program_reads_it_and_answers(caremarket, two_clubs):
    told = json.loads(caremarket("review", "--json").stdout)
    assert told["waiting"] == 1
    (question,) = told["questions"]
    assert {field["field"]: field["agrees"] for field in question["fields"]}["name"] is True
    done = caremarket("review", "--answer", question["pair"], "same", "--by", "Amina")
    assert (done.exit_code, done.output.splitlines()[0]) == (0, "1-2: same.")
    assert said() == [("same", "Amina")]
    assert listed(caremarket) == 1
    audit = stored(select(Audit.who, Audit.what, Audit.before, Audit.after).where(Audit.who == "Amina"))
    assert audit == [("Amina", "link", {"verdict": "ask"}, {"verdict": "same"})]


def test_an_answer_is_published_at_once_unless_told_not_to(caremarket, two_clubs):
    before = caremarket("publish").output
    assert "Published" not in caremarket("review", "--answer", "1-2", "different", "--no-publish").output
    assert "Published: version" in caremarket("review", "--answer", "1-2", "same").output
    assert before


ANSWERS = [
    ("same", ("s", "q"), "same"),
    ("different", ("d", "q"), "different"),
    ("later", ("k", "q"), "ask"),
    ("another key is no answer", ("x", "d"), "different"),
    ("undone and answered again", ("s", "u", "d"), "different"),
    ("undone and left", ("s", "u", "q"), "ask"),
    ("undo with nothing to undo", ("u", "q"), "ask"),
]


@pytest.mark.parametrize(("pressed", "verdict"), [a[1:] for a in ANSWERS], ids=[a[0] for a in ANSWERS])
def test_one_key_is_an_answer(caremarket, four_clubs, keys, pressed, verdict):
    keys(*pressed, "q")
    assert caremarket("review", "--by", "Amina").exit_code == 0
    assert [said_of for said_of, _ in sorted(said())] == sorted([verdict, "ask"])


def test_undo_takes_an_answer_back_to_the_queue(caremarket, two_clubs):
    caremarket("review", "--answer", "1-2", "same")
    assert "1-2: to be judged again." in caremarket("review", "--undo", "2-1").output
    assert [verdict for verdict, _ in said()] == ["ask"]
    assert listed(caremarket) == 2


def test_undo_takes_back_what_an_import_linked_and_it_is_not_linked_again(caremarket, take):
    take("community-groups", "Here", a_group())
    take("community-groups", "There", a_group())
    assert (said(), listed(caremarket)) == ([("same", "import")], 1)
    assert "1-2: no longer said." in caremarket("review", "--undo", "1-2", "--by", "Amina").output
    take("community-groups", "There", a_group(Description="Told anew."))
    assert (said(), listed(caremarket)) == ([], 2)


def test_of_private_people_it_says_what_agrees_and_nothing_more(caremarket, take):
    take("personal-assistants", "Here", a_person())
    take("personal-assistants", "There", a_person(Date_of_birth="1/1/1990", Email=""))
    for words in (("--list",), ("--json",)):
        shown = caremarket("review", *words).stdout
        secrets = ("7946", "josephina", "1980", "1990", "Example Street", "E1 4NS", "001234567890")
        assert [secret for secret in secrets if secret.casefold() in shown.casefold()] == []
    fields = json.loads(caremarket("review", "--json").stdout)["questions"][0]["fields"]
    agrees = {field["field"]: field["agrees"] for field in fields}
    assert (agrees["telephone"], agrees["birth date"], agrees["email"]) == (True, False, None)


REFUSED = [
    (("--answer", "1-9", "same"), 3, "Nothing is said of these two records."),
    (("--undo", "1-9"), 3, "Nothing is said of these two records."),
    (("--answer", "one", "same"), 2, "a pair is two record numbers"),
    (("--answer", "1-2", "perhaps"), 2, "perhaps"),
]


@pytest.mark.parametrize(("words", "status", "sentence"), REFUSED)
def test_what_cannot_be_answered_is_refused(caremarket, words, status, sentence):
    done = caremarket("review", *words)
    assert done.exit_code == status
    assert sentence in done.output


def test_without_anything_to_judge_it_says_so(caremarket):
    assert caremarket("review").stdout == "Nothing to judge.\n"
