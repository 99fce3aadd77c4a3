"""A case: one question held against some options, with what several criteria need worked out once."""

from collections.abc import Callable
from typing import Any, TypeVar

from matching.needs import SupportNeeds
from matching.options import Options, SomeRows, WholeMarket
from matching.planes import Rows, at
from matching.snapshot import Snapshot
from matching.verdict import Answers

T = TypeVar("T")


class Case:
    """``needs`` held against ``options``. ``whole`` is the case of the whole market that it is part of."""

    def __init__(self, needs: SupportNeeds, options: Options, whole: "Case | None" = None) -> None:
        self.needs = needs
        self.options = options
        self.whole = whole
        self.found: dict[Callable[..., Any], Any] = {}

    @classmethod
    def of_market(cls, needs: SupportNeeds, snapshot: Snapshot) -> "Case":
        return cls(needs, WholeMarket(snapshot))

    @classmethod
    def of_rows(cls, needs: SupportNeeds, snapshot: Snapshot, rows: Rows) -> "Case":
        return cls(needs, SomeRows(snapshot, rows))

    @property
    def snapshot(self) -> Snapshot:
        return self.options.snapshot

    def part(self, rows: Rows) -> "Case":
        """The same question for some rows; what is known of the whole market is looked up, not redone."""
        return Case(self.needs, SomeRows(self.snapshot, rows), self.whole or self)


def once(work: Callable[[Case], T]) -> Callable[[Case], T]:
    """Work out flags or answers of a case once; those of a part come from the whole where it has them."""

    def found(case: Case) -> T:
        if work not in case.found:
            whole = case.whole
            if whole is not None and work in whole.found:
                case.found[work] = _at(whole.found[work], case.options.rows)
            else:
                case.found[work] = work(case)
        known: T = case.found[work]
        return known

    return found


def _at(known: Any, rows: Rows) -> Any:
    if isinstance(known, dict):
        return {name: _at(each, rows) for name, each in known.items()}
    if isinstance(known, Answers):
        return Answers(at(known.yes, rows), at(known.may, rows))
    return at(known, rows)
