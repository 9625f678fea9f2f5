"""Which of the amounts of a message belongs to a deed."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from bot.thai import tables
from bot.thai.amounts import Amount
from bot.thai.clauses import Piece
from bot.thai.rules import Match
from bot.thai.shapes import shape
from bot.thai.utterance import Utterance

_REACH, _JOINED = 60, 20
_WAY_UNITS = {"กิโล", "โล"}
_METER_UNIT = "หน่วย"
_TREE_UNITS = {"กก"}
_POWER = ("E3-01", "E3-05")
_PERCENT_IS_TOLD = ("E3-01",)
_OFTEN = ("อย่าง", "วัน", "เดือน", "อาทิตย์", "สัปดาห์", "ครั้ง", "คน", "บ้าน", "หลัง", "มื้อ")


@cache
def _bare_units() -> dict[str, str]:
    return {code: unit for code, _, unit, *_ in tables.rows("menu") if unit != "-"}


def amount_of(
    u: Utterance, said: Sequence[Piece], match: Match, rivals: Sequence[Match]
) -> Amount | None:
    """The amount of this deed, its unit settled; None if none is stated for it.

    A total (รวม 70) is the amount if there is one. Otherwise the first behind the deed's verb, or
    the nearest before it, and never one that stands behind the verb of the next deed.
    """
    first, last = said[match.at[0]].start, said[match.at[-1]].end
    next_deed = min(
        (
            said[m.at[0]].start
            for m in rivals
            if m.code != match.code and said[m.at[0]].start > last
        ),
        default=len(u.text) + 1,
    )
    mine = [a for a in (_settled(u, a, match.code) for a in u.amounts) if a is not None]
    behind = [a for a in mine if a.start >= first and a.start < next_deed]
    total = [a for a in behind if _is_total(u, a, match.code)]
    if total:
        return total[0]
    behind = _fitting(u, behind)
    if behind:
        return _with_its_like(u, behind) if behind[0].start - last <= _REACH else None
    taken = [
        said[m.at[-1]].end for m in rivals if m.code != match.code and said[m.at[0]].start < first
    ]
    before = [a for a in mine if a.end <= first and a.start >= max(taken, default=0)]
    before = [a for a in _fitting(u, before) if first - a.end <= _REACH]
    return before[-1] if before else None


def only_amount(u: Utterance, code: str) -> Amount | None:
    """The amount of a message that reports one deed, wherever it stands: its only one.

    Of several, their total or the first of those in one unit: there is nothing else they could be.
    """
    settled = [a for a in (_settled(u, a, code) for a in u.amounts) if a is not None]
    total = [a for a in settled if _is_total(u, a, code)]
    settled = total or _fitting(u, settled)
    alike = len({a.unit for a in settled}) == 1
    return settled[0] if alike else None


def _settled(u: Utterance, amount: Amount, code: str) -> Amount | None:
    """The amount with the unit it has in a deed of this kind; None if it cannot be one."""
    if amount.unit is None:
        unit = _bare_units().get(code)
        return replace(amount, unit=unit) if unit is not None else None
    if amount.family == "percent" and code not in _PERCENT_IS_TOLD:
        return None
    if amount.said in _WAY_UNITS and (
        code.startswith(("S2", "E3-01")) or shape("by_road").search(u.text[: amount.start])
    ):
        return replace(amount, unit="กม.")
    if code in _POWER and amount.said == _METER_UNIT:
        return replace(amount, unit=_METER_UNIT)
    if code in {"E3-03", "F1-01"} and amount.said in _TREE_UNITS:
        return replace(amount, unit="ต้น")
    return amount


def _is_total(u: Utterance, amount: Amount, code: str) -> bool:
    """รวม 70. A bill is told by what it is now; of all else what is left was not done."""
    said = u.text[: amount.start]
    if shape("the_whole").search(said) is not None:
        return True
    return code == "E3-01" and shape("bill_now").search(said) is not None


def _with_its_like(u: Utterance, amounts: Sequence[Amount]) -> Amount:
    """กล้วยสองกอ กับมะละกอ 3 ต้น are five: what follows with and in the same unit is added."""
    whole = amounts[0]
    for more in amounts[1:]:
        between = u.text[whole.end : more.start]
        joined = len(between) <= _JOINED and any(word in between for word in ("กับ", "และ", ","))
        if not joined or more.unit != whole.unit or whole.family not in {"count", "weight"}:
            break
        whole = replace(whole, value=whole.value + more.value, end=more.end)
    return whole


def _fitting(u: Utterance, amounts: Sequence[Amount]) -> list[Amount]:
    """Amounts as they come. What only led there (ตากสามวัน), and so much a day or a head, count
    where nothing else does."""
    whole = [a for a in amounts if not a.rate]
    meant = [a for a in whole if not _only_led_there(u, a)]
    if whole:
        return meant or whole
    return [
        a
        for a in amounts
        if u.text[: a.start].removesuffix(" ").removesuffix("ละ").endswith(_OFTEN)
    ]


def _only_led_there(u: Utterance, amount: Amount) -> bool:
    said = u.text[: amount.start]
    if amount.family in {"time", "night", "month"} and shape("of_its_making").search(said):
        return True
    return shape("on_the_way").search(said) is not None
