"""Who did it, as called: แม่ไปใส่บาตร · ผมกับลูกสาวเก็บขยะ · ไปกันสามคนแม่ลูก."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from bot.thai import tables
from bot.thai.dates import read_day
from bot.thai.utterance import Utterance

_LONGEST_NAME = 20
_CALLED_OUT = re.compile(r"^.*(?:คะ|ค่ะ|ครับ|จ้า|จ๋า|จ้ะ|นะ|ค่า)[\s,]+")
_NO_LETTERS = re.compile(r"[^ก-๎\s.]+")


@dataclass(frozen=True)
class Doers:
    """`called`: their names or kin words, "" the speaker. `several`: more than one did it, named or
    not. `kin`: somebody of the family is told of, whether or not the house has such a member."""

    called: tuple[str, ...]
    several: bool
    kin: bool


def read_doers(u: Utterance, deed: str) -> Doers | None:
    """None if it says nothing, so that the speaker did it. `deed`: the words that tell the deed."""
    at = u.text.find(deed)
    if at < 0:
        return None
    before = _before(u, u.text[:at])
    several = bool(_any("several", regular=True).search(before))
    parts = [_who(part) for part in _any("joins").split(before)]
    behind = _behind(u.text[at + len(deed) :])
    if several:
        return Doers((), several=True, kin=True)
    if len(parts) > 1 and all(part is not None for part in parts):
        return Doers(_distinct(parts), several=True, kin=True)
    if behind:
        first = parts[0] if len(parts) == 1 and parts[0] is not None else ""
        return Doers(_distinct((first, behind)), several=True, kin=True)
    if len(parts) == 1 and parts[0]:
        return Doers((parts[0],), several=False, kin=_is_kin(parts[0]))
    return None


def _before(u: Utterance, text: str) -> str:
    """What stands before the deed, without the day, greetings and whoever is called out to."""
    for start, end in sorted(read_day(text, u.done_on).spans, reverse=True):
        text = f"{text[:start]} {text[end:]}"
    return _CALLED_OUT.sub("", text).strip()


def _who(part: str) -> str | None:
    """A doer as called; None if this is nobody."""
    who = " ".join(_NO_LETTERS.sub(" ", part).split())
    while going := next((word for word in _words("going") if who.endswith(word)), None):
        who = who.removesuffix(going).strip()
    if who in _words("self"):
        return ""
    for own in _words("self"):  # ลูกสาวผม, แม่ฉัน
        if who.endswith(own) and _is_kin(who.removesuffix(own)):
            who = who.removesuffix(own)
    if not who or len(who) > _LONGEST_NAME or "ความดี" in who or "บอท" in who:
        return None
    return who


def _behind(text: str) -> str | None:
    """ปลูกมะม่วง 10 ต้น กับยาย: one of the family, at the end of what is said."""
    found = re.search(r"(?P<to>\S*?)\s*(?:กับ|พร้อม|ร่วมกับ)\s*(?P<who>[ก-๎]{2,20})", text)
    if found is None or found["to"].endswith(_words("to")):
        return None
    return next((word for word in _kin() if found["who"].startswith(word)), None)


def _is_kin(who: str) -> bool:
    return who.startswith(_kin())


def _distinct(parts: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part for part in parts if part is not None))


@cache
def _kin() -> tuple[str, ...]:
    return tuple(sorted(tables.kinds()["kin"], key=len, reverse=True))


def _words(sort: str) -> tuple[str, ...]:
    return tables.choices("doers", sort)


@cache
def _any(sort: str, *, regular: bool = False) -> re.Pattern[str]:
    """`regular`: its cells are patterns as they stand."""
    if regular:
        return re.compile("|".join(cell for kind, cell in tables.rows("doers") if kind == sort))
    return re.compile(tables.any_of(_words(sort)))
