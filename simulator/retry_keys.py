"""Retry keys: the same request twice is accepted once."""

import re
from dataclasses import dataclass
from typing import Any

from simulator.errors import LineError

HEADER = "X-Line-Retry-Key"
KEPT = 24 * 3600.0
MANY = 20_000
UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)


@dataclass(frozen=True)
class Accepted:
    at: float
    request_id: str
    sent: tuple[dict[str, Any], ...]


class RetryKeys:
    """A key is used up by the first accepted request, and forgotten after 24 hours."""

    def __init__(self) -> None:
        self._accepted: dict[str, Accepted] = {}

    def check(self, key: str | None, now: float) -> None:
        """409 for a key whose request was accepted, with what that request had sent (push only)."""
        if key is None:
            return
        if not UUID.fullmatch(key):
            raise LineError(400, f"The value for the '{HEADER}' header is invalid")
        before = self._accepted.get(key.lower())
        if before and now - before.at < KEPT:
            more = {"sentMessages": list(before.sent)} if before.sent else {}
            raise LineError(
                409,
                "The retry key is already accepted",
                headers={"x-line-accepted-request-id": before.request_id},
                more=more,
            )

    def accept(
        self, key: str | None, request_id: str, now: float, sent: tuple[dict[str, Any], ...] = ()
    ) -> None:
        if key is None:
            return
        if len(self._accepted) >= MANY:
            self._accepted = {k: old for k, old in self._accepted.items() if now - old.at < KEPT}
        self._accepted[key.lower()] = Accepted(now, request_id, sent)


def refuse(key: str | None) -> None:
    """Replies take no retry key."""
    if key is not None:
        raise LineError(400, f"{HEADER} can't be used with this endpoint")
