"""The shape shared by criteria that are a list of codes: every item stated is judged by itself."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from matching.case import Case, known
from matching.criteria.base_rates import base_rate
from matching.criteria.criterion import Bounds, Demand, Shortfall, mean_bounds, mean_worth, verdict_numbers
from matching.needs import SupportNeeds
from matching.options import answers
from matching.verdict import NAMES, Answers, Reason, Values, all_of


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

    def judge(self, demand: Demand, case: Case) -> Answers:
        return self.verdict(case)

    def verdict(self, case: Case) -> Answers:
        return all_of(self.item_answers(code, case) for code in self.stated(case.needs))

    def expected(self, case: Case) -> Values:
        return mean_worth(
            [(self.item_answers(code, case), self.base_rate(code, case)) for code in self.stated(case.needs)]
        )

    def bounds(self, case: Case) -> Bounds:
        return mean_bounds([self.item_answers(code, case) for code in self.stated(case.needs)])

    def shortfalls(self, case: Case) -> list[Shortfall]:
        share = 1 / len(self.stated(case.needs))
        return [
            Shortfall(self.item_answers(code, case), share * (1 - self.base_rate(code, case)), share)
            for code in self.stated(case.needs)
        ]

    def item_answers(self, code: str, case: Case) -> Answers:
        return known(case, (self.vocabulary, code), lambda case: answers(case.options, self.vocabulary, code))

    def base_rate(self, code: str, case: Case) -> float:
        return base_rate(case, self.vocabulary, code)

    def reasons(self, case: Case) -> list[Reason]:
        """``key.yes|some|unknown|no`` with the codes under each answer."""
        items = {code: self.item_answers(code, case) for code in self.stated(case.needs)}
        return [
            Reason(f"{self.key}.{overall(each)}", each) for each in answered(items, len(case.options.rows))
        ]


def answered(items: Mapping[str, Answers], rows: int) -> list[dict[str, list[str]]]:
    """For each of some rows the items under each answer's name."""
    found: list[dict[str, list[str]]] = [{name: [] for name in NAMES} for _ in range(rows)]
    for item, given in items.items():
        for each, number in zip(found, verdict_numbers(given), strict=True):
            each[NAMES[number]].append(item)
    return found


def overall(given: Mapping[str, list[str]]) -> str:
    """One word for the answers to several items."""
    names = [name for name in NAMES if given[name]]
    if len(names) == 1:
        return names[0]
    return "some" if given["yes"] else ("unknown" if given["unknown"] else "no")
