"""Which good deeds an utterance reports, how surely, and how much of each.

The words of a rule make a reading. What the speaker adds makes it surer: it is done, has a day, is
counted. What he says it is not takes it away: a plan, a wish, a question, others' doing, for sale.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from bot.thai import tables
from bot.thai.amounts import Amount
from bot.thai.choice import deeds_among
from bot.thai.clauses import Piece, pieces
from bot.thai.own_words import OwnWord, own_matches
from bot.thai.rules import Match, matches
from bot.thai.shares import amount_of, only_amount
from bot.thai.sureness import sureness_of
from bot.thai.utterance import Utterance

REPORT = 0.5
"""From here on a reading counts as a report; the bot speaks up in a family group from 0.8."""

CATEGORY_OF = MappingProxyType({code: label for code, label, *_ in tables.rows("menu")})
"""The category label of every menu code."""


@dataclass(frozen=True)
class DeedReading:
    """One deed of the menu as read: how sure its words make it (0..1), how much, and those words.
    `guessed`: no rule knows the words, which are all of the message; they only look like it."""

    code: str
    sureness: float
    amount: Amount | None
    matched: str
    guessed: bool = False


def read_deeds(u: Utterance, own: Sequence[OwnWord] = ()) -> tuple[DeedReading, ...]:
    """The deeds reported, surest first; empty if this is no report. `own`: phrases of the tambon.

    The first reading's sureness is how sure it is that the message reports something done at all.
    """
    said = pieces(u.words, u.amounts, u.houses)
    chosen = deeds_among(found_in(u, said, own), said)
    by_code: dict[str, DeedReading] = {}
    for match in chosen:
        reading = read_match(u, said, match, chosen)
        if reading.sureness >= REPORT:
            by_code[match.code] = _together(by_code.get(match.code), reading)
    readings = sorted(by_code.values(), key=lambda reading: -reading.sureness)
    if len(readings) == 1 and readings[0].amount is None:
        readings = [replace(readings[0], amount=only_amount(u, readings[0].code))]
    return tuple(readings)


def found_in(u: Utterance, said: Sequence[Piece], own: Sequence[OwnWord]) -> list[Match]:
    """All matches; the words of a phrase of the tambon mean nothing else, nor part of something."""
    theirs = list(own_matches(u, said, own))
    taken = [set(match.at) for match in theirs]
    nations = [m for m in matches(said) if all(_apart(set(m.at), words) for words in taken)]
    return nations + theirs


def _apart(words: set[int], phrase: set[int]) -> bool:
    """They share no word with the phrase, or say all of it and more."""
    return words.isdisjoint(phrase) or words > phrase


def read_match(
    u: Utterance, said: Sequence[Piece], match: Match, found: Sequence[Match]
) -> DeedReading:
    """One match as a deed, among all that were found."""
    amount = amount_of(u, said, match, found)
    first, last = said[match.at[0]], said[match.at[-1]]
    # From nine to twelve is also when the power will be off; only what is counted makes it surer.
    counted = amount if amount is not None and not amount.by_clock else None
    sureness = sureness_of(u, said, match, found, counted)
    return DeedReading(match.code, sureness, amount, u.text[first.start : last.end])


def _together(known: DeedReading | None, reading: DeedReading) -> DeedReading:
    """Two words for one deed of the menu (กวาดบ้าน ถูบ้าน) are one reading, the surer."""
    if known is None:
        return reading
    better, lesser = (known, reading) if known.sureness >= reading.sureness else (reading, known)
    return replace(better, amount=better.amount or lesser.amount)
