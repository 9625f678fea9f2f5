"""Webhooks on their way: together, twice, again, out of order, late."""

from typing import Any

import pytest

from simulator import webhooks
from simulator.model import Group, Person
from simulator.platform import Platform


def texts(bot: Any) -> list[str]:
    return [event["message"]["text"] for event in bot.events if event["type"] == "message"]


def redeliveries(bot: Any) -> list[bool]:
    return [event["deliveryContext"]["isRedelivery"] for event in bot.events]


def test_what_happens_together_is_one_post(
    line: Platform, bot: Any, malee: Person, somchai: Person, moo4: Group
) -> None:
    with line.together():
        line.say(malee, "ก", moo4)
        line.say(somchai, "ข")
        line.follow(somchai)
        assert bot.posts == []
    assert len(bot.posts) == 1
    assert [event["type"] for event in bot.events] == ["message", "message", "follow"]
    with line.together():
        pass
    assert len(bot.posts) == 1


def test_duplicates(line: Platform, bot: Any, somchai: Person) -> None:
    line.set_faults(duplicate=1)
    line.say(somchai, "ก")
    line.say(somchai, "ข")
    assert texts(bot) == ["ก", "ก", "ข"]
    assert redeliveries(bot) == [False] * 3
    assert bot.posts[0] == bot.posts[1]
    assert line.faults["duplicate"] == 0


def test_duplicates_until_switched_off(line: Platform, bot: Any, somchai: Person) -> None:
    line.set_faults(duplicate=-1)
    line.say(somchai, "ก")
    line.say(somchai, "ข")
    line.set_faults(duplicate=0)
    line.say(somchai, "ค")
    assert texts(bot) == ["ก", "ก", "ข", "ข", "ค"]


def test_held_back_until_another_has_overtaken(line: Platform, bot: Any, somchai: Person) -> None:
    line.set_faults(reorder=2)
    for text in "กขคง":
        line.say(somchai, text)
    assert texts(bot) == ["ค", "ก", "ข", "ง"]


def test_what_nothing_overtakes_comes_when_switched_off(
    line: Platform, bot: Any, somchai: Person
) -> None:
    line.set_faults(reorder=1)
    line.say(somchai, "ก")
    assert texts(bot) == []
    line.set_faults(reorder=0)
    assert texts(bot) == ["ก"]


def test_no_redelivery_by_default(line: Platform, bot: Any, somchai: Person) -> None:
    bot.status = 500
    line.say(somchai, "ก")
    line.advance(3600)
    assert line.redeliver() == 0
    assert len(bot.posts) == 1


def test_redelivered_until_it_is_taken(line: Platform, bot: Any, somchai: Person) -> None:
    line.set_faults(redeliver=True)
    bot.status = 500
    line.say(somchai, "ก")
    line.advance(1)
    line.advance(1)  # not due yet
    line.advance(4)
    bot.status = 200
    line.advance(30)
    line.advance(3600)
    assert redeliveries(bot) == [False, True, True, True]
    first, *others = bot.events
    for other in others:
        assert other | {"deliveryContext": first["deliveryContext"]} == first
    assert [delivery["redelivery"] for delivery in line.courier.as_json()["deliveries"]] == [
        False,
        True,
        True,
        True,
    ]


def test_redelivery_ends_some_time(line: Platform, bot: Any, somchai: Person) -> None:
    line.set_faults(redeliver=True)
    bot.status = 503
    line.say(somchai, "ก")
    for _ in range(9):
        line.redeliver()
    assert len(bot.posts) == 1 + len(webhooks.REDELIVERED_AFTER)


def test_switched_off_nothing_more_is_redelivered(
    line: Platform, bot: Any, somchai: Person
) -> None:
    line.set_faults(redeliver=True)
    bot.status = 500
    line.say(somchai, "ก")
    line.set_faults(redeliver=False)
    line.advance(60)
    assert len(bot.posts) == 1


@pytest.mark.parametrize("failure", [ConnectionRefusedError(), TimeoutError()])
def test_no_answer_is_redelivered(
    line: Platform, bot: Any, somchai: Person, failure: Exception
) -> None:
    line.set_faults(redeliver=True)

    def refuse(_body: bytes, _headers: dict[str, str]) -> int:
        raise failure

    deliver, line.courier.deliver = line.courier.deliver, refuse
    try:
        line.say(somchai, "ก")
    finally:
        line.courier.deliver = deliver
    assert line.courier.as_json()["deliveries"][-1]["status"] is None
    assert line.redeliver() == 1
    assert redeliveries(bot) == [True]


def test_a_late_answer_is_no_answer(
    line: Platform, bot: Any, somchai: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(webhooks, "PATIENCE", -1.0)
    line.set_faults(redeliver=True)
    line.say(somchai, "ก")
    assert line.redeliver() == 1


def test_reply_tokens_live_from_delivery_and_again_from_redelivery(
    line: Platform, bot: Any, somchai: Person
) -> None:
    line.set_faults(redeliver=True)
    bot.status = 500
    line.say(somchai, "ก")
    token = bot.last["replyToken"]

    def good() -> bool:
        kept = line.tokens.kept(token)
        return kept is not None and kept.good(line.now())

    assert good()
    line.advance(61)  # redelivers as well
    assert good()
    line.advance(61)
    line.advance(61)
    line.advance(61)
    assert not good()
    line.redeliver()
    assert good()
    line.advance(21 * 60)
    line.redeliver()
    assert not good()


def test_events_of_standby_and_without_a_webhook_go_nowhere(line: Platform) -> None:
    alone = Platform(channel_secret="s", access_token="t")
    said = alone.say(alone.person("ก"), "มีใครอยู่ไหม")
    assert said.event_id
    assert alone.courier.as_json() == {"url": None, "deliveries": []}


def test_reset_forgets_what_is_under_way(line: Platform, bot: Any, somchai: Person) -> None:
    line.set_faults(reorder=1, redeliver=True)
    line.say(somchai, "ก")
    bot.status = 500
    line.reset()
    line.set_faults(redeliver=True)
    line.say(line.person("ข"), "ข")
    assert texts(bot) == ["ข"]
    line.reset()
    line.set_faults(redeliver=True)
    assert line.redeliver() == 0
