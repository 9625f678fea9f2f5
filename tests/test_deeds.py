"""Deeds told in the chat: what is recorded, what is answered, and what is not."""

import pytest

from bot.domain.deed import Deed
from bot.domain.ledger import Entry
from bot.domain.people import LineUser
from bot.domain.strangers import Told
from bot.inbox import Event
from tests.village import TAMBON, Village


def test_what_is_recorded(village: Village) -> None:
    somsri = village.villager("สมศรี")
    somsri.says("เมื่อวานปลูกผักบุ้ง 5 ต้นค่ะ")
    [deed] = village.rows(Deed)
    assert (deed.kind, deed.quantity, deed.unit, deed.points) == ("F1-01", 5, "ต้น", 5)
    assert deed.done_on.isoformat() == "2026-11-22"
    assert deed.status == "accepted"
    assert deed.village_code == f"{TAMBON}04"
    assert deed.text == "เมื่อวานปลูกผักบุ้ง 5 ต้นค่ะ"
    assert deed.recorded_at == village.clock.now()
    assert [(e.amount, e.reason) for e in village.rows(Entry)] == [(5, "deposit"), (-5, "deposit")]


def test_above_five_points_the_committee_decides(village: Village) -> None:
    somsri = village.villager("สมศรี")
    card = somsri.says("ปลูกมะม่วง 4 ต้น")
    assert "+12 แต้ม" in card
    assert "รอกรรมการตรวจ" in card
    assert village.balance() == 0
    [deed] = village.rows(Deed)
    assert deed.status == "recorded"


def test_several_deeds_in_one_message_share_a_card(village: Village) -> None:
    somsri = village.villager("สมศรี")
    card = somsri.says("กวาดบ้าน ถูบ้าน รดน้ำผัก")
    assert {deed.kind for deed in village.rows(Deed)} == {"E2-01", "F1-02"}
    assert "ยอดคงเหลือ 4 แต้ม" in card
    assert "ยกเลิก" in somsri.says("ยกเลิก")
    assert village.balance() == 0


def test_the_days_cap_of_a_household_is_shared_by_its_phones(village: Village) -> None:
    somsri, somchai = village.villager("สมศรี"), village.villager("สมชาย")
    village.grant(somsri, "committee")
    somsri.says("ปลูกผัก 20 ต้น")
    card = somchai.says("ปลูกผัก 3 ต้น")
    assert "+0 แต้ม" in card
    assert "นับได้วันละ 20 ต้น" in card


def test_the_cap_of_a_person_goes_with_them_into_another_house(village: Village) -> None:
    somsri = village.villager("สมศรี")
    somsri.says("ปลูกผัก 20 ต้น ปลูกมะม่วง 10 ต้น")
    somsri.says("ลงทะเบียน บ้านเลขที่ 9 หมู่ 2").taps("ใช่ ย้ายบ้าน")
    card = somsri.says("กวาดบ้าน")
    assert "+0 แต้ม" in card
    assert "ครบ 40 แต้มต่อคน" in card
    village.later(days=1)
    assert "+2 แต้ม" in somsri.says("กวาดบ้าน")


def test_a_deed_of_more_than_a_week_ago_is_refused_kindly(village: Village) -> None:
    somsri = village.villager("สมศรี")
    answer = somsri.says("วันที่ 10 พ.ย. ปลูกผัก 5 ต้น")
    assert "ไม่เกิน 7 วัน" in answer
    assert village.rows(Deed) == []


@pytest.mark.parametrize(
    ("day", "answer"),
    [
        ("วันที่ 29/2/2569", "ไม่แน่ใจว่าเป็นวันไหน"),
        ("วันที่ 99/99/9999", "ไม่แน่ใจว่าเป็นวันไหน"),
        ("เมื่อ 800000 วันก่อน", "ไม่เกิน 7 วัน"),
        ("เมื่อ 5000 ปีก่อน", "ไม่เกิน 7 วัน"),
    ],
)
def test_a_day_that_cannot_be_is_not_taken_for_today(
    village: Village, day: str, answer: str
) -> None:
    somsri = village.villager("สมศรี")
    assert answer in somsri.says(f"ปลูกผัก 5 ต้น {day}")
    card = somsri.says("ปลูกผัก 5 ต้น")
    card.taps("แก้ไข")
    assert answer in somsri.says(day)
    assert [str(deed.done_on) for deed in village.rows(Deed)] == ["2026-11-23"]


@pytest.mark.parametrize("text", ["👍", "😂😂😂", "5555", "สวัสดีวันจันทร์ค่ะ", "พรุ่งนี้จะไปปลูกป่า"])
def test_no_deed_and_never_silence_in_private(village: Village, text: str) -> None:
    somsri = village.villager("สมศรี")
    assert somsri.says(text)
    assert village.rows(Deed) == []


def test_a_text_of_five_thousand_letters(village: Village) -> None:
    somsri = village.villager("สมศรี")
    assert somsri.says("ก" * 5000)
    somsri.says("ปลูกผัก 5 ต้น " + "ดีใจมากค่ะ " * 400)
    assert all(event.state == "done" for event in village.rows(Event))


def test_without_the_tick_a_religious_deed_counts_but_its_words_go(village: Village) -> None:
    somsri = village.person("สมศรี")
    somsri.follows().taps("เข้าร่วม (จำเป็น)")
    somsri.says("12/3 หมู่ 4")
    somsri.says("เช้านี้ใส่บาตรที่หน้าบ้านค่ะ")
    somsri.says("ปลูกผัก 5 ต้น")
    alms, plants = village.rows(Deed)
    assert (alms.kind[:2], alms.text, alms.points) == ("S1", None, 2)
    assert plants.text == "ปลูกผัก 5 ต้น"
    assert village.balance() == 7


def test_taking_the_tick_back_takes_the_words_kept_before(village: Village) -> None:
    somsri = village.villager("สมศรี")
    somsri.says("เช้านี้ใส่บาตรที่หน้าบ้านค่ะ")
    somsri.says("ปลูกผัก 5 ต้น")
    somsri.says("ข้อมูลของฉัน").taps("ศาสนาและสุขภาพ")
    alms, plants = village.rows(Deed)
    assert (alms.text, plants.text) == (None, "ปลูกผัก 5 ต้น")


def test_what_was_said_is_blanked_once_handled(village: Village) -> None:
    somsri = village.villager("สมศรี")
    group = village.group("หมู่ 4", somsri)
    somsri.says("วันนี้ร้อนจังเลยนะ", group)
    somsri.says("ปลูกผัก 5 ต้น", group)
    assert {(event.state, event.body) for event in village.rows(Event)} == {("done", None)}


class TestInAGroup:
    def test_silent_at_chatter_and_sure_of_a_deed(self, village: Village) -> None:
        somsri = village.villager("สมศรี")
        group = village.group("หมู่ 4", somsri)
        assert not somsri.says("กินข้าวกันหรือยังคะ", group)
        assert not somsri.says({"type": "sticker", "packageId": "1", "stickerId": "2"}, group)
        assert "+5 แต้ม" in somsri.says("วันนี้ปลูกผักบุ้ง 5 ต้นค่ะ", group)

    def test_who_has_joined_is_served_before_the_group_is_tied(self, village: Village) -> None:
        somsri = village.villager("สมศรี")
        group = village.group("กลุ่มใหม่", somsri)
        assert "+5 แต้ม" in somsri.says("ปลูกผัก 5 ต้น", group)
        [deed] = village.rows(Deed)
        assert deed.village_code == f"{TAMBON}04"

    def test_a_stranger_is_told_once_how_to_join_and_nothing_is_kept(
        self, village: Village
    ) -> None:
        malee = village.person("มาลี")
        group = village.group("หมู่ 4", malee)
        told = malee.says("วันนี้ปลูกผักบุ้ง 5 ต้นค่ะ", group)
        assert "สมัคร" in told
        assert not malee.says("ปลูกพริกอีก 3 ต้น", group)
        assert village.rows(Deed) == village.rows(LineUser) == []
        assert malee.id not in village.rows(Told)[0].digest
        assert {event.user_id for event in village.rows(Event) if "text" in event.kind} == {None}

    def test_whom_line_does_not_name_is_told_once_too(self, village: Village) -> None:
        shy = village.person("ไม่ระบุ", agreed=False)
        group = village.group("หมู่ 4", shy)
        assert "สมัคร" in shy.says("วันนี้ปลูกผักบุ้ง 5 ต้นค่ะ", group)
        assert not shy.says("วันนี้ปลูกผักบุ้ง 5 ต้นค่ะ", group)

    def test_spoken_to_it_answers(self, village: Village) -> None:
        somsri = village.villager("สมศรี")
        group = village.group("หมู่ 4", somsri)
        mention = {"type": "text", "text": "ทำอะไรได้บ้างนะ", "mention": True}
        assert somsri.says(mention, group)

    def test_the_passbook_in_a_group_shows_the_balance_and_no_private_link(
        self, village: Village
    ) -> None:
        somsri = village.villager("สมศรี")
        group = village.group("หมู่ 4", somsri)
        somsri.says("ปลูกผัก 5 ต้น")
        answer = somsri.says("สมุดความดี", group)
        assert "ยอดคงเหลือ 5 แต้ม" in answer
        assert "/me/" not in str([line.message for line in answer.lines])

    def test_the_cards_buttons_work_where_line_says_who_tapped(self, village: Village) -> None:
        somsri = village.villager("สมศรี")
        group = village.group("หมู่ 4", somsri)
        card = somsri.says("ปลูกผัก 5 ต้น", group)
        assert "พิมพ์คำว่า" in card.taps("ยกเลิก")
        assert village.balance() == 5
        village.line.set_faults(groupPostbackUserId=True)
        assert "ยกเลิก" in card.taps("ยกเลิก")
        assert village.balance() == 0

    def test_the_typed_word_undoes_ones_own_newest_deed_there(self, village: Village) -> None:
        somsri, malee = village.villager("สมศรี"), village.villager("มาลี", "9", 2)
        group = village.group("หมู่ 4", somsri, malee)
        somsri.says("ปลูกผัก 5 ต้น", group)
        assert not malee.says("ยกเลิก", group)
        assert "ปลูกผัก" in somsri.says("ยกเลิก", group)
        assert village.balance() == 0


class TestForOthers:
    def test_a_helper_logs_for_a_household_without_a_phone(self, village: Village) -> None:
        nok = village.villager("พี่นก", "16")
        village.grant(nok, "helper")
        asked = nok.says("12/3 ม.4 กวาดบ้าน ถูบ้าน รดน้ำผัก")
        assert "ยังไม่มีบ้านเลขที่ 12/3 หมู่ 4" in asked
        assert "เพิ่มบ้านเลขที่ 12/3" in asked.taps("เจ้าของบ้านยินยอม")
        card = nok.says("12/3 ม.4 กวาดบ้าน ถูบ้าน รดน้ำผัก")
        assert "ให้บ้านเลขที่ 12/3 หมู่ 4" in card
        assert "บันทึกโดย พี่นก" in card
        assert (village.balance("12/3"), village.balance("16")) == (4, 0)

    def test_a_villager_cannot_log_for_another_house(self, village: Village) -> None:
        malee = village.villager("มาลี", "9", 2)
        village.villager("สมศรี")
        assert "เฉพาะ อสม. หรือกรรมการ" in malee.says("12/3 ม.4 ปลูกผัก 5 ต้น")
        assert village.rows(Deed) == []

    def test_a_helpers_role_ends_at_its_area(self, village: Village) -> None:
        nok = village.villager("พี่นก", "16", 1)
        village.villager("สมศรี")
        village.grant(nok, "helper", f"{TAMBON}01")
        assert "เฉพาะ อสม." in nok.says("12/3 ม.4 ปลูกผัก 5 ต้น")

    def test_a_household_with_a_phone_is_told(self, village: Village) -> None:
        nok, somsri = village.villager("พี่นก", "16"), village.villager("สมศรี")
        village.grant(nok, "helper")
        nok.says("12/3 ม.4 ปลูกผัก 5 ต้น")
        assert "พี่นก จดความดีให้บ้านเลขที่ 12/3" in somsri.says("สมุดความดี")

    def test_naming_ones_own_house_is_no_proxy(self, village: Village) -> None:
        somsri = village.villager("สมศรี")
        somsri.says("12/3 ม.4 ปลูกผัก 5 ต้น")
        [deed] = village.rows(Deed)
        assert not deed.for_others


class TestWhoDidIt:
    def test_a_shared_phone_is_asked_each_time(self, village: Village) -> None:
        phone = village.villager("บ้านยายแดง")
        assert "มีใครใช้เครื่องนี้บ้าง" in phone.says("เครื่องนี้ใช้หลายคน")
        assert "ยายแดง, ตาดำ, น้องฟ้า" in phone.says("ยายแดง ตาดำ น้องฟ้า")
        card = phone.says("ปลูกผัก 5 ต้น")
        assert "ใครทำ" in card
        assert {"ยายแดง", "ตาดำ", "น้องฟ้า", "ทั้งบ้าน"} <= set(card.labels)
        assert "ตาดำ" in card.taps("ตาดำ")
        [deed] = village.rows(Deed)
        assert deed.member.name == "ตาดำ"
        assert "ใครทำ" in phone.says("กวาดบ้าน")

    def test_whoever_is_named_has_a_cap_of_their_own(self, village: Village) -> None:
        phone = village.villager("บ้านยายแดง")
        phone.says("เพิ่มสมาชิก แดง ดำ")
        phone.says("ปลูกผัก 20 ต้น ปลูกมะม่วง 10 ต้น").taps("แดง")
        second = phone.says("กวาดบ้าน")
        assert "+2 แต้ม" in second
        named = second.taps("แดง")
        assert "+0 แต้ม" in named
        assert "ครบ 40 แต้มต่อคน" in named
        assert "+2 แต้ม" in second.taps("ดำ")
        assert sum(deed.points for deed in village.rows(Deed)) == 42
        assert village.balance() == 2

    def test_naming_who_did_it_leaves_the_committees_word(self, village: Village) -> None:
        phone, saman = village.villager("บ้านยายแดง"), village.villager("ผู้ใหญ่สมาน", "22")
        village.grant(saman, "committee")
        phone.says("เพิ่มสมาชิก แดง ดำ")
        card = phone.says("ปลูกมะม่วง 4 ต้น")
        queue = saman.says("คิวตรวจ")
        card.taps("แดง")
        assert "เปลี่ยนไปแล้ว" in queue.taps("ผ่าน")
        saman.says("คิวตรวจ").taps("ผ่าน")
        assert "ดำ" in card.taps("ดำ")
        [deed] = village.rows(Deed)
        assert (deed.status, deed.points, deed.member.name) == ("accepted", 12, "ดำ")
        assert village.balance() == 12

    def test_a_phone_that_is_one_persons_is_not_asked(self, village: Village) -> None:
        somsri = village.villager("สมศรี")
        assert "เครื่องนี้เป็นของ ยายแดง" in somsri.says("ฉันชื่อ ยายแดง")
        card = somsri.says("ปลูกผัก 5 ต้น")
        assert "ใครทำ" not in card
        assert "ยายแดง" in card

    def test_whom_the_register_knows_is_offered_at_joining(self, village: Village) -> None:
        from bot.domain import areas, registry

        with village.store.write() as session:
            home = areas.add_village(session, f"{TAMBON}04")
            registry.list_household(session, home, "12/3", registry.Listing(head="แดง ใจดี"))
        somsri = village.person("สมศรี")
        somsri.follows().taps("ยินยอมทั้งหมด")
        joined = somsri.says("12/3 หมู่ 4")
        assert "แดง ใจดี" in joined.labels
        assert "ใครทำ" in somsri.says("ปลูกผัก 5 ต้น")
        joined.taps("แดง ใจดี")
        assert "ใครทำ" not in somsri.says("กวาดบ้าน")
