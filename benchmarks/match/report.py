"""What the bench found, as one object for programs and as a table of words and figures."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from benchmarks.match.measuring import LIST, TOTALS, Measured
from benchmarks.match.processes import Swap, Worker
from benchmarks.match.timing import MS

PERCENTILES: tuple[int, ...] = (50, 99)
Told = dict[str, Any]


def as_json(sizes: Sequence[Measured], worker: Worker, swap: Swap) -> Told:
    """Every figure of the largest market, ``growth`` of all; what needs PostgreSQL is null without it."""
    largest = sizes[-1]
    differences = [difference for size in sizes for difference in size.differences]
    return {
        "n": largest.count,
        **_times(largest),
        "growth": {str(size.count): _times(size) for size in sizes},
        "private_mb": worker.private_mb,
        "private_mb_over_imports": worker.private_mb_over_imports,
        "cold_start_ms": worker.cold_start_ms,
        "cold_start_of_imports_ms": worker.imports_ms,
        "cold_start_over_imports_ratio": worker.cold_start_ms / worker.imports_ms,
        "build_seconds": largest.built.build_seconds,
        "bytes_a_row": largest.built.bytes_a_row,
        "swap_ms": swap.swap_ms,
        "swap_alone_ms": swap.swap_alone_ms,
        "swap_requests": swap.requests,
        "swap_failed_requests": swap.failed,
        "answers_compared": sum(size.answers for size in sizes),
        "answers_equal": not differences if largest.variants else None,
        "differences": differences,
        "postgresql": {variant: _variant(largest, variant) for variant in largest.variants} or None,
    }


def _times(measured: Measured) -> Told:
    """Times and ratios to the best variant of each figure, in milliseconds."""
    told: Told = {}
    for percentile in PERCENTILES:
        ours = measured.times.ms("ours", percentile)
        told[f"p{percentile}_ms"] = ours
        told[f"varied_p{percentile}_ms"] = measured.times.ms("varied", percentile)
        best = _best(measured, f"p{percentile}_ms")
        told[f"p{percentile}_ratio_to_best_postgresql"] = best and best / ours
        best = _best(measured, f"p{percentile}_without_totals_ms")
        told[f"p{percentile}_ratio_without_totals"] = best and best / ours
    told["worst_case_ms"] = ours = measured.worst.ms("ours", 50)
    told["worst_case_varied_ms"] = measured.worst.ms("varied", 50)
    for key, name in (("", "to_best_postgresql"), ("_without_totals", "without_totals")):
        best = _best(measured, f"worst_case{key}_ms")
        told[f"worst_case_ratio_{name}"] = best and best / ours
    told["best_variant"] = min(
        measured.variants, key=lambda variant: _variant(measured, variant)["p50_ms"], default=None
    )
    return told


def _best(measured: Measured, key: str) -> float | None:
    return min((_variant(measured, variant)[key] for variant in measured.variants), default=None)


def _variant(measured: Measured, variant: str) -> Told:
    told: Told = {"load_seconds": measured.variants[variant]}
    for prefix, times in (("", measured.times), ("worst_case", measured.worst)):
        alone = np.array(times.seconds[f"{variant} {LIST}"])
        whole = alone + np.array(times.seconds[f"{variant} {TOTALS}"])
        for percentile in PERCENTILES if not prefix else (50,):
            name = prefix or f"p{percentile}"
            told[f"{name}_ms"] = float(np.percentile(whole, percentile)) * MS
            told[f"{name}_without_totals_ms"] = float(np.percentile(alone, percentile)) * MS
    return told


def as_text(told: Mapping[str, Any]) -> str:
    parts = (_sizes(told), _costs(told), _peers(told), _equality(told))
    return "\n\n".join(text for text in ("\n".join(part) for part in parts) if text)


def _sizes(told: Mapping[str, Any]) -> Iterator[str]:
    yield f"{'options':>12}{'p50':>12}{'p99':>12}{'varied p50':>12}{'varied p99':>12}{'worst case':>12}"
    for count, size in told["growth"].items():
        keys = ("p50_ms", "p99_ms", "varied_p50_ms", "varied_p99_ms", "worst_case_ms")
        yield f"{int(count):>12,}" + "".join(f"{size[key]:9.2f} ms" for key in keys)


def _costs(told: Mapping[str, Any]) -> Iterator[str]:
    yield (
        f"A worker holds {told['private_mb']:.0f} MB alone, {told['private_mb_over_imports']:.0f} MB more "
        f"than its imports; its first answer comes {told['cold_start_ms']:.0f} ms after its start, "
        f"{told['cold_start_over_imports_ratio']:.2f} times what its imports take."
    )
    yield f"Building took {told['build_seconds']:.1f} s; a row is {told['bytes_a_row']:.0f} bytes on disk."
    yield (
        f"A new version was in place after {told['swap_ms']:.2f} ms (alone {told['swap_alone_ms']:.2f} ms), "
        f"while {told['swap_requests']:,} requests were answered and {told['swap_failed_requests']:,} failed."
    )


def _peers(told: Mapping[str, Any]) -> Iterator[str]:
    if not told["postgresql"]:
        return
    yield f"{'PostgreSQL':<24}{'p50':>13}{'p99':>13}{'worst case':>13}"
    for name, variant in told["postgresql"].items():
        for words, key in (("", ""), (", twenty only", "_without_totals")):
            figures = (variant[f"{part}{key}_ms"] for part in ("p50", "p99", "worst_case"))
            yield f"{name + words:<24}" + "".join(f"{figure:10.2f} ms" for figure in figures)
    for words, key in (("best over ours", "to_best_postgresql"), ("best of twenty only", "without_totals")):
        ratios = (told[f"{part}_ratio_{key}"] for part in ("p50", "p99", "worst_case"))
        yield f"{words:<24}" + "".join(f"{ratio:12.1f}×" for ratio in ratios)


def _equality(told: Mapping[str, Any]) -> Iterator[str]:
    if told["answers_equal"] is None:
        yield "PostgreSQL was left out: nothing says here that the answers are right."
    elif told["answers_equal"]:
        yield f"All {told['answers_compared']:,} answers of PostgreSQL are the same as ours."
    else:
        yield f"{len(told['differences']):,} of {told['answers_compared']:,} answers differ:"
        yield from told["differences"]
