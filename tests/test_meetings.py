"""นัดประชุม: read, looked at, called once, told to the area alone, reminded once, called off."""

import threading
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot import jobs, retention
from bot.domain import settings
from bot.domain.audit import AuditEntry
from bot.domain.meetings import FARTHEST, LONGEST, Meeting
from bot.domain.notice import Notice
from bot.domain.people import LineUser
from simulator.model import ChatMessage
from simulator.model import Group as LineGroup
from tests.village import TAMBON, Village, Villager

BANGKOK = ZoneInfo("Asia/Bangkok")
MOO4, MOO5 = f"{TAMBON}04", f"{TAMBON}05"
SECRET = "words of a villager"
CALLED = "นัดประชุม 10 ธ.ค. 19.00 น. ศาลาหมู่ 4 เรื่องผลโหวต"
INVITED, REMINDED, OFF = "ขอเชิญประชุม", "อย่าลืมนัดประชุม", "งดประชุม"


def at(day: int, hour: int, minute: int = 0, month: int = 12, year: int = 2026) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=BANGKOK)


@pytest.fixture
def chair(village: Village) -> Villager:
    """On the committee of หมู่ 4."""
    somchai = village.villager("สมชาย", "1")
    village.grant(somchai, "committee", MOO4)
    return somchai


@pytest.fixture
def group(village: Village, chair: Villager) -> LineGroup:
    return village.tied_group("หมู่ 4", MOO4, chair, village.person("คนในกลุ่ม"))


def heard(village: Village, chat: LineGroup | Villager, words: str) -> list[str]:
    """How each message with these words came there."""
    name = chat.id if isinstance(chat, Villager) else chat.group_id
    said: list[ChatMessage] = village.line.answers(name)
    return [line.how or "" for line in said if words in line.text or words in str(line.message)]


def notices(village: Village, kind: str) -> list[Notice]:
    return [each for each in village.rows(Notice) if each.kind == kind]


def call(chair: Villager, text: str = CALLED) -> Meeting:
    assert "นัดให้แล้ว" in chair.says(text).taps("แจ้งนัด")
    found: Meeting = chair.village.rows(Meeting)[-1]
    return found


def go(village: Village, moment: datetime) -> None:
    """Let the clock tick every quarter of an hour until then."""
    while village.clock.at < moment:
        stand(village, village.clock.at.astimezone(BANGKOK) + timedelta(minutes=15))


def stand(village: Village, moment: datetime) -> None:
    """Let the clock stand until then, and tick once."""
    village.clock.at = moment.astimezone(UTC)
    village.run_job("meetings")
    village.run_job("deliver-due")


class TestCalling:
    def test_it_is_looked_at_first_and_called_once(
        self, village: Village, chair: Villager, group: LineGroup
    ) -> None:
        preview = chair.says(CALLED)
        for words in (
            "วันพฤหัสบดีที่ 10 ธ.ค. 69", "19:00 น.", "ศาลาหมู่ 4 เรื่องผลโหวต", "หมู่ 4 ต.บ้านแพรก", "ถึง 1 กลุ่ม",
            "ถ้าเงียบถึง 24 พ.ย. 69 10:00 น.", "ใช้ 2 ข้อความ",
        ):  # fmt: skip
            assert words in preview, words
        assert "วันพระ" not in preview
        assert (village.rows(Meeting), village.rows(Notice)) == ([], [])
        assert "นัดให้แล้ว" in preview.taps("แจ้งนัด")
        assert "การ์ดนี้เก่าแล้ว" in preview.taps("แจ้งนัด")
        [meeting] = village.rows(Meeting)
        assert (meeting.area_code, meeting.at, meeting.called_by) == (MOO4, at(10, 19), chair.id)
        assert meeting.what == "ศาลาหมู่ 4 เรื่องผลโหวต"
        [notice] = notices(village, "meeting_called")
        assert (notice.chat_id, notice.about) == (group.group_id, f"meeting {meeting.id}")
        assert [e.what for e in village.rows(AuditEntry)].count("meeting:called") == 1

    def test_it_rides_free_or_is_pushed_after_a_day(
        self, village: Village, chair: Villager, group: LineGroup
    ) -> None:
        other = village.tied_group("ตำบล", TAMBON, village.person("ก"))
        call(chair)
        chair.says("สวัสดีค่ะ", group)
        assert heard(village, group, INVITED) == ["reply"]
        stand(village, at(24, 9, 59, month=11))
        assert heard(village, other, INVITED) == []
        stand(village, at(24, 10, month=11))
        assert heard(village, other, INVITED) == ["push"]
        assert heard(village, group, INVITED) == ["reply"]

    def test_dropped_is_not_called(self, village: Village, chair: Villager) -> None:
        preview = chair.says(CALLED)
        assert "ไม่แจ้ง" in preview.taps("ไม่แจ้ง")
        assert "การ์ดนี้เก่าแล้ว" in preview.taps("แจ้งนัด")
        assert village.rows(Meeting) == []

    def test_a_typed_yes_is_enough_but_no_sticker(self, village: Village, chair: Villager) -> None:
        chair.says(CALLED)
        chair.says(
            {"type": "sticker", "packageId": "1", "stickerId": "2", "keywords": ["ok", "yes"]}
        )
        assert village.rows(Meeting) == []
        chair.says(CALLED)
        assert "นัดให้แล้ว" in chair.says("ใช่")

    def test_a_villager_is_refused_kindly(self, village: Village, group: LineGroup) -> None:
        somsri = village.villager("สมศรี", "2")
        answer = somsri.says(CALLED)
        assert "เฉพาะกรรมการ" in answer
        assert "มีประชุมไหม" in answer
        assert village.rows(Meeting) == []

    def test_who_lost_the_role_meanwhile_calls_nobody(
        self, village: Village, chair: Villager
    ) -> None:
        from sqlalchemy import delete

        from bot.domain.access import Role

        preview = chair.says(CALLED)
        with village.store.write() as session:
            session.execute(delete(Role))
        assert "เฉพาะกรรมการ" in preview.taps("แจ้งนัด")
        assert village.rows(Meeting) == []

    def test_neighbours_are_left_alone_in_their_group(
        self, village: Village, chair: Villager, group: LineGroup
    ) -> None:
        for words in (CALLED, "พรุ่งนี้ประชุม 9 โมงนะ", "มีประชุมไหม", "นัดประชุม", "ประชุมเมื่อไหร่"):
            assert not chair.says(words, group), words
        assert "แชตส่วนตัว" in chair.says(_mention(CALLED), group)
        assert village.rows(Meeting) == []

    def test_an_hour_or_a_day_not_said_is_asked_for(
        self, village: Village, chair: Villager
    ) -> None:
        assert "กี่โมง" in chair.says("นัดประชุมพรุ่งนี้ ที่ศาลา")
        preview = chair.says("ทุ่มครึ่ง เรื่องน้ำ")
        assert "วันอังคารที่ 24 พ.ย. 69" in preview
        assert "19:30" in preview
        assert "ที่ศาลา เรื่องน้ำ" in preview
        assert "วันไหน" in chair.says("นัดประชุม บ่ายสอง ที่วัด")
        assert "วันศุกร์ที่ 27 พ.ย. 69" in chair.says("วันศุกร์นี้ค่ะ")

    def test_while_asked_something_else_is_heard_as_ever(
        self, village: Village, chair: Villager
    ) -> None:
        chair.says("นัดประชุมพรุ่งนี้ ที่ศาลา")
        assert "บันทึกแล้ว" in chair.says("ปลูกผัก 5 ต้น")

    @pytest.mark.parametrize(
        "text", ["นัดประชุม เรื่องน้ำท่วม", "นัดประชุมหน่อยเด้อ พี่น้อง", "นัดประชุม 31 ก.พ."]
    )
    def test_what_names_no_time_gets_an_example(self, chair: Villager, text: str) -> None:
        assert "นัดประชุม 10 ธ.ค. 19.00 น." in chair.says(text)

    def test_past_too_far_and_too_long(self, village: Village, chair: Villager) -> None:
        assert "ผ่านไปแล้ว" in chair.says("นัดประชุมวันนี้ 9 โมงเช้า")
        assert "ผ่านไปแล้ว" in chair.says("นัดประชุม 20 พ.ย. 9 โมง")
        assert f"{FARTHEST.days} วัน" in chair.says("นัดประชุม 1 ก.ย. 70 9 โมง")
        assert f"{LONGEST} ตัวอักษร" in chair.says("นัดประชุมพรุ่งนี้ 9 โมง " + "เรื่องน้ำ " * (LONGEST // 8))
        preview = chair.says(CALLED)
        village.clock.at = at(11, 9).astimezone(UTC)
        assert "การ์ดนี้เก่าแล้ว" in preview.taps("แจ้งนัด")
        assert village.rows(Meeting) == []

    def test_a_card_that_waited_past_the_hour_calls_nobody(
        self, village: Village, chair: Villager
    ) -> None:
        preview = chair.says("นัดประชุมวันนี้ 10.30 น.")
        village.later(minutes=40)
        assert "ผ่านไปแล้ว" in preview.taps("แจ้งนัด")
        assert village.rows(Meeting) == []

    def test_a_holy_day_is_named(self, village: Village, chair: Villager, group: LineGroup) -> None:
        # 24 November 2026 is the full moon of ลอยกระทง
        preview = chair.says("นัดประชุม 24 พ.ย. 18.00 น. ศาลา")
        assert "วันนั้นเป็นวันพระ" in preview
        preview.taps("แจ้งนัด")
        chair.says("สวัสดี", group)
        assert heard(village, group, "วันนั้นเป็นวันพระ") == ["reply"]

    def test_of_several_areas_one_is_chosen_the_narrowest_first(
        self, village: Village, chair: Villager
    ) -> None:
        village.grant(chair, "officer", TAMBON)
        village.grant(chair, "officer", MOO4)
        asked = chair.says(CALLED)
        assert asked.labels == ["หมู่ 4 ต.บ้านแพรก", "ต.บ้านแพรก"]
        preview = asked.taps("ต.บ้านแพรก", nth=0)
        assert "กลุ่ม ใน ต.บ้านแพรก" in preview
        preview.taps("แจ้งนัด")
        assert village.rows(Meeting)[0].area_code == TAMBON

    def test_a_made_up_button_calls_no_other_area(self, village: Village, chair: Villager) -> None:
        village.grant(chair, "committee", MOO5)
        token = chair.says(CALLED).action("หมู่ 4")["data"].split('"n":"')[1].split('"')[0]
        forged = f'meeting.area {{"a":"{TAMBON}","n":"{token}"}}'
        assert "เฉพาะกรรมการ" in chair.posts_back(forged)
        for odd in ("meeting.area", "meeting.call", "meeting.drop", 'meeting.off {"id":"x"}'):
            chair.posts_back(odd)
        assert village.rows(Meeting) == []

    def test_words_taken_back_are_not_called(self, village: Village, chair: Villager) -> None:
        preview = chair.says(CALLED)
        chair.unsends()
        assert "การ์ดนี้เก่าแล้ว" in preview.taps("แจ้งนัด")
        assert village.rows(Meeting) == []


class TestWhoHears:
    def test_nobody_outside_the_area(
        self, village: Village, chair: Villager, group: LineGroup
    ) -> None:
        tambon = village.tied_group("ตำบล", TAMBON, chair)
        village.tied_group("หมู่ 5", MOO5, chair)
        village.tied_group("ที่อื่น", "14160204", chair)
        stranger = village.villager("หมู่ห้า", "9", 5)
        call(chair)
        assert {n.chat_id for n in village.rows(Notice)} == {group.group_id, tambon.group_id}
        assert "ยังไม่มีนัดประชุม" in stranger.says("มีประชุมไหม")

    def test_a_village_without_a_group_hears_at_home_and_is_never_pushed(
        self, village: Village, chair: Villager
    ) -> None:
        somsri = village.villager("สมศรี", "2")
        fifth = village.villager("หมู่ห้า", "9", 5)
        preview = chair.says(CALLED)
        assert "และ 2 บ้าน" in preview
        assert "ข้อความ" not in preview.text.replace("ไม่เสียข้อความ", "")
        preview.taps("แจ้งนัด")
        stand(village, at(9, 18, 30))
        stand(village, at(9, 19, 40))
        assert heard(village, somsri, INVITED) == heard(village, somsri, REMINDED) == []
        somsri.says("สวัสดี")
        assert heard(village, somsri, INVITED) == []
        assert heard(village, somsri, REMINDED) == ["reply"]
        fifth.says("สวัสดี")
        assert heard(village, fifth, REMINDED) == []

    def test_a_tambons_meeting_reaches_every_group_in_it_and_houses_without_one(
        self, village: Village, chair: Villager, group: LineGroup
    ) -> None:
        officer = village.person("พัฒนากร")
        officer.follows()
        village.grant(officer, "officer", TAMBON)
        village.tied_group("อำเภอ", TAMBON[:4], chair)
        fifth = village.villager("หมู่ห้า", "9", 5)
        preview = officer.says(CALLED)
        assert "ถึง 1 กลุ่ม" in preview
        assert "และ 1 บ้าน" in preview
        preview.taps("แจ้งนัด")
        assert {n.chat_id for n in village.rows(Notice)} == {group.group_id, None}
        fifth.says("สวัสดี")
        assert heard(village, fifth, INVITED) == ["reply"]


class TestReminders:
    def test_the_evening_before_and_two_hours_before_once_each(
        self, village: Village, chair: Villager, group: LineGroup
    ) -> None:
        meeting = call(chair)
        chair.says("สวัสดี", group)
        stand(village, at(9, 18, 29))
        assert notices(village, "meeting_remind") == []
        for _ in range(2):
            stand(village, at(9, 18, 30))
        [eve] = notices(village, "meeting_remind")
        assert (eve.due_at, eve.expires_at) == (at(9, 19, 30), at(10, 19))
        chair.says("สวัสดี", group)
        assert heard(village, group, "พรุ่งนี้ วันพฤหัสบดีที่ 10 ธ.ค. 69") == ["reply"]
        for minute in (0, 1, 30):
            stand(village, at(10, 17, minute))
        stand(village, at(10, 18))
        assert heard(village, group, REMINDED) == ["reply", "push"]
        assert heard(village, group, "วันนี้ วันพฤหัสบดีที่ 10 ธ.ค. 69") == ["push"]
        abouts = [each.about for each in notices(village, "meeting_remind")]
        assert abouts == [f"meeting {meeting.id} eve", f"meeting {meeting.id} soon"]

    def test_two_clocks_at_once_remind_once(
        self, village: Village, chair: Villager, group: LineGroup
    ) -> None:
        call(chair)
        job = jobs.named("meetings")
        assert job
        for moment in (at(9, 18, 30), at(10, 17)):
            clocks = [
                threading.Thread(
                    target=jobs.run,
                    args=(village.store, job, moment, moment, village.house.rules),
                )
                for _ in range(4)
            ]
            for clock in clocks:
                clock.start()
            for clock in clocks:
                clock.join()
        assert len(notices(village, "meeting_remind")) == 2
        [meeting] = village.rows(Meeting)
        assert (meeting.told_eve, meeting.told_soon) == (at(9, 18, 30), at(10, 17))

    def test_a_silent_group_is_pushed_one_word_not_two(
        self, village: Village, chair: Villager, group: LineGroup
    ) -> None:
        """Called at ten for tomorrow evening: the reminder takes the place of the call."""
        call(chair, "นัดประชุมพรุ่งนี้ 9 โมงเช้า ศาลา")
        go(village, at(24, 8, month=11))
        assert heard(village, group, INVITED) == []
        assert heard(village, group, REMINDED) == ["push", "push"]

    def test_a_morning_meeting_is_reminded_once_the_evening_before(
        self, village: Village, chair: Villager, group: LineGroup
    ) -> None:
        call(chair, "นัดประชุม 26 พ.ย. 7 โมงเช้า ศาลา")
        go(village, at(26, 8, month=11))
        assert heard(village, group, INVITED) == ["push"]
        assert heard(village, group, REMINDED) == ["push"]
        [one] = notices(village, "meeting_remind")
        assert one.delivered_at == at(25, 19, 30, month=11)

    def test_what_was_called_in_the_evening_for_the_morning_needs_no_reminder(
        self, village: Village, chair: Villager, group: LineGroup
    ) -> None:
        village.clock.at = at(25, 19, 45, month=11).astimezone(UTC)
        call(chair, "นัดประชุมพรุ่งนี้ 7 โมงเช้า ศาลา")
        go(village, at(26, 8, month=11))
        assert notices(village, "meeting_remind") == []
        assert heard(village, group, INVITED) == ["push"]

    def test_nothing_is_said_after_the_hour_nor_pushed_at_night(
        self, village: Village, chair: Villager, group: LineGroup
    ) -> None:
        village.clock.at = at(25, 21, month=11).astimezone(UTC)
        call(chair, "นัดประชุมวันนี้ 4 ทุ่ม ศาลา")
        [notice] = village.rows(Notice)
        assert (notice.pushes, notice.expires_at) == (False, at(25, 22, month=11))
        go(village, at(26, 9, month=11))
        chair.says("สวัสดี", group)
        assert heard(village, group, INVITED) == heard(village, group, REMINDED) == []

    def test_a_clock_that_stood_until_after_the_meeting_says_nothing(
        self, village: Village, chair: Villager, group: LineGroup
    ) -> None:
        call(chair)
        chair.says("สวัสดี", group)
        stand(village, at(10, 19))
        assert notices(village, "meeting_remind") == []
        assert village.rows(Meeting)[0].told_soon is None

    def test_a_clock_that_stood_an_hour_says_it_at_once(
        self, village: Village, chair: Villager, group: LineGroup
    ) -> None:
        call(chair)
        chair.says("สวัสดี", group)
        stand(village, at(10, 18, 20))
        assert heard(village, group, REMINDED) == ["push"]

    def test_a_changed_hour_is_said_as_it_is_when_it_goes(
        self, village: Village, chair: Villager, group: LineGroup
    ) -> None:
        meeting = call(chair)
        with village.store.write() as session:
            row = session.get(Meeting, meeting.id)
            assert row
            row.at = at(10, 20)
        chair.says("สวัสดี", group)
        assert heard(village, group, "20:00 น.") == ["reply"]

    def test_an_areas_own_night_is_kept(
        self, village: Village, chair: Villager, group: LineGroup
    ) -> None:
        with village.store.write() as session:
            settings.put(session, MOO4, "quiet", "18:00-08:00", village.clock.now())
        call(chair)
        chair.says("สวัสดี", group)
        stand(village, at(9, 17))
        [eve] = notices(village, "meeting_remind")
        assert eve.due_at == at(9, 17, 30)


class TestAsking:
    @pytest.mark.parametrize(
        "words",
        [
            "นัดประชุม",
            "ประชุมเมื่อไหร่",
            "มีประชุมไหม",
            "มีประชุมไหมคะ",
            "เดือนนี้มีประชุมหมู่บ้านไหม",
            "ประชุมวันไหนคะ",
        ],
    )
    def test_the_next_three_of_village_tambon_and_district(
        self, village: Village, chair: Villager, words: str
    ) -> None:
        somsri = village.villager("สมศรี", "2")
        _enter(village, (TAMBON[:4], 5), (TAMBON, 4), (MOO4, 3), (MOO4, 6), (MOO5, 2), ("1417", 1))
        answer = somsri.says(words)
        shown = [words for words in answer.text.splitlines() if "วัน" in words]
        assert [line.split("ที่ ")[1] for line in shown] == [f"{day} ธ.ค. 69" for day in (3, 4, 5)]
        assert answer.labels == []

    def test_none_yet_and_not_registered(self, village: Village, chair: Villager) -> None:
        assert "ยังไม่มีนัดประชุม" in village.villager("สมศรี", "2").says("มีประชุมไหม")
        assert "อยากนัด" in chair.says("นัดประชุม")

    def test_a_group_hears_of_its_own_area_when_it_asks(
        self, village: Village, chair: Villager, group: LineGroup
    ) -> None:
        _enter(village, (MOO4, 3), (MOO5, 2))
        answer = chair.says(_mention("มีประชุมไหม"), group)
        assert "3 ธ.ค. 69" in answer
        assert "2 ธ.ค. 69" not in answer
        assert answer.labels == []
        untied = village.group("ยังไม่ผูก", chair)
        assert "แชตส่วนตัว" in chair.says(_mention("มีประชุมไหม"), untied)


class TestCancelling:
    def test_asked_once_then_everybody_hears(
        self, village: Village, chair: Villager, group: LineGroup
    ) -> None:
        call(chair)
        chair.says("สวัสดี", group)
        silent = village.tied_group("ตำบล", TAMBON, village.person("ก"))
        asked = chair.says("นัดประชุม").taps("ยกเลิกนัด")
        assert "10 ธ.ค. 69" in asked
        assert village.rows(Meeting)[0].cancelled_at is None
        assert "แจ้ง" not in asked.taps("ไม่ยกเลิก")
        assert village.rows(Meeting)[0].cancelled_at is None
        assert "จะบอกทุกคน" in asked.taps("ยกเลิกนัดนี้")
        assert "ยกเลิกไปแล้ว" in asked.taps("ยกเลิกนัดนี้")
        [meeting] = village.rows(Meeting)
        assert (meeting.cancelled_by, bool(meeting.cancelled_at)) == (chair.id, True)
        assert "ยังไม่มีนัดประชุม" in chair.says("นัดประชุม")
        chair.says("สวัสดี", group)
        stand(village, at(23, 11, month=11))
        assert heard(village, group, OFF) == ["reply"]
        assert heard(village, silent, OFF) == ["push"]
        stand(village, at(9, 18, 30))
        stand(village, at(10, 17))
        assert notices(village, "meeting_remind") == []
        whats = [entry.what for entry in village.rows(AuditEntry)]
        assert whats.count("meeting:cancelled") == 1

    def test_nobody_hears_that_off_is_what_nobody_had_heard_of(
        self, village: Village, chair: Villager, group: LineGroup
    ) -> None:
        officer = village.person("พัฒนากร")
        officer.follows()
        village.grant(officer, "officer", TAMBON)
        call(chair)
        answer = chair.says("นัดประชุม").taps("ยกเลิกนัด").taps("ยกเลิกนัดนี้")
        assert "ไม่ต้องแจ้งงด" in answer
        village.until(10, 20)
        chair.says("สวัสดี", group)
        assert heard(village, group, OFF) == heard(village, group, INVITED) == []
        [notice] = notices(village, "meeting_called")
        assert (notice.how, notice.failed_at) == ("expired", None)
        assert notices(village, "undelivered") == []

    def test_by_the_caller_or_the_role_and_nobody_else(
        self, village: Village, chair: Villager
    ) -> None:
        meeting = call(chair)
        somsri = village.villager("สมศรี", "2")
        assert somsri.says("นัดประชุม").labels == []
        for tap in ("cancel", "off"):
            assert "เฉพาะกรรมการ" in somsri.posts_back(f'meeting.{tap} {{"id":{meeting.id}}}')
        fifth = village.villager("หมู่ห้า", "9", 5)
        village.grant(fifth, "committee", MOO5)
        assert "เฉพาะกรรมการ" in fifth.posts_back(f'meeting.off {{"id":{meeting.id}}}')
        officer = village.person("พัฒนากร")
        officer.follows()
        village.grant(officer, "officer", TAMBON[:4])
        officer.says("นัดประชุม").taps("ยกเลิกนัด").taps("ยกเลิกนัดนี้")
        assert village.rows(Meeting)[0].cancelled_by == officer.id

    def test_cancelling_a_deed_is_as_ever(self, village: Village, chair: Villager) -> None:
        call(chair)
        chair.says("ปลูกผัก 5 ต้น")
        assert "ยกเลิกแล้ว" in chair.says("ยกเลิก") or "ยกเลิก" in chair.hears()
        assert village.rows(Meeting)[0].cancelled_at is None


class TestKeeping:
    def test_who_is_forgotten_leaves_no_name(
        self, village: Village, chair: Villager, group: LineGroup
    ) -> None:
        call(chair)
        chair.says("นัดประชุม").taps("ยกเลิกนัด").taps("ยกเลิกนัดนี้")
        with village.store.write() as session:
            user = session.query(LineUser).filter_by(line_id=chair.id).one()
            retention.forget(session, user, village.clock.now(), SECRET)
        [meeting] = village.rows(Meeting)
        assert meeting.called_by.startswith("erased-")
        assert meeting.cancelled_by == meeting.called_by

    def test_meetings_are_kept_four_hundred_days(self, village: Village, chair: Villager) -> None:
        meeting = call(chair)
        for days, left in ((400, 1), (401, 0)):
            with village.store.write() as session:
                retention.purge(session, meeting.at + timedelta(days=days), SECRET)
            assert len(village.rows(Meeting)) == left


def _enter(village: Village, *where: tuple[str, int]) -> None:
    """Meetings of these areas on these days of December."""
    now = village.clock.now()
    with village.store.write() as session:
        for area, day in where:
            session.add(
                Meeting(area_code=area, at=at(day, 9), what="", called_by="U", called_at=now)
            )


def _mention(text: str) -> dict[str, object]:
    """The bot is spoken to."""
    return {"type": "text", "text": text, "mention": True}
