"""Yes to an open question: a word, a thumb, or a sticker in 1:1."""

import pytest

from bot import routing
from bot.domain.registry import Member
from handlers import TOPICS
from tests.village import Answer, Village, Villager


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """It is about what is said, not about how it is kept: one database is enough."""
    return sqlite_url


LIKE = {"type": "sticker", "packageId": "1", "stickerId": "2", "keywords": ["OK", "thumbs up"]}
REFUSES = {"type": "sticker", "packageId": "1", "stickerId": "3", "keywords": ["No", "angry"]}


def asked(village: Village) -> tuple[Villager, Answer]:
    """Shall ยาย be entered as one of the house?"""
    somsri = village.villager("สมศรี")
    somsri.says("ปลูกผัก 3 ต้น")
    return somsri, somsri.says("ยายทำ ไม่ใช่ฉัน")


@pytest.mark.parametrize("yes", [LIKE, "ใช่ค่ะ", "👍", "แม่นแล้ว", "ค่ะ", "ok"])
def test_yes(village: Village, yes: object) -> None:
    somsri, _ = asked(village)
    assert "โดย ยาย" in somsri.says(yes)  # type: ignore[arg-type]
    assert [member.name for member in village.rows(Member)] == ["ยาย"]


@pytest.mark.parametrize("no", [REFUSES, "ไม่เอา", "ไม่ค่ะ", "👎"])
def test_no_and_the_question_is_closed(village: Village, no: object) -> None:
    somsri, _ = asked(village)
    assert "ไม่เป็นไร" in somsri.says(no)  # type: ignore[arg-type]
    somsri.says(LIKE)
    assert village.rows(Member) == []


def test_without_a_question_a_sticker_gets_a_warm_word(village: Village) -> None:
    somsri = village.villager("สมศรี")
    somsri.says("ปลูกผัก 3 ต้น")
    answer = somsri.says(LIKE)
    assert answer.text == "ขอบคุณค่ะ 😊"
    assert not answer.labels


def test_a_question_that_has_run_out_is_not_answered(village: Village) -> None:
    somsri, _ = asked(village)
    village.later(hours=2)
    somsri.says(LIKE)
    assert village.rows(Member) == []


def test_in_a_group_a_sticker_answers_nothing(village: Village) -> None:
    somsri, _ = asked(village)
    group = village.group("หมู่ 4", somsri)
    assert not somsri.says(LIKE, group)
    assert village.rows(Member) == []


def test_no_sticker_erases_moves_or_leaves(village: Village) -> None:
    somsri = village.villager("สมศรี")
    somsri.says("ลบข้อมูล")
    assert "ขอบคุณ" in somsri.says(LIKE)
    somsri.says("ลงทะเบียน บ้านเลขที่ 9 หมู่ 2")
    assert "ขอบคุณ" in somsri.says(LIKE)
    assert "12/3" in somsri.says("สมุดความดี")


def test_whatever_a_question_may_say_no_sticker_stands_for_these() -> None:
    weighty = {"me.erase", "join.move", "consent.all", "house.not_ours", "announce.send", "pin.set"}
    taps = {name for topic in TOPICS for name in topic.taps}
    assert weighty <= taps
    assert all(name.startswith(routing.TOO_WEIGHTY) for name in weighty)
