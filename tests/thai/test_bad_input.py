"""Nothing that can be typed breaks the reading, and nothing meaningless becomes a deed."""

import random
import sys
import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.thai import annotate, read
from bot.thai.reading import DEED_REPORT

MONDAY = date(2026, 11, 23)
MARKS = "ะัาำิีึืฺุู็่้๊๋์ํ๎เแโใไๆฯ"
SCRIPTS = {
    "anything": (0x20, 0x2FFF),
    "Thai letters": (0x0E01, 0x0E5B),
    "Lao": (0x0E81, 0x0EDF),
    "Khmer": (0x1780, 0x17F9),
    "Arabic, from right to left": (0x0600, 0x06FF),
    "emoji": (0x1F300, 0x1FAFF),
    "Latin": (0x41, 0x7A),
    "astral": (0x10000, 0x10FFF),
}
ODD = (
    "\u200f", "\u202e", "\u200b", "\u200d", "\ufeff", "\n", " ", "\x00", "130/80", "081-234-5678", "เลขท้าย 27",
    "https://a.th/x?y=1", "555", "@all", "#ความดี", "<b>", "0812345678", "12/11/69", "๙๙", "ๆ",
)  # fmt: skip
EACH = 1250


def strings() -> list[str]:
    """Ten thousand, the same at each run."""
    dice = random.Random(2569)
    made = []
    for low, high in SCRIPTS.values():
        for _ in range(EACH):
            letters = [chr(dice.randrange(low, high)) for _ in range(dice.randrange(1, 60))]
            for _ in range(dice.randrange(4)):
                letters.insert(dice.randrange(len(letters) + 1), dice.choice((*ODD, *MARKS)))
            made.append("".join(letters))
    return made


def test_ten_thousand_strings_that_mean_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    taken, slowest, texts = [], (0.0, ""), strings()
    read(annotate("", MONDAY), group=True)
    assert len(texts) == 10_000
    for at, text in enumerate(texts):
        start = time.perf_counter()
        found = read(annotate(text, MONDAY), group=at % 2 == 0)
        slowest = max(slowest, (time.perf_counter() - start, text))
        if found.intent == DEED_REPORT:
            taken.append(text)
    with capsys.disabled():
        sys.stdout.write(f"\n  10,000 strings: the slowest took {slowest[0] * 1000:.1f} ms\n")
    assert taken == []


@pytest.mark.parametrize(
    "text",
    [
        "130/80", "BP 145/92 P78", "081-234-5678", "0899999999", "https://shopee.co.th/x.123",
        "เลขเด็ด 27 72 727", "ตี 3 ตัวตรง 456", "5 5 5 5 5", "1/2/3/4", "ก" * 5000, "่" * 5000, "เแโใไ" * 900,
        "\u202eนตข้าว 5 กูลป", "ສະບາຍດີ ປູກຜັກ 5 ຕົ້ນ", "ខ្ញុំដាំបន្លែ ៥ ដើម", "I planted 5 trees today", "🙏" * 200, "ๆๆๆๆ", "๒๕๖๙",
        "นัม" + "้" * 300 + "ปลา", "\x00\x01\x02", "a" * 4999 + "ก",
    ],
)  # fmt: skip
@pytest.mark.parametrize("group", [True, False])
def test_odd_things_are_no_deeds(text: str, *, group: bool) -> None:
    assert read(annotate(text, MONDAY), group=group).intent != DEED_REPORT


@given(st.text(alphabet=st.sampled_from(MARKS + "กขคงจ 5"), max_size=120))
@settings(max_examples=150, deadline=None)
def test_marks_in_impossible_order_are_no_deeds(text: str) -> None:
    found = read(annotate(text, MONDAY), group=True)
    assert found.intent != DEED_REPORT
    assert 0.0 <= found.sureness <= 1.0


@given(st.text(max_size=200), st.booleans())
@settings(max_examples=150, deadline=None)
def test_any_text_has_a_reading(text: str, group: bool) -> None:
    found = read(annotate(text, MONDAY), group=group)
    assert bool(found.deeds) == (found.intent == DEED_REPORT)
