"""The installation's secret: made once, whole, and its owner's alone."""

import signal
from functools import partial

from directory.settings import read_settings
from tests.steps import in_a_child, killed_at, steps_of


def secret_of(folder):
    return read_settings({"CAREMARKET_DATA_DIR": str(folder)}).secret_key


def test_the_secret_is_made_once_and_is_its_owners_alone(tmp_path):
    first = secret_of(tmp_path)
    assert len(first) == 64
    assert secret_of(tmp_path) == first
    assert [path.name for path in tmp_path.iterdir()] == ["secret.key"]
    assert (tmp_path / "secret.key").stat().st_mode & 0o077 == 0


def test_whoever_is_killed_while_making_it_leaves_no_secret_or_a_whole_one(tmp_path):
    steps = steps_of(partial(secret_of, tmp_path / "counted"))
    assert {"open", "fsync", "link"} <= set(steps)
    for step in range(1, len(steps) + 1):
        folder = tmp_path / str(step)
        assert in_a_child(partial(secret_of, folder), killed_at(step)).status == -signal.SIGKILL
        assert len(secret_of(folder)) == 64, steps[step - 1]
