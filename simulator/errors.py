"""What goes wrong: LINE says no to the bot, or somebody tries what LINE's app doesn't offer."""

from collections.abc import Mapping
from typing import Any

from simulator.limits import Mistakes


class LineError(Exception):
    """An answer of the Messaging API that is not 2xx, in LINE's shape."""

    def __init__(
        self,
        status: int,
        message: str,
        mistakes: Mistakes = (),
        headers: Mapping[str, str] | None = None,
        more: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(f"{status} {message}")
        self.status = status
        self.headers = dict(headers or {})
        self.body: dict[str, Any] = {"message": message, **(more or {})}
        if mistakes:
            self.body["details"] = [
                {"message": mistake.message, "property": mistake.property} for mistake in mistakes
            ]


def mistaken(mistakes: Mistakes) -> LineError:
    return LineError(400, f"The request body has {len(mistakes)} error(s)", mistakes)


class NotHereError(LookupError):
    """No such person, group or message."""


class NotPossibleError(ValueError):
    """Nobody can do this in LINE's app, or the request makes no sense."""
