"""Where a household's name is in a message about a vote, and where it ends: โหวตบ้านยายแดงที่ช่วยวัด.

Thai has no capitals and few spaces: a name ends where words begin that stand behind names.
"""

import re
from collections.abc import Iterator
from functools import cache

from bot.thai import tables
from bot.thai.alike import TITLES
from bot.thai.choosing_words import (
    NO_SIGN,
    any_loosely,
    courtesies,
    endings,
    known_word,
    sort,
)
from bot.thai.fold import LEADING_VOWELS
from bot.thai.utterance import Utterance

_LONGEST, _SHORT = 25, 2
"""Letters of one word of a name; of one so short only what can be no part of a name is taken off,
for มานะ is one."""
_NO_LETTER = "(?![ก-๎])"
_STARTS = re.compile("[ก-ฮเ-ไa-zA-Z]")
_NOT_NAMES = frozenset(
    {"neg", "cannot", "question", "conditional", "forbid", "done", "bot_talk", "invite"}
)


def housed_name(text: str, at: int) -> tuple[str, int] | None:
    """The name behind บ้าน that starts here, and where it ends."""
    house = _house().match(text, at)
    return _name(text, house.end()) if house else None


def bare_name(u: Utterance, at: int, *, plainly: bool) -> tuple[str, int] | None:
    """A name without บ้าน, and where it ends; one without a title only if a name is `plainly`
    awaited, and if it does not start with a word that no name starts with."""
    if _house().match(u.text, at):
        return None
    word = next((word for word in u.words if word.start == at), None)
    kinds = word.kinds if word else frozenset[str]()
    if kinds.isdisjoint({"kin", "title"}) and not (plainly and kinds.isdisjoint(_NOT_NAMES)):
        return None
    return _name(u.text, at)


def _name(text: str, at: int) -> tuple[str, int] | None:
    if _no_name().match(text, at):
        return None
    for start in reversed([at, *_behind_titles(text, at)]):
        if end := _end_of_word(text, start):
            family = None
            if text[end : end + 1] == " " and not _is_other_word(text, end + 1):
                family = _end_of_word(text, end + 1)
            return " ".join(text[at : family or end].split()), family or end
    return None


def _behind_titles(text: str, at: int) -> Iterator[int]:
    while found := _title().match(text, at):
        at = found.end()
        yield at


def _end_of_word(text: str, start: int) -> int | None:
    if not _STARTS.match(text, start):
        return None
    for end in range(start + 1, min(len(text), start + _LONGEST) + 1):
        behind = _surely_behind() if end - start <= _SHORT else _behind()
        if text[end - 1] not in LEADING_VOWELS and behind.match(text, end):
            return end
    return None


@cache
def _house() -> re.Pattern[str]:
    return re.compile(rf"{any_loosely(tables.choices('names', 'house'))}\s*")


@cache
def _title() -> re.Pattern[str]:
    titles = any_loosely(word for name in TITLES for word in tables.choices("names", name))
    return re.compile(rf"(?:น\.?ส\.?|ด\.?ช\.?|ด\.?ญ\.?|อสม\.?|{titles})\s*")


@cache
def _behind() -> re.Pattern[str]:
    return _what_stands_behind(frozenset())


@cache
def _surely_behind() -> re.Pattern[str]:
    return _what_stands_behind(frozenset(endings()))


def _what_stands_behind(perhaps_of_names: frozenset[str]) -> re.Pattern[str]:
    """What ends a name, glued to it or not: courtesies up to a pause, and what breaks it off."""
    closing = [*courtesies(), *sort("done"), *(word for word in sort("beside") if len(word) > 3)]
    closing += [word for word in sort("asked") if len(word) > 2]
    first = [word for word in closing if not word.startswith(tuple(perhaps_of_names))]
    breaking = [*sort("because"), *sort("or"), *sort("joins"), *sort("slip")]
    breaking = [word for word in breaking if len(word) > 2 and word != "เป็น"]
    breaking += [word for word in sort("denied") if "ไม่" in word or "บ่ไ" in word]
    counted = any_loosely((*sort("called"), *sort("house number"), *sort("moo")))
    courteous = rf"{any_loosely(first)}(?:\s*{any_loosely(closing)})*{_NO_LETTER}"
    broken = rf"{any_loosely(breaking)}{NO_SIGN}|{counted}\s*\d|[^ก-๎a-zA-Z.]|$"
    return re.compile(rf"{broken}|{courteous}")


@cache
def _no_name() -> re.Pattern[str]:
    polite = any_loosely(word for word in courtesies() if not word.startswith(endings()))
    alone = rf"{any_loosely(sort('alone'))}(?:{polite})*{_NO_LETTER}"
    never = any_loosely((*sort("never"), *sort("called")))
    return re.compile(rf"{never}|{alone}|{any_loosely(courtesies())}{_NO_LETTER}")


def _is_other_word(text: str, at: int) -> bool:
    return bool(known_word().match(text, at) or _never().match(text, at))


@cache
def _never() -> re.Pattern[str]:
    return re.compile(any_loosely(sort("never")))
