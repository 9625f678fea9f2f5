"""Short commands, however politely, hastily or wrongly spelt they come."""

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

from bot.thai import tables
from bot.thai.fold import fold
from bot.thai.utterance import Utterance
from bot.thai.words import sound_of

_NOISE = re.compile(r"[^\wก-๛\s]+|_+")
_SPACES = re.compile(r"\s+")
_LONGEST_COMMAND = 60
# So many wrong letters are forgiven in a phrase of at least so many.
_FORGIVEN = ((9, 2), (5, 1))


def is_command(u: Utterance, phrases: Iterable[str]) -> bool:
    """Whether the whole message is one of these commands, courtesies and slips of a finger aside.

    Short phrases must sound right; in longer ones a wrong letter is forgiven, in long ones two.
    """
    if len(u.text) > _LONGEST_COMMAND:
        return False
    said = _said_shapes(u.text)
    return any(_alike(mine, wanted) for wanted in _shapes(tuple(phrases)) for mine in said if mine)


def strip_polite(text: str) -> str:
    """The message without greetings, particles, emoji, the bot's name; or itself if only that."""
    bare = _bare(text)
    while shorter := next(_without_one(bare), None):
        bare = shorter
    return bare


def _bare(text: str) -> str:
    folded = fold(text)
    return _SPACES.sub(" ", _NOISE.sub(" ", folded)).strip() or folded


def _without_one(text: str) -> Iterator[str]:
    """The text with one courtesy less, each that could go; the longest first, from the end."""
    for word in _polite("back"):
        if text.endswith(word) and len(text) > len(word):
            yield text[: -len(word)].rstrip()
    for word in (*_polite("name"), *_polite("front")):
        # ความดีสะสม is no call of the bot's name: a name stands apart.
        apart = word in _polite("name")
        rest = text[len(word) :]
        if text.startswith(word) and rest.strip() and (not apart or rest[0] == " "):
            yield rest.lstrip()


@cache
def _polite(where: str) -> tuple[str, ...]:
    words = [w for place, cell in tables.rows("polite") if place == where for w in cell.split()]
    return tuple(sorted(words, key=len, reverse=True))


@lru_cache(maxsize=256)
def _shapes(phrases: tuple[str, ...]) -> frozenset[str]:
    return frozenset(map(_shape, phrases))


@lru_cache(maxsize=2048)
def _said_shapes(text: str) -> frozenset[str]:
    """With any courtesies gone: ช่วยเหลือหน่อยค่ะ is ช่วยเหลือ as well as เหลือ."""
    found, to_peel = set[str](), [_bare(text)]
    while to_peel:
        bare = to_peel.pop()
        if bare not in found:
            found.add(bare)
            to_peel += _without_one(bare)
    return frozenset(map(_shape, found | {text}))


@lru_cache(maxsize=2048)
def _shape(text: str) -> str:
    """What is compared: sounds without spaces and signs."""
    return sound_of(_SPACES.sub("", _NOISE.sub("", fold(text)))).lower()


def _alike(mine: str, wanted: str) -> bool:
    if mine == wanted:
        return True
    for letters, slips in _FORGIVEN:
        if len(wanted) >= letters:
            return mine[:1] == wanted[:1] and wrong_letters(mine, wanted, slips) <= slips
    return False


def wrong_letters(one: str, other: str, most: int) -> int:
    """Letters added, left out, changed or swapped between the two; gives up above `most`."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        earlier, before, row = before, row, [i]
        for j, wanted in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != wanted))
            swapped = i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == wanted
            row.append(min(cost, earlier[j - 2] + 1) if swapped else cost)
        if min(row) > most:
            return most + 1
    return row[-1]
