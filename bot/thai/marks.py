"""How a sentence is meant: done, planned, asked, wished, denied, told of others, for sale …

A mark says that its words are there and where; what it does to a deed is for the reader of deeds.
"""

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from bot.thai import tables
from bot.thai.other_numbers import Span
from bot.thai.words import Word

# Kinds of the lexicon that are marks as they stand.
WORD_MARKS = frozenset(
    {
        "neg", "fail", "future", "wish", "conditional", "question", "invite", "forbid", "hearsay",
        "memory", "paid", "bot_talk", "announce", "story_word", "greeting", "thanks", "done",
        "rude", "advert", "every_time", "ruin", "cannot", "hindered",
    }
)  # fmt: skip
_PRICE_EACH = (
    r"(?P<unit>[ก-๎.]{1,14}?)(?P<each>ละ)\s*"
    r"(?:\d|สิบ|ยี่|ร้อย|ห้า|สาม|สอง|สี่|หก|เจ็ด|แปด|เก้า|เท่า|พัน|กี่)"
)
# So much a day, a head, a house is no price: ออมวันละ 20 บาท.
_NO_GOODS = (
    "ร้อย",
    "วัน",
    "เดือน",
    "ปี",
    "อาทิตย์",
    "สัปดาห์",
    "ครั้ง",
    "คน",
    "มื้อ",
    "หลัง",
    "บ้าน",
    "อย่าง",
    "หลุม",
    "แถว",
    "เซ็ต",
    "เซต",
    "รอบ",
    "เที่ยว",
    "ซอง",
)
_LATIN = re.compile(r"[a-z]{3,}", re.IGNORECASE)
_PLAIN_LATIN = frozenset(
    {"led", "line", "wifi", "app", "covid", "cpr", "atm", "usb", "zoom", "youtube"}
)
_END = (
    r"(?=\s*(?:ค่ะ|คะ|ครับ|จ้า|จ้ะ|จ๊ะ|นะ|น้า|สิ|ซิ|ดิ|เด้อ|เน้อ|เจ้า|พี่|น้อง|ลูก|ทุกคน|ทุกบ้าน)*"
    r"\s*[^ก-๛\w]*$)"
)
_AFTER_CAME = frozenset({"space", "digits", "particle", "day", "done", "number"})


class Mark(NamedTuple):
    """A mark and the letters that carry it."""

    name: str
    start: int
    end: int


def find_marks(
    text: str, words: Sequence[Word], *, coming: bool, clock: Sequence[Span]
) -> tuple[Mark, ...]:
    """The marks of a text in order. `coming`: a day to come is named; `clock`: times of day."""
    found = [Mark(kind, word.start, word.end) for word in words for kind in word.kinds & WORD_MARKS]
    found += [*_turns(text), *_prices(text), *_foreign(text), *_came(words)]
    found += [Mark("clock", start, end) for start, end in clock]
    if coming:
        found.append(Mark("future", 0, 0))
    if "?" in text:
        found.append(Mark("question", text.index("?"), len(text)))
    return tuple(sorted(found, key=lambda mark: (mark.start, mark.name)))


def _came(words: Sequence[Word]) -> list[Mark]:
    """มา behind the verb tells of something done: ไปวัดมา, เดินมา 3 กิโล."""
    return [
        Mark("done", word.start, word.end)
        for at, word in enumerate(words)
        if at > 0
        and word.lemma == "มา"
        and (at + 1 == len(words) or not _AFTER_CAME.isdisjoint(words[at + 1].kinds))
    ]


def _turns(text: str) -> list[Mark]:
    """Marks told by a turn of phrase. Each stands at its end, for it may span the deed itself."""
    return [
        Mark(name, match.end(), match.end())
        for name, pattern in _patterns()
        for match in pattern.finditer(text)
    ]


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (name, re.compile(pattern.replace("<end>", _END)))
        for name, pattern, *_ in tables.rows("turns")
    )


def _prices(text: str) -> list[Mark]:
    """โลละ 5, กำละห้าบาท."""
    return [
        Mark("selling", match.start("each"), match.end())
        for match in re.finditer(_PRICE_EACH, text)
        if not match["unit"].endswith(_NO_GOODS)
    ]


def _foreign(text: str) -> list[Mark]:
    """Words in Latin letters are brands, and brands are for sale; some are Thai by now."""
    return [
        Mark("advert", *match.span())
        for match in _LATIN.finditer(text)
        if match[0].lower() not in _PLAIN_LATIN
    ]
