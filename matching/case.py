"""A case: one question held against some options, with what several criteria need worked out once."""

from collections.abc import Callable, Collection, Hashable
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
        self.found: dict[Hashable, Any] = {}

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

    def asking(self, needs: SupportNeeds, anew: Collection[Hashable]) -> "Case":
        """Another question for the same options: all that is known holds, but for what is in ``anew``."""
        other = Case(needs, self.options)
        other.found = {key: found for key, found in self.found.items() if key not in anew}
        return other

    def part(self, rows: Rows) -> "Case":
        """The same question for some rows; what is known of the whole market is looked up, not redone."""
        return Case(self.needs, SomeRows(self.snapshot, rows), self.whole or self)


def known(case: Case, key: Hashable, work: Callable[[Case], T]) -> T:
    """Work something out once for a case, by a key; what is known of the whole market is looked up."""
    if key not in case.found:
        whole = case.whole
        if whole is not None and key in whole.found:
            case.found[key] = _at(whole.found[key], case.options.rows)
        else:
            case.found[key] = work(case)
    worked_out: T = case.found[key]
    return worked_out


def once(work: Callable[[Case], T]) -> Callable[[Case], T]:
    """Work out flags or answers of a case once; those of a part come from the whole where it has them."""

    def found(case: Case) -> T:
        return known(case, found, work)

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


def _at(flags: Any, rows: Rows) -> Any:
    if isinstance(flags, dict):
        return {name: _at(each, rows) for name, each in flags.items()}
    if isinstance(flags, Answers):
        return Answers(at(flags.yes, rows), at(flags.may, rows))
    return at(flags, rows)


def _check_codes(needs: SupportNeeds, snapshot: Snapshot) -> None:
    for name, vocabulary in CODE_LISTS:
        said = getattr(needs, name) or ()
        for code in (said,) if isinstance(said, str) else said:
            if not snapshot.knows(vocabulary, code):
                raise NeedsError(name, "unknown_code", f"“{code[:60]}” is not a code of {name}.")
