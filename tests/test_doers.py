"""Who did it: somebody else of the house, or several together; never anybody made up."""

from datetime import date

import pytest

from bot.domain.deed import Deed, DeedDoer
from bot.domain.registry import Member
from bot.thai import annotate, read_deeds
from bot.thai.doers import read_doers
from tests.village import Village


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """It is about what is said, not about how it is kept: one database is enough."""
    return sqlite_url


@pytest.mark.parametrize(
    ("text", "called", "several"),
    [
        ("ผมกับลูกสาวเก็บขยะ 3 ถุง", ("", "ลูกสาว"), True),
        ("ไปกันสามคนแม่ลูก ปลูกต้นไม้ 10 ต้น", (), True),
        ("ทั้งบ้านช่วยกันกวาดบ้าน", (), True),
        ("พ่อกับแม่รดน้ำผัก 1 ชั่วโมง", ("พ่อ", "แม่"), True),
        ("เมื่อเช้าไปใส่บาตรกับแม่", ("", "แม่"), True),
        ("แม่ไปใส่บาตร", ("แม่",), False),
        ("วันนี้ลูกสาวผมเก็บขยะ 3 ถุง", ("ลูกสาว",), False),
        ("ตาสมชายปลูกผัก 5 ต้น", ("ตาสมชาย",), False),
    ],
)
def test_who_is_named(text: str, called: tuple[str, ...], several: bool) -> None:
    said = annotate(text, date(2026, 11, 23))
    found = read_doers(said, read_deeds(said)[0].matched)
    assert found
    assert (found.called, found.several) == (called, several)


@pytest.mark.parametrize(
    "text",
    [
        "วันนี้ปลูกผักบุ้ง 5 ต้นค่ะ", "พี่คะ วันนี้ปลูกผัก 5 ต้น", "พาแม่ไปหาหมอ", "น้องความดี ปลูกผัก 5 ต้น",
        "ไปคุยกับยาย 1 ชั่วโมง", "วันนี้ฉันกวาดบ้าน", "ได้ไปเก็บขยะมา 3 ถุง", "ปลูกผักสวนครัวกับพริก 5 ต้น",
    ],
)  # fmt: skip
def test_the_speaker(text: str) -> None:
    said = annotate(text, date(2026, 11, 23))
    found = read_doers(said, read_deeds(said)[0].matched)
    assert found is None or found.called == ("",)


def test_several_are_one_deed_of_the_house_and_named_where_the_house_knows_them(
    village: Village,
) -> None:
    somchai = village.villager("สมชาย")
    somchai.says("ฉันชื่อสมชาย")
    somchai.says("เพิ่มสมาชิก ลูกสาว")
    card = somchai.says("ผมกับลูกสาวปลูกผัก 3 ต้น")
    assert "สมชาย กับ ลูกสาว" in card
    assert "+3 แต้ม" in card
    [deed] = village.rows(Deed)
    assert deed.member_id is None
    assert village.balance() == 3
    assert "สมชาย กับ ลูกสาว" in somchai.says("สมุดความดี")
    village.later(days=1)
    assert "สมชาย กับ ลูกสาว" in somchai.says("เหมือนเมื่อวาน")


def test_those_the_house_does_not_know_are_not_made_up(village: Village) -> None:
    somchai = village.villager("สมชาย")
    somchai.says("ฉันชื่อสมชาย")
    assert "สมชาย กับ คนในบ้าน" in somchai.says("ผมกับลูกสาวปลูกผัก 3 ต้น")
    card = somchai.says("ไปกันสามคนแม่ลูก ปลูกต้นไม้ 10 ต้น")
    assert "ทำด้วยกันในบ้าน" in card
    assert "ใครทำ" not in card
    assert [member.name for member in village.rows(Member)] == ["สมชาย"]
    assert [deed.points for deed in village.rows(Deed)] == [3, 30]


def test_somebody_else_of_the_house(village: Village) -> None:
    somsri = village.villager("สมศรี")
    somsri.says("ฉันชื่อสมศรี")
    somsri.says("เพิ่มสมาชิก แม่แดง")
    assert "แม่แดง" in somsri.says("แม่ไปใส่บาตร")
    mother = village.rows(Member)[1]
    assert village.rows(Deed)[0].member_id == mother.id
    card = somsri.says("ลุงปลูกผัก 3 ต้น")
    assert "ใครทำคะ?" in card
    assert village.rows(Deed)[1].member_id is None
    card.taps("แม่แดง")
    assert village.rows(Deed)[1].member_id == mother.id


def test_naming_one_takes_the_several_back_and_erasing_takes_the_name(village: Village) -> None:
    somchai = village.villager("สมชาย")
    somchai.says("ฉันชื่อสมชาย")
    somchai.says("เพิ่มสมาชิก ลูกสาว")
    somchai.says("ผมกับลูกสาวปลูกผัก 3 ต้น")
    somchai.says("ลูกสาวทำ ไม่ใช่ผม")
    assert village.rows(DeedDoer) == []
    somchai.says("ผมกับลูกสาวปลูกผัก 2 ต้น")
    somchai.says("ลบข้อมูล").taps("ยืนยันลบข้อมูล")
    village.later(days=8)
    village.run_job("retention")
    assert [member.name for member in village.rows(Member)] == ["ลูกสาว"]
    assert len(village.rows(DeedDoer)) == 1
