"""Which deed of the menu a few words name, though they report none: ลบอันที่ปลูกต้นไม้.

`own`: phrases of the tambon.
"""

from collections.abc import Sequence

from bot.thai.amounts import Amount
from bot.thai.choice import deeds_among
from bot.thai.clauses import pieces
from bot.thai.deeds import DeedReading, found_in
from bot.thai.own_words import OwnWord
from bot.thai.rules import LAST_RESORT
from bot.thai.utterance import Utterance

_UNSAID = 0.5


def deed_named(u: Utterance, own: Sequence[OwnWord] = ()) -> tuple[DeedReading, ...]:
    """The deeds named, strongest first, whether or not they are told as done."""
    said = pieces(u.words, u.amounts, u.houses)
    found = [match for match in found_in(u, said, own) if match.strength > LAST_RESORT]
    amount: Amount | None = u.amounts[0] if len(u.amounts) == 1 else None
    named: dict[str, DeedReading] = {}
    for match in sorted(deeds_among(found, said), key=lambda match: -match.strength):
        first, last = said[match.at[0]], said[match.at[-1]]
        words = u.text[first.start : last.end]
        named.setdefault(match.code, DeedReading(match.code, _UNSAID, amount, words))
    return tuple(named.values())


def kinds_named(u: Utterance, own: Sequence[OwnWord] = ()) -> frozenset[str]:
    """Codes of every deed that these words can mean."""
    said = pieces(u.words, u.amounts, u.houses)
    return frozenset(match.code for match in found_in(u, said, own) if match.strength > LAST_RESORT)
