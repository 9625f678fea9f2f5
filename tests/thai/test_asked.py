"""Rivals of a reading, a tambon's own phrases, and the table of questions: pure readings."""

from datetime import date

import pytest

from bot.domain.menu import items
from bot.domain.points import fits
from bot.thai import annotate, read_deeds
from bot.thai.asked import button_name, usual_amounts
from bot.thai.own_words import OwnWord, as_phrase, phrase_of
from bot.thai.rivals import rivals, unsure
from tests.thai.test_lines import lines

MONDAY = date(2026, 11, 23)


def read(text: str, *own: tuple[str, str]) -> list[tuple[str, float]]:
    words = tuple(OwnWord(phrase, code) for phrase, code in own)
    return [(d.code, d.sureness) for d in read_deeds(annotate(text, MONDAY), words)]


def test_every_kind_can_be_asked_about() -> None:
    for code, kind in items().items():
        assert 0 < len(button_name(code)) <= 20
        by_amount = fits(kind, kind.unit) and kind.unit in ("ต้น", "กก.", "ชั่วโมง")
        assert bool(usual_amounts(code)) == by_amount
        assert len(usual_amounts(code)) <= 3
        assert all(0 < value <= kind.per_day for value in usual_amounts(code))
    assert len({button_name(code) for code in items()}) == len(items())


def test_the_nearest_rival_comes_first() -> None:
    found = rivals(annotate("แจกเมล็ดบวบให้บ้านใกล้เรือนเคียง 6 บ้าน", MONDAY))
    assert [rival.code for rival in found] == ["F1-04"]
    assert rivals(annotate("วันนี้ปลูกผักบุ้ง 5 ต้น", MONDAY)) == ()
    assert rivals(annotate("กวาดบ้าน รดน้ำผัก", MONDAY)) == ()
    assert rivals(annotate("กวาดบ้าน", MONDAY)) == ()
    assert rivals(annotate("สวัสดีค่ะ", MONDAY)) == ()


def test_few_are_asked_about() -> None:
    told = asked = 0
    for line in (*lines("lines_held"), *lines("lines_tuned")):
        u = annotate(line.text, MONDAY)
        readings = read_deeds(u)
        told += bool(readings)
        asked += len(readings) == 1 and (bool(rivals(u)) or unsure(u, readings[0]))
    assert asked / told < 0.1


@pytest.mark.parametrize(
    ("text", "phrase"),
    [("วันนี้ไปฮุมแฮงสร้างทางกับป้าสมหมาย 3 ชั่วโมงแล้วค่ะ", "ฮุมแฮงสร้างทาง"),
     ("เมื่อวานตอนเช้าปลูกผักบุ้ง ๕ ต้น บ้านเลขที่ 12/3 หมู่ 4 จ้า", "ปลูกผักบุ้ง"),
     ("ฮุมแฮงกับแม่ทองคำ", "ฮุมแฮง"),
     ("น้องฝนกวาดบ้าน", "กวาดบ้าน"), ("ยายบุญมีปลูกผัก", "ปลูกผัก"),
     ("ขอบคุณค่ะ", None), ("12/3 หมู่ 4", None), ("0812345678", None), ("กก", None),
     ("ไปวัดทำบุญตักบาตรถวายเพลฟังเทศน์เวียนเทียนกวาดลานวัดล้างจานเก็บขยะ", None)],
)  # fmt: skip
def test_what_a_message_leaves(text: str, phrase: str | None) -> None:
    assert phrase_of(annotate(text, MONDAY)) == phrase


def test_names_known_here_are_left_out() -> None:
    u = annotate("สมหมายฮุมแฮงสร้างทาง", MONDAY)
    assert "สมหมาย" not in (phrase_of(u, {"สมหมาย ใจดี"}) or "")


@pytest.mark.parametrize(
    "text",
    [
        "ฮุมแฮงสร้างทางแล้ว",
        "วันนี้ฮุมแฮงสร้างทางค่ะ",
        "ฮุมแฮงสร้างทาง",
        "ฮุมแฮ่งส้รางทาง 2 ชั่วโมง",
        "ฮุมแฮง สร้างทาง",
    ],
)
def test_a_phrase_is_met_by_its_sound_at_the_edges_of_words(text: str) -> None:
    [(code, sureness)] = read(text, ("ฮุมแฮงสร้างทาง", "S3-03"))
    assert code == "S3-03"
    assert sureness >= 0.8


def test_a_phrase_is_not_met_inside_a_word() -> None:
    assert read("กินปลายข้าวแล้ว", ("ปลาย", "F2-03")) == []
    assert read("กินมะพร้าวอ่อน", ("พร้าว", "F1-01")) == []


def test_its_own_words_win_over_the_nations() -> None:
    assert read("ปลูกผักบุ้งแล้วค่ะ")[0][0] == "F1-01"
    assert [code for code, _ in read("ปลูกผักบุ้งแล้วค่ะ", ("ปลูกผักบุ้ง", "F1-02"))] == ["F1-02"]


def test_beside_another_deed_both_are_read() -> None:
    codes = {code for code, _ in read("กวาดบ้านแล้ว ฮุมแฮงสร้างทางแล้ว", ("ฮุมแฮงสร้างทาง", "S3-03"))}
    assert codes == {"E2-01", "S3-03"}


@pytest.mark.parametrize(
    ("said", "phrase"),
    [
        ("ฮุม แฮง", "ฮุมแฮง"),
        ("กก", None),
        ("ก1234", None),
        ("x" * 9, None),
        ("", None),
        ("ก" * 61, None),
    ],
)
def test_a_phrase_as_written(said: str, phrase: str | None) -> None:
    assert as_phrase(said) == phrase
