"""U = Σ wᵢvᵢ with fixed value functions and unknowns at their expectation (Keeney & Raiffa 1976, ch. 3)."""

import numpy as np

from matching.case import Case, for_all
from matching.criteria.criterion import Criterion
from matching.criteria.registry import CRITERIA
from matching.verdict import Values


@for_all
def weighted(case: Case) -> list[tuple[Criterion, float]]:
    """The criteria that count for a question, each with its weight."""
    weights = case.needs.weights()
    return [(criterion, weights[criterion.key]) for criterion in CRITERIA if criterion.key in weights]


def utility(case: Case) -> Values:
    """The utility of each row of a case, (n,), each in [0, 1]."""
    total: Values = np.zeros(len(case.options.rows))
    for criterion, weight in weighted(case):
        total += weight * criterion.expected(case)
    return total
