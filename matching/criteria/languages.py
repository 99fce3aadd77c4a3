"""Languages a service can be had in; a close one is worth something when the one asked for isn't offered.

Closeness lifts the value only, never the verdict: whoever asks for Sylheti as a must-have gets Sylheti.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from matching.criteria.base_rates import base_rate
from matching.criteria.criterion import Assessment, valued
from matching.criteria.stated_list import StatedList
from matching.needs import SupportNeeds
from matching.snapshot import Rows, Snapshot
from matching.verdict import YES, Values, Verdicts, from_flags

CLOSENESS: Mapping[tuple[str, str], float] = {("syl", "ben"): 0.5}
"""How far one language serves in place of another, both ways, 0 to 1.

Sylheti and Bengali are near relatives that ISO 639-3 keeps apart, and the Census counts together. One half is
our judgement until somebody measures it.
"""


@dataclass(frozen=True)
class Languages(StatedList):
    """Stated languages against the postings of the snapshot."""

    def item_verdicts(self, code: str, snapshot: Snapshot, rows: Rows) -> Verdicts:
        position = snapshot.position("languages", code)
        yes = snapshot.holds("language_yes", position, rows)
        denied = snapshot.holds("language_no", position, rows)
        return from_flags(yes & ~denied, denied | (snapshot.columns["languages_complete"][rows] & ~yes))

    def assess_item(self, code: str, needs: SupportNeeds, snapshot: Snapshot, rows: Rows) -> Assessment:
        council = needs.here.council if needs.here else None
        plain = valued(
            self.item_verdicts(code, snapshot, rows), base_rate(snapshot, "languages", code, council)
        )
        close = self._closeness(code, snapshot, rows)
        return Assessment(
            plain.verdict, *(close + (1 - close) * value for value in (plain.low, plain.expected, plain.high))
        )

    def _closeness(self, code: str, snapshot: Snapshot, rows: Rows) -> Values:
        """The share of the value that a close language already gives, (n,)."""
        best: Values = np.zeros(len(rows))
        for pair, share in CLOSENESS.items():
            if code in pair:
                other = pair[1] if pair[0] == code else pair[0]
                speaks = self.item_verdicts(other, snapshot, rows) == YES
                best = np.maximum(best, np.where(speaks, share, 0.0))
        return best


LANGUAGES = Languages("languages", "languages", lambda needs: needs.languages)
