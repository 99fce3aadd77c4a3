"""Two options of one answer side by side: why one stands above the other, and what would make them level."""

from dataclasses import dataclass

from matching.ranking import Explanation, Outcome


@dataclass(frozen=True, slots=True)
class Difference:
    """What one criterion adds to (or, below 0, takes from) an option's lead: wᵢ(vᵢᴬ − vᵢᴮ)."""

    criterion: str
    difference: float


@dataclass(frozen=True, slots=True)
class LevelAt:
    """The value, 0 to 1, that a criterion has now, and the one at which the two options would tie."""

    criterion: str
    value: float
    value_to_tie: float


def why_above(a: Explanation, b: Explanation) -> tuple[Difference, ...]:
    """Every weighted criterion's difference, the largest in size first; they sum to U_A − U_B within 1e-9.

    For an additive model these are its exact Shapley values. ValueError when the two answer different
    questions.
    """
    of_a, of_b = _weighted(a), _weighted(b)
    if {name: each.weight for name, each in of_a.items()} != {n: each.weight for n, each in of_b.items()}:
        raise ValueError("Only options of one answer can be compared.")
    differences = (
        Difference(name, each.contribution - of_b[name].contribution) for name, each in of_a.items()
    )
    return tuple(sorted(differences, key=lambda each: -abs(each.difference)))


def what_would_change_it(explanation: Explanation, rival: Explanation) -> tuple[LevelAt, ...]:
    """For the lower of two options, the value of each criterion that by itself would make a tie.

    vᵢ′ = vᵢ + ΔU / wᵢ where that is at most 1, the smallest step first; empty where ``explanation`` isn't
    below ``rival``.
    """
    behind = rival.expected - explanation.expected
    if behind <= 0:
        return ()
    steps = (_level_at(outcome, behind) for outcome in _weighted(explanation).values())
    within_reach = (step for step in steps if step.value_to_tie <= 1)
    return tuple(sorted(within_reach, key=lambda step: step.value_to_tie - step.value))


def _level_at(outcome: Outcome, behind: float) -> LevelAt:
    value = outcome.contribution / outcome.weight
    return LevelAt(outcome.criterion, value, value + behind / outcome.weight)


def _weighted(explanation: Explanation) -> dict[str, Outcome]:
    return {outcome.criterion: outcome for outcome in explanation.outcomes if outcome.weight > 0}
