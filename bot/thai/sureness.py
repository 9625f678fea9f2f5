"""How sure a reading is: what its words alone say, and what the speaker adds to them."""

from collections.abc import Sequence

from bot.thai.amounts import Amount
from bot.thai.clauses import Piece
from bot.thai.doubts import doubt
from bot.thai.rules import LAST_RESORT, VAGUE_BELOW, Match
from bot.thai.utterance import Utterance

_SUREST = 0.98
_DONE, _DATED, _COUNTED, _ALL_OF_IT, _POLITE = 0.08, 0.06, 0.08, 0.06, 0.03
_ONE_WORD, _TURNED, _VAGUE = 0.14, 0.1, 0.06
_WORD_ALONE, _SHORT_WORD_ALONE, _LONG_WORD = 0.25, 0.4, 5
_HARDLY_MORE, _NO_DEED = 0.55, 0.2
_SHORT, _ABOUT_IT, _LEAST = 80, 0.3, 0.4


def sureness_of(
    u: Utterance, said: Sequence[Piece], match: Match, found: Sequence[Match], amount: Amount | None
) -> float:
    """0..1 for one match among all that were found; `amount` is what was counted of it."""
    evidence = _evidence(u, said, match, amount)
    if match.strength <= LAST_RESORT:
        # Anything can be done. Only what is told in two ways, as done and dated, may be a deed.
        sure = _HARDLY_MORE if evidence > _COUNTED + _POLITE else _NO_DEED
    else:
        sure = min(_SUREST, match.strength + evidence)
    return round(sure * doubt(u, said, match, amount) * _focus(u, said, found), 3)


def _evidence(u: Utterance, said: Sequence[Piece], match: Match, amount: Amount | None) -> float:
    """Bare words become a report when it is done, has a day, is counted, is politely told."""
    evidence = _COUNTED if amount is not None else 0.0
    if "done" in u.marks:
        evidence += _DONE
    if u.date_said:
        evidence += _DATED
    if any("whole_time" in word.kinds for word in u.words):
        evidence += _ALL_OF_IT
    if evidence == 0.0 and not match.own:
        evidence = _bareness(said, match)
    if any("particle" in word.kinds for word in u.words[-4:]):
        evidence += _POLITE
    return evidence


def _bareness(said: Sequence[Piece], match: Match) -> float:
    """Words with nothing done, dated or counted are weaker the fewer and vaguer they are."""
    less = 0.0
    if len(match.at) == 1:
        less -= _ONE_WORD if len(said) > 1 else _nothing_else(said[0])
    if match.turned:
        less -= _TURNED
    return less - _VAGUE if match.strength < VAGUE_BELOW else less


def _nothing_else(word: Piece) -> float:
    """ตักบาตร alone may be told; ออม and ปะ alone are half a word."""
    return _WORD_ALONE if word.end - word.start >= _LONG_WORD else _SHORT_WORD_ALONE


def _focus(u: Utterance, said: Sequence[Piece], found: Sequence[Match]) -> float:
    """Where deeds are a small part of a long text, it is no report."""
    size = len(u.text)
    if size <= _SHORT:
        return 1.0
    about = {i for m in found for i in range(said[m.at[0]].start, said[m.at[-1]].end)}
    about.update(i for amount in u.amounts for i in range(amount.start, amount.end))
    share = len(about) / size
    return 1.0 if share >= _ABOUT_IT else max(_LEAST, share / _ABOUT_IT)
