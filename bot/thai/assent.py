"""Whether a short answer, a sign or a sticker says yes or no to what was just asked."""

from collections.abc import Iterable
from functools import cache

from bot.thai import tables
from bot.thai.commands import is_command
from bot.thai.utterance import Utterance


def says_yes(u: Utterance) -> bool | None:
    """True or False if the whole message is a yes or a no, else None."""
    sign = u.raw.strip()
    for answer in ("yes", "no"):
        if sign in _words(f"{answer}_sign") or is_command(u, _words(answer)):
            return answer == "yes"
    return None


def sticker_says_yes(keywords: Iterable[str]) -> bool:
    """A sticker is meant kindly, unless one of its keywords is a no."""
    return _words("no_sticker").isdisjoint(word.strip().lower() for word in keywords)


@cache
def _words(answer: str) -> frozenset[str]:
    return frozenset(
        word.strip() for kind, words in tables.rows("assent") if kind == answer
        for word in words.split("|")
    )  # fmt: skip
