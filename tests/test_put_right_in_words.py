"""A deed put right in words, without a button: ไม่ใช่ 3 ต้น 5 ต้น."""

from datetime import date

import pytest

from bot.domain.deed import Deed
from bot.domain.registry import Member
from bot.thai import annotate
from bot.thai.corrections import read_correction
from tests.village import Village


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """It is about what is said, not about how it is kept: one database is enough."""
    return sqlite_url


TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    "text",
    [
        "ไม่ใช่ 3 ต้น 5 ต้น", "ไม่ใช่3ต้น5ต้นค่ะ", "5 ต้น ไม่ใช่ 3 ต้น", "5 ต้นต่างหาก", "แก้เป็น 5 ต้น",
        "บ่แม่น 3 ต้น 5 ต้น", "ไม่ใช่ 3 ต้นค่ะ แต่เป็น 5 ต้น", "ขอแก้เป็น ๕ ต้นนะคะ", "ผิดค่ะ 5 ต้น",
    ],
)  # fmt: skip
def test_the_amount_that_is_right(text: str) -> None:
    found = read_correction(annotate(text, TODAY), TODAY)
    assert found
    assert found.amount
    assert (found.amount.value, found.amount.unit) == (5, "ต้น")


@pytest.mark.parametrize(
    "text",
    [
        "ไม่ใช่จ้ะ", "ไม่ใช่ว่าฉันไม่อยากไปนะ แต่ฝนตก", "ผิดกฎหมาย 3 คน", "ปลูกผัก 5 ต้น", "ตาทำ",
        "ไม่ใช่ของเรา", "หวยออก 35 ไม่ใช่ 53", "วันนี้ไม่ได้ไป", "5 ต้น",
    ],
)  # fmt: skip
def test_what_puts_nothing_right(text: str) -> None:
    assert read_correction(annotate(text, TODAY), TODAY) is None


@pytest.mark.parametrize(
    "text", ["ไม่ใช่ 3 ต้น 5 ต้น", "5 ต้นต่างหาก", "แก้เป็น 5 ต้น", "5 ต้น ไม่ใช่ 3", "ปลูกผัก 5 ต้น ไม่ใช่ 3 ต้น"]
)
def test_another_amount(village: Village, text: str) -> None:
    somsri = village.villager("สมศรี")
    somsri.says("ปลูกผัก 3 ต้น")
    card = somsri.says(text)
    assert "แก้ไขให้แล้ว" in card
    assert "+5 แต้ม" in card
    [deed] = village.rows(Deed)
    assert (deed.quantity, deed.unit, village.balance()) == (5, "ต้น", 5)


def test_among_several_deeds_the_one_that_was_wrong(village: Village) -> None:
    somsri = village.villager("สมศรี")
    somsri.says("ปลูกผัก 2 ต้น ปลูกมะม่วง 1 ต้น")
    somsri.says("ไม่ใช่ 1 ต้น 3 ต้น")
    assert {deed.kind: deed.quantity for deed in village.rows(Deed)} == {"F1-01": 2, "E3-03": 3}


def test_another_day(village: Village) -> None:
    somsri = village.villager("สมศรี")
    somsri.says("ปลูกผัก 3 ต้น")
    assert "เมื่อวาน" in somsri.says("เมื่อวานนะ ไม่ใช่วันนี้")
    assert "วันนี้" in somsri.says("ไม่ใช่เมื่อวาน วันนี้ค่ะ")
    [deed] = village.rows(Deed)
    assert deed.done_on == TODAY


def test_another_deed_and_the_others_of_the_message_stay(village: Village) -> None:
    somsri = village.villager("สมศรี")
    somsri.says("เก็บขยะ 1 ชั่วโมง ปลูกผัก 2 ต้น")
    somsri.says("ไม่ใช่เก็บขยะ กวาดวัด")
    standing = {deed.kind for deed in village.rows(Deed) if deed.counts}
    assert standing == {"F1-01", "S1-04"}


def test_somebody_else_of_the_house(village: Village) -> None:
    somsri = village.villager("สมศรี")
    somsri.says("เพิ่มสมาชิก ยายแดง")
    somsri.says("ปลูกผัก 3 ต้น")
    assert "ยายแดง" in somsri.says("ยายทำ ไม่ใช่ฉัน")
    [deed] = village.rows(Deed)
    [member] = village.rows(Member)
    assert deed.member_id == member.id


def test_somebody_the_house_has_not_named_is_asked_about_and_never_made_up(
    village: Village,
) -> None:
    somsri = village.villager("สมศรี")
    somsri.says("ปลูกผัก 3 ต้น")
    asked = somsri.says("ยายทำ ไม่ใช่ฉัน")
    assert village.rows(Member) == []
    assert "โดย ยาย" in asked.taps("ใส่ชื่อ")
    [deed] = village.rows(Deed)
    assert deed.member_id == village.rows(Member)[0].id


def test_after_the_button_the_right_amount_counts_not_the_first(village: Village) -> None:
    somsri = village.villager("สมศรี")
    somsri.says("ปลูกผัก 3 ต้น").taps("แก้ไข")
    somsri.says("ไม่ใช่ 3 ต้น 4 ต้น")
    assert village.rows(Deed)[0].quantity == 4


def test_only_that_it_is_wrong_asks_what_is_right(village: Village) -> None:
    somsri = village.villager("สมศรี")
    somsri.says("ปลูกผัก 3 ต้น")
    assert "เป็นอะไรดี" in somsri.says("ไม่ใช่ 3 ต้น")
    somsri.says("4 ต้น")
    assert village.rows(Deed)[0].quantity == 4


def test_nothing_to_put_right(village: Village) -> None:
    somsri = village.villager("สมศรี")
    assert "ยังไม่มีรายการใหม่" in somsri.says("ไม่ใช่ 3 ต้น 5 ต้น")
    somsri.says("ปลูกผัก 3 ต้น")
    village.later(hours=25)
    assert "ยังไม่มีรายการใหม่" in somsri.says("ไม่ใช่ 3 ต้น 5 ต้น")
    assert village.rows(Deed)[0].quantity == 3


class TestInAGroup:
    def test_just_told_and_plainly_meant(self, village: Village) -> None:
        somsri = village.villager("สมศรี")
        group = village.group("หมู่ 4", somsri)
        somsri.says("วันนี้ปลูกผักบุ้ง 3 ต้นค่ะ", group)
        assert "แก้ไขให้แล้ว" in somsri.says("ไม่ใช่ 3 ต้น 5 ต้นค่ะ", group)
        assert village.balance() == 5

    @pytest.mark.parametrize(
        "text",
        ["ไม่ใช่ 2 คน 5 คน", "ไม่ใช่ 9 ต้น 5 ต้น", "ไม่ใช่เย็นนี้นะ พรุ่งนี้ 5 โมง", "ไม่ใช่ 3 ต้น", "ผิดแล้ว 5"],
    )
    def test_silent_where_it_may_be_about_something_else(self, village: Village, text: str) -> None:
        somsri = village.villager("สมศรี")
        group = village.group("หมู่ 4", somsri)
        somsri.says("วันนี้ปลูกผักบุ้ง 3 ต้นค่ะ", group)
        assert not somsri.says(text, group)
        assert village.rows(Deed)[0].quantity == 3

    def test_silent_when_it_was_told_a_while_ago_elsewhere_or_by_others(
        self, village: Village
    ) -> None:
        somsri, malee = village.villager("สมศรี"), village.villager("มาลี", "9")
        group = village.group("หมู่ 4", somsri, malee)
        somsri.says("ปลูกผัก 3 ต้น")
        assert not somsri.says("ไม่ใช่ 3 ต้น 5 ต้น", group)
        somsri.says("วันนี้ปลูกผักบุ้ง 3 ต้นค่ะ", group)
        assert not malee.says("ไม่ใช่ 3 ต้น 5 ต้น", group)
        village.later(minutes=16)
        assert not somsri.says("ไม่ใช่ 3 ต้น 5 ต้น", group)
        assert [deed.quantity for deed in village.rows(Deed)] == [3, 3]
