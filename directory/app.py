"""``create_app()``: the web application with its settings, its locks and what it opens."""

import gc
from functools import cached_property
from importlib.resources import files
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import Any

from flask import Flask
from flask_wtf.csrf import CSRFProtect
from jinja2 import StrictUndefined

from directory.errors import NotPublished, PublishedVersionRefused
from directory.geography.gazetteer import Gazetteer
from directory.geography.reference.reference_data import ReferenceData
from directory.journeys.market_reports.kept import KeptReports
from directory.live_market import LiveMarket
from directory.publishing import publish_changes
from directory.settings import Settings, read_settings
from directory.store.answers import open_answers
from directory.store.session import open_store
from directory.web import (
    councils,
    easy,
    find_support,
    for_two,
    local_choice,
    market,
    pages,
    places,
    plan,
    results,
    services,
    shared,
    shortlist,
    sitemap,
    taking,
)
from directory.web.access_log import log_failure, log_requests
from directory.web.api import register_api
from directory.web.brand import brand_of
from directory.web.guards import guard
from directory.web.opened import Opened
from directory.web.page_words import add_words
from directory.web.refusals import register_refusals
from directory.web.report.page import add_blocks
from directory.web.translation import CATALOGS, speak

PAGES = (
    pages.pages,
    find_support.find,
    for_two.for_two,
    easy.easy,
    results.results,
    services.services,
    places.places,
    local_choice.local_choice,
    sitemap.sitemap,
    shortlist.shortlist,
    plan.plan,
    taking.taking,
    shared.shared,
    councils.councils,
    market.market,
)


class CareMarketApp(Flask):
    """Flask, except that a fault is logged without its message, which may hold an answer."""

    def log_exception(
        self, exc_info: tuple[type, BaseException, TracebackType] | tuple[None, None, None]
    ) -> None:
        log_failure(exc_info)


class OpenedOnce:
    """The store, answers, gazetteer and live market of one data folder, opened when first asked for."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._opening = Lock()
        self._market: LiveMarket | None = None
        self._reference: ReferenceData | None = None
        self.brand = brand_of(settings)
        self.kept_reports = KeptReports()

    @cached_property
    def store(self) -> Any:
        return open_store(self.settings)

    @cached_property
    def answers(self) -> Any:
        return open_answers(self.settings)

    @cached_property
    def gazetteer(self) -> Gazetteer:
        return Gazetteer.open(self.settings)

    def reference(self) -> ReferenceData:
        """What is loaded now; opened anew when tables were loaded since."""
        newest = ReferenceData.open(self.settings.reference_dir, self.gazetteer.locate)
        if self._reference is None or self._reference.shelf.version != newest.shelf.version:
            self._reference = newest
        return self._reference

    def market(self) -> LiveMarket:
        """The newest published version: a look at one small file unless a new one has come.

        Who first notices a new one opens it; others go on with the one they know.
        """
        if self._market is None:
            with self._opening:
                self._market = self._market or self._first()
        elif self._opening.acquire(blocking=False):
            try:
                self._market = self._newer(self._market)
            finally:
                self._opening.release()
        return self._market

    def example_data(self) -> bool:
        """Whether invented records stand in the published market."""
        try:
            return bool(self.market().manifest.get("example"))
        except (NotPublished, PublishedVersionRefused):
            return False

    def _first(self) -> LiveMarket:
        """A commit is not a publish: what was stored and not yet published is published first."""
        with self.store.reading() as reader:
            stored = reader.has_options()
        if stored:
            publish_changes(self.store, self.settings)
        market = LiveMarket.open(self.settings)
        # What a version and the vocabularies hold stays: no collection need look through it again.
        gc.freeze()
        return market

    def _newer(self, known: LiveMarket) -> LiveMarket:
        """A newer version that can't be read leaves the one in use."""
        try:
            return known.refreshed()
        except PublishedVersionRefused:
            return known


def create_app(
    settings: Settings | None = None, opened: Opened | None = None, catalogs: Path = CATALOGS
) -> Flask:
    """The application over one data folder; ``opened`` puts other stores in place of the folder's."""
    settings = settings or read_settings()
    app = CareMarketApp("directory", static_folder="static", template_folder=_templates_folder())
    app.secret_key = settings.secret_key
    app.extensions["caremarket"] = opened or OpenedOnce(settings)
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    log_requests(app)
    guard(app)
    speak(app, settings, catalogs)
    csrf = CSRFProtect(app)
    add_words(app)
    add_blocks(app)
    for blueprint in PAGES:
        app.register_blueprint(blueprint)
    csrf.exempt(pages.size)  # so that no page needs a cookie for it; a stranger could change letters at most
    register_api(app, csrf)
    register_refusals(app)
    return app


def _templates_folder() -> str:
    """Beside the package's modules once installed, at the top of a checkout before that."""
    package = Path(str(files("directory")))
    installed = package / "templates"
    return str(installed if installed.is_dir() else package.parent / "templates")
