"""LINE's quota: read every night, refused in the middle, down, wrong, used by others; a broadcast is
priced, and where it is too dear there is a way that costs nothing."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.domain import budget, settings
from bot.domain.budget import Cost, QuotaReading
from bot.domain.groups import Group as GroupRow
from bot.domain.notice import Notice
from bot.outbox import Outgoing
from simulator.model import Group
from tests.village import TAMBON, Village, Villager

BANGKOK = ZoneInfo("Asia/Bangkok")
MOO4 = f"{TAMBON}04"
WORDS = "พรุ่งนี้เก้าโมงประชุมที่ศาลากลางบ้านค่ะ"


@pytest.fixture
def officer(village: Village) -> Villager:
    wanna = village.person("พัฒนากร วรรณา")
    wanna.follows()
    village.grant(wanna, "officer")
    return wanna


def large_group(village: Village, name: str, area: str, size: int) -> Group:
    """As the books have it; in LINE it is as small as any."""
    group = village.tied_group(name, area, village.person("สมาชิก"))
    with village.store.write() as session:
        row = session.get(GroupRow, group.group_id)
        assert row
        row.members = size
    return group


def read(village: Village) -> Any:
    village.run_job("quota", village.clock.now())
    readings = village.rows(QuotaReading)
    return readings[-1] if readings else None


def night(village: Village, days: int) -> None:
    """Three in the morning, so many days on."""
    village.clock.at = datetime(2026, 11, 23 + days, 3, tzinfo=BANGKOK)


def test_line_is_asked_every_night(village: Village) -> None:
    village.line.set_quota(15000, used=12)
    night(village, 1)
    reading = read(village)
    assert (reading.quota, reading.used, reading.source) == (15000, 12, "LINE")
    village.line.set_quota(None)
    night(village, 2)
    assert read(village).quota is None


def test_while_the_quota_cannot_be_read_our_own_books_hold(
    village: Village, officer: Villager
) -> None:
    """The errand goes on trying; nobody waits for it."""
    group = village.tied_group("หมู่ 4", MOO4, officer)
    village.line.set_faults(down=True)
    night(village, 1)
    assert read(village) is None
    village.later(hours=6)
    assert read(village) is None
    village.line.set_faults(down=False)
    assert "ส่งให้ 1 กลุ่มแล้ว" in officer.says(f"ประกาศ {WORDS}").taps("ส่งประกาศ")
    with village.store.read() as session:
        known = budget.purse(session, village.clock.now().astimezone(BANGKOK))
    assert known.used == village.line.quota.used(village.line.now()) == 1
    assert any(WORDS in m.text for m in village.line.answers(group))


def test_a_number_that_is_none_is_not_written_down(
    village: Village, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(village.line.quota, "used", lambda _: "many")
    assert read(village) is None
    monkeypatch.setattr(village.line.quota, "used", lambda _: -4)
    village.later(days=1)
    assert read(village) is None


def test_messages_that_somebody_else_sent_are_told_to_the_officer(
    village: Village, officer: Villager
) -> None:
    village.line.set_quota(300, used=3)
    read(village)
    village.line.set_quota(300, used=120)
    village.later(days=1)
    read(village)
    village.later(days=1)
    read(village)
    heard = officer.says("สวัสดี").text
    assert "117 ข้อความ" in heard
    assert heard.count("ถูกใช้จากที่อื่น") == 1
    shown = officer.says("งบข้อความ").text
    assert "เหลือ 180 จาก 300" in shown
    assert "ส่งจากที่อื่น 120" in shown


def test_the_limit_in_the_middle_of_a_broadcast(village: Village, officer: Villager) -> None:
    """Others used up what we believed was left: what LINE takes has gone, the rest waits for free
    rides and is told by name; no try is repeated before LINE has been asked again."""
    people = [village.villager(f"คน {n}", str(n)) for n in range(1, 4)]
    groups = [village.tied_group(f"กลุ่ม {n}", f"{TAMBON}0{n}", *people) for n in range(1, 6)]
    village.line.set_quota(300, used=291)
    preview = officer.says(f"ประกาศด่วน {WORDS}")
    assert "ใช้ 15 ข้อความ" in preview
    preview.taps("ส่งประกาศ")
    read_there = [any(WORDS in m.text for m in village.line.answers(g)) for g in groups]
    assert read_there.count(True) == 3
    assert village.line.quota.used(village.line.now()) == 300
    assert sum(c.people for c in village.rows(Cost)) == 9
    waiting = [
        n for n in village.rows(Notice) if n.delivered_at is None and n.kind != "undelivered"
    ]
    assert {n.why for n in waiting} == {"quota"}
    heard = officer.says("สวัสดี").text
    assert heard.count("ข้อความเดือนนี้หมด") == 2, "the two groups, by name"
    village.later(minutes=1)
    village.run_job("deliver-due")
    rows = len(village.rows(Outgoing))
    village.later(minutes=1)
    village.run_job("deliver-due")
    assert len(village.rows(Outgoing)) == rows
    left_out = groups[read_there.index(False)]
    assert WORDS in people[0].says("จ้า", left_out), "free, as soon as somebody writes"
    heard = officer.says("งบข้อความ").text
    assert "ข้อความเดือนนี้หมด" in heard


def test_a_broadcast_too_dear_is_refused_with_the_reason_and_the_free_way(
    village: Village, officer: Villager
) -> None:
    group = large_group(village, "หมู่ 4", MOO4, 290)
    preview = officer.says(f"ประกาศ {WORDS}")
    assert "ใช้ 290 ข้อความ" in preview
    assert "เดือนนี้เหลือ 300 ข้อความ" in preview
    assert "เก็บข้อความไว้ให้เรื่องสำคัญกว่า" in preview
    assert "ไม่เกิน 240 ข้อความ" in preview
    assert "ส่งประกาศ" not in preview.labels
    assert "ไม่เสียข้อความ" in preview.taps("แบบฟรี")
    assert village.line.quota.used(village.line.now()) == 0
    member = village.line.people[group.members[0]]
    assert WORDS in Villager(village, member).says("สวัสดี", group)
    assert "ส่งไปแล้ว" in preview.taps("แบบฟรี")


def test_urgent_news_may_take_the_reserve(village: Village, officer: Villager) -> None:
    large_group(village, "หมู่ 4", MOO4, 290)
    preview = officer.says("ประกาศด่วน น้ำป่ามาแล้ว ขึ้นที่สูง")
    assert "เรื่องด่วน" in preview
    assert "ส่งให้ 1 กลุ่มแล้ว" in preview.taps("ส่งประกาศ")


def test_what_became_too_dear_after_the_preview_is_refused_then(
    village: Village, officer: Villager
) -> None:
    large_group(village, "หมู่ 4", MOO4, 200)
    one, two = (officer.says(f"ประกาศ {WORDS} {n}") for n in range(2))
    one.taps("ส่งประกาศ")
    refused = two.taps("ส่งประกาศ")
    assert "ใช้ 200 ข้อความ แต่ส่งได้ไม่เกิน 40" in refused
    assert "ไม่เสียข้อความ" in refused.taps("ส่งแบบฟรี")


def test_villages_without_a_group_are_told_free(village: Village, officer: Villager) -> None:
    somsri = village.villager("สมศรี", "1", 5)
    preview = officer.says(f"ประกาศ {WORDS}")
    assert "1 บ้านที่ยังไม่มีกลุ่ม" in preview
    assert "ส่งประกาศ" not in preview.labels
    preview.taps("แบบฟรี")
    assert WORDS in somsri.says("สมุดความดี")


def _heard(village: Village, officer: Villager, at: datetime) -> str:
    village.clock.at = at
    return officer.says("สวัสดี").text


def test_a_village_that_only_its_tambons_group_reaches_is_told_house_by_house(
    village: Village,
) -> None:
    """Its headman's word is for the village alone, not for the whole tambon's group."""
    headman, somsri = village.villager("ผู้ใหญ่", "1", 5), village.villager("สมศรี", "2", 5)
    village.grant(headman, "officer", f"{TAMBON}05")
    tambon = village.tied_group("ตำบล", TAMBON, somsri)
    preview = headman.says(f"ประกาศ {WORDS}")
    assert "2 บ้านที่ยังไม่มีกลุ่ม" in preview
    preview.taps("แบบฟรี")
    assert WORDS in somsri.says("สมุดความดี")
    assert not any(WORDS in line.text for line in village.line.answers(tambon))


def test_the_purse_is_for_officers(village: Village, officer: Villager) -> None:
    somsri = village.villager("สมศรี")
    assert "งบข้อความ เดือน" not in somsri.says("งบข้อความ")
    group = village.tied_group("หมู่ 4", MOO4, officer, somsri)
    assert not somsri.says("งบข้อความ", group)
    mentioned = {"type": "text", "text": "งบข้อความ", "mention": True}
    assert "แชตส่วนตัว" in officer.says(mentioned, group)


def test_a_group_that_removed_the_bot(village: Village, officer: Villager) -> None:
    """Nothing goes there, nothing is paid, and the officer hears whose group it was."""
    group = village.tied_group("หมู่ 4", MOO4, village.person("สมาชิก"))
    village.run_job("nudge", datetime(2026, 12, 15, 18, 30, tzinfo=BANGKOK))
    village.line.remove_bot(group)
    village.settle()
    village.run_job("deliver-due", datetime(2026, 12, 16, 9, tzinfo=BANGKOK))
    [nudge] = [n for n in village.rows(Notice) if n.kind == "nudge"]
    assert (nudge.how, nudge.why, nudge.billed) == ("expired", "left", 0)
    assert "กลุ่มเอาบอตออกแล้ว" in _heard(
        village, officer, datetime(2026, 12, 16, 9, 5, tzinfo=BANGKOK)
    )


def test_a_reserve_of_everything_leaves_nothing_for_the_rest(
    village: Village, officer: Villager
) -> None:
    village.tied_group("หมู่ 4", MOO4, officer)
    with village.store.write() as session:
        settings.put(session, TAMBON, "reserve", "100", village.clock.now())
    assert "ส่งได้ไม่เกิน 0 ข้อความ" in officer.says(f"ประกาศ {WORDS}")


def test_the_weeks_digest_to_officers_and_committees(village: Village, officer: Villager) -> None:
    somsri = village.villager("สมศรี")
    committee = village.villager("กรรมการ", "9")
    village.grant(committee, "committee", MOO4)
    somsri.says("ปลูกผัก 5 ต้น")
    assert village.run_job("digest", datetime(2026, 11, 30, 8, tzinfo=BANGKOK)) == 2
    assert village.run_job("digest", datetime(2026, 11, 30, 9, tzinfo=BANGKOK)) == 0
    village.clock.at = datetime(2026, 11, 30, 9, tzinfo=BANGKOK)
    heard = officer.says("สวัสดี").text
    assert "สรุปสัปดาห์ ต.บ้านแพรก" in heard
    assert "1 รายการ 5 แต้ม" in heard
    assert "สรุปสัปดาห์ หมู่ 4" in committee.says("สมุดความดี")
    village.run_job("digest", datetime(2026, 12, 7, 8, tzinfo=BANGKOK))
    village.run_job("deliver-due", datetime(2026, 12, 7, 18, 5, tzinfo=BANGKOK))
    assert [n.how for n in village.rows(Notice) if n.kind.startswith("digest")] == [
        "reply", "reply", "push", None,
    ]  # fmt: skip
    assert village.line.quota.used(village.line.now()) == 1


def test_the_size_of_groups_is_asked_on_mondays(village: Village) -> None:
    group = large_group(village, "หมู่ 4", MOO4, 999)
    village.run_job("quota", datetime(2026, 11, 24, 3, tzinfo=BANGKOK))
    assert village.rows(GroupRow)[0].members == 999
    village.clock.at += timedelta(days=7)
    village.run_job("quota", datetime(2026, 11, 30, 3, tzinfo=BANGKOK))
    assert village.rows(GroupRow)[0].members == len(group.members)


def test_an_answer_that_the_quota_refused_waits(village: Village) -> None:
    somsri = village.villager("สมศรี", "1")
    village.line.set_quota(300, used=300)
    village.at_once = False
    somsri.says("ปลูกผัก 5 ต้น")
    village.worker.drain()
    village.later(seconds=70)
    village.settle()
    village.at_once = True
    assert "บันทึกแล้ว" in somsri.says("สมุดความดี").text
