"""Grades 0 to 3 by the rules of rules.md, each finding with the number of its rule.

Reads stored options, never the columns or scores of the engine it is there to judge.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from benchmarks.relevance.entries import BEST, Case, Entry, Finding
from benchmarks.relevance.help_given import kind_findings, payment_findings, share_given, ways_open
from benchmarks.relevance.money import Limit, limits
from benchmarks.relevance.reach import reach
from benchmarks.relevance.wishes import Wish, whom_findings, wishes
from directory.store.views import FoldedOption
from matching.costs import Rates

WORTH_RINGING = 2
"""The least grade of an option that counts as relevant for variety (rule 27)."""


@dataclass(frozen=True, slots=True)
class Graded:
    """A grade with all that was found, and the aspects it adds to a varied list if it is worth ringing."""

    grade: int
    findings: tuple[Finding, ...]
    aspects: tuple[str, ...] = ()

    def explained(self) -> str:
        """The grade and a line for each rule that spoke."""
        lines = [f"  rule {f.rule}: {f.says}{_limit(f)}" for f in self.findings]
        return "\n".join([f"grade {self.grade}", *lines])


def grade(case: Case, option: FoldedOption, rates: Rates) -> Graded:
    """The grade of an option for a person: that of the best of the ways in which it helps (rule 1)."""
    entry = Entry(option)
    ways, how = ways_open(case, entry)
    graded = [_graded(case, entry, way, how, rates) for way in ways]
    return max(graded, key=lambda each: each.grade, default=Graded(0, (how,)))


def _graded(case: Case, entry: Entry, way: str, how: Finding, rates: Rates) -> Graded:
    """One way of helping: rule 24's grade under every rule's limit (rule 26)."""
    share, helped = share_given(case, entry, way)
    wished = wishes(case, entry, way)
    paid = tuple(limits(case, entry, rates))
    findings = (
        how,
        *helped,
        *payment_findings(case, entry, way),
        reach(case, entry, way),
        *whom_findings(case, entry),
        *kind_findings(case, entry),
        *(limit.finding for limit in paid),
        *_must_haves(case, share, wished, paid),
        *_put_first(case, wished),
        _together(share, wished),
    )
    grade = min(finding.at_most for finding in findings)
    return Graded(grade, findings, _aspects(entry, wished) if grade >= WORTH_RINGING else ())


def _must_haves(
    case: Case, share: Fraction, wished: tuple[Wish, ...], paid: tuple[Limit, ...]
) -> Iterator[Finding]:
    """Rule 21; a limit surely passed, or help not given, has been found already."""
    must = case.asked("must")
    verdicts = [(wish.name, wish.verdict_as_must) for wish in wished]
    verdicts += [(limit.name, limit.verdict) for limit in paid]
    verdicts += [("needs", "not known" if share < 1 else "kept")]
    refused = [name for name, verdict in verdicts if name in must and verdict == "refused"]
    unknown = [name for name, verdict in verdicts if name in must and verdict == "not known"]
    if refused:
        yield Finding(21, f"must-haves refused: {', '.join(refused)}", 0)
    if unknown:
        yield Finding(21, f"must-haves not known: {', '.join(unknown)}", 2 if len(unknown) == 1 else 1)


def _put_first(case: Case, wished: tuple[Wish, ...]) -> Iterator[Finding]:
    """Rule 25."""
    order = case.question.get("order") or ()
    first = order[0] if order else ()
    names = (first,) if isinstance(first, str) else tuple(first)
    for wish in wished:
        if wish.name in names and wish.verdict != "kept":
            yield Finding(25, f"{wish.name}, which comes first, is {wish.verdict}", _first_limit(wish))


def _first_limit(wish: Wish) -> int:
    return 1 if wish.verdict == "refused" else 2


def _together(share: Fraction, wished: tuple[Wish, ...]) -> Finding:
    """Rule 22's share of the help and rule 23's fit, by rule 24's table."""
    amount = "most" if share >= Fraction(2, 3) else "half" if share >= Fraction(1, 2) else "some"
    fit = fit_of(wished)
    grades = {("most", "good"): BEST, ("most", "fair"): 2, ("half", "good"): 2}
    told = ", ".join(f"{wish.name} {wish.verdict}" for wish in wished) or "no wishes"
    return Finding(24, f"{amount} of the help, a {fit} fit ({told})", grades.get((amount, fit), 1))


def fit_of(wished: tuple[Wish, ...]) -> str:
    """Rule 23: good, fair or poor."""
    if not wished:
        return "good"
    kept = sum((wish.share for wish in wished), Fraction(0)) / len(wished)
    if kept >= Fraction(2, 3) and all(wish.verdict != "refused" for wish in wished):
        return "good"
    return "fair" if kept >= Fraction(1, 3) else "poor"


def _aspects(entry: Entry, wished: tuple[Wish, ...]) -> tuple[str, ...]:
    """Rule 27."""
    kept = (f"{wish.name}:{code}" for wish in wished for code in wish.kept_codes)
    return (f"kind:{entry.option.provider_kind}", *kept)


def _limit(finding: Finding) -> str:
    return f" (at most {finding.at_most})" if finding.at_most < BEST else ""
