"""Reading the store: one consistent look at it."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from directory.store.views import FoldedOption, OptionView, RunView, SourceStatus


class Reader:
    """One consistent look at the store. What is hidden or may not be listed never comes out of it."""

    def fingerprint(self) -> str:
        """SHA-256 (hex) of all live versions, whatever order they came in and whatever the installation."""

    def listed(self) -> dict[str, Any]:
        """``{"total": n, "by_kind": {provider_kind: n}}`` of the options that anyone may find."""

    def sources(self) -> list[SourceStatus]:
        """Every source, publisher and scope that has ever been imported, in that order."""

    def runs(self, limit: int = 20) -> list[RunView]:
        """The latest imports, newest first."""

    def published_rows(self) -> Iterator[FoldedOption]:
        """Every listed option by ascending ``option_number``, read in blocks."""

    def options(self, option_ids: Iterable[str]) -> dict[str, OptionView]:
        """What a page shows, by id. Hidden, unlisted, ended and unknown ids are absent."""

    def has_example_data(self) -> bool:
        """Whether any listed option is invented."""

    def overview(self) -> Mapping[str, int]:
        """How many records, live versions, runs and active links there are."""
