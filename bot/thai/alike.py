"""Which known name a said one means: ป้าสมศรี is นางสมศรี ใจดี, and สมสี may be.

Neighbours call a house by a nickname, a kin word or a first name, and write it as it sounds.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from bot.thai import tables
from bot.thai.commands import wrong_letters
from bot.thai.fold import FOLLOWING, fold
from bot.thai.words import sound_of

TITLES = ("respect", "male", "female", "either", "doubtful")
"""The sorts of lexicon/names.tsv whose words stand before a name."""
_LONGEST = 60
"""Letters of a name; nobody's is longer."""
_SHORT = 2
"""So many consonants or fewer make a short name: แดง is not แดน, so only a mark may be missing."""
_FORGIVEN = ((9, 2), (4, 1))
"""So many wrong letters are forgiven in the sound of a name of at least so many letters."""
_ALL, _ENOUGH, _NEARLY, _MISSPELT = range(4)
"""How much of what was said is known of a name: all; the name, but not this title or family; the
sound, or another title or family speaks against it; the sound with a wrong letter."""


@dataclass(frozen=True)
class Likeness:
    """Known names that a said one means, each as it was given, best first. A single `same` can be
    taken; several, or only `near` ones, are to be asked about."""

    same: tuple[str, ...]
    near: tuple[str, ...]


class _Reading(NamedTuple):
    """One way to take a name apart; it is never liker than `at_best`. `with_title`: there is one in
    `first`, whose letters must not make the name long enough for a wrong letter: ลุงมา, ลุงมี."""

    titles: tuple[str, ...]
    first: str
    family: str
    at_best: int = _ALL
    with_title: bool = False


def alike(said: str, known: Iterable[str]) -> Likeness:
    """Compares a said name with those known, whatever spelling, title or courtesy it comes with.

    A first name alone means the full name. A title decides only between names that are the same
    without it, and nobody is a man and a woman: ตาแดง is at most near to ยายแดง. Takes any text and
    never raises; what is no name, or too long for one, is like none.
    """
    mine = list(_readings(said, said=True))
    found: list[tuple[int, int, str]] = []
    for at, name in enumerate(dict.fromkeys(known)):
        theirs = list(_readings(name, said=False)) if mine else []
        degrees = [_degree(one, other) for one in mine for other in theirs]
        if alikes := [degree for degree in degrees if degree is not None]:
            found.append((min(alikes), at, name))
    found.sort()
    surest = min((degree for degree, *_ in found), default=_MISSPELT)
    same = tuple(name for degree, _, name in found if degree == surest <= _ENOUGH)
    return Likeness(same, tuple(name for *_, name in found if name not in same))


def _degree(said: _Reading, known: _Reading) -> int | None:
    """None if these are different names."""
    if not said.first or not known.first:  # บ้านกำนัน: whoever is called กำนัน
        return _NEARLY if said.titles and said.titles == known.titles else None
    degree = _of_names(said, known)
    if degree is None or (degree == _MISSPELT and (said.with_title or known.with_title)):
        return None
    if {"male", "female"} <= _sexes(said.titles) | _sexes(known.titles):
        degree = max(degree, _NEARLY)
    elif said.titles and said.titles != known.titles:
        degree = max(degree, _ENOUGH)
    return max(degree, said.at_best, known.at_best)


def _of_names(said: _Reading, known: _Reading) -> int | None:
    whole = _of_words(said.first + said.family, known.first + known.family)
    first = _of_words(said.first, known.first)
    if whole == _ALL:
        return _ALL
    if said.family and known.family:
        if first is None:
            return None
        family = _of_words(said.family, known.family)
        return _MISSPELT if family is None else max(first, family)
    if first == _ALL and said.family:
        first = _ENOUGH
    return min((degree for degree in (whole, first) if degree is not None), default=None)


def _of_words(one: str, other: str) -> int | None:
    if one == other:
        return _ALL
    if min(_consonants(one), _consonants(other)) <= _SHORT:
        return _NEARLY if _MARKS.sub("", one) == _MARKS.sub("", other) else None
    mine, theirs = _sound(one), _sound(other)
    if mine == theirs or sound_of(one) == sound_of(other):
        return _NEARLY
    for letters, most in _FORGIVEN:
        if len(theirs) >= letters:
            return _MISSPELT if wrong_letters(mine, theirs, most) <= most else None
    return None


_MARKS = re.compile("[็-๎]")
_CONSONANT = re.compile(r"[^\W\dะ-๎]")


def _consonants(name: str) -> int:
    return len(_CONSONANT.findall(name))


# What is written and not heard, or heard alike, beyond what `sound_of` knows of every word.
_HEARD = (
    (re.compile("(?:[ทตด]ร|[ก-ฮ])[ิุ]?์"), ""),
    (re.compile("รร(?=[ก-ฮ])"), "ั"),
    (re.compile("รร"), "ัน"),
    (re.compile("([ก-ฮ][รลว]?)ัย"), r"ไ\1"),
    (re.compile("ไ([ก-ฮ][รลว]?)ย"), r"ไ\1"),
    (re.compile("ำ"), "ัม"),
    (re.compile("ฤๅ?"), "ริ"),
    (re.compile("([ศส])ร(?=[ะ-ู])"), r"\1"),
    (re.compile("(?<=[กขคตปผพ])[รล](?=[ก-ฮะ-ู])"), ""),
    (re.compile("ะ"), ""),
    (re.compile("ภ"), "พ"),
    (re.compile("[จชซศษสฎฏดตถทธ]$"), "ด"),
    (re.compile("[ญณนรลฬ]$"), "น"),
    (re.compile("[บปพฟ]$"), "บ"),
)


def _sound(name: str) -> str:
    for pattern, heard in _HEARD:
        name = pattern.sub(heard, name)
    return sound_of(name)


_NO_LETTERS = re.compile(r"[^\wก-๛ ]+|_+")
_SPACES = re.compile(r"\s+")


def _readings(name: str, *, said: bool) -> Iterator[_Reading]:
    """The name with and without its titles; a `said` one also without a courtesy at its end."""
    if len(name) > _LONGEST:
        return
    bare = _NO_LETTERS.sub("", _SPACES.sub(" ", fold(name))).lower().strip()
    yield from _taken_apart(bare, _ALL)
    if said and (end := next((e for e in _ending() if bare.endswith(e)), "")):
        yield from _taken_apart(bare.removesuffix(end).rstrip(), _ENOUGH)


def _taken_apart(name: str, at_best: int) -> Iterator[_Reading]:
    if not name:
        return
    name = _without(_words("house"), name) or name
    first, _, family = name.partition(" ")
    with_title = _title().match(name) is not None
    yield _Reading((), first, family.replace(" ", ""), at_best, with_title)
    titles: list[str] = []
    while found := _title().match(name):
        rest = name[found.end() :].lstrip()
        if rest and not _is_a_name(rest):
            break
        name, title = rest, found.group().strip()
        if title in _words("doubtful"):
            at_best = max(at_best, _NEARLY)
        if title not in _words("respect"):
            titles.append(title)
        first, _, family = name.partition(" ")
        yield _Reading(tuple(titles), first, family.replace(" ", ""), at_best)
        if not rest:
            break


def _is_a_name(rest: str) -> bool:
    """ตาล is not ตา and ล, and นางาม not นาง and าม."""
    return len(rest) > 1 and rest[0] not in FOLLOWING


def _without(words: Iterable[str], name: str) -> str:
    """The name without the first of these words that it starts with, if a name is left."""
    opening = next((word for word in words if name.startswith(word)), "")
    rest = name.removeprefix(opening).lstrip()
    return rest if _is_a_name(rest) else ""


def _words(sort: str) -> tuple[str, ...]:
    return tables.choices("names", sort)


@cache
def _title() -> re.Pattern[str]:
    words = sorted((word for sort in TITLES for word in _words(sort)), key=len, reverse=True)
    return re.compile(rf"(?:{tables.any_of(words)})\s*")


def _ending() -> tuple[str, ...]:
    return _words("ending")


def _sexes(titles: tuple[str, ...]) -> set[str]:
    return {sex for sex in ("male", "female") if not set(titles).isdisjoint(_words(sex))}
