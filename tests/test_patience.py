"""Never silent in 1:1: dots while somebody waits, and a button before their token dies."""

import logging
import threading
import time
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.exc import OperationalError

from bot import inbox
from bot.domain import notices, people
from bot.domain.notice_kinds import HIGH
from bot.inbox import Event
from bot.line.messages import Tap
from bot.messages.waiting import MORE
from bot.outbox import Outgoing
from bot.patience import Patience
from tests.test_free_delivery import leave_with
from tests.village import MORNING, Answer, Village, Villager


@pytest.fixture
def somsri(village: Village) -> Villager:
    """She writes while nobody handles what comes in."""
    somsri = village.villager("สมศรี")
    village.at_once = False
    return somsri


def dots(village: Village) -> set[str]:
    """Who sees dots now."""
    now = village.line.now()
    return {chat for chat, until in village.line.loading.items() if until > now}


def calls_for_dots(village: Village, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """For whom LINE is asked from now on."""
    asked: list[str] = []
    line = village.house.line()
    loading = line.loading

    def noted(chat_id: str) -> None:
        asked.append(chat_id)
        loading(chat_id)

    monkeypatch.setattr(line, "loading", noted)
    return asked


def wait(village: Village, seconds: float) -> None:
    """Time goes by while only those who console and those who send are at work."""
    for _ in range(round(seconds * 2)):
        village.later(seconds=0.5)
        village.patience.drain()
        village.sender.drain()


def said(village: Village, who: Villager) -> Answer:
    """All the bot has said to somebody."""
    return Answer(village, who.person, who.id, village.line.answers(who.person))


def buttons(village: Village, who: Villager) -> int:
    return sum("สักครู่" in str(line.message) for line in village.line.answers(who.person))


def test_dots_after_a_second_and_a_half_and_again_before_they_end(
    village: Village, somsri: Villager, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = calls_for_dots(village, monkeypatch)
    somsri.says("ปลูกผัก 5 ต้น")
    wait(village, 1)
    assert not dots(village)
    wait(village, 0.5)
    assert dots(village) == {somsri.id}
    assert village.line.loading[somsri.id] == village.line.now() + 20
    wait(village, 17.5)
    assert asked == [somsri.id]
    for _ in range(30):
        wait(village, 0.5)
        assert dots(village) == {somsri.id}, "without a gap"
    assert len(asked) == 2
    assert not village.line.answers(somsri.person)
    assert village.line.quota.used(village.line.now()) == 0


def test_dots_end_with_the_answer_and_the_next_message_has_its_own(
    village: Village, somsri: Villager, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = calls_for_dots(village, monkeypatch)
    somsri.says("ปลูกผัก 5 ต้น")
    wait(village, 3)
    village.settle()
    assert not dots(village)
    wait(village, 3)
    somsri.says("ปลูกผัก 2 ต้น")
    wait(village, 2)
    assert asked == [somsri.id] * 2
    assert "+5 แต้ม" in said(village, somsri)


def test_who_is_answered_at_once_sees_no_dots(village: Village, somsri: Villager) -> None:
    village.at_once = True
    somsri.says("ปลูกผัก 5 ต้น")
    wait(village, 3)
    assert not dots(village)


def test_a_group_gets_neither_dots_nor_button(
    village: Village, somsri: Villager, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = calls_for_dots(village, monkeypatch)
    village.at_once = True
    group = village.tied_group("หมู่ 4", "14160104", somsri)
    before = len(village.line.answers(group))
    village.at_once = False
    somsri.says("ปลูกผัก 5 ต้น", group)
    somsri.says({"type": "text", "text": "สมุดความดี", "mention": True}, group)
    wait(village, 60)
    assert asked == []
    assert len(village.line.answers(group)) == before
    assert [row.reply_token for row in village.rows(Event)[-2:]].count(None) == 0


def test_without_a_backlog_a_look_is_one_query_and_no_call(
    village: Village, somsri: Villager, monkeypatch: pytest.MonkeyPatch
) -> None:
    somsri.says("ปลูกผัก 5 ต้น")
    village.settle()
    wait(village, 2)
    monkeypatch.setattr(village.store, "write", None)
    monkeypatch.setattr(village.patience, "_line", None)
    queries: list[str] = []

    def note(_: Any, __: Any, statement: str, *more: Any) -> None:
        queries.append(statement)

    event.listen(village.store.engine, "before_cursor_execute", note)
    try:
        assert not village.patience.step()
    finally:
        event.remove(village.store.engine, "before_cursor_execute", note)
    assert [query.split()[0] for query in queries if "BEGIN" not in query] == ["SELECT"]


@pytest.mark.parametrize("fault", [{"down": True}, {"fail_429_rate": -1}, {"fail_500": -1}])
def test_dots_that_fail_are_no_harm(
    village: Village, somsri: Villager, caplog: pytest.LogCaptureFixture, fault: dict[str, Any]
) -> None:
    village.line.set_faults(**fault)
    somsri.says("ปลูกผัก 5 ต้น")
    with caplog.at_level(logging.INFO):
        for _ in range(20):
            village.later(seconds=0.5)
            village.patience.drain()
    assert "dots" not in caplog.text
    village.line.set_faults(down=False, fail_429_rate=0, fail_500=0)
    village.settle()
    assert "+5 แต้ม" in said(village, somsri)


def test_a_slow_line_holds_up_neither_the_look_nor_the_button(
    village: Village, somsri: Villager
) -> None:
    somsri.says("ปลูกผัก 5 ต้น")
    village.later(seconds=10)
    village.line.set_faults(latency_ms=1500)
    began = time.monotonic()
    village.patience.step()
    village.later(seconds=31)
    village.patience.step()
    assert time.monotonic() - began < 1.4
    assert [row.fleeting for row in village.rows(Outgoing)][-1:] == [True]
    village.line.set_faults(latency_ms=0)
    village.patience.drain()


def test_more_who_wait_than_calls_at_once_all_get_their_dots(village: Village) -> None:
    crowd = [village.villager(f"คน {n}", f"{n + 1}") for n in range(25)]
    village.at_once = False
    for each in crowd:
        each.says("ปลูกผัก 5 ต้น")
    village.later(seconds=2)
    village.patience.drain()
    assert dots(village) == {each.id for each in crowd}


def test_after_forty_seconds_the_token_brings_a_button_and_its_tap_a_new_one(
    village: Village, somsri: Villager
) -> None:
    somsri.says("ปลูกผัก 5 ต้น")
    wait(village, 39.5)
    assert not village.line.answers(somsri.person)
    wait(village, 0.5)
    [line] = village.line.answers(somsri.person)
    assert line.how == "reply"
    assert not dots(village), "they end with the line"
    answer = said(village, somsri)
    assert answer.labels == ["ดูคำตอบ"]
    assert village.rows(Event)[-1].reply_token is None
    assert village.line.quota.used(village.line.now()) == 0
    wait(village, 10)
    assert buttons(village, somsri) == 1
    tap = answer.taps("ดูคำตอบ")
    assert not tap
    village.worker.drain()
    village.sender.drain()
    after = said(village, somsri)
    assert "+5 แต้ม" in after, "the late answer rode on the tap's token"
    assert "ด้านบน" not in after
    assert village.line.answers(somsri.person)[-1].how == "reply"
    assert village.line.quota.used(village.line.now()) == 0


def test_the_tap_carries_what_waited_and_says_no_more(village: Village, somsri: Villager) -> None:
    somsri.says("สมุดความดี")
    wait(village, 41)
    village.settle()
    with village.store.write() as session:
        user = people.find(session, somsri.id)
        assert user
        notices.leave(session, user, "photo_missing", village.clock.now(), day="23 พ.ย. 69")
    village.at_once = True
    button = Answer(village, somsri.person, somsri.id, village.line.answers(somsri.person)[:1])
    answer = button.taps("ดูคำตอบ")
    assert [line.how for line in answer.lines] == ["reply"] * 2
    assert "ยอดคงเหลือ" in answer.lines[0].text + answer.text, "the late answer first"
    assert "23 พ.ย. 69" in answer.lines[1].text
    assert "ด้านบน" not in answer
    assert "ด้านบน" in button.taps("ดูคำตอบ"), "nothing is left"


def test_one_button_for_all_that_waits_in_a_chat(village: Village, somsri: Villager) -> None:
    """The first to be late gives its token; the newer keep theirs for their own answers."""
    for n in range(3):
        somsri.says(f"ปลูกผัก {n + 1} ต้น")
        village.later(seconds=1)
    wait(village, 42)
    assert buttons(village, somsri) == 1
    tokens = [row.reply_token for row in village.rows(Event)[-3:]]
    assert [token is None for token in tokens] == [True, False, False]
    somsri.says("สมุดความดี")
    wait(village, 20)
    assert buttons(village, somsri) == 1
    village.settle()
    assert village.balance() == 1 + 2 + 3


def test_of_several_late_ones_the_newest_gives_its_token(
    village: Village, somsri: Villager
) -> None:
    for n in range(3):
        somsri.says(f"ปลูกผัก {n + 1} ต้น")
    village.later(seconds=41)
    wait(village, 1)
    tokens = [row.reply_token for row in village.rows(Event)[-3:]]
    assert [token is None for token in tokens] == [False, False, True]
    assert buttons(village, somsri) == 1


def test_the_taps_own_token_is_saved_in_its_turn(village: Village, somsri: Villager) -> None:
    somsri.says("ปลูกผัก 5 ต้น")
    wait(village, 40)
    said(village, somsri).taps("ดูคำตอบ")
    wait(village, 39.5)
    assert buttons(village, somsri) == 1
    wait(village, 1)
    assert buttons(village, somsri) == 2
    assert {line.how for line in village.line.answers(somsri.person)} == {"reply"}


def test_a_stranger_gets_the_button_too_and_leaves_no_trace(village: Village) -> None:
    lek = village.person("เล็ก")
    village.line.follow(lek.person)
    village.settle()
    village.at_once = False
    before = len(village.line.answers(lek.person))
    lek.says("สวัสดี")
    wait(village, 60)
    assert buttons(village, lek) == 1
    assert len(village.line.answers(lek.person)) == before + 1
    assert {row.chat_id for row in village.rows(Outgoing)} == {""}


def test_parked_and_put_off_events(village: Village, somsri: Villager) -> None:
    """What will be tried again is waited for; what is parked has had its word."""
    somsri.says("ปลูกผัก 5 ต้น")
    with village.store.write() as session:
        row = session.query(Event).order_by(Event.id.desc()).first()
        assert row
        row.state = "parked"
    wait(village, 50)
    assert not village.line.answers(somsri.person)
    assert village.rows(Event)[-1].reply_token


def test_a_dead_token_is_left_alone(village: Village, somsri: Villager) -> None:
    """Nobody was at work in its minute: no button without a token, and no push for one."""
    somsri.says("ปลูกผัก 5 ต้น")
    village.later(seconds=56)
    wait(village, 10)
    assert not village.line.answers(somsri.person)
    assert village.rows(Event)[-1].reply_token


def test_two_loops_at_once_use_a_token_once(village: Village) -> None:
    crowd = [village.villager(f"คน {n}", f"{n + 1}") for n in range(30)]
    village.at_once = False
    for each in crowd:
        each.says("ปลูกผัก 1 ต้น")
        each.says("ปลูกผัก 2 ต้น")
    village.later(seconds=41)
    loops = [village.house.patience() for _ in range(4)]
    together = threading.Barrier(len(loops))

    def console(patience: Patience) -> None:
        together.wait()
        patience.drain()

    threads = [threading.Thread(target=console, args=(loop,)) for loop in loops]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    village.patience.drain()  # what one found held by another
    rows = [row for row in village.rows(Outgoing) if row.fleeting]
    assert len(rows) == len({row.reply_token for row in rows}) == len(crowd)
    kept = {row.reply_token for row in village.rows(Event) if row.reply_token}
    assert not kept & {row.reply_token for row in rows}
    village.sender.drain()
    assert [buttons(village, each) for each in crowd] == [1] * len(crowd)


@pytest.mark.parametrize("database_url", ["postgres"], indirect=True)
def test_what_a_worker_has_in_hand_keeps_its_token(village: Village, somsri: Villager) -> None:
    """The worker has read the token; until its transaction ends nobody else may take it.
    (SQLite has one writer.)"""
    somsri.says("ปลูกผัก 5 ต้น")
    village.later(seconds=41)
    with village.store.write() as session:
        [claimed] = inbox.claim(session, village.clock.now(), 8)
        village.patience.drain()
        assert claimed.reply_token
    assert village.rows(Event)[-1].reply_token == claimed.reply_token
    village.patience.drain()
    assert village.rows(Event)[-1].reply_token is None


def test_worker_and_patience_side_by_side_answer_each_event_once(village: Village) -> None:
    """Late events, handled while their tokens are being taken: each token is spent once."""
    crowd = [village.villager(f"คน {n}", f"{n + 1}") for n in range(30)]
    village.at_once = False
    for each in crowd:
        each.says("ปลูกผัก 1 ต้น")
    village.later(seconds=41)
    threads = [
        threading.Thread(target=loop.drain)
        for loop in (village.patience, village.worker, village.house.patience())
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    rows = village.rows(Outgoing)
    tokens = [row.reply_token for row in rows if row.reply_token and row.state == "waiting"]
    assert len(tokens) == len(set(tokens)) > 0
    village.worker.drain()  # what was held just then
    assert {row.state for row in village.rows(Event)} == {"done"}


def test_the_worker_process_runs_it(village: Village) -> None:
    """As one more thread, which ends when told to."""
    somsri = village.villager("สมศรี")
    village.at_once = False
    somsri.says("ปลูกผัก 5 ต้น")
    village.later(seconds=41)
    stop = threading.Event()
    thread = threading.Thread(target=village.house.patience().run, args=(stop,))
    thread.start()
    until = time.monotonic() + 5
    while time.monotonic() < until and not any(row.fleeting for row in village.rows(Outgoing)):
        time.sleep(0.02)
    stop.set()
    thread.join(5)
    assert not thread.is_alive()
    village.sender.drain()
    assert buttons(village, somsri) == 1
    assert HIGH in {row.urgency for row in village.rows(Outgoing)}


def test_a_store_held_by_another_does_not_end_the_dots(
    village: Village, somsri: Villager, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On SQLite a worker at a long event has the writer's place: no button then, but dots."""
    asked = calls_for_dots(village, monkeypatch)
    malee = village.villager("มาลี", "9")
    somsri.says("ปลูกผัก 5 ต้น")
    village.later(seconds=39)
    malee.says("ปลูกผัก 5 ต้น")
    village.later(seconds=2)
    with village.store.write() as session:
        inbox.claim(session, village.clock.now(), 8)
        if village.store.on_sqlite:
            with pytest.raises(OperationalError):
                village.patience.step()
        else:
            village.patience.drain()
    assert malee.id in asked
    village.patience.drain()
    village.sender.drain()
    assert buttons(village, somsri) == 1


def test_a_tap_for_the_answer_is_never_met_with_silence(village: Village) -> None:
    """What waits may not be said yet, or no more."""
    somsri = village.villager("สมศรี", "1")
    later = MORNING + timedelta(hours=2)
    leave_with(village, somsri, "reward_handed", earliest=later, name="ไข่", by=None)
    assert somsri.posts_back(Tap("ดูคำตอบ", MORE).posted)
