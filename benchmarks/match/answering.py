"""One question answered from start to finish, by ours and by a peer, and what must be equal between them."""

from dataclasses import dataclass

import numpy as np

from matching.needs import SupportNeeds
from matching.ranking import Ranking, rank
from matching.shortlist import arrange
from matching.snapshot import Snapshot

SHOWN = 20
SAME_UTILITY = 1e-9


@dataclass(frozen=True, slots=True)
class Answer:
    """Option numbers as listed, the confirmed first, their utilities, and how many are in each tier."""

    numbers: tuple[int, ...]
    utilities: tuple[float, ...]
    confirmed: int
    ask_first: int

    def differs_from(self, other: "Answer") -> str | None:
        """What is not the same, in a few words; None when all is."""
        if (self.confirmed, self.ask_first) != (other.confirmed, other.ask_first):
            return f"totals {self.confirmed}+{self.ask_first} and {other.confirmed}+{other.ask_first}"
        if self.numbers != other.numbers:
            first = next(
                (
                    at
                    for at, pair in enumerate(zip(self.numbers, other.numbers, strict=False))
                    if len(set(pair)) > 1
                ),
                min(len(self.numbers), len(other.numbers)),
            )
            return f"another option in place {first + 1}"
        gaps = [abs(mine - theirs) for mine, theirs in zip(self.utilities, other.utilities, strict=True)]
        return f"utility apart by {max(gaps):.3g}" if gaps and max(gaps) > SAME_UTILITY else None


def answer(needs: SupportNeeds, snapshot: Snapshot, *, varied: bool = False) -> Answer:
    """Rank, arrange the twenty to show, explain each of them, count both tiers."""
    ranking = rank(needs, snapshot)
    shown = arrange(ranking, SHOWN, varied=varied)
    told = ranking.explained(np.concatenate([shown.confirmed, shown.ask_first]))
    return Answer(
        tuple(each.number for each in told), tuple(each.expected for each in told), *totals(ranking)
    )


def totals(ranking: Ranking) -> tuple[int, int]:
    return ranking.total_confirmed, ranking.total_ask_first
