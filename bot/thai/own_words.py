"""A tambon's own words for deeds: what a phrase is made of, and where one is met.

A phrase is what is left of a message without amounts, days, houses, people, courtesies and what
says no more than that something was done: nothing of a person remains. It is met by its sound.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from bot.thai import tables
from bot.thai.clauses import Piece
from bot.thai.dates import read_day
from bot.thai.fold import FOLLOWING, LEADING_VOWELS, fold
from bot.thai.other_numbers import clock_times
from bot.thai.rules import Match
from bot.thai.utterance import Utterance
from bot.thai.words import LONGEST_READ, Word, sound_of

STRENGTH = 0.9
LONGEST, SHORTEST = 5, 4
"""Words of a phrase at most, letters at least: a shorter one would be met everywhere."""

_MOST_LETTERS = 60
_SAYS_NOTHING = frozenset(
    {
        "space", "particle", "done", "day", "digits", "number", "latin", "other", "unread", "kin",
        "title", "greeting", "thanks", "whole_time", "every_time", "rude", "question", "story_word",
    }
)  # fmt: skip
_PEOPLE = frozenset({"kin", "title"})
_TITLED = re.compile("(?:ป้า|ลุง|ยาย|น้า|พี่)[ก-ฮ]{2}")
_ENDS_NAME = frozenset({"doing", "digits", "particle", "done", "number"})
"""Behind a person all may be their name, until something is done: less is learnt, but no name."""


@cache
def _little() -> frozenset[str]:
    """Words with which no phrase starts or ends."""
    return frozenset(word for [_, words] in tables.rows("little") for word in words.split())


class OwnWord(NamedTuple):
    """One phrase of a tambon and the kind of deed that is meant there."""

    phrase: str
    code: str


def phrase_of(u: Utterance, names: Collection[str] = ()) -> str | None:
    """The phrase that a message leaves, None if too little or too much is left. `names` are those
    of people known here."""
    words = _telling(u, names)
    while words and words[0].lemma in _little():
        words = words[1:]
    while words and words[-1].lemma in _little():
        words = words[:-1]
    phrase = "".join(word.text for word in words)
    if not words or len(words) > LONGEST or not SHORTEST <= len(phrase) <= _MOST_LETTERS:
        return None
    return phrase


def as_phrase(text: str) -> str | None:
    """A phrase as an officer writes it; None if it cannot be one."""
    phrase = "".join(fold(text).split())
    letters = "ก" <= phrase[:1] <= "๏" and not any(char.isdigit() for char in phrase)
    return phrase if letters and SHORTEST <= len(phrase) <= _MOST_LETTERS else None


def own_matches(u: Utterance, said: Sequence[Piece], own: Sequence[OwnWord]) -> Iterator[Match]:
    """Every place where one of these phrases is met, from one edge of a word to another."""
    if not own:
        return
    words = _telling(u, ())
    text = "".join(word.text for word in words)
    places = [at for word in words for at in range(word.start, word.start + len(word.text))]
    sound, kept = _heard(text)
    edges = _edges(words, text)
    for phrase, code in own:
        wanted, _ = _heard(phrase)
        at = sound.find(wanted)
        while at >= 0:
            after = at + len(wanted)
            start, end = kept[at], kept[after] if after < len(kept) else len(text)
            if start in edges and end in edges:
                span = range(places[start], places[end - 1] + 1)
                met = tuple(
                    n for n, piece in enumerate(said)
                    if piece.start < span.stop and piece.end > span.start
                    and "#any" not in piece.kinds
                )  # fmt: skip
                if met:
                    yield Match(code, STRENGTH, met, own=True)
            at = sound.find(wanted, at + 1)


def _telling(u: Utterance, names: Collection[str]) -> list[Word]:
    """The words that tell what was done."""
    head = u.text[:LONGEST_READ]
    spans = [(a.start, a.end) for a in u.amounts] + [(h.start, h.end) for h in u.houses]
    spans += [*read_day(head, u.done_on).spans, *clock_times(head), *_named(head, names)]
    kept: list[Word] = []
    named = False
    for word in u.words:
        if _is_person(word):
            named = True
        elif not _ENDS_NAME.isdisjoint(word.kinds):
            named = False
        placed = any(word.start < end and start < word.end for start, end in spans)
        if not (named or placed or not _SAYS_NOTHING.isdisjoint(word.kinds)):
            kept.append(word)
    return kept


def _is_person(word: Word) -> bool:
    """ป้า; and ป้าสม of ป้าสมหมาย, where the words we know cut a name in two."""
    return not _PEOPLE.isdisjoint(word.kinds) or _TITLED.match(word.text) is not None


def _named(text: str, names: Collection[str]) -> Iterator[tuple[int, int]]:
    for name in names:
        for part in {fold(name), *fold(name).split()}:
            at = text.find(part) if len(part) > 1 else -1
            while at >= 0:
                yield at, at + len(part)
                at = text.find(part, at + 1)


def _heard(text: str) -> tuple[str, list[int]]:
    """How it sounds, and for every letter of the sound where it stands in the text."""
    return sound_of(text), [i for i, char in enumerate(text) if sound_of(char)]


def _edges(words: Sequence[Word], text: str) -> set[int]:
    """Where a phrase may start or end: at the edges of words, and anywhere a syllable may start in
    letters that make no word we know."""
    edges, at = {0}, 0
    for word in words:
        if "unknown" in word.kinds:
            edges.update(
                i for i in range(at, at + len(word.text))
                if text[i] not in FOLLOWING and (i == 0 or text[i - 1] not in LEADING_VOWELS)
            )  # fmt: skip
        at += len(word.text)
        edges.add(at)
    return edges
