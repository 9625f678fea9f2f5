"""Who comes and goes, and what all events share; the real SDK reads every one."""

import base64
import json
from collections.abc import Callable
from typing import Any

import pytest
from linebot.v3 import WebhookParser
from linebot.v3.exceptions import InvalidSignatureError

from simulator.errors import NotPossibleError
from simulator.model import Group, Person
from simulator.platform import Platform

COMMON = {"type", "mode", "timestamp", "source", "webhookEventId", "deliveryContext"}


PHOTO = {"type": "image", "data": base64.b64encode(b"jpeg").decode(), "contentType": "image/jpeg"}


MORNING_MS = 1_795_402_800_000


def user(person: Person) -> dict[str, Any]:
    return {"type": "user", "userId": person.user_id}


def in_group(group: Group, person: Person | None = None) -> dict[str, Any]:
    who = {"userId": person.user_id} if person else {}
    return {"type": "group", "groupId": group.group_id, **who}


@pytest.mark.parametrize(
    ("agreed", "device", "named"),
    [
        (True, "android", True),
        (True, "ios", True),
        (True, "pc", False),
        (False, "android", False),
    ],
)
def test_who_has_a_user_id_in_a_group(
    line: Platform, bot: Any, moo4: Group, agreed: bool, device: str, named: bool
) -> None:
    person = line.person("ยายแดง", agreed=agreed, device=device)
    line.join(moo4, person)
    joined = bot.last
    assert joined["source"] == in_group(moo4)
    assert joined["joined"]["members"] == ([user(person)] if named else [])
    line.say(person, "มาแล้ว", moo4)
    assert bot.last["source"] == in_group(moo4, person if named else None)
    line.say(person, "ถึงบ้านแล้ว")
    assert bot.last["source"] == user(person)
    line.leave(moo4, person)
    assert bot.last["left"]["members"] == ([user(person)] if named else [])


def test_follow_block_and_back(line: Platform, bot: Any) -> None:
    person = line.follow(line.person("มานี"))
    assert bot.last["follow"] == {"isUnblocked": False}
    assert "replyToken" in bot.last
    line.follow(person)
    line.block(person)
    line.block(person)
    assert bot.last["type"] == "unfollow"
    assert bot.last.keys() == COMMON
    person = line.follow(person)
    assert person.is_friend()
    assert bot.last["follow"] == {"isUnblocked": True}
    assert [event["type"] for event in bot.events] == ["follow", "unfollow", "follow"]


def test_who_blocked_cannot_write(line: Platform, malee: Person) -> None:
    line.block(malee)
    with pytest.raises(NotPossibleError):
        line.say(malee, "ก")


def test_the_bot_joins_and_leaves_a_group(line: Platform, bot: Any, malee: Person) -> None:
    bot.clear()
    group = line.group("กลุ่ม", [malee], bot=False)
    silent = line.say(malee, "ยังไม่มีบอต", group)
    assert (bot.events, silent.event_id) == ([], None)
    line.invite_bot(group)
    assert bot.last["type"] == "join"
    assert bot.last.keys() == COMMON | {"replyToken"}
    assert bot.last["source"] == in_group(group)
    line.invite_bot(group)
    line.remove_bot(group)
    line.remove_bot(group)
    assert bot.last["type"] == "leave"
    assert bot.last.keys() == COMMON
    line.say(malee, "ไปแล้ว", group)
    assert [event["type"] for event in bot.events] == ["join", "leave"]


def test_members_come_and_go(line: Platform, bot: Any, somchai: Person, moo4: Group) -> None:
    manee, mana = line.person("มานี"), line.person("มานะ")
    line.join(moo4, manee, mana, somchai)
    assert bot.last["joined"]["members"] == [user(manee), user(mana)]
    assert bot.last.keys() == COMMON | {"joined", "replyToken"}
    line.join(moo4, manee)
    line.leave(moo4, mana)
    line.leave(moo4, mana)
    assert bot.last["left"]["members"] == [user(mana)]
    assert bot.last.keys() == COMMON | {"left"}
    assert len(bot.events) == 2
    with pytest.raises(NotPossibleError):
        line.say(mana, "ขอกลับ", moo4)


def test_a_room_tells_of_the_bot_when_something_happens_in_it(
    line: Platform, bot: Any, malee: Person
) -> None:
    bot.clear()
    room = line.group("ห้อง", [malee], kind="room")
    assert bot.events == []
    line.say(malee, "ก", room)
    line.say(malee, "ข", room)
    assert [event["type"] for event in bot.events] == ["join", "message", "message"]
    assert bot.last["source"] == {
        "type": "room",
        "roomId": room.group_id,
        "userId": malee.user_id,
    }


def test_standby_gives_no_reply_tokens(line: Platform, bot: Any, malee: Person) -> None:
    line.set_faults(standby=True)
    line.say(malee, "ก")
    assert bot.last["mode"] == "standby"
    assert "replyToken" not in bot.last


def test_the_clock_moves_events(line: Platform, bot: Any, malee: Person) -> None:
    line.advance(90)
    line.say(malee, "ก")
    assert bot.last["timestamp"] == MORNING_MS + 90_000
    with pytest.raises(NotPossibleError):
        line.advance(-1)


HAPPENINGS: list[Callable[[Platform, Person, Group], Any]] = [
    lambda line, who, group: line.say(who, "ก"),
    lambda line, who, group: line.say(who, {"type": "text", "text": "ก", "mention": True}, group),
    lambda line, who, group: line.say(
        who, {"type": "sticker", "packageId": "1", "stickerId": "1"}, group
    ),
    lambda line, who, group: line.say(who, {"type": "location", "latitude": 1, "longitude": 2}),
    lambda line, who, group: line.say_at_once(who, [PHOTO, PHOTO]),
    lambda line, who, group: line.say(who, {"type": "video", "data": "", "duration": 5}),
    lambda line, who, group: line.say(who, {"type": "audio", "data": "", "duration": 5}),
    lambda line, who, group: line.say(who, {"type": "file", "data": "", "fileName": "a"}),
    lambda line, who, group: line.unsend(who, line.say(who, "ก", group)),
    lambda line, who, group: line.edit(who, line.say(who, "ก", group), "ข"),
    lambda line, who, group: line.postback(who, "x", params={"time": "10:00"}),
    lambda line, who, group: line.postback(who, "x", group),
    lambda line, who, group: line.follow(line.block(who)),
    lambda line, who, group: line.leave(group, who),
    lambda line, who, group: line.join(group, line.person("มานี")),
    lambda line, who, group: line.invite_bot(line.remove_bot(group)),
]


@pytest.mark.parametrize("happening", HAPPENINGS)
def test_the_sdk_reads_it(
    line: Platform,
    bot: Any,
    malee: Person,
    moo4: Group,
    happening: Callable[[Platform, Person, Group], Any],
) -> None:
    happening(line, malee, moo4)
    assert bot.posts
    parser = WebhookParser("channel-secret")
    for body, headers in bot.posts:
        payload = parser.parse(body.decode(), headers["x-line-signature"], as_payload=True)
        assert payload.destination == line.bot.user_id
        for event, raw in zip(payload.events, json.loads(body)["events"], strict=True):
            assert type(event).__name__.lower().startswith(raw["type"].lower())
            told = event.to_dict()
            assert {name: told[name] for name in raw} == raw


def test_the_signature_is_of_the_very_bytes(line: Platform, bot: Any, malee: Person) -> None:
    line.say(malee, "สวัสดี")
    body, headers = bot.posts[-1]
    with pytest.raises(InvalidSignatureError):
        WebhookParser("channel-secret").parse(body.decode() + " ", headers["x-line-signature"])
    with pytest.raises(InvalidSignatureError):
        WebhookParser("another").parse(body.decode(), headers["x-line-signature"])
