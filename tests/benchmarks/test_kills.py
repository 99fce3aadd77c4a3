"""``caremarket bench kills``: imports killed from outside, and what counts as a mixture."""

import pytest

from benchmarks.kills.command import as_json, as_text
from benchmarks.kills.files import CHANGED, write_files
from benchmarks.kills.killing import Market, killed_at_random, left

OLD, NEW = ("a", (1, 2), ()), ("b", (2, 3), (3,))


@pytest.mark.parametrize(
    ("end", "published", "said"),
    [
        (OLD, OLD, "old"),
        (NEW, NEW, "new"),
        (("b", (1, 2), ()), NEW, "new, published by the next start"),
        (("a", (2, 3), (3,)), OLD, "mixed"),
        (("b", (2, 3), ()), NEW, "mixed"),
        (("b", (1, 2), ()), OLD, "mixed"),
        (("c", (1, 2), ()), OLD, "mixed"),
        (OLD, NEW, "mixed"),
    ],
)
def test_a_mixture_is_told_from_the_old_market_and_the_new(end, published, said):
    assert left(end, published, OLD, NEW) == said


def test_the_second_file_has_rows_that_are_new_changed_and_gone(tmp_path):
    first, second = ({*path.read_text().splitlines()} for path in write_files(tmp_path, 100, 1))
    assert (len(first - second), len(second - first)) == (13, 13)
    assert sum(CHANGED in line for line in second) == 10
    assert not any(CHANGED in line for line in first)


def test_every_kill_is_counted_by_what_it_left(tmp_path, reference_dir, gazetteer):
    (tmp_path / "market").mkdir()
    (tmp_path / "market" / "reference").symlink_to(reference_dir)
    killed = killed_at_random(
        Market(tmp_path / "market"), *write_files(tmp_path, 100, 1), kills=3, seed=1, say=print
    )
    told = as_json(killed)
    assert (told["left"]["mixed"], sum(told["left"].values())) == (0, 3)
    assert "    0  mixed" in as_text(killed)
