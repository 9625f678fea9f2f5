"""What people write and tap, as the bot is told of it."""

import base64
from typing import Any

import pytest

from simulator.errors import NotHereError, NotPossibleError
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


def test_a_text_in_a_one_to_one_chat(line: Platform, bot: Any, somchai: Person) -> None:
    said = line.say(somchai, "สวัสดี")
    event = bot.last
    assert event.keys() == COMMON | {"message", "replyToken"}
    assert event["type"] == "message"
    assert event["mode"] == "active"
    assert event["timestamp"] == MORNING_MS
    assert event["source"] == user(somchai)
    assert event["webhookEventId"] == said.event_id
    assert event["deliveryContext"] == {"isRedelivery": False}
    assert len(event["replyToken"]) == 32
    message = event["message"]
    assert message.keys() == {"type", "id", "text", "quoteToken", "markAsReadToken"}
    assert (message["id"], message["text"]) == (said.message_id, "สวัสดี")


@pytest.mark.parametrize(
    ("message", "told", "quotable"),
    [
        ({"type": "text", "text": "ก"}, {"text": "ก"}, True),
        (
            {"type": "sticker", "packageId": 446, "stickerId": "1988", "keywords": ["ok"]},
            {
                "packageId": "446",
                "stickerId": "1988",
                "stickerResourceType": "STATIC",
                "keywords": ["ok"],
            },
            True,
        ),
        (
            {"type": "sticker", "packageId": "1", "stickerId": "2", "text": "จ้า"},
            {"packageId": "1", "stickerId": "2", "stickerResourceType": "MESSAGE", "text": "จ้า"},
            True,
        ),
        (
            {"type": "location", "latitude": 15.2, "longitude": 104.8, "address": "หมู่ 4"},
            {"latitude": 15.2, "longitude": 104.8, "address": "หมู่ 4"},
            False,
        ),
        (PHOTO, {"contentProvider": {"type": "line"}}, True),
        (
            {"type": "video", "data": "", "duration": 900},
            {"contentProvider": {"type": "line"}, "duration": 900},
            True,
        ),
        (
            {"type": "audio", "data": b"m4a", "duration": 900},
            {"contentProvider": {"type": "line"}, "duration": 900},
            False,
        ),
        (
            {"type": "file", "data": b"12345", "fileName": "แผน.pdf"},
            {"fileName": "แผน.pdf", "fileSize": 5},
            False,
        ),
    ],
)
def test_messages_of_every_kind(
    line: Platform, bot: Any, malee: Person, message: Any, told: Any, quotable: bool
) -> None:
    line.say(malee, message)
    got = bot.last["message"]
    extra = {"quoteToken"} if quotable else set()
    assert got.keys() == {"type", "id", "markAsReadToken"} | told.keys() | extra
    assert {name: got[name] for name in told} == told


@pytest.mark.parametrize(
    "message",
    [
        {"type": "text", "text": ""},
        {"type": "text"},
        {"type": "sticker", "packageId": "1"},
        {"type": "location", "latitude": "15", "longitude": 104},
        {"type": "image", "data": "not base64!"},
        {"type": "file", "data": None},
        {"type": "flex"},
        {"type": "text", "text": "ก", "mention": True},
    ],
)
def test_what_nobody_can_send(line: Platform, bot: Any, malee: Person, message: Any) -> None:
    before = len(bot.events), len(line.messages(malee))
    with pytest.raises(NotPossibleError):
        line.say(malee, message)
    assert (len(bot.events), len(line.messages(malee))) == before


@pytest.mark.parametrize(
    ("text", "sent", "index"),
    [
        ("@ความดี โหวต 3", "@ความดี โหวต 3", 0),
        ("🍎ฝาก @ความดี", "🍎ฝาก @ความดี", 6),
        ("โหวต 3", "@ความดี โหวต 3", 0),
    ],
)
def test_the_bot_is_mentioned(
    line: Platform, bot: Any, malee: Person, moo4: Group, text: str, sent: str, index: int
) -> None:
    line.say(malee, {"type": "text", "text": text, "mention": True}, moo4)
    message = bot.last["message"]
    assert message["text"] == sent
    assert message["mention"]["mentionees"] == [
        {
            "type": "user",
            "userId": line.bot.user_id,
            "isSelf": True,
            "index": index,
            "length": 7,
        }
    ]


def test_others_and_all_are_mentioned_in_the_order_of_the_text(
    line: Platform, bot: Any, malee: Person, somchai: Person, moo4: Group
) -> None:
    shy = line.person("ตาคำ", agreed=False)
    words = "@สมชาย @ตาคำ @All ไปวัด"
    mention = ["all", shy.user_id, somchai.user_id]
    line.say(malee, {"type": "text", "text": words, "mention": mention}, moo4)
    first, second, third = bot.last["message"]["mention"]["mentionees"]
    assert first["userId"] == somchai.user_id
    assert first["isSelf"] is False
    assert second == {"type": "user", "isSelf": False, "index": 7, "length": 5}
    assert third == {"type": "all", "index": 13, "length": 4}


def test_pictures_at_once_are_a_set_of_several_webhooks(
    line: Platform, bot: Any, malee: Person
) -> None:
    bot.clear()
    line.say_at_once(malee, [PHOTO, "ดูสิ", PHOTO])
    first, words, second = bot.events
    assert len(bot.posts) == 3
    assert "imageSet" not in words["message"]
    sets = [event["message"]["imageSet"] for event in (first, second)]
    assert [(one["index"], one["total"]) for one in sets] == [(1, 2), (2, 2)]
    assert sets[0]["id"] == sets[1]["id"]
    line.say(malee, PHOTO)
    assert "imageSet" not in bot.last["message"]


def test_a_quoted_message(line: Platform, bot: Any, malee: Person) -> None:
    first = line.say(malee, "ก")
    line.say(malee, {"type": "text", "text": "ข", "quote": first.message_id})
    assert bot.last["message"]["quotedMessageId"] == first.message_id
    assert line.messages(malee)[-1].quoted == first.message_id
    with pytest.raises(NotHereError):
        line.say(malee, {"type": "text", "text": "ค", "quote": "99"})


@pytest.mark.parametrize("params", [None, {"date": "2026-11-23"}, {"datetime": "2026-11-23T10:00"}])
def test_postback(line: Platform, bot: Any, malee: Person, params: Any) -> None:
    event_id = line.postback(malee, "v=3", params=params, display_text="โหวตเบอร์ 3")
    assert bot.last["type"] == "postback"
    assert bot.last["webhookEventId"] == event_id
    assert bot.last["postback"] == {"data": "v=3"} | ({"params": params} if params else {})
    assert "replyToken" in bot.last
    assert line.messages(malee)[-1].text == "โหวตเบอร์ 3"


def test_a_group_postback_names_nobody_unless_switched_on(
    line: Platform, bot: Any, malee: Person, moo4: Group
) -> None:
    line.postback(malee, "v=3", moo4)
    assert bot.last["source"] == in_group(moo4)
    line.set_faults(groupPostbackUserId=True)
    line.postback(malee, "v=3", moo4)
    assert bot.last["source"] == in_group(moo4, malee)
    line.remove_bot(moo4)
    assert line.postback(malee, "v=3", moo4) is None


def test_unsend(line: Platform, bot: Any, malee: Person, somchai: Person, moo4: Group) -> None:
    said = line.say(malee, "พิมพ์ผิด", moo4)
    with pytest.raises(NotPossibleError):
        line.unsend(somchai, said)
    line.unsend(malee, said)
    assert bot.last["unsend"] == {"messageId": said.message_id}
    assert bot.last.keys() == COMMON | {"unsend"}
    assert bot.last["source"] == in_group(moo4, malee)
    kept = line.messages(moo4)[-1]
    assert kept.unsent
    assert kept.text == ""
    with pytest.raises(NotPossibleError):
        line.unsend(malee, said)


def test_edit(line: Platform, bot: Any, malee: Person, moo4: Group) -> None:
    text = {"type": "text", "text": "@ความดี ปลูกต้นไม้ 5 ต้น", "mention": True}
    said = line.say(malee, text, moo4)
    before = bot.last
    line.edit(malee, said, "ฝาก @ความดี ปลูกต้นไม้ 6 ต้น")
    after = bot.last
    assert after["type"] == "messageEdited"
    assert after.keys() == before.keys()
    assert after["replyToken"] != before["replyToken"]
    assert after["message"].keys() == {"type", "id", "text", "quoteToken", "mention"}
    assert after["message"]["id"] == said.message_id
    assert after["message"]["text"] == "ฝาก @ความดี ปลูกต้นไม้ 6 ต้น"
    assert after["message"]["quoteToken"] != before["message"]["quoteToken"]
    assert after["message"]["mention"]["mentionees"][0]["index"] == 4
    assert line.messages(moo4)[-1].edited
    line.edit(malee, said, "ไม่เรียกใคร")
    assert "mention" not in bot.last["message"]


def test_only_own_texts_in_groups_are_edited(
    line: Platform, malee: Person, somchai: Person, moo4: Group
) -> None:
    said, photo = line.say(malee, "ก", moo4), line.say(malee, PHOTO, moo4)
    alone = line.say(malee, "ก")
    for who, message in ((somchai, said), (malee, photo), (malee, alone)):
        with pytest.raises(NotPossibleError):
            line.edit(who, message, "ข")
