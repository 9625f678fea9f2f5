"""What a message is for, by the rules and the learned weights together."""

import os
import subprocess
import sys
from datetime import date

import pytest

from bench import train
from bot.thai import annotate, read, tables
from bot.thai.own_words import OwnWord
from bot.thai.reading import CHATTER, DEED_REPORT
from bot.thai.weights import likelihoods, weights

MONDAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("วันนี้ปลูกผักบุ้ง 5 ต้น", DEED_REPORT),
        ("โหวตให้บ้านป้าแดง", "vote"),
        ("แต้มบ้านเราเหลือเท่าไหร่คะ", "balance"),
        ("ช่วยปักหมุดบ้านให้หน่อย", "location_pin"),
        ("อยากเล่าเรื่องศาลปู่ตาให้ลูกหลานฟัง", "story"),
        ("ใช้ไม่เป็นเลย สอนหน่อย", "help"),
        ("สมัครให้ยายด้วยค่ะ บ้านเลขที่ 9 หมู่ 2", "register"),
        ("ประกาศ พรุ่งนี้น้ำประปาไม่ไหลทั้งวัน", "announcement"),
        ("เดือนที่แล้วบ้านไหนชนะ", "results"),
        ("มีหมวดอะไรให้ลงบ้าง", "menu"),
        ("กดผิดค่ะ ลบอันเมื่อกี้ที", "cancel"),
        ("กินข้าวยัง", CHATTER),
    ],
)
def test_every_intent(text: str, intent: str) -> None:
    assert read(annotate(text, MONDAY), group=False).intent == intent


@pytest.mark.parametrize(
    ("text", "slots"),
    [
        ("เลือกเบอร์ ๓ ค่ะ", {"number": 3}),
        ("ขอลงคะแนนให้บ้านลุงคำ หมู่ 2", {"candidate": "บ้านลุงคำ", "moo": 2}),
        ("สมัครสมาชิก บ้าน ๑๒/๓ หมู่ ๔", {"house_no": "12/3", "moo": 4}),
        ("ประกาศ พรุ่งนี้น้ำประปาไม่ไหล", {"body": "พรุ่งนี้น้ำประปาไม่ไหล"}),
        ("ผลโหวตหมู่ 5 เดือนตุลาคม", {"moo": 5, "period": "ตุลาคม"}),
        ("ขอดูแต้มครัวเรือนเดือนนี้", {"scope": "household", "period": "เดือนนี้"}),
        ("ยกเลิกโหวตหน่อย", {"target": "vote"}),
        ("ลงซ้ำไปสองรอบ ลบออกอันนึง", {"target": "duplicate"}),
        ("ขอเล่าเรื่องตำนานหนองปลาไหล", {"body": "ตำนานหนองปลาไหล"}),
    ],
)
def test_slots(text: str, slots: dict[str, object]) -> None:
    assert dict(read(annotate(text, MONDAY), group=False).slots) == slots


@pytest.mark.parametrize(
    "text",
    [
        "เมนูวันนี้มีไรกิน", "ยกเลิกนัดนะ ฝนตก", "ช่วยด้วยแมลงสาบ", "เบอร์ช่างแอร์มีใครรู้บ้าง",
        "เล่าให้ฟังหน่อยดิ", "สมัครงานโลตัสยังไง", "แต้มเซเว่นหมดอายุ", "ส่งโลร้านให้หน่อย",
        "ใครชนะมวยเมื่อคืน", "ทุเรียนโลละ 90 สั่งได้", "ลบรูปกูออกเลย",
    ],
)  # fmt: skip
def test_neighbours_are_left_alone(text: str) -> None:
    assert read(annotate(text, MONDAY), group=True).intent == CHATTER


def test_in_a_group_only_what_looks_like_it_is_heard() -> None:
    asked = annotate("ขอดูแต้มบ้านเราหน่อย", MONDAY)
    assert read(asked, group=False).intent == "balance"
    assert read(asked, group=True).intent == CHATTER


def test_a_phrase_of_the_tambon_is_settled() -> None:
    said = annotate("วันนี้ตีขี้ไต้มา", MONDAY)
    found = read(said, group=False, own=[OwnWord("ตีขี้ไต้", "F3-01")])
    assert (found.intent, [deed.code for deed in found.deeds]) == (DEED_REPORT, ["F3-01"])


def test_likelihoods_share_one_whole() -> None:
    assert sum(likelihoods(["w:ปลูก", "x:alone"]).values()) == pytest.approx(1.0)
    assert sum(likelihoods([]).values()) == pytest.approx(1.0)


def test_the_weights_were_learned_from_the_lines_beside_them() -> None:
    """Whoever changes lines, cues or features runs `make train`."""
    first, second = tables_head()
    assert second == f"# lines {train.digest()}", first


def tables_head() -> list[str]:
    return train.MODEL.read_text(encoding="utf-8").splitlines()[:2]


def test_every_kind_of_deed_has_a_weight() -> None:
    labels = set(weights().labels)
    wanted = {f"deed:{row[1]}" for row in tables.rows("menu")}
    assert wanted <= labels


def test_one_reading_whatever_the_seed_of_hashes() -> None:
    """Sets have no order of their own; what is read may not depend on it."""
    code = (
        "from datetime import date; from bot.thai import annotate; from bot.thai.features import features;"
        "print(sorted(features(annotate('แต้มแม่เพียรเพี้ยน จ้อกกิ้งโนน', date(2026, 1, 1)), (), group=False)))"
    )
    said = {
        subprocess.run(
            [sys.executable, "-c", code], env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True, check=True, text=True,
        ).stdout
        for seed in ("0", "1", "2")
    }  # fmt: skip
    assert len(said) == 1


def test_what_is_overheard_as_no_deed_is_read_to_its_end() -> None:
    said = annotate("เมื่อวานยกลังเบียร์เปล่าไปส่งจุดรับซื้อ ชั่งได้ 13 กก", date(2026, 12, 5))
    assert read(said, group=True).intent == CHATTER
