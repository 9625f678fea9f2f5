"""Thai typed on a keyboard that was left in English: l;ylfu is สวัสดี, ifohezyd is รดน้ำผัก."""

import re
from functools import cache

from bot.thai import tables
from bot.thai.fold import fold
from bot.thai.words import cut

_THAI = re.compile("[ก-๛]")
_SHORTEST, _LONGEST, _KNOWN = 5, 200, 0.8
_NO_WORD = frozenset({"unknown", "space", "digits", "latin", "other", "unread"})


def as_meant(text: str) -> str:
    """The Thai that these keys write, if nearly all of that is known words; else the text itself.
    A text with any Thai letter was typed as meant."""
    if not _SHORTEST <= len(text) <= _LONGEST or _THAI.search(text):
        return text
    thai = fold(text.translate(_keys()))
    words = cut(thai)
    every = sum(len(word.text) for word in words if "space" not in word.kinds)
    known = sum(len(word.text) for word in words if _NO_WORD.isdisjoint(word.kinds))
    return thai if known >= max(_SHORTEST, _KNOWN * every) else text


@cache
def _keys() -> dict[int, str]:
    pairs = (
        (key, letter)
        for english, thai in tables.rows("keyboard")
        for key, letter in zip(english.split(), thai.split(), strict=True)
    )
    return str.maketrans(dict(pairs))
