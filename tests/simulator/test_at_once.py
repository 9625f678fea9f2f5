"""Several at once, and quickly."""

import json
import threading
import time
import uuid
from collections import Counter
from collections.abc import Callable
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlsplit

import pytest

from simulator import limits
from simulator.app import Served
from simulator.model import Person
from simulator.platform import Platform

TEXT = {"type": "text", "text": "ก"}


def at_once(count: int, do: Callable[[], Any]) -> list[Any]:
    """What so many threads get that begin together."""
    start, results = threading.Barrier(count), []

    def run() -> None:
        start.wait()
        results.append(do())

    threads = [threading.Thread(target=run) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


@pytest.mark.parametrize("round_", range(5))
def test_one_reply_token_one_winner(
    line: Platform, bot: Any, http: Any, malee: Person, round_: int
) -> None:
    line.say(malee, "ก")
    body = {"replyToken": bot.last["replyToken"], "messages": [TEXT]}
    statuses = at_once(8, lambda: http.line("POST", "/v2/bot/message/reply", body)[0])
    assert Counter(statuses) == {200: 1, 400: 7}
    assert len(line.answers(malee)) == 1


def test_one_retry_key_one_delivery(line: Platform, http: Any, malee: Person) -> None:
    body = {"to": malee.user_id, "messages": [TEXT]}
    key = {"X-Line-Retry-Key": str(uuid.uuid4())}
    statuses = at_once(8, lambda: http.line("POST", "/v2/bot/message/push", body, key)[0])
    assert Counter(statuses) == {200: 1, 409: 7}
    assert len(line.answers(malee)) == 1


def test_the_last_message_of_the_month_goes_to_one(
    line: Platform, http: Any, malee: Person
) -> None:
    line.set_quota(3)
    body = {"to": malee.user_id, "messages": [TEXT]}
    statuses = at_once(8, lambda: http.line("POST", "/v2/bot/message/push", body)[0])
    assert Counter(statuses) == {200: 3, 429: 5}


def test_a_counted_fault_strikes_as_often_as_counted(
    line: Platform, http: Any, malee: Person
) -> None:
    line.set_faults(fail_500=3)
    body = {"to": malee.user_id, "messages": [TEXT]}
    statuses = at_once(8, lambda: http.line("POST", "/v2/bot/message/push", body)[0])
    assert Counter(statuses) == {200: 5, 500: 3}


def test_everybody_talks_at_once(line: Platform, bot: Any) -> None:
    people = [line.person(f"คนที่ {number}") for number in range(8)]
    turns = iter(people)

    def talk() -> None:
        person = next(turns)
        for number in range(25):
            line.say(person, str(number))

    at_once(8, talk)
    assert len(bot.events) == 200
    assert len({event["webhookEventId"] for event in bot.events}) == 200
    revs = [message.rev for person in people for message in line.messages(person)]
    assert len(set(revs)) == 200
    for person in people:
        assert [m.text for m in line.messages(person)] == [str(n) for n in range(25)]


def test_a_bot_that_answers_from_within_its_webhook(
    line: Platform, http: Any, malee: Person
) -> None:
    """No lock is held while a webhook is out."""
    answered: list[int] = []

    def answer(body: bytes, _headers: dict[str, str]) -> int:
        for event in json.loads(body)["events"]:
            reply = {"replyToken": event["replyToken"], "messages": [TEXT]}
            answered.append(http.line("POST", "/v2/bot/message/reply", reply)[0])
        return 200

    deliver, line.courier.deliver = line.courier.deliver, answer
    try:
        line.say(malee, "ก")
        group = line.group("หมู่ 4", [malee])
        line.join(group, line.person("มานี"))
    finally:
        line.courier.deliver = deliver
    assert answered == [200, 200, 200]


def card(rows: int) -> dict[str, Any]:
    row = {
        "type": "box",
        "layout": "horizontal",
        "contents": [
            {"type": "text", "text": "ปลูกผักสวนครัว", "size": "sm", "color": "#555555", "flex": 0},
            {"type": "text", "text": "10 แต้ม", "size": "sm", "align": "end", "wrap": True},
        ],
    }
    button = {
        "type": "button",
        "action": {"type": "postback", "label": "ยกเลิก", "data": "undo=1", "displayText": "ยกเลิก"},
    }
    body = {"type": "box", "layout": "vertical", "contents": [row] * rows}
    footer = {"type": "box", "layout": "vertical", "contents": [button]}
    bubble = {"type": "bubble", "body": body, "footer": footer}
    return {"type": "flex", "altText": "บันทึกแล้ว", "contents": bubble}


def per_call(count: int, do: Callable[[], Any]) -> float:
    """Milliseconds of a call, the median of several rounds."""
    rounds = []
    for _ in range(5):
        started = time.perf_counter()
        for _ in range(count):
            do()
        rounds.append((time.perf_counter() - started) / count * 1000)
    return sorted(rounds)[2]


def test_checking_a_message_is_quick() -> None:
    message = card(8)
    assert limits.check([message], limits.MESSAGES) == ()
    assert per_call(50, lambda: limits.check([message], limits.MESSAGES)) < 1


def test_a_call_on_an_open_connection_is_quick(
    line: Platform, served: Served, malee: Person
) -> None:
    """Far below the 40 ms of two small writes and a delayed acknowledgement."""
    line.set_quota(None)
    connection = HTTPConnection(urlsplit(served.address).netloc)
    headers = {"Authorization": "Bearer access-token", "Content-Type": "application/json"}
    body = json.dumps({"to": malee.user_id, "messages": [card(8)]})

    def push() -> None:
        connection.request("POST", "/simulator/line/v2/bot/message/push", body, headers)
        answer = connection.getresponse()
        answer.read()
        assert answer.status == 200

    try:
        assert per_call(20, push) < 10
    finally:
        connection.close()
