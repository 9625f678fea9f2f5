"""How much of what a sentence says: 3 โลครึ่ง · สองชั่วโมง · กระสอบหนึ่ง · ครึ่งโล · 1,200 บาท · 70."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from types import MappingProxyType

from bot.thai import tables, units
from bot.thai.clock import stretches
from bot.thai.numbers import Number, number_at
from bot.thai.other_numbers import Span
from bot.thai.words import Word

_HALF = Decimal("0.5")
# What is told in two units is one amount: the greater, the smaller, the unit of their sum.
_TOGETHER = MappingProxyType(
    {
        ("ชั่วโมง", "นาที"): "นาที",
        ("กก.", "ขีด"): "กก.",
        ("กก.", "กรัม"): "กก.",
        ("ไร่", "งาน"): "ไร่",
        ("กม.", "เมตร"): "กม.",
        ("เมตร", "เซนติเมตร"): "เมตร",
        ("ลิตร", "มล."): "ลิตร",
        ("ลิตร", "ซีซี"): "ลิตร",
    }
)


@cache
def _told(sort: str) -> frozenset[str]:
    """The words of one sort of lexicon/counting.tsv."""
    return frozenset(
        word for name, words in tables.rows("counting") if name == sort for word in words.split()
    )


@cache
def _classifiers() -> dict[str, str]:
    return {noun: unit for unit, nouns in tables.rows("classifiers") for noun in nouns.split()}


@cache
def _month_and_day_names() -> frozenset[str]:
    return frozenset(
        word
        for sort, _, words in tables.rows("dates")
        if sort in {"month", "weekday"}
        for word in words.split()
    )


@dataclass(frozen=True)
class Amount:
    """A number and its unit by the unit's one name; `unit` None where none was said.

    `said` is the unit as written, for โล is a weight of bananas and a distance of running.
    A `rate` is so much each (โลละ 5 บาท). `by_clock`: worked out from two times of day.
    start:end is its place in the folded text.
    """

    value: Decimal
    unit: str | None
    start: int
    end: int
    said: str = ""
    rate: bool = False
    by_clock: bool = False

    @property
    def family(self) -> str:
        return units.family_of(self.unit)


def convert(amount: Amount, unit: str) -> Decimal | None:
    """The amount in another unit, None where they do not measure the same thing."""
    if amount.unit is None:
        return None
    return units.convert_value(amount.value, amount.unit, unit)


def find_amounts(
    words: Sequence[Word], elsewhere: Sequence[Span], text: str = ""
) -> tuple[Amount, ...]:
    """The amounts in order; nothing that stands in one of the places `elsewhere` is an amount.

    Hours by the clock (ตีห้าถึงเจ็ดโมง) count where `text` tells no other time that was spent.
    """
    found = list(_told_together(_every([_apart(word, elsewhere) for word in words])))
    if not any(amount.family == "time" for amount in found):
        found += [_by_the_clock(*stretch) for stretch in stretches(text)]
    return tuple(sorted(found, key=lambda amount: amount.start))


def _apart(word: Word, elsewhere: Sequence[Span]) -> Word:
    """A word that means something else where it stands, a date or a house, is nobody's unit."""
    if any(word.start < end and start < word.end for start, end in elsewhere):
        return word._replace(lemma="", kinds=frozenset({"other"}))
    return word


def _by_the_clock(minutes: Decimal, start: int, end: int) -> Amount:
    if minutes % 30:
        return Amount(minutes, "นาที", start, end, "นาที", by_clock=True)
    return Amount(minutes / 60, "ชั่วโมง", start, end, "ชั่วโมง", by_clock=True)


def _every(words: Sequence[Word]) -> Iterator[Amount]:
    at = 0
    while at < len(words):
        reading = _half(words, at) or _counted(words, at) or _just_one(words, at)
        if reading is None:
            at += 1
            continue
        amount, at = reading
        yield amount


def _half(words: Sequence[Word], at: int) -> tuple[Amount, int] | None:
    """ครึ่งชั่วโมง, ครึ่ง โล."""
    if words[at].lemma != "ครึ่ง":
        return None
    unit_at = _past_space(words, at + 1)
    unit = _unit(words, unit_at)
    if unit is None or unit_at > at + 2:
        return None
    return _amount(words, at, unit_at + 1, _HALF, unit_at), unit_at + 1


def _counted(words: Sequence[Word], at: int) -> tuple[Amount, int] | None:
    """A number, its unit if one follows, and a half more if that follows (3 โลครึ่ง)."""
    number = number_at(words, at)
    if number is None or _is_name(words, number):
        return None
    number = _lower_of_range(words, number)
    unit_at = _past_space(words, number.last)
    while unit_at < len(words) and words[unit_at].lemma in _told("roughly"):
        unit_at = _past_space(words, unit_at + 1)
    unit = _unit(words, unit_at)
    if number.spoken and number.value == 0 and unit != "บาท":
        # ศูนย์ is a centre far more often than nought.
        return None
    if unit is None:
        if number.spoken and number.value < 20 and number.value != 10:
            return None
        amount = _amount(words, at, number.last, number.value, None)
        return replace(amount, unit=_unit_of_noun(words, at)), number.last
    end = unit_at + 1
    value = number.value
    if end < len(words) and words[end].lemma == "ครึ่ง" and _unit(words, end + 1) is None:
        value, end = value + _HALF, end + 1
    return _amount(words, at, end, value, unit_at), end


def _unit_of_noun(words: Sequence[Word], at: int) -> str | None:
    """ไข่ 12 are 12 ฟอง: the noun in front says what its number counts. ค่า makes it money."""
    before = at - 1
    while before >= 0 and (
        "space" in words[before].kinds or words[before].lemma in _told("until_number")
    ):
        before -= 1
    if before < 0:
        return None
    if _is_a_cost(words[before].lemma) or (before and words[before - 1].lemma == "ค่า"):
        return "บาท"
    unit = _classifiers().get(words[before].lemma)
    return units.canonical(unit) if unit is not None else None


def _is_a_cost(noun: str) -> bool:
    """ค่าไฟ, ค่าเหยื่อ; ค่าย is a camp."""
    return noun.startswith("ค่า") and not noun.startswith("ค่าย")


def _just_one(words: Sequence[Word], at: int) -> tuple[Amount, int] | None:
    """A unit without a number: กระสอบหนึ่ง, ปี๊บครึ่ง, ชั่วโมงกว่า, เป็นชั่วโมง, โลสองขีด."""
    unit = _unit(words, at)
    if unit is None:
        return None
    before = words[at - 1].lemma if at else ""
    following = words[at + 1].lemma if at + 1 < len(words) else ""
    if following == "ครึ่ง":
        if unit == "คน" or _unit(words, _past_space(words, at + 2)) is not None:
            return None
        return _amount(words, at, at + 2, 1 + _HALF, at), at + 2
    end = _end_of_one(words, at, unit, before, following)
    return (_amount(words, at, end, Decimal(1), at), end) if end is not None else None


def _end_of_one(
    words: Sequence[Word], at: int, unit: str, before: str, following: str
) -> int | None:
    """Where it ends, if the unit is one; None if it is no amount."""
    one = following in _told("one")
    if unit in _told("never_one"):
        told = unit in _told("one_at_the_end") and one and following != "เดียว"
        return at + 2 if told and _ends(words, at + 2) and before not in {"มี", "เป็น"} else None
    if _has_smaller_behind(words, at, unit):
        return at + 1
    if one and (before == "สัก" or (at + 2 < len(words) and words[at + 2].lemma == "พอ")):
        # ไม่เล่นสักวงเดียว is not even one.
        return None
    if _is_one_before(unit, before, following):
        return at + 2
    return at + 1 if _is_one_behind(words, at, unit) else None


def _has_smaller_behind(words: Sequence[Word], at: int, unit: str) -> bool:
    """โลสองขีด, ชั่วโมงยี่สิบนาที: the greater unit is one."""
    number = number_at(words, at + 1) if at + 1 < len(words) else None
    if number is None:
        return False
    smaller = _unit(words, _past_space(words, number.last))
    return smaller is not None and (unit, smaller) in _TOGETHER


def _is_one_before(unit: str, before: str, following: str) -> bool:
    """A word behind the unit says that it is one: ถุงนึง, ชั่วโมงเต็ม, ได้กระสอบกว่า."""
    if following in _told("one") or (unit == "ชั่วโมง" and following in _told("hour_after")):
        return True
    return following == "กว่า" and before in {"ได้", "ตั้ง", "เกือบ", "ร่วม"}


def _is_one_behind(words: Sequence[Word], at: int, unit: str) -> bool:
    """A word in front of the unit says that it is one: เป็นชั่วโมง, ได้ตั้งโล, ทั้งเครือ, ได้กระสอบ."""
    before = words[at - 1].lemma if at else ""
    if unit == "ชั่วโมง":
        return before in _told("hour_before")
    if before == "ตั้ง" and units.family_of(unit) == "weight":
        return True
    if unit in {"หลัง", "ฟ่อน"} and before == "อีก":
        return True
    if unit not in _told("container") or _counts_on(words, at + 1):
        return False
    if before in _told("whole_before"):
        return True
    full = before in {"เต็ม", "ตั้ง", "เกือบ"} and at > 1 and words[at - 2].lemma == "ได้"
    return full or (before == "ได้" and _ends(words, at + 1))


def _counts_on(words: Sequence[Word], at: int) -> bool:
    following = _past_space(words, at)
    return following < len(words) and not {"number", "digits"}.isdisjoint(words[following].kinds)


def _ends(words: Sequence[Word], at: int) -> bool:
    """Nothing more is said of the thing: a space, the end, a polite word."""
    return at >= len(words) or not {"space", "particle", "other", "done"}.isdisjoint(
        words[at].kinds
    )


def _amount(
    words: Sequence[Word], first: int, last: int, value: Decimal, unit_at: int | None
) -> Amount:
    said = words[unit_at].text if unit_at is not None else ""
    return Amount(
        value,
        units.canonical(words[unit_at].lemma) if unit_at is not None else None,
        words[first].start,
        words[last - 1].end,
        said,
        rate=_is_rate(words, first),
    )


def _is_rate(words: Sequence[Word], first: int) -> bool:
    before = first - 1
    if before >= 0 and "space" in words[before].kinds:
        before -= 1
    return before >= 0 and words[before].lemma == "ละ"


def _is_name(words: Sequence[Word], number: Number) -> bool:
    """ยายสาม, บ้านแปด: one spoken digit after a person is a name."""
    before = words[number.first - 1] if number.first else None
    return (
        number.spoken
        and number.value < 10
        and before is not None
        and bool({"kin", "title"} & before.kinds)
        and _unit(words, _past_space(words, number.last)) is None
    )


def _lower_of_range(words: Sequence[Word], number: Number) -> Number:
    """2-3 ต้น and 2 ถึง 3 ต้น are taken as 2, with the unit behind the 3."""
    at = _past_space(words, number.last)
    joined = at + 1 < len(words) and words[at].text in {"-", "–", "ถึง"}
    upper_at = _past_space(words, at + 1)
    upper = number_at(words, upper_at) if joined and upper_at < len(words) else None
    return number._replace(last=upper.last) if upper is not None else number


def _unit(words: Sequence[Word], at: int) -> str | None:
    if not 0 <= at < len(words):
        return None
    unit = units.canonical(words[at].lemma)
    following = words[at + 1] if at + 1 < len(words) else None
    if unit is None or following is None:
        return unit
    if following.lemma in _month_and_day_names() and units.family_of(unit) in _OF_A_CALENDAR:
        # 412 เดือนตุลา, 5 วันเสาร์: the unit belongs to the name behind it.
        return None
    if words[at].lemma in _told("place"):
        if following.kinds.isdisjoint(_NOT_A_PLACE):
            return None
    elif words[at].lemma in _told("home_place") and not following.kinds.isdisjoint(_SOMEBODY):
        return None
    return unit


_OF_A_CALENDAR = frozenset({"time", "month", "year", "night", "week"})
_NOT_A_PLACE = frozenset({"space", "particle", "day", "done", "other", "number", "digits"})
_SOMEBODY = frozenset({"kin", "title", "elder", "unknown"})


def _past_space(words: Sequence[Word], at: int) -> int:
    return at + 1 if at < len(words) and words[at].text == " " else at


def _told_together(found: Iterable[Amount]) -> Iterator[Amount]:
    """1 ชั่วโมง 20 นาที is one amount, in minutes; โลสองขีด is one, in kilos."""
    waiting: Amount | None = None
    for amount in found:
        whole = _sum(waiting, amount)
        if whole is not None:
            yield whole
            waiting = None
            continue
        if waiting is not None:
            yield waiting
        waiting = amount
    if waiting is not None:
        yield waiting


def _sum(greater: Amount | None, smaller: Amount) -> Amount | None:
    if greater is None or greater.value % 1 or smaller.start - greater.end > _NEAR:
        return None
    unit = _TOGETHER.get((greater.unit or "", smaller.unit or ""))
    more = convert(smaller, unit) if unit is not None else None
    most = convert(greater, unit) if unit is not None else None
    if unit is None or more is None or most is None:
        return None
    return replace(greater, value=most + more, unit=unit, said=unit, end=smaller.end)


_NEAR = 5
