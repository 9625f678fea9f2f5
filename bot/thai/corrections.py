"""A speaker puts right what was told before: ไม่ใช่ 3 ต้น 5 ต้น · 5 ต้นต่างหาก · ยายทำ ไม่ใช่ฉัน.

What was wrong is cut off, so that only what is right is read: after ไม่ใช่ comes the wrong thing,
and behind it, or before the ไม่ใช่, the right one.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from bot.thai import tables
from bot.thai.amounts import Amount
from bot.thai.commands import strip_polite
from bot.thai.dates import read_day
from bot.thai.deeds import DeedReading, read_deeds
from bot.thai.named import deed_named, kinds_named
from bot.thai.own_words import OwnWord
from bot.thai.utterance import Utterance, annotate

_LONGEST = 80
_LEFT_OVER = 3
"""Letters that may be left of an amount or a day said alone: a slip, a particle nobody lists."""
_LONGEST_NAME = 24
_SIGNS = re.compile(r"[\s,.!…\-–:;\"“”'()]+")


@dataclass(frozen=True)
class Correction:
    """What is right: at least one of amount, day, deeds and doer, else only that something is not.

    `was` is the amount that was wrong, `were` the kinds of deed that it was not. `who` is the doer
    as called, "" the speaker. `plain`: worded so that even among neighbours it can be nothing else.
    """

    said: Utterance
    """What is right, read by itself."""
    deeds: tuple[DeedReading, ...]
    amount: Amount | None
    was: Amount | None
    were: frozenset[str]
    who: str | None
    plain: bool

    @property
    def says_what(self) -> bool:
        dated = self.said.date_said or self.said.date_unclear
        return bool(self.deeds) or self.amount is not None or self.who is not None or dated


def read_correction(u: Utterance, today: date, own: Sequence[OwnWord] = ()) -> Correction | None:
    """None if nothing is put right. `today`: the day from which วันนี้ is counted; `own`: phrases of
    the tambon."""
    if len(u.text) > _LONGEST or not (parts := _parted(u.text, today)):
        return None
    right, wrong, strong = parts
    right = _onset(right)
    said = annotate(_bare(right), today)
    denied = annotate(_bare(wrong), today)
    was, were = next(iter(denied.amounts), None), kinds_named(denied, own)
    amount = said.amounts[0] if said.amounts else None
    rest = _rest(said, today)
    who = _doer(right, wrong)
    deeds = () if who is not None else read_deeds(said, own) or deed_named(said, own)
    plain = strong and (who is not None or not rest or bool(deeds and were))
    found = Correction(said, deeds, amount, was, were, who, plain)
    if not found.says_what:
        return found if strong and wrong and was and not right else None
    alone = not deeds and who is None
    return None if alone and len(rest) > _LEFT_OVER else found


def _parted(text: str, today: date) -> tuple[str, str, bool] | None:
    """What is right, what was wrong, and whether it is worded as nothing but a correction."""
    if found := _any("not").search(text):
        head = _bare(_any("wrong").sub(" ", text[: found.start()]))
        tail = text[found.end() :].strip()
        if head:
            return head, tail, True
        at = _end_of_first(tail, today)
        return _any("wrong").sub(" ", _onset(tail[at:])), tail[:at], True
    if found := _any("become").search(text):
        return text[found.end() :], "", True
    if found := _any("instead").search(text):
        return text[: found.start()] + text[found.end() :], "", True
    if _any("wrong").match(text) is None:
        return None
    return _any("wrong").sub(" ", text), "", False


def _end_of_first(tail: str, today: date) -> int:
    """Where the wrong thing ends: an amount, a day, else the words up to the next pause."""
    starts = [(a.start, a.end) for a in annotate(tail, today).amounts]
    starts += read_day(tail, today).spans
    for start, end in starts:
        if start == 0:
            return end
    pause = re.search(r"\s+|,|(?=แต่)", tail)
    return pause.start() if pause else len(tail)


def _onset(text: str) -> str:
    """Without the courtesies and the แต่เป็น that stand between the wrong thing and the right one."""
    text = text.lstrip(" ,")
    for word in sorted((*_polite(), *_words("between")), key=len, reverse=True):
        if text.startswith(word) and not re.match(r"[่-๋ะ-ู็์]", text[len(word) :]):
            return _onset(text[len(word) :])
    return text


def _rest(said: Utterance, today: date) -> str:
    """What is left beside an amount and a day."""
    left = said.text
    spans = [(a.start, a.end) for a in said.amounts] + list(read_day(said.text, today).spans)
    for start, end in sorted(spans, reverse=True):
        left = left[:start] + " " + left[end:]
    left = _bare(left)
    return "" if left in ("", *_words("between"), *_polite()) else left


def _doer(right: str, wrong: str) -> str | None:
    """Who did it, where that is put right: ยายทำ, or a name against ฉัน."""
    right, wrong = _bare(right), _bare(wrong)
    for did in _words("did"):
        if right.endswith(did) and len(right) > len(did):
            return _called(right[: -len(did)])
    against = next((w for w in _words("self") if wrong in (w, f"{w}ทำ", f"{w}เฮ็ด")), None)
    if against and right and len(right) <= _LONGEST_NAME:
        return _called(right)
    if wrong.endswith("ทำ") and right and " " not in right and len(right) <= _LONGEST_NAME:
        return _called(right)
    return None


def _called(who: str) -> str | None:
    who = _bare(who).removesuffix("เป็นคน").strip()
    if not who or len(who) > _LONGEST_NAME or re.search(r"\d", who):
        return None
    return "" if who in _words("self") else who


def _bare(text: str) -> str:
    bare = _SIGNS.sub(" ", text).strip()
    return strip_polite(bare).strip() if bare else ""


def _words(sort: str) -> tuple[str, ...]:
    return tables.choices("corrections", sort)


@cache
def _polite() -> frozenset[str]:
    return frozenset(
        w for place, cell in tables.rows("polite") if place == "back" for w in cell.split()
    )


@cache
def _any(sort: str) -> re.Pattern[str]:
    return re.compile(tables.any_of(_words(sort)).replace(r"\ ", r"\s*"))
