"""What was counted at a meeting, as two people type it: which houses came, how many votes each
number has, when it was.

    1 2 5 12/3      หมู่ 4: 1-20, 25      บ้านเลขที่ ๑๒/๓ กับ 7
    เบอร์ 1 = 12, เบอร์ 2 = 7      1 12 / 2 7      เบอร์หนึ่งได้สิบสองเสียง ที่เหลือ 0 บัตรเสีย 2
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

from bot.thai.dates import read_day
from bot.thai.fold import fold
from bot.thai.hours import find_hours
from bot.thai.numbers import read_number
from bot.thai.other_numbers import NUMBER_WORD

LONGEST_RANGE = 400
"""Houses; 1-2000 is a slip of a finger."""


@dataclass(frozen=True)
class SaidHouse:
    """A house of a roll; `moo` and `tambon` where they were said."""

    no: str
    moo: int | None = None
    tambon: str | None = None

    def __str__(self) -> str:
        return f"{self.no} หมู่ {self.moo}" if self.moo else self.no


@dataclass(frozen=True)
class SaidRoll:
    """`moos`: the หมู่ named. `size`: how many houses there should be, if that was said. `unread`:
    what means nothing here."""

    houses: tuple[SaidHouse, ...] = ()
    moos: frozenset[int] = frozenset()
    size: int | None = None
    unread: tuple[str, ...] = ()


@dataclass(frozen=True)
class SaidTotals:
    """Votes by number, as they were said, be it twice. `rest_zero`: all others have none."""

    votes: tuple[tuple[int, int], ...] = ()
    spoiled: int | None = None
    rest_zero: bool = False
    unread: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.votes) or self.spoiled is not None or self.rest_zero


_COURTESY = r"(?:ค่ะ|คะ|ครับ|จ้า|จ้ะ|จ๊ะ|นะ|ฮะ|เด้อ|เจ้า)(?![ก-๎])"
_SIGNS = r"[\s,;.、()•*+&\"'“”|]+"
_ROLL = (
    ("tambon", r"(?:ต\.|ตำบล)\s*(?P<name>[ก-๎]+)"),
    ("moo", r"(?:หมู่(?:บ้าน)?(?:ที่)?|ม\s*\.?)\s*(?P<moo>\d{1,2})(?![\d/])(?P<colon>\s*:)?"),
    (
        "size",
        r"(?:รวม|ทั้งหมด|ทั้งสิ้น)+\s*(?:มา\s*)?:?\s*(?P<size>\d{1,4})(?![\d/])"
        r"\s*(?:บ้าน|หลังคาเรือน|หลัง|ครัวเรือน|คน|ใบ|ราย)?",
    ),
    ("size", r"(?P<size>\d{1,4})\s*(?:หลังคาเรือน|หลัง|ครัวเรือน|คน|ใบ|ราย)(?![ก-๎])"),
    (
        "range",
        r"(?P<first>\d{1,4})\s*(?:-|–|—|จนถึง|ถึง)\s*(?:บ้าน(?:เลขที่)?\s*)?(?P<last>\d{1,4})(?![\d/\-–—])",
    ),
    ("house", r"(?P<no>\d{1,5}(?:/\d{1,5})?(?:[ก-ฮ](?![ก-๎]))?)(?![\d/]|\s*[-–—]\s*\d|[ก-ฮ]\d)"),
    (
        "skip",
        rf"{_SIGNS}|:|/(?!\d)|บ้าน(?:เลขที่|ที่)?|เลขที่|และ|กับ|แล้วก็|ได้แก่|คือ|ที่มา|คนมา|มี|มาแล้ว|มา|แล้ว|ด้วย|{_COURTESY}",
    ),
    ("unread", r"[^\s,;]+"),
)

_CALLED = r"(?:บ้าน)?(?:เบอร์|หมายเลข|คนที่|ผู้เข้าชิง(?:ที่)?|#)\s*"
_WHOSE = r"(?:\s*\(?บ้าน(?:เลขที่)?\s*\d{1,5}(?:/\d{1,5})?(?:\s*หมู่\s*\d{1,2})?\)?)?"
_OF_VOTES = r"(?P<votes{n}>\d{{1,4}})(?![\d/])\s*(?:เสียง|คน|ใบ|บัตร|มือ|ราย|หลัง|บ้าน(?!เลข))?"
_NAMED = rf"{_CALLED}(?P<number1>\d{{1,2}}){_WHOSE}\s*(?:=|:|-|–|ได้|มี)?\s*" + _OF_VOTES.format(n=1)
_EQUAL = r"(?<![\d/])(?P<number2>\d{1,2})\s*(?:=|ได้)\s*" + _OF_VOTES.format(n=2)
_BARE = r"(?<![\d/])(?P<number3>\d{1,2})(?:\s*[:\-–]\s*|\s+)" + _OF_VOTES.format(n=3)
_SPOILED = (
    r"(?:บัตร|ใบ)?(?:ที่)?(?:เสีย(?!ง)|ไม่ลงเสียง|ไม่ออกเสียง|งดออกเสียง)"
    r"\s*(?:=|:|มี)?\s*(?P<spoiled>\d{1,4})\s*(?:ใบ|บัตร|คน)?"
)
_REST = (
    r"(?:ที่เหลือ|นอกนั้น|เบอร์อื่น|นอกจากนี้|คนอื่น)\s*(?:=|:|ได้)?\s*(?:0|ไม่มี(?:เสียง|ใคร)?)(?!\d)\s*(?:เสียง)?"
)
_NOTHING = rf"{_SIGNS}|/|:|และ|กับ|ส่วน|แล้ว|{_COURTESY}"
_WORDS_FOR_NUMBERS = re.compile(rf"(?:{NUMBER_WORD}|ร้อย)+(?![ะ-ฺ็-๎])")

_WHEN = re.compile(
    r"(?:ประชุม(?:กัน)?|จัด|นับ)?\s*(?:เมื่อ(?:วานซืน|วาน|คืน|เช้า|เย็น|กี้)|วันนี้|วันที่|เวลา|ตอน)"
    r"[^\n]*?(?=\s*(?:บ้าน|หมู่|เบอร์|หมายเลข|ม\.)|\n|$)"
)
_A_COUNT = re.compile(
    r"^(?:ขอ|จะ|ช่วย|มา|ส่ง|แจ้ง|รายงาน|\s)*(?:ผล)?(?:การ)?(?:นับ|โหวต|ลงมติ|ผลโหวต)(?:ผล|เสียง|โหวต|ลงมติ|แบบ|ด้วย|จาก|โดย|ใน|ที่|\s)*"
    r"(?P<sort>(?:การ)?ยกมือ|มือ(?![ก-๎])|(?:ใบ)?กระดาษ|บัตร(?:กระดาษ|โหวต|ลงเสียง|เสียง(?!\S))*|สลิป|ใบโหวต|หีบ(?:บัตร)?|กล่อง)"
    r"(?!เสีย)(?:โหวต|เสียง)?(?P<rest>.*)$",
    re.DOTALL,
)


@dataclass(frozen=True)
class SaidCount:
    """That votes were counted on `paper` or by `hands`, and what was said with it."""

    sort: str
    rest: str


def read_count(text: str) -> SaidCount | None:
    """`นับกระดาษ …`, `นับบัตร …`, `นับยกมือ …`: the words, and what follows them."""
    found = _A_COUNT.match(fold(text))
    if found is None:
        return None
    sort = "hands" if "มือ" in found["sort"] else "paper"
    return SaidCount(sort, found["rest"].strip())


def take_when(text: str, now: datetime) -> tuple[datetime | None, str]:
    """When it was held, if a folded text says that beside other things; and the text without it."""
    found = _WHEN.search(text)
    at = read_when(found[0], now) if found else None
    if found is None or at is None:
        return None, text
    return at, f"{text[: found.start()]} {text[found.end() :]}"


def read_when(text: str, now: datetime) -> datetime | None:
    """The moment named by a day and an hour, or by an hour alone: the last time it was so late.
    None without an hour, or for a day to come."""
    folded = fold(text)
    hours = find_hours(folded)
    day = read_day(folded, now.date())
    if not hours or day.unclear or (day.coming and not day.said):
        return None
    at = datetime.combine(day.done_on, hours[0].at, now.tzinfo)
    return at - timedelta(days=1) if at > now and not day.said else at


def read_roll(text: str) -> SaidRoll:
    """The houses of a roll. A หมู่ before houses holds until the next one, after them for those
    before it."""
    houses: list[SaidHouse] = []
    unread: list[str] = []
    moos: set[int] = set()
    moo, tambon, size = None, None, None
    folded = re.sub(r"\s*(?:/|ทับ)\s*(?=\d)", "/", fold(text))
    for line in folded.splitlines():
        tokens = list(_tokens(line))
        after = _said_after(tokens)
        loose: list[str] = []
        for token in tokens:
            sort, said = _sort(token), token.groupdict()
            if sort == "moo":
                moos.add(int(said["moo"]))
            if sort == "tambon":
                tambon = said["name"]
            elif sort == "moo" and after:
                houses += [SaidHouse(no, int(said["moo"]), tambon) for no in loose]
                loose = []
            elif sort == "moo":
                houses += [SaidHouse(no, moo, tambon) for no in loose]
                loose, moo = [], int(said["moo"])
            elif sort == "size":
                size = int(said["size"])
            elif sort == "unread":
                unread.append(token[0])
            elif sort != "skip":
                numbers = _numbers(token)
                loose += numbers
                unread += [] if numbers else [token[0]]
        houses += [SaidHouse(no, None if after else moo, tambon) for no in loose]
    return SaidRoll(tuple(houses), frozenset(moos), size, tuple(unread))


@cache
def _roll() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((sort, re.compile(pattern)) for sort, pattern in _ROLL)


def _tokens(line: str) -> Iterator[re.Match[str]]:
    at = 0
    while at < len(line):
        match = next(m for _, pattern in _roll() if (m := pattern.match(line, at)))
        yield match
        at = match.end()


def _sort(token: re.Match[str]) -> str:
    return next(sort for sort, pattern in _roll() if pattern is token.re)


def _said_after(tokens: list[re.Match[str]]) -> bool:
    """1 2 หมู่ 4, 3 หมู่ 5: the หมู่ stands behind its houses."""
    sorts = [_sort(token) for token in tokens]
    moos = [n for n, sort in enumerate(sorts) if sort == "moo"]
    first = next((n for n, sort in enumerate(sorts) if sort in ("house", "range")), len(sorts))
    return bool(moos) and first < moos[0] and not any(tokens[n]["colon"] for n in moos)


def _numbers(token: re.Match[str]) -> list[str]:
    """The house, or those of a range; none where the range cannot be meant."""
    said = token.groupdict()
    if "no" in said:
        return [said["no"]]
    first, last = int(said["first"]), int(said["last"])
    if not 0 < last - first <= LONGEST_RANGE:
        return []
    return [str(number) for number in range(first, last + 1)]


@cache
def _totals(*, bare: bool) -> re.Pattern[str]:
    forms = (_NAMED, _EQUAL, *((_BARE,) if bare else ()), _SPOILED, rf"(?P<rest>{_REST})")
    return re.compile("|".join(f"(?:{form})" for form in forms))


def read_totals(text: str) -> SaidTotals:
    """Votes by number, where nothing else is awaited: `1 12 / 2 7` will do."""
    return _read_totals(_in_digits(fold(text)), bare=True)[0]


def take_totals(text: str) -> tuple[SaidTotals, str]:
    """Votes by number out of a folded text that says other things, too; and what remains of it."""
    digits = _in_digits(text)
    said, rest = _read_totals(digits, bare=False)
    return (said, rest) if said else (said, text)


def says_count(text: str) -> bool:
    """Whether a folded text by itself can only be totals: `โหวตเบอร์ 1` is not."""
    votes = take_totals(text)[0].votes
    return len(votes) > 1 or (bool(votes) and ("=" in text or "ได้" in text))


def _read_totals(text: str, *, bare: bool) -> tuple[SaidTotals, str]:
    votes: list[tuple[int, int]] = []
    spoiled, rest_zero = None, False
    for found in _totals(bare=bare).finditer(text):
        said = found.groupdict()
        if said["spoiled"]:
            spoiled = int(said["spoiled"])
        elif said["rest"]:
            rest_zero = True
        else:
            number = next(said[f"number{n}"] for n in (1, 2, 3) if said.get(f"number{n}"))
            count = next(said[f"votes{n}"] for n in (1, 2, 3) if said.get(f"votes{n}"))
            votes.append((int(number), int(count)))
    remains = _totals(bare=bare).sub(" ", text)
    unread = re.sub(_NOTHING, " ", remains).split()
    return SaidTotals(tuple(votes), spoiled, rest_zero, tuple(unread)), remains


def _in_digits(text: str) -> str:
    def digits(found: re.Match[str]) -> str:
        number = read_number(found[0])
        return found[0] if number is None else f" {number} "

    return _WORDS_FOR_NUMBERS.sub(digits, text)
