"""The application over a small published market; one market a test process, one visit a client."""

import pytest

from directory.app import create_app
from tests.journeys.browser import chromium, served
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


@pytest.fixture(scope="module")
def address(app):
    """Where the application is served."""
    with served(app) as address:
        yield address


@pytest.fixture(scope="module")
def browser():
    with chromium() as browser:
        yield browser


@pytest.fixture
def open_page(browser, address):
    """Opens a page in a window of its own: width and height in pixels, and what else Playwright's has."""
    contexts = []

    def opened(path="/", width=1280, height=900, **more):
        context = browser.new_context(base_url=address, viewport={"width": width, "height": height}, **more)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.goto(path)
        return page

    yield opened
    for context in contexts:
        context.close()
