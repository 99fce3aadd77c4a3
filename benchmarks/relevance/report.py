"""What the bench found, as text that states losses as plainly as wins, and as JSON."""

from collections import Counter
from collections.abc import Iterator
from statistics import fmean
from typing import Any

from benchmarks.relevance.collection import Vignette
from benchmarks.relevance.judging import Judged
from benchmarks.relevance.measures import DEPTH, MEASURES, Difference
from benchmarks.relevance.rankings import RANKERS


def as_text(judged: Judged) -> str:
    """Means, exposure, paired differences, and what is said of the people for whom nothing fits."""
    parts = (_counts(judged), _means(judged), _exposures(judged), _differences(judged))
    return "\n\n".join("\n".join(part) for part in parts)


def _counts(judged: Judged) -> Iterator[str]:
    by_grade = Counter(given.grade for graded in judged.grades.values() for given in graded.values())
    yield f"{len(judged.vignettes)} people × {len(judged.market.options)} options of the example market"
    yield "Grades by benchmarks/relevance/rules.md: " + ", ".join(
        f"{by_grade[grade]:,} of grade {grade}" for grade in (3, 2, 1, 0)
    )
    for measure in MEASURES:
        judged_people = len(judged.scores["varied"][measure])
        yield f"{measure}: {judged_people} people; for the others there is nothing to find"
    for vignette in judged.vignettes:
        if not any(given.grade for given in judged.grades[vignette.id].values()):
            shown = ", ".join(f"{name} {len(judged.lists[name][vignette.id][:DEPTH])}" for name in RANKERS)
            yield f"{vignette.id}: nothing fits, and an empty list is right; shown in the first ten: {shown}"


def _means(judged: Judged) -> Iterator[str]:
    yield f"{'mean':<14}" + "".join(f"{measure:>13}" for measure in MEASURES)
    for name in RANKERS:
        yield f"{name:<14}" + "".join(f"{_mean(judged, name, measure):13.3f}" for measure in MEASURES)


def _exposures(judged: Judged) -> Iterator[str]:
    yield f"{'exposure':<14}{'small':>13}{'medium':>13}{'large':>13}"
    rows = {name: judged.exposure(name) for name in RANKERS}
    for name, shares in {**rows, "grade 2 and 3": judged.share_worth_ringing()}.items():
        yield f"{name:<14}" + "".join(f"{share:13.1%}" for share in shares.values())


def _differences(judged: Judged) -> Iterator[str]:
    yield "Paired differences: mean [95% bootstrap interval], people better / same / worse"
    for mine, peer, measure, found in judged.differences():
        yield f"{mine:<10} against {peer:<12} {measure:<12} {_in_words(found)}"
    for measure in MEASURES:
        found = judged.difference("varied", "best only", measure)
        yield f"{'varied':<10} against {'best only':<12} {measure:<12} {_in_words(found)}"


def _in_words(found: Difference) -> str:
    return (
        f"{found.mean:+.3f} [{found.low:+.3f}, {found.high:+.3f}]  "
        f"{found.better:>2} / {found.same:>2} / {found.worse:>2}  {found.verdict}"
    )


def as_json(judged: Judged) -> dict[str, Any]:
    """The same with every person's row; option ids are those of the example market in this bench."""
    with judged.market.store.reading() as reader:
        fingerprint = reader.fingerprint()
    return {
        "people": len(judged.vignettes),
        "options": len(judged.market.options),
        "fingerprint": fingerprint,
        "rankings": {
            name: {
                **{measure: _mean(judged, name, measure) for measure in MEASURES},
                "exposure": judged.exposure(name),
            }
            for name in RANKERS
        },
        "share_worth_ringing": judged.share_worth_ringing(),
        "differences": [
            {"ours": mine, "peer": peer, "measure": measure, **_as_plain(found)}
            for mine, peer, measure, found in judged.differences()
        ],
        "vignettes": [_row(judged, vignette) for vignette in judged.vignettes],
    }


def _row(judged: Judged, vignette: Vignette) -> dict[str, Any]:
    grades = judged.grades[vignette.id]
    counted = Counter(given.grade for given in grades.values())
    return {
        "id": vignette.id,
        "person": vignette.person,
        "grades": {str(grade): counted[grade] for grade in (0, 1, 2, 3)},
        "rankings": {
            name: {
                **{measure: judged.scores[name][measure].get(vignette.id) for measure in MEASURES},
                "shown": [
                    {"id": judged.market.options[number].option_id, "grade": grades[number].grade}
                    for number in judged.lists[name][vignette.id][:DEPTH]
                ],
            }
            for name in RANKERS
        },
    }


def explained(judged: Judged, vignette: Vignette) -> str:
    """One person's first ten of the varied list, and the best that is missing there, with the grounds."""
    grades = judged.grades[vignette.id]
    shown = list(judged.lists["varied"][vignette.id][:DEPTH])
    missing = [number for number in judged.worth_ringing(vignette) if number not in shown]
    missing.sort(key=lambda number: -grades[number].grade)
    lines = [f"{vignette.id}: {vignette.person}", "", "The varied list:"]
    lines += [_account(judged, grades[number].explained(), number) for number in shown]
    lines += ["", "Worth ringing, and not among its first ten:"]
    lines += [_account(judged, grades[number].explained(), number) for number in missing[:DEPTH]]
    return "\n".join(lines)


def _account(judged: Judged, grounds: str, number: int) -> str:
    option = judged.market.options[number]
    return f"{option.option_id} {option.name}: {grounds}"


def _mean(judged: Judged, ranking: str, measure: str) -> float:
    return fmean(judged.scores[ranking][measure].values())


def _as_plain(found: Difference) -> dict[str, Any]:
    plain = {name: getattr(found, name) for name in ("mean", "low", "high", "better", "same", "worse")}
    return {**plain, "verdict": found.verdict}
