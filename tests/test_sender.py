"""Outbox to LINE: what is tried again, what is not, and that nothing is sent twice."""

import threading
import time

import pytest

from bot import outbox
from bot.domain.notice_kinds import HIGH, LOW, NORMAL, URGENT
from bot.line import rates
from bot.line.rates import Rate
from bot.outbox import Outgoing
from tests.village import Village, Villager

HELLO = [{"type": "text", "text": "สวัสดี"}]


@pytest.fixture
def somsri(village: Village) -> Villager:
    return village.villager("สมศรี")


def put(village: Village, who: Villager, text: str = "สวัสดี") -> None:
    with village.store.write() as session:
        message = {"type": "text", "text": text}
        outbox.put(session, outbox.Draft(who.id, [message], village.clock.now()))


def last(village: Village) -> Outgoing:
    row: Outgoing = village.rows(Outgoing)[-1]
    return row


def pass_time(village: Village, seconds: float, step: float = 1.0) -> None:
    """Let the sender work while time goes by."""
    while seconds > 0:
        village.later(seconds=min(step, seconds))
        seconds -= step
        village.sender.drain()


def test_a_reply_is_free_and_a_push_is_counted(village: Village, somsri: Villager) -> None:
    used = village.line.quota.used(village.line.now())
    somsri.says("สมุดความดี")
    assert (last(village).how, last(village).state) == ("reply", "sent")
    assert last(village).request_id
    assert village.line.quota.used(village.line.now()) == used
    put(village, somsri)
    village.sender.drain()
    assert last(village).how == "push"
    assert village.line.quota.used(village.line.now()) == used + 1


@pytest.mark.parametrize("fault", [{"fail_500": 1}, {"fail_429_rate": 1}])
def test_an_answer_that_may_be_better_later_is_waited_for(
    village: Village, somsri: Villager, fault: dict[str, int]
) -> None:
    village.line.set_faults(**fault)
    assert not somsri.says("สมุดความดี")
    before = len(village.line.answers(somsri.person))
    pass_time(village, 5)
    assert (last(village).how, last(village).state, last(village).tries) == ("reply", "sent", 2)
    assert len(village.line.answers(somsri.person)) == before + 1


def test_a_reply_that_was_taken_in_silence_is_not_sent_again(
    village: Village, somsri: Villager, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.line.client.TIMEOUT", (1.0, 0.3))
    village.line.set_faults(timeout_after=1, hang_seconds=1)
    somsri.says("สมุดความดี")
    pass_time(village, 5)
    row = last(village)
    assert (row.state, row.how, row.outcome) == ("sent", "reply", "delivered by an earlier try")
    assert village.line.answers(somsri.person)[-1].how == "reply"
    assert len([m for m in village.line.answers(somsri.person) if "สมุดความดี" in m.text]) == 1


def test_a_reply_that_hung_and_was_not_taken_is_tried_again(
    village: Village, somsri: Villager, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.line.client.TIMEOUT", (1.0, 0.3))
    village.line.set_faults(timeout=1, hang_seconds=1)
    assert not somsri.says("สมุดความดี")
    pass_time(village, 5)
    assert (last(village).state, last(village).how) == ("sent", "reply")
    assert len([m for m in village.line.answers(somsri.person) if "สมุดความดี" in m.text]) == 1


def test_a_push_that_was_taken_in_silence_is_known_by_its_key(
    village: Village, somsri: Villager, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.line.client.TIMEOUT", (1.0, 0.3))
    village.line.set_faults(timeout_after=1, hang_seconds=1)
    put(village, somsri, "ข่าว")
    village.sender.drain()
    pass_time(village, 5)
    assert (last(village).state, last(village).outcome) == ("sent", "taken before")
    assert len([m for m in village.line.answers(somsri.person) if m.text == "ข่าว"]) == 1


def test_the_monthly_limit_is_not_tried_again(village: Village, somsri: Villager) -> None:
    village.line.set_quota(10, used=10)
    put(village, somsri)
    village.sender.drain()
    pass_time(village, 300, 60)
    row = last(village)
    assert (row.state, row.tries) == ("dead", 1)
    assert row.outcome == "You have reached your monthly limit."


def test_a_message_line_refuses_is_buried_and_logged(
    village: Village, somsri: Villager, caplog: pytest.LogCaptureFixture
) -> None:
    put(village, somsri, "")
    put(village, somsri, "ต่อไป")
    village.sender.drain()
    assert [row.state for row in village.rows(Outgoing)[-2:]] == ["dead", "sent"]
    assert "will never go" in caplog.text


def test_line_down_for_an_hour(village: Village, somsri: Villager) -> None:
    """Every deed is kept; every answer comes once, by push, in its order, when LINE is back."""
    village.line.set_faults(down=True)
    before = len(village.line.answers(somsri.person))
    for n in range(1, 4):
        assert not somsri.says(f"ปลูกผัก {n} ต้น")
        pass_time(village, 20, 5)
    pass_time(village, 3540, 20)
    village.line.set_faults(down=False)
    pass_time(village, 120, 10)
    answers = village.line.answers(somsri.person)[before:]
    assert [m.how for m in answers] == ["push"] * 3
    assert ["1 ต้น" in str(answers[0].message), "3 ต้น" in str(answers[2].message)] == [True, True]
    assert village.balance() == 6
    assert {row.state for row in village.rows(Outgoing)} == {"sent"}


def test_a_reply_being_tried_again_holds_back_those_behind_it(
    village: Village, somsri: Villager
) -> None:
    malee = village.villager("มาลี", "9", 2)
    village.line.set_faults(fail_500=1)
    somsri.says("ปลูกผัก 1 ต้น")
    assert not somsri.says("ปลูกผัก 2 ต้น")
    assert malee.says("ปลูกผัก 3 ต้น"), "another chat must not wait"
    pass_time(village, 5)
    said = [str(m.message) for m in village.line.answers(somsri.person)[-2:]]
    assert ["1 ต้น" in said[0], "2 ต้น" in said[1]] == [True, True]


def test_a_token_that_died_waiting_becomes_a_push_in_its_turn(
    village: Village, somsri: Villager
) -> None:
    village.at_once = False
    somsri.says("ปลูกผัก 1 ต้น")
    village.worker.drain()
    village.later(seconds=70)
    village.at_once = True
    somsri.says("ปลูกผัก 2 ต้น")
    assert [m.how for m in village.line.answers(somsri.person)[-2:]] == ["push", "reply"]
    assert "1 ต้น" in str(village.line.answers(somsri.person)[-2].message)


def test_a_token_line_calls_dead_at_the_first_try_becomes_a_push(
    village: Village, somsri: Villager
) -> None:
    village.at_once = False
    somsri.says("สมุดความดี")
    village.worker.drain()
    village.line.advance(61)
    village.sender.drain()
    assert (last(village).state, last(village).how) == ("sent", "push")


def test_a_dead_senders_rows_are_taken_over_within_five_seconds(
    village: Village, somsri: Villager
) -> None:
    village.at_once = False
    somsri.says("สมุดความดี")
    village.worker.drain()
    with village.store.write() as session:
        assert outbox.claim(session, "a sender that dies now", village.clock.now(), 10)
    other = village.house.sender()
    other.drain()
    assert last(village).state == "sending"
    village.later(seconds=4.5)
    other.drain()
    assert (last(village).state, last(village).how, last(village).tries) == ("sent", "reply", 2)


def test_a_sender_that_died_after_line_took_the_reply_sends_nothing_twice(
    village: Village, somsri: Villager
) -> None:
    village.at_once = False
    somsri.says("สมุดความดี")
    village.worker.drain()
    with village.store.write() as session:
        [parcel] = outbox.claim(session, "a sender that dies now", village.clock.now(), 10)
    village.house.line().reply(parcel.reply_token or "", parcel.messages)
    village.later(seconds=4.5)
    village.sender.drain()
    assert (last(village).state, last(village).outcome) == ("sent", "delivered by an earlier try")
    village.later(seconds=120)
    village.sender.drain()
    assert len([m for m in village.line.answers(somsri.person) if "สมุดความดี" in m.text]) == 1


def test_two_senders_share_the_work_and_send_nothing_twice(
    village: Village, somsri: Villager
) -> None:
    people = [village.line.follow(village.line.person(f"คน {n}")) for n in range(30)]
    with village.store.write() as session:
        for person in people:
            for n in range(2):
                text = {"type": "text", "text": f"ข้อความ {n}"}
                outbox.put(session, outbox.Draft(person.user_id, [text], village.clock.now()))
    threads = [
        threading.Thread(target=sender.drain)
        for sender in (village.house.sender(), village.house.sender())
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for person in people:
        assert [m.text for m in village.line.answers(person)] == ["ข้อความ 0", "ข้อความ 1"]


def test_blocked_people_cost_nothing_and_hold_nobody(village: Village, somsri: Villager) -> None:
    somsri.blocks()
    put(village, somsri)
    village.sender.drain()
    assert last(village).state == "sent"


def test_what_our_own_rate_forbids_is_no_try(
    village: Village, somsri: Villager, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(rates.RATES, "POST /v2/bot/message/push", Rate(2, 60))
    for n in range(4):
        put(village, village.villager(f"คน {n}", f"{n + 20}"), f"ข่าว {n}")
    village.sender.drain()
    waiting = [row for row in village.rows(Outgoing) if row.state == "waiting"]
    assert [(row.tries, row.unsure) for row in waiting] == [(0, False)] * 2
    assert somsri.says("สมุดความดี"), "a reply has a bucket of its own"
    pass_time(village, 29)
    assert len([row for row in village.rows(Outgoing) if row.state == "waiting"]) == 2
    pass_time(village, 62)
    rows = village.rows(Outgoing)
    assert {(row.state, row.tries) for row in rows} == {("sent", 1)}


def test_too_fast_for_line_slows_us_down_and_loses_nothing(
    village: Village, somsri: Villager
) -> None:
    people = [village.villager(f"คน {n}", f"{n + 20}") for n in range(20)]
    village.line.set_faults(fail_429_rate=3)
    for n, person in enumerate(people):
        put(village, person, f"ข่าว {n}")
    village.sender.drain()
    tried = [row for row in village.rows(Outgoing) if row.tries]
    assert len(tried) <= 16, "no call after LINE's word, but those under way"
    pass_time(village, 10)
    for n, person in enumerate(people):
        assert [m.text for m in village.line.answers(person.person)] == [f"ข่าว {n}"]


def test_the_more_urgent_leaves_first_and_replies_before_all(
    village: Village, somsri: Villager
) -> None:
    now = village.clock.now()
    text = {"type": "text", "text": "x"}
    drafts = [
        outbox.Draft(f"U{n}", [text], now, urgency=urgency)
        for n, urgency in enumerate((LOW, NORMAL, URGENT, HIGH, URGENT))
    ]
    late = now - outbox.TOKEN_LIFE
    with village.store.write() as session:
        outbox.put(
            session,
            *drafts,
            outbox.Draft("U2", [text], now, urgency=URGENT),
            outbox.Draft("U8", [text], now, "a token that is dead", late),
            outbox.Draft("U9", [text], now, "a token", now, urgency=LOW),
        )
        claimed = outbox.claim(session, "a sender", now, 10)
    assert [parcel.chat_id for parcel in claimed] == ["U9", "U2", "U4", "U3", "U1", "U8", "U0"]


def test_a_reply_does_not_wait_behind_slow_pushes(village: Village, somsri: Villager) -> None:
    """However slow LINE is, some calls are left to the replies."""
    somsri.says("สมุดความดี")  # the words are loaded
    people = [village.line.follow(village.line.person(f"คน {n}")) for n in range(30)]
    with village.store.write() as session:
        for person in people:
            draft = outbox.Draft(person.user_id, HELLO, village.clock.now(), urgency=URGENT)
            outbox.put(session, draft)
    village.at_once = False
    village.line.set_faults(latency_ms=3000)
    stop = threading.Event()
    thread = threading.Thread(target=village.sender.run, args=(stop,))
    thread.start()
    try:
        time.sleep(1)  # by now the pushes have all the calls they get
        village.line.set_faults(latency_ms=0)
        before = len(village.line.answers(somsri.person))
        somsri.says("สมุดความดี")
        village.worker.drain()
        until = time.monotonic() + 10
        while len(village.line.answers(somsri.person)) == before and time.monotonic() < until:
            time.sleep(0.01)
        assert len(village.line.answers(somsri.person)) == before + 1
        assert not any(village.line.answers(person) for person in people), "no push has come back"
    finally:
        stop.set()
        thread.join()


def test_what_is_worth_nothing_without_its_token_is_never_pushed(
    village: Village, somsri: Villager
) -> None:
    now = village.clock.now()
    used = village.line.quota.used(village.line.now())
    with village.store.write() as session:
        for token, received in (("dead long ago", now - outbox.TOKEN_LIFE), ("unknown", now)):
            draft = outbox.Draft(somsri.id, HELLO, now, token, received, fleeting=True)
            outbox.put(session, draft)
    village.sender.drain()
    assert {(row.state, row.outcome) for row in village.rows(Outgoing)} == {
        ("dead", "too late to matter")
    }
    assert village.line.quota.used(village.line.now()) == used
    assert not village.line.answers(somsri.person)
