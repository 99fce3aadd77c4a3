"""What the bench found, as one object for programs and as words and figures."""

from collections.abc import Iterator, Mapping
from typing import Any

from benchmarks.market_report.measuring import COUNTED_WHOLE, Measured, Peer

GOALS: Mapping[str, float] = {"kd_tree": 5.0, "postgis": 40.0}
NAMES: Mapping[str, str] = {"kd_tree": "KD-tree loop (CPU)", "postgis": "PostGIS"}
Told = dict[str, Any]


def as_json(options: int, found: Measured, without: str | None) -> Told:
    """Every figure; a peer left out is null, with the reason why beside it."""
    peers = {"kd_tree": found.kd_tree, "postgis": found.postgis}
    return {
        "options": options,
        "areas": found.areas,
        "profiles": len(found.by_profile),
        "seconds_one_core": found.one_core,
        "seconds_two_cores": found.two_cores,
        "cpu_seconds": found.cpu,
        "seconds_by_profile": found.by_profile,
        "every_owner": {"profile": COUNTED_WHOLE, "seconds": found.every_owner},
        "what_if_seconds": found.what_if,
        "moved_from_none_to_three": found.moved,
        "all_councils": {"councils": found.councils, "cpu_seconds": found.all_councils},
        **{name: _peer(name, peer, found) if peer else None for name, peer in peers.items()},
        "without_postgis_because": without,
        "differences": [difference for peer in peers.values() if peer for difference in peer.differences],
    }


def _peer(name: str, peer: Peer, found: Measured) -> Told:
    seconds = peer.seconds_for(found.areas)
    return {
        "areas_sampled": peer.sampled,
        "seconds_sampled": peer.seconds,
        "seconds_for_all_areas": seconds,
        "ratio_to_ours": seconds / peer.ours,
        "goal": GOALS[name],
    }


def as_text(told: Mapping[str, Any]) -> str:
    return "\n".join(_lines(told))


def _lines(told: Mapping[str, Any]) -> Iterator[str]:
    yield f"{told['areas']:,} areas × {told['profiles']} profiles, {told['options']:,} options, within 10 km:"
    yield f"{'ours, one core':<28}{told['seconds_one_core']:10.2f} s   CPU {told['cpu_seconds']:.2f} s"
    yield f"{'ours, two cores':<28}{told['seconds_two_cores']:10.2f} s"
    for name in NAMES:
        if peer := told[name]:
            yield (
                f"{NAMES[name] + ', one core':<28}{peer['seconds_for_all_areas']:10.2f} s   "
                f"{peer['ratio_to_ours']:.0f}× ours (goal {peer['goal']:.0f}×), "
                f"from {peer['areas_sampled']:,} areas"
            )
    if told["without_postgis_because"]:
        yield f"PostGIS was left out: {told['without_postgis_because']}"
    yield (
        f"£1.50 an hour more moves {told['moved_from_none_to_three']:,.0f} people from none to three, over "
        f"all profiles; saying so took {told['what_if_seconds']:.2f} s."
    )
    every = told["all_councils"]
    yield f"All {every['councils']} councils at once, to their people's shares: {every['cpu_seconds']:.2f} s."
    if page := told.get("page"):
        yield (
            f"The report page on {page['area']}, {page['options']:,} options: {page['first']:.1f} s the "
            f"first time, "
            f"{1000 * page['again']:.0f} ms again, {page['size'] / 1000:,.0f} kB."
        )
    loop, whole = told["kd_tree"], told["every_owner"]
    theirs = loop["seconds_sampled"][whole["profile"]] * told["areas"] / loop["areas_sampled"]
    yield (
        f"Ours stops at three owners. Counting all of them for {whole['profile']} takes it "
        f"{whole['seconds']:.2f} s, and the loop {theirs:.2f} s."
    )
    if told["differences"]:
        yield f"{len(told['differences']):,} counts differ:"
        yield from told["differences"]
    else:
        yield "Every count of the peers is the same as ours."
