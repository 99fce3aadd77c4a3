"""Rules 10 to 16: whom an option is for, and the wishes it keeps."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from benchmarks.relevance.entries import Case, Entry, Finding
from benchmarks.relevance.help_given import HALF, NOTHING, WHOLE

AGES = frozenset({"older_people", "younger_adults"})
EVERYONE = "whole_population"
NEIGHBOURS = ({"syl", "ben"}, {"urd", "hin"})
ANYWHERE_ACCESS = frozenset({"bsl", "easy_read", "large_print"})
PLACES_TO_BE = frozenset({"go_to", "move_in"})
OF_A_COMMUNITY = frozenset({"faith", "culture"})
FIELDS = ("languages", "faith", "culture", "diet", "staff_gender", "accessibility", "times")


@dataclass(frozen=True, slots=True)
class Wish:
    """One wish and how an option meets it: ``answers`` are the entry's words for each thing asked for."""

    name: str
    asked: tuple[str, ...]
    answers: tuple[str | None, ...]
    for_others: bool = False
    neighbour: bool = False

    @property
    def kept_codes(self) -> tuple[str, ...]:
        return tuple(code for code, said in zip(self.asked, self.answers, strict=True) if said == "yes")

    @property
    def verdict(self) -> str:
        """Rule 12: kept, refused or not known; rules 13 and 14 where they apply."""
        if 2 * len(self.kept_codes) >= len(self.asked):
            return "kept"
        if self.neighbour:
            return "nearly kept"
        refused = "no" in self.answers and not self.kept_codes
        return "refused" if refused or self.for_others else "not known"

    @property
    def share(self) -> Fraction:
        return {"kept": WHOLE, "nearly kept": HALF}.get(self.verdict, NOTHING)

    @property
    def verdict_as_must(self) -> str:
        """Rule 21: kept only if everything is, refused as soon as one thing is."""
        if len(self.kept_codes) == len(self.asked):
            return "kept"
        return "refused" if "no" in self.answers or self.for_others else "not known"


def wishes(case: Case, entry: Entry, way: str) -> tuple[Wish, ...]:
    """Every wish that counts for help given in this way."""
    return tuple(_wishes(case, entry, way))


def _wishes(case: Case, entry: Entry, way: str) -> Iterator[Wish]:
    if case.asked("user_bands"):
        yield _whom(case, entry)
    for name in FIELDS:
        asked = _counted(case, name, way)
        if asked:
            answers = tuple(entry.said(name, code) for code in asked)
            others = name in OF_A_COMMUNITY and _names_others_only(entry.named(name), asked)
            yield Wish(name, asked, answers, others, name == "languages" and _neighbour(asked, entry))
    if case.question.get("lgbt_affirming"):
        yield Wish("lgbt_affirming", ("lgbt_affirming",), (entry.said("flags", "lgbt_affirming"),))


def _counted(case: Case, name: str, way: str) -> tuple[str, ...]:
    """What of a field is a wish at all: rule 15 and rule 16 leave some out."""
    asked = case.asked(name)
    if name == "staff_gender" and "personal_care" not in case.asked("needs"):
        return ()
    if name == "accessibility" and way not in PLACES_TO_BE:
        return tuple(code for code in asked if code in ANYWHERE_ACCESS)
    return asked


def _neighbour(asked: tuple[str, ...], entry: Entry) -> bool:
    """Rule 13."""
    return any(set(asked) & pair and entry.named("languages") & pair for pair in NEIGHBOURS)


def _whom(case: Case, entry: Entry) -> Wish:
    """Rule 11: every condition named, or else the age group."""
    bands = case.asked("user_bands")
    asked = tuple(code for code in bands if code not in AGES) or bands
    everyone = "yes" if EVERYONE in entry.named("user_bands") else None
    answers = tuple(entry.said("user_bands", code) or everyone for code in asked)
    if set(answers) != {"yes"}:
        answers = tuple("no" if said == "no" else None for said in answers)
    return Wish("user_bands", asked, answers, for_others=made_for_others(case, entry))


def made_for_others(case: Case, entry: Entry) -> bool:
    """Rule 10: it names whom it is for, and the person is none of these."""
    named = entry.named("user_bands")
    return EVERYONE not in named and _names_others_only(named, case.asked("user_bands"))


def _names_others_only(named: frozenset[str], asked: tuple[str, ...]) -> bool:
    return bool(named and asked) and named.isdisjoint(asked)


def whom_findings(case: Case, entry: Entry) -> Iterator[Finding]:
    """Rule 10."""
    named = entry.named("user_bands")
    about_children = "children" in case.asked("user_bands") or "parenting" in case.asked("needs")
    if named == {"children"} and not about_children:
        yield Finding(10, "is for children only", 0)
    elif made_for_others(case, entry):
        yield Finding(10, f"is made for other people: {', '.join(sorted(named))}", 1)
