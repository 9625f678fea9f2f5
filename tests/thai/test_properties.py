"""What holds for any text at all."""

import sys
import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.thai import (
    annotate,
    fold,
    is_command,
    read_deeds,
    read_house_answer,
    read_moo_answer,
    strip_polite,
)
from bot.understanding import one

MONDAY = date(2026, 11, 23)
THAI = st.text(alphabet=st.characters(min_codepoint=0x0E01, max_codepoint=0x0E5B), max_size=60)
PIECES = st.sampled_from(
    ["ปลูก", "ผัก", "เก็บ", "ขยะ", "วัด", "ยาย", "ให้", "ไม่", "จะ", "แล้ว", "ค่ะ", "5", " ", "ต้น", "ครึ่ง",
     "ชั่วโมง", "หมู่", "12/3", "เมื่อวาน", "วันเสาร์", "ที่แล้ว", "ๆ", "บาท", "\n", "สิบ", "?", "ละ", "มา"]
)  # fmt: skip
SPEECH = st.lists(PIECES, max_size=15).map("".join)
ANY = st.one_of(st.text(max_size=80), THAI, SPEECH)


@given(ANY)
@settings(max_examples=150, deadline=None)
def test_nothing_breaks_the_reading(text: str) -> None:
    u = annotate(text, MONDAY)
    readings = read_deeds(u)
    assert u.raw == text
    assert "".join(word.text for word in u.words) == u.text
    assert all(0.5 <= reading.sureness <= 1.0 for reading in readings)
    assert u.done_on <= MONDAY
    assert all(u.text[a.start : a.end] for a in u.amounts)
    is_command(u, ["เมนู", text])
    strip_polite(text)
    read_house_answer(text)
    read_moo_answer(text)


@given(ANY)
@settings(max_examples=150, deadline=None)
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(ANY)
@settings(max_examples=100, deadline=None)
def test_a_folded_text_says_the_same(text: str) -> None:
    once, again = annotate(text, MONDAY), annotate(fold(text), MONDAY)
    assert (once.words, once.amounts, once.houses) == (again.words, again.amounts, again.houses)
    assert (once.done_on, once.marks) == (again.done_on, again.marks)


@given(st.dates(), SPEECH)
@settings(max_examples=60, deadline=None)
def test_any_day_will_do(today: date, text: str) -> None:
    assert annotate(text, today).done_on <= today


@given(
    st.one_of(
        st.from_regex(r"0[0-9]{1,2}-?[0-9]{3}-?[0-9]{4}", fullmatch=True),
        st.from_regex(r"https?://[a-z]{1,9}\.[a-z]{2,3}/[a-z0-9]{0,9}", fullmatch=True),
        st.from_regex(r"[0-9]{2,6}( [0-9]{2,6}){0,3}", fullmatch=True),
        st.from_regex(r"[0-9]{2,3}/[0-9]{2,3}", fullmatch=True),
        st.from_regex(r"55+\+?", fullmatch=True),
    )
)
@settings(max_examples=80, deadline=None)
def test_numbers_alone_are_no_deeds(text: str) -> None:
    assert read_deeds(annotate(text, MONDAY)) == ()


@pytest.mark.parametrize(
    "piece", ["วันนี้ปลูกผักบุ้งสิบต้นแล้วไปช่วยงานวัด", "ก", "1", "๊", "เ", "ละ", "ช่วย", "12/3", "🎉", "\n"]
)
def test_five_thousand_letters_at_once(piece: str, capsys: pytest.CaptureFixture[str]) -> None:
    text = (piece * 5000)[:5000]
    annotate(text, MONDAY)
    times = []
    for _ in range(3):
        start = time.perf_counter()
        annotate(text, MONDAY)
        times.append(time.perf_counter() - start)
    with capsys.disabled():
        middle = sorted(times)[1] * 1000
        sys.stdout.write(f"\n  annotate 5,000 letters of {piece[:12]!r}: {middle:.1f} ms\n")


def test_understand_answers_any_line() -> None:
    for text in ("", " ", "\u0e31", "\ud800", "ก" * 9999):
        line = {"id": 1, "text": text, "sent_at": "2026-11-23T00:00", "context": "group"}
        assert one(line)["intent"] == "chatter"
