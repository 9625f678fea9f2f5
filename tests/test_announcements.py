"""ประกาศ: seen before it is sent, priced, sent once, by officers only."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.domain.announcements import LONGEST, Announcement
from bot.domain.notice import Notice
from simulator.model import ChatMessage
from tests.village import TAMBON, Village, Villager

WORDS = "พรุ่งนี้เก้าโมงประชุมที่ศาลากลางบ้านค่ะ"


@pytest.fixture
def officer(village: Village) -> Villager:
    wanna = village.person("พัฒนากร วรรณา")
    wanna.follows()
    village.grant(wanna, "officer")
    return wanna


def announced(lines: list[ChatMessage]) -> list[str]:
    return [line.how or "" for line in lines if WORDS in line.text]


def test_preview_price_and_every_group_of_the_area_once(
    village: Village, officer: Villager
) -> None:
    people = [village.villager(f"คน {n}", str(n)) for n in range(1, 4)]
    inside = [
        village.tied_group("หมู่ 4", f"{TAMBON}04", *people),
        village.tied_group("ตำบล", TAMBON, people[0]),
    ]
    outside = village.tied_group("ที่อื่น", "14160201", people[1])
    preview = officer.says(f"ประกาศ {WORDS}")
    assert WORDS in preview
    assert "2 กลุ่ม" in preview
    assert "4 ข้อความ" in preview
    assert announced(village.line.answers(inside[0])) == []
    assert "ส่งให้ 2 กลุ่มแล้ว" in preview.taps("ส่งประกาศ")
    assert [announced(village.line.answers(group)) for group in inside] == [["push"], ["push"]]
    assert announced(village.line.answers(outside)) == []
    assert sorted(n.billed for n in village.rows(Notice)) == [1, 3]
    assert "ส่งไปแล้ว" in preview.taps("ส่งประกาศ")
    assert announced(village.line.answers(inside[0])) == ["push"]


def test_people_who_come_and_go_change_the_price(village: Village, officer: Villager) -> None:
    group = village.tied_group("หมู่ 4", f"{TAMBON}04", village.person("ก"), village.person("ข"))
    village.line.join(group, village.person("ค").person)
    village.settle()
    assert "3 ข้อความ" in officer.says(f"ประกาศ {WORDS}")


def test_a_villager_is_refused_kindly_and_in_a_group_it_is_just_a_word(village: Village) -> None:
    somsri = village.villager("สมศรี")
    group = village.tied_group("หมู่ 4", f"{TAMBON}04", somsri)
    assert "เฉพาะเจ้าหน้าที่" in somsri.says(f"ประกาศ {WORDS}")
    assert not somsri.says(f"ประกาศ {WORDS}", group)
    assert village.rows(Announcement) == []


def test_nothing_or_too_much_to_say(village: Village, officer: Villager) -> None:
    village.tied_group("หมู่ 4", f"{TAMBON}04", officer)
    assert "ประกาศว่าอะไร" in officer.says("ประกาศ")
    assert "ยาวไป" in officer.says("ประกาศ " + "ก" * (LONGEST + 1))
    assert "ดูก่อนส่ง" in officer.says("ประกาศ " + "ก" * LONGEST)
    assert village.rows(Notice) == []


def test_without_a_group_there_is_nothing_to_send_to(village: Village, officer: Villager) -> None:
    preview = officer.says(f"ประกาศ {WORDS}")
    assert "0 กลุ่ม" in preview
    assert "ส่งประกาศ" not in preview.labels
    assert "ไม่ส่งค่ะ" in preview.taps("ไม่ส่ง")
    assert village.rows(Announcement) == []


def test_what_was_dropped_is_not_sent_after_all(village: Village, officer: Villager) -> None:
    village.tied_group("หมู่ 4", f"{TAMBON}04", officer)
    preview = officer.says(f"ประกาศ {WORDS}")
    preview.taps("ไม่ส่ง")
    assert "เฉพาะเจ้าหน้าที่" in preview.taps("ส่งประกาศ")
    assert village.rows(Notice) == []


def test_another_officer_cannot_send_it_nor_one_who_is_no_more(
    village: Village, officer: Villager
) -> None:
    village.tied_group("หมู่ 4", f"{TAMBON}04", officer)
    other = village.villager("คนอื่น")
    preview = officer.says(f"ประกาศ {WORDS}")
    data = preview.action("ส่งประกาศ")["data"]
    answer = village.act(
        other.person, other.id, lambda line: line.postback(other.person, data, other.id)
    )
    assert "เฉพาะเจ้าหน้าที่" in answer
    assert village.rows(Notice) == []


def test_at_night_it_waits_for_the_morning(village: Village, officer: Villager) -> None:
    group = village.tied_group("หมู่ 4", f"{TAMBON}04", officer)
    village.later(hours=11)  # nine in the evening
    assert "06:30" in officer.says(f"ประกาศ {WORDS}").taps("ส่งประกาศ")
    assert announced(village.line.answers(group)) == []
    village.later(hours=9, minutes=31)
    village.run_job("deliver-due")
    assert announced(village.line.answers(group)) == ["push"]


def test_it_rides_free_if_somebody_writes_first(village: Village, officer: Villager) -> None:
    group = village.tied_group("หมู่ 4", f"{TAMBON}04", officer)
    village.later(hours=11)
    officer.says(f"ประกาศ {WORDS}").taps("ส่งประกาศ")
    officer.says("สวัสดีตอนดึกค่ะ", group)
    assert announced(village.line.answers(group)) == ["reply"]
    [notice] = village.rows(Notice)
    assert (notice.how, notice.billed) == ("reply", 0)
    village.clock.at += timedelta(days=1)
    village.run_job("deliver-due")
    assert announced(village.line.answers(group)) == ["reply"]


def test_a_group_that_was_left_gets_nothing(village: Village, officer: Villager) -> None:
    group = village.tied_group("หมู่ 4", f"{TAMBON}04", officer)
    village.later(hours=11)
    officer.says(f"ประกาศ {WORDS}").taps("ส่งประกาศ")
    village.line.remove_bot(group)
    village.settle()
    village.later(hours=9, minutes=31)
    village.run_job("deliver-due")
    [notice] = [each for each in village.rows(Notice) if each.kind == "announcement"]
    assert (notice.how, notice.why) == ("expired", "left")
    assert "หมู่ 4" in officer.says("สวัสดี")


def test_nobody_is_woken_by_a_tap_that_came_hours_late(village: Village, officer: Villager) -> None:
    bangkok = ZoneInfo("Asia/Bangkok")
    group = village.tied_group("หมู่ 4", f"{TAMBON}04", village.villager("สมศรี", "1"))
    village.clock.at = datetime(2026, 11, 23, 20, 15, tzinfo=bangkok)
    shown = officer.says("ประกาศ น้ำไม่ไหลพรุ่งนี้")
    village.at_once = False
    shown.taps("ส่งประกาศ")
    village.clock.at = datetime(2026, 11, 23, 23, 0, tzinfo=bangkok)
    village.at_once = True
    village.settle()
    assert not any("น้ำไม่ไหล" in m.text for m in village.line.answers(group))
