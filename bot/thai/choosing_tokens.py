"""A message about a vote, cut into what is chosen and what is said about choosing it.

What the pieces mean together, `choosing.py` tells.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from bot.thai.choosing_names import bare_name, housed_name
from bot.thai.choosing_words import NO_SIGN, any_loosely, known, known_word, sort, turns_around
from bot.thai.numbers import read_number
from bot.thai.other_numbers import NUMBER_WORD
from bot.thai.utterance import Utterance

ITEMS = frozenset({"number", "also number", "bare number", "house", "name"})
"""Kinds of what can be chosen."""
_SAID_NO = r"(?:หนึ่ง|เอ็ด|สอง|สาม|สี่|ห้า|หก|เจ็ด|แปด|เก้า|สิบ|ยี่|ร้อย)+"
_STROKE = r"\s*(?:/|ทับ)\s*"
_PLAINLY = frozenset({"plain", "vote changed"})
_CHOOSING = _PLAINLY | {"everyday", "mind changed"}
_AWAITING = _CHOOSING | {"gives", "joins", "or", "slip"}
_ASIDE = frozenset({"courtesy", "beside", "pause"})
_BLANK = re.compile(r"(?:\s|(?![,/+&?#@.])[^\wก-๛])+|[.!](?!\d)")
_PAUSE = re.compile(r"[,/.](?=\s*\S)|[,/]")
_LETTER = re.compile(r"[ก-ฮ](?!\.?\s*\d)")


class Token(NamedTuple):
    """A piece of a message about a vote.

    `kind` is a sort of choosing.tsv, or `number` (เบอร์ 3), `also number` (ข้อ 3), `bare number`,
    `house`, `name`, `moo`, `pause`, `courtesy`, or `unknown`, where the text is not understood any
    more. `said`: a house number in its one spelling, a name, or the reason; `number`: the number.
    """

    kind: str
    said: str = ""
    number: int = 0


def tokens(u: Utterance) -> Iterator[Token]:
    """The text piece by piece, until its end or until something is not understood."""
    at, kinds = 0, list[str]()
    while at < len(u.text):
        if blank := _BLANK.match(u.text, at):
            at = blank.end()
            continue
        token, at = _at(u, at, kinds)
        if token.kind == "bare number":
            token = _bare(token, kinds)
        if token.kind == "because":
            unclear = ITEMS.isdisjoint(kinds) or turns_around(token.said)
            token = Token("unknown") if unclear else token
        yield token
        if token.kind in {"unknown", "because"}:
            return
        if token.kind not in _ASIDE:
            kinds.append(token.kind)


def _bare(token: Token, kinds: Sequence[str]) -> Token:
    """A number alone is a candidate's where one is chosen, and a house behind a house; behind แล้ว
    it counts something."""
    items = [kind for kind in kinds if kind in ITEMS]
    if not kinds or kinds[-1] == "done" or (not items and _CHOOSING.isdisjoint(kinds)):
        return Token("unknown")
    if items and items[-1] == "house" and kinds[-1] in {"joins", "or", "house"}:
        return Token("house", str(token.number))
    return token


def _at(u: Utterance, at: int, kinds: Sequence[str]) -> tuple[Token, int]:
    """The piece that starts here, and where it ends; `kinds`: of what stands before it."""
    for kind, pattern in _things():
        if (found := pattern.match(u.text, at)) and (thing := _thing(kind, found)):
            return thing
    if found := _self().match(u.text, at):  # ยาย in front of a verb is who speaks
        return Token("courtesy"), found.end()
    found = known_word().match(u.text, at)
    kind = known()[int(found.lastgroup[1:])][1] if found and found.lastgroup else ""
    if found and kind == "because":
        return Token(kind, u.text[found.end() :]), len(u.text)
    if found and kind != "house":
        return Token(kind), found.end()
    if named := _name_at(u, at, kinds):
        return Token("name", named[0]), named[1]
    pause = _PAUSE.match(u.text, at)
    return (Token("pause"), pause.end()) if pause else (Token("unknown"), len(u.text))


def _thing(kind: str, found: re.Match[str]) -> tuple[Token, int] | None:
    """What was counted, and where it ends. In words it must end there: สามารถ is a name, and so is
    เก้าอี้ no nine."""
    text, end, said = found.string, found.end(), found["n"]
    if not said[-1].isdecimal() and not _apart().match(text, end):
        return None
    parts = [_plain(part) for part in re.split(r"/|ทับ", said)]
    numbers = [part for part in parts if part is not None]
    if len(numbers) < len(parts):
        return None
    if kind != "house":
        return Token(kind, number=numbers[0]), end
    letter = _LETTER.match(text, end)
    if letter and _apart().match(text, letter.end()):
        return Token(kind, "/".join(map(str, numbers)) + letter[0]), letter.end()
    return Token(kind, "/".join(map(str, numbers))), end


def _plain(said: str) -> int | None:
    said = said.strip()
    return int(said) if said.isdecimal() else read_number(said)


def _name_at(u: Utterance, at: int, before: Sequence[str]) -> tuple[str, int] | None:
    """บ้านยายแดง; without บ้าน only where a choice is awaited: โหวตสมศรี, เลือกยายแดง."""
    if housed := housed_name(u.text, at):
        return housed
    if not before or before[-1] not in _AWAITING:
        return None
    plainly = not _PLAINLY.isdisjoint(before)
    if before[-1] == "slip" and "name" not in before:
        plainly = False  # โหวตผิดทำไงดี names nobody
    return bare_name(u, at, plainly=plainly)


@cache
def _self() -> re.Pattern[str]:
    verbs = any_loosely((*sort("plain"), *sort("everyday"), "ขอ", "จะ", "อยาก"))
    return re.compile(rf"{any_loosely(sort('self'))}(?=\s*{verbs})", re.IGNORECASE)


@cache
def _apart() -> re.Pattern[str]:
    """What may stand right behind a number in words: โหวตสองค่ะ, เบอร์สี่หมู่สี่."""
    words = [*(word for word, _ in known()), *sort("moo"), *sort("called")]
    return re.compile(rf"\s|$|[^ก-๎]|{any_loosely(words)}{NO_SIGN}", re.IGNORECASE)


@cache
def _things() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Patterns of what is counted (`n`), in the order in which they are tried."""
    called, also = any_loosely(sort("called")), any_loosely(sort("also called"))
    housed = any_loosely((*sort("house"), *sort("house number")))
    digits = rf"\d{{1,2}}(?!\d|{_STROKE}\d|:\d|[.,]\d{{3}})"
    number = rf"(?P<n>{digits}|{NUMBER_WORD})"
    moo = rf"(?P<n>\d{{1,2}}(?![\d/:])|{NUMBER_WORD})"
    slashed = rf"\d{{1,5}}{_STROKE}\d{{1,5}}(?!\d|{_STROKE}\d)|{_SAID_NO}{_STROKE}{_SAID_NO}"
    forms = (
        ("house", rf"{housed}\s*(?P<n>{slashed}|\d{{1,5}}(?!\d)|{_SAID_NO})"),
        ("house", rf"(?:{called}\s*)?(?P<n>{slashed})"),
        ("number", rf"{called}\s*{number}"),
        ("also number", rf"{also}\s*{number}"),
        ("moo", rf"{any_loosely(sort('moo'))}\s*{moo}"),
        ("beside", r"(?P<n>1|หนึ่ง)\s*เสียง"),
        ("bare number", number),
    )
    return tuple((kind, re.compile(form, re.IGNORECASE)) for kind, form in forms)
