"""What a request may use: the opened store, answers, gazetteer and live market of this application."""

from typing import Any, Protocol, cast

from flask import current_app

from directory.settings import Settings
from directory.web.brand import Brand


class Opened(Protocol):
    """Everything the journeys are handed; opened when first asked for."""

    settings: Settings
    brand: Brand
    kept_reports: Any

    @property
    def store(self) -> Any: ...

    @property
    def answers(self) -> Any: ...

    @property
    def gazetteer(self) -> Any: ...

    def reference(self) -> Any:
        """The reference data that is loaded, as of now."""

    def market(self) -> Any:
        """The newest published version; raises NotPublished when there is none."""

    def example_data(self) -> bool:
        """Whether invented records stand in the published market."""


def opened() -> Opened:
    return cast(Opened, current_app.extensions["caremarket"])
