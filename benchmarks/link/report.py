"""The report of ``caremarket bench link`` in words, losses first."""

from collections.abc import Sequence

from benchmarks.link.judging import Compared, Rightness

ABOUT = (
    "Pairs found by each at even odds, and at the threshold that suits the truth best; between two registers",
    "one for one, for both. Splink trains itself on these records and is given our cleaned columns.",
    "Weights for providers were counted on made-up markets of other seeds, for Febrl learnt from",
    "its records alone.",
)


def as_text(compared: Sequence[Compared], skipped: Sequence[str]) -> str:
    """A block for each set of records, then what was lost."""
    lines = [*ABOUT, ""]
    for one in compared:
        lines += _block(one)
    lines += [f"Left out: {reason}" for reason in skipped]
    losses = [loss for one in compared for loss in _losses(one)]
    lines += ["Where we lose:", *(f"  {loss}" for loss in losses or ["nowhere in these figures."])]
    return "\n".join(lines)


def _block(one: Compared) -> list[str]:
    lines = [
        f"{one.name}: {one.records:,} records, {one.true_pairs:,} pairs",
        f"  {'':<26}precision  recall      F1",
        _row("ours, even odds", one.ours.even),
        _row(f"ours, best ({one.ours.best.at:g} bits)", one.ours.best),
        _row("splink, even odds", one.splink.even),
        _row(f"splink, best ({one.splink.best.at:g} bits)", one.splink.best),
    ]
    if one.certain:
        lines.append(_row("ours, said without asking", one.certain))
        lines.append(
            f"  a person is asked about {one.asked:,} pairs; {one.asked_right:,} of them are one provider"
        )
    ours, splink = one.ours, one.splink
    ratio = splink.cpu_seconds / ours.cpu_seconds
    lines.append(
        f"  processor: {ours.cpu_seconds:.2f} s, splink {splink.cpu_seconds:.2f} s ({ratio:.1f} times)"
    )
    lines.append(f"  clock: {ours.wall_seconds:.2f} s, splink {splink.wall_seconds:.2f} s")
    return [*lines, ""]


def _row(name: str, right: Rightness) -> str:
    return f"  {name:<26}{right.precision:>9.4f}{right.recall:>8.4f}{right.f1:>8.4f}"


def _losses(one: Compared) -> list[str]:
    figures = (
        ("F1 at even odds", one.ours.even.f1, one.splink.even.f1),
        ("F1 at the best threshold of each", one.ours.best.f1, one.splink.best.f1),
        ("our F1 at even odds against splink's best", one.ours.even.f1, one.splink.best.f1),
        ("recall at even odds", one.ours.even.recall, one.splink.even.recall),
        ("precision at even odds", one.ours.even.precision, one.splink.even.precision),
    )
    losses = [f"{one.name}, {name}: {ours:.4f} < {its:.4f}" for name, ours, its in figures if ours < its]
    if one.ours.cpu_seconds * 2 > one.splink.cpu_seconds:
        losses.append(f"{one.name}: less than twice as fast")
    return losses
