"""What an import says it did, to programs and to people."""

import json

from directory.records import PrivateDetails
from importers.report import Report
from importers.row_errors import REFUSALS, not_understood, refused
from importers.source import LeftOut, Note

KEYS = {
    *("source", "publisher", "scope", "rows", "listed", "added", "changed", "unchanged", "ended", "refused"),
    *("refused_by_code", "left_out_by_code", "notes_by_code", "rows_refused", "notes", "dry_run"),
    *("left_out", "fingerprint", "published", "seconds"),
}


def a_report(**changes):
    usual = {
        "source": "community-groups",
        "publisher": "Example council",
        "scope": "Newham",
        "rows": 5,
        "listed": 2,
        "rows_refused": [refused(7, "postcode_not_found", "Postcode"), refused(3, "no_name", "Name")],
        "left_out": [LeftOut(4, "no_consent", "No.")],
        "notes": [not_understood(9, "Activities", "falconry"), not_understood(8, "Activities", "falconry")],
        "added": 2,
    }
    return Report(**{**usual, **changes})


def test_json_has_every_figure_and_every_row_in_order_of_lines():
    report = a_report().as_json()
    assert report.keys() >= KEYS
    assert json.loads(json.dumps(report)) == report
    assert [row["line"] for row in report["rows_refused"]] == [3, 7]
    assert report["rows_refused"][0].keys() == {"line", "code", "sentence", "remedy", "column"}
    assert report["refused"] == 2
    assert report["refused_by_code"] == {"no_name": 1, "postcode_not_found": 1}
    assert report["left_out_by_code"] == {"no_consent": 1}
    assert report["notes_by_code"] == {"not_understood": 2}


def test_text_says_what_to_mend_by_line_code_sentence_and_remedy():
    text = a_report().as_text()
    assert "rows read" in text
    assert "line 7: Postcode: The postcode is not known. Check it" in text
    assert "[postcode_not_found]" in text
    assert "left out: no consent" in text


def test_text_says_a_sentence_once_with_the_lines_it_is_about():
    text = a_report().as_text()
    assert text.count("falconry") == 1
    assert "lines 8, 9:" in text


def test_text_stays_readable_however_much_there_is_to_say():
    notes = [not_understood(line, "Activities", f"word {line}") for line in range(500)]
    many = [refused(line, "no_name", "Name") for line in range(10_000)]
    text = a_report(notes=notes, rows_refused=many).as_text()
    assert len(text.splitlines()) < 50
    assert "and 480 more kinds of line" in text
    assert "and 9,992 more" in text


def test_rows_without_consent_are_named_by_line_and_never_by_person():
    person = PrivateDetails("Josephina Example", email="josephina@example.org")
    left_out = [
        LeftOut(12, "no_consent", "There is no consent.", "a1b2", person),
        LeftOut(4, "consent_unclear", "It is not clear.", "c3d4", person),
        LeftOut(9, "no_consent", "There is no consent."),
        LeftOut(6, "total_row", "It adds up the rows above."),
        LeftOut(5, "provider_row", "A provider's own row."),
    ]
    report = a_report(left_out=left_out)
    assert [list(row.values()) for row in report.as_json()["left_out"]] == [
        [4, "consent_unclear", "It is not clear."],
        [6, "total_row", "It adds up the rows above."],
        [9, "no_consent", "There is no consent."],
        [12, "no_consent", "There is no consent."],
    ]
    text = report.as_text()
    assert "lines 9, 12: There is no consent." in text
    assert "line 4: It is not clear." in text
    assert all(secret not in f"{text}{report.as_json()}" for secret in ("osephina", "a1b2", "c3d4"))


def test_a_dry_run_says_so_first():
    assert a_report(dry_run=True).as_text().startswith("Tried out, nothing was kept")


def test_figures_line_up():
    figures = [
        line for line in a_report().as_text().splitlines() if line.startswith("  ") and "  " in line[4:]
    ]
    assert len({len(line) for line in figures[:3]}) == 1


def test_every_refusal_has_a_sentence_and_a_remedy():
    for code, (sentence, remedy) in REFUSALS.items():
        assert sentence.endswith("."), code
        assert remedy.endswith((".", '"')), code


def test_a_note_on_a_private_column_has_no_value():
    assert not_understood(3, "Date of birth", None) == Note(
        3,
        "not_understood",
        "Something in “Date of birth” was not understood and is not used.",
        "Date of birth",
        None,
    )
