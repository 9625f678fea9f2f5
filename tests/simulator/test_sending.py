"""Sending through the real SDK: who gets it, and what comes back."""

from typing import Any

import pytest
from linebot.v3.messaging import (
    BroadcastRequest,
    MessagingApi,
    MulticastRequest,
    TextMessage,
)

from simulator.model import Group, Person
from simulator.platform import Platform
from tests.simulator.asking import DAY, HELLO, push, refused, reply, told, used


def multicast(api: MessagingApi, to: list[str], **more: Any) -> Any:
    return api.multicast(MulticastRequest(to=to, messages=[HELLO]), **more)


def test_a_reply_is_free_and_comes_once(
    line: Platform, bot: Any, api: MessagingApi, malee: Person, somchai: Person, moo4: Group
) -> None:
    line.say(malee, "ก", moo4)
    answer = reply(api, bot.last["replyToken"], HELLO, TextMessage(text="มีอะไรให้ช่วย"))
    first, second = line.answers(moo4)
    assert [sent.id for sent in answer.sent_messages] == [first.id, second.id]
    assert first.how == "reply"
    assert first.at == second.at
    assert used(line) == 0
    again = refused(lambda: reply(api, bot.last["replyToken"]))
    assert again == (400, {"message": "Invalid reply token"})
    assert told(line, moo4) == ["สวัสดี", "มีอะไรให้ช่วย"]


@pytest.mark.parametrize(("seconds", "good"), [(59, True), (60, True), (61, False)])
def test_a_reply_has_a_minute(
    line: Platform, bot: Any, api: MessagingApi, malee: Person, seconds: float, good: bool
) -> None:
    line.say(malee, "ก")
    line.advance(seconds)
    if good:
        reply(api, bot.last["replyToken"])
    else:
        assert refused(lambda: reply(api, bot.last["replyToken"]))[0] == 400
    assert len(line.answers(malee)) == good


def test_a_bad_reply_does_not_spend_the_token(
    line: Platform, bot: Any, api: MessagingApi, malee: Person
) -> None:
    line.say(malee, "ก")
    status, body = refused(lambda: reply(api, bot.last["replyToken"], TextMessage(text="")))
    assert status == 400
    assert body == {
        "message": "The request body has 1 error(s)",
        "details": [{"message": "May not be empty", "property": "messages[0].text"}],
    }
    reply(api, bot.last["replyToken"])


def test_who_wrote_within_seven_days_is_reached(
    line: Platform, api: MessagingApi, somchai: Person
) -> None:
    line.say(somchai, "ก")
    line.advance(7 * DAY)
    push(api, somchai)
    line.advance(1)
    push(api, somchai)
    assert len(told(line, somchai)) == 1


@pytest.mark.parametrize(
    ("to", "message"),
    [
        ("U" + "0" * 32, "Failed to send messages"),
        ("C" + "0" * 32, "Failed to send messages"),
        ("somchai", "The property, 'to', in the request body is invalid (line: -, column: -)"),
        ("U" + "A" * 32, "The property, 'to', in the request body is invalid (line: -, column: -)"),
    ],
)
def test_pushes_to_nobody(line: Platform, api: MessagingApi, to: str, message: str) -> None:
    assert refused(lambda: push(api, to)) == (400, {"message": message})


def test_no_word_to_a_group_the_bot_has_left(
    line: Platform, bot: Any, api: MessagingApi, malee: Person, moo4: Group
) -> None:
    line.say(malee, "ก", moo4)
    token = bot.last["replyToken"]
    line.remove_bot(moo4)
    failed = (400, {"message": "Failed to send messages"})
    assert refused(lambda: push(api, moo4)) == failed
    assert refused(lambda: reply(api, token)) == failed
    assert used(line) == 0


def test_multicast_goes_to_friends_once_each(
    line: Platform, api: MessagingApi, malee: Person, somchai: Person
) -> None:
    stranger = "U" + "0" * 32
    multicast(api, [malee.user_id, somchai.user_id, stranger, malee.user_id])
    assert (told(line, malee), told(line, somchai), used(line)) == (["สวัสดี"], [], 1)
    assert line.answers(malee)[0].how == "multicast"


def test_multicast_takes_up_to_500_users_and_no_groups(
    line: Platform, api: MessagingApi, http: Any, malee: Person, moo4: Group
) -> None:
    multicast(api, [malee.user_id] * 500)
    message = {"type": "text", "text": "ก"}
    for to, told_ in (
        ([malee.user_id] * 501, "Size must be between 1 and 500"),
        ([], "Size must be between 1 and 500"),
    ):
        status, body, _ = http.line(
            "POST", "/v2/bot/message/multicast", {"to": to, "messages": [message]}
        )
        assert (status, body["details"][0]["message"]) == (400, told_)
    status, body = refused(lambda: multicast(api, [malee.user_id, moo4.group_id]))
    assert status == 400
    assert body["message"].startswith("The property, to[1], in the request body is invalid")


def test_broadcast_goes_to_all_friends(
    line: Platform, api: MessagingApi, malee: Person, somchai: Person
) -> None:
    manee, mana = line.follow(line.person("มานี")), line.follow(line.person("มานะ"))
    line.block(mana)
    api.broadcast(BroadcastRequest(messages=[HELLO]))
    assert [told(line, who) for who in (malee, manee, somchai, mana)] == [
        ["สวัสดี"],
        ["สวัสดี"],
        [],
        [],
    ]
    assert used(line) == 2


def v2(mentionee: dict[str, str]) -> dict[str, Any]:
    return {
        "type": "textV2",
        "text": "{who} สวัสดี",
        "substitution": {"who": {"type": "mention", "mentionee": mentionee}},
    }
