"""Cuts a folded text into the words of the lexicon, forgiving how people spell.

Thai is written without spaces. The cut chosen is the one with the fewest words and the fewest
letters left unknown, and no word starts or ends inside a syllable's vowels and tone marks.
A misspelt word costs more than a right one, so it is believed only where nothing right fits.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from bot.thai import tables
from bot.thai.fold import FOLLOWING, LEADING_VOWELS

_KNOWN, _UNKNOWN = 10, 22
# Two right words (20) are believed before one misspelt, one misspelt before letters unknown.
_MISSPELT = {3: 34, 4: 23}
_MISSPELT_LONG = 21
_SHORTEST_MISSPELLING = 3
LONGEST_READ = 320
"""Letters that are cut into words. A longer text is a story or a quotation, and is left whole."""

# How a word sounds, roughly: tone marks and vowel length are what typing fingers drop first.
_SOUND = str.maketrans(
    "ศษณญฎฏฑฒธฆฬรุิึใ",
    "สสนยดตทททคลลูีืไ",
    "่้๊๋็ฺ์ํ๎",
)
_CLUSTER = re.compile("(?<=[กขคตปผพ])ล(?=[ก-ฮะ-ู])")
_RUN = re.compile(
    r"(?P<digits>\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)|(?P<latin>[^\W\d_ก-๛]+)"
    r"|(?P<space>\s+)|(?P<other>[^ก-๛])"
)


class Word(NamedTuple):
    """One word where it stands. `lemma` is its central Thai word, `kinds` what it can mean."""

    text: str
    start: int
    end: int
    lemma: str
    kinds: frozenset[str]


_Meaning = tuple[str, frozenset[str]]


class Vocabulary:
    """All words, by their spelling and by the way they sound."""

    def __init__(self) -> None:
        self.right: dict[str, _Meaning] = {}
        self.by_sound: dict[str, str] = {}
        self.lengths: dict[str, list[int]] = {}

    def add(self, word: str, meaning: _Meaning) -> None:
        self.right[word] = meaning
        sound = sound_of(word)
        self._hear(sound, word)
        # ปูก for ปลูก: the second consonant of a cluster is often not heard, so not written.
        bare = _CLUSTER.sub("", sound)
        if len(bare) > _SHORTEST_MISSPELLING:
            self._hear(bare, word)

    def _hear(self, sound: str, word: str) -> None:
        if sound not in self.by_sound:
            self.by_sound[sound] = word
            lengths = self.lengths.setdefault(sound[:2], [])
            if len(sound) not in lengths:
                lengths.append(len(sound))

    def kinds_of(self, word: str) -> frozenset[str]:
        return self.right[word][1] if word in self.right else frozenset()


def sound_of(word: str) -> str:
    """The word without what is most often misspelt: เก็บ and เกบ sound the same."""
    return word.translate(_SOUND)


@cache
def vocabulary() -> Vocabulary:
    known, _ = _lexicon()
    return known


@cache
def phrases() -> frozenset[str]:
    """What patterns name and the lexicon can cut into words: ไปวัด is ไป and วัด, and stays so."""
    _, several_words = _lexicon()
    return several_words


@cache
def _lexicon() -> tuple[Vocabulary, frozenset[str]]:
    kinds: dict[str, set[str]] = {}
    for kind, words in tables.kinds().items():
        for word in words:
            kinds.setdefault(word, set()).add(kind)
    known = Vocabulary()
    for word, of in sorted(kinds.items()):  # two words of one sound: always the same is heard
        known.add(word, (word, frozenset(of)))
    for spelling, central in tables.spellings().items():
        lemma, of_central = known.right.get(central, (central, frozenset()))
        known.add(spelling, (lemma, of_central | known.kinds_of(spelling)))
    new = tables.pattern_words() - known.right.keys()
    several_words = frozenset(word for word in new if _is_all_known(word, known))
    for word in sorted(new - several_words):
        known.add(word, (word, frozenset({"said"})))
    return known, several_words


def _is_all_known(word: str, known: Vocabulary) -> bool:
    return all(part.text in known.right for part in _believed(word, known))


def cut(text: str) -> tuple[Word, ...]:
    """The words of a folded text in order; spaces, digits and what is unknown are words too."""
    head = text[:LONGEST_READ]
    words = list(_believed(head, vocabulary()))
    if len(text) > len(head):
        words.append(Word(text[len(head) :], len(head), len(text), "", frozenset({"unread"})))
    return tuple(words)


class _Step(NamedTuple):
    start: int
    cost: int
    lemma: str
    kinds: frozenset[str]


def _believed(text: str, known: Vocabulary) -> Iterator[Word]:
    place = [i for i, char in enumerate(text) if char not in "่้๊๋็ฺ์ํ๎"]
    sound = sound_of(text)
    if not place:
        if text:
            yield Word(text, 0, len(text), text, _UNKNOWN_KIND)
        return
    # Signs that stray before the first letter go with it.
    place[0] = 0
    place.append(len(text))
    best = _cheapest(text, sound, place, known)
    steps: list[tuple[int, int, _Step]] = []
    at = len(sound)
    while at > 0:
        step = best[at]
        steps.append((step.start, at, step))
        at = step.start
    waiting: Word | None = None
    for start, end, step in reversed(steps):
        here = Word(
            text[place[start] : place[end]], place[start], place[end], step.lemma, step.kinds
        )
        if "unknown" in step.kinds and waiting is not None:
            waiting = waiting._replace(text=waiting.text + here.text, end=here.end)
            continue
        if waiting is not None:
            yield waiting._replace(lemma=waiting.text)
            waiting = None
        if "unknown" in step.kinds:
            waiting = here
        else:
            yield here
    if waiting is not None:
        yield waiting._replace(lemma=waiting.text)


def _cheapest(text: str, sound: str, place: list[int], known: Vocabulary) -> list[_Step]:
    """For every place of the text, the last step of the cheapest way to cut all before it."""
    size = len(sound)
    edge = _edges(text, sound, place)
    far = _Step(0, 1 << 30, "", frozenset())
    best = [far] * (size + 1)
    best[0] = _Step(0, 0, "", frozenset())
    for at in range(size):
        spent = best[at].cost
        if spent >= far.cost:
            continue
        for end, price, lemma, kinds in _words_at(text, sound, place, at, known, edge):
            if spent + price < best[end].cost:
                best[end] = _Step(at, spent + price, lemma, kinds)
    return best


_UNKNOWN_KIND = frozenset({"unknown"})
_RUN_KINDS = {name: frozenset({name}) for name in ("digits", "latin", "space", "other")}
_Priced = tuple[int, int, str, frozenset[str]]


def _words_at(
    text: str, sound: str, place: list[int], at: int, known: Vocabulary, edge: list[bool]
) -> Iterator[_Priced]:
    run = _RUN.match(sound, at)
    if run is not None:
        name = run.lastgroup or "other"
        found = run.group().lower()
        kinds = known.kinds_of(found) | _RUN_KINDS[name]
        yield run.end(), _KNOWN, known.right.get(found, ("",))[0], kinds
    for length in known.lengths.get(sound[at : at + 2], ()):
        end = at + length
        if end > len(sound) or not edge[end]:
            continue
        match = known.by_sound.get(sound[at:end])
        if match is None:
            continue
        written = known.right.get(text[place[at] : place[end]])
        if written is not None:
            yield end, _KNOWN, *written
        elif length >= _SHORTEST_MISSPELLING:
            yield end, _MISSPELT.get(length, _MISSPELT_LONG), *known.right[match]
    if run is not None:
        return
    end = at + 1
    while end < len(sound) and not edge[end]:
        end += 1
    short = known.right.get(text[place[at] : place[end]])
    if short is not None:
        yield end, _KNOWN, *short
    yield end, _UNKNOWN, "", _UNKNOWN_KIND


def _edges(text: str, sound: str, place: list[int]) -> list[bool]:
    """Where a word may start or end: never before a sign that leans on the letter before it."""
    edge = [True] * (len(sound) + 1)
    for i in range(1, len(sound)):
        first = place[i]
        after = text[first + 1 : first + 2]
        edge[i] = not (
            sound[i] in FOLLOWING
            or sound[i - 1] in LEADING_VOWELS
            or (after == "์" and "ก" <= sound[i] <= "ฮ")
        )
    return edge
