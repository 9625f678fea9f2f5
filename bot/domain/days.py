"""For which day a deed may be told: clear, come already, and not too long ago."""

from datetime import date, timedelta

from bot.errors import Refused
from bot.thai import Utterance

BACK_DAYS = 7
"""A deed may be reported up to this many days after it was done."""


class TooLongAgo(Refused):
    """Params: done_on, days."""

    key = "too_long_ago"


class NotYet(Refused):
    """A day that has not come. Params: done_on."""

    key = "not_yet"


class UnclearDay(Refused):
    """A date was said that there is not."""

    key = "unclear_day"


def day_of(said: Utterance) -> date:
    """The day an utterance speaks of; raises UnclearDay."""
    if said.date_unclear:
        raise UnclearDay
    return said.done_on


def check_day(done_on: date, today: date) -> None:
    """Raises NotYet or TooLongAgo."""
    if done_on > today:
        raise NotYet(done_on=done_on)
    if today - done_on > timedelta(days=BACK_DAYS):
        raise TooLongAgo(done_on=done_on, days=BACK_DAYS)
