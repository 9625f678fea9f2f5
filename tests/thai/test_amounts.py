"""How much a sentence says, and the numbers in it that say nothing of the kind."""

from datetime import date

import pytest

from bot.thai import annotate

MONDAY = date(2026, 11, 23)


def amounts(text: str) -> list[tuple[str, str | None]]:
    return [(str(a.value), a.unit) for a in annotate(text, MONDAY).amounts]


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("ปลูกพริก๕ต้น", "5", "ต้น"),
        ("แยกขวด ½ โล", "0.5", "กก."),
        ("แยกขวด ๒½ โล", "2.5", "กก."),
        ("แยกขวดได้ 3 โลครึ่ง", "3.5", "กก."),
        ("เก็บขยะ2ชม.", "2", "ชั่วโมง"),
        ("ชั่วโมงเดียวเสร็จ", "1", "ชั่วโมง"),
        ("ถูพื้นครึ่งชั่วโมง", "0.5", "ชั่วโมง"),
        ("ครึ่ง ชม", "0.5", "ชั่วโมง"),
        ("เดินชั่วโมงครึ่ง", "1.5", "ชั่วโมง"),
        ("กวาดชั่วโมงกว่า", "1", "ชั่วโมง"),
        ("ขัดพื้นเป็นชั่วโมง", "1", "ชั่วโมง"),
        ("1 ชั่วโมง 20 นาที", "80", "นาที"),
        ("เก็บได้กระสอบหนึ่ง", "1", "กระสอบ"),
        ("ได้เห็ดตั้งโล", "1", "กก."),
        ("ไข่สองโหล", "2", "โหล"),
        ("ไก่ 3 คู่", "3", "คู่"),
        ("ทำบุญ 1,200 บาท", "1200", "บาท"),
        ("ร้อยกว่าบาท", "100", "บาท"),
        ("2-3 ต้น", "2", "ต้น"),
        ("ออม 50", "50", None),
        ("โอนไปร้อยนึง", "100", None),
        ("กิ่งพันธุ์ 7 กิ่ง", "7", "กิ่ง"),
        ("โหนบาร์ 15 ที", "15", "ครั้ง"),
        ("ว่ายน้ำ 500 ม.", "500", "เมตร"),
    ],
)
def test_reads(text: str, value: str, unit: str | None) -> None:
    assert amounts(text) == [(value, unit)]


@pytest.mark.parametrize(
    "text",
    [
        "ให้เลือดครั้งที่ 12",
        "โทร 081-234-5678",
        "วัดความดัน 130/80",
        "12/3 หมู่ 4",
        "บ้านเลขที่ 45",
        "เจอกัน 8 โมงเช้า",
        "เสร็จตอนทุ่มนึง",
        "เริ่ม 08.30 น.",
        "วันที่ 23 พ.ย. 2569",
        "ปี 2569",
        "ยายอายุ 85 ปี",
        "อยู่ ม.4",
        "จัดบ้าน 5ส",
        "แบงค์ยี่สิบ",
        "ยายสาม",
        "ถูกหวย https://x.co/123456",
        "555+",
        "เข้าซอย 5",
        "500 หน้าร้านค้า"[4:],
    ],
)
def test_counts_nothing(text: str) -> None:
    assert amounts(text) == []


def test_a_price_each_is_marked() -> None:
    each, whole = annotate("ขวดโลละ 5 บาท ได้ 6 โล", MONDAY).amounts
    assert each.rate
    assert not whole.rate


def test_says_where_it_stands() -> None:
    u = annotate("ปลูกผัก ๑๐ ต้นค่ะ", MONDAY)
    (amount,) = u.amounts
    assert u.text[amount.start : amount.end] == "10 ต้น"
    assert amount.said == "ต้น"
