"""A LINE event: JSON as it came, then a frozen value the handlers can trust.

`envelope` takes from any JSON value the little that the inbox needs, and never fails; `decode`
reads the rest when the event is handled. Unknown types and odd shapes become `Unknown`.
"""

import hashlib
import json
import re
import zlib
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, cast

from bot.wording import printable

SHARDS = 256
"""Chats are spread over this many shards; order is kept within one."""

DEEPEST = 60
"""Objects and lists within each other; LINE's own events have less than ten."""

MOST_DIGITS = 100

_BRACKET_OR_STRING = re.compile(rb'[\[\]{}]|"[^"\\]*+(?:\\.[^"\\]*+)*+"?', re.DOTALL)

_EARLIEST = datetime(2011, 6, 1, tzinfo=UTC)  # LINE's first month: an earlier stamp is no stamp


@dataclass(frozen=True)
class Envelope:
    """What is known of an event before it is read. `kind` is `message.text`, `follow`, …"""

    event_id: str
    kind: str
    chat_id: str | None
    user_id: str | None
    message_id: str | None
    happened_at: datetime | None
    reply_token: str | None
    standby: bool
    body: str

    @property
    def shard(self) -> int:
        return zlib.crc32((self.chat_id or "").encode()) % SHARDS


@dataclass(frozen=True)
class Text:
    text: str
    addressed: bool
    """The bot itself was mentioned."""


@dataclass(frozen=True)
class Image:
    """A picture; `fetchable` when LINE holds its bytes."""

    fetchable: bool


@dataclass(frozen=True)
class Location:
    """A place on earth, in degrees."""

    latitude: float
    longitude: float
    title: str | None
    address: str | None


@dataclass(frozen=True)
class Sticker:
    """`keywords`: what LINE says of it, and the words written on it."""

    keywords: tuple[str, ...]


@dataclass(frozen=True)
class Voice:
    """Something spoken; `fetchable` when LINE holds its bytes."""

    fetchable: bool


@dataclass(frozen=True)
class OtherMessage:
    """Video, file."""

    type: str


@dataclass(frozen=True)
class Edited:
    text: str


@dataclass(frozen=True)
class Unsent:
    pass


@dataclass(frozen=True)
class Tapped:
    """A postback: `name` and `data` as `postbacks.encode` wrote them."""

    name: str
    data: dict[str, Any]


@dataclass(frozen=True)
class Followed:
    again: bool


@dataclass(frozen=True)
class Unfollowed:
    pass


@dataclass(frozen=True)
class BotJoined:
    pass


@dataclass(frozen=True)
class BotLeft:
    pass


@dataclass(frozen=True)
class PeopleCame:
    """Into a group; `count` is negative if they left. `who`: their LINE ids, as far as told."""

    count: int
    who: tuple[str, ...] = ()


@dataclass(frozen=True)
class Unknown:
    """Anything we have no use for: kept as a row, answered by nothing."""


Content = (
    Text | Image | Voice | Location | Sticker | OtherMessage | Edited | Unsent | Tapped
    | Followed | Unfollowed | BotJoined | BotLeft | PeopleCame | Unknown
)  # fmt: skip


def events(body: bytes) -> list[Any] | None:
    """The `events` of a webhook body; None if it is not a JSON object that has them."""
    try:
        parsed = json.loads(_shallow(body), parse_int=_integer)
    except (ValueError, RecursionError):
        return None
    found = parsed.get("events") if isinstance(parsed, dict) else None
    return found if isinstance(found, list) else None


def _shallow(body: bytes) -> bytes:
    """The body with null for all that lies deeper than anything LINE sends: JSON is read and
    written by recursion, and one such event shall not cost its neighbours."""
    if body.count(b"[") + body.count(b"{") <= DEEPEST:
        return body
    kept: list[bytes] = []
    depth = start = 0
    for found in _BRACKET_OR_STRING.finditer(body):
        match found[0]:
            case b"[" | b"{":
                depth += 1
                if depth == DEEPEST + 1:
                    kept += body[start : found.start()], b"null"
            case b"]" | b"}":
                if depth == DEEPEST + 1:
                    start = found.end()
                depth -= 1
    if depth <= DEEPEST:
        kept.append(body[start:])
    return b"".join(kept)


def _integer(digits: str) -> int | None:
    """Python reads no number of thousands of digits; such a one is none."""
    return int(digits) if len(digits) <= MOST_DIGITS else None


def envelope(event: object, place: int) -> Envelope:
    """`place` is the event's place in its body: two odd events without an id are still two."""
    body = json.dumps(event)
    fields = _dict(event)
    source = _dict(fields.get("source"))
    message = _dict(fields.get("message"))
    kind = _text(fields.get("type")) or "?"
    if kind == "message":
        kind = f"message.{_text(message.get('type')) or '?'}"
    chat = source.get("groupId") or source.get("roomId") or source.get("userId")
    message_id = message.get("id") or _dict(fields.get("unsend")).get("messageId")
    return Envelope(
        event_id=_id(fields.get("webhookEventId")) or _made_up_id(body, place),
        kind=kind[:40],
        chat_id=_id(chat),
        user_id=_id(source.get("userId")),
        message_id=_id(message_id),
        happened_at=_time(fields.get("timestamp")),
        reply_token=_id(fields.get("replyToken")),
        standby=fields.get("mode") == "standby",
        body=body,
    )


def decode(body: str) -> Content:  # noqa: PLR0911 - one line an event type
    """The event's content. Never fails: what cannot be read is Unknown."""
    event = _dict(json.loads(body))
    message = _dict(event.get("message"))
    match event.get("type"):
        case "message":
            return _message(message)
        case "messageEdited" if message.get("type") == "text":
            return Edited(clean(message.get("text")))
        case "unsend":
            return Unsent()
        case "postback":
            return tapped(_dict(event.get("postback")).get("data"))
        case "follow":
            return Followed(again=_dict(event.get("follow")).get("isUnblocked") is True)
        case "unfollow":
            return Unfollowed()
        case "join":
            return BotJoined()
        case "leave":
            return BotLeft()
        case "memberJoined" | "memberLeft" as kind:
            return _people(event, kind)
    return Unknown()


def _people(event: dict[str, Any], kind: str) -> Content:
    way, sign = ("joined", 1) if kind == "memberJoined" else ("left", -1)
    members = _dict(event.get(way)).get("members")
    if not isinstance(members, list):
        return Unknown()
    ids = (_dict(member).get("userId") for member in members)
    return PeopleCame(sign * len(members), tuple(each for each in ids if isinstance(each, str)))


def clean(text: object) -> str:
    """Text that every database and file takes: no controls, no half of a surrogate pair."""
    if not isinstance(text, str):
        return ""
    return printable(text.encode("utf-16", "surrogatepass").decode("utf-16", "replace"))


def _message(message: dict[str, Any]) -> Content:  # noqa: PLR0911 - one line a sort of message
    match message.get("type"):
        case "text":
            return Text(clean(message.get("text")), _mentions_bot(message))
        case "image":
            return Image(_held_by_line(message))
        case "audio":
            return Voice(_held_by_line(message))
        case "location":
            return _location(message)
        case "sticker":
            return Sticker(_keywords(message))
        case "video" | "file" as type_:
            return OtherMessage(type_)
    return Unknown()


def _location(message: dict[str, Any]) -> Content:
    """A place that is nowhere on earth is Unknown."""
    lat, lon = _degrees(message.get("latitude"), 90), _degrees(message.get("longitude"), 180)
    if lat is None or lon is None:
        return Unknown()
    return Location(lat, lon, _text(message.get("title")), _text(message.get("address")))


def _degrees(value: object, most: int) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return float(value) if abs(value) <= most else None


def _mentions_bot(message: dict[str, Any]) -> bool:
    mentionees = _dict(message.get("mention")).get("mentionees")
    return isinstance(mentionees, list) and any(_dict(m).get("isSelf") is True for m in mentionees)


def _held_by_line(message: dict[str, Any]) -> bool:
    return _dict(message.get("contentProvider")).get("type") == "line"


def _keywords(message: dict[str, Any]) -> tuple[str, ...]:
    given = message.get("keywords")
    said = [*(given if isinstance(given, list) else []), message.get("text")]
    return tuple(word for one in said if (word := _text(one)))


def tapped(data: object) -> Tapped:
    """What a button sends."""
    name, _, rest = clean(data).partition(" ")
    try:
        values = json.loads(rest) if rest else {}
    except (ValueError, RecursionError):
        values = {}
    # JSON's own escapes may hide what `clean` takes out of plain text
    found = {key: clean(v) if isinstance(v, str) else v for key, v in _dict(values).items()}
    return Tapped(name, found)


def _dict(value: object) -> dict[str, Any]:
    return cast(dict[str, Any], value) if isinstance(value, dict) else {}


def _text(value: object) -> str | None:
    return clean(value) or None if isinstance(value, str) else None


def _id(value: object) -> str | None:
    """An id of LINE's: text of a bearable length."""
    text = _text(value)
    return text if text and len(text) <= 200 else None


def _made_up_id(body: str, place: int) -> str:
    return "none-" + hashlib.sha256(f"{place} {body}".encode()).hexdigest()


def _time(value: object) -> datetime | None:
    """Milliseconds since 1970; None for what cannot be a time of an event."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        when = datetime.fromtimestamp(value / 1000, UTC)
    except (ValueError, OverflowError, OSError):
        return None
    return when if when >= _EARLIEST else None
