"""How likely an unanswered question is to be YES: frozen with the version, so that no query changes it."""

import numpy as np

from matching.snapshot import Snapshot

PRIOR_STRENGTH = 10
NOT_TOLD = 0.5


def base_rate(snapshot: Snapshot, vocabulary: str, code: str, council: str | None) -> float:
    """(k + 10 p₀) / (n + 10), clipped to [0.01, 0.99].

    Of the n options in the council's area that answered the list at all, k said YES to this code; p₀ is the
    same share nationally. Where no answer speaks against it, nothing can be learnt: one half.
    """
    position = snapshot.position(vocabulary, code)
    councils = snapshot.codes["councils"]
    national = len(councils) + 1
    answered = snapshot.columns[f"{vocabulary}_count_answered"]
    said_yes = snapshot.columns[f"{vocabulary}_count_yes"][:, position]
    if answered[national] == said_yes[national]:
        return NOT_TOLD
    prior = said_yes[national] / answered[national]
    here = councils.index(council) if council in councils else None
    k, n = (said_yes[here], answered[here]) if here is not None else (0, 0)
    return float(np.clip((k + PRIOR_STRENGTH * prior) / (n + PRIOR_STRENGTH), 0.01, 0.99))
