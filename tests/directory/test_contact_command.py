"""``caremarket contact``: a register says how people reach the personal assistants whom it lists."""

import pytest
from click.testing import CliRunner

from directory.cli import main
from directory.settings import read_settings
from directory.store.session import open_store
from tests.builders import a_personal_assistant
from tests.directory.importing import take_in

WORDS = "Phone 020 7946 0999"


@pytest.fixture
def store(tmp_path, monkeypatch):
    monkeypatch.setenv("CAREMARKET_DATA_DIR", str(tmp_path))
    store = open_store(read_settings())
    take_in(store, a_personal_assistant(), source="personal-assistants", scope="Bow")
    yield store
    store.close()


def told(store):
    with store.reading() as reader:
        listed = [option.option_id for option in reader.published_rows()]
        return [source.contact for option in reader.options(listed).values() for source in option.sources]


def test_what_a_register_says_is_read_and_can_be_taken_away(store):
    with store.reading() as reader:
        publisher = reader.sources()[0].publisher
    assert CliRunner().invoke(main, ["contact", publisher, WORDS]).exit_code == 0
    assert told(store) == [WORDS]
    assert CliRunner().invoke(main, ["contact", publisher]).exit_code == 0
    assert told(store) == [None]


def test_a_publisher_nobody_knows_is_refused_with_those_that_are_known(store):
    refused = CliRunner().invoke(main, ["contact", "Nobody", WORDS])
    assert refused.exit_code == 3
    assert "Publishers are: " in refused.output
    assert told(store) == [None]
