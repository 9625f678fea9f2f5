"""เหมือนเมื่อวาน: what was told before, done again today."""

from datetime import date

import pytest

from bot.domain.deed import Deed
from bot.thai import annotate
from bot.thai.again import read_again
from tests.village import Village


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """It is about what is said, not about how it is kept: one database is enough."""
    return sqlite_url


@pytest.mark.parametrize(
    ("text", "of_yesterday", "amount"),
    [
        ("เหมือนเมื่อวาน", True, None), ("ทำเหมือนเมื่อวานอีก", True, None), ("คือมื้อวาน", True, None),
        ("เหมือนเมื่อวานแต่ 5 ถุง", True, 5), ("เหมือนเมื่อวานค่ะ แต่วันนี้ได้ 5 ถุง", True, 5),
        ("คือเก่า", False, None), ("คือเก่าเด้อ", False, None), ("วันนี้ก็เหมือนเดิมจ้า", False, None),
    ],
)  # fmt: skip
def test_the_same_as_before(text: str, of_yesterday: bool, amount: int | None) -> None:
    found = read_again(annotate(text, date(2026, 11, 23)))
    assert found
    assert found.of_yesterday == of_yesterday
    assert (found.amount.value if found.amount else None) == amount


@pytest.mark.parametrize(
    "text", ["ราคาเหมือนเดิม", "ฝนตกเหมือนเมื่อวานเลย", "เหมือนเดิมไหม", "ข้าวเหมือนเมื่อวาน"]
)
def test_what_is_about_something_else(text: str) -> None:
    assert read_again(annotate(text, date(2026, 11, 23))) is None


def test_yesterdays_deeds_today(village: Village) -> None:
    somsri = village.villager("สมศรี")
    somsri.says("รดน้ำผัก")
    somsri.says("ปลูกผัก 3 ต้น")
    village.later(days=1)
    card = somsri.says("เหมือนเมื่อวาน")
    assert "บันทึกแล้ว" in card
    today = [deed for deed in village.rows(Deed) if str(deed.done_on) == "2026-11-24"]
    assert [(deed.kind, deed.quantity) for deed in today] == [("F1-02", None), ("F1-01", 3)]
    card.taps("ยกเลิก")
    assert not any(deed.counts for deed in village.rows(Deed)[2:])


def test_with_another_amount(village: Village) -> None:
    somsri = village.villager("สมศรี")
    somsri.says("ปลูกผัก 3 ต้น")
    village.later(days=1)
    somsri.says("เหมือนเมื่อวานแต่ 5 ต้น")
    assert [deed.quantity for deed in village.rows(Deed)] == [3, 5]


def test_as_ever_is_the_last_told_within_a_week(village: Village) -> None:
    somsri = village.villager("สมศรี")
    somsri.says("รดน้ำผัก")
    village.later(days=3)
    assert "เมื่อวานยังไม่มีความดี" in somsri.says("เหมือนเมื่อวาน")
    assert "บันทึกแล้ว" in somsri.says("คือเก่า")
    village.later(days=8)
    assert "ยังไม่มีความดีเดิม" in somsri.says("เหมือนเดิม")
    assert len(village.rows(Deed)) == 2


def test_a_withdrawn_deed_is_not_repeated(village: Village) -> None:
    somsri = village.villager("สมศรี")
    somsri.says("รดน้ำผัก").taps("ยกเลิก")
    village.later(days=1)
    assert "ยังไม่มีความดี" in somsri.says("เหมือนเมื่อวาน")


def test_in_a_group_only_after_a_deed_told_there_the_day_before(village: Village) -> None:
    somsri, malee = village.villager("สมศรี"), village.villager("มาลี", "9")
    group = village.group("หมู่ 4", somsri, malee)
    somsri.says("วันนี้ปลูกผักบุ้ง 3 ต้นค่ะ", group)
    malee.says("ปลูกผัก 3 ต้น")
    village.later(days=1)
    assert not malee.says("เหมือนเดิมค่ะ", group)
    assert "+3 แต้ม" in somsri.says("เหมือนเมื่อวานค่ะ", group)
    village.later(days=2)
    assert not somsri.says("เหมือนเดิมค่ะ", group)
