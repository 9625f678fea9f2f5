"""What can be switched on to go wrong."""

import threading
from typing import Any

from simulator.errors import NotPossibleError

COUNTS = (
    "fail_429_rate",
    "fail_500",
    "timeout",
    "timeout_after",
    "duplicate",
    "reorder",
    "content_202",
)
FLAGS = ("down", "redeliver", "content_404", "content_410", "groupPostbackUserId", "standby")
HANGING = {"timeout", "timeout_after", "hang_seconds"}
START: dict[str, Any] = {
    **dict.fromkeys(COUNTS, 0),
    **dict.fromkeys(FLAGS, False),
    "hang_seconds": 30,
    "latency_ms": 0,
    "profile_404": [],
}


def _fits(name: str, value: Any) -> bool:
    if name in FLAGS:
        return isinstance(value, bool)
    if name == "profile_404":
        return isinstance(value, list) and all(isinstance(user, str) for user in value)
    if isinstance(value, bool):
        return False
    if name in COUNTS:
        return isinstance(value, int) and value >= -1
    return isinstance(value, int | float) and value >= 0


class Faults:
    """Counts go down by themselves; -1 stays until switched off, which also ends what hangs."""

    def __init__(self, lock: threading.RLock) -> None:
        self._woken = threading.Condition(lock)
        self._switches = dict(START)

    def __getitem__(self, name: str) -> Any:
        return self._switches[name]

    def set(self, **switches: Any) -> None:
        for name, value in switches.items():
            if name not in START:
                raise NotPossibleError(f"there is no fault {name}")
            if not _fits(name, value):
                raise NotPossibleError(f"{name} cannot be {value!r}")
        with self._woken:
            self._switches |= switches
            if switches.keys() & HANGING:
                self._woken.notify_all()

    def clear(self) -> None:
        self.set(**START)

    def take(self, name: str) -> bool:
        """Whether this one goes wrong."""
        with self._woken:
            left = self._switches[name]
            if left > 0:
                self._switches[name] = left - 1
            return bool(left)

    def hang(self) -> None:
        with self._woken:
            self._woken.wait(self._switches["hang_seconds"])

    def as_json(self) -> dict[str, Any]:
        with self._woken:
            return dict(self._switches)
