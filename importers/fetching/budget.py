"""What is left of the time and the bytes that one import may take, whoever of its readers spends them."""

from threading import Lock
from time import monotonic

from directory.errors import FileRefused
from importers.fetching.reach import Limits


class Budget:
    """Counts down from the first question on. Every refusal says which limit was met."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._until = monotonic() + limits.seconds
        self._arrived = 0
        self._unpacked = 0
        self._lock = Lock()

    def seconds_left(self) -> float:
        """More than nothing, or FileRefused."""
        left = self._until - monotonic()
        if left <= 0:
            raise FileRefused(
                f"It had not all arrived after {_duration(self._limits.seconds)}.",
                "Try again when the line is better, or save the file and give its path.",
                code="too_slow",
            )
        return left

    def stop(self) -> None:
        """Nothing is left: whoever still asks gives up at the next step."""
        self._until = 0.0

    def spend(self, *, arrived: int = 0, unpacked: int = 0) -> None:
        with self._lock:
            self._arrived += arrived
            self._unpacked += unpacked
            over = self._arrived > self._limits.arriving_bytes or self._unpacked > self._limits.unpacked_bytes
        if over:
            raise too_large()


def too_large() -> FileRefused:
    return FileRefused(
        "More arrived than a register would hold.",
        "Check the address. If it is right, save the file and give its path.",
        code="too_large",
    )


def _duration(seconds: float) -> str:
    return f"{seconds / 60:.0f} minutes" if seconds >= 120 else f"{seconds:g} seconds"
