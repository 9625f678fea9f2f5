"""Divides an utterance into sentences and clauses, else "not" would deny all that follows it.

A sentence ends at a line break, at a stop, or where the speaker turns (แต่, จากนั้น). Inside it a
clause ends where something is said to be finished (แล้ว) or a polite particle closes it.
"""

from collections.abc import Sequence
from typing import NamedTuple

from bot.thai.amounts import Amount
from bot.thai.houses import HouseRef
from bot.thai.words import Word, phrases

_STOPS = frozenset("\n!?;,|•")
_TURNS = frozenset({"แต่", "จากนั้น", "หลังจากนั้น", "ต่อด้วย", "ต่อมา", "ทีนี้", "แต่ว่า", "ส่วน"})
_LONGEST_PHRASE = 4
_FINISHED = frozenset({"แล้ว", "เสร็จ", "เรียบร้อย", "ครบ", "จบ"})


class Piece(NamedTuple):
    """A word or a whole amount, with the sentence and the clause it stands in."""

    text: str
    start: int
    end: int
    lemma: str
    kinds: frozenset[str]
    sentence: int
    clause: int


def pieces(
    words: Sequence[Word], amounts: Sequence[Amount], houses: Sequence[HouseRef] = ()
) -> list[Piece]:
    """The words without spaces and addresses, each amount one piece (#any, #family, #unit)."""
    starting = {amount.start: amount for amount in amounts}
    addresses = {i for house in houses for i in range(house.start, house.end)}
    found: list[Piece] = []
    sentence = clause = covered = 0
    for at, word in enumerate(words):
        if word.start < covered or word.start in addresses:
            continue
        amount = starting.get(word.start)
        if amount is not None:
            covered = amount.end
            kinds = _amount_kinds(amount, word)
            found.append(Piece(word.text, word.start, amount.end, "", kinds, sentence, clause))
            continue
        if word.lemma in _TURNS:
            sentence, clause = sentence + 1, clause + 1
        if "space" not in word.kinds:
            found.append(
                Piece(word.text, word.start, word.end, word.lemma, word.kinds, sentence, clause)
            )
        following = words[at + 1].text[0] if at + 1 < len(words) else " "
        if _is_stop(word, following):
            sentence, clause = sentence + 1, clause + 1
        elif _closes(word, following):
            clause += 1
    return _with_phrases(found)


def _with_phrases(found: list[Piece]) -> list[Piece]:
    """A piece that starts a phrase of the rules (ไป of ไปวัด) is of that phrase's kind too."""
    named = phrases()
    for at, piece in enumerate(found):
        said, end, met = piece.lemma, piece.end, set()
        for following in found[at + 1 : at + _LONGEST_PHRASE]:
            if following.start != end:
                break
            said, end = said + following.lemma, following.end
            if said in named:
                met.add(said)
        if met:
            found[at] = piece._replace(kinds=piece.kinds | met)
    return found


def _amount_kinds(amount: Amount, word: Word) -> frozenset[str]:
    kinds = {"#any", f"#{amount.family}"}
    if amount.unit is not None:
        kinds.add(f"#{amount.unit}")
    # A number with a unit may still be a word by itself: ร้อย also means to thread.
    return frozenset(kinds | (word.kinds & {"number"}))


def _is_stop(word: Word, following: str) -> bool:
    return word.text[0] in _STOPS or (word.text == "." and following.isspace())


def _closes(word: Word, following: str) -> bool:
    if word.lemma == "เพราะ":
        return True
    if "done" in word.kinds and word.lemma.endswith(tuple(_FINISHED)):
        return True
    return "particle" in word.kinds and following.isspace()
