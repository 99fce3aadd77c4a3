"""The statements that answer one question: the confirmed, those to ask first, how many there are of each."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from benchmarks.match.postgresql.arms import Arm, Arms, Geometry
from benchmarks.match.postgresql.codes import Codes
from benchmarks.match.postgresql.judging import UNKNOWN_DISTANCE, Judging, conjunction, number
from benchmarks.match.postgresql.money import Money
from benchmarks.match.postgresql.rows import SETTING_COLUMNS
from matching.costs import Rates
from matching.needs import PersonalBudget, SupportNeeds


@dataclass(frozen=True)
class Statements:
    """SQL for one question over one variant's tables."""

    needs: SupportNeeds
    codes: Codes
    rates: Rates
    geometry: Geometry

    def confirmed(self, limit: int) -> str:
        return self._best([self._listed(arm, sure=True) for arm in self._arms.of(sure=True)], limit)

    def ask_first(self, limit: int) -> str:
        return self._best([self._listed(arm, sure=False) for arm in self._arms.of(sure=False)], limit)

    def totals(self) -> str:
        """Confirmed, and all that may be listed."""
        arms = "\nUNION ALL\n".join(self._counted(arm) for arm in self._arms.of(sure=False))
        return f"SELECT sum(sure)::bigint, sum(listed)::bigint FROM (\n{arms}\n) counted"

    def _best(self, arms: Sequence[str], limit: int) -> str:
        """The best of the best of each arm, so that two processes can each keep their own few."""
        order = f"ORDER BY level DESC, number LIMIT {limit}"
        rows = "\nUNION ALL\n".join(f"({arm} {order})" for arm in arms)
        return f"SELECT number, level FROM (\n{rows}\n) listed\n{order}"

    @cached_property
    def judging(self) -> Judging:
        return Judging(self.needs, self.codes)

    @cached_property
    def _arms(self) -> Arms:
        return Arms(self.judging, self.geometry)

    @cached_property
    def money(self) -> Money | None:
        budget = self.needs.budget or PersonalBudget()
        stated = budget.pence is not None or budget.max_pence_per_hour is not None
        return Money(budget, self.codes, self.rates) if stated else None

    def _listed(self, arm: Arm, sure: bool) -> str:
        """An arm's confirmed rows, or those to ask first: number, and utility in whole units of 1e-12."""
        judging, money = self.judging, self.money
        distance = number(UNKNOWN_DISTANCE) if arm.miles is None else self._closeness(arm)
        utility = judging.utility(self.needs.weights(), distance, money.value() if money else None)
        conditions = self._verdicts(arm, sure)
        if not sure:
            # Not known is neither true nor false, and IS NOT TRUE.
            conditions.append(f"({conjunction(self._all_sure(arm))}) IS NOT TRUE")
        fixed = [*arm.where, *self._fixed(arm, sure)]
        if sure:
            fixed += self.geometry.answered_yes(self.judging)
        rows = f"{self._judged(arm, fixed)}\nWHERE {conjunction(conditions)}"
        return f"SELECT number, round(({utility}) * 1e12::float8) AS level\nFROM {rows}"

    def _counted(self, arm: Arm) -> str:
        """An arm's two counts; its conditions stand in the counts, where they can be counted in parallel."""
        conditions = {sure: [*self._fixed(arm, sure), *self._verdicts(arm, sure)] for sure in (True, False)}
        counts = [
            f"count(*) FILTER (WHERE {conjunction(conditions[sure])}) AS {name}"
            for sure, name in ((True, "sure"), (False, "listed"))
        ]
        return f"SELECT {', '.join(counts)}\nFROM {self._judged(arm, arm.where)}"

    def _all_sure(self, arm: Arm) -> list[str]:
        """Everything that makes a listed row confirmed."""
        return [*self.judging.fixed(sure=True), *self._verdicts(arm, sure=True)]

    def _verdicts(self, arm: Arm, sure: bool) -> list[str]:
        """Conditions on what ``_judged`` works out: reach, needs and money."""
        asked, money = self.judging.asked, self.money
        conditions = ["reached = 2"] if sure else ["reached >= 1"] * (not arm.always_open)
        conditions.append(self._any_need(arm, sure))
        if "needs" in self.needs.must:
            conditions.append(f"{'yes' if sure else 'open'} & {asked} = {asked}")
        if money is not None:
            limits = [key for key in ("budget", "max_pence_per_hour") if key in self.needs.must]
            conditions += [money.condition(key, sure) for key in limits]
        return conditions

    def _any_need(self, arm: Arm, sure: bool) -> str:
        """Some need is met or, if not ``sure``, not ruled out; settings always open are tried first."""
        if sure or len(arm.reach) == 1:
            return f"{'yes' if sure else 'open'} <> 0"
        tried = sorted(arm.reach, key=lambda setting: setting not in arm.always_open)
        parts = [
            f"{self._needs_in(setting)[1]} <> 0"
            if setting in arm.always_open
            else f"(does_{SETTING_COLUMNS[setting]} >= 0 AND {self._needs_in(setting)[1]} <> 0)"
            for setting in tried
        ]
        return f"({' OR '.join(parts)})"

    def _closeness(self, arm: Arm) -> str:
        settings = list(arm.reach)
        if len(settings) == 1:
            return self.judging.closeness(settings[0], "miles")
        parts = [
            f"CASE WHEN does_{SETTING_COLUMNS[s]} = most THEN {self.judging.closeness(s, 'miles')} ELSE 0 END"
            for s in settings
        ]
        return f"greatest({', '.join(parts)})"

    def _fixed(self, arm: Arm, sure: bool) -> list[str]:
        """Conditions of the row alone, before it is worked out whether it is reached."""
        possible = self.codes.bits("setting", arm.reach)
        needed = f"({' | '.join(self._could_meet(setting, sure) for setting in arm.reach)}) <> 0"
        conditions = [needed, f"a_no & {possible} <> {possible}", *self.judging.fixed(sure)]
        return list(dict.fromkeys(conditions))

    def _judged(self, arm: Arm, where: Sequence[str]) -> str:
        """The arm's rows with ``reached``, ``yes`` and ``open`` needs, and costs where money counts."""
        miles = "" if arm.miles is None else f", {arm.miles} AS miles"
        annual = "" if self.money is None else f", {self.money.annual()} AS annual"
        rows = f"(SELECT *{miles}{annual} FROM {arm.table} WHERE {conjunction(where)}) placed"
        if len(arm.reach) == 1:
            return self._in_one_setting(arm, rows)
        return self._in_some_setting(arm, rows)

    def _could_meet(self, setting: str, sure: bool) -> str:
        """Bits of the needs that a row could meet if it is reached: a test that settles most rows at once."""
        name, payable = SETTING_COLUMNS[setting], self.judging.payable
        return f"{name}_yes & {payable}" if sure else f"~{name}_no & {payable}"

    def _costs(self) -> str:
        return "" if self.money is None else f", {self.money.columns()}"

    def _in_one_setting(self, arm: Arm, rows: str) -> str:
        """With one setting possible, a row is listed if it is reached in it."""
        (setting,) = arm.reach
        yes, may = self._needs_in(setting)
        return (
            f"(SELECT *, {arm.reach[setting]} AS reached, {self._paid(yes)} AS yes, {may} AS open"
            f"{self._costs()}\n"
            f"FROM {rows}) judged"
        )

    def _in_some_setting(self, arm: Arm, rows: str) -> str:
        """Each need is judged in the settings open to a row, and its distance in those where it does most.

        OFFSET 0 keeps reach from being worked out anew wherever it is named, but also a scan from being
        shared between processes: the longest one does without.
        """
        settings = list(arm.reach)
        reaches = ", ".join(f"{arm.reach[s]} AS reach_{SETTING_COLUMNS[s]}" for s in settings)
        does = ", ".join(self._does(arm, s) for s in settings)
        names = [SETTING_COLUMNS[s] for s in settings]
        fence = "" if arm.table == "roaming" else " OFFSET 0"
        most = ", ".join(f"does_{name}" for name in names)
        reached = ", ".join(f"CASE WHEN does_{name} = most THEN reach_{name} ELSE 0 END" for name in names)
        met = [(name, *self._needs_in(s)) for name, s in zip(names, settings, strict=True)]
        yes = " | ".join(f"CASE WHEN does_{name} >= 0 THEN {told} ELSE 0 END" for name, told, _ in met)
        may = " | ".join(f"CASE WHEN does_{name} >= 0 THEN {told} ELSE 0 END" for name, _, told in met)
        return (
            f"(SELECT *, CASE WHEN most < 0 THEN 0 ELSE greatest({reached}) END AS reached, "
            f"{self._paid(yes)} AS yes, {may} AS open{self._costs()}\n"
            f"FROM (SELECT *, greatest({most}) AS most FROM (SELECT *, {does}\n"
            f"FROM (SELECT *, {reaches} FROM {rows}{fence}) reach) does) most) judged"
        )

    def _does(self, arm: Arm, setting: str) -> str:
        """What may be bought of a row in one setting: 2 something, 1 perhaps, 0 nothing, -1 it isn't open."""
        name, bit = SETTING_COLUMNS[setting], self.codes.bit("setting", setting)
        yes, may = self._needs_in(setting)
        closed = f"WHEN a_no & {bit} <> 0 OR reach_{name} = 0 THEN -1 "
        return (
            f"CASE {'' if setting in arm.always_open else closed}WHEN {self._paid(yes)} <> 0 THEN 2 "
            f"WHEN {may} <> 0 THEN 1 ELSE 0 END AS does_{name}"
        )

    def _needs_in(self, setting: str) -> tuple[str, str]:
        """Bits of the needs that may be paid for in one setting: those met, and those not ruled out."""
        name, payable = SETTING_COLUMNS[setting], str(self.judging.payable)
        if setting == "move_in" and self.needs.funding == "direct_payment":
            homes = self.codes.bits("service_type", ("care_home", "nursing_home"))
            break_only = self.judging.payable & self.codes.bit("needs", "short_break")
            payable = f"CASE WHEN b_yes & {homes} <> 0 THEN {break_only} ELSE {payable} END"
        return f"({name}_yes & ({payable}))", f"(~{name}_no & ({payable}))"

    def _paid(self, yes: str) -> str:
        """A direct payment buys from a council only if it is asked first."""
        if self.needs.funding != "direct_payment":
            return f"({yes})"
        council = self.codes.place_in("provider_kind", "council_service")
        return f"CASE WHEN kind = {council} THEN 0 ELSE {yes} END"
