"""The statements that answer one question: the confirmed, those to ask first, and how many there are of each.

Every row belongs to one arm of a UNION ALL, each with the index that finds its rows and only the rules that
can still hold there.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

from benchmarks.match.postgresql.codes import Codes
from benchmarks.match.postgresql.judging import UNKNOWN_DISTANCE, Judging, conjunction, number
from benchmarks.match.postgresql.money import Money
from benchmarks.match.postgresql.rows import SETTING_COLUMNS
from matching.costs import Rates
from matching.needs import PersonalBudget, SupportNeeds

METRES_A_MILE = 1609.344
ROUNDED_MILES = 0.5
"""By which a coarsened place may lie beyond a limit that its whole miles keep."""
ASSUMED_MILES = 10.0


class Geometry(Protocol):
    """How one variant finds what is near and measures how far it is."""

    def near(self, needs: SupportNeeds, miles: float) -> str: ...
    def in_reach(self, needs: SupportNeeds) -> str: ...
    def metres(self, needs: SupportNeeds) -> str: ...
    def answered_yes(self, judging: Judging) -> Sequence[str]: ...


@dataclass(frozen=True)
class Arm:
    """A table with the rows to look at, each setting's reach verdict there, and how far they are."""

    table: str
    where: Sequence[str]
    reach: Mapping[str, str]
    miles: str | None


@dataclass(frozen=True)
class Statements:
    """SQL for one question over one variant's tables."""

    needs: SupportNeeds
    codes: Codes
    rates: Rates
    geometry: Geometry

    def confirmed(self, limit: int) -> str:
        return self._best([self._listed(arm, sure=True) for arm in self._arms(sure=True)], limit)

    def ask_first(self, limit: int) -> str:
        return self._best([self._listed(arm, sure=False) for arm in self._arms(sure=False)], limit)

    def totals(self) -> str:
        """Confirmed, and all that may be listed."""
        arms = "\nUNION ALL\n".join(self._counted(arm) for arm in self._arms(sure=False))
        return f"SELECT sum(sure)::bigint, sum(listed)::bigint FROM (\n{arms}\n) counted"

    def _best(self, arms: Sequence[str], limit: int) -> str:
        rows = "\nUNION ALL\n".join(arms)
        return (
            f"SELECT number, utility FROM (\n{rows}\n) listed\n"
            f"ORDER BY round(utility * 1e12::float8) DESC, number LIMIT {limit}"
        )

    @cached_property
    def judging(self) -> Judging:
        return Judging(self.needs, self.codes)

    @cached_property
    def money(self) -> Money | None:
        budget = self.needs.budget or PersonalBudget()
        stated = budget.pence is not None or budget.max_pence_per_hour is not None
        return Money(budget, self.codes, self.rates) if stated else None

    @property
    def _travels(self) -> bool:
        """Whether a place the person goes or moves to would do."""
        return any(setting != "own_home" for setting in self.judging.settings)

    def _arms(self, sure: bool) -> list[Arm]:
        visited = "own_home" in self.judging.settings
        if self._travels and self.needs.within_miles is None:
            return [*(self._placed(table, []) for table in ("settled", "roaming")), self._placeless()]
        limit = (self.needs.within_miles or 0.0) if self._travels else None
        box = None if limit is None else self.geometry.near(self.needs, limit + ROUNDED_MILES)
        beyond = [] if box is None else [f"NOT ({box})"]
        arms = [] if box is None else [self._placed("settled", [box])]
        if not visited:
            return [*arms, self._placed("roaming", [box or "true"]), self._placeless()]
        comes_from_anywhere = not sure or "live_in" in self.needs.needs
        around = self.geometry.near(self.needs, max(limit or 0.0, ASSUMED_MILES) + ROUNDED_MILES)
        arms.append(self._placed("roaming", [] if comes_from_anywhere else [around]))
        arms.append(self._placed("settled", ["area = 1", self.geometry.in_reach(self.needs), *beyond]))
        arms.append(self._placed("settled", ["area = 4", *beyond]))
        arms.append(
            self._placed("settled", ["area IN (2, 3)", f"number = ANY (ARRAY({self._declared()}))", *beyond])
        )
        return [*arms, self._placeless()]

    def _declared(self) -> str:
        """The options whose declared postcode districts or councils hold the person's."""
        here = self.needs.here
        places = (("outcodes", here and here.outcode), ("councils", here and here.council))
        codes = [self.codes.area_code(kind, code) for kind, code in places if code]
        return f"SELECT number FROM area WHERE code IN ({', '.join(map(str, codes)) or -1})"

    def _placed(self, table: str, where: Sequence[str]) -> Arm:
        metres = self.geometry.metres(self.needs)
        miles = f"{metres} / {number(METRES_A_MILE)}"
        reach = {}
        for setting in self.judging.settings:
            limit = self.needs.within_miles
            goes = "2" if limit is None else f"CASE WHEN miles <= {number(limit)} THEN 2 ELSE 0 END"
            reach[setting] = self._comes(table) if setting == "own_home" else goes
        return Arm(table, where, reach, f"CASE WHEN whole_miles = 1 THEN round({miles}) ELSE {miles} END")

    def _comes(self, table: str) -> str:
        live_in = self.codes.bit("needs", "live_in")
        anyway = f" OR own_yes & {live_in} <> 0" if "live_in" in self.needs.needs else ""
        undeclared = f"CASE WHEN miles <= reach_miles{anyway} THEN 2 ELSE 1 END"
        if table == "roaming":
            return undeclared
        return (
            f"CASE area WHEN 0 THEN {undeclared} "
            "WHEN 1 THEN CASE WHEN miles <= reach_miles THEN 2 ELSE 0 END "
            f"WHEN 4 THEN 2 ELSE CASE WHEN number IN ({self._declared()}) THEN 2 ELSE 0 END END"
        )

    def _placeless(self) -> Arm:
        goes = "2" if self.needs.within_miles is None else "1"
        comes = (
            "CASE WHEN area <= 1 THEN 1 WHEN area = 4 THEN 2 "
            f"WHEN number IN ({self._declared()}) THEN 2 ELSE 0 END"
        )
        reach = {setting: comes if setting == "own_home" else goes for setting in self.judging.settings}
        return Arm("placeless", [], reach, None)

    def _listed(self, arm: Arm, sure: bool) -> str:
        """Number and utility of an arm's confirmed rows, or of those to ask first."""
        judging, money = self.judging, self.money
        distance = number(UNKNOWN_DISTANCE) if arm.miles is None else self._closeness()
        utility = judging.utility(self.needs.weights(), distance, money.value() if money else None)
        conditions = self._verdicts(sure)
        if not sure:
            # Not known is neither true nor false, and IS NOT TRUE.
            conditions.append(f"({conjunction(self._all_sure())}) IS NOT TRUE")
        rows = f"{self._judged(arm, sure)}\nWHERE {conjunction(conditions)}"
        return f"SELECT number, {utility} AS utility\nFROM {rows}"

    def _counted(self, arm: Arm) -> str:
        sure = conjunction(self._all_sure())
        return (
            f"SELECT count(*) FILTER (WHERE {sure}) AS sure, count(*) AS listed\n"
            f"FROM {self._judged(arm, sure=False)}\nWHERE {conjunction(self._verdicts(sure=False))}"
        )

    def _all_sure(self) -> list[str]:
        """Everything that makes a listed row confirmed."""
        return [*self.judging.fixed(sure=True), *self._verdicts(sure=True)]

    def _verdicts(self, sure: bool) -> list[str]:
        """Conditions on what ``_judged`` works out: reach, needs and money."""
        payable, money = self.judging.payable, self.money
        asked = self.judging.asked
        conditions = ["reached = 2" if sure else "reached >= 1"]
        conditions.append(f"{'yes' if sure else 'open'} & {payable} <> 0")
        if "needs" in self.needs.must:
            conditions.append(f"{'yes' if sure else 'open'} & {asked} = {asked}")
        if money is not None:
            limits = [key for key in ("budget", "max_pence_per_hour") if key in self.needs.must]
            conditions += [money.condition(key, sure) for key in limits]
        return conditions

    def _closeness(self) -> str:
        settings = self.judging.settings
        if len(settings) == 1:
            return self.judging.closeness(settings[0], "miles")
        parts = [
            f"CASE WHEN does_{SETTING_COLUMNS[s]} = most THEN {self.judging.closeness(s, 'miles')} ELSE 0 END"
            for s in settings
        ]
        return f"greatest({', '.join(parts)})"

    def _judged(self, arm: Arm, sure: bool) -> str:
        """The arm's rows with ``reached``, ``yes`` and ``open`` needs, and costs where money counts."""
        fixed = [
            *arm.where,
            *self.judging.fixed(sure),
            *(self.geometry.answered_yes(self.judging) if sure else ()),
        ]
        miles = "" if arm.miles is None else f", {arm.miles} AS miles"
        annual = "" if self.money is None else f", {self.money.annual()} AS annual"
        rows = f"(SELECT *{miles}{annual} FROM {arm.table} WHERE {conjunction(fixed)}) placed"
        if len(self.judging.settings) == 1:
            return self._in_one_setting(arm, rows)
        return self._in_some_setting(arm, rows)

    def _costs(self) -> str:
        return "" if self.money is None else f", {self.money.columns()}"

    def _in_one_setting(self, arm: Arm, rows: str) -> str:
        """With one setting asked, a listed row is reached in it."""
        (setting,) = self.judging.settings
        yes, may = self._needs_in(setting)
        return (
            f"(SELECT *, {arm.reach[setting]} AS reached, {self._paid(yes)} AS yes, {may} AS open"
            f"{self._costs()}\n"
            f"FROM {rows}) judged"
        )

    def _in_some_setting(self, arm: Arm, rows: str) -> str:
        """Each need is judged in the settings open to a row, and its distance in those where it does most."""
        settings, asked = self.judging.settings, self.judging.asked
        reaches = ", ".join(f"{arm.reach[s]} AS reach_{SETTING_COLUMNS[s]}" for s in settings)
        does = ", ".join(self._does(s, asked) for s in settings)
        names = [SETTING_COLUMNS[s] for s in settings]
        most = ", ".join(f"does_{name}" for name in names)
        reached = ", ".join(f"CASE WHEN does_{name} = most THEN reach_{name} ELSE 0 END" for name in names)
        met = [(name, *self._needs_in(s)) for name, s in zip(names, settings, strict=True)]
        yes = " | ".join(f"CASE WHEN does_{name} >= 0 THEN {told} ELSE 0 END" for name, told, _ in met)
        may = " | ".join(f"CASE WHEN does_{name} >= 0 THEN {told} ELSE 0 END" for name, _, told in met)
        return (
            f"(SELECT *, CASE WHEN most < 0 THEN 0 ELSE greatest({reached}) END AS reached, "
            f"{self._paid(yes)} AS yes, {may} AS open{self._costs()}\n"
            f"FROM (SELECT *, greatest({most}) AS most FROM (SELECT *, {does}\n"
            f"FROM (SELECT *, {reaches} FROM {rows} OFFSET 0) reach OFFSET 0) does) most) judged"
        )

    def _does(self, setting: str, asked: int) -> str:
        """What a row does in one setting for the needs asked, -1 where it isn't open: 2 some, 1 perhaps."""
        name, bit = SETTING_COLUMNS[setting], self.codes.bit("setting", setting)
        return (
            f"CASE WHEN a_no & {bit} <> 0 OR reach_{name} = 0 THEN -1 WHEN {name}_yes & {asked} <> 0 THEN 2 "
            f"WHEN {name}_no & {asked} <> {asked} THEN 1 ELSE 0 END AS does_{name}"
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
