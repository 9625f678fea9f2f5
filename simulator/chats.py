"""The chats: who wrote what, who has seen it, and what changed since when."""

import threading
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from simulator.errors import NotHereError
from simulator.model import ChatMessage


@dataclass(frozen=True)
class Changes:
    rev: int
    chats: tuple[str, ...]
    state: bool


class Chats:
    """Every change gets the next number (`rev`), of a message or of anything else (`touch`)."""

    def __init__(self, lock: threading.RLock) -> None:
        self._lock = lock
        self._changed = threading.Condition(lock)
        self.rev = 0
        self.clear()

    def clear(self) -> None:
        """Everything is gone; numbers go on, so that whoever watches notices."""
        with self._lock:
            self._lines: dict[str, list[ChatMessage]] = {}
            self._places: dict[str, tuple[str, int]] = {}
            self._first: dict[tuple[str, str], int] = {}
            self._chat_revs: dict[str, int] = {}
            self._state_rev = 0
            self.touch()

    def touch(self) -> None:
        """Something outside the messages changed: people, groups, quota, webhooks, menus."""
        with self._lock:
            self._state_rev = self._next()

    def _next(self) -> int:
        self.rev += 1
        self._changed.notify_all()
        return self.rev

    def add(self, chat: str, message_id: str, **line: Any) -> ChatMessage:
        with self._lock:
            rev = self._chat_revs[chat] = self._next()
            message = ChatMessage(id=message_id, rev=rev, **line)
            lines = self._lines.setdefault(chat, [])
            self._places[message.id] = (chat, len(lines))
            lines.append(message)
            return message

    def change(self, message_id: str, **new: Any) -> ChatMessage:
        with self._lock:
            chat, place = self._places[message_id]
            rev = self._chat_revs[chat] = self._next()
            changed = replace(self._lines[chat][place], rev=rev, **new)
            self._lines[chat][place] = changed
            return changed

    def find(self, message_id: str) -> tuple[str, ChatMessage]:
        """The chat a message is in, and the message as it is now."""
        with self._lock:
            if message_id not in self._places:
                raise NotHereError(f"there is no message {message_id}")
            chat, place = self._places[message_id]
            return chat, self._lines[chat][place]

    def newcomer(self, chat: str, user_id: str) -> None:
        """Who joins a group sees what is said from now on."""
        with self._lock:
            self._first[chat, user_id] = len(self._lines.get(chat, ()))

    def lines(self, chat: str, since: int = 0, viewer: str | None = None) -> list[ChatMessage]:
        with self._lock:
            first = self._first.get((chat, viewer), 0) if viewer else 0
            return [line for line in self._lines.get(chat, ())[first:] if line.rev > since]

    def read(self, chat: str, reader: str, up_to: str | None = None) -> None:
        """The reader has seen the chat, up to that message if one is named."""
        with self._lock:
            unseen: list[str] = []
            lines = self._lines.get(chat, [])
            last = self._places[up_to][1] + 1 if up_to else len(lines)
            for line in reversed(lines[:last]):
                if reader in line.seen_by:
                    break
                if line.sender != reader:
                    unseen.append(line.id)
            for message_id in unseen:
                seen_by = self.find(message_id)[1].seen_by
                self.change(message_id, seen_by=(*seen_by, reader))

    def changes(self, since: int) -> Changes:
        with self._lock:
            restarted = since > self.rev
            chats: Iterable[tuple[str, int]] = self._chat_revs.items()
            return Changes(
                self.rev,
                tuple(chat for chat, rev in chats if rev > since or restarted),
                self._state_rev > since or restarted,
            )

    def wait(self, since: int, seconds: float) -> Changes:
        """What changed since then; if nothing did, whatever does within so many seconds."""
        with self._lock:
            self._changed.wait_for(lambda: self.rev != since, seconds)
            return self.changes(since)
