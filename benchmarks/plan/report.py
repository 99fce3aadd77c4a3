"""What ``caremarket bench plan`` says, in words and as figures."""

import statistics
from collections.abc import Sequence
from typing import Any

from benchmarks.plan.measuring import Taken

GOAL_SECONDS = 1.0


def as_json(
    usual: Sequence[Taken], larger: Sequence[Taken], options: int, needs: int, limit: float
) -> dict[str, Any]:
    """Every figure; times are seconds of one core."""
    asked = [each for each in usual if each.peer is not None]
    return {
        "options": options,
        "needs": needs,
        "wishes": len(usual),
        "goal_seconds": GOAL_SECONDS,
        "page": _spread([each.page for each in usual]),
        "within_goal": sum(each.page < GOAL_SECONDS for each in usual) / len(usual),
        "plans_a_page": statistics.mean(each.plans for each in usual),
        "best": _spread([each.best for each in usual]),
        "cp_sat": _spread([each.peer for each in asked if each.peer is not None]) if asked else None,
        "ratio": _ratio(asked) if asked else None,
        "differences": sum(not each.same for each in usual),
        "beyond": {
            "wishes": len(larger),
            "seconds_a_search": limit,
            "page": _spread([each.page for each in larger]) if larger else None,
            "cut_short": sum(each.late for each in larger),
            "widest_gap": max((each.gap for each in larger), default=0.0),
        },
    }  # fmt: skip


def _ratio(asked: Sequence[Taken]) -> float:
    """How many times as long the peer took in all."""
    return sum(each.peer or 0.0 for each in asked) / sum(each.best for each in asked)


def _spread(seconds: Sequence[float]) -> dict[str, float]:
    in_order = sorted(seconds)
    return {
        "median": statistics.median(in_order),
        "p95": in_order[min(len(in_order) - 1, round(0.95 * len(in_order)))],
        "most": in_order[-1],
    }


def as_text(told: dict[str, Any]) -> str:
    lines = [
        f"{told['wishes']} wishes of {told['options']} options and {told['needs']} needs; seconds of a core.",
        f"best plan, alternatives and frontier ({told['plans_a_page']:.0f} plans): {_words(told['page'])}; "
        f"{told['within_goal']:.0%} under {told['goal_seconds']:g} s",
        f"the best plan alone: {_words(told['best'])}",
    ]
    if told["cp_sat"]:
        lines += [
            f"the same by CP-SAT: {_words(told['cp_sat'])}; {told['ratio']:.1f} times as long in all",
            f"{told['differences']} plans differ in fit or cost"
            if told["differences"]
            else "all plans fit and cost the same",
        ]
    beyond = told["beyond"]
    if beyond["wishes"]:
        lines.append(
            f"beyond, {beyond['wishes']} wishes with twice the options, more needs, "
            f"{beyond['seconds_a_search']:g} s a search at most: {_words(beyond['page'])}; "
            f"{beyond['cut_short']} cut short, the widest gap told {beyond['widest_gap']:.3f} of fit"
        )
    return "\n".join(lines)


def _words(spread: dict[str, float]) -> str:
    return f"median {spread['median']:.3f}, p95 {spread['p95']:.3f}, most {spread['most']:.3f}"
