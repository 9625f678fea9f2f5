"""Which month a sentence asks for."""

from datetime import date

import pytest

from bot.thai import annotate
from bot.thai.months import read_month

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("สมุดความดี", None),
        ("สมุดความดีเดือนนี้", date(2026, 11, 1)),
        ("สมุดความดีเดือนที่แล้ว", date(2026, 10, 1)),
        ("เดือนก่อนได้กี่แต้ม", date(2026, 10, 1)),
        ("สองเดือนก่อนได้กี่แต้ม", date(2026, 9, 1)),
        ("สมุดความดี 11 เดือนก่อน", date(2025, 12, 1)),
        ("สมุดความดีเดือนตุลาคม", date(2026, 10, 1)),
        ("ขอดูสมุดความดี ต.ค. 69 หน่อยค่ะ", date(2026, 10, 1)),
        ("สมุดความดี เดือน ตค", date(2026, 10, 1)),
        ("สมุดความดี ธันวาคม", date(2025, 12, 1)),
        ("สมุดความดี มีนาคม 68", date(2025, 3, 1)),
        ("สมุดความดีเดือนมกราคม ๒๕๖๘", date(2025, 1, 1)),
        ("สมุดความดีเดือน 10", date(2026, 10, 1)),
        ("สมุดความดีบ้านที่มีคนเยอะ", None),
    ],
)
def test_the_month_asked_for(text: str, month: date | None) -> None:
    assert read_month(annotate(text, TODAY).text, TODAY) == month
