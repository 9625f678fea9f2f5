"""Short commands, politely and wrongly spelt."""

from datetime import date

import pytest

from bot.thai import annotate, is_command, strip_polite

MONDAY = date(2026, 11, 23)
PHRASES = ("เมนู", "ยกเลิก", "ลบ", "ดูสมุด", "แต้มเท่าไหร่", "ส่งความดี", "ลบข้อมูลของฉัน")


@pytest.mark.parametrize(
    "text",
    [
        "เมนู",
        "ขอดูเมนูหน่อยค่ะ",
        "เมนุ",
        "เมนู 🙏",
        "น้องความดี เปิดเมนู"[0:10] + " เมนู",
        "ยกเลิกครับ",
        "ยกเลึก",
        "ย ก เ ลิก",
        "ลบ",
        "ขอดูสมุดที",
        "แต้มเท่าไรคะ",
        "แต้มเทาไหร่",
        "ส่งความดี",
        "ลบข้อมูลของฉันด้วยค่ะ",
        "ลบขอมูลของฉัน",
    ],
)
def test_is_the_command(text: str) -> None:
    assert is_command(annotate(text, MONDAY), PHRASES)


@pytest.mark.parametrize(
    "text",
    ["", "ค่ะ", "ลม", "นบ", "เก็บขยะหน้าวัด", "วันนี้ขอยกเลิกงานบุญที่วัดนะคะทุกคน", "เมนูอาหารเด็กวันนี้", "5"],
)
def test_is_another_message(text: str) -> None:
    assert not is_command(annotate(text, MONDAY), PHRASES)


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("ขอดูสมุดหน่อยค่ะ", "สมุด"),
        ("ยกเลิกครับผม 🙏🙏", "ยกเลิก"),
        ("น้องความดี ขอดูยอด", "ยอด"),
        ("ความดีสะสม", "ความดีสะสม"),
        ("ค่ะ", "ค่ะ"),
        ("", ""),
    ],
)
def test_strips_what_is_only_polite(text: str, bare: str) -> None:
    assert strip_polite(text) == bare
