"""เหมือนเมื่อวาน, คือเก่า: the same deed once more, perhaps with another amount."""

import re
from dataclasses import dataclass
from functools import cache

from bot.thai import tables
from bot.thai.amounts import Amount
from bot.thai.commands import strip_polite
from bot.thai.utterance import Utterance

_LONGEST = 60


@dataclass(frozen=True)
class Again:
    """`of_yesterday`: yesterday was named; else as ever (เหมือนเดิม). `amount`: how much now."""

    of_yesterday: bool
    amount: Amount | None


def read_again(u: Utterance) -> Again | None:
    """Only if the whole message says so."""
    if len(u.text) > _LONGEST or "?" in u.text or "question" in u.marks:
        return None
    text = u.text
    for amount in sorted(u.amounts, key=lambda a: -a.start):
        text = f"{text[: amount.start]} {text[amount.end :]}"
    for sort in ("yesterday", "before"):
        if (found := _any(sort).search(text)) and _nothing_else(
            text[: found.start()], text[found.end() :]
        ):
            return Again(sort == "yesterday", u.amounts[0] if u.amounts else None)
    return None


def _nothing_else(*around: str) -> bool:
    return not any(_left(strip_polite(part)) for part in around if part.strip())


def _left(text: str) -> str:
    """What neither courtesy nor a word that may stand around explains."""
    left = re.sub(r"[^\wก-๛]+", " ", text)
    left = _any("around").sub(" ", left)
    return "" if left.strip() in _courtesies() else left.strip()


@cache
def _courtesies() -> frozenset[str]:
    return frozenset({"", *(w for _, cell in tables.rows("polite") for w in cell.split())})


@cache
def _any(sort: str) -> re.Pattern[str]:
    return re.compile(tables.any_of(tables.choices("again", sort)))
