"""What of an utterance counts when it is weighed what it is for: hints, words, sounds, marks.

The same features are read where the weights are learned (`bench/train.py`) and where they are used.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from bot.thai import tables
from bot.thai.deeds import CATEGORY_OF, DeedReading
from bot.thai.utterance import Utterance
from bot.thai.words import Word, sound_of

RULE = "r:"
"""How the names of those features begin that tell what the rules of the deeds made of it."""
_NGRAMS = (2, 3, 4)
_LONGEST = 240
"""Letters of which sounds are taken; what comes later in a long text seldom says what it is for."""
_LENGTHS = (4, 8, 14, 22, 35, 60, 110, 220)
_SURENESS = (0.5, 0.6, 0.7, 0.8, 0.9)
_SIGNS = (
    ("digit", r"\d"),
    ("latin", r"[a-zA-Z]{2}"),
    ("lines", "\n"),
    ("asks", r"\?"),
    ("colon", ":"),
    ("tag", "[#@]"),
    ("five", "555"),
    ("excited", "!"),
)
_PLAIN = frozenset({"common", "said", "space", "unknown", "digits", "latin", "other"})
_NOT_HEARD = re.compile(r"\d+|[^\wก-๛?]+|_+")


def features(u: Utterance, deeds: Sequence[DeedReading], *, group: bool) -> frozenset[str]:
    """Every feature that this utterance has, each a short name."""
    heard = sound_of(u.text[:_LONGEST]).lower()
    return frozenset(
        (
            *_hints(heard),
            *_sounds(heard),
            *_words(u.words),
            *(f"m:{mark}" for mark in u.marks),
            *_by_rule(deeds),
            *_facts(u, group=group),
        )
    )


@cache
def cues() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Every cue with the pattern of its words, as they sound."""
    return tuple(
        (
            name,
            re.compile("|".join(re.escape(sound_of(w.replace("_", " "))) for w in words.split())),
        )
        for name, words, *_ in tables.rows("cues")
    )


def cues_in(u: Utterance) -> list[tuple[str, str]]:
    """The cues of an utterance, each with the letters that gave it; for who asks why."""
    heard = sound_of(u.text[:_LONGEST]).lower()
    return [(name, found[0]) for name, words in cues() if (found := words.search(heard))]


def _hints(heard: str) -> Iterator[str]:
    """Cues, pairs of cues, and which cue opens the message."""
    found = []
    for name, words in cues():
        match = words.search(heard)
        if match is not None:
            found.append(name)
            yield f"q:{name}"
            if match.start() <= 2:
                yield f"q^{name}"
    for at, one in enumerate(found):
        for other in found[at + 1 :]:
            yield f"q:{one}+{other}"


def _sounds(heard: str) -> Iterator[str]:
    bare = f"^{_NOT_HEARD.sub(_as_heard, heard)}$"
    for size in _NGRAMS:
        for at in range(len(bare) - size + 1):
            yield f"c:{bare[at : at + size]}"


def _as_heard(match: re.Match[str]) -> str:
    return "0" if match[0][0].isdigit() else ""


def _words(words: Sequence[Word]) -> Iterator[str]:
    known = [word for word in words if word.lemma and "unknown" not in word.kinds]
    for word in known:
        yield f"w:{word.lemma}"
        for kind in word.kinds - _PLAIN:
            yield f"k:{kind}"
    for one, other in pairwise(known):
        yield f"w:{one.lemma}_{other.lemma}"
    spoken = [word for word in known if "space" not in word.kinds]
    if spoken:
        yield f"w^{spoken[0].lemma}"
        yield f"w${spoken[-1].lemma}"
        yield "w^" + "_".join(word.lemma for word in spoken[:2])


def _by_rule(deeds: Sequence[DeedReading]) -> Iterator[str]:
    """What the rules of the deeds found; these begin with RULE."""
    surest = deeds[0].sureness if deeds else 0.0
    yield f"{RULE}{sum(surest >= least for least in _SURENESS)}"
    for deed in deeds:
        category = CATEGORY_OF[deed.code]
        yield f"{RULE}{category}"
        yield f"{RULE}{category} {sum(deed.sureness >= least for least in _SURENESS)}"


def _facts(u: Utterance, *, group: bool) -> Iterator[str]:
    yield "x:group" if group else "x:alone"
    yield f"l:{sum(len(u.text) > most for most in _LENGTHS)}"
    for amount in u.amounts:
        yield f"a:{amount.family}"
    if u.houses:
        yield "h:house"
        yield "h:moo" if any(house.moo is not None for house in u.houses) else "h:no_moo"
    if u.date_said:
        yield "t:day"
    yield from _signs(u.text)


def _signs(text: str) -> Iterator[str]:
    for name, sign in _SIGNS:
        if re.search(sign, text):
            yield f"s:{name}"
