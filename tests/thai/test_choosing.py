"""Whom a vote is for, in the many ways people write it, and what is no vote."""

import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.registry import clean_house_no
from bot.thai import annotate, fold, tables
from bot.thai.choosing import LONGEST, Choice, read_choice

DAY = date(2026, 12, 5)


def chosen(text: str) -> Choice:
    choice = read_choice(annotate(text, DAY))
    assert choice is not None, text
    return choice


@pytest.mark.parametrize(
    ("number", "texts"),
    [
        (3, ("โหวต 3", "โหวต3", "โหวต ๓", "โหวตเบอร์สาม", "โหวตสามค่ะ", "ขอโหวต 3 ค่ะ", "โหวตให้เบอร์ 3 นะคะ", "จะโหวต 3")),
        (2, ("เลือกเบอร์ ๒", "เลือกเบอร์ 2 ค่ะ", "ขอลงให้เบอร์ 2 จ้า", "เอาเบอร์ 2 เด้อ", "กาเบอร์ 2", "ยกมือให้เบอร์ 2", "ให้เบอร์ 2 จ้ะ")),
        (4, ("หมายเลข 4", "หมายเลขสี่ครับ", "โหวตหมายเลข ๔", "ลงเสียงให้เบอร์ 4", "ออกเสียงให้เบอร์ 4 ครับผม", "เทคะแนนให้เบอร์ 4 เลย")),
        (5, ("โหวดเบอร์ 5", "โหวท 5", "โวต5", "โหว้ต 5", "vote 5", "Vote number 5", "VOTE 5", "ลงคะแนนเบอร์ 5")),
        (6, ("โหวตตตตต 6", "โหวตต 6", "โหวต 6 ค่าาาา", "โหวตเบอร์ 6", "โหวตเบอ 6", "โหวตเบอร6", "โหวตเบ้อร์ 6")),
        (7, ("โหวต: 7", "โหวต-7", "โหวต#7", '"โหวต 7"', "❤️ โหวต 7 ❤️", "โหวต\n7", "โหวต  7!!!", "@ความดี โหวต 7", "น้องความดี ขอโหวต 7")),
        (8, ("ผมโหวตเบอร์ 8 ครับ", "ป้าโหวต 8 จ้า", "บ้านเราโหวตเบอร์ 8", "แม่ขอเลือกเบอร์ 8", "ข่อยเอาเบอร์ ๘", "รอบนี้ขอโหวตเบอร์ 8")),
        (9, ("สวัสดีค่ะ ขอโหวตเบอร์ 9 ค่ะ", "โหวต 9 ขอบคุณค่ะ", "โหวตเบอร์ 9 เหมือนเดิม", "โหวตเบอร์ 9 ไปแล้วค่ะ", "โหวตแล้ว เบอร์ 9", "1 เสียงให้เบอร์ 9")),
        (10, ("โหวตสิบ", "โหวต ๑๐", "เบอร์สิบเลยค่ะ", "ขอโหวตเบอร์ 10 ได้ไหมคะ", "เบอร์ 10 จ้า โหวตให้")),
        (11, ("โหวตสิบเอ็ด", "โหวตเบอร์สิบเอ็ดค่ะ", "โหวต 11")),
        (12, ("โหวตสิบสอง", "โหวตหมายเลขสิบสองจ้า", "โหวต12ครับ")),
        (1, ("โหวตหนึ่ง", "โหวตเบอร์นึงค่ะ", "โหวตเบอร์ 1 1 เสียง", "โหวตบ้านเบอร์ 1", "โหวตคนที่ 1", "โหวตผู้เข้าชิงหมายเลข 1", "โหวต 01")),
        (0, ("โหวต 0",)),
        (3, ("โหวตเบอร์ 3 เพราะช่วยงานวัดตลอด", "โหวตเบอร์ 3 ขยันจริง", "โหวตเบอร์ 3 ที่ช่วยน้ำท่วม", "โหวตเบอร์ 3 สมควรได้")),
    ],
)  # fmt: skip
def test_by_number(number: int, texts: tuple[str, ...]) -> None:
    for text in texts:
        choice = chosen(text)
        assert (choice.numbers, choice.houses, choice.names) == ((number,), (), ()), text
        assert choice.plain, text
        assert not choice.several, text
        assert not choice.asks, text


@pytest.mark.parametrize(
    ("text", "house_no", "moo"),
    [
        ("โหวตบ้านเลขที่ 12/3", "12/3", None), ("โหวตบ้านเลขที่ ๑๒/๓ ค่ะ", "12/3", None),
        ("โหวต 12/3", "12/3", None), ("โหวต 12 / 3", "12/3", None), ("โหวต๑๒/๓ครับ", "12/3", None),
        ("โหวตให้บ้าน 12/3 หมู่ 4 ครับ", "12/3", 4), ("โหวต 12/3ม.4", "12/3", 4), ("โหวต 12/3 หมู่สี่", "12/3", 4),
        ("โหวตหมู่ 4 บ้าน 12/3", "12/3", 4), ("หมู่ 4 บ้านเลขที่ 12/3 โหวตให้ค่ะ", "12/3", 4),
        ("ขอโหวตบ้าน 12/3ค่ะ", "12/3", None), ("โหวตบ้านเลขที่12ก", "12ก", None), ("โหวตบ้าน 12กค่ะ", "12ก", None),
        ("โหวตบ้าน 12ครับ", "12", None), ("โหวตบ้าน 12หมู่ 4", "12", 4), ("โหวตบ้านเลขที่ 12/3ก ม.4", "12/3ก", 4),
        ("โหวตบ้านเลขที่ 12ทับ3", "12/3", None), ("โหวตบ้าน 12 ทับ 3", "12/3", None), ("โหวตบ้านสิบสองทับสาม", "12/3", None),
        ("โหวดบ้าน 7", "7", None), ("โหวตเฮือน 7", "7", None),
        ("โหวตครัวเรือน 7 หมู่ที่ 4", "7", 4), ("โหวตบ้านเลขที่ 012/03", "12/3", None),
        ("ลงคะแนนให้บ้านเลขที่ 2 หมู่ 4 ค่ะ", "2", 4), ("โหวตเบอร์ 12/3", "12/3", None), ("โหวตบ้านเลขที่ 145", "145", None),
    ],
)  # fmt: skip
def test_by_house(text: str, house_no: str, moo: int | None) -> None:
    choice = chosen(text)
    assert choice == Choice((), ((house_no, moo),), (), plain=True)
    assert clean_house_no(house_no) == house_no


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("โหวตบ้านยายแดง", "ยายแดง"), ("โหวตบ้านยายแดงนะคะ", "ยายแดง"), ("โหวด บ้านยายแดง ค่ะ", "ยายแดง"),
        ("โหวตบ้านยายเเดง", "ยายแดง"), ("โหวตยายแดง", "ยายแดง"), ("โหวตให้ยายแดงค่ะ", "ยายแดง"),
        ("โหวตบ้านยายแดงที่ช่วยงานวัด", "ยายแดง"), ("โหวตบ้านยายแดง ขยันมาก", "ยายแดง"),
        ("โหวตบ้านยายแดง อยู่ท้ายซอย", "ยายแดง"), ("โหวตบ้านยายแดงเพราะแกใจดี", "ยายแดง"),
        ("โหวตบ้านป้าแก้วเลยค่ะ", "ป้าแก้ว"), ("โหวตบ้านลุงดำครับ", "ลุงดำ"), ("โหวตลุงมี", "ลุงมี"),
        ("กดโหวตบ้านครูเอก", "ครูเอก"), ("โหวตครูเอก ค่ะ", "ครูเอก"), ("ขอลงเสียงให้ครูเอกด้วยค่ะ", "ครูเอก"),
        ("โหวตสมศรี", "สมศรี"), ("โหวตสมศรี ใจดี", "สมศรี ใจดี"), ("โหวตนางสมศรี ใจดี ค่ะ", "นางสมศรี ใจดี"),
        ("โหวตบ้านน.ส.วรรณา พรมดี", "น.ส.วรรณา พรมดี"), ("โหวตวรรณา พรมดี", "วรรณา พรมดี"),
        ("โหวตผู้ใหญ่มานิต", "ผู้ใหญ่มานิต"), ("โหวตบ้านกำนัน", "กำนัน"), ("โหวตให้แม่น้องพลอย", "แม่น้องพลอย"),
        ("โหวตครอบครัวใจดี", "ใจดี"), ("เฮือนพ่อใหญ่คำ โหวตให้", "พ่อใหญ่คำ"), ("โหวตหื้อเฮือนแม่อุ๊ยคำแดง", "แม่อุ๊ยคำแดง"),
        ("โหวตสามารถ", "สามารถ"), ("โหวตสามารถ ใจดี", "สามารถ ใจดี"), ("โหวตกันยา", "กันยา"), ("โหวตประกอบ", "ประกอบ"),
        ("โหวตบ้านมานะ", "มานะ"), ("โหวตบ้านมานะค่ะ", "มานะ"), ("โหวตมานี มานะค่ะ", "มานี มานะ"), ("โหวตบ้านนที", "นที"),
        ("โหวตบ้านละมัย", "ละมัย"), ("โหวตบ้านแทน", "แทน"), ("โหวตวันดี", "วันดี"), ("โหวตบ้านเดือนเพ็ญ", "เดือนเพ็ญ"),
    ],
)  # fmt: skip
def test_by_name(text: str, name: str) -> None:
    assert chosen(text) == Choice((), (), (name,), plain=True)


@pytest.mark.parametrize(
    ("text", "choice"),
    [
        ("เลือก 2", Choice((2,), (), (), plain=False)),
        ("กา 3", Choice((3,), (), (), plain=False)),
        ("เลือกบ้าน 2", Choice((), (("2", None),), (), plain=False)),
        ("เลือกบ้าน 7 ม.4", Choice((), (("7", 4),), (), plain=False)),
        ("ให้บ้านลุงสำราญ", Choice((), (), ("ลุงสำราญ",), plain=False)),
        ("เลือกบ้านครูเอกค่ะ", Choice((), (), ("ครูเอก",), plain=False)),
        ("เอายายแดง", Choice((), (), ("ยายแดง",), plain=False)),
        ("เลือกบ้านยายแดงหมู่ 2", Choice((), (), ("ยายแดง",), plain=False, moo=2)),
        ("ข้อ 3 ค่ะ", Choice((3,), (), (), plain=False)),
        ("ช่วยโหวตเบอร์ 3 ด้วยนะคะ", Choice((3,), (), (), plain=False)),
        ("ฝากโหวตบ้านยายแดงด้วยค่ะ", Choice((), (), ("ยายแดง",), plain=False)),
    ],
)
def test_what_neighbours_say_of_other_things_too_is_not_plain(text: str, choice: Choice) -> None:
    assert chosen(text) == choice


@pytest.mark.parametrize(
    ("text", "numbers", "houses", "names"),
    [
        ("โหวต 2 กับ 3", (2, 3), (), ()), ("โหวต 1,4", (1, 4), (), ()), ("โหวต 1.4", (1, 4), (), ()),
        ("โหวต 2 3", (2, 3), (), ()), ("โหวต 2และ3", (2, 3), (), ()), ("โหวต 2+3", (2, 3), (), ()),
        ("โหวตเบอร์ 2 และเบอร์ 5", (2, 5), (), ()), ("โหวตสองกับสามค่ะ", (2, 3), (), ()), ("โหวต 2 โหวต 3", (2, 3), (), ()),
        ("โหวตทั้งเบอร์ 2 และ 3", (2, 3), (), ()), ("โหวต ๑, ๒, ๓", (1, 2, 3), (), ()),
        ("โหวตบ้านยายแดงกับบ้านลุงมี", (), (), ("ยายแดง", "ลุงมี")), ("โหวตยายแดงและลุงมีค่ะ", (), (), ("ยายแดง", "ลุงมี")),
        ("โหวตสมศักดิ์กับสมหมาย", (), (), ("สมศักดิ์", "สมหมาย")),
        ("โหวตบ้าน 12 กับ 13", (), (("12", None), ("13", None)), ()),
        ("โหวตบ้าน 12 ม.4 กับบ้าน 13 ม.5", (), (("12", 4), ("13", 5)), ()),
        ("โหวต 12/3 และ 12/4", (), (("12/3", None), ("12/4", None)), ()),
        ("โหวตเบอร์ 2 กับบ้านยายแดง", (2,), (), ("ยายแดง",)),
    ],
)  # fmt: skip
def test_two_at_once_are_seen(
    text: str,
    numbers: tuple[int, ...],
    houses: tuple[tuple[str, int | None], ...],
    names: tuple[str, ...],
) -> None:
    assert chosen(text) == Choice(numbers, houses, names, plain=True, several=True)


@pytest.mark.parametrize(
    ("text", "numbers", "houses", "names"),
    [
        ("โหวตเบอร์ 2 บ้านยายแดง", (2,), (), ("ยายแดง",)),
        ("โหวตเบอร์ 2 บ้านเลขที่ 12/3 หมู่ 4", (2,), (("12/3", 4),), ()),
        ("โหวต 3 ค่ะ โหวต 3", (3,), (), ()),
        ("โหวตเบอร์ 3 เบอร์สาม", (3,), (), ()),
    ],
)
def test_one_named_twice_over_is_one(
    text: str,
    numbers: tuple[int, ...],
    houses: tuple[tuple[str, int | None], ...],
    names: tuple[str, ...],
) -> None:
    assert chosen(text) == Choice(numbers, houses, names, plain=True)


@pytest.mark.parametrize(
    "text",
    [
        "โหวต 3 เอ้ย 4", "โหวต 3 เอ๊ย 4 ค่ะ", "ไม่เอา 3 เอาเบอร์ 4 แทน", "เปลี่ยนเป็นเบอร์ 4", "ขอเปลี่ยนเป็นเบอร์ 4 ค่ะ",
        "เปลี่ยนจากเบอร์ 3 เป็นเบอร์ 4", "เปลี่ยนจากเบอร์ 3 เป็น 4", "เปลี่ยนโหวตเป็น 4", "เปลี่ยนใจ โหวต 4",
        "โหวต 3 ไม่เอาแล้ว โหวต 4", "โหวต 4 ไม่ใช่ 3", "โหวต 3 เอ้ยไม่ใช่ 4", "โหวตผิด ขอเป็นเบอร์ 4", "โหวต 4 ไม่เอา 3",
        "ไม่โหวต 3 แล้ว โหวต 4", "โหวต 3 ขอโทษค่ะ 4", "เบอร์ 3 เอ้ย เบอร์ 4", "โหวต 2 กับ 3 เอ้ย 4", "ไม่เอา 2 กับ 3 โหวต 4",
    ],
)  # fmt: skip
def test_a_correction_is_one_choice(text: str) -> None:
    assert chosen(text) == Choice((4,), (), (), plain=True)


@pytest.mark.parametrize(
    "text",
    [
        "โหวตบ้านยายแดง เอ้ย บ้านลุงมี", "โหวตบ้านยายแดงเอ้ยลุงมี", "โหวตยายแดง เปลี่ยนเป็นลุงมี", "โหวตลุงมี ไม่เอายายแดง",
        "ไม่เอายายแดง โหวตลุงมี",
    ],
)  # fmt: skip
def test_a_correction_of_a_name(text: str) -> None:
    assert chosen(text) == Choice((), (), ("ลุงมี",), plain=True)


@pytest.mark.parametrize(
    ("text", "several"),
    [
        ("โหวต 2 หรือ 3 ดี", True), ("โหวตบ้าน 12 หรือ 13 ดีคะ", True), ("โหวตเบอร์ 2 หรือเบอร์ 3 ดีคะ", True),
        ("โหวต 3 ดีไหม", False), ("โหวตเบอร์ 3 ดีมั้ยคะ", False), ("โหวต 3?", False), ("เลือกบ้านยายแดงดีไหม", False),
        ("โหวตบ้านยายแดงหรือบ้านลุงมี", True),
    ],
)  # fmt: skip
def test_what_is_asked_is_marked(text: str, several: bool) -> None:
    choice = chosen(text)
    assert choice.asks
    assert choice.several == several


@pytest.mark.parametrize(
    "text",
    [
        # denied, or it did not work
        "ไม่โหวต 3", "ไม่ได้โหวตเบอร์ 3", "บ่โหวตเบอร์ 3", "อย่าโหวตเบอร์ 3", "โหวตบ้าน 12 ไม่ได้", "โหวต 3 ไม่ได้ค่ะ", "ยังไม่ได้โหวต",
        "ยังไม่ได้โหวตเบอร์ 3 เลย", "ไม่เอาเบอร์ 3 แล้ว", "โหวตบ้านยายแดงไม่ได้", "โหวตเบอร์ 3 ไม่ติด", "ถอนโหวตเบอร์ 3", "ยกเลิกโหวต 3",
        "โหวตไม่เป็นค่ะ", "โหวตผิด", "โหวต 3 ผิดค่ะ", "ไม่เอา 2 กับ 3",
        # counted
        "โหวต 3 คน", "โหวตแล้ว 2 บ้าน", "โหวตไปแล้ว 2", "โหวตได้ 3 บ้าน", "โหวตสองบ้าน", "3 เสียง", "โหวต 1 เสียง", "โหวต 5 โมง",
        "โหวตวันที่ 5", "โหวตถึงวันที่ 7", "โหวตอีก 3 บ้าน", "โหวต 12/3/2567", "เหลือ 2 บ้านยังไม่โหวต", "กา 3 ตัว", "เอา 2 กิโล", "ให้ 2",
        # asked, told of others, wished, asked of all
        "โหวต", "ผลโหวต", "โหวตยังไง", "โหวตที่ไหน", "โหวตใครดี", "โหวตบ้านไหนดี", "โหวตอะไรดี", "โหวตหน่อย", "โหวตกัน", "โหวตกันเถอะ",
        "โหวตกันหรือยังคะ", "ใครโหวตเบอร์ 3 บ้าง", "ยายแดงโหวตเบอร์ 3", "ทุกคนโหวตเบอร์ 3", "ถ้าโหวต 3 ได้แต้มไหม", "โหวตเบอร์ 3 ได้แต้มไหม",
        "โหวตเบอร์ 3 หรือยัง", "อย่าลืมโหวตเบอร์ 3", "เบอร์ 3 บ้านใคร", "เบอร์ 3 ได้ 5 เสียง", "เบอร์ 3 ชนะ", "โหวตเสร็จแล้ว", "โหวตแล้วค่ะ",
        "โหวตเบอร์ 3 เพราะอะไรไม่รู้ แต่เปลี่ยนเป็นเบอร์ 2", "โหวตบ้านเรา", "โหวตบ้านตัวเอง", "โหวตให้บ้านฉันด้วย", "โหวตครัวเรือน",
        # other things that are chosen, given or have a number
        "เลือกบ้าน 2 หลังไปช่วยน้ำท่วม", "เลือกเสื้อเบอร์ 3", "เลือกตั้ง อบต. เบอร์ 3", "หลอดไฟเบอร์ 5", "ยาเบอร์ 5", "ขอเบอร์หน่อยค่ะ",
        "เบอร์ 0812345678", "เบอร์บ้าน 043-123456", "ดูช่อง 3", "โทรเบอร์ 1669", "เอาข้าวไปให้บ้านยายแดง", "เอาป้ายไปติด", "เอาอาหารไปวัด",
        "บ้านเลขที่ 12/3 หมู่ 4", "เป็นบ้านเลขที่ 12/3", "ลงทะเบียน บ้านเลขที่ 4 หมู่ 4", "บ้าน 7/7 หมู่เก้า ลงด้วย", "บ้านยายแดง", "เปลี่ยนเป็น 4",
        "แก้เป็น 3 ต้น", "3", "12/3", "ค่ะ", "", "โหวต 123", "โหวต 2569",
    ],
)  # fmt: skip
def test_no_choice(text: str) -> None:
    assert read_choice(annotate(text, DAY)) is None


def test_a_story_with_a_vote_in_it_is_none() -> None:
    assert read_choice(annotate("โหวต 3 " + "ขยันมาก " * LONGEST, DAY)) is None


@given(
    st.integers(0, 99),
    st.sampled_from(["โหวต {}", "เลือกเบอร์ {} ค่ะ", "หมายเลข{}", "ขอลงให้เบอร์ {} จ้า"]),
)
@settings(max_examples=60, deadline=None)
def test_thai_digits_are_digits(number: int, words: str) -> None:
    thai = str(number).translate(str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙"))
    assert chosen(words.format(thai)) == chosen(words.format(number))
    assert chosen(words.format(number)).numbers == (number,)


@given(st.from_regex(r"[0-9]{1,5}( ?/ ?| ?ทับ ?)[0-9]{1,5}", fullmatch=True))
@settings(max_examples=80, deadline=None)
def test_house_numbers_are_spelt_as_the_register_spells_them(house_no: str) -> None:
    [(spelt, moo)] = chosen(f"โหวตบ้านเลขที่ {house_no}").houses
    assert (spelt, moo) == (clean_house_no(house_no), None)


PIECES = st.sampled_from(
    ["โหวต", "เลือก", "เบอร์", "หมายเลข", "บ้าน", "บ้านเลขที่", "ให้", "ไม่", "เอ้ย", "เปลี่ยนเป็น", "กับ", "หรือ", "แล้ว", "ยายแดง",
     "สมศรี", "2", "3", "12/3", "สอง", "หมู่ 4", "ค่ะ", "นะ", "ดี", "ไหม", "เพราะ", "ที่", " ", ",", "ๆ", "์", "คน", "\n", "x"]
)  # fmt: skip
ANY = st.one_of(
    st.text(max_size=80),
    st.lists(PIECES, max_size=14).map("".join),
    st.text(alphabet=st.characters(min_codepoint=0x0E01, max_codepoint=0x0E5B), max_size=60).map("โหวต".__add__),
)  # fmt: skip


@given(ANY)
@settings(max_examples=250, deadline=None)
def test_nothing_breaks_it_and_what_it_finds_was_said(text: str) -> None:
    u = annotate(text, DAY)
    choice = read_choice(u)
    if choice is None:
        return
    assert choice.numbers or choice.houses or choice.names
    assert all(0 <= number <= 99 for number in choice.numbers)
    assert all(clean_house_no(house_no) == house_no for house_no, _ in choice.houses)
    said = "".join(u.text.split())
    assert all("".join(name.split()) in said for name in choice.names)
    assert not choice.several or len([*choice.numbers, *choice.houses, *choice.names]) > 1
    assert read_choice(annotate(fold(text), DAY)) == choice


@given(
    st.sampled_from(["ไม่โหวต", "ยังไม่ได้โหวต", "อย่าโหวต", "ไม่เอา", "ไม่ได้เลือก"]), st.integers(1, 12)
)
@settings(max_examples=40, deadline=None)
def test_what_is_denied_is_never_chosen(words: str, number: int) -> None:
    for said in (f"{words} {number}", f"{words}เบอร์ {number} ค่ะ", f"{words}บ้าน {number}"):
        assert read_choice(annotate(said, DAY)) is None


@pytest.mark.parametrize(
    "piece",
    ["โหวต", "โหวต ", "ไม่โหวต 3 ", "บ้าน", "โหวตกา", "1,", "สิบ", "ยาย", "ที่", "โหวต1กับ", "นะ", "ก้", "12/", "หมู่", "เบอร์ "],
)  # fmt: skip
def test_bounded_time(piece: str) -> None:
    chosen("โหวตบ้านยายแดง เพราะขยัน")  # builds what is built once
    for text in (f"โหวต{piece * 200}"[:LONGEST], f"โหวตบ้าน{piece * 200}"[:LONGEST], piece * 2000):
        u = annotate(text, DAY)
        start = time.perf_counter()
        read_choice(u)
        assert time.perf_counter() - start < 0.5, text[:20]


def test_the_words_are_written_as_they_will_be_met_and_mean_one_thing() -> None:
    stands: dict[str, str] = {}
    for sort, cell in tables.rows("choosing"):
        for word in cell.split("|"):
            assert fold(word) == word
            if sort not in {"self", "never", "alone"}:  # told apart by what stands beside them
                assert stands.setdefault(word, sort) == sort
