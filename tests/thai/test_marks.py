"""How a sentence is meant."""

from datetime import date

import pytest

from bot.thai import annotate

MONDAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("ปลูกผักแล้วค่ะ", "done"),
        ("ไปวัดมา", "done"),
        ("ไม่ได้ปลูกผักเลย", "neg"),
        ("บ่ได้ไปวัด", "neg"),
        ("จะไปปลูกป่า", "future"),
        ("พรุ่งนี้ปลูกป่า", "future"),
        ("อยากไปวัด", "wish"),
        ("ถ้าว่าง", "conditional"),
        ("ใครไปวัดบ้าง", "question"),
        ("ไปวัดบ่", "question"),
        ("ไปวัดหรือยัง", "question"),
        ("กวาดบ้านยัง", "question"),
        ("ไปวัดไหม", "question"),
        ("ไปวัด?", "question"),
        ("ขอเชิญร่วมทำบุญ", "invite"),
        ("ช่วยรดน้ำให้หน่อย", "request"),
        ("อย่าลืมแยกขยะ", "forbid"),
        ("เขาว่าบ้านนั้นรวย", "hearsay"),
        ("เมื่อก่อนเลี้ยงควาย", "memory"),
        ("ผักกำละ 5 บาท", "selling"),
        ("ไข่สดสั่งได้", "selling"),
        ("ขนมครก 3 ฝา 10", "selling"),
        ("รับจ้างตัดหญ้า", "paid"),
        ("ได้กี่แต้ม", "bot_talk"),
        ("ประกาศ ประชุมบ่ายสอง", "announce"),
        ("ขอเล่าเรื่องยาย", "story_word"),
        ("สวัสดีตอนเช้า", "greeting"),
        ("ขอบคุณค่ะ", "thanks"),
        ("แม่งเอ๊ย", "rude"),
        ("https://shop.example", "advert"),
        ("เจอกัน 8 โมง", "clock"),
    ],
)
def test_marks(text: str, mark: str) -> None:
    assert mark in annotate(text, MONDAY).marks


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("ออมวันละ 20 บาท", "selling"),
        ("ให้ข้าวหมา ทุกวัน", "done"),
        ("เก็บไว้กินเอง", "future"),
        ("ซื้อเกลือ", "hearsay"),
        ("เดินชั่วโมงเดียว", "clock"),
        ("เปลี่ยนหลอด LED", "advert"),
    ],
)
def test_marks_nothing(text: str, mark: str) -> None:
    assert mark not in annotate(text, MONDAY).marks
