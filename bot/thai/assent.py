"""Whether a short answer, a sign or a sticker says yes or no to what was just asked."""

from collections.abc import Iterable

from bot.thai import tables
from bot.thai.commands import is_command
from bot.thai.utterance import Utterance


def says_yes(u: Utterance) -> bool | None:
    """True or False if the whole message is a yes or a no, else None."""
    sign = u.raw.strip()
    for answer in ("yes", "no"):
        if sign in tables.choices("assent", f"{answer}_sign") or is_command(
            u, tables.choices("assent", answer)
        ):
            return answer == "yes"
    return None


def sticker_says_yes(keywords: Iterable[str]) -> bool:
    """A sticker is meant kindly, unless one of its keywords is a no."""
    unkind = frozenset(tables.choices("assent", "no_sticker"))
    return unkind.isdisjoint(word.strip().lower() for word in keywords)
