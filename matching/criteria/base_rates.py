"""How likely an unanswered question is to be YES: frozen with the version, so that no query changes it."""

from matching.case import Case, for_all

PRIOR_STRENGTH = 10
NOT_TOLD = 0.5


def base_rate(case: Case, vocabulary: str, code: str) -> float:
    """(k + 10 p₀) / (n + 10), clipped to [0.01, 0.99].

    Of the n options in the council's area that answered the list at all, k said YES to this code; p₀ is the
    same share nationally. Where no answer speaks against it, nothing can be learnt: one half.
    """
    known = _known_rates(case)
    if (vocabulary, code) not in known:
        known[vocabulary, code] = _base_rate(case, vocabulary, code)
    return known[vocabulary, code]


@for_all
def _known_rates(case: Case) -> dict[tuple[str, str], float]:
    """Rates by list and code, filled as they are asked for."""
    return {}


def _base_rate(case: Case, vocabulary: str, code: str) -> float:
    snapshot = case.snapshot
    council = case.needs.here.council if case.needs.here else None
    national = len(snapshot.codes["councils"]) + 1
    answered = snapshot.columns[f"{vocabulary}_count_answered"]
    said_yes = snapshot.columns[f"{vocabulary}_count_yes"][:, snapshot.position(vocabulary, code)]
    if answered[national] == said_yes[national]:
        return NOT_TOLD
    prior = float(said_yes[national] / answered[national])
    k = n = 0
    if council is not None and snapshot.knows("councils", council):
        here = snapshot.position("councils", council)
        k, n = int(said_yes[here]), int(answered[here])
    rate = (k + PRIOR_STRENGTH * prior) / (n + PRIOR_STRENGTH)
    return min(max(rate, 0.01), 0.99)
