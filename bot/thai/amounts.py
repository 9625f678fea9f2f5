"""How much of what a sentence says: 3 โลครึ่ง · สองชั่วโมง · กระสอบหนึ่ง · ครึ่งโล · 1,200 บาท · 70."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from bot.thai import units
from bot.thai.numbers import Number, number_at
from bot.thai.other_numbers import Span
from bot.thai.words import Word

_HALF = Decimal("0.5")
_ONE_AFTER = {"หนึ่ง", "นึง", "เดียว"}
_ABOUT_AN_HOUR = {"กว่า", "เต็ม", "หนึ่ง", "นึง", "เดียว", "เต็มๆ", "นิดๆ"}
_AN_HOUR_OF = {"เป็น", "ทั้ง", "เต็ม", "ตั้ง", "ร่วม", "เกือบ", "ราว"}
_NEVER_JUST_ONE = {
    "วัน",
    "คน",
    "เดือน",
    "ปี",
    "ครั้ง",
    "คืน",
    "อย่าง",
    "เรื่อง",
    "สาย",
    "ท่า",
    "ทั้ง",
    "อัน",
    "จุด",
}
# Places as much as units: 500 หน้าร้าน is in front of a shop, 500 หน้า are pages.
_ALSO_PLACES = {"หน้า", "หลัง", "บ้าน", "วัด", "ข้าง", "เฮือน", "เรือน"}
_ROUNDLY = {"กว่า", "เกือบ", "ประมาณ", "ราว", "เต็มๆ", "เต็ม", "ๆ", "นิดๆ"}


@dataclass(frozen=True)
class Amount:
    """A number and its unit by the unit's one name; `unit` None where none was said.

    `said` is the unit as written, for โล is a weight of bananas and a distance of running.
    A `rate` is so much each (โลละ 5 บาท). start:end is its place in the folded text.
    """

    value: Decimal
    unit: str | None
    start: int
    end: int
    said: str = ""
    rate: bool = False

    @property
    def family(self) -> str:
        return units.family_of(self.unit)


def convert(amount: Amount, unit: str) -> Decimal | None:
    """The amount in another unit, None where they do not measure the same thing."""
    if amount.unit is None:
        return None
    return units.convert_value(amount.value, amount.unit, unit)


def find_amounts(words: Sequence[Word], elsewhere: Sequence[Span]) -> tuple[Amount, ...]:
    """The amounts in order; nothing that stands in one of the places `elsewhere` is an amount."""
    found = [
        amount
        for amount in _every(words)
        if not any(amount.start < end and start < amount.end for start, end in elsewhere)
    ]
    return tuple(_hours_with_minutes(found))


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
    number = _upper_of_range(words, number)
    unit_at = _past_space(words, number.last)
    while unit_at < len(words) and words[unit_at].lemma in _ROUNDLY:
        unit_at = _past_space(words, unit_at + 1)
    unit = _unit(words, unit_at)
    if unit is None:
        if number.spoken and number.value < 20 and number.value != 10:
            return None
        return _amount(words, at, number.last, number.value, None), number.last
    end = unit_at + 1
    value = number.value
    if end < len(words) and words[end].lemma == "ครึ่ง" and _unit(words, end + 1) is None:
        value, end = value + _HALF, end + 1
    return _amount(words, at, end, value, unit_at), end


def _just_one(words: Sequence[Word], at: int) -> tuple[Amount, int] | None:
    """A unit without a number: กระสอบหนึ่ง, โลครึ่ง, ชั่วโมงกว่า, เป็นชั่วโมง."""
    unit = _unit(words, at)
    if unit is None or unit in _NEVER_JUST_ONE:
        return None
    before = words[at - 1].lemma if at else ""
    following = words[at + 1].lemma if at + 1 < len(words) else ""
    value, end = Decimal(1), at + 2
    if following == "ครึ่ง" and units.family_of(unit) in {"time", "weight"}:
        value += _HALF
    elif following in _ONE_AFTER and at + 2 < len(words) and words[at + 2].lemma == "พอ":
        return None
    elif not _is_one_before(unit, before, following):
        if not _is_one_behind(unit, before):
            return None
        end = at + 1
    return _amount(words, at, end, value, at), end


def _is_one_before(unit: str, before: str, following: str) -> bool:
    """A word behind the unit says that it is one: ถุงนึง, ชั่วโมงเต็ม, ได้กระสอบกว่า."""
    if following in _ONE_AFTER or (unit == "ชั่วโมง" and following in _ABOUT_AN_HOUR):
        return True
    return following == "กว่า" and before in {"ได้", "ตั้ง", "เกือบ", "ร่วม"}


def _is_one_behind(unit: str, before: str) -> bool:
    """A word in front of the unit says that it is one: เป็นชั่วโมง, ได้ตั้งโล."""
    if unit == "ชั่วโมง":
        return before in _AN_HOUR_OF
    return before == "ตั้ง" and units.family_of(unit) == "weight"


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


def _upper_of_range(words: Sequence[Word], number: Number) -> Number:
    """2-3 ต้น and 2 ถึง 3 ต้น are taken as 2, with the unit behind the 3."""
    at = number.last
    joined = at + 1 < len(words) and words[at].text in {"-", "–", "ถึง"}
    upper = number_at(words, at + 1) if joined else None
    return number._replace(last=upper.last) if upper is not None else number


def _unit(words: Sequence[Word], at: int) -> str | None:
    if not 0 <= at < len(words):
        return None
    if words[at].lemma in _ALSO_PLACES and at + 1 < len(words):
        following = words[at + 1].kinds
        if following.isdisjoint({"space", "particle", "day", "done", "other", "number", "digits"}):
            return None
    return units.canonical(words[at].lemma)


def _past_space(words: Sequence[Word], at: int) -> int:
    return at + 1 if at < len(words) and words[at].text == " " else at


def _hours_with_minutes(found: list[Amount]) -> Iterator[Amount]:
    """1 ชั่วโมง 20 นาที is one amount, in minutes."""
    waiting: Amount | None = None
    for amount in found:
        if waiting is not None and amount.unit == "นาที" and amount.start - waiting.end <= 5:
            minutes = (convert(waiting, "นาที") or Decimal(0)) + amount.value
            yield replace(waiting, value=minutes, unit="นาที", said="นาที", end=amount.end)
            waiting = None
            continue
        if waiting is not None:
            yield waiting
        waiting = amount if amount.unit == "ชั่วโมง" else None
        if waiting is None:
            yield amount
    if waiting is not None:
        yield waiting
