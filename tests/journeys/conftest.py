"""The application over a small published market; one market a test process, one visit a client."""

import pytest

from directory.app import create_app
from tests.journeys.small_market import OpenedHere, published_market
from tests.journeys.visitor import Visitor


@pytest.fixture(scope="session")
def market_settings(tmp_path_factory):
    return published_market(tmp_path_factory.mktemp("small-market"))


@pytest.fixture(scope="session")
def app(market_settings):
    return create_app(market_settings, OpenedHere(market_settings))


@pytest.fixture
def client(app):
    return app.test_client()


@pytest.fixture
def visitor(client):
    return Visitor(client)
