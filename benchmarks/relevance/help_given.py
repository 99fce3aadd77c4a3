"""Rules 1 to 5, 17: the ways help is given, how much of it, and what the law forbids."""

from collections.abc import Iterator
from fractions import Fraction

from benchmarks.relevance.entries import Case, Entry, Finding, usual_help

USUAL_WAYS = ("own_home", "go_to")
HELP_TO_MOVE_IN = frozenset({"care_home", "supported_housing", "shared_lives"})
CARE_HOMES = frozenset({"care_home", "nursing_home"})
NURSES = frozenset({"regulated_provider", "nhs_service"})
FREE = frozenset({"free", "donation"})
WHOLE, HALF, NOTHING = Fraction(1), Fraction(1, 2), Fraction(0)


def ways_asked(case: Case) -> tuple[str, ...]:
    """Rule 1."""
    moving = ("move_in",) if HELP_TO_MOVE_IN & set(case.asked("needs")) else ()
    return case.asked("setting") or (*USUAL_WAYS, *moving)


def ways_open(case: Case, entry: Entry) -> tuple[tuple[str, ...], Finding]:
    """Rule 1: the ways asked for in which this option works."""
    named = entry.named("setting")
    if not named:
        return ways_asked(case), Finding(1, "doesn't say how help is given", 2)
    ways = tuple(way for way in ways_asked(case) if way in named)
    if not ways:
        return (), Finding(1, "works in none of the ways asked for", 0)
    return ways, Finding(1, f"works in ways asked for: {', '.join(ways)}")


def share_given(case: Case, entry: Entry, way: str) -> tuple[Fraction, tuple[Finding, ...]]:
    """Rules 2 to 4: the share of the help asked for, half met counting half."""
    needs = case.asked("needs")
    amounts = {need: help_with(case, entry, need, way) for need in needs}
    met, half, none = ([n for n in needs if amounts[n] == amount] for amount in (WHOLE, HALF, NOTHING))
    share = sum(amounts.values(), NOTHING) / len(needs)
    says = f"met {met or 'none'}, half met {half or 'none'}, not met {none or 'none'}"
    findings = [Finding(2, says, 3 if share else 0)]
    if "needs" in case.asked("must") and none:
        findings.append(Finding(21, "not all the help comes from one place, as it must", 1))
    return share, tuple(findings)


def help_with(case: Case, entry: Entry, need: str, way: str) -> Fraction:
    """How far one kind of help is met: whole, half or nothing."""
    said = entry.said("needs", need, way)
    usually = any(need in usual_help().get(kind, ()) for kind in entry.named("service_type"))
    amount = {"yes": WHOLE, "no": NOTHING, None: HALF if usually else NOTHING}[said]
    if need == "personal_care" and way == "own_home":
        return min(amount, lawful_personal_care(entry))
    if need == "nursing" and entry.option.provider_kind not in NURSES:
        return NOTHING  # rule 4
    if need == "faith_practice" and of_other_faiths(case, entry):
        return NOTHING  # rule 14
    return amount


def lawful_personal_care(entry: Entry) -> Fraction:
    """Rule 3: who may help with washing and dressing in somebody's home."""
    option = entry.option
    registered = "personal_care" in option.registered_activities or any(
        a.vocabulary == "needs" and a.code == "personal_care" and a.evidence == "register"
        and a.verdict == "yes" and a.setting in ("own_home", None)
        for a in option.attributes
    )  # fmt: skip
    if registered or option.provider_kind == "personal_assistant":
        return WHOLE
    if option.provider_kind == "introductory_agency":
        return HALF
    if option.provider_kind == "micro_provider":
        return {"sole_trader": WHOLE, None: HALF}.get(option.legal_form, NOTHING)
    return NOTHING


def of_other_faiths(case: Case, entry: Entry) -> bool:
    """Rule 14: the entry names faiths, and not the person's."""
    asked, named = set(case.asked("faith")), entry.named("faith")
    return bool(asked and named and not asked & named)


def payment_findings(case: Case, entry: Entry, way: str) -> Iterator[Finding]:
    """Rule 5: what a direct payment can't buy."""
    if case.question.get("funding") != "direct_payment":
        return
    lives_there = way == "move_in" and entry.named("service_type") & CARE_HOMES
    if lives_there and "short_break" not in case.asked("needs"):
        yield Finding(5, "a direct payment can't buy a place to live in a care home", 0)
    if not any(cost.unit in FREE for cost in entry.option.costs):
        if entry.option.provider_kind == "nhs_service":
            yield Finding(5, "a direct payment can't buy what the NHS provides", 0)
        if entry.option.provider_kind == "council_service":
            yield Finding(5, "a direct payment buys the council's own service once at most", 1)


def kind_findings(case: Case, entry: Entry) -> Iterator[Finding]:
    """Rule 17."""
    asked = case.asked("provider_kinds")
    if asked and entry.option.provider_kind not in asked:
        yield Finding(17, f"is a {entry.option.provider_kind}, not of the kinds asked for", 0)
