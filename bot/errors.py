"""What can go wrong, each with what to do next.

Refused      a person can mend it: its writes are undone and it becomes the reply
RetryLater   LINE or the network may do better later: the same thing is tried again
GiveUp       trying again cannot help: it is put aside and logged
BadSetting   the operator can mend it: one line at start, exit 1
"""

import traceback
from collections.abc import Mapping
from pathlib import Path


class Refused(Exception):
    """A rule of the village says no. `key` names the message that says so kindly."""

    key = "refused"

    def __init__(self, **params: object) -> None:
        super().__init__(self.key)
        self.params: Mapping[str, object] = params


class CardTooOld(Refused):
    """What a card showed is not what its button would do now: used before, made old by what came
    after it, or somebody else's."""

    key = "card_too_old"


class RetryLater(Exception):
    """Not now. `unsure` is True when LINE may have acted although we saw no answer. `wait` is set
    where nobody was called, for a limit of our own: seconds until there is room."""

    def __init__(
        self,
        why: str,
        *,
        unsure: bool = False,
        status: int | None = None,
        wait: float | None = None,
    ) -> None:
        super().__init__(why)
        self.unsure = unsure
        self.status = status
        self.wait = wait


class GiveUp(Exception):
    """Never. `status` and `why` are LINE's own."""

    def __init__(self, why: str, *, status: int | None = None) -> None:
        super().__init__(why)
        self.status = status


class BadSetting(Exception):
    """A setting is missing or wrong; the text says which, why, and how to mend it."""


def what_and_where(error: BaseException) -> str:
    """An error for the log: its type and its way through the code, innermost first. Its own words
    are left out, for they may quote a villager's."""
    frames = traceback.extract_tb(error.__traceback__)
    way = " < ".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in reversed(frames))
    return f"{type(error).__name__} at {way}"
