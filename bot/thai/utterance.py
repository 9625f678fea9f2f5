"""What one utterance says, read once for all who ask: words, amounts, houses, day, marks."""

from dataclasses import dataclass
from datetime import date

from bot.thai.amounts import Amount, find_amounts
from bot.thai.dates import read_day
from bot.thai.fold import fold
from bot.thai.houses import HouseRef, find_houses
from bot.thai.keyboard import as_meant
from bot.thai.marks import Mark, find_marks
from bot.thai.other_numbers import clock_times, that_count_nothing
from bot.thai.words import LONGEST_READ, Word, cut


@dataclass(frozen=True)
class Utterance:
    """An utterance as understood; every place in it counts letters of `text`, the folded form.

    `done_on` is the day the deed was done: the sending day unless a day before it was said.
    `date_said` is true also where that day is the sending day (วันนี้).
    `date_unclear`: a date is written that there is not, so nobody knows which day is meant.
    """

    raw: str
    text: str
    words: tuple[Word, ...]
    amounts: tuple[Amount, ...]
    houses: tuple[HouseRef, ...]
    done_on: date
    date_said: bool
    date_unclear: bool
    marks: frozenset[str]
    marks_at: tuple[Mark, ...]


def annotate(text: str, today: date) -> Utterance:
    """Reads a message once. Takes any text and never raises; `today` is the day it was sent."""
    folded = fold(as_meant(text))
    head = folded[:LONGEST_READ]
    words = cut(folded)
    day = read_day(head, today)
    houses = find_houses(head)
    clock = clock_times(head)
    at_houses = [(house.start, house.end) for house in houses]
    elsewhere = sorted({*day.spans, *clock, *that_count_nothing(head), *at_houses})
    marks = find_marks(head, words, coming=day.coming, clock=clock)
    return Utterance(
        raw=text,
        text=folded,
        words=words,
        amounts=find_amounts(words, elsewhere, head),
        houses=houses,
        done_on=day.done_on,
        date_said=day.said,
        date_unclear=day.unclear,
        marks=frozenset(mark.name for mark in marks),
        marks_at=marks,
    )
