"""House numbers: บ้านเลขที่ ๑๒/๓ หมู่ ๔ · 162/5ม.4 · 45 หมู่ 2. x/y alone is no house (130/80 is not)."""

import re
from dataclasses import dataclass
from functools import cache

from bot.thai.fold import fold
from bot.thai.numbers import read_number

_NO = r"\d{1,4}(?:\s*(?:/|ทับ)\s*\d{1,4})?"
_SLASHED = r"\d{1,4}\s*(?:/|ทับ)\s*\d{1,4}"
_SPOKEN_MOO = (
    r"(?:ยี่สิบ|สิบ)?(?:หนึ่ง|เอ็ด|สอง|สาม|สี่|ห้า|หก|เจ็ด|แปด|เก้า)"
    r"(?=ค่ะ|คะ|ครับ|จ้า|จ้ะ|นะ|เจ้า|[^ก-ฮ]|$)|ยี่สิบ|สิบ"
)
_MOO = rf"(?:หมู่(?:บ้าน)?(?:ที่)?\s*|ม\s*\.?\s*|หมุ่\s*)(?P<moo>\d{{1,2}}(?![\d/:])|{_SPOKEN_MOO})"
_KEYWORD = r"(?:บ้าน\s*เลขที่|เลขที่บ้าน|(?<![ก-ฮเ-ไ])บ\.?\s*เลขที่|(?<!ใบ)(?<!บัตร)เลขที่|บ้าน\s*เลข|บลท\.?)"
_LABEL = r"(?:บ้าน|เฮือน|เริน)"
_GAP = r"\s*,?\s*"

_FORMS = (
    rf"(?:{_KEYWORD}|{_LABEL})?\s*(?<!\d)(?P<no>{_SLASHED}){_GAP}{_MOO}",
    rf"(?:{_KEYWORD}|{_LABEL}){_GAP}(?P<no>{_NO}){_GAP}{_MOO}",
    rf"{_MOO}{_GAP}{_KEYWORD}\s*(?P<no>{_NO})(?![\d/])",
    rf"{_MOO}{_GAP}{_LABEL}\s*(?P<no>{_SLASHED})(?![\d/])",
    rf"{_KEYWORD}\s*(?P<no>{_NO})(?![\d/])",
    rf"{_LABEL}\s*(?P<no>{_SLASHED})(?![\d/])",
    # A number and a หมู่ open a message as an address does: 45 หมู่ 2 ปลูกพริก.
    rf"^(?P<no>{_NO}){_GAP}{_MOO}",
)
_ANSWER = rf"^(?:{_KEYWORD}|{_LABEL})?{_GAP}(?P<no>{_NO})(?:{_GAP}{_MOO})?\s*(?P<rest>\D*)$"
_MOO_ANSWER = rf"^(?:อยู่)?\s*{_MOO}(?P<rest>\D*)$"
_LONGEST_REST = 30


@dataclass(frozen=True)
class HouseRef:
    """A house as said, `moo` None where only its number was; start:end is its place in the text."""

    house_no: str
    moo: int | None
    start: int
    end: int


@cache
def _forms() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(form) for form in _FORMS)


def find_houses(text: str) -> tuple[HouseRef, ...]:
    """The houses a folded text names, in order."""
    found: list[HouseRef] = []
    for form in _forms():
        for match in form.finditer(text):
            if not any(match.start() < other.end and other.start < match.end() for other in found):
                found.append(_house(match))
    return tuple(sorted(found, key=lambda house: house.start))


def read_house_answer(text: str) -> HouseRef | None:
    """The house in an answer to "which house?", where a bare number or 12ทับ3 is one."""
    folded = _digits_for_words(fold(text))
    named = find_houses(folded)
    if named:
        return named[0]
    match = re.match(_ANSWER, folded)
    if match is None or len(match["rest"]) > _LONGEST_REST:
        return None
    return _house(match)


def read_moo_answer(text: str) -> int | None:
    """The หมู่ in an answer to "which หมู่?", with or without the word."""
    folded = fold(text)
    match = re.match(_MOO_ANSWER, folded)
    if match is not None and len(match["rest"]) <= _LONGEST_REST:
        return _moo(match["moo"])
    bare = re.match(r"^(\d{1,2})(?!\d|/)\D{0,12}$", folded)
    number = int(bare[1]) if bare else read_number(re.sub(r"(?:ค่ะ|ครับ|จ้า|คะ)$", "", folded))
    return number if number is not None and 0 < number < 100 else None


def _house(match: re.Match[str]) -> HouseRef:
    number = re.sub(r"\s*(?:/|ทับ)\s*", "/", match["no"])
    moo = match.groupdict().get("moo")
    return HouseRef(number, _moo(moo) if moo else None, match.start(), match.end())


def _moo(said: str) -> int | None:
    return int(said) if said.isdigit() else read_number(said)


_SPOKEN = r"(?:หนึ่ง|เอ็ด|สอง|สาม|สี่|ห้า|หก|เจ็ด|แปด|เก้า|สิบ|ยี่|ร้อย)+"
_SPOKEN_PAIR = rf"({_SPOKEN})\s*(?:/|ทับ)\s*({_SPOKEN})"
_SPOKEN_ALONE = rf"^((?:บ้าน)?(?:เลขที่)?)\s*({_SPOKEN})(?![ก-ฮ]*ทับ)"


def _digits_for_words(text: str) -> str:
    text = re.sub(_SPOKEN_PAIR, lambda m: f"{read_number(m[1])}/{read_number(m[2])}", text)
    return re.sub(_SPOKEN_ALONE, lambda m: f"{m[1]} {read_number(m[2])}", text)
