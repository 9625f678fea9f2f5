"""What somebody wants taken back: the newest deed, one of two equal ones, a vote, a deed named."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from bot.thai import tables
from bot.thai.commands import strip_polite
from bot.thai.named import kinds_named
from bot.thai.own_words import OwnWord
from bot.thai.utterance import Utterance, annotate

_LONGEST = 60


@dataclass(frozen=True)
class Cancel:
    """`target`: "last", "duplicate", "vote", or the words that name a deed. `plain`: even among
    neighbours it can only be about a list of deeds."""

    target: str
    plain: bool


def read_cancel(u: Utterance, own: Sequence[OwnWord] = ()) -> Cancel | None:
    """None if nothing is to be taken back. ยกเลิก alone is a command, and none of this. `own`:
    phrases of the tambon."""
    bare = strip_polite(u.text)
    at = u.text.find(bare)
    text = u.text[: at + len(bare)] if at >= 0 else bare  # a courtesy in front may be the verb: เอา
    if len(text) > _LONGEST:
        return None
    if _twice().search(text) and (_verb().search(text) or _twice().fullmatch(text)):
        return Cancel("duplicate", plain=False)
    found = _whole().fullmatch(text)
    if found is None or (found["verb"] == "เอา" and not (found["item"] and found["away"])):
        return None
    return _named(found["what"].strip(), u, own, plain=bool(found["item"]))


def _named(what: str, u: Utterance, own: Sequence[OwnWord], *, plain: bool) -> Cancel | None:
    if what in _words("vote"):
        return Cancel("vote", plain=False)
    if what in _words("last"):
        return Cancel("last", plain=plain and what not in _words("any"))
    return Cancel(what, plain) if kinds_named(annotate(what, u.done_on), own) else None


@cache
def _whole() -> re.Pattern[str]:
    """The verb, a word for the thing on the list, what it is, and ออก."""
    return re.compile(
        rf"(?:ช่วย|ขอ|อยาก|จะ)?\s*(?P<verb>{_any('verb')})\s*(?P<item>(?:(?:{_any('item')})\s*)*)"
        rf"(?P<what>.+?)\s*(?P<away>(?:{_any('away')})?)"
    )


@cache
def _twice() -> re.Pattern[str]:
    return re.compile(_any("duplicate"))


@cache
def _verb() -> re.Pattern[str]:
    """เอา alone takes nothing back."""
    return re.compile(f"เอา.*ออก|{tables.any_of(w for w in _words('verb') if w != 'เอา')}")


def _any(sort: str) -> str:
    return tables.any_of(_words(sort))


def _words(sort: str) -> tuple[str, ...]:
    return tables.choices("cancels", sort)
