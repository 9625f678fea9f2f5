"""What is taken back in words: the newest, one that is named, one of two equal ones, a vote."""

from datetime import date

import pytest

from bot.domain.deed import Deed
from bot.thai import annotate
from bot.thai.cancels import read_cancel
from tests.village import Village


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """It is about what is said, not about how it is kept: one database is enough."""
    return sqlite_url


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("ลบอันที่ปลูกต้นไม้", "ปลูกต้นไม้"), ("เอารายการใส่ปุ๋ยออกหน่อยค่ะ", "ใส่ปุ๋ย"),
        ("ลบที่ปลูกผักออกหน่อยค่ะ", "ปลูกผัก"), ("ลงซ้ำ ลบหนึ่ง", "duplicate"), ("ลงซ้ำค่ะ", "duplicate"),
        ("ลบอันเมื่อกี้ค่ะ", "last"), ("ถอนโหวต", "vote"), ("ยกเลิกโหวตค่ะ", "vote"),
        ("ลบข้อมูล", None), ("เอาขยะออกไปทิ้ง", None), ("ยกเลิกนัด", None), ("พูดซ้ำ ๆ เอาอะไร", None),
    ],
)  # fmt: skip
def test_what_is_meant(text: str, target: str | None) -> None:
    found = read_cancel(annotate(text, date(2026, 11, 23)))
    assert (found.target if found else None) == target


def standing(village: Village) -> list[tuple[str, int | None]]:
    return [(d.kind, d.quantity and int(d.quantity)) for d in village.rows(Deed) if d.counts]


def test_the_one_that_is_named_not_the_newest(village: Village) -> None:
    somsri = village.villager("สมศรี")
    somsri.says("ปลูกมะม่วง 1 ต้น")
    somsri.says("วันนี้ใส่ปุ๋ยผัก")
    somsri.says("กวาดบ้าน")
    assert "ยกเลิก “" in somsri.says("เอารายการใส่ปุ๋ยออก")
    assert [kind for kind, _ in standing(village)] == ["E3-03", "E2-01"]


def test_one_of_the_deeds_of_a_message_goes_alone(village: Village) -> None:
    somsri = village.villager("สมศรี")
    somsri.says("ปลูกผัก 2 ต้น ปลูกมะม่วง 1 ต้น")
    somsri.says("ลบอันที่ปลูกมะม่วง")
    assert standing(village) == [("F1-01", 2)]


def test_several_that_may_be_meant_are_shown(village: Village) -> None:
    somsri = village.villager("สมศรี")
    for trees in (1, 2, 3, 4):
        somsri.says(f"ปลูกผัก {trees} ต้น")
    asked = somsri.says("ลบอันที่ปลูกผัก")
    assert asked.labels.count("ยกเลิกอันนี้") == 3
    assert standing(village) == [("F1-01", n) for n in (1, 2, 3, 4)]
    asked.taps("ยกเลิกอันนี้")
    assert standing(village) == [("F1-01", n) for n in (1, 2, 3)]
    assert "ยกเลิกไปแล้ว" in asked.taps("ยกเลิกอันนี้")


def test_not_after_a_week_and_never_a_neighbours(village: Village) -> None:
    somsri, malee = village.villager("สมศรี"), village.villager("มาลี", "9")
    asked = [somsri.says("ปลูกผัก 1 ต้น"), somsri.says("ปลูกผัก 2 ต้น"), somsri.says("ลบอันที่ปลูกผัก")][-1]
    assert "ของบ้านอื่น" in malee.posts_back(asked.action("ยกเลิกอันนี้")["data"])
    assert "ไม่มีรายการ" in malee.says("ลบอันที่ปลูกผัก")
    village.later(days=7, minutes=1)
    assert "ไม่มีรายการ" in somsri.says("ลบอันที่ปลูกผัก")
    assert len(standing(village)) == 2


def test_told_twice_by_mistake_the_newer_goes(village: Village) -> None:
    somsri = village.villager("สมศรี")
    somsri.says("ปลูกผัก 3 ต้น")
    somsri.says("ปลูกผัก 3 ต้น")
    somsri.says("กวาดบ้าน")
    somsri.says("ลงซ้ำ ลบหนึ่ง")
    assert [(d.kind, d.status) for d in village.rows(Deed)] == [
        ("F1-01", "accepted"), ("F1-01", "withdrawn"), ("E2-01", "accepted"),
    ]  # fmt: skip
    assert "ไม่พบรายการที่ลงซ้ำ" in somsri.says("ลงซ้ำ ลบหนึ่ง")


def test_a_vote_is_not_taken_back_but_replaced(village: Village) -> None:
    somsri = village.villager("สมศรี")
    assert "เสียงใหม่จะแทนเสียงเดิม" in somsri.says("ถอนโหวต")


def test_in_a_group_only_what_was_told_there_and_is_plainly_meant(village: Village) -> None:
    somsri = village.villager("สมศรี")
    group = village.group("หมู่ 4", somsri)
    somsri.says("ปลูกผัก 3 ต้น")
    assert not somsri.says("ลบอันที่ปลูกผัก", group)
    assert not somsri.says("ถอนโหวต", group)
    assert not somsri.says("ลงซ้ำ ลบหนึ่ง", group)
    somsri.says("วันนี้ปลูกผักบุ้ง 4 ต้นค่ะ", group)
    assert not somsri.says("ยกเลิกปลูกผัก", group)
    assert "ยกเลิก “" in somsri.says("ลบอันที่ปลูกผัก", group)
    assert standing(village) == [("F1-01", 3)]
