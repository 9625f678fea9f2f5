"""Rate limits: one bucket of tokens for each endpoint and method."""

from dataclasses import dataclass

from simulator.errors import LineError


@dataclass(frozen=True)
class Rate:
    """So many requests at once, refilled evenly over so many seconds."""

    requests: int
    seconds: float


HOUR, MINUTE = 3600.0, 60.0
USUAL = Rate(2000, 1)


class Buckets:
    """60 an hour is not a fixed window: one request comes back each minute."""

    def __init__(self) -> None:
        self._levels: dict[str, tuple[float, float]] = {}

    def take(self, name: str, rate: Rate, now: float) -> None:
        level, filled_at = self._levels.get(name, (float(rate.requests), now))
        gained = max(0.0, now - filled_at) * rate.requests / rate.seconds
        level = min(float(rate.requests), level + gained)
        if level < 1:
            self._levels[name] = (level, now)
            raise LineError(429, "The API rate limit has been exceeded. Try again later.")
        self._levels[name] = (level - 1, now)
