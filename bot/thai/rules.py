"""The rules of lexicon/deeds.tsv: rows of terms, and where in a sentence they are met."""

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from bot.thai import tables
from bot.thai.clauses import Piece

_REACH = 40
"""Letters between one term and the next; farther apart they are about different things."""
VAGUE_BELOW, ONLY_ALONE, LAST_RESORT = 0.72, 0.6, 0.5
"""A rule below the first says little by itself; below the second it is believed only where no other
is met; at the last it says no more than that something was done."""
_FREE = 10
_PER_LETTER = 0.003
_REVERSED = 0.08


Term = frozenset[str]
"""Any one of these kinds, words or amounts."""


class Rule(NamedTuple):
    code: str
    strength: float
    terms: tuple[Term, ...]
    unwanted: frozenset[str]


class Match(NamedTuple):
    """A rule met: the places of its pieces, and how strongly."""

    code: str
    strength: float
    at: tuple[int, ...]
    turned: bool = False
    """Its words stand in the other order: ผักบุ้งสองแปลง ปลูกแล้ว."""
    own: bool = False
    """By a phrase of the tambon, which somebody there has decided on."""


def parse(code: str, strength: str, pattern: str) -> Rule:
    terms = []
    unwanted: set[str] = set()
    for term in pattern.split():
        if term.startswith("~"):
            unwanted.update(term[1:].split("|"))
        else:
            terms.append(frozenset(term.split("|")))
    return Rule(code, float(strength), tuple(terms), frozenset(unwanted))


@cache
def _rules_by_first() -> dict[str, tuple[Rule, ...]]:
    """Rules under each kind or word their first term wants; two-term rules under the second too."""
    index: dict[str, list[Rule]] = {}
    for code, strength, pattern, *_ in tables.rows("deeds"):
        rule = parse(code, strength, pattern)
        leading = rule.terms[0]
        if len(rule.terms) == 2:
            leading |= rule.terms[1]
        for wanted in leading:
            index.setdefault(wanted, []).append(rule)
    return {wanted: tuple(rules) for wanted, rules in index.items()}


def matches(pieces: Sequence[Piece]) -> Iterator[Match]:
    """Every place where a rule is met, in no order."""
    index = _rules_by_first()
    present = _present(pieces)
    for at, piece in enumerate(pieces):
        tried: set[int] = set()
        for wanted in (piece.lemma, *piece.kinds):
            for rule in index.get(wanted, ()):
                if id(rule) in tried:
                    continue
                tried.add(id(rule))
                if rule.unwanted.isdisjoint(present[piece.sentence]):
                    yield from _met(rule, pieces, at)


def _present(pieces: Sequence[Piece]) -> dict[int, set[str]]:
    present: dict[int, set[str]] = {}
    for piece in pieces:
        present.setdefault(piece.sentence, set()).update(piece.kinds, (piece.lemma,))
    return present


def _meets(piece: Piece, term: Term) -> bool:
    return piece.lemma in term or not term.isdisjoint(piece.kinds)


def _met(rule: Rule, pieces: Sequence[Piece], at: int) -> Iterator[Match]:
    if _meets(pieces[at], rule.terms[0]):
        forward = _onward(rule.terms[1:], pieces, at)
        if forward is not None:
            yield Match(rule.code, rule.strength - _distance(pieces, forward), forward)
            return
    if len(rule.terms) == 2 and _meets(pieces[at], rule.terms[1]):
        back = _onward(rule.terms[:1], pieces, at)
        if back is not None and not _relative(pieces, back):
            strength = rule.strength - _REVERSED - _distance(pieces, back)
            yield Match(rule.code, strength, back, turned=True)


def _onward(terms: Sequence[Term], pieces: Sequence[Piece], at: int) -> tuple[int, ...] | None:
    found = [at]
    for term in terms:
        here = pieces[found[-1]]
        for place in range(found[-1] + 1, len(pieces)):
            piece = pieces[place]
            if piece.start - here.end > _REACH or piece.sentence != here.sentence:
                return None
            if _meets(piece, term):
                found.append(place)
                break
        else:
            return None
    return tuple(found)


def _distance(pieces: Sequence[Piece], at: Sequence[int]) -> float:
    """What the letters between the terms cost."""
    between = sum(
        max(0, pieces[there].start - pieces[here].end - _FREE) for here, there in pairwise(at)
    )
    return between * _PER_LETTER


def _relative(pieces: Sequence[Piece], at: Sequence[int]) -> bool:
    """ผักที่ปลูก is about the vegetables, not about planting."""
    return any(pieces[i].lemma in {"ที่", "ซึ่ง"} for i in range(at[0] + 1, at[-1]))
