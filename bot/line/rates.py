"""LINE's rate limits, kept on our side: a bucket of tokens for each endpoint and method.

A bucket is full at first and fills evenly: 60 an hour is one a minute, and never a fixed window. An
empty one makes no call: RetryLater says how long to wait. LINE counts a channel, we count our own
process; where others send too, it is LINE's 429 that empties the bucket.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.errors import RetryLater


@dataclass(frozen=True)
class Rate:
    """So many calls at once, which come back evenly over so many seconds."""

    calls: int
    seconds: float = 1.0


MINUTE, HOUR = 60.0, 3600.0
USUAL = Rate(2000)
RATES = {
    "POST /v2/bot/message/multicast": Rate(200),
    "POST /v2/bot/message/broadcast": Rate(60, HOUR),
    "POST /v2/bot/message/narrowcast": Rate(60, HOUR),
    "POST /v2/bot/chat/loading/start": Rate(100),
    "GET /v2/bot/channel/webhook/endpoint": Rate(1000, MINUTE),
    "PUT /v2/bot/channel/webhook/endpoint": Rate(1000, MINUTE),
    "POST /v2/bot/channel/webhook/test": Rate(60, HOUR),
    "POST /v2/bot/richmenu": Rate(100, HOUR),
    "DELETE /v2/bot/richmenu/{}": Rate(100, HOUR),
    "DELETE /v2/bot/richmenu/alias/{}": Rate(100, HOUR),
    "GET /v2/bot/richmenu/progress/batch": Rate(100, HOUR),
    "POST /v2/bot/richmenu/batch": Rate(3, HOUR),
    "GET /v2/bot/richmenu/list": Rate(10),
}
"""Those that are not the usual one; `{}` stands for an id."""

PAUSE = 1.0
"""Seconds without a call after LINE itself has said that it was too much."""

_WHOLE = 1 - 1e-6
"""A token less the dust of floating point."""


class Buckets:
    """Any number of threads may take from them. `clock` is the real time."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock, self._lock = clock, threading.Lock()
        self._levels: dict[str, tuple[float, datetime]] = {}

    def take(self, endpoint: str) -> None:
        """Take a token for one call of `endpoint`, such as "GET /v2/bot/profile/{}"; raises
        RetryLater if there is none."""
        with self._lock:
            rate, level, now = self._look(endpoint)
            if level < _WHOLE:
                raise RetryLater("rate limit of ours", wait=(1 - level) * rate.seconds / rate.calls)
            self._levels[endpoint] = (level - 1, now)

    def empty(self, endpoint: str) -> None:
        """LINE has refused a call for its rate: no further one for a second, or until the next
        token comes."""
        with self._lock:
            rate, level, now = self._look(endpoint)
            nothing = min(0.0, 1 - PAUSE * rate.calls / rate.seconds)
            self._levels[endpoint] = (min(level, nothing), now)

    def _look(self, endpoint: str) -> tuple[Rate, float, datetime]:
        """A clock that is set back fills nothing and takes nothing away."""
        rate, now = RATES.get(endpoint, USUAL), self._clock()
        level, seen = self._levels.get(endpoint, (float(rate.calls), now))
        gained = max(0.0, (now - seen).total_seconds()) * rate.calls / rate.seconds
        return rate, min(float(rate.calls), level + gained), now
