"""Times of several systems answering the same questions in one run, one question after the other."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from random import Random
from time import perf_counter
from typing import Any

import numpy as np

MS = 1000.0
ORDER_SEED = 1
Answerer = Callable[[Any], Any]


@dataclass
class Times:
    """Seconds of each system, by question in the order asked."""

    seconds: dict[str, list[float]] = field(default_factory=dict)

    def ms(self, name: str, percentile: float) -> float:
        return float(np.percentile(self.seconds[name], percentile)) * MS


def interleaved(
    systems: Mapping[str, Answerer],
    questions: Sequence[Any],
    rounds: int,
    look: Callable[[Any, Mapping[str, Any]], None] = lambda question, answers: None,
) -> Times:
    """Every question put to every system in turn, ``rounds`` times after one round that isn't counted.

    The order is drawn for each question, so that nobody always finds the caches as the same one left them.
    ``look`` sees the answers of the round that isn't counted.
    """
    times = Times({name: [] for name in systems})
    order = Random(ORDER_SEED)
    for number in range(rounds + 1):
        for question in questions:
            answers = {}
            for name in order.sample(list(systems), len(systems)):
                start = perf_counter()
                answers[name] = systems[name](question)
                spent = perf_counter() - start
                if number:
                    times.seconds[name].append(spent)
            if not number:
                look(question, answers)
    return times
