"""What an utterance names besides its intent: the candidate, the house, the body, the month …

Called once the intent is known, so that it may look for what belongs to it alone.
"""

import re
from collections.abc import Callable, Mapping
from functools import cache
from types import MappingProxyType
from typing import Any

from bot.thai import tables
from bot.thai.clauses import pieces
from bot.thai.commands import strip_polite
from bot.thai.deeds import CATEGORY_OF
from bot.thai.houses import read_house_answer
from bot.thai.numbers import read_number
from bot.thai.other_numbers import NUMBER_WORD
from bot.thai.rules import matches
from bot.thai.shapes import shape
from bot.thai.utterance import Utterance

Slots = Mapping[str, Any]
_NONE: Slots = MappingProxyType({})
_SPOKEN = rf"{NUMBER_WORD}+"
_CALLED = re.compile(
    r"(?:เบอร์|หมายเลข|เลข(?!ที่)|คนที่|ข้อ|ลำดับ(?:ที่)?|บ้านที่|number|no\.?|#)\s*"
    rf"(?P<n>\d{{1,2}}(?![\d/])|{_SPOKEN})",
    re.IGNORECASE,
)
_BARE_NUMBER = re.compile(rf"^\D{{0,24}}?(?P<n>\d{{1,2}})(?![\d/])\D{{0,12}}$|^(?P<w>{_SPOKEN})$")
_MOO = re.compile(rf"(?:หมู่(?:บ้าน)?(?:ที่)?|ม\.|(?<![ก-๎])ม)\s*(?P<moo>\d{{1,2}}(?![\d/])|{_SPOKEN})")
_HOUSE_NO = re.compile(
    r"(?:บ้าน|เลข(?:ที่)?|หลัง|เฮือน|เริน)[^\d\s]{0,8}\s*(?P<no>\d{1,4}(?:/\d{1,4})?)|(?P<slashed>\d{1,4}/\d{1,4})"
)
_CALLED_NAME = re.compile(
    r"(?:ในนาม|ชื่อ|นามสกุล|ครอบครัว|ตระกูล|บ้านของ)\s*(?!เลข)"
    r"(?P<name>[ก-๛]{2,30}?)(?=ขอ|จะ|ร่วม|อยู่|บ้าน|เลขที่|หมู่|\s|\d|ค่ะ|ครับ|$)"
)
_PERSON = re.compile(
    r"(?:บ้าน|เฮือน)?(?:ลุง|ป้า|น้า|อา|ปู่|ย่า|ตา|ยาย|พี่|น้อง|พ่อ|แม่|ครู|หมอ|กำนัน|ผู้ใหญ่|ช่าง|เจ๊|เฮีย|นาย|นาง)"
    r"[ก-๛]{1,14}?(?=สิ|บ้าน|ได้|สมควร|เลย|แหละ|นี่|\s|ค่ะ|ครับ|จ้า|นะ|เด้อ|เน้อ|$)"
)
_YEAR = re.compile(r"ปี\s*(?P<year>\d{4}|\d{2})(?!\d)")
_FIELDS = ("food", "env", "social", "econ", "learn")


def slots_of(intent: str, u: Utterance) -> Slots:
    """The slots that the label set knows for this intent, only those that are stated."""
    reader = _READERS.get(intent)
    return reader(u) if reader is not None else _NONE


def _vote(u: Utterance) -> Slots:
    number = _number_called(u)
    if number is not None:
        return {"number": number}
    found = {}
    if name := _matter("vote", u.text) or _somebody(u.text):
        found["candidate"] = name
    return {**found, **_moo(u.text)}


def _number_called(u: Utterance) -> int | None:
    """เบอร์ 3, เลือกข้อสอง, โหวต ๓; a number of a house is none."""
    if found := _CALLED.search(u.text):
        return _plain(found["n"])
    bare = _BARE_NUMBER.match(strip_polite(_MOO.sub(" ", u.text)))
    if bare is None or u.houses or "บ้านเลขที่" in u.text:
        return None
    return _plain(bare["n"] or bare["w"])


def _plain(said: str) -> int | None:
    return int(said) if said.isdigit() else read_number(said)


def _somebody(text: str) -> str:
    found = _PERSON.search(text)
    return found[0] if found else ""


def _house(u: Utterance) -> Slots:
    """Where an intent is about a house, its number may be said more loosely than elsewhere."""
    if u.houses:
        house = u.houses[0]
        return {"house_no": house.house_no, **({"moo": house.moo} if house.moo else _moo(u.text))}
    without_moo = _MOO.sub(" ", u.text)
    if found := _HOUSE_NO.search(without_moo):
        return {"house_no": found["no"] or found["slashed"], **_moo(u.text)}
    answer = read_house_answer(u.text) if u.text[:1].isdigit() else None
    return {"house_no": answer.house_no, **_moo(u.text)} if answer else _moo(u.text)


def _moo(text: str) -> dict[str, Any]:
    found = _MOO.search(text)
    moo = _plain(found["moo"]) if found else None
    return {"moo": moo} if moo else {}


def _register(u: Utterance) -> Slots:
    found = _CALLED_NAME.search(u.text)
    return {**({"name": found["name"]} if found else {}), **_house(u)}


def _pin(u: Utterance) -> Slots:
    house = _house(u)
    if "house_no" in house:
        return house
    place = _matter("location_pin", u.text)
    return {**house, **({"place": place} if place and place not in _HOME else {})}


_HOME = frozenset({"บ้าน", "บ้านฉัน", "บ้านผม", "บ้านหนู", "บ้านเรา", "เฮือน", "ปัจจุบัน"})


def _body(intent: str) -> Callable[[Utterance], Slots]:
    def read(u: Utterance) -> Slots:
        body = _matter(intent, u.text)
        return {"body": body} if body else _NONE

    return read


def _results(u: Utterance) -> Slots:
    found = _CALLED.search(u.text)
    number = {"number": _plain(found["n"])} if found else {}
    return {**_moo(u.text), **number, **_period(u.text)}


def _balance(u: Utterance) -> Slots:
    household = {"scope": "household"} if shape("household").search(u.text) else {}
    return {**household, **_period(u.text)}


def _period(text: str) -> dict[str, str]:
    """The month or year as said; two digits of a year are of this Buddhist century."""
    if year := _YEAR.search(text):
        said = year["year"]
        return {"period": said if len(said) == 4 else f"25{said}"}
    if said_month := _months().search(text):
        return {"period": said_month[0]}
    said_period = shape("period").search(text)
    return {"period": said_period[0]} if said_period else {}


@cache
def _months() -> re.Pattern[str]:
    words = [w for sort, _, ws in tables.rows("dates") if sort == "month" for w in ws.split()]
    long = sorted((w for w in words if len(w) > 3), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, long)))


def _menu(u: Utterance) -> Slots:
    for field in _FIELDS:
        if shape(f"field_{field}").search(u.text):
            return {"category": field}
    met = max(matches(pieces(u.words, u.amounts, u.houses)), key=lambda m: m.strength, default=None)
    return {"category": CATEGORY_OF[met.code]} if met and met.strength > 0.6 else _NONE


_TARGET = re.compile(
    r"(?:ลบ|เอา|ยกเลิก|ถอน|ตัด)\s*(?:รายการ|อัน|เรื่อง|ที่)?\s*(?P<what>[ก-๛ ]{2,30}?)\s*"
    r"(?:ออก|ทิ้ง|ด้วย|หน่อย|ที|ให้|ค่ะ|ครับ|จ้า|นะ|$)"
)


def _cancel(u: Utterance) -> Slots:
    if shape("of_the_vote").search(u.text):
        return {"target": "vote"}
    if shape("told_twice").search(u.text):
        return {"target": "duplicate"}
    found = _TARGET.search(u.text)
    if found and not shape("nothing_named").search(found["what"]):
        return {"target": found["what"].strip()}
    return {"target": "last"}


def _matter(intent: str, text: str) -> str:
    """What is left of a message when what opens and what ends it is taken off; "" if nothing is."""
    leads, tails = _frame(intent)
    rest = text.strip()
    while (found := leads.match(rest)) and found.end():
        rest = rest[found.end() :].lstrip(" \n,")
    if len(rest) == len(text) and intent in {"vote", "location_pin"}:
        return ""
    for tail in (tails.search(rest, 2),) if tails else ():
        if tail is not None:
            rest = rest[: tail.start()]
    return rest.strip(" \n,.!")


@cache
def _frame(intent: str) -> tuple[re.Pattern[str], re.Pattern[str] | None]:
    given: dict[str, list[str]] = {"lead": [], "tail": []}
    for of, where, pattern, *_ in tables.rows("leads"):
        if of == intent:
            given[where].append(pattern)
    tails = "|".join(given["tail"])
    return re.compile("|".join(f"(?:{lead})" for lead in given["lead"])), (
        re.compile(tails) if tails else None
    )


_READERS: Mapping[str, Callable[[Utterance], Slots]] = MappingProxyType(
    {
        "vote": _vote,
        "register": _register,
        "location_pin": _pin,
        "announcement": _body("announcement"),
        "story": _body("story"),
        "results": _results,
        "balance": _balance,
        "menu": _menu,
        "cancel": _cancel,
    }
)
