"""Which kind is meant, where the words fit more than one: the question the bot asks in 1:1.

Pure: an utterance in, the kinds it could be out, each read as if it alone had been meant.
"""

from collections.abc import Sequence
from functools import cache

from bot.thai import tables
from bot.thai.choice import deeds_among
from bot.thai.clauses import pieces
from bot.thai.commands import strip_polite
from bot.thai.deeds import DeedReading, found_in, read_match
from bot.thai.own_words import OwnWord
from bot.thai.rules import VAGUE_BELOW, Match
from bot.thai.utterance import Utterance

UNSURE = 0.62
"""Below this a report in 1:1 is asked about; in the development lines one in a hundred is."""

AS_STRONG = 0.025
"""So near to each other two rules say nothing of which of them is meant."""


def unsure(u: Utterance, reading: DeedReading) -> bool:
    """Whether to ask before it is recorded. ใส่บาตร alone is short, but no riddle."""
    return reading.sureness < UNSURE and strip_polite(u.text) != reading.matched


def rivals(
    u: Utterance, own: Sequence[OwnWord] = (), *, within: float = AS_STRONG
) -> tuple[DeedReading, ...]:
    """Other kinds that claim the words of the one deed read about as strongly, closest first; none
    where several deeds are told, or where the tambon's own words say what is meant."""
    said = pieces(u.words, u.amounts, u.houses)
    found = found_in(u, said, own)
    chosen = deeds_among(found, said)
    codes = {match.code for match in chosen}
    if len(codes) != 1 or any(match.own for match in chosen):
        return ()
    if _named(u, chosen[0].code):
        return ()
    best = max(chosen, key=lambda match: match.strength)
    closest: dict[str, Match] = {}
    for match in found:
        if match.code in codes or not _same_words(match, best):
            continue
        if match.code not in closest or match.strength > closest[match.code].strength:
            closest[match.code] = match
    ranked = sorted(closest.values(), key=lambda match: (-match.strength, match.code))
    return tuple(
        read_match(u, said, match, [match]) for match in ranked if _near(match, best, within)
    )


def _named(u: Utterance, code: str) -> bool:
    """It is told by a name that the menu itself gives the deed: กวาดบ้าน."""
    said = u.text.replace(" ", "")
    return any(name.replace("_", "") in said for name in _names().get(code, ()))


@cache
def _names() -> dict[str, list[str]]:
    return {code: names.split() for code, _, _, names in tables.rows("menu")}


def _same_words(match: Match, best: Match) -> bool:
    return bool(set(match.at) & set(best.at)) and match.strength >= VAGUE_BELOW


def _near(match: Match, best: Match, within: float) -> bool:
    return best.strength - match.strength <= within and len(match.at) >= len(best.at)
