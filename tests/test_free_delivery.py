"""Waiting notices: free if anybody writes in time, each once, the important first; what did not
arrive is told to an officer by name."""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import text

from bot import voting
from bot.domain import groups, notices, people, registry, settings
from bot.domain.groups import Group as GroupRow
from bot.domain.notice import Notice
from bot.domain.notice_kinds import HIGH, KINDS, LOW
from bot.domain.roll import OnRoll
from simulator.model import Group
from tests.village import MORNING, TAMBON, Village, Villager

BANGKOK = ZoneInfo("Asia/Bangkok")
MOO4 = f"{TAMBON}04"


def leave_with(village: Village, to: Group | Villager | str, kind: str, **how: Any) -> None:
    """A notice for a group, a person, or the household with this number."""
    now = village.clock.now().astimezone(BANGKOK)
    with village.store.write() as session:
        match to:
            case Group():
                address: Any = groups.find(session, to.group_id)
            case Villager():
                address = people.find(session, to.id)
            case _:
                address = registry.find(session, MOO4, to)
        notices.leave(session, address, kind, now, **how)


def said(village: Village, chat: Any) -> list[str]:
    return [line.text for line in village.line.answers(chat)]


def hows(village: Village) -> list[str | None]:
    return [notice.how for notice in village.rows(Notice)]


@pytest.fixture
def somsri(village: Village) -> Villager:
    return village.villager("สมศรี", "1")


def test_the_answer_first_then_the_urgent_and_never_more_than_five(
    village: Village, somsri: Villager
) -> None:
    for kind, params in (
        ("photo_missing", {"day": "1 ธ.ค. 69"}),
        ("reward_handed", {"name": "ไข่", "by": None}),
        ("reward_refused", {"name": "ข้าว", "reason": None}),
        ("household_moved", {"old": "1 หมู่ 4", "house": "2 หมู่ 4"}),
        ("deed_question", {"name": "ปลูกผัก", "day": "2026-11-22", "question": 1, "text": "กี่ต้น"}),
    ):
        leave_with(village, somsri, kind, **params)
    answer = somsri.says("สมุดความดี")
    assert len(answer.lines) == 5
    assert "ยอดคงเหลือ" in answer.text.split("กรรมการถาม")[0]
    assert "กี่ต้น" in answer.lines[1].text
    late = [n.kind for n in village.rows(Notice) if n.delivered_at is None]
    assert late == ["reward_handed"]
    assert "ไข่" in somsri.says("สมุดความดี")


def test_those_of_one_kind_share_a_bubble(village: Village, somsri: Villager) -> None:
    for n in range(6):
        leave_with(village, somsri, "reward_handed", name=f"ของ {n}", by=None)
    answer = somsri.says("สมุดความดี")
    assert len(answer.lines) == 2
    assert all(f"ของ {n}" in answer.lines[1].text for n in range(6))


def test_cards_of_one_kind_become_a_carousel_and_announcements_stay_apart(
    village: Village, somsri: Villager
) -> None:
    for n in range(3):
        leave_with(
            village,
            somsri,
            "witness_asked",
            deed=n,
            house="2 หมู่ 4",
            name="กวาดวัด",
            day="2026-11-22",
        )
    group = village.tied_group("หมู่ 4", MOO4, somsri)
    for n in range(2):
        leave_with(village, group, "announcement", about=f"{n}", text=f"ข่าว {n}")
    assert len(somsri.says("สมุดความดี").lines) == 2
    assert len(somsri.says("จ้า", group).lines) == 2


def test_only_the_newest_reminder_is_said(village: Village, somsri: Villager) -> None:
    group = village.tied_group("หมู่ 4", MOO4, somsri)
    for about, closes in (("a", "2026-12-07T20:00:00+07:00"), ("b", "2026-12-08T20:00:00+07:00")):
        leave_with(village, group, "vote_remind", about=about, closes_at=closes)
        village.later(hours=1)
    answer = somsri.says("จ้า", group)
    assert "8 ธ.ค." in answer
    assert "7 ธ.ค." not in answer
    assert hows(village) == ["expired", "reply"]
    assert [n.failed_at for n in village.rows(Notice)] == [None, None]


def test_a_household_hears_it_once_on_whichever_phone_writes_first(
    village: Village, somsri: Villager
) -> None:
    son = village.villager("ลูกชาย", "1")
    leave_with(village, "1", "bonus", about="x", month="2026-11-01", house="1 หมู่ 4", points=10)
    assert "โบนัส" in son.says("สมุดความดี")
    assert "โบนัส" not in somsri.says("สมุดความดี").lines[-1].text
    [notice] = village.rows(Notice)
    assert (notice.chat_id, notice.how, notice.saved) == (son.id, "reply", 1)


def test_what_is_a_households_own_is_not_said_in_a_group(
    village: Village, somsri: Villager
) -> None:
    group = village.tied_group("หมู่ 4", MOO4, somsri)
    leave_with(village, "1", "bonus", about="x", month="2026-11-01", house="1 หมู่ 4", points=10)
    assert not somsri.says("จ้า", group)
    assert "โบนัส" in somsri.says("สมุดความดี")


def test_what_neighbours_may_read_reaches_all_houses_of_a_group_at_once(
    village: Village, somsri: Villager
) -> None:
    """The group's token brought it: houses that have spoken there have read it; others have not."""
    lung, absent, late = (village.villager(name, str(n)) for n, name in enumerate("กขค", 2))
    group = village.tied_group("ญาติ", "10", somsri, lung, late)
    lung.says("สวัสดีจ้า", group)
    assert len(village.rows(OnRoll)) == 1
    for house in "1234":
        leave_with(village, house, "announcement", about="a 1", text="น้ำไม่ไหลพรุ่งนี้")
    assert "น้ำไม่ไหล" in somsri.says("ใครว่างบ้าง", group)
    assert not late.says("ว่างจ้า", group), "it stands above already"
    assert "น้ำไม่ไหล" not in lung.says("สมุดความดี")
    assert "น้ำไม่ไหล" in absent.says("สมุดความดี")
    assert hows(village) == ["reply"] * 4
    assert said(village, group).count(next(t for t in said(village, group) if "น้ำ" in t)) == 1


def test_who_leaves_a_group_is_off_its_roll(village: Village, somsri: Villager) -> None:
    group = village.tied_group("ญาติ", "10", somsri)
    somsri.says("สวัสดี", group)
    assert len(village.rows(OnRoll)) == 1
    village.line.leave(group, somsri.person)
    village.settle()
    assert village.rows(OnRoll) == []


def test_a_village_without_a_group_hears_it_house_by_house_and_never_by_push(
    village: Village, somsri: Villager
) -> None:
    lung = village.villager("ลุง", "2")
    somsri.says("ปลูกผัก 5 ต้น")
    village.run_job("candidates", datetime(2026, 12, 4, 8, tzinfo=BANGKOK))
    village.run_job("vote-open", datetime(2026, 12, 5, 7, tzinfo=BANGKOK))
    assert [n.kind for n in village.rows(Notice)] == ["you_stand", *["vote_open"] * 2]
    assert {n.pushes for n in village.rows(Notice)} == {False}
    village.clock.at = datetime(2026, 12, 6, 3, tzinfo=UTC)
    assert "เปิดโหวต" in lung.says("สมุดความดี")
    village.run_job("deliver-due", datetime(2026, 12, 8, 9, tzinfo=BANGKOK))
    assert hows(village) == ["expired", "expired", "reply"]


def test_one_push_carries_all_that_waits_there(village: Village, somsri: Villager) -> None:
    group = village.tied_group("หมู่ 4", MOO4, somsri, village.person("ก"))
    leave_with(village, group, "nudge")
    leave_with(village, group, "announcement", text="ข่าว")
    village.run_job("deliver-due")
    assert hows(village) == ["push", "push"]
    assert sorted(n.billed for n in village.rows(Notice)) == [0, 2]
    assert village.line.quota.used(village.line.now()) == 2


def test_nothing_before_its_time(village: Village, somsri: Villager) -> None:
    now = MORNING.astimezone(BANGKOK)
    leave_with(
        village, somsri, "reward_handed", earliest=now + timedelta(hours=2), name="ไข่", by=None
    )
    assert len(somsri.says("สมุดความดี").lines) == 1
    village.later(hours=2)
    assert "ไข่" in somsri.says("สมุดความดี")


def test_a_latest_time_never_lies_in_the_night(village: Village, somsri: Villager) -> None:
    with village.store.write() as session:
        settings.put(session, MOO4, "quiet", "19:00-07:15", MORNING)
    village.later(hours=11)  # nine in the evening; a day later it is night again
    leave_with(village, somsri, "household_moved", old="1", house="2")
    [notice] = village.rows(Notice)
    assert notice.due_at.astimezone(BANGKOK) == datetime(2026, 11, 25, 7, 15, tzinfo=BANGKOK)


def test_the_officer_hears_who_was_not_reached_and_why_once_a_day(village: Village) -> None:
    officer = village.person("พัฒนากร")
    officer.follows()
    village.grant(officer, "officer")
    somsri, blocked = village.villager("สมศรี", "1"), village.villager("ลุงดำ", "2")
    group = village.tied_group("หมู่ 4 ใหญ่", MOO4, somsri)
    with village.store.write() as session:
        row = session.get(GroupRow, group.group_id)
        assert row
        row.members = 150
    blocked.blocks()
    leave_with(village, group, "nudge")
    leave_with(village, blocked, "reward_refused", name="ข้าว", reason=None)
    village.later(days=1)
    village.run_job("deliver-due")
    village.run_job("deliver-due")
    assert hows(village) == [None, None, None]
    heard = officer.says("สวัสดี").text
    for words in ("หมู่ 4 ใหญ่", "เก็บข้อความไว้ให้เรื่องสำคัญกว่า", "ลุงดำ", "บล็อกบอตไว้"):
        assert words in heard, words
    assert "ปิดคืน 30 พ.ย." in somsri.says("จ้า", group), "it still rides free"
    assert village.line.quota.used(village.line.now()) == 0


def test_everybody_blocked_costs_nothing_and_is_told(village: Village) -> None:
    officer = village.person("พัฒนากร")
    village.grant(officer, "officer")
    villagers = [village.villager(f"คน {n}", str(n)) for n in range(1, 6)]
    for n, villager in enumerate(villagers, 1):
        villager.blocks()
        leave_with(village, str(n), "household_split", old="1", house="2", points=0)
    village.later(days=1)
    village.run_job("deliver-due")
    assert {n.why for n in village.rows(Notice) if n.kind == "household_split"} == {"blocked"}
    assert village.line.quota.used(village.line.now()) == 0
    assert "บล็อกบอตไว้" in officer.says("สวัสดี")
    assert "แยกบ้าน" in villagers[0].follows(), "whoever comes back hears it"


def test_a_house_without_a_phone_is_named(village: Village, somsri: Villager) -> None:
    officer = village.person("พัฒนากร")
    village.grant(officer, "officer")
    with village.store.write() as session:
        house = registry.find(session, MOO4, "1")
        assert house
        house.head = "ยายสา"
    leave_with(village, "1", "household_split", old="1", house="2", points=0)
    with village.store.write() as session:
        user = people.find(session, somsri.id)
        assert user
        people.move_out(session, user)
    village.later(days=1)
    village.run_job("deliver-due")
    heard = officer.says("สวัสดี").text
    assert "ยายสา" in heard
    assert "บ้านนี้ไม่มีไลน์" in heard


def test_what_cannot_be_drawn_costs_nobody_their_answer(
    village: Village, somsri: Villager, caplog: pytest.LogCaptureFixture
) -> None:
    leave_with(village, somsri, "reward_refused")
    assert "ยอดคงเหลือ" in somsri.says("สมุดความดี")
    [notice] = village.rows(Notice)
    assert (notice.how, notice.why) == ("expired", "undrawn")
    assert "cannot be drawn" in caplog.text


def test_words_are_kept_until_line_has_them(village: Village, somsri: Villager) -> None:
    """A reply with a notice dies: the notice waits again, whole, and rides on the next."""
    leave_with(village, somsri, "reward_handed", name="ไข่", by=None)
    village.line.set_faults(fail_500=-1)
    village.at_once = False
    somsri.says("สมุดความดี")
    village.worker.drain()
    [notice] = village.rows(Notice)
    assert notice.how == "reply"
    assert notice.params["name"] == "ไข่"
    village.line.set_faults(fail_500=0)
    village.sender.drain()
    [notice] = village.rows(Notice)
    assert notice.params == {}


def test_in_a_group_an_answer_too_late_waits_for_the_next_token(
    village: Village, somsri: Villager
) -> None:
    """As a push it would cost a message for everybody there."""
    group = village.tied_group("หมู่ 4", MOO4, somsri, village.person("ก"), village.person("ข"))
    leave_with(village, group, "announcement", text="ข่าวดี", latest=MORNING + timedelta(days=2))
    village.at_once = False
    somsri.says("ปลูกผัก 5 ต้น", group)
    village.worker.drain()
    village.later(seconds=70)
    village.settle()
    assert len(said(village, group)) == 1, "its hello; nothing was pushed"
    assert village.line.quota.used(village.line.now()) == 0
    village.at_once = True
    answer = somsri.says("สวัสดี", group)
    assert "บันทึกแล้ว" in answer
    assert "ข่าวดี" in answer
    assert {n.how for n in village.rows(Notice)} == {"reply"}


def test_every_kind_says_how_long_it_may_wait() -> None:
    for name, kind in KINDS.items():
        assert kind.waits <= kind.lasts, name
        assert kind.pushes or kind.waits == kind.lasts, name
        assert LOW <= kind.urgency <= HIGH, name
        assert len(name) <= 30


def told_of_one_house_and_moved_to_another(village: Village, somsri: Villager) -> None:
    """Both houses have a bonus of the same month; she has heard of the first."""
    village.villager("คน 2", "2")
    for house in "12":
        leave_with(
            village, house, "bonus", about="2026-10", month="2026-10-01", house=f"{house} หมู่ 4",
            points=10,
        )  # fmt: skip
    assert "โบนัส" in somsri.says("สมุดความดี")
    with village.store.write() as session:
        user, house = people.find(session, somsri.id), registry.find(session, MOO4, "2")
        assert user
        assert house
        people.move_in(session, user, house, village.clock.now() + timedelta(seconds=1))


def test_who_moves_hears_the_same_of_both_houses(village: Village, somsri: Villager) -> None:
    told_of_one_house_and_moved_to_another(village, somsri)
    village.later(hours=1)
    assert "2 หมู่ 4" in somsri.says("สมุดความดี")


def test_one_such_house_does_not_stop_all_pushes(village: Village, somsri: Villager) -> None:
    other = village.villager("คนอื่น", "9")
    told_of_one_house_and_moved_to_another(village, somsri)
    leave_with(village, somsri, "household_moved", old="1", house="2")
    leave_with(village, other, "household_moved", old="8", house="9")
    village.later(days=1)
    village.run_job("deliver-due")
    assert "ย้าย" in other.hears()


def test_what_a_group_was_never_told_its_houses_have_not_read(
    village: Village, somsri: Villager
) -> None:
    group = village.tied_group("หมู่ 4", MOO4, somsri)
    for to in (group, "1"):
        leave_with(
            village,
            to,
            "announcement",
            about="a 1",
            text="น้ำไม่ไหลพรุ่งนี้",
            free=True,
            expires=MORNING + timedelta(hours=1 if to == group else 40),
        )
    village.later(hours=3)
    village.run_job("deliver-due")
    assert hows(village)[0] == "expired"
    assert "น้ำไม่ไหล" in somsri.says("จ้า", group)


def test_a_reply_that_died_in_a_group_was_read_by_no_house(
    village: Village, somsri: Villager
) -> None:
    lung = village.villager("ลุง", "2")
    group = village.tied_group("ญาติ", "10", somsri, lung)
    lung.says("สวัสดีจ้า", group)
    for house in "12":
        leave_with(village, house, "announcement", about="a 1", text="น้ำไม่ไหลพรุ่งนี้")
    village.at_once = False
    somsri.says("ใครว่างบ้าง", group)
    village.worker.drain()
    assert hows(village) == ["reply", "reply"]
    village.later(seconds=70)
    village.settle()
    village.at_once = True
    assert "น้ำไม่ไหล" in lung.says("สมุดความดี")


def test_what_was_read_anyway_is_kept_no_longer(village: Village, somsri: Villager) -> None:
    lung = village.villager("ลุง", "2")
    group = village.tied_group("ญาติ", "10", somsri, lung)
    for house in "12":
        leave_with(village, house, "announcement", about="a 1", text="น้ำไม่ไหลพรุ่งนี้")
    somsri.says("ใครว่างบ้าง", group)
    lung.says("จ้า", group)
    assert [n.params for n in village.rows(Notice)] == [{}, {}]


def test_the_officer_hears_what_line_refused(village: Village, somsri: Villager) -> None:
    officer = village.person("พัฒนากร")
    officer.follows()
    village.grant(officer, "officer")
    leave_with(village, somsri, "household_moved", old="1", house="2")
    village.later(days=1)
    village.line.set_quota(0)
    village.line.set_quota(300, used=300)
    village.run_job("deliver-due")
    village.settle()
    assert [n.why for n in village.rows(Notice) if n.kind == "household_moved"] == ["quota"]
    village.run_job("deliver-due")
    assert "สมศรี" in officer.says("สวัสดี")


def test_the_officer_hears_tomorrow_what_failed_later_today(
    village: Village, somsri: Villager
) -> None:
    officer = village.person("พัฒนากร")
    officer.follows()
    village.grant(officer, "officer")
    lung = village.villager("ลุงดำ", "2")
    for each in (somsri, lung):
        each.blocks()
    leave_with(village, somsri, "household_moved", old="1", house="2")
    village.later(hours=2)
    leave_with(village, lung, "household_moved", old="1", house="2")
    village.later(hours=22)
    village.run_job("deliver-due")
    assert "สมศรี" in officer.says("สวัสดี")
    village.later(hours=2)
    village.run_job("deliver-due")
    assert "ลุงดำ" not in officer.says("สวัสดี")
    village.later(hours=24)
    village.run_job("deliver-due")
    assert "ลุงดำ" in officer.says("สวัสดี")


def test_an_officer_of_two_areas_hears_of_both(village: Village, somsri: Villager) -> None:
    officer = village.person("พัฒนากร")
    officer.follows()
    for moo in ("04", "05"):
        village.grant(officer, "officer", f"{TAMBON}{moo}")
    lung = village.villager("ลุงดำ", "2", moo=5)
    for each in (somsri, lung):
        each.blocks()
        leave_with(village, each, "household_moved", old="1", house="2")
    village.later(hours=24)
    village.run_job("deliver-due")
    heard = officer.says("สวัสดี")
    assert "สมศรี" in heard
    assert "ลุงดำ" in heard


def test_what_failed_yesterday_is_in_the_newer_word(village: Village, somsri: Villager) -> None:
    officer = village.person("พัฒนากร")
    officer.follows()
    village.grant(officer, "officer")
    lung = village.villager("ลุงดำ", "2")
    for each in (somsri, lung):
        each.blocks()
    leave_with(village, somsri, "household_moved", old="1", house="2")
    village.line.set_quota(0)
    village.run_job("quota")
    village.settle()
    village.later(hours=24)
    village.run_job("deliver-due")
    village.later(hours=6)
    leave_with(village, lung, "household_moved", old="1", house="2")
    village.later(hours=24)
    village.run_job("deliver-due")
    heard = officer.says("สวัสดี")
    assert "ลุงดำ" in heard
    assert "สมศรี" in heard


def test_a_vote_that_closes_in_the_night_is_reminded_of_before_it(
    village: Village, somsri: Villager
) -> None:
    group = village.tied_group("หมู่ 4", MOO4, somsri)
    with village.store.write() as session:
        settings.put(session, MOO4, "vote-close", "7 21:00", MORNING)
    somsri.says("ปลูกผัก 5 ต้น")
    village.clock.at = datetime(2026, 12, 4, 8, tzinfo=BANGKOK)
    village.run_job("candidates", village.clock.now())
    village.clock.at = datetime(2026, 12, 7, 18, 30, tzinfo=BANGKOK)
    with village.store.write() as session:
        voting.remind(session, MOO4, village.clock.at, village.clock.at)
    assert village.rows(Notice)[-1].look_at.astimezone(BANGKOK).hour == 20, "the night is at 20:30"
    village.clock.at = datetime(2026, 12, 7, 22, tzinfo=BANGKOK)
    assert "โหวตกันหรือยัง" not in somsri.says("จ้า", group)


def test_a_familys_group_is_no_business_of_the_officer(village: Village, somsri: Villager) -> None:
    officer = village.person("พัฒนากร")
    officer.follows()
    village.grant(officer, "officer")
    group = village.group("ครอบครัวลับ", somsri)
    village.at_once = False
    somsri.says("ปลูกผัก 5 ต้น", group)
    with village.store.write() as session:
        session.execute(text("UPDATE inbox SET reply_token = NULL WHERE state = 'waiting'"))
    village.worker.drain()
    village.at_once = True
    assert [n.kind for n in village.rows(Notice)] == ["late_in_group"]
    village.later(hours=3)
    village.run_job("deliver-due")
    assert "ครอบครัวลับ" not in officer.says("สวัสดี")


def test_a_nudge_and_the_eve_of_a_holy_day_are_not_said_late(
    village: Village, somsri: Villager
) -> None:
    group = village.tied_group("หมู่ 4", MOO4, somsri)
    with village.store.write() as session:
        settings.put(session, MOO4, "reserve", "100", MORNING)  # nothing can be pushed
        settings.put(session, MOO4, "holy-day", "eve 17:30", MORNING)
    village.run_job("holy-day", datetime(2026, 12, 1, 17, 30, tzinfo=BANGKOK))
    village.clock.at = datetime(2026, 12, 2, 6, tzinfo=BANGKOK)
    assert "พรุ่งนี้" not in somsri.says("จ้า", group)
    village.run_job("nudge", datetime(2026, 12, 15, 18, 30, tzinfo=BANGKOK))
    village.clock.at = datetime(2026, 12, 20, 10, tzinfo=BANGKOK)
    assert "ครึ่งเดือน" not in somsri.says("จ้า", group)
