"""The words with which people vote, as patterns that forgive how they are spelt.

They are in lexicon/choosing.tsv, names.tsv and polite.tsv.
"""

import re
from collections.abc import Iterable
from functools import cache

from bot.thai import tables
from bot.thai.fold import FOLLOWING
from bot.thai.words import sound_of

NO_SIGN = f"(?![{FOLLOWING}])"
"""Behind a word: no sign that leans on its last letter, for then it is another word."""
_HEARD_FROM = 4
"""Letters of its sound from which on a word is known by the sound; shorter ones must be exact."""
_MARKS = "[่-๎็ฺ]*"
_SAID_ALONE = (
    "plain", "everyday", "gives", "others", "denied", "slip", "vote changed", "mind changed",
    "joins", "or", "asked", "done", "beside", "because", "house",
)  # fmt: skip


def hints_at_choosing(text: str) -> bool:
    """Whether anything in a folded text can be about a vote; costs next to nothing."""
    return bool(_cue().search(text))


def turns_around(reason: str) -> bool:
    """Whether words behind a choice speak of it again, so that it may not be meant."""
    return bool(_turn().search(reason))


def sort(name: str) -> tuple[str, ...]:
    """The words of one sort of choosing.tsv."""
    return tables.choices("choosing", name)


def any_loosely(words: Iterable[str]) -> str:
    """A pattern of any of the words as they sound, the longest first, their last letter perhaps
    drawn out."""
    return "(?:" + "|".join(map(loosely, sorted(words, key=len, reverse=True))) + ")"


def loosely(word: str) -> str:
    """A pattern of one word, likewise."""
    if " " in word:
        return r"\s*".join(map(loosely, word.split()))
    sound = sound_of(word)
    if len(sound) < _HEARD_FROM or word.isascii():
        return re.escape(word) + ("(?![a-z])" if word[-1].isascii() and word[-1].isalpha() else "")
    *letters, last = (_as_heard().get(letter, re.escape(letter)) for letter in sound)
    return _MARKS.join([*letters, f"{last}{{1,3}}"]) + _MARKS


@cache
def _as_heard() -> dict[str, str]:
    """Every letter with the class of those that sound like it."""
    alike: dict[str, str] = {}
    for letter in map(chr, range(ord("ก"), ord("๏"))):
        if sound := sound_of(letter):
            alike[sound] = alike.get(sound, "") + letter
    return {sound: f"[{letters}]" for sound, letters in alike.items()}


@cache
def _cue() -> re.Pattern[str]:
    sorts = ("plain", "everyday", "gives", "called", "also called", "vote changed", "mind changed")
    return re.compile(any_loosely(word for name in sorts for word in sort(name)), re.IGNORECASE)


@cache
def _turn() -> re.Pattern[str]:
    words = [*sort("plain"), *sort("called"), *sort("vote changed"), *sort("mind changed")]
    again = any_loosely((*words, "แต่", "เอ้ย", "เอ๊ย", "?", "ไหม", "มั้ย"))
    return re.compile(again, re.IGNORECASE)


@cache
def courtesies() -> tuple[str, ...]:
    """What may stand anywhere behind, and what the bot is called."""
    rows = tables.rows("polite")
    return tuple(w for place, cell in rows if place in {"back", "name"} for w in cell.split())


def endings() -> tuple[str, ...]:
    """Courtesies with which names may end as well: มานะ, นที."""
    return tables.choices("names", "ending")


@cache
def known() -> tuple[tuple[str, str], ...]:
    """Words that are a piece of a message by themselves, each with its sort; longest first."""
    found = dict.fromkeys(courtesies(), "courtesy")
    for row in ("become", "wrong"):
        found |= dict.fromkeys(tables.choices("corrections", row), "slip")
    for kind in _SAID_ALONE:
        found |= dict.fromkeys(sort(kind), kind)
    return tuple(sorted(found.items(), key=lambda pair: (-len(pair[0]), pair[0])))


@cache
def known_word() -> re.Pattern[str]:
    """Any of these; group `w12` is the thirteenth."""
    # ที and อะ are courtesies only at an end: ทีม and อะไร are other words.
    apart, last = frozenset(endings()), rf"(?=[^ก-๎]|$|{any_loosely(courtesies())})"
    found = (
        f"(?P<w{i}>{loosely(word)}{last if word in apart else ''})"
        for i, (word, _) in enumerate(known())
    )
    return re.compile(f"(?:{'|'.join(found)}){NO_SIGN}", re.IGNORECASE)
