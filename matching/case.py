"""A case: one question held against some options, with what several criteria need worked out once."""

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from matching.needs import NeedsError, SupportNeeds
from matching.options import Options, SomeRows, WholeMarket
from matching.planes import Rows, at
from matching.snapshot import Snapshot
from matching.verdict import Answers

T = TypeVar("T")


CODE_LISTS: tuple[tuple[str, str], ...] = (
    ("needs", "needs"), ("user_bands", "user_bands"), ("setting", "setting"), ("languages", "languages"),
    ("faith", "faith"), ("diet", "diet"), ("culture", "culture"), ("accessibility", "accessibility"),
    ("times", "times"), ("provider_kinds", "provider_kind"), ("staff_gender", "staff_gender"),
    ("funding", "funding"),
)  # fmt: skip
"""Each field of a question that holds codes, and the list they are from."""


class Case:
    """``needs`` held against ``options``. ``whole`` is the case of the whole market that it is part of."""

    def __init__(self, needs: SupportNeeds, options: Options, whole: "Case | None" = None) -> None:
        self.needs = needs
        self.options = options
        self.whole = whole
        self.found: dict[Callable[..., Any], Any] = {}

    @classmethod
    def of_market(cls, needs: SupportNeeds, snapshot: Snapshot) -> "Case":
        """NeedsError for a code that the market's lists don't hold."""
        _check_codes(needs, snapshot)
        return cls(needs, WholeMarket(snapshot))

    @classmethod
    def of_rows(cls, needs: SupportNeeds, snapshot: Snapshot, rows: Rows) -> "Case":
        """NeedsError for a code that the market's lists don't hold."""
        _check_codes(needs, snapshot)
        return cls(needs, SomeRows(snapshot, rows))

    @property
    def snapshot(self) -> Snapshot:
        return self.options.snapshot

    @property
    def root(self) -> "Case":
        """The case that holds what is the same for all options: the whole market's, or this one."""
        return self.whole or self

    def asking(self, needs: SupportNeeds, same: Iterable["Callable[[Case], Any]"]) -> "Case":
        """Another question for the same options, for which what is in ``same`` comes to the same."""
        other = Case(needs, self.options)
        other.found = {work: work(self) for work in same}
        return other

    def part(self, rows: Rows) -> "Case":
        """The same question for some rows; what is known of the whole market is looked up, not redone."""
        return Case(self.needs, SomeRows(self.snapshot, rows), self.whole or self)


def once(work: Callable[[Case], T]) -> Callable[[Case], T]:
    """Work out flags or answers of a case once; those of a part come from the whole where it has them."""

    def found(case: Case) -> T:
        if found not in case.found:
            whole = case.whole
            if whole is not None and found in whole.found:
                case.found[found] = _at(whole.found[found], case.options.rows)
            else:
                case.found[found] = work(case)
        known: T = case.found[found]
        return known

    return found


def for_all(work: Callable[[Case], T]) -> Callable[[Case], T]:
    """Work out once for a question what is the same whatever options it is held against."""

    def found(case: Case) -> T:
        held = case.root.found
        if work not in held:
            held[work] = work(case.root)
        known: T = held[work]
        return known

    return found


def _at(known: Any, rows: Rows) -> Any:
    if isinstance(known, dict):
        return {name: _at(each, rows) for name, each in known.items()}
    if isinstance(known, Answers):
        return Answers(at(known.yes, rows), at(known.may, rows))
    return at(known, rows)


def _check_codes(needs: SupportNeeds, snapshot: Snapshot) -> None:
    for name, vocabulary in CODE_LISTS:
        said = getattr(needs, name) or ()
        for code in (said,) if isinstance(said, str) else said:
            if not snapshot.knows(vocabulary, code):
                raise NeedsError(name, "unknown_code", f"“{code[:60]}” is not a code of {name}.")
