"""LINE without the wire: the calls of `bot.line.client`, answered by the simulator's own code.

What LINE takes, whom it reaches and what it costs is decided by `simulator/limits`, `sending` and
`quota`; only HTTP, the SDK and LINE's rate limits are left out.
"""

from collections.abc import Callable
from typing import Any

from bot.errors import GiveUp, RetryLater
from bot.line.client import Sent
from simulator import limits, sending
from simulator.errors import LineError, mistaken
from simulator.platform import Platform
from simulator.sending import Parcel


class LineHere:
    """Stands where `LineClient` stands."""

    def __init__(self, line: Platform) -> None:
        self._line = line

    def reply(self, token: str, messages: list[Any]) -> Sent:
        return self._do("reply", messages, lambda parcel: sending.reply(self._line, parcel, token))

    def push(self, to: str, messages: list[Any], retry_key: str) -> Sent:
        return self._do(
            "push", messages, lambda parcel: sending.push(self._line, parcel, to), retry_key
        )

    def profile(self, line_id: str) -> str:
        return self._line.find_person(line_id).display_name

    def group_name(self, group_id: str) -> str:
        return self._line.find_group(group_id).group_name

    def group_size(self, group_id: str) -> int:
        return len(self._line.find_group(group_id).members)

    def quota(self) -> int | None:
        return self._line.quota.limit

    def consumption(self) -> int:
        return self._line.quota.used(self._line.now())

    def bot_info(self) -> dict[str, Any]:
        return self._line.bot.as_json()

    def content(self, message_id: str) -> bytes:
        raise GiveUp(f"nobody sends pictures here: {message_id}", status=404)

    def _do(
        self, how: str, messages: list[Any], act: Callable[[Parcel], object], key: str | None = None
    ) -> Sent:
        """One request; LINE's answer as `client` reads it."""
        try:
            if wrong := limits.check(messages, limits.MESSAGES):
                raise mistaken(wrong)
            with self._line.lock:
                act(Parcel(messages, how, self._line.ids.request(), key))
        except LineError as error:
            if error.status == 409:
                return Sent(None, before=True)
            text = str(error.body["message"])
            if error.status >= 500 or (error.status == 429 and "monthly limit" not in text):
                raise RetryLater(text, status=error.status) from error
            raise GiveUp(text, status=error.status) from error
        return Sent(None)
