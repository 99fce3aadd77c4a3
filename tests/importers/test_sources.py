"""What every source must keep to, ours and plugged-in ones alike."""

import pytest

from directory.errors import NotFound
from importers.files.headers import fold, read_header
from importers.source import LeftOut, Reading, RowError, SourceRow
from importers.sources.registry import all_sources, source_named
from tests.importers.paper_map import a_reading_context

SOURCES = {source.name: source for source in all_sources()}


@pytest.fixture(params=sorted(SOURCES))
def source(request):
    return SOURCES[request.param]


def test_our_sources_are_there_under_names_of_their_own():
    assert {"personal-assistants", "community-groups", "cqc-directory", "charities"} <= SOURCES.keys()
    assert len(SOURCES) == len(all_sources())


def test_an_unknown_source_is_refused_naming_those_there_are():
    with pytest.raises(NotFound) as refusal:
        source_named("cqc")
    assert "cqc-directory" in refusal.value.remedy


def test_it_says_what_it_is_in_plain_words(source):
    assert source.about.endswith(".")
    assert source.title
    assert source.default_publisher
    assert source.default_scope


def test_its_columns_are_named_apart(source):
    named = [{fold(name) for name in (column.name, *column.aliases)} for column in source.columns]
    assert sum(map(len, named)) == len(set().union(*named))
    assert any(column.required for column in source.columns)


def test_its_own_header_is_read_as_itself_in_any_order_and_case(source):
    names = [column.name for column in reversed(source.columns)]
    header = read_header(1, [f" {name.upper()} " for name in names], source.columns)
    assert list(header.names) == names
    assert header.near == ()


@pytest.mark.parametrize(
    "cell", ["", "NA", "=1+1", "<script>", "😀" * 50, "a" * 3_000, "0", "-1", "1e308", "\u202e", ";;|"]
)
def test_no_row_makes_it_fail(source, cell):
    row = SourceRow(2, {column.name: cell for column in source.columns})
    assert isinstance(source.read_row(row, a_reading_context()), Reading | RowError | LeftOut)


@pytest.mark.parametrize(
    ("name", "spelling", "column"),
    [
        ("personal-assistants", "D.O.B. (dd/mm/yyyy)", "Date of birth"),
        ("personal-assistants", "Hourly Rate (£)", "Hourly rate"),
        ("personal-assistants", "DBS No.", "DBS certificate number"),
        ("personal-assistants", "Consent to be listed (Y/N)", "Consent to list"),
        ("community-groups", "Tel. No.", "Telephone"),
        ("community-groups", "Postcode (venue)", "Postcode"),
        ("community-groups", "Services offered", "Activities"),
        ("cqc-directory", "CQC Location (for office use only", "CQC Location ID (for office use only)"),
    ],
)
def test_headers_as_councils_write_them_are_understood(name, spelling, column):
    assert column in read_header(1, [spelling], SOURCES[name].columns).known
