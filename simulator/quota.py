"""The month's messages, counted by the people who get them."""

from collections import Counter
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from simulator.errors import LineError

FREE_PLAN = 300
LINE_ZONE = timezone(timedelta(hours=9))
COUNTED_SINCE = "20180331"


def day(now: float) -> str:
    """LINE's statistics have days of UTC+9."""
    return datetime.fromtimestamp(now, UTC).astimezone(LINE_ZONE).strftime("%Y%m%d")


class Quota:
    """A message to 100 people is 100 messages. Replies are free. `limit` None is no limit.

    LINE doesn't say in which zone a month begins: here in that of its statistics, UTC+9.
    """

    def __init__(self, limit: int | None = FREE_PLAN) -> None:
        self.limit = limit
        self._used = 0
        self._month = ""
        self._delivered: Counter[tuple[str, str]] = Counter()

    def used(self, now: float) -> int:
        month = day(now)[:6]
        if month != self._month:
            self._month, self._used = month, 0
        return self._used

    def set_used(self, used: int, now: float) -> None:
        self.used(now)
        self._used = used

    def remaining(self, now: float) -> int | None:
        return None if self.limit is None else max(0, self.limit - self.used(now))

    def check(self, people: int, now: float) -> None:
        """All or nothing: what doesn't fit in the month isn't sent to anybody."""
        left = self.remaining(now)
        if people and left is not None and people > left:
            raise LineError(429, "You have reached your monthly limit.")

    def count(self, how: str, people: int, now: float) -> None:
        self._delivered[how, day(now)] += people
        if how != "reply":
            self.set_used(self.used(now) + people, now)

    def delivered(self, how: str, date: str | None, now: float) -> dict[str, Any]:
        """A day's number is ready on the next day."""
        try:
            datetime.strptime(date or "", "%Y%m%d").replace(tzinfo=LINE_ZONE)
        except ValueError:
            raise LineError(400, "The value for the 'date' parameter is invalid") from None
        if str(date) < COUNTED_SINCE:
            return {"status": "out_of_service"}
        if str(date) >= day(now):
            return {"status": "unready"}
        return {"status": "ready", "success": self._delivered[how, str(date)]}
