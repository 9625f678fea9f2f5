"""นับเสียง: votes into ranks. Nothing is looked up or written here: whoever has the ballots of a
vote and the rules it was held by comes to the same result."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, Decimal

VOTES, NOBODY, CHAIR, COMMITTEE = "votes", "nobody", "chair", "committee"
"""What set the first before the second; the rest are the names of the ties (`settings.TIES`)."""


@dataclass(frozen=True)
class Tally:
    """What a candidate has to show when the votes are counted. `wins` before, the last in month
    `last_win`; votes for one that does not stand any more count for nobody."""

    number: int
    votes: int
    points: int
    dimensions: int
    days: int
    wins: int = 0
    last_win: date | None = None
    stands: bool = True


_BETTER: Mapping[str, Callable[[Tally], int]] = {
    "dimensions": lambda t: -t.dimensions,
    "days": lambda t: -t.days,
    "fewer-wins": lambda t: t.wins,
    "earlier-win": lambda t: t.last_win.toordinal() if t.last_win else 0,
    "points": lambda t: -t.points,
}


def ranked(tallies: Sequence[Tally], ties: Sequence[str]) -> list[Tally]:
    """The winner first: by votes, then by the ties in their order, then by number. Who does not
    stand any more comes last."""
    return sorted(tallies, key=lambda t: (not t.stands, *_merits(t, ties), t.number))


def decided_by(tallies: Sequence[Tally], ties: Sequence[str]) -> str:
    """What set the first before the second: `votes`, one of the ties, `chair` where all is equal
    so that somebody has to say, `nobody` if there is no vote for anybody who stands."""
    order = [t for t in ranked(tallies, ties) if t.stands]
    if not order or not order[0].votes:
        return NOBODY
    if len(order) == 1:
        return VOTES
    pairs = zip((VOTES, *ties), *(_merits(t, ties) for t in order[:2]), strict=True)
    return next((name for name, one, other in pairs if one != other), CHAIR)


def equals(tallies: Sequence[Tally], ties: Sequence[str]) -> list[int]:
    """The numbers of those who share the first place."""
    order = [t for t in ranked(tallies, ties) if t.stands]
    return [t.number for t in order if _merits(t, ties) == _merits(order[0], ties)]


def quorum(households: int, percent: int, least: int) -> int:
    """So many percent of the active households, rounded up; at least `least`, or half of them if
    that is fewer."""
    share = int((Decimal(percent) * households / 100).to_integral_value(ROUND_CEILING))
    return max(share, min(least, (households + 1) // 2))


def _merits(tally: Tally, ties: Sequence[str]) -> tuple[int, ...]:
    return (-tally.votes, *(_BETTER[name](tally) for name in ties))
