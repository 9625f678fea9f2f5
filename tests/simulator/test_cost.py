"""What sending costs, and what a retry key saves."""

import json
import uuid
from typing import Any

import pytest
from linebot.v3.messaging import (
    ApiException,
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


def test_a_reply_takes_no_retry_key(line: Platform, bot: Any, http: Any, malee: Person) -> None:
    line.say(malee, "ก")
    body = {"replyToken": bot.last["replyToken"], "messages": [{"type": "text", "text": "ข"}]}
    key = {"X-Line-Retry-Key": str(uuid.uuid4())}
    status, _, _ = http.line("POST", "/v2/bot/message/reply", body, key)
    assert status == 400
    assert http.line("POST", "/v2/bot/message/reply", body)[0] == 200


def test_a_push_costs_a_message_a_head(
    line: Platform, api: MessagingApi, malee: Person, moo4: Group
) -> None:
    push(api, malee, HELLO, HELLO)
    assert used(line) == 1
    push(api, moo4)
    assert used(line) == 3
    assert api.get_message_quota_consumption().total_usage == 3
    assert [answer.how for answer in line.answers(moo4)] == ["push"]


def test_who_cannot_be_reached_gets_nothing_and_costs_nothing(
    line: Platform, api: MessagingApi, malee: Person, somchai: Person
) -> None:
    line.block(malee)
    assert push(api, malee).sent_messages[0].id
    push(api, somchai)
    assert (told(line, malee), told(line, somchai), used(line)) == ([], [], 0)


def test_over_the_limit_nothing_is_sent(
    line: Platform, bot: Any, api: MessagingApi, malee: Person, moo4: Group
) -> None:
    line.set_quota(1)
    assert api.get_message_quota().to_dict() == {"type": "limited", "value": 1}
    limit = (429, {"message": "You have reached your monthly limit."})
    assert refused(lambda: push(api, moo4)) == limit
    push(api, malee)
    assert refused(lambda: push(api, malee)) == limit
    assert refused(lambda: multicast(api, [malee.user_id])) == limit
    assert refused(lambda: api.broadcast(BroadcastRequest(messages=[HELLO]))) == limit
    assert (told(line, moo4), told(line, malee)) == ([], ["สวัสดี"])
    line.say(malee, "ก", moo4)
    reply(api, bot.last["replyToken"])
    line.set_quota(None)
    assert api.get_message_quota().to_dict() == {"type": "none"}
    push(api, moo4)


def test_numbers_of_a_day_are_ready_on_the_next(
    line: Platform, bot: Any, api: MessagingApi, malee: Person, moo4: Group
) -> None:
    line.say(malee, "ก")
    reply(api, bot.last["replyToken"])
    push(api, moo4)
    multicast(api, [malee.user_id])
    api.broadcast(BroadcastRequest(messages=[HELLO]))
    numbers = (
        api.get_number_of_sent_reply_messages,
        api.get_number_of_sent_push_messages,
        api.get_number_of_sent_multicast_messages,
        api.get_number_of_sent_broadcast_messages,
    )
    assert {number("20261123").status for number in numbers} == {"unready"}
    line.advance(DAY)
    assert [number("20261123").success for number in numbers] == [1, 2, 1, 1]
    assert refused(lambda: numbers[0]("23/11/69"))[0] == 400


def test_the_same_retry_key_is_accepted_once(
    line: Platform, api: MessagingApi, malee: Person
) -> None:
    key = str(uuid.uuid4())
    first = push(api, malee, x_line_retry_key=key)
    with pytest.raises(ApiException) as conflict:
        push(api, malee, x_line_retry_key=key)
    assert conflict.value.status == 409
    headers = {name.lower(): value for name, value in conflict.value.headers.items()}
    assert headers["x-line-accepted-request-id"] != headers["x-line-request-id"]
    body = json.loads(conflict.value.body)
    assert body["message"] == "The retry key is already accepted"
    assert body["sentMessages"] == [first.sent_messages[0].to_dict()]
    assert (len(told(line, malee)), used(line)) == (1, 1)
    status, body = refused(lambda: multicast(api, [malee.user_id], x_line_retry_key=key))
    assert status == 409
    line.advance(DAY)
    push(api, malee, x_line_retry_key=key)
    assert len(told(line, malee)) == 2


def test_only_an_accepted_request_uses_a_retry_key_up(
    line: Platform, api: MessagingApi, malee: Person
) -> None:
    key = str(uuid.uuid4())
    line.set_quota(0)
    assert refused(lambda: push(api, malee, x_line_retry_key=key))[0] == 429
    line.set_quota(None)
    line.set_faults(fail_500=1)
    assert refused(lambda: push(api, malee, x_line_retry_key=key))[0] == 500
    assert refused(lambda: push(api, malee, TextMessage(text=""), x_line_retry_key=key))[0] == 400
    push(api, malee, x_line_retry_key=key)
    assert refused(lambda: push(api, malee, x_line_retry_key=key))[0] == 409
    assert refused(lambda: push(api, malee, x_line_retry_key="7"))[0] == 400


def test_a_key_accepted_for_nobody_is_used_up_too(
    line: Platform, api: MessagingApi, somchai: Person
) -> None:
    key = str(uuid.uuid4())
    push(api, somchai, x_line_retry_key=key)
    assert refused(lambda: push(api, somchai, x_line_retry_key=key))[0] == 409


def v2(mentionee: dict[str, str]) -> dict[str, Any]:
    return {
        "type": "textV2",
        "text": "{who} สวัสดี",
        "substitution": {"who": {"type": "mention", "mentionee": mentionee}},
    }
