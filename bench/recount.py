"""A vote counted once more, from the rules as people were told them: not by the bot's `counting`,
`closing` or `elections`, and sharing no line with them.

    one household, one vote; its last one before closing; not for itself
    quorum: so many percent of the active households, at least 10 of them or half, whichever is less
    missing it, the vote lasts three days more, once; then the committee decides
    most votes win; of equal ones dimensions, days, fewer wins, earlier last win; then the chair
    whoever has withdrawn gets nothing

Storm, benchmark and tests compare what the bot did with this.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from math import ceil

TIES = ("dimensions", "days", "fewer-wins", "earlier-win")


@dataclass(frozen=True)
class Runner:
    """Who stood."""

    number: int
    house: int
    points: int = 0
    dimensions: int = 0
    days: int = 0
    wins: int = 0
    last_win: date | None = None
    stands: bool = True


@dataclass(frozen=True)
class Cast:
    """A household's word at a moment."""

    house: int
    number: int
    at: datetime


@dataclass(frozen=True)
class Outcome:
    """What should stand in the rows after the count."""

    votes: Mapping[int, int]
    turnout: int
    quorum_met: bool
    awaits: str | None
    winner: int | None
    decided_by: str | None
    ranks: Sequence[int]
    """Numbers, the first first."""


def least(households: int, percent: int = 30, floor: int = 10) -> int:
    """How many households make a quorum."""
    half = ceil(Fraction(households, 2))
    return max(ceil(Fraction(percent * households, 100)), floor if floor < half else half)


def last_words(cast: Iterable[Cast], before: datetime | None = None) -> dict[int, int]:
    """What each household said last, `before` a moment; of two of one moment the higher number."""
    found: dict[int, tuple[datetime, int]] = {}
    for word in cast:
        if before is not None and word.at >= before:
            continue
        if word.house not in found or found[word.house] < (word.at, word.number):
            found[word.house] = (word.at, word.number)
    return {house: number for house, (_, number) in found.items()}


def count(
    runners: Sequence[Runner],
    said: Mapping[int, int],
    households: int,
    *,
    percent: int = 30,
    floor: int = 10,
    committee: bool = True,
    ties: Sequence[str] = TIES,
    extra: Mapping[int, int] | None = None,
    papers: int = 0,
) -> Outcome:
    """`said`: by household. `extra`: votes by number from `papers` households' box."""
    votes = {runner.number: 0 for runner in runners}
    for number in said.values():
        votes[number] += 1
    for number, more in (extra or {}).items():
        votes[number] += more
    turnout = len(said) + papers
    met = turnout >= least(households, percent, floor)
    leading, by = leaders(runners, votes, ties)
    ranks = _line_up(runners, votes, ties)
    if not leading:  # all have withdrawn: there is nothing to decide
        return Outcome(votes, turnout, met, None, None, "nobody", ranks)
    if not any(votes[runner.number] for runner in leading):
        return Outcome(votes, turnout, met, "committee", None, "nobody", ranks)
    if not met and committee:
        return Outcome(votes, turnout, met, "committee", None, None, ranks)
    if len(leading) > 1:
        return Outcome(votes, turnout, met, "chair", None, None, ranks)
    return Outcome(votes, turnout, met, None, leading[0].number, by, ranks)


def leaders(
    runners: Sequence[Runner], votes: Mapping[int, int], ties: Sequence[str]
) -> tuple[list[Runner], str]:
    """Who leads when round by round only the best stay, and the last round: the one that leaves one
    has decided."""
    left, name = [runner for runner in runners if runner.stands], "votes"
    for name in ("votes", *ties):
        if left:
            best = max(_merit(runner, name, votes) for runner in left)
            left = [runner for runner in left if _merit(runner, name, votes) == best]
        if len(left) < 2:
            break
    return left, name


def _merit(runner: Runner, name: str, votes: Mapping[int, int]) -> int:
    """More is better."""
    match name:
        case "votes":
            return votes[runner.number]
        case "dimensions":
            return runner.dimensions
        case "days":
            return runner.days
        case "points":
            return runner.points
        case "fewer-wins":
            return -runner.wins
    never = date.min  # who has never won has waited longest
    return -(runner.last_win or never).toordinal()


def _line_up(runners: Sequence[Runner], votes: Mapping[int, int], ties: Sequence[str]) -> list[int]:
    """Again and again the best of those left; of equals the lower number; who withdrew at the
    end, by the same rule."""
    order: list[int] = []
    for group in (True, False):
        left = [runner for runner in runners if runner.stands is group]
        while left:
            best = left[0]
            for runner in left[1:]:
                mine, its = (
                    [_merit(r, n, votes) for n in ("votes", *ties)] for r in (runner, best)
                )
                if mine > its or (mine == its and runner.number < best.number):
                    best = runner
            order.append(best.number)
            left.remove(best)
    return order
