"""Inbox to outbox: once each, bad events apart, and the store's own failures blamed on nobody."""

import threading
from typing import Any

import pytest
from sqlalchemy import bindparam, select
from sqlalchemy.exc import OperationalError

import handlers
from bot.domain import notices, people
from bot.domain.deed import Deed
from bot.domain.notice import Notice
from bot.inbox import Event
from bot.outbox import Outgoing
from bot.routing import Bid, Scene, Topic
from bot.worker import Worker
from tests.village import Village


def with_topic(village: Village, hear: Any) -> None:
    """Put a topic of the test's own in front of all others."""
    house = village.house
    village.worker = Worker(
        house.store, (Topic(hear=hear), *handlers.TOPICS), house.rules, village.settings.zone,
        village.clock.now, house.outgoing,
    )  # fmt: skip


def breaks_on(word: str) -> Any:
    def hear(scene: Scene) -> Bid | None:
        def act(_: Scene) -> None:
            scene.session.add(Deed())  # a write that must not survive
            raise RuntimeError(f"a bug with {word}")

        return Bid("bug", 1.0, act) if word in scene.said.text else None

    return hear


def test_a_bad_event_costs_its_neighbours_nothing_and_is_parked(
    village: Village, caplog: pytest.LogCaptureFixture
) -> None:
    somsri = village.villager("สมศรี")
    with_topic(village, breaks_on("ระเบิด"))
    village.at_once = False
    somsri.says("ปลูกผัก 1 ต้น")
    somsri.says("ระเบิด")
    somsri.says("ปลูกผัก 2 ต้น")
    village.settle()
    assert village.balance() == 3
    for _ in range(6):
        village.later(seconds=9)
        village.settle()
    bad = next(row for row in village.rows(Event) if row.state == "parked")
    assert (bad.attempts, bad.outcome) == (5, "RuntimeError")
    assert bad.body is not None, "an operator may want to replay it"
    assert "ขอโทษ" in somsri.hears()
    assert "is parked" in caplog.text
    assert "RuntimeError at test_worker.py:" in caplog.text
    assert "ระเบิด" not in caplog.text


def test_a_value_the_store_cannot_take_is_the_events_own_fault(
    village: Village, caplog: pytest.LogCaptureFixture
) -> None:
    """Such as a NUL on PostgreSQL, or an object where SQLite wants a text."""

    def hear(scene: Scene) -> Bid | None:
        def act(_: Scene) -> None:
            odd: Any = {"odd": "ความลับ\x00"}
            scene.session.execute(select(Deed.id).where(Deed.text == bindparam("odd")), odd)
            scene.session.execute(
                select(Deed.id).where(Deed.text == bindparam("odd")), {"odd": odd}
            )

        return Bid("odd", 1.0, act) if "ความลับ" in scene.said.text else None

    somsri, malee = village.villager("สมศรี"), village.villager("มาลี", "9")
    with_topic(village, hear)
    village.at_once = False
    for villager, text in ((somsri, "ความลับ"), (malee, "ปลูกผัก 5 ต้น"), (somsri, "ปลูกผัก 2 ต้น")):
        villager.says(text)
    village.settle()
    assert (village.balance("9"), village.balance()) == (5, 2)
    for _ in range(6):
        village.later(seconds=9)
        village.settle()
    [bad] = [row for row in village.rows(Event) if row.state != "done"]
    assert (bad.state, bad.attempts) == ("parked", 5)
    assert "ความลับ" not in caplog.text


@pytest.mark.parametrize(
    "id_", ["99999999999999999999", "true", "-1", "1.5", "NaN", "1e400", "{}", '"1"']
)
@pytest.mark.parametrize("button", ["deed.undo", "deed.edit", "deed.who", "deed.accept"])
def test_an_odd_number_in_a_button_finds_nothing(village: Village, button: str, id_: str) -> None:
    somsri = village.villager("สมศรี")
    somsri.says("ปลูกผัก 5 ต้น")
    assert "ไม่พบ" in somsri.posts_back(f'{button} {{"id":{id_}}}')
    assert village.balance() == 5


def test_a_notice_that_cannot_be_drawn_costs_nobody_their_answer(village: Village) -> None:
    somsri = village.villager("สมศรี")
    with village.store.write() as session:
        user = people.find(session, somsri.id)
        assert user
        for name in ("x", None):
            said = {"name": name, "day": "2026-11-23", "points": 3, "count": 1} if name else {}
            notices.leave(session, user, "deed_accepted", village.clock.now(), **said)
    answer = somsri.says("ปลูกผัก 2 ต้น")
    assert "+2 แต้ม" in answer
    assert "กรรมการตรวจผ่านแล้ว" in answer
    assert [n.how for n in village.rows(Notice)] == ["reply", "expired"]


def test_a_bug_that_is_mended_in_time_loses_nothing(village: Village) -> None:
    somsri = village.villager("สมศรี")
    good = village.worker
    with_topic(village, breaks_on("ปลูก"))
    assert not somsri.says("ปลูกผัก 5 ต้น")
    village.worker = good
    village.later(seconds=2)
    village.settle()
    assert village.balance() == 5


def test_when_the_store_fails_no_event_is_blamed(village: Village) -> None:
    somsri = village.villager("สมศรี")
    good = village.worker

    def hear(scene: Scene) -> Bid | None:
        raise OperationalError("SELECT", {}, Exception("the disk is full"))

    with_topic(village, hear)
    village.at_once = False
    somsri.says("ปลูกผัก 5 ต้น")
    with pytest.raises(OperationalError):
        village.worker.step()
    [event] = [row for row in village.rows(Event) if row.state == "waiting"]
    assert event.attempts == 0
    village.worker = good
    village.settle()
    assert village.balance() == 5


def test_a_refusal_writes_nothing_but_the_reply(village: Village) -> None:
    somsri = village.villager("สมศรี")
    before = len(village.rows(Outgoing))
    somsri.says("วันที่ 10 พ.ย. ปลูกผัก 5 ต้น")
    assert village.rows(Deed) == []
    assert len(village.rows(Outgoing)) == before + 1
    assert village.rows(Event)[-1].outcome == "refused too_long_ago"


def test_events_of_a_chat_are_handled_in_the_order_they_happened(village: Village) -> None:
    somsri = village.villager("สมศรี")
    posts: list[tuple[bytes, dict[str, str]]] = []
    village.line.courier.deliver = lambda body, headers: posts.append((body, headers)) or 200
    for text in ("ปลูกผัก 5 ต้น", "ยกเลิก", "ปลูกผัก 3 ต้น"):
        somsri.says(text)
        village.later(seconds=1)
    for body, headers in reversed(posts):
        village.deliver(body, headers)
    village.settle()
    assert village.balance() == 3


def test_two_workers_handle_each_event_once(village: Village) -> None:
    villagers = [village.villager(f"คน {n}", str(n + 1), 1) for n in range(6)]
    village.at_once = False
    for _ in range(4):
        for villager in villagers:
            villager.says("ปลูกผัก 1 ต้น")
            village.later(seconds=1)
    threads = [threading.Thread(target=village.house.worker().drain) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    village.worker.drain()
    assert len(village.rows(Deed)) == 24
    assert [village.balance(str(n + 1), 1) for n in range(6)] == [4] * 6


def test_events_without_a_chat_are_done(village: Village) -> None:
    from tests.test_webhook import body_of, post

    assert post(village, body_of({"type": "accountLink"}, {"type": "delivery"})) == 200
    village.settle()
    assert {row.state for row in village.rows(Event)} == {"done"}
