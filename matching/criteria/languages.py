"""Languages a service can be had in; a close one is worth something when the one asked for isn't offered.

Closeness lifts the value only, never the verdict: whoever asks for Sylheti as a must-have gets Sylheti.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from matching.case import Case, known
from matching.criteria.criterion import Bounds, Shortfall, worth
from matching.criteria.stated_list import StatedList
from matching.options import fact
from matching.verdict import Answers, Values

CLOSENESS: Mapping[tuple[str, str], float] = {("syl", "ben"): 0.5}
"""How far one language serves in place of another, both ways, 0 to 1.

Sylheti and Bengali are near relatives that ISO 639-3 keeps apart, and the Census counts together. One half is
our judgement until somebody measures it.
"""


@dataclass(frozen=True)
class Languages(StatedList):
    """Stated languages against the postings of the snapshot."""

    def item_answers(self, code: str, case: Case) -> Answers:
        return known(case, ("language", code), lambda case: _spoken(code, case))

    def expected(self, case: Case) -> Values:
        return self._mean_with_close_ones(
            case, lambda code: worth(self.item_answers(code, case), self.base_rate(code, case))
        )

    def bounds(self, case: Case) -> Bounds:
        return (
            self._mean_with_close_ones(case, lambda code: worth(self.item_answers(code, case), 0.0)),
            self._mean_with_close_ones(case, lambda code: worth(self.item_answers(code, case), 1.0)),
        )

    def shortfalls(self, case: Case) -> list[Shortfall]:
        """A close language may make up for its share of what is missing."""
        return [
            Shortfall(each.answers, each.unsure * (1 - share), each.lacking * (1 - share))
            for code, each in zip(self.stated(case.needs), super().shortfalls(case), strict=True)
            for share in [max([0.0, *(share for pair, share in CLOSENESS.items() if code in pair)])]
        ]

    def _mean_with_close_ones(self, case: Case, value_of: Callable[[str], Values]) -> Values:
        """The mean over the languages stated of a value that close languages lift, (n,)."""
        values = []
        for code in self.stated(case.needs):
            close = self._closeness(code, case)
            plain = value_of(code)
            values.append(plain if close is None else close + (1 - close) * plain)
        return values[0] if len(values) == 1 else np.mean(values, axis=0)

    def _closeness(self, code: str, case: Case) -> Values | None:
        """The share of the value that a close language already gives, (n,); None for one without any."""
        best: Values | None = None
        for pair, share in CLOSENESS.items():
            other = pair[1] if pair[0] == code else pair[0]
            if code in pair and case.snapshot.knows("languages", other):
                lifted = np.where(self.item_answers(other, case).yes, share, 0.0)
                best = lifted if best is None else np.maximum(best, lifted)
        return best


def _spoken(code: str, case: Case) -> Answers:
    position = case.snapshot.position("languages", code)
    yes = case.options.holding("language_yes", position)
    denied = case.options.holding("language_no", position)
    return Answers.said(yes, denied | (fact(case.options, "languages_complete") & ~yes))


LANGUAGES = Languages("languages", "languages", lambda needs: needs.languages)
