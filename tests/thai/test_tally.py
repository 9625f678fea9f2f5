"""Counts of a meeting as people type them."""

from datetime import datetime, timedelta, timezone

import pytest

from bot.thai.fold import fold
from bot.thai.tally import (
    LONGEST_RANGE,
    read_count,
    read_roll,
    read_totals,
    read_when,
    says_count,
    take_totals,
    take_when,
)

NOW = datetime(2026, 12, 6, 21, 0, tzinfo=timezone(timedelta(hours=7)))


@pytest.mark.parametrize(
    ("words", "houses"),
    [
        ("1 2 5 12/3", ["1", "2", "5", "12/3"]), ("๑, ๒ และ ๑๒ทับ๓ ค่ะ", ["1", "2", "12/3"]),
        ("บ้านเลขที่ 12/3 กับบ้าน 7", ["12/3", "7"]), ("1-4", ["1", "2", "3", "4"]),
        ("1 ถึง 3, 9", ["1", "2", "3", "9"]), ("มา 12ก 12/3ข", ["12ก", "12/3ข"]), ("1และ2", ["1", "2"]),
        ("หมู่ 4: 1-2, 7\nหมู่ 5: 1", ["1 หมู่ 4", "2 หมู่ 4", "7 หมู่ 4", "1 หมู่ 5"]),
        ("หมู่ที่ 4 1 2\n7", ["1 หมู่ 4", "2 หมู่ 4", "7 หมู่ 4"]),
        ("1 2 หมู่ 4, 3 ม.5", ["1 หมู่ 4", "2 หมู่ 4", "3 หมู่ 5"]), ("ม.4: 1 2", ["1 หมู่ 4", "2 หมู่ 4"]),
    ],
)  # fmt: skip
def test_houses(words: str, houses: list[str]) -> None:
    read = read_roll(words)
    assert [str(house) for house in read.houses] == houses
    assert not read.unread


@pytest.mark.parametrize(
    ("words", "unread", "kept"),
    [
        ("1 ยายแดง 2", ["ยายแดง"], ["1", "2"]), ("12/1-5 7", ["12/1-5"], ["7"]), ("9-3", ["9-3"], []),
        (f"1-{LONGEST_RANGE + 2}", [f"1-{LONGEST_RANGE + 2}"], []), ("1-5-7", ["1-5-7"], []),
    ],
)  # fmt: skip
def test_what_is_no_house_is_kept_apart(words: str, unread: list[str], kept: list[str]) -> None:
    read = read_roll(words)
    assert (list(read.unread), [house.no for house in read.houses]) == (unread, kept)


def test_how_many_there_should_be_is_no_house() -> None:
    for words in ("1 2 3 รวม 3 บ้าน", "1-3 ทั้งหมด 3", "1 2 3 มา 3 หลังคาเรือน"):
        read = read_roll(words)
        assert (read.size, len(read.houses)) == (3, 3), words
    assert read_roll("ต.บ้านแพรก หมู่ 4: 1").houses[0].tambon == "บ้านแพรก"


@pytest.mark.parametrize(
    "words",
    [
        "เบอร์ 1 = 12, เบอร์ 2 = 7", "1 12 / 2 7", "1 12\n2 7", "เบอร์ 1 ได้ 12 เสียง เบอร์ 2 ได้ 7 เสียง", "1=12 2=7",
        "1:12, 2:7", "1-12 2-7", "เบอร์หนึ่งได้สิบสองเสียง เบอร์สองได้เจ็ด", "๑ ๑๒ / ๒ ๗", "หมายเลข 1 12 คน หมายเลข 2 7 คนค่ะ",
        "เบอร์ 1 บ้านเลขที่ 12/3 ได้ 12 เสียง และเบอร์ 2 บ้าน 7 หมู่ 4 ได้ 7",
    ],
)  # fmt: skip
def test_totals(words: str) -> None:
    read = read_totals(words)
    assert (read.votes, read.unread) == (((1, 12), (2, 7)), ())


def test_what_else_is_said_of_totals() -> None:
    read = read_totals("เบอร์ 1 = 3 ที่เหลือ 0 บัตรเสีย 2 ใบ")
    assert (read.votes, read.rest_zero, read.spoiled) == (((1, 3),), True, 2)
    assert read_totals("1 12 / 5").unread == ("5",)
    assert not read_totals("12")
    assert not read_totals("ค่ะ")


def test_totals_beside_houses() -> None:
    read, rest = take_totals(fold("บ้าน 1 2 5 12/3 เบอร์ 1 = 2, เบอร์ 2 = 1"))
    assert read.votes == ((1, 2), (2, 1))
    assert [house.no for house in read_roll(rest).houses] == ["1", "2", "5", "12/3"]
    assert not take_totals("บ้าน 1 2 5")[0]


@pytest.mark.parametrize(
    ("words", "sort", "rest"),
    [
        ("นับกระดาษ", "paper", ""), ("ขอนับบัตร 1 2", "paper", "1 2"), ("ผลโหวตยกมือ", "hands", ""),
        ("นับเสียงยกมือ หมู่ 4", "hands", "หมู่ 4"), ("นับเสียงจากกระดาษ", "paper", ""), ("นับมือ", "hands", ""),
        ("ผลการนับบัตรโหวต\n1 2", "paper", "1 2"), ("นับสลิป", "paper", ""),
    ],
)  # fmt: skip
def test_that_votes_were_counted(words: str, sort: str, rest: str) -> None:
    read = read_count(words)
    assert read
    assert (read.sort, read.rest) == (sort, rest)


@pytest.mark.parametrize(
    "words", ["ผลโหวต", "โหวต 3", "นับเงินกองทุน", "เก็บกระดาษ 5 กิโล", "ยกมือไหว้", "นับ 1 2 3"]
)
def test_that_no_votes_were_counted(words: str) -> None:
    assert read_count(words) is None


@pytest.mark.parametrize(
    ("words", "is_count"),
    [("เบอร์ 1 = 12", True), ("เบอร์ 1 ได้ 12", True), ("เบอร์ 1", False), ("โหวตเบอร์ 2", False), ("1 2 5", False)],
)  # fmt: skip
def test_totals_are_told_from_votes(words: str, is_count: bool) -> None:
    assert says_count(words) is is_count


@pytest.mark.parametrize(
    ("words", "day", "hour"),
    [
        ("ทุ่มครึ่ง", 6, "19:30"), ("สี่ทุ่ม", 5, "22:00"), ("เมื่อวาน 1 ทุ่ม", 5, "19:00"), ("5 ธ.ค. 19.00 น.", 5, "19:00"),
        ("วันนี้ 10.30 น.", 6, "10:30"),
    ],
)  # fmt: skip
def test_when_it_was(words: str, day: int, hour: str) -> None:
    read = read_when(words, NOW)
    assert read
    assert (read.day, f"{read:%H:%M}") == (day, hour)


def test_when_it_was_beside_the_rest() -> None:
    at, rest = take_when("ประชุมเมื่อวานทุ่มครึ่ง บ้าน 1-3", NOW)
    assert at
    assert (at.day, at.hour, rest.strip()) == (5, 19, "บ้าน 1-3")
    assert take_when("บ้าน 12/3 7", NOW) == (None, "บ้าน 12/3 7")
    for words in ("เมื่อวาน", "พรุ่งนี้ 1 ทุ่ม", "1 2 5"):
        assert read_when(words, NOW) is None
