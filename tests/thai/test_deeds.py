"""Deeds in what people write, and what looks like deeds and is none."""

from datetime import date

import pytest

from bot.thai import CATEGORY_OF, annotate, read_deeds

MONDAY = date(2026, 11, 23)
ALOUD = 0.8


def codes(text: str) -> set[str]:
    return {reading.code for reading in read_deeds(annotate(text, MONDAY))}


@pytest.mark.parametrize(
    ("text", "expected", "amount", "day"),
    [
        ("วันนี้ปลูกผักบุ้ง 10 ต้นค่ะ 🌱", {"F1-01"}, ("10", "ต้น"), "2026-11-23"),
        ("เมื่อวานช่วยกันเก็บขยะหน้าวัด2ชม.", {"E1-05"}, ("2", "ชั่วโมง"), "2026-11-22"),
        ("ปลุกพริก๕ต้น คับ", {"F1-01"}, ("5", "ต้น"), "2026-11-23"),
        ("แยกขวดได้ 3 โลครึ่ง", {"E1-04"}, ("3.5", "กก."), "2026-11-23"),
        ("ตักบาตรเช้านี้จ้า สาธุ 🙏", {"S1-01"}, None, "2026-11-23"),
        ("มื้อวานไปซ่อยงานบุญ", {"S1-05"}, None, "2026-11-22"),
        ("ตะวาไปจ้วยงานปอย", {"S1-05"}, None, "2026-11-22"),
        ("แรกวาช่วยล้างวัด", {"S1-04"}, None, "2026-11-22"),
        ("ลุงมีพายายไปหาหมอ", {"S3-02"}, None, "2026-11-23"),
        ("12/3 ม.4 กวาดบ้าน ถูบ้าน รดน้ำผัก", {"E2-01", "F1-02"}, None, "2026-11-23"),
        ("ออมสัจจะแล้ว 100 บาท", {"E3-07"}, ("100", "บาท"), "2026-11-23"),
        ("วัดความดัน 130/80 แล้ว", {"S2-04"}, None, "2026-11-23"),
    ],
)
def test_the_domain_examples(
    text: str, expected: set[str], amount: tuple[str, str] | None, day: str
) -> None:
    u = annotate(text, MONDAY)
    readings = read_deeds(u)
    assert {reading.code for reading in readings} == expected
    said = next((r.amount for r in readings if r.amount is not None), None)
    assert (said and (str(said.value), said.unit)) == amount
    assert u.done_on == date.fromisoformat(day)


def test_several_plants_of_one_deed() -> None:
    (reading,) = read_deeds(annotate("ปลูกกล้วยสองกอ กับมะละกอ 3 ต้น", MONDAY))
    assert reading.code == "E3-03"
    assert reading.amount is not None
    assert (reading.amount.value, reading.amount.unit) == (5, "ต้น")


@pytest.mark.parametrize(
    "text",
    [
        "สวัสดีวันจันทร์ค่ะ",
        "555+",
        "👍",
        "ไม่ได้ปลูกผักเลยเดือนนี้",
        "พรุ่งนี้จะไปปลูกป่า",
        "ชวนไปเก็บขยะ 8 โมง",
        "ทำความดี",
        "ส่งความดี",
        "โหวตบ้านยายแดง",
        "โหวต 3",
        "แต้มเท่าไหร่",
        "ดูสมุด",
        "อยากไปทำบุญจัง",
        "ถ้าว่างจะไปเยี่ยมยาย",
        "ใครไปวัดบ้างคะ",
        "ลืมใส่บาตรอีกแล้ว",
        "ขายต้นกล้าพริกต้นละ 5 บาท",
        "รับจ้างตัดหญ้าไร่ละ 500",
        "เขาว่าบ้านโน้นบริจาคเป็นแสน",
        "ช่วยรดน้ำผักให้หน่อยนะ",
        "อย่าลืมแยกขยะนะคะ",
        "เมื่อก่อนเลี้ยงควายหลายตัว",
        "ปลูกผักได้กี่แต้ม",
    ],
)
def test_no_deed(text: str) -> None:
    assert codes(text) == set()


@pytest.mark.parametrize(
    "text",
    [
        "ไม่เผาตอซังเลยปีนี้",
        "ไม่รับถุงพลาสติกที่ตลาด",
        "ล้างแจกัน ไม่มีลูกน้ำแล้วค่ะ",
        "งดเหล้าครบเดือนแล้ว",
        "วันนี้ไม่เปิดแอร์ทั้งวัน",
    ],
)
def test_some_deeds_are_told_with_not(text: str) -> None:
    assert codes(text)


def test_a_denial_reaches_no_further_than_its_clause() -> None:
    assert codes("ปลูกผักแล้วค่ะ พรุ่งนี้จะไปเก็บขยะ") == {"F1-01"}


def test_what_is_taught_is_a_lesson() -> None:
    assert codes("สอนชาวบ้านทำปุ๋ยหมัก 10 คน") == {"S3-05"}


def test_the_first_is_the_surest_and_says_how_sure() -> None:
    clear = read_deeds(annotate("เมื่อวานเก็บขยะริมคลอง 2 ชั่วโมงค่ะ", MONDAY))
    vague = read_deeds(annotate("โรยปูนที่บ้านเมื่อวาน", MONDAY))
    assert clear[0].sureness >= ALOUD
    assert vague[0].sureness < ALOUD
    assert list(clear) == sorted(clear, key=lambda reading: -reading.sureness)


def test_every_code_has_a_category() -> None:
    assert len(CATEGORY_OF) == 54
    assert CATEGORY_OF["S1-04"] == "social.religion"


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("จ็อกกิ้งสี่กิโล", ("4", "กม.")),
        ("เอากล้วยไปขาย วิ่งกลับ 3 โล", ("3", "กม.")),
        ("ลงต้นพะยอม 17", ("17", "ต้น")),
        ("เก็บแบงค์ยี่สิบกับเหรียญสิบ รวม 70 ใส่ซองออม", ("70", "บาท")),
        ("ปลูกพริก 5 ต้น แล้วเก็บขยะ 2 ถุง", ("5", "ต้น")),
    ],
)
def test_the_amount_of_the_deed(text: str, amount: tuple[str, str]) -> None:
    found = [r.amount for r in read_deeds(annotate(text, MONDAY)) if r.amount is not None]
    assert amount in [(str(a.value), a.unit) for a in found]
