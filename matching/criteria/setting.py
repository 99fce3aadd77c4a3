"""Where help happens: at home, at a place one goes to, where one moves in, or online."""

from matching.case import Case, once
from matching.criteria.criterion import Bounds, Demand, Shortfall, mean_bounds, verdict_numbers, worth
from matching.needs import SupportNeeds
from matching.options import answers
from matching.verdict import NAMES, Answers, Bits, Reason, Values, any_of


class Setting:
    """A must-have whenever it is stated, and the usual settings stand in when it is not. It never scores."""

    key = "setting"
    reason_ids = ("setting.yes", "setting.unknown", "setting.no")

    def applies_to(self, needs: SupportNeeds) -> bool:
        return True

    def demands(self, needs: SupportNeeds) -> tuple[Demand, ...]:
        return (Demand("setting"),)

    def judge(self, demand: Demand, case: Case) -> Answers:
        return self.verdict(case)

    def verdict(self, case: Case) -> Answers:
        return any_of(setting_answers(case).values())

    def expected(self, case: Case) -> Values:
        return worth(self.verdict(case), 0.5)

    def bounds(self, case: Case) -> Bounds:
        return mean_bounds([self.verdict(case)])

    def shortfalls(self, case: Case) -> tuple[Shortfall, ...]:
        return ()

    def reasons(self, case: Case) -> list[Reason]:
        by_setting = {code: verdict_numbers(given) for code, given in setting_answers(case).items()}
        reasons = []
        for numbers in zip(*by_setting.values(), strict=True):
            best = max(numbers)
            where = [code for code, number in zip(by_setting, numbers, strict=True) if number == best]
            reasons.append(Reason(f"setting.{NAMES[best]}", {"settings": where}))
        return reasons


@once
def setting_answers(case: Case) -> dict[str, Answers]:
    """For each setting asked, whether the option can be had in it."""
    return {code: answers(case.options, "setting", code) for code in case.needs.settings_asked}


@once
def usable_settings(case: Case) -> dict[str, Bits]:
    """Settings not ruled out; where all asked are ruled out, all of them.

    So that what else stands against an option can be told apart from its setting.
    """
    given = setting_answers(case)
    none_open = ~any_of(given.values()).may
    return {code: each.may | none_open for code, each in given.items()}


SETTING = Setting()
