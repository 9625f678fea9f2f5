"""What people do in a chat: write, tap, unsend, edit, read."""

import base64
import binascii
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from simulator import events, membership
from simulator.errors import NotPossibleError
from simulator.model import ChatMessage, Content, Group, Person, Said

if TYPE_CHECKING:
    from simulator.world import World

Message = Mapping[str, Any]
CONTENT_TYPES = {
    "image": "image/jpeg",
    "video": "video/mp4",
    "audio": "audio/mp4",
    "file": "application/octet-stream",
}
CONTENT_URL = "/simulator/api/content"
QUOTABLE = ("text", "sticker", "image", "video")
SWITCHED = "newRichMenuAliasId"


def say(
    world: "World", person: Person, chat: str | None, messages: Sequence[Message]
) -> tuple[Said, ...]:
    """One event a message; pictures sent at once share an image set."""
    said: list[Said] = []
    with world.acting() as acts:
        group = membership.chat_of(world, person, chat)
        where = group.group_id if group else person.user_id
        told_all = [_webhook_message(world, message, group) for message in messages]
        _number_pictures(world, told_all)
        for message, told in zip(messages, told_all, strict=True):
            _write(world, person, where, told, message)
            event_id = None
            if group is None or group.bot:
                event = world.event(where, "message", _source(person, group), message=told)
                acts.append((where, event))
                event_id = event["webhookEventId"]
            said.append(Said(told["id"], event_id))
        if group is None:
            world.change_person(person.user_id, wrote_at=world.now())
    return tuple(said)


def _number_pictures(world: "World", told_all: list[dict[str, Any]]) -> None:
    pictures = [told for told in told_all if told["type"] == "image"]
    if len(pictures) > 1:
        set_id = world.ids.image_set()
        for index, told in enumerate(pictures, 1):
            told["imageSet"] = {"id": set_id, "index": index, "total": len(pictures)}


def _source(person: Person, group: Group | None) -> dict[str, Any]:
    return events.within(group, person) if group else events.user(person)


def _write(world: "World", person: Person, where: str, told: Message, message: Message) -> None:
    group = world.groups.get(where)
    seen_at_once = world.bot.mark_as_read_mode == "auto" and (group is None or group.bot)
    world.chats.add(
        where,
        told["id"],
        at=world.now_ms(),
        sender=person.user_id,
        message=told,
        content_url=f"{CONTENT_URL}/{told['id']}" if told["id"] in world.contents else None,
        seen_by=(world.bot.user_id,) if seen_at_once else (),
        quoted=message.get("quote"),
    )
    if quote_token := told.get("quoteToken"):
        world.quotes[quote_token] = (where, told["id"])
    world.read_tokens[told["markAsReadToken"]] = (where, told["id"])


def _webhook_message(world: "World", message: Message, group: Group | None) -> dict[str, Any]:
    """The message as LINE tells it to the bot."""
    kind = message.get("type")
    told: dict[str, Any] = {"type": kind, "id": world.ids.message()}
    if kind in QUOTABLE:
        told["quoteToken"] = world.ids.quote_token()
    told["markAsReadToken"] = world.ids.read_token()
    if quoted := message.get("quote"):
        world.chats.find(quoted)
        told["quotedMessageId"] = quoted
    if kind == "text":
        told |= _text(world, message, group)
    elif kind == "sticker":
        told |= _sticker(message)
    elif kind == "location":
        told |= _location(message)
    elif kind in CONTENT_TYPES:
        told |= _media(world, told["id"], message)
    else:
        raise NotPossibleError(f"nobody can send a message of type {kind!r}")
    return told


def _text(world: "World", message: Message, group: Group | None) -> dict[str, Any]:
    words = message.get("text")
    if not isinstance(words, str) or not words:
        raise NotPossibleError("a text message needs a text")
    mention = message.get("mention") or []
    if not mention:
        return {"text": words}
    if group is None:
        raise NotPossibleError("only in groups can somebody be mentioned")
    mentioned = [_called(world, who) for who in (["bot"] if mention is True else mention)]
    for called, _ in mentioned:
        if called not in words:
            words = f"{called} {words}"
    found = [events.mention(words, called, who) for called, who in mentioned]
    return {"text": words, "mention": {"mentionees": sorted(found, key=lambda one: one["index"])}}


def _called(world: "World", who: str) -> tuple[str, dict[str, Any]]:
    """How the text names somebody, and what LINE tells about them."""
    if who in ("bot", world.bot.user_id):
        told = {"type": "user", "userId": world.bot.user_id, "isSelf": True}
        return f"@{world.bot.display_name}", told
    if who == "all":
        return "@All", {"type": "all"}
    person = world.find_person(who)
    known = {"userId": person.user_id} if person.named_in_groups else {}
    return f"@{person.display_name}", {"type": "user", **known, "isSelf": False}


def _sticker(message: Message) -> dict[str, Any]:
    try:
        told = {name: str(message[name]) for name in ("packageId", "stickerId")}
    except KeyError as missing:
        raise NotPossibleError(f"a sticker needs {missing}") from None
    told["stickerResourceType"] = "MESSAGE" if message.get("text") else "STATIC"
    return told | {name: message[name] for name in ("text", "keywords") if message.get(name)}


def _location(message: Message) -> dict[str, Any]:
    place = {name: message.get(name) for name in ("latitude", "longitude")}
    if not all(isinstance(degrees, int | float) for degrees in place.values()):
        raise NotPossibleError("a location needs latitude and longitude")
    return {name: message[name] for name in ("title", "address") if message.get(name)} | place


def _media(world: "World", message_id: str, message: Message) -> dict[str, Any]:
    kind = message["type"]
    data = message.get("data", b"")
    if isinstance(data, str):
        try:
            data = base64.b64decode(data, validate=True)
        except binascii.Error:
            raise NotPossibleError("data must be base64") from None
    if not isinstance(data, bytes):
        raise NotPossibleError("data is missing")
    content_type = message.get("contentType") or CONTENT_TYPES[kind]
    world.contents[message_id] = Content(data, content_type)
    if kind == "file":
        return {"fileName": message.get("fileName") or "file", "fileSize": len(data)}
    told: dict[str, Any] = {"contentProvider": {"type": "line"}}
    if kind in ("video", "audio") and message.get("duration") is not None:
        told["duration"] = message["duration"]
    return told


def postback(
    world: "World",
    person: Person,
    chat: str | None,
    data: str,
    display_text: str | None,
    params: Message | None,
) -> str | None:
    """A tap. In a group LINE doesn't promise to say whose it is: a fault switch makes it.

    With params that name a rich menu alias it is a switch of menus, and LINE switches before it
    tells, or says why it could not.
    """
    with world.acting() as acts:
        group = membership.chat_of(world, person, chat)
        where = group.group_id if group else person.user_id
        if display_text:
            world.chats.add(
                where,
                world.ids.message(),
                at=world.now_ms(),
                sender=person.user_id,
                message={"type": "text", "text": display_text},
            )
        if group and not group.bot:
            return None
        told: dict[str, Any] = {"data": data}
        if params and SWITCHED in params:
            told["params"] = world.menus.switch(person, str(params[SWITCHED]))
            world.chats.touch()
        elif params:
            told["params"] = dict(params)
        known = person if world.faults["groupPostbackUserId"] else None
        source = events.within(group, known) if group else events.user(person)
        event = world.event(where, "postback", source, postback=told)
        acts.append((where, event))
        return str(event["webhookEventId"])


def unsend(world: "World", person: Person, message_id: str) -> None:
    """The message is gone for everybody; the bot is asked to forget it, without a reply token."""
    with world.acting() as acts:
        where, line = _own(world, person, message_id)
        world.chats.change(message_id, unsent=True, message={"type": line.message["type"]})
        if message_id in world.contents:
            world.contents[message_id] = None
        group = world.groups.get(where)
        if group is None or group.bot:
            event = world.event(
                where,
                "unsend",
                _source(person, group),
                replied=False,
                unsend={"messageId": message_id},
            )
            acts.append((where, event))


def edit(world: "World", person: Person, message_id: str, words: str) -> None:
    """Texts in groups can be edited: same message id, new quote token, new reply token."""
    with world.acting() as acts:
        where, line = _own(world, person, message_id)
        group = world.groups.get(where)
        if group is None or line.message.get("type") != "text":
            raise NotPossibleError("only texts in groups can be edited")
        mention = _still_called(world, line.message, words)
        told = {
            "type": "text",
            "id": message_id,
            "quoteToken": world.ids.quote_token(),
            **_text(world, {"text": words, "mention": mention}, group),
        }
        world.quotes[told["quoteToken"]] = (where, message_id)
        world.chats.change(message_id, message=told, edited=True)
        if group.bot:
            acts.append(
                (
                    where,
                    world.event(where, "messageEdited", _source(person, group), message=told),
                )
            )


def _still_called(world: "World", message: Message, words: str) -> list[str]:
    """Whom the text mentioned before, as far as they are known and the new text names them too."""
    mentionees = message.get("mention", {}).get("mentionees", ())
    known = [
        one.get("userId", "all") for one in mentionees if "userId" in one or one["type"] == "all"
    ]
    return [who for who in known if _called(world, who)[0] in words]


def _own(world: "World", person: Person, message_id: str) -> tuple[str, ChatMessage]:
    where, line = world.chats.find(message_id)
    if line.sender != person.user_id or line.unsent:
        raise NotPossibleError("only one's own messages, and only once")
    return where, line
