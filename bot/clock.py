"""The real clock, for what must use it: token age, leases, retries. Nothing else reads the time."""

from datetime import UTC, datetime


def now() -> datetime:
    return datetime.now(UTC)
