"""Reply tokens: used once, within a minute of the webhook that brought them."""

from dataclasses import dataclass, replace

from simulator.errors import LineError

LIFE = 60.0
OLDEST = 20 * 60.0
MANY = 20_000


@dataclass(frozen=True)
class ReplyToken:
    chat: str
    event_at: float
    received_at: float | None = None
    used: bool = False

    def good(self, now: float) -> bool:
        in_time = self.received_at is not None and now - self.received_at <= LIFE
        return in_time and not self.used and now - self.event_at <= OLDEST


class ReplyTokens:
    """A token lives one minute from its delivery; a redelivery gives it another, but not once it
    was used, nor beyond twenty minutes after its event."""

    def __init__(self) -> None:
        self._tokens: dict[str, ReplyToken] = {}

    def issue(self, token: str, chat: str, event_at: float) -> None:
        if len(self._tokens) >= MANY:
            self._tokens = {
                name: kept
                for name, kept in self._tokens.items()
                if event_at - kept.event_at <= OLDEST
            }
        self._tokens[token] = ReplyToken(chat, event_at)

    def delivered(self, token: str, now: float) -> None:
        kept = self._tokens.get(token)
        if kept is not None:
            self._tokens[token] = replace(kept, received_at=now)

    def kept(self, token: str) -> ReplyToken | None:
        return self._tokens.get(token)

    def chat_of(self, token: str, now: float) -> str:
        """The chat this token still answers to, or LINE's 400."""
        kept = self._tokens.get(token)
        if kept is None or not kept.good(now):
            raise LineError(400, "Invalid reply token")
        return kept.chat

    def spend(self, token: str) -> None:
        self._tokens[token] = replace(self._tokens[token], used=True)
