"""People, groups and messages, as values: a change makes a new one."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

DEVICES = ("android", "ios", "pc")
WEEK = 7 * 24 * 3600
BOT, SYSTEM = "bot", "system"


@dataclass(frozen=True)
class Bot:
    """The LINE Official Account."""

    user_id: str
    basic_id: str
    display_name: str
    picture_url: str | None = None
    verified: bool = False
    chat_mode: str = "bot"
    mark_as_read_mode: str = "auto"

    def as_json(self) -> dict[str, Any]:
        return {
            "userId": self.user_id,
            "basicId": self.basic_id,
            "displayName": self.display_name,
            "pictureUrl": self.picture_url,
        }


@dataclass(frozen=True)
class Person:
    user_id: str
    display_name: str
    picture_url: str | None = None
    agreed: bool = True
    device: str = "android"
    following: bool = False
    blocked: bool = False
    language: str = "th"
    wrote_at: float | None = None

    @property
    def named_in_groups(self) -> bool:
        """Only people who agreed to be known, and only phones, give a group event a userId."""
        return self.agreed and self.device != "pc"

    def is_friend(self) -> bool:
        return self.following and not self.blocked

    def reachable(self, now: float) -> bool:
        """Friends get what is pushed; others for seven days after writing 1:1; blockers nothing."""
        wrote_lately = self.wrote_at is not None and now - self.wrote_at <= WEEK
        return not self.blocked and (self.following or wrote_lately)

    def as_json(self) -> dict[str, Any]:
        return {
            "userId": self.user_id,
            "displayName": self.display_name,
            "pictureUrl": self.picture_url,
            "agreed": self.agreed,
            "device": self.device,
            "following": self.following,
            "blocked": self.blocked,
            "language": self.language,
        }


@dataclass(frozen=True)
class Group:
    """A group, or one of the old rooms; the bot is not among the members."""

    group_id: str
    group_name: str
    picture_url: str | None = None
    members: tuple[str, ...] = ()
    bot: bool = False
    kind: str = "group"
    join_due: bool = False

    def as_json(self) -> dict[str, Any]:
        return {
            "groupId": self.group_id,
            "groupName": self.group_name,
            "pictureUrl": self.picture_url,
            "members": list(self.members),
            "bot": self.bot,
            "kind": self.kind,
        }


@dataclass(frozen=True)
class ChatMessage:
    """One line of a chat. `message` is what the bot sent, or what its webhook was told."""

    id: str
    rev: int
    at: int
    sender: str
    message: Mapping[str, Any]
    content_url: str | None = None
    unsent: bool = False
    edited: bool = False
    how: str | None = None
    seen_by: tuple[str, ...] = ()
    quoted: str | None = None
    silent: bool = False
    note: str | None = None

    @property
    def text(self) -> str:
        """The words a person would read first; a card's are its altText."""
        return str(self.message.get("text") or self.message.get("altText") or self.note or "")

    def as_json(self) -> dict[str, Any]:
        line: dict[str, Any] = {
            "id": self.id,
            "rev": self.rev,
            "at": self.at,
            "from": self.sender,
            "message": self.message,
            "unsent": self.unsent,
            "edited": self.edited,
            "seenBy": list(self.seen_by),
        }
        optional = {
            "contentUrl": self.content_url,
            "how": self.how,
            "quoted": self.quoted,
            "silent": self.silent or None,
            "note": self.note,
        }
        return line | {name: value for name, value in optional.items() if value is not None}


@dataclass(frozen=True)
class Content:
    """The bytes of a picture, film, sound or file."""

    data: bytes
    content_type: str


@dataclass(frozen=True)
class Said:
    """What came of a message: its id, and that of the event, if the bot was there to be told."""

    message_id: str
    event_id: str | None
