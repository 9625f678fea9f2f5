"""What an utterance names besides its intent: the candidate, the house, the body, the month …

Called once the intent is known, so that it may look for what belongs to it alone.
"""

import re
from collections.abc import Callable, Mapping
from functools import cache
from types import MappingProxyType
from typing import Any

from bot.thai import tables
from bot.thai.cancels import read_cancel
from bot.thai.clauses import pieces
from bot.thai.commands import strip_polite
from bot.thai.deeds import CATEGORY_OF
from bot.thai.features import features
from bot.thai.houses import read_house_answer
from bot.thai.named import kinds_named
from bot.thai.numbers import read_number
from bot.thai.other_numbers import NUMBER_WORD
from bot.thai.rules import matches
from bot.thai.shapes import shape
from bot.thai.utterance import Utterance, annotate
from bot.thai.weights import DEED, likeliest_kind, likelihoods

Slots = Mapping[str, Any]
_NONE: Slots = MappingProxyType({})
_SPOKEN = rf"{NUMBER_WORD}+"
_CALLED = re.compile(
    r"(?:เบอร?์?|หมายเลข|เลข(?!ที่)|คนที่|หลังที่|ข้อ|ช่อง|อันดับ|ลำดับ(?:ที่)?|บ้านที่|number|no\.?|#)\s*"
    rf"(?P<n>\d{{1,2}}(?![\d/])|{_SPOKEN})",
    re.IGNORECASE,
)
_BARE_NUMBER = re.compile(rf"^\D{{0,24}}?(?P<n>\d{{1,2}})(?![\d/])\D{{0,12}}$|^(?P<w>{_SPOKEN})$")
_MOO = re.compile(rf"(?:หมู่(?:บ้าน)?(?:ที่)?|ม\.|(?<![ก-๎])ม)\s*(?P<moo>\d{{1,2}}(?![\d/])|{_SPOKEN})")
_HOUSE_NO = re.compile(
    r"(?:บ้าน|เลข(?:ที่)?|หลัง|เฮือน|เริน)[^\d\s]{0,8}\s*(?P<no>\d{1,4}(?:/\d{1,4})?)|(?P<slashed>\d{1,4}/\d{1,4})"
)
_SAID_NO = r"(?:หนึ่ง|เอ็ด|สอง|สาม|สี่|ห้า|หก|เจ็ด|แปด|เก้า|สิบ|ยี่|ร้อย)+"
_SPOKEN_NO = re.compile(
    rf"เลข(?:ที่)?\s*(?:เอ่อ|อ่า)?\s*(?P<no>{_SAID_NO})(?:\s*ทับ\s*(?P<of>{_SAID_NO}))?"
)
_BEFORE_MOO = re.compile(r"(?<![\d/])(?P<no>\d{1,4}(?:/\d{1,4})?)\s*(?:หมู่|ม\.|ม\s*\d)")
_YEAR = re.compile(r"ปี\s*(?P<year>\d{4}|\d{2})(?!\d)")
_FIELDS = ("food", "env", "social", "econ", "learn")


def slots_of(intent: str, u: Utterance) -> Slots:
    """The slots that the label set knows for this intent, only those that are stated."""
    reader = _READERS.get(intent)
    return reader(u) if reader is not None else _NONE


def _vote(u: Utterance) -> Slots:
    decided = u.text.rsplit("แต่", 1)[-1]
    number = _number_called(u, decided)
    if number is not None:
        return {"number": number, **_moo(u.text)}
    name = _house_named(_matter("vote", decided)) or _house_named(decided) or _somebody(decided)
    return {**({"candidate": name} if name else {}), **_moo(u.text)}


def _house_named(text: str) -> str:
    """บ้านป้าแดง, เฮือนพ่อใหญ่คำ, บ้านเลขที่ 18: as one house, in the central word."""
    found = shape("house_named").search(text)
    if found is None:
        return ""
    name = shape("after_name").split(found["name"].strip())[0].strip()
    return f"บ้าน{name}" if name else ""


def _number_called(u: Utterance, text: str) -> int | None:
    """เบอร์ 3, เลือกข้อสอง, โหวต ๓; a number of a house or of a หมู่ is none."""
    without_moo = _MOO.sub(" ", text)
    if found := _CALLED.search(without_moo):
        return _plain(found["n"])
    bare = _BARE_NUMBER.match(strip_polite(without_moo))
    if bare is None or u.houses or "เลขที่" in text:
        return None
    return _plain(bare["n"] or bare["w"])


def _plain(said: str) -> int | None:
    return int(said) if said.isdigit() else read_number(said)


def _somebody(text: str) -> str:
    found = shape("person").search(text)
    return found[0] if found else ""


def _house(u: Utterance) -> Slots:
    """Where an intent is about a house, its number may be said more loosely than elsewhere."""
    moo = _moo(u.text)
    if u.houses:
        house = u.houses[0]
        return {"house_no": house.house_no, **({"moo": house.moo} if house.moo else moo)}
    if found := _BEFORE_MOO.search(u.text):
        return {"house_no": found["no"], **moo}
    if found := _SPOKEN_NO.search(u.text):
        parts = [str(read_number(said)) for said in (found["no"], found["of"]) if said]
        return {"house_no": "/".join(parts), **moo}
    if found := _HOUSE_NO.search(_MOO.sub(" ", u.text)):
        return {"house_no": found["no"] or found["slashed"], **moo}
    answer = read_house_answer(u.text) if u.text[:1].isdigit() else None
    return {"house_no": answer.house_no, **moo} if answer else moo


def _moo(text: str) -> dict[str, Any]:
    found = _MOO.search(text)
    moo = _plain(found["moo"]) if found else None
    return {"moo": moo} if moo else {}


def _register(u: Utterance) -> Slots:
    found = shape("titled").search(u.text) or shape("called").search(u.text)
    return {**({"name": found["name"].strip()} if found else {}), **_house(u)}


def _pin(u: Utterance) -> Slots:
    house = _house(u)
    if "house_no" in house:
        return house
    place = _matter("location_pin", u.text)
    if not place and (found := shape("place").search(u.text)):
        place = found["place"]
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
    """The month, day or year as said; two digits of a year are of this Buddhist century."""
    if said_month := _months().search(text):
        return {"period": said_month[0].strip()}
    if year := _YEAR.search(text):
        said = year["year"]
        return {"period": said if len(said) == 4 else f"25{said}"}
    said_period = shape("period").search(text)
    return {"period": said_period[0].strip()} if said_period else {}


@cache
def _months() -> re.Pattern[str]:
    words = [w for sort, _, ws in tables.rows("dates") if sort == "month" for w in ws.split()]
    long = sorted((w for w in words if len(w) > 3), key=len, reverse=True)
    month = "(?:" + "|".join(map(re.escape, long)) + ")"
    return re.compile(rf"{month}(?:\s*ถึง\s*{month})?(?:\s*\d{{4}})?")


def _menu(u: Utterance) -> Slots:
    for field in _FIELDS:
        if shape(f"field_{field}").search(u.text):
            return {"category": field}
    met = ((m.strength, m.code) for m in matches(pieces(u.words, u.amounts, u.houses)))
    strength, code = max(met, default=(0.0, ""))
    return {"category": CATEGORY_OF[code]} if strength > _PLAINLY else _likeliest_kind(u)


_PLAINLY, _MOSTLY, _AT_LEAST = 0.6, 0.5, 0.004


def _likeliest_kind(u: Utterance) -> Slots:
    """Where no rule names the deed that is asked about, the weights may know what it is like."""
    likely = likelihoods(features(u, (), group=False))
    of_deeds = sum(share for label, share in likely.items() if label.startswith(DEED))
    category, share = likeliest_kind(likely)
    return {"category": category} if share >= _MOSTLY and of_deeds >= _AT_LEAST else _NONE


def _cancel(u: Utterance) -> Slots:
    if meant := read_cancel(u):
        return {"target": meant.target}
    if shape("of_the_vote").search(u.text):
        return {"target": "vote"}
    if shape("told_twice").search(u.text):
        return {"target": "duplicate"}
    found = shape("target").search(u.text) or shape("named_first").search(u.text)
    what = found["what"].strip() if found else ""
    if what and not shape("nothing_named").search(what) and kinds_named(annotate(what, u.done_on)):
        return {"target": what}
    return {"target": "last"}


def _matter(intent: str, text: str) -> str:
    """What is left of a message when what opens and what ends it is taken off; "" if nothing is."""
    leads, tails = _frame(intent)
    rest = text.strip()
    while (found := leads.match(rest)) and found.end():
        rest = rest[found.end() :].lstrip(" \n,")
    if len(rest) == len(text) and intent in {"vote", "location_pin"}:
        return ""
    tail = tails.search(rest, 2) if tails else None
    return rest[: tail.start() if tail else None].strip(" \n,.!")


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
