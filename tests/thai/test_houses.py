"""House numbers in a sentence, and in the answer to a question."""

from datetime import date

import pytest

from bot.thai import annotate, read_house_answer, read_moo_answer

MONDAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("text", "house_no", "moo"),
    [
        ("12/3 ม.4 กวาดบ้าน", "12/3", 4),
        ("162/5ม.4", "162/5", 4),
        ("บ้านเลขที่ ๑๒/๓ หมู่ ๔", "12/3", 4),
        ("12/3 หมู่ 4 แยกขยะ", "12/3", 4),
        ("เลขที่ 45 หมู่4", "45", 4),
        ("เลขที่ 45 หมู่ที่ 4", "45", 4),
        ("หมู่ 6 เลขที่ 300", "300", 6),
        ("บ้าน 7/7 หมู่เก้า", "7/7", 9),
        ("บ้าน 28 ม.4", "28", 4),
        ("บ้าน 42/2", "42/2", None),
        ("บ้านเลขที่ 110", "110", None),
        ("45 หมู่ 2 ปลูกพริก", "45", 2),
    ],
)
def test_finds(text: str, house_no: str, moo: int | None) -> None:
    (house,) = annotate(text, MONDAY).houses
    assert (house.house_no, house.moo) == (house_no, moo)


@pytest.mark.parametrize(
    "text",
    [
        "วัดความดัน 130/80",
        "12/3",
        "วันที่ 12/8",
        "20/11/69",
        "วิ่ง 500 ม. 2 รอบ",
        "หมู่ 5 สองชั่วโมง",
        "ใบเลขที่ 5",
    ],
)
def test_is_no_house(text: str) -> None:
    assert annotate(text, MONDAY).houses == ()


@pytest.mark.parametrize(
    ("answer", "house_no", "moo"),
    [
        ("12/3", "12/3", None),
        ("๑๒/๓ ค่ะ", "12/3", None),
        ("12/3 ม4", "12/3", 4),
        ("12 ทับ 3", "12/3", None),
        ("บ้านเลขที่ 12ทับ3 หมู่สี่", "12/3", 4),
        ("สิบสองทับสาม หมู่สี่", "12/3", 4),
        ("45", "45", None),
        ("เลขที่ 45 ครับ", "45", None),
        ("12 หมู่ 5 นะคะ", "12", 5),
    ],
)
def test_answer_to_which_house(answer: str, house_no: str, moo: int | None) -> None:
    house = read_house_answer(answer)
    assert house is not None
    assert (house.house_no, house.moo) == (house_no, moo)


@pytest.mark.parametrize("answer", ["", "ไม่รู้ค่ะ", "หมู่ 4", "081-234-5678", "ปลูกผัก"])
def test_no_answer_to_which_house(answer: str) -> None:
    assert read_house_answer(answer) is None


@pytest.mark.parametrize(
    ("answer", "moo"),
    [("4", 4), ("ม.4", 4), ("หมู่ 11 ค่ะ", 11), ("หมู่ที่สี่ค่ะ", 4), ("สิบเอ็ดครับ", 11), ("อยู่หมู่ ๓", 3)],
)
def test_answer_to_which_moo(answer: str, moo: int) -> None:
    assert read_moo_answer(answer) == moo


@pytest.mark.parametrize("answer", ["", "12/3", "ไม่รู้", "0", "500"])
def test_no_answer_to_which_moo(answer: str) -> None:
    assert read_moo_answer(answer) is None
