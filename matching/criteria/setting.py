"""Where help happens: at home, at a place one goes to, where one moves in, or online."""

import numpy as np
from numpy.typing import NDArray

from matching.criteria.criterion import Assessment, Demand, one_row, valued
from matching.needs import SupportNeeds
from matching.snapshot import Rows, Snapshot
from matching.verdict import NAMES, UNKNOWN, Reason, Verdicts, any_of


class Setting:
    """A must-have whenever it is stated, and the usual settings stand in when it is not. It never scores."""

    key = "setting"
    reason_ids = ("setting.yes", "setting.unknown", "setting.no")

    def applies_to(self, needs: SupportNeeds) -> bool:
        return True

    def demands(self, needs: SupportNeeds) -> tuple[Demand, ...]:
        return (Demand("setting"),)

    def judge(self, demand: Demand, needs: SupportNeeds, snapshot: Snapshot, rows: Rows) -> Verdicts:
        return any_of(*setting_verdicts(needs, snapshot, rows).values())

    def assess(self, needs: SupportNeeds, snapshot: Snapshot, rows: Rows) -> Assessment:
        return valued(self.judge(Demand("setting"), needs, snapshot, rows), 0.5)

    def reason(self, needs: SupportNeeds, snapshot: Snapshot, row: int) -> Reason:
        verdicts = setting_verdicts(needs, snapshot, one_row(row))
        best = max(int(verdict[0]) for verdict in verdicts.values())
        where = [setting for setting, verdict in verdicts.items() if int(verdict[0]) == best]
        return Reason(f"setting.{NAMES[best]}", {"settings": where})


def setting_verdicts(needs: SupportNeeds, snapshot: Snapshot, rows: Rows) -> dict[str, Verdicts]:
    """For each setting asked, whether the option can be had in it."""
    return {code: snapshot.verdicts("setting", code, rows) for code in needs.settings_asked}


def usable(verdicts: dict[str, Verdicts]) -> dict[str, NDArray[np.bool_]]:
    """Settings not ruled out; where all asked are ruled out, all of them.

    So that what else stands against an option can be told apart from its setting.
    """
    open_ones = {code: verdict >= UNKNOWN for code, verdict in verdicts.items()}
    none_open = ~np.logical_or.reduce(list(open_ones.values()))
    return {code: flags | none_open for code, flags in open_ones.items()}


SETTING = Setting()
