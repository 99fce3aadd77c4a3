"""What the person needs help with, judged need by need, with the law's safeguards.

A safeguard turns one need into NO (or into a question) for an option that may not lawfully meet it; the
option can still be chosen for the others. Safeguards are never relaxed.

Personal care at home: Health and Social Care Act 2008 (Regulated Activities) Regulations 2014, Sch 1 para 1,
with its exemption for carers wholly directed by the person. Direct payments: Care and Support (Direct
Payments) Regulations 2014 reg 6 (care homes, 4 weeks); Care Act 2014 s22 (what the NHS must provide); Care
and Support Statutory Guidance ch 12 (a council's own service).
"""

from functools import reduce
from operator import or_

from matching.case import Case, known, once
from matching.criteria.base_rates import base_rate
from matching.criteria.criterion import Bounds, Demand, Shortfall, mean_bounds, mean_worth, verdict_numbers
from matching.criteria.provider_kinds import of_kind
from matching.criteria.reach import open_settings
from matching.criteria.stated_list import answered
from matching.needs import MOVE_IN_NEEDS, SupportNeeds
from matching.options import answers, fact, of_code
from matching.verdict import NO, YES, Answers, Bits, Reason, Values, all_of, any_of

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

    def judge(self, demand: Demand, case: Case) -> Answers:
        return all_of(need_answers(case).values()) if demand.key == "needs" else self.verdict(case)

    def verdict(self, case: Case) -> Answers:
        return any_of(need_answers(case).values())

    def expected(self, case: Case) -> Values:
        return mean_worth(
            [(given, base_rate(case, "needs", need)) for need, given in need_answers(case).items()]
        )

    def shortfalls(self, case: Case) -> list[Shortfall]:
        share = 1 / len(case.needs.needs)
        return [
            Shortfall(given, share * (1 - base_rate(case, "needs", need)), share)
            for need, given in need_answers(case).items()
        ]

    def bounds(self, case: Case) -> Bounds:
        return mean_bounds(list(need_answers(case).values()))

    def reasons(self, case: Case) -> list[Reason]:
        barred = _safeguards(case)
        asked = len(case.needs.needs)
        return [
            Reason(
                f"needs.{_situation(given, barred[at])}", {**given, "safeguards": barred[at], "asked": asked}
            )
            for at, given in enumerate(answered(need_answers(case), len(case.options.rows)))
        ]


@once
def need_answers(case: Case) -> dict[str, Answers]:
    """For each need, whether the option meets it, lawfully, in a setting the person asked for."""
    settings = open_settings(case).items()
    return {
        need: any_of(_offer(need, setting, case).only(flags) for setting, flags in settings)
        for need in case.needs.needs
    }


@once
def helpful_settings(case: Case) -> dict[str, Bits]:
    """The settings by which an option is reached: those open to it where it does most for these needs.

    A care home that also visits people is as far away as the home is, for somebody who wants to live there.
    """
    settings = open_settings(case)
    if len(settings) == 1:
        return settings
    does = {setting: any_of(_offer(need, setting, case) for need in case.needs.needs) for setting in settings}
    most = any_of(does[setting].only(flags) for setting, flags in settings.items())
    return {setting: flags & does[setting].same_as(most) for setting, flags in settings.items()}


def _offer(need: str, setting: str, case: Case) -> Answers:
    """What an option offers for a need in one setting, as far as the law lets it and the money may buy it."""
    return known(
        case,
        ("offer", need, setting),
        lambda case: _payable(need, setting, case, _lawful_offer(need, setting, case)),
    )


def _lawful_offer(need: str, setting: str, case: Case) -> Answers:
    if need in MOVE_IN_NEEDS and setting in ("own_home", "online"):
        return Answers(case.options.none(), case.options.none())
    offered = answers(case.options, f"needs_{setting}", need)
    return offered & _lawful_personal_care(setting, case) if need == "personal_care" else offered


def _lawful_personal_care(setting: str, case: Case) -> Answers:
    """Where people live only from those who may give it there; at a day place nobody regulates it: ask."""
    lived_in = fact(case.options, "registered_home")
    if setting == "go_to":
        return Answers(fact(case.options, "registered") | lived_in, ~case.options.none())
    at_home = personal_care_at_home(case)
    return at_home | Answers(lived_in, lived_in) if setting == "move_in" else at_home


@once
def personal_care_at_home(case: Case) -> Answers:
    """Who may lawfully give personal care in someone's own home."""
    forms = case.snapshot.codes["legal_form"]
    form_known = reduce(or_, (of_code(case.options, "is_form", "legal_form", form) for form in forms))
    micro = of_kind(case, "micro_provider")
    yes = (
        (micro & of_code(case.options, "is_form", "legal_form", "sole_trader"))
        | of_kind(case, "personal_assistant")
        | of_kind(case, "introductory_agency")
        | fact(case.options, "registered")
    )
    return Answers(yes, yes | (micro & ~form_known) | of_kind(case, "regulated_provider"))


def _payable(need: str, setting: str, case: Case, offered: Answers) -> Answers:
    """What a direct payment may buy of an offer in one setting; with other money, all of it."""
    if case.needs.funding != "direct_payment":
        return offered
    if need in NHS_NEEDS or need == "care_home":
        return Answers(case.options.none(), case.options.none())
    never = of_kind(case, "nhs_service")
    if setting == "move_in" and need != "short_break":
        never = reduce(or_, (answers(case.options, "service_type", t).yes for t in CARE_HOME_TYPES), never)
    ask = of_kind(case, "council_service")
    return Answers(offered.yes & ~never & ~ask, offered.may & ~never)


def _safeguards(case: Case) -> list[dict[str, str]]:
    """For each row the rule that bars or questions a need, by the rule's id."""
    settings = open_settings(case)
    rows = len(case.options.rows)
    everyone = Answers(~case.options.none(), ~case.options.none())
    open_to = {setting: flags.tolist() for setting, flags in settings.items()}
    kinds = [case.snapshot.code("provider_kind", at) for at in case.options.column("kind").tolist()]
    barred: list[dict[str, str]] = [{} for _ in range(rows)]
    for need in case.needs.needs:
        if need != "personal_care" and case.needs.funding != "direct_payment":
            continue
        payable = {s: verdict_numbers(_payable(need, s, case, everyone)) for s in settings}
        lawful = _lawfulness(case, settings) if need == "personal_care" else {}
        for at, kind in enumerate(kinds):
            here = [setting for setting in settings if open_to[setting][at]]
            rule = _not_payable(need, kind, [payable[setting][at] for setting in here])
            rule = rule or _not_lawful(kind, [lawful[s][at] for s in lawful if s in here])
            if rule:
                barred[at][need] = rule
    return barred


def _lawfulness(case: Case, settings: dict[str, Bits]) -> dict[str, list[tuple[int, int]]]:
    """Where people live: for each row the verdict of the law on personal care, and of the offer itself."""
    return {
        setting: list(
            zip(
                verdict_numbers(_lawful_personal_care(setting, case)),
                verdict_numbers(answers(case.options, f"needs_{setting}", "personal_care")),
                strict=True,
            )
        )
        for setting in ("own_home", "move_in")
        if setting in settings
    }


def _not_payable(need: str, kind: str, payable: list[int]) -> str | None:
    if any(verdict == YES for verdict in payable):
        return None
    if kind == "council_service":
        return "direct_payment_council_service"
    return "direct_payment_nhs" if need in NHS_NEEDS or kind == "nhs_service" else "direct_payment_care_home"


def _not_lawful(kind: str, lawful_and_offered: list[tuple[int, int]]) -> str | None:
    for lawful, offered in lawful_and_offered:
        if lawful < min(YES, offered):
            if lawful == NO:
                return "personal_care_unregistered"
            regulated = kind == "regulated_provider"
            return "personal_care_registration" if regulated else "personal_care_legal_form"
    return None


def _situation(given: dict[str, list[str]], barred: dict[str, str]) -> str:
    if not given["no"] and not given["unknown"]:
        return "all"
    if given["yes"]:
        return "some"
    if given["unknown"]:
        return "unknown"
    return "unlawful" if barred else "no"


NEEDS = Needs()
