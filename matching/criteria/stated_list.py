"""The shape shared by criteria that are a list of codes: every item stated is judged by itself."""

from collections.abc import Callable
from dataclasses import dataclass

from matching.criteria.base_rates import base_rate
from matching.criteria.criterion import Assessment, Demand, averaged, one_row, valued
from matching.needs import SupportNeeds
from matching.snapshot import Rows, Snapshot
from matching.verdict import NAMES, Reason, Verdicts, all_of


@dataclass(frozen=True)
class StatedList:
    """``stated`` gives the codes of ``vocabulary`` that the person asked for."""

    key: str
    vocabulary: str
    stated: Callable[[SupportNeeds], tuple[str, ...]]

    @property
    def reason_ids(self) -> tuple[str, ...]:
        return tuple(f"{self.key}.{name}" for name in ("yes", "some", "unknown", "no"))

    def applies_to(self, needs: SupportNeeds) -> bool:
        return bool(self.stated(needs))

    def demands(self, needs: SupportNeeds) -> tuple[Demand, ...]:
        return (Demand(self.key),) if self.key in needs.must and self.applies_to(needs) else ()

    def judge(self, demand: Demand, needs: SupportNeeds, snapshot: Snapshot, rows: Rows) -> Verdicts:
        return all_of(*(self.item_verdicts(code, snapshot, rows) for code in self.stated(needs)))

    def assess(self, needs: SupportNeeds, snapshot: Snapshot, rows: Rows) -> Assessment:
        parts = [self.assess_item(code, needs, snapshot, rows) for code in self.stated(needs)]
        return averaged(parts, all_of(*(part.verdict for part in parts)))

    def assess_item(self, code: str, needs: SupportNeeds, snapshot: Snapshot, rows: Rows) -> Assessment:
        council = needs.here.council if needs.here else None
        verdicts = self.item_verdicts(code, snapshot, rows)
        return valued(verdicts, base_rate(snapshot, self.vocabulary, code, council))

    def item_verdicts(self, code: str, snapshot: Snapshot, rows: Rows) -> Verdicts:
        return snapshot.verdicts(self.vocabulary, code, rows)

    def reason(self, needs: SupportNeeds, snapshot: Snapshot, row: int) -> Reason:
        return answers_reason(self.key, self.stated(needs), self, snapshot, row)


def answers_reason(
    key: str, codes: tuple[str, ...], criterion: StatedList, snapshot: Snapshot, row: int
) -> Reason:
    """``key.yes|some|unknown|no`` with the codes under each answer."""
    answers: dict[str, list[str]] = {name: [] for name in NAMES}
    for code in codes:
        answers[NAMES[int(criterion.item_verdicts(code, snapshot, one_row(row))[0])]].append(code)
    return Reason(f"{key}.{_overall(answers)}", {name: answers[name] for name in NAMES})


def _overall(answers: dict[str, list[str]]) -> str:
    given = [name for name in NAMES if answers[name]]
    if len(given) == 1:
        return given[0]
    return "some" if answers["yes"] else ("unknown" if answers["unknown"] else "no")
