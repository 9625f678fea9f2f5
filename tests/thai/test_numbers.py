"""Numbers in digits, in words and in the mixtures of both."""

from decimal import Decimal

import pytest

from bot.thai.numbers import number_at, read_number
from bot.thai.words import cut


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ("12", 12),
        ("1,200", 1200),
        ("สิบเอ็ด", 11),
        ("ยี่สิบ", 20),
        ("ยี่สิบเอ็ด", 21),
        ("สี่สิบห้า", 45),
        ("ร้อย", 100),
        ("ร้อยห้าสิบ", 150),
        ("ร้อยเก้าสิบเก้า", 199),
        ("สองร้อยห้า", 205),
        ("ร้อยเอ็ด", 101),
        ("ร้อยนึง", 100),
        ("พันนึง", 1000),
        ("พันห้า", 1500),
        ("สองพันสามร้อย", 2300),
        ("สองหมื่นห้า", 25000),
        ("หนึ่งล้านสองแสน", 1200000),
        ("3 พัน", 3000),
        ("ซาวห้า", 25),
        ("สองสาม", 2),
    ],
)
def test_reads(said: str, value: int) -> None:
    assert read_number(said) == value


@pytest.mark.parametrize("said", ["", "ผัก", "12 ต้น", "1.5", "12/3", "0812345678901"])
def test_is_no_whole_number(said: str) -> None:
    assert read_number(said) is None


def test_decimals_are_exact() -> None:
    number = number_at(cut("0.1"), 0)
    assert number is not None
    assert number.value == Decimal("0.1")
