"""Whom somebody votes for, as people write it: โหวต 3 · เลือกบ้าน 7 ม.4 · โหวตบ้านยายแดง · 2 เอ้ย 3.

A message is a choice only if all of it is understood: what is left over may turn it around.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.thai.choosing_tokens import ITEMS, Token, tokens
from bot.thai.choosing_words import hints_at_choosing
from bot.thai.utterance import Utterance

LONGEST = 120
"""Letters of a message that may be a vote; a longer one is a story in which a vote is spoken of."""
_NUMBERS = frozenset({"number", "also number", "bare number"})
_VERBS = frozenset({"plain", "everyday", "vote changed", "mind changed"})
_PLAIN = frozenset({"plain", "vote changed", "number"})
_SLIPS = frozenset({"slip", "vote changed", "mind changed"})
_BETWEEN = frozenset({"courtesy", "pause", "done"})


@dataclass(frozen=True)
class Choice:
    """What was chosen: candidates' numbers, houses (number in its one spelling, and หมู่ if said),
    households by name as said (without บ้าน and courtesies). Never all three empty.

    `plain`: said of nothing but a vote (โหวต, เบอร์), and as the speaker's own: neither เลือก 2,
    which neighbours say of other things, nor ช่วยโหวตเบอร์ 2, which asks them to.
    `several`: more than one was chosen; one that was named twice over is one (เบอร์ 2 บ้านยายแดง).
    `asks`: which to choose is asked (โหวต 2 หรือ 3 ดี); this is no vote.
    `moo`: the หมู่ that was said beside a name or a number.
    """

    numbers: tuple[int, ...]
    houses: tuple[tuple[str, int | None], ...]
    names: tuple[str, ...]
    plain: bool
    several: bool = False
    asks: bool = False
    moo: int | None = None


def read_choice(u: Utterance) -> Choice | None:
    """None if nothing is chosen: no vote is spoken of, or it is denied, counted, told of others, or
    not understood to its end. Takes any text and never raises."""
    if len(u.text) > LONGEST or not hints_at_choosing(u.text):
        return None
    said = _as_meant(list(tokens(u)))
    kinds = {token.kind for token in said}
    if "unknown" in kinds or kinds.isdisjoint(_VERBS | {"gives", "number", "also number"}):
        return None
    parts = [part for part in _standing(_parts(said)) if not part.denied]
    items = list(dict.fromkeys(item for part in parts for item in part.items))
    if not items:
        return None
    numbers = tuple(dict.fromkeys(item.number for item in items if item.kind in _NUMBERS))
    houses = tuple((item.said, item.number or None) for item in items if item.kind == "house")
    names = tuple(item.said for item in items if item.kind == "name")
    joined = len(items) > 1 and any(part.joined for part in parts)
    return Choice(
        numbers,
        houses,
        names,
        plain=not kinds.isdisjoint(_PLAIN) and "others" not in kinds,
        several=joined or max(map(len, (numbers, houses, names))) > 1,
        asks=not kinds.isdisjoint({"or", "asked"}),
        moo=next((token.number for token in said if token.kind == "moo"), None),
    )


def _as_meant(said: Sequence[Token]) -> list[Token]:
    """Each หมู่ is put to its house, before or behind it; what is left of them is of a name."""
    meant: list[Token] = []
    for token in said:
        last = next((at for at in reversed(range(len(meant))) if meant[at].kind in ITEMS), -1)
        waiting = next((one for one in meant if one.kind == "moo"), None)
        if token.kind == "moo" and last >= 0 and _wants_moo(meant[last]):
            meant[last] = meant[last]._replace(number=token.number)
        elif token.kind == "house" and waiting and last < 0:
            meant.remove(waiting)
            meant.append(token._replace(number=waiting.number))
        else:
            meant.append(token)
    return meant


def _wants_moo(token: Token) -> bool:
    return token.kind == "house" and not token.number


@dataclass
class _Part:
    """What is chosen, or denied, up to where the speaker turns."""

    denied: bool = False
    verb: bool = False
    items: list[Token] = field(default_factory=list)
    joined: bool = False


def _parts(said: Sequence[Token]) -> list[_Part]:
    """Cut at every denial and slip, and where after a denial the speaker goes on to choose."""
    parts, joining, paused = [_Part()], False, False
    for token in said:
        if token.kind in _SLIPS:
            parts = [_Part()]
        elif token.kind == "denied":
            parts.append(_Part(denied=True))
        elif token.kind in _VERBS:
            if parts[-1].denied and (parts[-1].items or (parts[-1].verb and paused)):
                parts.append(_Part())
            parts[-1].verb = True
        elif token.kind in ITEMS:
            parts[-1].joined |= joining and bool(parts[-1].items)
            parts[-1].items.append(token)
        joining = token.kind == "joins"
        paused = token.kind in _BETWEEN
    return parts


def _standing(parts: Sequence[_Part]) -> list[_Part]:
    """Without what is denied only behind it: โหวต 2 ไม่ได้."""
    behind = [*parts[1:], _Part()]
    return [
        part
        for part, after in zip(parts, behind, strict=True)
        if not (after.denied and not after.items)
    ]
