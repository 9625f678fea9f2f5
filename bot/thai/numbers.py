"""Numbers as Thais write and say them: 1,200 · ๑๒ · ร้อยเก้าสิบเก้า · พันนึง · สองหมื่นห้า · 3 แสน."""

from collections.abc import Sequence
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from bot.thai import tables
from bot.thai.words import Word, cut

_ALONE_AFTER_A_POWER = {"นึง", "หนึ่ง", "เดียว"}
_COLLOQUIAL_FROM = 1000
_ALONE_FROM = 100
_MOST_DIGITS = 9


class Number(NamedTuple):
    """A number over the words first..last-1. `spoken` if any part of it was in words."""

    value: Decimal
    first: int
    last: int
    spoken: bool


@cache
def _values() -> dict[str, int]:
    return {word: int(value) for word, value in tables.number_words().items()}


def number_at(words: Sequence[Word], at: int) -> Number | None:
    """The number that starts with this word, as long as it goes on."""
    if "digits" in words[at].kinds:
        return _from_digits(words, at)
    last, heard = at, []
    while last < len(words) and (value := _values().get(words[last].lemma)) is not None:
        heard.append((value, words[last].lemma))
        last += 1
    if not heard or heard[0][1] in {"เอ็ด", "เดียว"}:
        return None
    if heard[0][0] >= _ALONE_FROM and words[at].text not in _values():
        # A power that is not written as it should be is another word: ลานปูน is no million.
        return None
    value = _spoken([v for v, _ in heard], [w for _, w in heard])
    return Number(Decimal(value), at, last, spoken=True)


def _from_digits(words: Sequence[Word], at: int) -> Number | None:
    written = "".join(char for char in words[at].text if char == "." or char.isdecimal())
    if len(written) > _MOST_DIGITS:
        return None
    value = Decimal(written)
    last = at + 1
    following = last + (last < len(words) and "space" in words[last].kinds)
    # 3 พัน, 1.5 ล้าน: a power after digits multiplies them.
    if following < len(words) and (power := _values().get(words[following].lemma, 0)) >= 100:
        return Number(value * power, at, following + 1, spoken=True)
    return Number(value, at, last, spoken=False)


def _spoken(values: list[int], heard: list[str]) -> int:
    """Adds up digits and powers. Two digits in a row (สองสาม) are a guess: the lower counts."""
    total, pending, last_power = 0, -1, 0
    for value, word in zip(values, heard, strict=True):
        if value == 1_000_000:
            total = (total + max(pending, 0) or 1) * value
            pending, last_power = -1, value
        elif value >= 10:
            total += (1 if pending < 0 else pending) * value
            pending, last_power = -1, value
        elif pending < 0:
            pending = 0 if word in _ALONE_AFTER_A_POWER and last_power >= 100 else value
    if pending > 0 and last_power >= _COLLOQUIAL_FROM and values[-1] == pending:
        # พันห้า is 1,500 in every market, though a schoolbook reads 1,005.
        pending *= last_power // 10
    return total + max(pending, 0)


def read_number(text: str) -> int | None:
    """The whole number a short answer is, in digits or words; None if it says anything else."""
    words = [word for word in cut(text) if "space" not in word.kinds]
    if not words:
        return None
    number = number_at(words, 0)
    if number is None or number.last != len(words) or number.value != int(number.value):
        return None
    return int(number.value)
