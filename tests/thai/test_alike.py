"""Which household a said name means, misspelt or by another title."""

import time

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from bot.thai import fold, tables
from bot.thai.alike import Likeness, alike

HEADS = (
    "นางสมศรี ใจดี",
    "นายสำราญ มีสุข",
    "น.ส.วรรณา พรมดี",
    "นายชัยวัฒน์ แสนดี",
    "นางจันทร์เพ็ญ ศักดิ์สิทธิ์",
    "ผู้ใหญ่มานิต",
)
CALLED = (
    "ยายแดง",
    "ลุงแดง",
    "ครูเอก",
    "ป้าแก้ว",
    "กำนันสมชาย",
    "ลุงมี",
    "พลอย",
    "อารี",
    "ต้น",
    "มานะ",
    "มาลี",
)
KNOWN = (*HEADS, *CALLED)


@pytest.mark.parametrize(
    ("said", "means"),
    [
        # as it is written, with and without spaces and signs
        ("นางสมศรี ใจดี", "นางสมศรี ใจดี"), ("สมศรี ใจดี", "นางสมศรี ใจดี"), ("สมศรีใจดี", "นางสมศรี ใจดี"),
        ("นาง สมศรี  ใจดี", "นางสมศรี ใจดี"), ("นส. วรรณา พรมดี", "น.ส.วรรณา พรมดี"), ("“ครูเอก”", "ครูเอก"),
        # a first name alone, and what neighbours call people
        ("สมศรี", "นางสมศรี ใจดี"), ("ป้าสมศรี", "นางสมศรี ใจดี"), ("ยายสมศรี", "นางสมศรี ใจดี"), ("พี่สมศรี", "นางสมศรี ใจดี"),
        ("คุณสมศรี ใจดี", "นางสมศรี ใจดี"), ("ลุงสำราญ", "นายสำราญ มีสุข"), ("ช่างสำราญ", "นายสำราญ มีสุข"), ("น้องวรรณา", "น.ส.วรรณา พรมดี"),
        ("เอก", "ครูเอก"), ("พี่เอก", "ครูเอก"), ("สมชาย", "กำนันสมชาย"), ("นายสมชาย", "กำนันสมชาย"), ("มานิต", "ผู้ใหญ่มานิต"),
        ("ผู้ใหญ่บ้านมานิต", "ผู้ใหญ่มานิต"), ("แก้ว", "ป้าแก้ว"), ("แม่แก้ว", "ป้าแก้ว"), ("น้องพลอย", "พลอย"), ("พลอย มีสุข", "พลอย"),
        # by the house
        ("บ้านยายแดง", "ยายแดง"), ("ครอบครัวลุงมี", "ลุงมี"), ("เฮือนป้าแก้ว", "ป้าแก้ว"), ("บ้านของครูเอก", "ครูเอก"),
        # the title tells them apart
        ("ยายแดง", "ยายแดง"), ("ลุงแดง", "ลุงแดง"), ("คุณยายแดง", "ยายแดง"), ("ตาแดง", "ลุงแดง"), ("ป้าแดง", "ยายแดง"),
        # a courtesy at the end, which may be a part of the name
        ("ลุงมีนะ", "ลุงมี"), ("ยายแดงเจ้า", "ยายแดง"), ("มานะ", "มานะ"), ("มานะนะ", "มานะ"), ("ป้าแก้วที", "ป้าแก้ว"),
        # a name that starts as a title does
        ("อารี", "อารี"), ("ป้าอารี", "อารี"),
    ],
)  # fmt: skip
def test_the_same(said: str, means: str) -> None:
    assert alike(said, KNOWN).same == (means,)


@pytest.mark.parametrize(
    ("said", "perhaps"),
    [
        ("สมสี", "นางสมศรี ใจดี"), ("สมศี", "นางสมศรี ใจดี"), ("สมสรี", "นางสมศรี ใจดี"), ("สมสรี ใจดี", "นางสมศรี ใจดี"),
        ("สมสีใจดี", "นางสมศรี ใจดี"), ("สัมราญ", "นายสำราญ มีสุข"), ("ลุงสำลาน", "นายสำราญ มีสุข"), ("สำราน", "นายสำราญ มีสุข"),
        ("วันนา", "น.ส.วรรณา พรมดี"), ("วรรนา", "น.ส.วรรณา พรมดี"), ("วรรณา พรหมดี", "น.ส.วรรณา พรมดี"),
        ("ไชยวัฒน์", "นายชัยวัฒน์ แสนดี"), ("ชัยวัด", "นายชัยวัฒน์ แสนดี"), ("ชัยวัฒ", "นายชัยวัฒน์ แสนดี"), ("ใชวัด", "นายชัยวัฒน์ แสนดี"),
        ("จันเพ็ญ", "นางจันทร์เพ็ญ ศักดิ์สิทธิ์"), ("จันทร์เพ็น", "นางจันทร์เพ็ญ ศักดิ์สิทธิ์"), ("ป้าจันเพ็น", "นางจันทร์เพ็ญ ศักดิ์สิทธิ์"),
        ("มานิด", "ผู้ใหญ่มานิต"), ("ผู้ใหญ่มานิจ", "ผู้ใหญ่มานิต"), ("คูเอก", "ครูเอก"), ("ปาแก้ว", "ป้าแก้ว"), ("ป้าแกว", "ป้าแก้ว"),
        ("แก่ว", "ป้าแก้ว"), ("พอย", "พลอย"), ("พรอย", "พลอย"), ("ตน", "ต้น"), ("สมชย", "กำนันสมชาย"),
        ("สมศรี ใจดำ", "นางสมศรี ใจดี"), ("นายสมศรี", "นางสมศรี ใจดี"), ("กำนัน", "กำนันสมชาย"), ("บ้านผู้ใหญ่", "ผู้ใหญ่มานิต"), ("รี", "อารี"),
    ],
)  # fmt: skip
def test_near_enough_to_ask(said: str, perhaps: str) -> None:
    found = alike(said, KNOWN)
    assert found.same == ()
    assert found.near[0] == perhaps


@pytest.mark.parametrize(
    "said",
    [
        "", " ", "🙏", "...", "1", "ตัน", "ตม", "แกง", "ครูเอม", "ลุงมา", "ลุงดี", "มานี", "มาลา", "ตาลี", "สมศักดิ์", "สมหมาย", "บุญมี", "สุดใจ", "ยายดำ", "น้องฟ้า", "จันทรา",
        "วิไล", "ประกอบ", "ใจ", "ใจดี", "ดี", "ก" * 61, "somsri", "บ้าน", "ค่ะ", "ครัวเรือน",
    ],
)  # fmt: skip
def test_another(said: str) -> None:
    assert alike(said, KNOWN) == Likeness((), ())


def test_two_of_one_name_are_both_meant() -> None:
    assert alike("แดง", KNOWN).same == ("ยายแดง", "ลุงแดง")
    assert alike("สมศรี", ["นางสมศรี ใจดี", "สมศรี", "นางสมศรี มีสุข"]).same == (
        "นางสมศรี ใจดี", "สมศรี", "นางสมศรี มีสุข",
    )  # fmt: skip
    assert alike("ป้าแดง", ["ยายแดง", "แดง"]).same == ("ยายแดง", "แดง")


def test_the_best_first_and_the_rest_near() -> None:
    found = alike("สมศรี ใจดี", ["สมศรี", "นางสมสี ใจดี", "นางสมศรี มีสุข", "นางสมศรี ใจดี"])
    assert found.same == ("นางสมศรี ใจดี",)
    assert found.near == ("สมศรี", "นางสมสี ใจดี", "นางสมศรี มีสุข")
    assert alike("ยายแดง", ["ลุงแดง", "แดง", "ยายแดง"]) == Likeness(("ยายแดง",), ("แดง", "ลุงแดง"))


def test_the_other_sex_is_never_taken() -> None:
    assert alike("ลุงพลอย", ["นางสาวพลอย แสนดี"]) == Likeness((), ("นางสาวพลอย แสนดี",))
    assert alike("ยายคำ", ["ตาคำ", "คำ"]) == Likeness(("คำ",), ("ตาคำ",))


def test_thai_digits_are_digits() -> None:
    assert alike("ยายแดง๒", ["ยายแดง2"]).same == ("ยายแดง2",)
    assert alike("ยายแดง2", ["ยายแดง๒"]).same == ("ยายแดง๒",)


SYLLABLES = st.sampled_from(
    ["สม", "ศรี", "ชาย", "แก้ว", "ก้อย", "บุญ", "มา", "วัน", "เพ็ญ", "ทอง", "คำ", "น้อย", "พร", "ใหญ่", "จันทร์", "ต้น", "รัก", "ดี", "ไล",
     "พู่", "อ้วน", "เล็ก", "จ๋า", "ณี", "ละ", "นะ", "ฝ้าย", "หน่อย", "ตุ๊ก", "ติ๋ม", "ใจ", "ปลื้ม"]
)  # fmt: skip
FIRST = st.lists(SYLLABLES, min_size=1, max_size=4).map("".join)
NAMES = st.builds(
    lambda title, first, family: f"{title}{first} {family}".strip(),
    st.sampled_from(["", "นาง", "นาย", "น.ส.", "ป้า", "ยาย", "ลุง", "ครู", "น้อง", "พ่อใหญ่", "ผู้ใหญ่"]),
    FIRST,
    st.one_of(st.just(""), FIRST),
)
TONES = "่้๊๋"


@given(NAMES, st.lists(NAMES, max_size=5))
@settings(max_examples=150, deadline=None)
def test_a_name_is_itself(name: str, others: list[str]) -> None:
    found = alike(name, [*others, name])
    assert name in found.same
    assert not set(found.same) & set(found.near)
    assert set(found.same) | set(found.near) <= {*others, name}


@given(NAMES, st.data())
@settings(max_examples=150, deadline=None)
def test_without_one_tone_mark_it_is_at_least_near(name: str, data: st.DataObject) -> None:
    marks = [at for at, letter in enumerate(name) if letter in TONES]
    assume(marks)
    at = data.draw(st.sampled_from(marks))
    said = name[:at] + name[at + 1 :]
    found = alike(said, [name])
    assert name in (*found.same, *found.near)


@given(NAMES)
@settings(max_examples=80, deadline=None)
def test_a_first_name_and_a_joined_one_mean_the_full_name(name: str) -> None:
    first, _, family = name.partition(" ")
    assert alike(first, [name]).same == (name,)
    assert alike(first + family, [name]).same == (name,)


ANY = st.one_of(
    NAMES,
    st.text(max_size=70),
    st.text(alphabet=st.characters(min_codepoint=0x0E01, max_codepoint=0x0E5B), max_size=60),
)


@given(ANY, st.lists(ANY, max_size=6))
@settings(max_examples=200, deadline=None)
def test_nothing_breaks_it(said: str, known: list[str]) -> None:
    found = alike(said, known)
    assert set(found.same) | set(found.near) <= set(known)
    assert len({*found.same, *found.near}) == len(found.same) + len(found.near)
    assert alike(fold(said), known) == found


@given(NAMES, st.lists(NAMES, max_size=4))
@settings(max_examples=60, deadline=None)
def test_whatever_the_order_the_same_are_the_same(said: str, known: list[str]) -> None:
    assert set(alike(said, known).same) == set(alike(said, known[::-1]).same)


def test_bounded_time() -> None:
    known = [f"นาง{'สมศรี' * 5}{n} {'ใจดี' * 5}{n}" for n in range(200)]
    start = time.perf_counter()
    for said in ("สมสรี" * 11, "ยาย" * 20, "อา" * 30, "นะ" * 30, "์" * 60):
        alike(said[:60], known)
    assert time.perf_counter() - start < 5


def test_the_words_are_written_as_they_will_be_met_and_mean_one_thing() -> None:
    seen: set[str] = set()
    for sort, cell in tables.rows("names"):
        for word in cell.split("|"):
            assert fold(word) == word
            if sort != "ending":  # น้า is an aunt, and a courtesy
                assert word not in seen
                seen.add(word)
