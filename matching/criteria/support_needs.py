"""What the person needs help with, judged need by need, with the law's safeguards.

A safeguard turns one need into NO (or into a question) for an option that may not lawfully meet it; the
option can still be chosen for the others. Safeguards are never relaxed.

Personal care at home: Health and Social Care Act 2008 (Regulated Activities) Regulations 2014, Sch 1 para 1,
with its exemption for carers wholly directed by the person. Direct payments: Care and Support (Direct
Payments) Regulations 2014 reg 6 (care homes, 4 weeks); Care Act 2014 s22 (what the NHS must provide); Care
and Support Statutory Guidance ch 12 (a council's own service).
"""

import numpy as np
from numpy.typing import NDArray

from matching.criteria.base_rates import base_rate
from matching.criteria.criterion import Assessment, Demand, averaged, one_row, valued
from matching.criteria.reach import open_settings
from matching.needs import MOVE_IN_NEEDS, SupportNeeds
from matching.snapshot import Rows, Snapshot
from matching.verdict import NAMES, NO, UNKNOWN, YES, Reason, Verdicts, all_of, any_of

NHS_NEEDS: frozenset[str] = frozenset({"nursing"})
CARE_HOME_TYPES: tuple[str, ...] = ("care_home", "nursing_home")


class Needs:
    """YES if any need is YES, else UNKNOWN; all NO excludes. Demanding ``needs`` asks for every one."""

    key = "needs"
    reason_ids = ("needs.all", "needs.some", "needs.unknown", "needs.no", "needs.unlawful")

    def applies_to(self, needs: SupportNeeds) -> bool:
        return True

    def demands(self, needs: SupportNeeds) -> tuple[Demand, ...]:
        every = (Demand("needs"),) if "needs" in needs.must else ()
        return (Demand("any_need", safeguard=True), *every)

    def judge(self, demand: Demand, needs: SupportNeeds, snapshot: Snapshot, rows: Rows) -> Verdicts:
        verdicts = need_verdicts(needs, snapshot, rows).values()
        return all_of(*verdicts) if demand.key == "needs" else any_of(*verdicts)

    def assess(self, needs: SupportNeeds, snapshot: Snapshot, rows: Rows) -> Assessment:
        council = needs.here.council if needs.here else None
        parts = [
            valued(verdicts, base_rate(snapshot, "needs", need, council))
            for need, verdicts in need_verdicts(needs, snapshot, rows).items()
        ]
        return averaged(parts, any_of(*(part.verdict for part in parts)))

    def reason(self, needs: SupportNeeds, snapshot: Snapshot, row: int) -> Reason:
        here = one_row(row)
        answers: dict[str, list[str]] = {name: [] for name in NAMES}
        for need, verdict in need_verdicts(needs, snapshot, here).items():
            answers[NAMES[int(verdict[0])]].append(need)
        barred = {need: rule for need in needs.needs if (rule := _safeguard(need, needs, snapshot, here))}
        values = {**answers, "safeguards": barred, "asked": len(needs.needs)}
        return Reason(f"needs.{_situation(answers, barred)}", values)


def need_verdicts(needs: SupportNeeds, snapshot: Snapshot, rows: Rows) -> dict[str, Verdicts]:
    """For each need, whether the option meets it, lawfully, in a setting the person asked for."""
    settings = open_settings(needs, snapshot, rows)
    return {need: _need_verdict(need, needs, settings, snapshot, rows) for need in needs.needs}


def helpful_settings(needs: SupportNeeds, snapshot: Snapshot, rows: Rows) -> dict[str, NDArray[np.bool_]]:
    """The settings by which an option is reached: those open to it where it does most for these needs.

    A care home that also visits people is as far away as the home is, for somebody who wants to live there.
    """
    settings = open_settings(needs, snapshot, rows)
    does = {
        setting: any_of(*(_lawful_offer(need, setting, snapshot, rows) for need in needs.needs))
        for setting in settings
    }
    most = any_of(*(np.where(flags, does[s], NO).astype(np.int8) for s, flags in settings.items()))
    return {setting: flags & (does[setting] == most) for setting, flags in settings.items()}


def _need_verdict(
    need: str,
    needs: SupportNeeds,
    settings: dict[str, NDArray[np.bool_]],
    snapshot: Snapshot,
    rows: Rows,
) -> Verdicts:
    offered = [
        np.where(
            flags,
            all_of(
                _lawful_offer(need, setting, snapshot, rows), _payable(need, setting, needs, snapshot, rows)
            ),
            NO,
        ).astype(np.int8)
        for setting, flags in settings.items()
    ]
    return any_of(*offered)


def _lawful_offer(need: str, setting: str, snapshot: Snapshot, rows: Rows) -> Verdicts:
    offered = snapshot.verdicts(f"needs_{setting}", need, rows)
    if need in MOVE_IN_NEEDS and setting in ("own_home", "online"):
        return np.full(len(rows), NO, dtype=np.int8)
    if need != "personal_care":
        return offered
    return all_of(offered, _lawful_personal_care(setting, snapshot, rows))


def _lawful_personal_care(setting: str, snapshot: Snapshot, rows: Rows) -> Verdicts:
    """Where people live only from those who may give it there; at a day place nobody regulates it: ask."""
    if setting == "go_to":
        registered = snapshot.columns["registered"][rows] | snapshot.columns["registered_home"][rows]
        return np.where(registered, YES, UNKNOWN).astype(np.int8)
    verdicts = personal_care_at_home(snapshot, rows)
    if setting == "move_in":
        verdicts[snapshot.columns["registered_home"][rows]] = YES
    return verdicts


def personal_care_at_home(snapshot: Snapshot, rows: Rows) -> Verdicts:
    """Who may lawfully give personal care in someone's own home, (n,)."""
    kind = snapshot.columns["kind"][rows]
    form = snapshot.columns["legal_form"][rows]

    def of_kind(code: str) -> NDArray[np.bool_]:
        is_kind: NDArray[np.bool_] = kind == snapshot.position("provider_kind", code)
        return is_kind

    alone = form == snapshot.position("legal_form", "sole_trader")
    form_unknown = form >= len(snapshot.codes["legal_form"])
    verdicts = np.full(len(rows), NO, dtype=np.int8)
    verdicts[of_kind("micro_provider") & form_unknown] = UNKNOWN
    verdicts[of_kind("micro_provider") & alone] = YES
    verdicts[of_kind("regulated_provider")] = UNKNOWN
    verdicts[of_kind("personal_assistant") | of_kind("introductory_agency")] = YES
    verdicts[snapshot.columns["registered"][rows]] = YES
    return verdicts


def _payable(need: str, setting: str, needs: SupportNeeds, snapshot: Snapshot, rows: Rows) -> Verdicts:
    """What a direct payment may buy in one setting; with other money, everything."""
    verdicts = np.full(len(rows), YES, dtype=np.int8)
    if needs.funding != "direct_payment":
        return verdicts
    kind = snapshot.columns["kind"][rows]
    verdicts[kind == snapshot.position("provider_kind", "council_service")] = UNKNOWN
    verdicts[kind == snapshot.position("provider_kind", "nhs_service")] = NO
    if need in NHS_NEEDS:
        verdicts[:] = NO
    if need == "care_home":
        verdicts[:] = NO
    if setting == "move_in" and need != "short_break":
        verdicts[any_of(*(snapshot.verdicts("service_type", t, rows) for t in CARE_HOME_TYPES)) == YES] = NO
    return verdicts


def _safeguard(need: str, needs: SupportNeeds, snapshot: Snapshot, here: Rows) -> str | None:
    """The rule that bars or questions this need for one option, by its id."""
    in_settings = [setting for setting, flags in open_settings(needs, snapshot, here).items() if flags[0]]
    if all(int(_payable(need, setting, needs, snapshot, here)[0]) < YES for setting in in_settings):
        kind = snapshot.code("provider_kind", int(snapshot.columns["kind"][here[0]]))
        if kind == "council_service":
            return "direct_payment_council_service"
        return (
            "direct_payment_nhs" if need in NHS_NEEDS or kind == "nhs_service" else "direct_payment_care_home"
        )
    for setting in ("own_home", "move_in") if need == "personal_care" else ():
        lawful = int(_lawful_personal_care(setting, snapshot, here)[0])
        offered = int(snapshot.verdicts(f"needs_{setting}", need, here)[0])
        if setting in in_settings and lawful < min(YES, offered):
            return _unlawful_because(lawful, snapshot, here)
    return None


def _unlawful_because(lawful: int, snapshot: Snapshot, here: Rows) -> str:
    if lawful == NO:
        return "personal_care_unregistered"
    kind = snapshot.code("provider_kind", int(snapshot.columns["kind"][here[0]]))
    return "personal_care_registration" if kind == "regulated_provider" else "personal_care_legal_form"


def _situation(answers: dict[str, list[str]], barred: dict[str, str]) -> str:
    if not answers["no"] and not answers["unknown"]:
        return "all"
    if answers["yes"]:
        return "some"
    if answers["unknown"]:
        return "unknown"
    return "unlawful" if barred else "no"


NEEDS = Needs()
