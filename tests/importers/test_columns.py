"""Reading a table by columns is reading it line by line, only quicker."""

import csv
import io
import resource
import signal

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from directory.errors import FileRefused
from importers import file_reading
from importers.columns.block_reading import judged
from importers.columns.plain_text import plain_records
from importers.columns.text_blocks import text_blocks
from importers.file_reading import read_file
from importers.files.text_tables import text_table
from importers.progress import Unwatched
from importers.readings import read_row_by_row
from importers.rules import BLANK, Rule, first_failure, says_something
from tests.importers.paper_map import a_reading_context
from tests.importers.sheets import GROUPS, a_group, write_csv

COLUMNS = ("Name", "Postcode", "Activities", "Telephone", "Notes of ours", "")
CELLS = st.one_of(
    st.sampled_from(["", "Example Club", "E1 4NS", "Lunch club; Company", "020 7946 0102", "Total", "n/a"]),
    st.sampled_from(
        [
            '"The" Club',
            "a, b",
            "two\nlines",
            "José",
            "JosÃ©",
            " spaced ",
            "behind ",
            "\xa0x",
            "\u202eevil",
            "x\x1fy",
        ]
    ),
    st.text(st.characters(codec="utf-8", exclude_characters="\0\r", exclude_categories=["Cs"]), max_size=8),
)
ROWS = st.lists(st.lists(CELLS, min_size=4, max_size=7), min_size=1, max_size=12)


@pytest.fixture(autouse=True)
def every_file_is_large(monkeypatch):
    monkeypatch.setattr(file_reading, "LARGE_BYTES", 1)


def as_text(rows, line_end="\r\n", header=COLUMNS):
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator=line_end).writerows([header, *rows])
    return text.getvalue()


def said(found):
    """All that a reading says, in a fixed order."""
    return (
        found.rows,
        {source_id: (row.line, row.arrival.claims_text()) for source_id, row in found.landing.items()},
        sorted(map(repr, found.refused)),
        sorted(map(repr, found.left_out)),
        dict(found.notes_by_code),
        sorted(map(repr, found.notes)),
    )


def either(read, *args):
    try:
        return said(read(*args))
    except FileRefused as refusal:
        return refusal.code, refusal.sentence


@given(ROWS, st.sampled_from(["\n", "\r\n"]), st.booleans())
@settings(max_examples=150, deadline=None)
def test_by_columns_a_file_says_what_it_says_line_by_line(tmp_path_factory, rows, line_end, cut):
    text = as_text(rows, line_end)
    path = tmp_path_factory.mktemp("table") / "groups.csv"
    path.write_bytes(text.encode().removesuffix(line_end.encode()) if cut else text.encode())
    context = a_reading_context()
    assert either(read_file, GROUPS, path, context) == either(
        read_row_by_row, GROUPS, path, context, Unwatched()
    )


@pytest.mark.parametrize(
    ("text", "is_plain"),
    [
        ('a,"b ""c""",d\n', True),
        ('"a\nb",c,d\n', True),
        ('a,"",d', True),
        ('a,b"c,d\n', False),
        ('a,"b"c,d\n', False),
        ('a,"b,d\n', False),
        ("a,b\rc,d\n", False),
        ('a, "b",d\n', False),
    ],
)
def test_only_what_can_be_read_in_one_way_is_plain(text, is_plain):
    assert (plain_records(text.encode(), ",") is not None) is is_plain


@given(st.lists(st.text(max_size=12), min_size=1), st.sampled_from([BLANK, r"1-[0-9]+|", r"(?i)[a-z]{2,3}"]))
@settings(max_examples=200, deadline=None)
def test_columns_are_judged_as_marshmallow_judges_each_row(texts, pattern):
    for rule in (Rule("Name", "no_name", pattern), Rule("Name", "no_name", pattern, never=True)):
        by_column = judged(pl.DataFrame({"Name": texts}), (rule,)).to_list()
        assert by_column == [first_failure((rule,), {"Name": text}) is None for text in texts]


def test_a_row_that_breaks_a_rule_is_explained_with_its_id(tmp_path):
    path = write_csv(tmp_path / "groups.csv", [a_group(Id="7", Name="n/a"), a_group(Id="8")])
    (refusal,) = read_file(GROUPS, path, a_reading_context()).refused
    assert (refusal.line, refusal.code, refusal.column, refusal.source_id) == (2, "no_name", "Name", "7")
    assert says_something("Name", "no_name") in GROUPS.in_columns.rules


def test_a_disk_without_room_for_what_is_put_aside_is_named(tmp_path):
    path = write_csv(tmp_path / "groups.csv", [a_group(Id="7", Name="A club")])
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN), resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10, before[1][1]))
    try:
        with pytest.raises(FileRefused) as refused:
            read_file(GROUPS, path, a_reading_context())
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before[1])
        signal.signal(signal.SIGXFSZ, before[0])
    assert "File too large" in refused.value.sentence
    assert "TMPDIR" in refused.value.remedy


def test_blocks_side_by_side_come_in_order(tmp_path, monkeypatch):
    monkeypatch.setattr("importers.columns.text_blocks.BLOCK_BYTES", 400)
    rows = [a_group(Id=f"{number}", Description=f'Says "{number}",\nand more') for number in range(12)]
    path = write_csv(tmp_path / "groups.csv", rows)
    alone = read_file(GROUPS, path, a_reading_context())
    table = text_table(path, GROUPS.columns)
    blocks = list(text_blocks(path, table.file.encoding, table.header.line))
    assert len(blocks) > 4
    monkeypatch.setattr(file_reading, "SEVERAL_PROCESSES_BYTES", 1)
    monkeypatch.setattr(file_reading, "processes_at_hand", lambda: 2)
    assert said(read_file(GROUPS, path, a_reading_context())) == said(alone)
    assert len(alone.landing) == 12


def test_a_cell_that_never_closes_ends_the_reading_by_columns_at_once(tmp_path):
    path = write_csv(tmp_path / "groups.csv", [a_group(Id="1")])
    width = len(path.read_text(encoding="utf-8").splitlines()[0].split(","))
    with path.open("a", encoding="utf-8") as file:
        file.write('"opens' + "," * (width - 1) + "\n" + "x" * 500 + "\n" + ("x" * 500 + "\n") * 25_000)
    table = text_table(path, GROUPS.columns)
    blocks = list(text_blocks(path, table.file.encoding, table.header.line))
    assert [block.whole for block in blocks] == [True, False]
    with pytest.raises(FileRefused) as refusal:
        read_file(GROUPS, path, a_reading_context())
    assert refusal.value.code in ("record_too_long", "quotes_not_paired", "ends_mid_record")


def test_more_rows_than_one_area_has_are_refused(tmp_path, monkeypatch):
    path = write_csv(tmp_path / "groups.csv", [a_group(Id=f"{number}") for number in range(4)])
    monkeypatch.setattr(GROUPS.__class__, "in_columns", GROUPS.in_columns.__class__(at_most=3))
    with pytest.raises(FileRefused) as refusal:
        read_file(GROUPS, path, a_reading_context())
    assert refusal.value.code == "too_many_rows"
