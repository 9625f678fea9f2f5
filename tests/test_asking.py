"""Ask rather than guess: which kind it was, how much of it; and never twice, nor in a group."""

import pytest

from bot.domain import access
from bot.domain.conversations import Pending
from bot.domain.deed import Deed
from bot.domain.photos import Photo
from tests.village import TAMBON, Village


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """It is about what is said, not about how it is kept: one database is enough."""
    return sqlite_url


ALIKE = "แจกเมล็ดบวบให้บ้านใกล้เรือนเคียง 6 บ้าน"
"""เพาะ/แจกต้นกล้า or แบ่งผัก/อาหาร: the words say both."""

UNSURE = "ยกรถมอไซค์ล้มให้ป้าที่หน้าตลาด"


def kinds(village: Village) -> list[str]:
    return [deed.kind for deed in village.rows(Deed) if deed.counts]


class TestWhichKind:
    def test_two_kinds_of_the_same_words_are_asked_about_once(self, village: Village) -> None:
        somsri = village.villager("สมศรี")
        asked = somsri.says(ALIKE)
        assert asked.labels == ["เพาะ/แจกต้นกล้า", "แบ่งผัก/อาหาร", "ไม่ใช่ทั้งคู่"]
        assert village.rows(Deed) == []
        assert "+2 แต้ม" in asked.taps("แบ่งผัก")
        assert kinds(village) == ["F1-04"]
        assert "เรียบร้อยไปแล้ว" in asked.taps("เพาะ")
        assert "เรียบร้อยไปแล้ว" in asked.taps("แบ่งผัก")
        assert kinds(village) == ["F1-04"]

    def test_one_unsure_kind_is_asked_about(self, village: Village) -> None:
        somsri = village.villager("สมศรี")
        asked = somsri.says(UNSURE)
        assert asked.labels[-1] in ("ไม่ใช่ความดี", "ไม่ใช่ทั้งคู่")
        assert len(asked.labels) <= 3
        assert village.rows(Deed) == []

    def test_it_is_recorded_as_it_was_told_when_it_was_told(self, village: Village) -> None:
        somsri = village.villager("สมศรี")
        told_at = village.clock.now()
        asked = somsri.says(f"เมื่อวาน{ALIKE}")
        village.later(hours=20)
        assert asked.taps("เพาะ")
        [deed] = village.rows(Deed)
        assert (str(deed.done_on), deed.recorded_at) == ("2026-11-22", told_at)
        assert deed.text == f"เมื่อวาน{ALIKE}"
        assert village.rows(Pending) == []

    def test_the_button_holds_when_something_else_was_asked_meanwhile(
        self, village: Village
    ) -> None:
        somsri = village.villager("สมศรี")
        first = somsri.says(ALIKE)
        somsri.says(UNSURE)
        village.later(days=2)
        assert "+5 แต้ม" in first.taps("เพาะ")
        [deed] = village.rows(Deed)
        assert (deed.text, str(deed.done_on)) == (None, "2026-11-23")

    def test_pictures_before_and_after_the_question_are_the_deeds(self, village: Village) -> None:
        somsri = village.villager("สมศรี")
        somsri.sends_photo()
        asked = somsri.says(ALIKE)
        village.later(minutes=12)
        somsri.sends_photo(b"\xff\xd8 another")
        assert "2 รูป" in asked.taps("เพาะ")
        [deed] = village.rows(Deed)
        assert {photo.deed_id for photo in village.rows(Photo)} == {deed.id}

    @pytest.mark.parametrize(
        ("words", "kind"),
        [("อันแรกค่ะ", "F1-03"), ("1", "F1-03"), ("๒", "F1-04"), ("อันที่สอง", "F1-04"),
         ("แบ่งผัก/อาหาร", "F1-04"), ("เพาะกล้า", "F1-03")],
    )  # fmt: skip
    def test_a_typed_answer(self, village: Village, words: str, kind: str) -> None:
        somsri = village.villager("สมศรี")
        somsri.says(ALIKE)
        assert "บันทึกแล้ว" in somsri.says(words)
        assert kinds(village) == [kind]

    def test_neither_leads_to_the_menu_where_a_touch_says_it(self, village: Village) -> None:
        somsri = village.villager("สมศรี")
        menu = somsri.says(ALIKE).taps("ไม่ใช่")
        assert "แตะในเมนู" in menu
        assert "บันทึกแล้ว" in menu.taps("บริจาคของ")
        assert kinds(village) == ["S3-07"]
        assert village.rows(Deed)[0].text == ALIKE
        assert "เรียบร้อยไปแล้ว" in menu.taps("ปลูกผัก")

    def test_neither_and_told_anew(self, village: Village) -> None:
        somsri = village.villager("สมศรี")
        somsri.says(ALIKE)
        somsri.says("ไม่ใช่")
        assert "บันทึกแล้ว" in somsri.says("บริจาคของค่ะ")
        assert kinds(village) == ["S3-07"]

    def test_another_deed_told_meanwhile_is_a_deed_of_its_own(self, village: Village) -> None:
        somsri = village.villager("สมศรี")
        asked = somsri.says(ALIKE)
        assert "+2 แต้ม" in somsri.says("วันนี้กวาดบ้านถูบ้านแล้ว รดน้ำผัก")
        asked.taps("เพาะ")
        assert "F1-03" in kinds(village)

    def test_taken_back_it_is_not_recorded(self, village: Village) -> None:
        somsri = village.villager("สมศรี")
        asked = somsri.says(ALIKE)
        somsri.unsends()
        assert village.rows(Pending) == []
        assert "เรียบร้อยไปแล้ว" in asked.taps("เพาะ")
        assert village.rows(Deed) == []

    def test_cancel_lets_the_question_be(self, village: Village) -> None:
        somsri = village.villager("สมศรี")
        somsri.says(ALIKE)
        assert "ไม่เป็นไร" in somsri.says("ยกเลิก")
        assert village.rows(Pending) == []

    def test_the_first_answer_is_kept_for_whoever_says_yes(self, village: Village) -> None:
        somsri = village.villager("สมศรี")
        somsri.says(ALIKE)
        [question] = village.rows(Pending)
        assert "บันทึกแล้ว" in somsri.posts_back(question.data["yes"])
        assert kinds(village) == ["F1-03"]

    def test_in_a_group_nothing_is_asked(self, village: Village) -> None:
        somsri = village.villager("สมศรี")
        group = village.group("หมู่ 4", somsri)
        assert "บันทึกแล้ว" in somsri.says(ALIKE, group)
        assert not somsri.says(UNSURE, group)

    @pytest.mark.parametrize(
        "data",
        ["deed.is", 'deed.is {"k":"F9-99","t":"x"}', 'deed.is {"k":"F1-03","d":"1","t":"2"}',
         'deed.isnt {"m":[]}', 'deed.pick {"k":"F1-03","m":"7"}', 'deed.much {"id":1,"n":"NaN"}',
         'deed.is {"k":"F1-03","d":"2026-11-23","t":"2026-11-23T10:00:00+07:00","h":999,"n":"1e99"}'],
    )  # fmt: skip
    def test_odd_buttons_do_no_harm(self, village: Village, data: str) -> None:
        somsri = village.villager("สมศรี")
        assert somsri.posts_back(data)
        assert village.rows(Deed) == []

    def test_a_button_of_another_house_records_nothing_there(self, village: Village) -> None:
        somsri, malee = village.villager("สมศรี"), village.villager("มาลี", "9", 2)
        asked = somsri.says(ALIKE)
        assert "เฉพาะ อสม." in malee.posts_back(asked.action("เพาะ")["data"])
        assert village.rows(Deed) == []


class TestHowMuch:
    def test_recorded_at_once_and_asked_in_the_same_reply(self, village: Village) -> None:
        somsri = village.villager("สมศรี")
        card = somsri.says("ปลูกมะม่วงค่ะ")
        assert "+3 แต้ม" in card
        assert "กี่ต้นคะ" in card
        assert [label for label in card.labels if "ต้น" in label] == ["1 ต้น", "3 ต้น", "5 ต้น"]
        assert "+9 แต้ม" in card.taps("3 ต้น")
        [deed] = village.rows(Deed)
        assert (deed.quantity, deed.unit, deed.points) == (3, "ต้น", 9)

    @pytest.mark.parametrize(
        ("deed", "words", "units"),
        [("ปลูกมะม่วงค่ะ", "5", 5), ("ปลูกมะม่วงค่ะ", "ห้าต้นค่ะ", 5), ("ปลูกมะม่วงค่ะ", "ห้า", 5),
         ("ปลูกมะม่วงค่ะ", "ประมาณ 7 ต้น", 7), ("ปลูกมะม่วงค่ะ", "ปลูกมะม่วง 4 ต้นค่ะ", 4),
         ("ลอกคลองแล้วค่ะ", "สองชั่วโมงครึ่ง", 2.5), ("ลอกคลองแล้วค่ะ", "90 นาที", 1.5)],
    )  # fmt: skip
    def test_a_typed_amount(self, village: Village, deed: str, words: str, units: float) -> None:
        somsri = village.villager("สมศรี")
        somsri.says(deed)
        assert "แต้ม" in somsri.says(words)
        [row] = village.rows(Deed)
        assert float(row.units) == units
        assert village.rows(Pending) == []

    @pytest.mark.parametrize("words", ["5555", "555+", "สวัสดีค่ะ", "0812345678", "-3"])
    def test_what_is_no_amount(self, village: Village, words: str) -> None:
        somsri = village.villager("สมศรี")
        somsri.says("ปลูกมะม่วงค่ะ")
        somsri.says(words)
        assert [deed.quantity for deed in village.rows(Deed)] == [None]

    def test_not_knowing_is_well(self, village: Village) -> None:
        somsri = village.villager("สมศรี")
        somsri.says("ปลูกมะม่วงค่ะ")
        assert "ไม่เป็นไร" in somsri.says("จำไม่ได้ค่ะ")
        assert village.balance() == 3

    def test_another_deed_is_another_deed(self, village: Village) -> None:
        somsri = village.villager("สมศรี")
        somsri.says("ปลูกมะม่วงค่ะ")
        somsri.says("รดน้ำผัก")
        assert kinds(village) == ["E3-03", "F1-02"]

    def test_old_buttons_change_nothing_that_was_changed_since(self, village: Village) -> None:
        somsri = village.villager("สมศรี")
        card = somsri.says("ปลูกมะม่วงค่ะ")
        card.taps("แก้ไข")
        somsri.says("รดน้ำผัก")
        assert "เรียบร้อยไปแล้ว" in card.taps("5 ต้น")
        assert kinds(village) == ["F1-02"]
        somsri.says("ยกเลิก")
        assert "เรียบร้อยไปแล้ว" in card.taps("5 ต้น")
        assert kinds(village) == []

    def test_the_same_answer_twice_and_after_the_committees_word(self, village: Village) -> None:
        somsri, nok = village.villager("สมศรี"), village.villager("พี่นก", "16")
        village.grant(nok, "committee")
        card = somsri.says("ปลูกมะม่วงค่ะ")
        card.taps("5 ต้น")
        assert "เรียบร้อยไปแล้ว" in card.taps("5 ต้น")
        nok.says("คิวตรวจ").taps("ผ่าน")
        assert "เรียบร้อยไปแล้ว" in card.taps("3 ต้น")
        assert village.balance() == 15

    def test_not_where_it_changes_no_points(self, village: Village) -> None:
        somsri = village.villager("สมศรี")
        assert "กี่" not in somsri.says("กวาดบ้าน")
        assert "กี่" not in somsri.says("ปลูกมะม่วง 2 ต้น")

    def test_not_in_a_group(self, village: Village) -> None:
        somsri = village.villager("สมศรี")
        group = village.group("หมู่ 4", somsri)
        card = somsri.says("ปลูกมะม่วงแล้วค่ะ", group)
        assert card
        assert "กี่ต้น" not in card

    def test_not_who_enters_for_others_or_many(self, village: Village) -> None:
        village.villager("สมศรี")
        nok = village.villager("พี่นก", "16")
        village.grant(nok, "committee")
        assert "กี่ต้น" not in nok.says("12/3 ม.4 ปลูกมะม่วง")
        assert "กี่ต้น" not in nok.says("ปลูกมะม่วงค่ะ")
        village.later(hours=1)
        assert "กี่ต้น" in nok.says("ปลูกมะม่วงค่ะ")

    def test_not_twice_for_one_deed(self, village: Village) -> None:
        somsri = village.villager("สมศรี")
        card = somsri.says("ปลูกผักค่ะ")
        card.taps("แก้ไข")
        assert "กี่ต้น" not in somsri.says("ปลูกมะม่วง")

    def test_another_house_cannot_answer(self, village: Village) -> None:
        somsri, malee = village.villager("สมศรี"), village.villager("มาลี", "9", 2)
        data = somsri.says("ปลูกมะม่วงค่ะ").action("5 ต้น")["data"]
        assert "ของบ้านอื่น" in malee.posts_back(data)
        assert village.balance() == 3


def test_a_villages_committee_does_not_decide_for_the_tambon(village: Village) -> None:
    nok = village.villager("พี่นก", "16")
    village.grant(nok, "committee", f"{TAMBON}04")
    assert "เฉพาะกรรมการ" in nok.says("คำของตำบล")
    with village.store.read() as session:
        assert access.areas(session, nok.id, "teach words") == [f"{TAMBON}04"]
