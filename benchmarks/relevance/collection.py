"""The test collection: people from vignettes.json, and every option's grade for each by the rules."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from benchmarks.relevance.entries import FOLDER, Case
from benchmarks.relevance.grading import Graded, grade
from directory.geography.gazetteer import Gazetteer
from directory.store.views import FoldedOption
from matching.costs import Rates


@dataclass(frozen=True, slots=True)
class Vignette:
    """A person in a sentence, and their question in the shape of QuestionSchema."""

    id: str
    age: int
    about: tuple[str, ...]
    person: str
    question: Mapping[str, Any]


@cache
def vignettes() -> tuple[Vignette, ...]:
    """Everyone in the collection, in the file's order."""
    told = json.loads((FOLDER / "vignettes.json").read_text(encoding="utf-8"))
    return tuple(Vignette(**{**one, "about": tuple(one["about"])}) for one in told)


def grades_for(
    vignette: Vignette, options: Iterable[FoldedOption], gazetteer: Gazetteer, rates: Rates
) -> dict[int, Graded]:
    """Every option's grade for one person, by option number."""
    place = vignette.question.get("place")
    case = Case(vignette.question, gazetteer.locate(place) if place else None)
    return {option.option_number: grade(case, option, rates) for option in options}
