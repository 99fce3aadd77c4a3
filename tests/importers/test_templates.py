"""Templates to fill in: every column explained, every word understood, nothing lost on the way back."""

import os
import re
import subprocess
import sys
import zipfile
from io import BytesIO

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from importers.readings import read_file
from importers.source import Note, Reading, SourceRow
from importers.sources.registry import source_named
from importers.template_columns import KINDS, columns_of, words_of
from importers.template_sheets import SAFE, add_sheets, write_template
from importers.terms import read_terms
from tests.importers.paper_map import a_reading_context
from tests.importers.sheets import write_csv

each_kind = pytest.mark.parametrize("kind", KINDS, ids=[kind.name for kind in KINDS])
ENDS_IN_FORMULA = re.compile(rb"<f[ >]")


def filled(path, kind, rows):
    """The template of a kind with these rows, as a spreadsheet program saves it."""
    with xlsxwriter.Workbook(path, SAFE) as workbook:
        sheet = add_sheets(workbook, kind)
        for line, row in enumerate(rows, start=1):
            for place, cell in enumerate(row.values()):
                if cell:
                    sheet.write_string(line, place, cell)
    return path


def examples(kind):
    """A row of the notes' own examples."""
    return {column.name: column.example for column in columns_of(kind)}


def parts_of(kind):
    made = BytesIO()
    write_template(made, kind)
    with zipfile.ZipFile(made) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@each_kind
def test_it_has_every_column_of_its_source_in_order_each_with_a_sentence_and_an_example(kind):
    columns = columns_of(kind)
    assert [column.name for column in columns] == [c.name for c in source_named(kind.source).columns]
    for column in columns:
        assert column.says.endswith(".")
        assert len(column.says) <= 255
        assert column.example in (column.choices or [column.example])
        assert column.example


@each_kind
def test_its_own_examples_come_in_whole(kind, tmp_path):
    source = source_named(kind.source)
    found = read_file(source, filled(tmp_path / "a.xlsx", kind, [examples(kind)]), a_reading_context())
    assert (len(found.landing), found.refused, found.left_out) == (1, [], [])
    assert {note.code for note in found.notes} <= {"address_not_shown"}


@each_kind
def test_every_word_to_choose_from_is_understood_as_itself(kind):
    source = source_named(kind.source)
    for column in columns_of(kind):
        for word in column.choices:
            row = dict.fromkeys(examples(kind), "") | {"Name": "Example", "Postcode": "E1 4NS"}
            row |= {"Consent to list": "yes", "Email": "a@example.org", "Date of birth": "03/04/1980"}
            cells = {name: cell for name, cell in row.items() if name in examples(kind)} | {column.name: word}
            reading = source.read_row(SourceRow(2, cells), a_reading_context())
            if (column.name, word) != ("Consent to list", "no"):
                assert isinstance(reading, Reading), (column.name, word)
                assert "not_understood" not in {note.code for note in reading.notes}, (column.name, word)
        for list_name in column.lists:
            for label, code in words_of(list_name):
                assert (list_name, code) in read_terms(label, list_name).yes


@pytest.mark.parametrize("kind", KINDS[:3], ids=[kind.name for kind in KINDS[:3]])
def test_the_organisations_to_choose_from_are_those_of_the_kind(kind, tmp_path):
    source = source_named(kind.source)
    (choices,) = [column.choices for column in columns_of(kind) if column.name == "Organisation type"]
    rows = [examples(kind) | {"Organisation type": word, "Id": word} for word in choices]
    filled_in = source.rows(filled(tmp_path / "a.xlsx", kind, rows))
    kinds = [source.read_row(row, a_reading_context()).claims.provider_kind for row in filled_in]
    assert tuple(kinds) == kind.organisations


@each_kind
def test_only_the_first_sheet_is_read_and_nothing_is_to_be_noted_of_the_file(kind, tmp_path):
    items = list(source_named(kind.source).rows(filled(tmp_path / "a.xlsx", kind, [examples(kind)])))
    assert [item for item in items if isinstance(item, Note)] == []


@each_kind
def test_it_holds_no_formula_a_frozen_header_and_lists_to_choose_from(kind):
    parts = parts_of(kind)
    sheets = {name: part for name, part in parts.items() if name.startswith("xl/worksheets/")}
    assert len(sheets) == 3
    assert not any(ENDS_IN_FORMULA.search(part) for part in sheets.values())
    first = sheets["xl/worksheets/sheet1.xml"].decode()
    assert 'state="frozen"' in first
    columns = columns_of(kind)
    assert first.count("<dataValidation ") == len(columns)
    assert first.count('type="list"') == sum(bool(column.choices) for column in columns)
    assert (
        'formatCode="@"' in parts["xl/styles.xml"].decode()
        or 'numFmtId="49"' in parts["xl/styles.xml"].decode()
    )


CELLS = st.one_of(
    st.sampled_from(
        ["020 7946 0101", "02079460101", "001234567890", "1-100000001", "=1+1", "+44 20 7946 0101", "£17.50",
         "03/04/1980", "4.0", "yes", "Halal; no vegan", "https://example.org", "1e5", "TRUE", "-1", ""]
    ),
    st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), max_size=12),
)  # fmt: skip


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rows=st.lists(st.lists(CELLS, min_size=31, max_size=31), min_size=8, max_size=30),
    number=st.integers(0, 3),
)
def test_what_is_filled_in_reads_as_the_same_cells_in_a_csv(tmp_path, rows, number):
    kind = KINDS[number]
    names = [column.name for column in columns_of(kind)]
    # Each person needs a name and consent to be read at all.
    told = {"Name": "Josephina Example", "Consent to list": "yes", "Postcode": "E1 4NS"}
    cells = [dict(zip(names, row, strict=False)) for row in rows]
    cells = [row | {name: said for name, said in told.items() if name in row} for row in cells]
    source, context = source_named(kind.source), a_reading_context()
    sheet = read_file(source, filled(tmp_path / "a.xlsx", kind, cells), context)
    text = read_file(source, write_csv(tmp_path / "a.csv", cells, columns=names), context)
    assert sheet.landing == text.landing
    assert (sheet.refused, sheet.left_out, sheet.notes) == (text.refused, text.left_out, text.notes)


def test_it_goes_to_a_file_or_a_pipe_and_never_over_a_file(caremarket, tmp_path):
    path = tmp_path / "volunteers.xlsx"
    assert caremarket("template", "volunteers", "--output", path).exit_code == 0
    assert zipfile.is_zipfile(path)
    refused = caremarket("template", "volunteers", "--output", path)
    assert (refused.exit_code, "already" in refused.stderr) == (3, True)
    assert caremarket("template", "volunteers", "--output", tmp_path / "no" / "folder.xlsx").exit_code == 3
    assert zipfile.is_zipfile(BytesIO(caremarket("template", "personal-assistants").stdout_bytes))
    assert caremarket("template", "cqc-directory").exit_code == 2


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="no terminals of this kind here")
def test_it_is_not_written_on_a_screen():
    screen, terminal = os.openpty()
    command = [sys.executable, "-c", "from directory.cli import main; main()", "template", "volunteers"]
    done = subprocess.run(command, stdout=terminal, stderr=subprocess.PIPE, check=False)
    os.close(terminal)
    os.close(screen)
    assert done.returncode == 2
    assert b"> volunteers.xlsx" in done.stderr
