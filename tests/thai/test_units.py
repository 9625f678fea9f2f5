"""One name for a unit, and what turns into what."""

from decimal import Decimal

import pytest

from bot.thai import Amount, convert
from bot.thai.units import canonical, family_of


@pytest.mark.parametrize(
    ("spelling", "unit"),
    [
        ("ชม", "ชั่วโมง"),
        ("ชม.", "ชั่วโมง"),
        ("โล", "กก."),
        ("กิโล", "กก."),
        ("KG", "กก."),
        ("กอ", "ต้น"),
        ("เทือ", "ครั้ง"),
        ("ราย", "คน"),
        ("กม", "กม."),
        ("ตั๋ว", "ตัว"),
        ("รังถึง", "ลังถึง"),
        ("เซท", "เซ็ต"),
        ("ซม.", "เซนติเมตร"),
        ("เฮือน", "บ้าน"),
        ("ครัว", "ครัวเรือน"),
        ("ถังสี", "ถัง"),
        ("ผัก", None),
    ],
)
def test_has_one_name(spelling: str, unit: str | None) -> None:
    assert canonical(spelling) == unit


@pytest.mark.parametrize(
    ("value", "unit", "to", "expected"),
    [
        ("30", "นาที", "ชั่วโมง", "0.5"),
        ("2.5", "ชั่วโมง", "นาที", "150"),
        ("3", "ขีด", "กก.", "0.3"),
        ("500", "กรัม", "กก.", "0.5"),
        ("2", "โหล", "ฟอง", "24"),
        ("3", "คู่", "ตัว", "6"),
        ("1", "ไร่", "งาน", "4"),
        ("1", "ไร่", "ตร.ม.", "1600"),
        ("1", "งาน", "ตร.ว.", "100"),
        ("0.5", "วัน", "ชั่วโมง", "4"),
        ("5", "ต้น", "ต้น", "5"),
        ("3", "บ้าน", "ครัวเรือน", "3"),
        ("7", "หลังคาเรือน", "หลัง", "7"),
        ("4", "เที่ยว", "ครั้ง", "4"),
        ("30", "เซนติเมตร", "เมตร", "0.3"),
    ],
)
def test_converts(value: str, unit: str, to: str, expected: str) -> None:
    assert convert(Amount(Decimal(value), unit, 0, 0), to) == Decimal(expected)


@pytest.mark.parametrize(
    ("unit", "to"),
    [("ต้น", "กก."), ("บาท", "ชั่วโมง"), ("ตัว", "ฟอง"), (None, "ต้น"), ("กก.", "เข็ม")],
)
def test_does_not_convert(unit: str | None, to: str) -> None:
    assert convert(Amount(Decimal(1), unit, 0, 0), to) is None


def test_a_number_without_unit_is_bare() -> None:
    assert family_of(None) == "bare"
    assert family_of("ชม.") == "time"
