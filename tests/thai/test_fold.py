"""One way of writing for what reaches us in many."""

import pytest

from bot.thai import fold


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("๑๒ ต้น", "12 ต้น"),
        ("เเม่", "แม่"),
        ("น้ํา", "น้ำ"),
        ("นํ้า", "น้ำ"),
        ("ค่่า", "ค่า"),
        ("ป่ี", "ปี่"),
        ("มากกกก", "มาก"),
        ("ค่าาา", "ค่า"),
        ("จ้าาา!!!", "จ้า!"),
        ("ดีๆ ๆ ๆ", "ดีๆ"),
        ("น\u200b้ำ\ufeff", "น้ำ"),
        ("\u202eผัก\u202c", "ผัก"),
        ("１２３", "123"),
        ("  กวาด \t บ้าน  ", "กวาด บ้าน"),
        ("กวาดบ้าน\r\n\n ถูบ้าน", "กวาดบ้าน\nถูบ้าน"),
        ("แล้ว... ค่ะ", "แล้ว ค่ะ"),
    ],
)
def test_folds(written: str, folded: str) -> None:
    assert fold(written) == folded


@pytest.mark.parametrize("spelt", ["คับ", "ค้าบ", "ค้าบบบ", "คัฟ", "คร้าบ", "ครัช", "ฮับ"])
def test_the_male_particle_has_one_spelling_at_the_end(spelt: str) -> None:
    assert fold(f"ปลูกพริก {spelt}") == "ปลูกพริก ครับ"
    assert fold(f"{spelt}ผม") == "ครับผม"


@pytest.mark.parametrize("kept", ["1000 บาท", "555555", "แดดดี", "เรือออก", "กก.", "คับข้องใจ"])
def test_leaves_alone_what_only_looks_repeated(kept: str) -> None:
    assert fold(kept) == kept
